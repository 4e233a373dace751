"""What an article says of itself: its headline, outlet, address and language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.article import Language
from index.reading.folding import fold

HEADLINE_LIMIT = 160  # characters; longer first lines are paragraphs
TITLE_LIMIT = 90  # characters of a title that had to be cut from the text
OUTLET_LIMIT = 60  # characters; longer is no outlet's name
_MAX_SOURCE_LINE = 2000  # characters; addresses are long

_URL = re.compile(r"https?://[^\s<>\"()\[\]]+", re.IGNORECASE)
_MARKUP = re.compile(r"[\[\]()<>*_]")
_SOURCE_LINE = re.compile(
    r"\W*(?:المصدر|المصادر|source|sources|url|link|الرابط|via) ?[:：] ?(?=\S)"
)
_SENTENCE_END = re.compile(r"[.۔؟?!][\s\"'»”’)\]]*$")
_NOT_A_HEADLINE = re.compile(r"[.۔:،؛,;][\s\"'»”’)\]]*$")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*$")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article was published, as far as it says: outlet's name, address."""

    outlet: str | None = None
    url: str | None = None


def read_origin(value: str) -> Origin:
    """Read "Reuters", an address, or both, as they stand after ``Source:``."""
    match = _URL.search(value)
    url = match[0].rstrip(".,;،؛") if match else ""
    rest = _MARKUP.sub(" ", value.replace(match[0], " ", 1) if match else value)
    outlet = one_line(rest, OUTLET_LIMIT).strip(" |-–—,،:")
    return Origin(
        outlet=outlet if outlet and "://" not in outlet else None,
        url=url if site_of(url) else None,
    )


def source_line(line: str) -> Origin | None:
    """The origin that a line "المصدر: …" or "Source: …" states, or None for any other line.

    A sentence ("Source: officials who asked not to be named.") is no such line.
    """
    folded = fold(line[: _MAX_SOURCE_LINE + 1])
    label = _SOURCE_LINE.match(folded)
    if not label or len(line) > _MAX_SOURCE_LINE:
        return None
    origin = read_origin(line.partition(":" if ":" in line else "：")[2])
    rest = _URL.sub("", folded[label.end() :])
    if len(rest) > OUTLET_LIMIT or len(rest.split()) > 7 or _SENTENCE_END.search(rest):
        return None
    return origin


def site_of(url: str) -> str | None:
    """The host of a web address without ``www.``, or None where it is no web address."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "." not in host:
        return None
    return host.removeprefix("www.")


def title_of(text: str) -> str:
    """The headline, where the first line of a cleaned text is one, else the start of that line."""
    first, _, rest = text.partition("\n")
    heading = _HEADING.match(first)
    if heading and heading[1].strip():
        return one_line(heading[1], HEADLINE_LIMIT)
    is_headline = (
        len(first) <= HEADLINE_LIMIT
        and len(rest.strip()) > len(first)
        and not _NOT_A_HEADLINE.search(first)
    )
    return one_line(first, HEADLINE_LIMIT if is_headline else TITLE_LIMIT)


def language_of(text: str) -> Language:
    """The language most letters belong to; Arabic where neither has more."""
    return "en" if len(_LATIN.findall(text)) > len(_ARABIC.findall(text)) else "ar"


def one_line(text: str, limit: int) -> str:
    """A text on one line, cut at a word to at most ``limit`` characters and then ``…``."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit + 1].rpartition(" ")[0] or text[:limit]
    return cut.rstrip(" ،,؛;:–—-") + "…"
