"""Bytes to text: which character set an article file is written in.

It decides between UTF-8, UTF-16, windows-1256, ISO-8859-6 and windows-1252, the sets that Arabic
and English articles come in, and refuses what is not text. It knows nothing of lines or articles.
"""

from __future__ import annotations

import codecs
import re

from index.reading.errors import UnreadableError

# The first bytes of files that are often renamed to .txt by mistake.
_MAGIC = {
    b"%PDF": "a PDF document",  # .pdf is read by its name
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x7fELF": "a program",
}
_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# C1 controls go too: U+009B starts an escape sequence on a terminal. The byte order mark is
# stripped by name; a surrogate cannot be encoded again.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_MAX_CONTROLS = 0.01  # of the characters; more is not text. Random bytes hold about 0.1.
_MAX_BROKEN = 0.02  # of the non-ASCII characters of a UTF-8 file: a cut end, a bad paste
_SAMPLE = 4096
# Three neighbouring bytes from 0xC0 up: letters of any Arabic word, but hardly ever three
# accented letters in a row.
_ARABIC_RUN = re.compile(rb"[\xc0-\xff]{3}")
_ISO = re.compile(rb"[\xe8\xea]")
_WINDOWS = re.compile(rb"[\xec\xed]|\xc7\xe1")


def decode(data: bytes) -> str:
    r"""Decode the bytes of an article file.

    Args:
        data: The whole file.

    Returns:
        The text as written: not normalised, but with ``\n`` as its only line end, and without
        byte order mark, control characters (except tab) and lone surrogates.

    Raises:
        UnreadableError: The bytes are not text, or in no character set read here.
    """
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableError(f"it is {kind}, not text; save its text as UTF-8 instead")
    # Line ends go first, so that the controls among them are not counted.
    text = "\n".join(_decode(data).splitlines())
    cleaned = without_controls(text)
    if len(text) - len(cleaned) > _MAX_CONTROLS * len(text):
        raise UnreadableError("it is binary data, not text; save its text as UTF-8 instead")
    return cleaned


def without_controls(text: str) -> str:
    r"""A text with ``\n`` as its only line end, without control characters and lone surrogates."""
    return _CONTROL.sub("", "\n".join(text.splitlines()))


def _decode(data: bytes) -> str:
    for bom, name in _BOMS.items():
        if data.startswith(bom):
            return data[len(bom) :].decode(name, errors="replace")
    if utf16 := _utf16_without_bom(data):
        return data.decode(utf16, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken <= _MAX_BROKEN * sum(character > "\x7f" for character in text):
        return text
    name = _single_byte(data)
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise UnreadableError("its character set is unknown; save it as UTF-8") from None


def _utf16_without_bom(data: bytes) -> str | None:
    """The byte order, if every second byte is nearly always 0 (ASCII) or 6 (Arabic)."""
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        highs = data[:_SAMPLE][first::2]
        if len(data) % 2 == 0 and sum(byte in (0, 6) for byte in highs) > 0.7 * len(highs):
            return name
    return None


def _single_byte(data: bytes) -> str:
    if not _ARABIC_RUN.search(data):
        return "cp1252"
    # The two Arabic sets agree up to TAH. Beyond it و and ي are E8 and EA in ISO-8859-6, accented
    # letters in windows-1256; where that has ى and ي (EC, ED) and the article (C7 E1), the other
    # has diacritics and the rare اف.
    iso, windows = len(_ISO.findall(data)), len(_WINDOWS.findall(data))
    return "iso8859-6" if iso > windows else "cp1256"
