"""A PDF to its text: paragraphs joined from lines, Arabic in reading order.

pypdfium2 reads what a file holds and where. Of Arabic it gives letters of a ligature, and in some
files whole words, backwards; there pdfminer's glyphs are taken, which are what the file says.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from index.reading.errors import UnreadableError
from index.reading.formats.lines import Glyph, Line, lines_of
from index.reading.formats.paragraphs import paragraphs
from index.reading.formats.raw import RawArticle

_MAX_PAGES = 300
_FEW_WORDS = 20  # Arabic ones; fewer say nothing
_FREQUENT = "في من على إلى ان أن التي الذي مع هذا هذه بعد قبل وقال كان كما بين عن"
_FUNCTION_WORDS = frozenset(_FREQUENT.split())
_CLEARLY = 0.03  # of the words: what makes one reading more likely than the other
_ARABIC_WORD = re.compile("[\u0600-\u06ff]+")
_SHAPES = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\ufffe\uffff\u0640]")


def read_pdf(data: bytes) -> RawArticle:
    """Read a document.

    Raises:
        UnreadableError: It is no PDF, needs a password, has too many pages, or is a picture of
            text.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableError("it needs a password; save it without one") from None
        raise UnreadableError("it is not a whole PDF document") from None
    try:
        if len(document) > _MAX_PAGES:
            raise UnreadableError(f"it has more than {_MAX_PAGES} pages; split it")
        pages = [lines_of(_pdfium_glyphs(page)) for page in document]
    finally:
        document.close()
    text = _plain(paragraphs(pages))
    if _ARABIC_WORD.search(text):
        with suppress(Exception):  # then pypdfium2's reading is all there is
            other = _plain(paragraphs(list(_pdfminer_pages(data))))
            if (order_score(other) or 0.0) > (order_score(text) or 0.0) - _CLEARLY:
                text = other
    if not re.search(r"\w", text):
        raise UnreadableError("it holds no text, only pictures; give its text as .txt")
    return RawArticle(text=text)


def order_score(text: str) -> float | None:
    """How well a text reads as Arabic; None where there is too little Arabic to tell.

    The share of its words that are frequent function words, less the share that are such words
    spelt backwards.
    """
    words = _ARABIC_WORD.findall(text)
    if len(words) < _FEW_WORDS:
        return None
    forwards = sum(word in _FUNCTION_WORDS for word in words)
    backwards = sum(word[::-1] in _FUNCTION_WORDS and word not in _FUNCTION_WORDS for word in words)
    return (forwards - backwards) / len(words)


def _plain(text: str) -> str:
    """Letters instead of the shapes they have in print, and nothing unseen."""
    return _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), _UNSEEN.sub("", text))


def _pdfium_glyphs(page: pypdfium2.PdfPage) -> Iterator[Glyph]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if not code or pdfium.FPDFText_IsGenerated(text, index) or code in (10, 13):
            continue
        left, bottom, right, _ = text.get_charbox(index, loose=True)
        size = pdfium.FPDFText_GetFontSize(text, index) or 1.0
        yield Glyph(chr(code), left, right, bottom, size)


def _pdfminer_pages(data: bytes) -> Iterator[list[Line]]:
    from pdfminer.high_level import extract_pages  # only where it is needed
    from pdfminer.layout import LTChar, LTContainer

    def glyphs(container: LTContainer[Any]) -> Iterator[Glyph]:
        for item in container:
            if isinstance(item, LTChar):
                yield Glyph(_plain(item.get_text()), item.x0, item.x1, item.matrix[5], item.size)
            elif isinstance(item, LTContainer):
                yield from glyphs(item)

    for page in extract_pages(io.BytesIO(data), laparams=None):
        yield lines_of(glyphs(page))
