"""The bytes of a web page to text: which character set it is in."""

from __future__ import annotations

import codecs
import re

from index.reading.charset import decode

_HEAD = 4096  # bytes in which a page states its character set
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
# The label of a page says what it was meant as: ISO-8859-1 is windows-1252 by the standard.
# https://encoding.spec.whatwg.org/#names-and-labels
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MAX_LOST = 0.02  # of the characters; with more, what the page declares is not true
_ARABIC = re.compile("[\u0621-\u064a]")
_ARABIC_SETS = ("cp1256", "iso8859-6")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def decode_markup(data: bytes) -> str:
    """Decode a page, by what it declares where that is true, else by its bytes.

    Raises:
        UnreadableError: The bytes are not text.
    """
    return _DECLARATION.sub("", _decode(data), count=1)


def _decode(data: bytes) -> str:
    if not data.startswith(_BOMS) and not _is_utf8(data):
        text = _as_declared(data)
        if text is not None:
            # Through the decoder of all files, for line ends and controls.
            return decode(text.encode("utf-8", "replace"))
    return decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        name = _AS_BROWSERS_DO.get(name, name)
        text = data.decode(name, errors="replace")
    except (LookupError, UnicodeError):
        return None
    if name.startswith("utf") or text.count("\ufffd") > _MAX_LOST * len(text):
        return None
    # windows-1252 is also what pages in an Arabic set claim by default.
    if name in _ARABIC_SETS or not _looks_arabic(data):
        return text
    return None


def _looks_arabic(data: bytes) -> bool:
    """Whether the bytes read as Arabic words in windows-1256: runs of letters from 0xC0 up."""
    return len(re.findall(rb"[\xc0-\xff]{3,}", data)) > 20
