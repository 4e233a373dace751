from __future__ import annotations

import codecs
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading import UnreadableError
from index.reading.charset import decode

ARABIC = "قال الرئيس إن المحادثات في القاهرة انتهت، وأضاف: «لن نتراجع».\nالخبر الثاني؟"
ENGLISH = "The café’s owner – a “naïve” man – paid £5.\nHe left."

# Any plain text: no controls, surrogates or line ends but \n.
PLAIN = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
    | st.sampled_from("\n\t")
)
# What an Arabic keyboard types, all of it in windows-1256.
CP1256_WORDS = st.lists(
    st.sampled_from(
        ["قال", "الرئيس", "«نعم»", "“لا”", "2024", "؟", "،", "…", "Musk", "é", "–", "\n"]
    )
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"]
)
def test_arabic_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding)) == ARABIC


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_english_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize(
    "text",
    [
        "قال الرئيس إن المحادثات في القاهرة انتهت، ثم غادر الوفد.",
        "كان هناك وفد يغادر",
    ],
)
def test_iso_8859_6_is_told_from_windows_1256(text: str) -> None:
    assert decode(text.encode("iso8859-6")) == text
    assert decode(text.encode("cp1256")) == text


@given(PLAIN)
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode("utf-8-sig")) == text.removesuffix("\n")


@given(PLAIN)
def test_utf_16_with_a_byte_order_mark_is_read_as_it_was_written(text: str) -> None:
    assert decode(text.encode("utf-16")) == text.removesuffix("\n")
    big_endian = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    assert decode(big_endian) == text.removesuffix("\n")


@given(CP1256_WORDS)
def test_windows_1256_is_read_as_it_was_written(words: list[str]) -> None:
    text = " ".join(["قال الرئيس", *words, "انتهى"])
    assert decode(text.encode("cp1256")) == text


@given(st.binary(max_size=300))
def test_any_bytes_give_clean_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data)
    except UnreadableError:
        return
    text.encode("utf-8")
    assert not [c for c in text if unicodedata.category(c) == "Cc" and c not in "\n\t"]


def test_text_is_not_normalised() -> None:
    text = "e\u0301 ﻻ الـــخبر"
    assert decode(text.encode()) == text


def test_every_line_end_becomes_a_newline() -> None:
    written = "a\r\nb\rc\vd\fe\x85f\u2028g\u2029h"
    assert decode(written.encode()) == "a\nb\nc\nd\ne\nf\ng\nh"


def test_a_few_control_characters_are_taken_out() -> None:
    text = "Some text that is long enough to be text. " * 10
    assert decode(("\x00\x1b\x9b" + text + "\x7f").encode()) == text


def test_a_lone_surrogate_is_replaced() -> None:
    data = codecs.BOM_UTF16_LE + ("قال" * 20).encode("utf-16-le") + b"\x00\xd8"
    assert decode(data) == "قال" * 20 + "\ufffd"


def test_utf_8_that_was_cut_inside_a_letter_is_still_utf_8() -> None:
    assert decode(("قال الرئيس " * 20).encode() + b"\xd9") == "قال الرئيس " * 20 + "\ufffd"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%text", "a PDF document"),
        (b"PK\x03\x04word/document.xml", "a zip archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"{\\rtf1 text}", "an RTF document"),
        (b"abc\x00def\x01\x02", "binary data"),
    ],
    ids=["pdf", "zip", "png", "rtf", "nul"],
)
def test_what_is_not_text_is_refused_with_its_kind(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableError, match=f"^it is {kind}, not text; save its text as UTF-8"):
        decode(data)


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused(seed: int) -> None:
    with pytest.raises(UnreadableError, match=r"binary data|character set is unknown"):
        decode(random.Random(seed).randbytes(4096))


def test_an_unknown_character_set_is_refused() -> None:
    with pytest.raises(UnreadableError, match="its character set is unknown; save it as UTF-8"):
        decode(b"caf\x81 au lait \x9d")
