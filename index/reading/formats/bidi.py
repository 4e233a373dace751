"""A line as it is printed, glyphs from left to right, to the order in which it is read.

The inverse of the Unicode Bidirectional Algorithm for what news texts hold: words of both
directions, figures, brackets. https://www.unicode.org/reports/tr9/
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ARABIC = re.compile("[\u0600-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_FIGURE = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9]")
_WITHIN_FIGURES = frozenset(".,:/\u066b\u066c")
_WITHIN_WORDS = frozenset("_-+@&'’")
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("‹", "›"))
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def in_reading_order(glyphs: Sequence[str]) -> str:
    """The text of a line.

    Args:
        glyphs: What each glyph stands for, from left to right; a ligature is one glyph of several
            letters, in the order they are read.
    """
    line = "".join(glyphs)
    if not _ARABIC.search(line):
        return line
    kinds = [_kind(glyph) for glyph in glyphs]
    pieces: list[str] = []
    end = len(glyphs)
    while end:
        start = _start_of_latin(glyphs, kinds, end)
        if start < end:
            pieces.append("".join(glyphs[start:end]))
            end = start
        else:
            end -= 1
            pieces.append(glyphs[end].translate(_MIRRORED))
    return "".join(pieces)


def reads_from_right(text: str) -> bool:
    """Whether a line of this text begins at its right end."""
    return _ARABIC.search(text) is not None


def with_paired_brackets(text: str) -> str:
    """A paragraph of Arabic whose brackets open before they close.

    Some files give a bracket as it looks, some as it was typed, some either way.
    """
    if not _ARABIC.search(text):
        return text
    for opening, closing in _PAIRS:
        if text.count(opening) + text.count(closing) and not _is_paired(text, opening, closing):
            places = [n for n, character in enumerate(text) if character in opening + closing]
            if len(places) % 2 == 0:
                letters = list(text)
                for number, place in enumerate(places):
                    letters[place] = closing if number % 2 else opening
                text = "".join(letters)
    return text


def _is_paired(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return depth == 0


def _start_of_latin(glyphs: Sequence[str], kinds: Sequence[str], end: int) -> int:
    """Where the run that is read from left to right and ends at ``end`` starts; ``end`` if none."""
    if kinds[end - 1] not in "LF":
        return end
    start = end - 1
    while start:
        before = start - 1
        if kinds[before] in "LF":
            start = before
        elif _joins(glyphs, kinds, before, end):
            start = before - 1
        else:
            break
    return start


def _joins(glyphs: Sequence[str], kinds: Sequence[str], place: int, end: int) -> bool:
    """Whether the glyph stands between parts of one run."""
    if not place or kinds[place - 1] not in "LF":
        return False
    if glyphs[place] in _WITHIN_FIGURES:
        return True
    if glyphs[place] in _WITHIN_WORDS:
        return "L" in kinds[place + 1 : end] or "L" in _word_before(kinds, place)
    # Of two figures with a blank between them the right one is read first, of two words the left.
    return glyphs[place].isspace() and "L" in _word_before(kinds, place)


def _word_before(kinds: Sequence[str], place: int) -> str:
    start = place
    while start and kinds[start - 1] in "LF":
        start -= 1
    return "".join(kinds[start:place])


def _kind(glyph: str) -> str:
    """L a Latin letter, F a figure, A an Arabic letter, N none of them."""
    if _FIGURE.search(glyph):
        return "F"
    if _LATIN.search(glyph):
        return "L"
    return "A" if _ARABIC.search(glyph) else "N"
