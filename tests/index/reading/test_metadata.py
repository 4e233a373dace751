from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.metadata import (
    Origin,
    language_of,
    one_line,
    site_of,
    source_line,
    title_of,
)

BODY = "\n" + "وصل الوفد إلى القاهرة صباح الجمعة. " * 5


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("المصدر: رويترز", Origin("رويترز")),
        ("المصدر : الجزيرة + وكالات", Origin("الجزيرة + وكالات")),
        ("المصدر: https://www.example.org/a?b=1", Origin(None, "https://www.example.org/a?b=1")),
        ("المصدر: رويترز - https://example.org", Origin("رويترز", "https://example.org")),
        ("Source: Reuters", Origin("Reuters")),
        (
            "**Source:** [Reuters](https://example.org/a)",
            Origin("Reuters", "https://example.org/a"),
        ),
        ("Source: Reuters, https://example.org/a.", Origin("Reuters", "https://example.org/a")),
        ("URL: https://example.org", Origin(None, "https://example.org")),
        ("Source: http://[bad", Origin()),
    ],
)
def test_a_source_line_gives_outlet_and_address(line: str, origin: Origin) -> None:
    assert source_line(line) == origin


@pytest.mark.parametrize(
    "line",
    [
        "المصدر:",
        "المصدر: مسؤول رفض الكشف عن هويته.",
        "المصدر الوحيد للمياه هو النهر",
        "Source: officials who asked not to be named because talks go on",
        "Sources: is the minister leaving?",
        "قال المصدر: رويترز",
        "المصدر: " + "س" * 61,
        "المصدر: " + "https://example.org " * 200,
    ],
)
def test_a_sentence_is_no_source_line(line: str) -> None:
    assert source_line(line) is None


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.org/a", "example.org"),
        ("HTTP://News.Example.org:8080", "news.example.org"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://localhost/a", None),
        ("http://[::1", None),
        ("example.org", None),
    ],
)
def test_only_web_addresses_have_a_site(url: str, site: str | None) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    "first",
    [
        "وصول الوفد إلى القاهرة",
        "هل يصل الوفد.. أم يعود؟",
        "Talks resume: a first step",
    ],
)
def test_a_short_first_line_without_a_full_stop_is_the_title(first: str) -> None:
    assert title_of(first + BODY) == first


def test_a_markdown_heading_is_the_title_without_its_mark() -> None:
    assert title_of("## وصول  الوفد ##\nنص.") == "وصول الوفد"


def test_else_the_title_is_the_start_of_the_first_line_cut_at_a_word() -> None:
    line = "كلمة " * 30 + "ثم انتهى."
    assert title_of(line + BODY) == "كلمة " * 17 + "كلمة…"
    assert title_of("وصل الوفد.") == "وصل الوفد."
    assert title_of("وقال الرئيس:" + BODY) == "وقال الرئيس:"


def test_a_first_line_as_long_as_the_rest_is_cut_too() -> None:
    line = "word " * 25
    assert title_of(line + "\nEnd.") == "word " * 17 + "word…"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال Musk نعم", "ar"),
        ("Musk said نعم", "en"),
        ("123", "ar"),
        ("ab اب", "ar"),
        ("Ünal", "en"),
    ],
)
def test_the_language_is_that_of_most_letters(text: str, language: str) -> None:
    assert language_of(text) == language


@given(st.text(), st.integers(1, 50))
def test_a_cut_text_is_one_line_within_the_limit_and_starts_the_same(text: str, limit: int) -> None:
    cut = one_line(text, limit)
    assert len(cut) <= limit + 1
    assert len(cut.splitlines()) <= 1
    assert " ".join(text.split()).startswith(cut.removesuffix("…"))
