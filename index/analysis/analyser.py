"""Text to terms with their places in the untouched text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.analysis.normalise import normalise_word
from index.article import Language

ANALYSER_VERSION = 1
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


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a text.

    Attributes:
        word: Its normalised spelling.
        start: First code point in the untouched text.
        end: One past the last.
        arabic: Whether it is written in Arabic letters.
        capital: Whether it begins with a capital Latin letter, as names do.
    """

    word: str
    start: int
    end: int
    arabic: bool
    capital: bool


def analyse(text: str) -> Iterator[Term]:
    """Each word and number of ``text`` in order. Linear in the length of the text."""
    for match in _WORD.finditer(text):
        raw = match.group()
        word = normalise_word(raw.replace("’", "'"))
        if word:
            yield Term(
                word, match.start(), match.end(), match.lastgroup == "arabic", raw[0].isupper()
            )


def words(text: str) -> list[str]:
    """Only the normalised words of ``text``; the hot path of indexing."""
    return [
        word
        for match in _WORD.finditer(text)
        if (word := normalise_word(match.group().replace("’", "'")))
    ]


def question_language(text: str) -> Language:
    """Arabic if at least half of the letters are; a question of names only counts as English."""
    arabic = len(re.findall(rf"[{_ARABIC_LETTERS}]", text))
    latin = len(re.findall(r"[^\W\d_]", text)) - arabic
    return "ar" if arabic and arabic >= latin else "en"
