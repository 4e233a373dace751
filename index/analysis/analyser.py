"""Text to terms with their places in the untouched text.

Several words that are one name of a number or a month are one term: خمسة وعشرون is ``25`` and
كانون الثاني is ``يناير``, or it would be found by the other كانون.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from index.analysis.months import TWO_WORD_MONTHS
from index.analysis.normalise import normalise_word
from index.analysis.numbers import JOINTS, PARTS, number_at
from index.article import Language

ANALYSER_VERSION = 2
"""Raise it when the same text may give other terms: indexes of another version are rebuilt."""

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u061c\u00ad\u200c-\u200f"
_ARABIC_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
)
_WORD = re.compile(
    rf"(?P<arabic>[{_ARABIC_LETTERS}][{_ARABIC_LETTERS}{_MARKS}]*)"
    r"|(?P<number>\d+(?:[.,٫٬]\d+)*)"
    rf"|(?P<latin>[^\W\d_{_ARABIC_LETTERS}](?:[^\W_{_ARABIC_LETTERS}]|['’](?=[^\W\d_]))*)"
)
# Between the words of one name: a hyphen, or blanks and invisible marks within a line.
_BETWEEN = re.compile(
    rf"[-\u2010\u2011]|(?:[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|[{_MARKS}\u202a-\u202e\u2066-\u2069])*"
)
_COMPOUNDED = PARTS | {first for first, _ in TWO_WORD_MONTHS}
_CONTINUING = PARTS | JOINTS | {second for _, second in TWO_WORD_MONTHS}


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a text, or the words of one number or month.

    Attributes:
        word: Its normalised spelling.
        start: First code point in the untouched text.
        end: One past the last.
        arabic: Whether ``word`` is in Arabic letters.
        capital: Whether it begins with a capital Latin letter, as names do.
    """

    word: str
    start: int
    end: int
    arabic: bool
    capital: bool


def analyse(text: str) -> Iterator[Term]:
    """Each word and number of ``text`` in order. Linear in the length of the text."""
    single = list(_single_terms(text))
    spelt = [term.word for term in single]

    def together(place: int) -> bool:
        return bool(_BETWEEN.fullmatch(text, single[place].end, single[place + 1].start))

    place = 0
    while place < len(single):
        first = single[place]
        month = TWO_WORD_MONTHS.get(
            (first.word, spelt[place + 1] if place + 1 < len(spelt) else "")
        )
        if month and together(place):
            end, word = place + 2, month
        else:
            end, word = number_at(spelt, place, together) or (place + 1, first.word)
        if end == place + 1:
            yield first
        else:
            arabic = not word.isascii()
            yield Term(word, first.start, single[end - 1].end, arabic, first.capital)
        place = end


def words(text: str) -> list[str]:
    """Only the normalised words of ``text``; the hot path of indexing and of answering."""
    return list(_words(text))


@lru_cache(maxsize=8192)  # the sentences that questions meet again and again; some MB
def _words(text: str) -> tuple[str, ...]:
    found = list(chain.from_iterable(map(_single_words, text.split())))
    return tuple(joined(text, found))


def joined(text: str, single: list[str]) -> list[str]:
    """The words of a text, whose single ones are known."""
    return [term.word for term in analyse(text)] if _may_join(single) else single


def single_words(chunk: str) -> tuple[str, ...]:
    """The words of what stands between two blanks, which no word spans."""
    return tuple(
        word
        for match in _WORD.finditer(chunk)
        if (word := normalise_word(match.group().replace("’", "'")))
    )


_single_words = lru_cache(maxsize=200_000)(single_words)


def joins(single: Iterable[str]) -> bool:
    """Whether any of these words may be the first of one term; without one, none is joined."""
    return not _COMPOUNDED.isdisjoint(single)


def _may_join(found: list[str]) -> bool:
    """Whether any of these words may be one term with the next; it spares most texts."""
    return joins(found) and any(
        second in _CONTINUING and (first in _COMPOUNDED or first[0].isdigit())
        for first, second in pairwise(found)
    )


def _single_terms(text: str) -> Iterator[Term]:
    for match in _WORD.finditer(text):
        raw = match.group()
        word = normalise_word(raw.replace("’", "'"))
        if word:
            yield Term(
                word, match.start(), match.end(), match.lastgroup == "arabic", raw[0].isupper()
            )


def question_language(text: str) -> Language:
    """Arabic if at least half of the letters are; a question of names only counts as English."""
    arabic = len(re.findall(rf"[{_ARABIC_LETTERS}]", text))
    latin = len(re.findall(r"[^\W\d_]", text)) - arabic
    return "ar" if arabic and arabic >= latin else "en"
