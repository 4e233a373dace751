"""A PDF to its text, lines joined to paragraphs, Arabic in reading order.

pypdfium2 reads most files. In some the Arabic comes out backwards: that shows by the function
words, and then pdfplumber reads the glyphs from left to right and they are put in order here.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator

import pdfplumber
import pypdfium2

from index.reading.errors import UnreadableError
from index.reading.formats.raw import RawArticle

_MAX_PAGES = 500
_FEW_WORDS = 20  # Arabic ones; fewer say nothing
_PLAUSIBLE = 0.05  # share of function words in Arabic text, less the share of them backwards
_FREQUENT = "في من على إلى ان أن التي الذي مع هذا هذه بعد قبل وقال كان كما بين عن"
_FUNCTION_WORDS = frozenset(_FREQUENT.split())
_ARABIC_WORD = re.compile("[\u0600-\u06ff]+")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\ufffe\uffff]")
_HARAKAT = re.compile("[\u064b-\u0652\u0670]")  # their place in a PDF is that of ink, not of speech
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .,:/%_\-+@&'’]*[A-Za-z0-9])?")


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
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    text = _plain(text)
    score = order_score(text)
    if score is not None and score < _PLAUSIBLE:
        text = max([text, *_by_glyphs(data)], key=lambda one: order_score(one) or 0.0)
    text = _HARAKAT.sub("", text) if _ARABIC_WORD.search(text) else text
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
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text.replace("\r\n", "\n")))


def _by_glyphs(data: bytes) -> Iterator[str]:
    """What pdfplumber reads from left to right, as it stands and put in order."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        text = _plain("\n".join(page.extract_text() or "" for page in document.pages))
    yield text
    yield "\n".join(map(_in_reading_order, text.split("\n")))


def _in_reading_order(line: str) -> str:
    """A line of Arabic that was read from left to right."""
    if not _ARABIC_WORD.search(line):
        return line
    turned = line[::-1].translate(_MIRRORED)
    return _LEFT_TO_RIGHT.sub(lambda match: match[0][::-1], turned)
