"""A copied page to the article's text, and what the dropped lines said of its origin.

Kept lines are unmodified except for blanks at their end and the marks of Markdown headings.
Cleaning a cleaned text changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.reading.boilerplate import heads_a_list, is_boilerplate, is_section_name
from index.reading.copied import article_lines
from index.reading.dates import date_line, dateline
from index.reading.metadata import Origin, source_line

# How many lines without a full stop (headline, deck, byline, place) may stand between a date or
# source line and the edge of the file.
_HEAD_LINES = 4
_FOOT_LINES = 2
_LONG = 25  # words; a longer line is a paragraph, full stop or not
_HEADING_MARKS = re.compile(r"(?: {0,3}#{1,6}[ \t]++)+")  # a blank must follow: #وسم is a tag
_SENTENCE_END = re.compile(r"[.۔؟?!][\s\"'»”’)\]]*$")
_CLOSING_MARKS = re.compile(r"(?<!\s)[ \t]+#+$")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The article's text, and its date and origin where a line of the page stated them.

    A date after the place that a report opens with ("Berlin, July 14, 2024") is read too, and its
    line stays.
    """

    text: str
    published: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not boilerplate; ``number`` is its place in the page."""

    number: int
    text: str
    date: str | None
    origin: Origin | None

    @property
    def is_remark(self) -> bool:
        return self.date is not None or self.origin is not None

    @property
    def is_body(self) -> bool:
        ending = self.text.rstrip(" \t\"'»”’)]")
        return ending.endswith((".", "۔")) or len(self.text.split()) > _LONG


def clean(page: str, *, copied: bool = False) -> Cleaned:
    """Drop the lines of a page that are not its article.

    Args:
        page: Its text.
        copied: Whether it may be a page copied whole, of which only a part is the article (see
            :mod:`index.reading.copied`).

    Date and source lines are dropped, and read, only above and below the article's body. Where
    date lines also stand inside the body, they are its subheads and all of them stay.
    """
    rows = [_without_heading_marks(row.rstrip()) for row in page.split("\n")]
    lines = [
        _Line(number, row, date_line(row), source_line(row))
        for number, row in enumerate(rows)
        if row and not is_boilerplate(row)
    ]
    if copied:
        lines = _of_the_article(lines)
    lines = _without_section_names(_without_list_below(lines, rows))
    edge = _edge(lines, _HEAD_LINES) | _edge(reversed(lines), _FOOT_LINES)
    if any(line.date and line.number not in edge for line in lines):
        edge -= {line.number for line in lines if line.date}
    remarks = [line for line in lines if line.number in edge]
    kept = {line.number for line in lines} - edge
    stated = (line.date for line in remarks if line.date)
    opening = (dateline(line.text) for line in lines[:_HEAD_LINES] if not line.is_remark)
    return Cleaned(
        text=_joined(row for number, row in enumerate(rows) if not row or number in kept),
        published=next(stated, None) or next(filter(None, opening), None),
        origin=_merged([line.origin for line in remarks if line.origin]),
    )


def _without_heading_marks(row: str) -> str:
    marks = _HEADING_MARKS.match(row)
    return _CLOSING_MARKS.sub("", row[marks.end() :]) if marks else row


def _of_the_article(lines: list[_Line]) -> list[_Line]:
    """Of a page copied whole the article's lines, with the dates and sources among and beside."""
    kept = article_lines([line.text for line in lines])
    if kept is None:
        return lines
    beside = range(kept[0], kept[-1] + _FOOT_LINES + 1)
    return [line for n, line in enumerate(lines) if n in kept or (line.is_remark and n in beside)]


def _without_list_below(lines: list[_Line], rows: list[str]) -> list[_Line]:
    """The lines, less the headlines below a last "related stories"; sentences stay."""
    body = max((line.number for line in lines if line.is_body), default=len(rows))
    head = next((n for n in range(body, len(rows)) if rows[n] and heads_a_list(rows[n])), len(rows))
    return [
        line
        for line in lines
        if line.number < head or line.is_remark or _SENTENCE_END.search(line.text)
    ]


def _without_section_names(lines: list[_Line]) -> list[_Line]:
    """The lines, less the menu items and section names above the first line of any other kind."""
    sections = set()
    for line in lines:
        if is_section_name(line.text):
            sections.add(line.number)
        elif not line.is_remark:
            break
    return [line for line in lines if line.number not in sections]


def _edge(lines: Iterable[_Line], patience: int) -> set[int]:
    """The remarks before the body, counted from one end of the page."""
    found = set()
    for line in lines:
        if line.is_remark:
            found.add(line.number)
        elif line.is_body or patience == 0:
            break
        else:
            patience -= 1
    return found


def _merged(origins: list[Origin]) -> Origin:
    return Origin(
        outlet=next((origin.outlet for origin in origins if origin.outlet), None),
        url=next((origin.url for origin in origins if origin.url), None),
    )


def _joined(rows: Iterable[str]) -> str:
    """The rows with each run of empty ones collapsed to one, and none at either end."""
    joined: list[str] = []
    for row in rows:
        if row or (joined and joined[-1]):
            joined.append(row)
    return "\n".join(joined).rstrip("\n")
