"""Glyphs of a page to its lines.

In what order a file draws them says little. They are read from top to bottom, where there are
columns one after the other.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from index.reading.formats.bidi import in_reading_order, reads_from_right

_SAME_LINE = 0.4  # of the size: how far up and down a glyph of a line may be
_GAP = 0.2  # of the size: a wider gap between glyphs is a blank
_FAR = 1.2  # of the size: a wider one is another column


_SAME_HEIGHT = 0.6  # of the size: lines of one column are further apart
_COLUMNS = 3  # lines beside others: from here on the page has columns
_WIDE = 0.6  # of the text's width: a wider line is of no column


@dataclass(frozen=True, slots=True)
class Glyph:
    """What a glyph stands for and where it is, in points from the lower left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def is_mark(self) -> bool:
        """Whether it is a diacritic, drawn over or under a letter."""
        return bool(self.text) and all(unicodedata.category(c) == "Mn" for c in self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line in reading order, and where it is."""

    text: str
    left: float
    right: float
    base: float
    size: float
    first_word: float  # width of the word it begins with

    @property
    def from_right(self) -> bool:
        """Whether it begins at its right end."""
        return reads_from_right(self.text)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page, without empty ones."""
    groups: list[list[Glyph]] = []
    for glyph in _with_marks(list(glyphs)):
        if groups and _near(groups[-1], [glyph]):
            groups[-1].append(glyph)
        elif glyph.text.strip():
            groups.append([glyph])
    found = [_line(sorted(group, key=lambda one: one.left)) for group in _merged(groups)]
    lines = [line for line in found if line.text]
    lines.sort(key=lambda line: -line.base)
    return lines if _beside_each_other(lines) < _COLUMNS else list(_by_columns(lines))


def _beside_each_other(falling: list[Line]) -> int:
    """How many lines have another on their height."""
    return sum(one.base - other.base < _SAME_HEIGHT * one.size for one, other in pairwise(falling))


def _by_columns(falling: list[Line]) -> Iterator[Line]:
    """The lines column by column; a wide line, as a headline is, parts what is above and below."""
    width = max(one.right for one in falling) - min(one.left for one in falling)
    band: list[Line] = []
    for line in falling:
        if line.right - line.left > _WIDE * width:
            yield from _columns(band)
            yield line
            band = []
        else:
            band.append(line)
    yield from _columns(band)


def _columns(band: list[Line]) -> list[Line]:
    """The lines of a band, those of the column that is read first in front."""
    columns: list[tuple[float, list[Line]]] = []  # right end, lines
    for line in sorted(band, key=lambda one: one.left):
        if columns and line.left < columns[-1][0]:
            end, lines = columns[-1]
            columns[-1] = max(end, line.right), [*lines, line]
        else:
            columns.append((line.right, [line]))
    if 2 * sum(line.from_right for line in band) > len(band):
        columns.reverse()
    return [
        line
        for _, lines in columns
        for line in sorted(lines, key=lambda one: (-one.base, one.left))
    ]


def _with_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs with each diacritic made a part of its letter.

    Where it stands says little, since its own place is often that of its ink. Drawn from left to
    right, a diacritic comes before its letter; drawn in reading order, behind it.
    """
    marks: dict[int, str] = {}
    letters = [number for number, one in enumerate(glyphs) if not one.is_mark]
    for number, mark in enumerate(glyphs):
        if mark.is_mark:
            after = bisect(letters, number)
            before, behind = letters[max(0, after - 1) : after], letters[after : after + 1]
            rising = before and behind and glyphs[before[0]].left < glyphs[behind[0]].left
            beside = behind + before if rising or not before else before + behind
            owner = next((one for one in beside if _may_bear(glyphs[one], mark)), None)
            if owner is None:
                bearing = (one for one in letters if _may_bear(glyphs[one], mark))
                owner = min(bearing, key=lambda one: _apart(glyphs[one], mark), default=None)
            if owner is not None:
                marks[owner] = marks.get(owner, "") + mark.text
    return [replace(glyphs[one], text=glyphs[one].text + marks.get(one, "")) for one in letters]


def _may_bear(glyph: Glyph, mark: Glyph) -> bool:
    return glyph.text.isalpha() and abs(glyph.base - mark.base) <= glyph.size


def _apart(glyph: Glyph, mark: Glyph) -> float:
    return abs(glyph.left + glyph.right - mark.left - mark.right)


def _near(group: list[Glyph], other: list[Glyph]) -> bool:
    """Whether two runs of glyphs are of one line."""
    size = max(group[-1].size, other[-1].size)
    if abs(other[0].base - group[-1].base) > _SAME_LINE * size:
        return False
    left, right = min(one.left for one in group), max(one.right for one in group)
    start, end = min(one.left for one in other), max(one.right for one in other)
    return left - _FAR * size < end and start < right + _FAR * size


def _merged(groups: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs of one line that were not drawn one after the other, put where the longest was."""
    order = sorted(range(len(groups)), key=lambda n: (round(groups[n][0].base), groups[n][0].left))
    place = {number: number for number in order}
    for number, following in pairwise(order):
        if _near(groups[number], groups[following]):
            longer, shorter = sorted((number, following), key=lambda n: -len(groups[n]))
            groups[longer] += groups[shorter]
            groups[shorter] = groups[longer]
            place[shorter] = longer
    return [groups[number] for number in range(len(groups)) if place[number] == number]


def _line(glyphs: list[Glyph]) -> Line:
    texts: list[str] = []
    right = glyphs[0].left
    for glyph in glyphs:
        if texts and glyph.left - right > _GAP * glyph.size and not texts[-1].isspace():
            texts.append(" ")
        texts.append(glyph.text)
        right = max(right, glyph.right)
    text = " ".join(in_reading_order(texts).split())
    printed = [one for one in glyphs if one.text.strip()] or glyphs
    left, right = printed[0].left, max(one.right for one in printed)
    word = len(text.split(" ", 1)[0])
    size = max(one.size for one in printed)
    width = (right - left) / max(1, len(text)) * word
    return Line(text, left, right, glyphs[0].base, size, width)
