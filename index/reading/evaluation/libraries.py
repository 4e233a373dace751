"""Other ways to find the article in a page, to compare with. None is imported before it is run.

Their languages and options are those with which each does best.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from index.article import Language
from index.reading.formats.markup import decode_markup

Extractor = Callable[[bytes, Language], str]


def trafilatura(page: bytes, language: Language) -> str:
    """Trafilatura, as we call it but for what we do before and after."""
    extract = import_module("trafilatura").extract
    return str(extract(page, favor_precision=True, include_comments=False) or "")


def readability(page: bytes, language: Language) -> str:
    """readability-lxml."""
    summary = import_module("readability").Document(decode_markup(page)).summary()
    return str(import_module("lxml.html").fromstring(summary).text_content())


def newspaper(page: bytes, language: Language) -> str:
    """newspaper4k."""
    article = import_module("newspaper").Article("https://example.com/page", language=language)
    article.download(input_html=decode_markup(page))
    article.parse()
    return str(article.text)


def resiliparse(page: bytes, language: Language) -> str:
    """Resiliparse."""
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return str(extract(decode_markup(page), main_content=True, alt_texts=False))


def goose(page: bytes, language: Language) -> str:
    """goose3."""
    options: dict[str, Any] = {"enable_image_fetching": False}
    if language == "ar":
        options["stopwords_class"] = import_module("goose3.text").StopWordsArabic
    found = import_module("goose3").Goose(options).extract(raw_html=decode_markup(page))
    return str(found.cleaned_text or "")


LIBRARIES: dict[str, Extractor] = {
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "resiliparse": resiliparse,
    "goose3": goose,
}


@contextmanager
def without_network() -> Iterator[None]:
    """Refuse every look-up of a host: some of the libraries would fetch lists, or wait for them."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no network here")

    allowed = socket.getaddrinfo
    socket.getaddrinfo = refuse  # type: ignore[assignment]
    try:
        yield
    finally:
        socket.getaddrinfo = allowed
