"""Light stems: English by Snowball, Arabic by affixes that the corpus allows to be taken off.

No list of affixes tells a letter of a name from an ending (بوتين would lose its ين), so an affix
goes only where the corpus at hand has the rest as a word. The affixes are those of light10 (Larkey,
Ballesteros and Connell, 2007, table 3) with the one-letter prepositions, which need that guard
most.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import Stemmer

from index.analysis.irregulars import BASE

_english = Stemmer.Stemmer("english")
_ARTICLES = ("ال", "لل")
_SUFFIXES = frozenset((
    "هما", "كما", "تين", "تان", "ها", "هم", "هن", "كم", "نا", "ان", "ات", "ون", "ين", "يه", "يا",
    "وا", "ه", "ي", "ا", "ت", "ك",
))  # fmt: skip
_SHORTEST = 3
# The tens, whose ending is none: خمسين is not a form of خمس. Both cases have one stem.
_TENS = {
    ten + ending: ten + "ين"
    for ten in ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
    for ending in ("ون", "ين")
}


@lru_cache(maxsize=100_000)
def english_stem(word: str) -> str:
    """The Snowball ("Porter2") stem of a normalised Latin-script word; of went that of go."""
    return str(_english.stemWord(BASE.get(word, word)))


@lru_cache(maxsize=100_000)
def strip_article(word: str) -> str | None:
    """The word without ال, وال, بال, كال, فال or لل; None if it has none to lose."""
    for clitics in (0, 1, 2):
        if all(letter in "وفبكل" for letter in word[:clitics]):
            rest = word[clitics:]
            if rest.startswith(_ARTICLES) and len(rest) >= 2 + _SHORTEST:
                return rest[2:]
    return None


def bare_word(word: str) -> str:
    """The word without the article it may have."""
    return strip_article(word) or word


_PREFIXES = frozenset(("وب", "ول", "وس", "فس", "و", "ف", "ب", "ل", "ك", "س"))


def without_prefix(word: str) -> list[str]:
    """What is left of a word without each conjunction, preposition or future marker it may have."""
    return [
        word[size:] for size in (2, 1) if len(word) - size >= _SHORTEST and word[:size] in _PREFIXES
    ]


def without_suffix(word: str) -> list[str]:
    """What is left of a word without each ending it may have, the longest ending first."""
    return [
        word[:-size]
        for size in (3, 2, 1)
        if len(word) - size >= _SHORTEST and word[-size:] in _SUFFIXES
    ]


def arabic_stem(word: str, frequency: Callable[[str], int]) -> str:
    """The stem of a normalised Arabic word in a corpus.

    The article always goes. An ending goes only where the corpus attests the rest; a one-letter
    prefix only where the rest is the more frequent word: otherwise كتاب (book) would be taken for
    ك + تاب (repented). The tens keep their ending.

    Args:
        word: A normalised word.
        frequency: How often the corpus has a word; 0 for never.
    """
    base = strip_article(word)
    if base is None:
        own = frequency(word)
        base = next((rest for rest in without_prefix(word) if frequency(rest) > own), word)
    if base in _TENS:
        return _TENS[base]
    return next((rest for rest in without_suffix(base) if frequency(rest)), base)


def stem(word: str, frequency: Callable[[str], int]) -> str:
    """The stem of a normalised word of either script in a corpus; see :func:`arabic_stem`."""
    return english_stem(word) if word.isascii() else arabic_stem(word, frequency)
