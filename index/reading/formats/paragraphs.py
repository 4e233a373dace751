"""Printed lines to paragraphs: which line goes on in the next.

A line that had room for the next one's first word was ended on purpose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from index.reading.formats.bidi import with_paired_brackets
from index.reading.formats.lines import Line

_SAME_SIZE = 0.06  # of the size
_LEADING = 1.3  # of the usual distance of lines of that size: more parts paragraphs
_SLACK = 0.5  # of the size: what justification may leave
_BULLET = re.compile(r"[•‣◦▪●○■□*·–—-]\s|\(?\d{1,2}[.)]\s")
_FIGURES = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?؟…:][\"'»”’)\]]*$")
_HYPHENATED = re.compile(r"[a-z]-$")


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """The text of a document, each paragraph, heading and list item on a line of its own."""
    repeated = _repeated(pages)
    text: list[str] = []
    last: Line | None = None
    page_of_last = -1
    usual = _usual_distances(pages)
    for number, page in enumerate(pages):
        for line in page:
            if _masked(line.text) in repeated or _is_page_number(line, page):
                continue
            if last and _goes_on(last, line, pages[page_of_last], usual, number == page_of_last):
                text[-1] = _joined(text[-1], line.text)
            else:
                text.append(line.text)
            last, page_of_last = line, number
    return "\n".join(map(with_paired_brackets, text))


def _is_page_number(line: Line, page: Sequence[Line]) -> bool:
    heights = [one.base for one in page]
    return line.text.isdecimal() and line.base in (min(heights), max(heights))


def _goes_on(
    last: Line, line: Line, page: Sequence[Line], usual: dict[int, float], same_page: bool
) -> bool:
    if not _same_size(last, line) or _BULLET.match(line.text):
        return False
    distance = last.base - line.base
    if same_page and (distance > 0 or _over_each_other(last, line)):
        if not 0 < distance <= _LEADING * usual.get(round(line.size), line.size * 1.5):
            return False
    elif _ENDS.search(last.text):
        return False
    beside = [one for one in page if _over_each_other(one, last) and _same_size(one, last)]
    if last.from_right or line.from_right:
        room = last.left - min(one.left for one in beside)
    else:
        room = max(one.right for one in beside) - last.right
    return room < line.first_word + _SLACK * line.size


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * other.size


def _over_each_other(one: Line, other: Line) -> bool:
    """Whether the lines are in one column."""
    return one.left < other.right and other.left < one.right


def _joined(text: str, more: str) -> str:
    if _HYPHENATED.search(text) and more[:1].islower():
        return text[:-1] + more
    return f"{text} {more}"


def _usual_distances(pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    """For each size the most frequent distance of a line from the next of that size.

    Of the distances that occur about as often, the shortest.
    """
    found: dict[int, Counter[int]] = {}
    for page in pages:
        for one, other in pairwise(page):
            distance = one.base - other.base
            if round(one.size) == round(other.size) and 0 < distance < 3 * one.size:
                found.setdefault(round(one.size), Counter())[round(2 * distance)] += 1
    return {
        size: min(d for d, times in counts.items() if 2 * times >= max(counts.values())) / 2
        for size, counts in found.items()
    }


def _repeated(pages: Sequence[Sequence[Line]]) -> set[str]:
    """First and last lines that stand on more than half of the pages, but for their figures."""
    edges: Counter[str] = Counter()
    for page in pages:
        heights = {line.base for line in page}
        edge = {min(heights), max(heights)} if heights else set()
        edges.update({_masked(line.text) for line in page if line.base in edge})
    return {text for text, times in edges.items() if times > 1 and 2 * times > len(pages)}


def _masked(text: str) -> str:
    return _FIGURES.sub("0", text)
