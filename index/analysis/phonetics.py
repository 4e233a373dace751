"""A key that a name shares with its spellings in the other script: its consonants.

Putin, بوتين and بوتن are all ``BTN``; Musk, ماسك and موسك are ``MSK``. Letters that the two
scripts confuse (b/p, g/j/غ/ج, s/z/ص, t/ط/ث, d/ض/ظ, k/q/ق/خ) fall together. It is the idea of
Soundex, carried across scripts as in Aqeel et al., "On the development of name search techniques
for Arabic" (2006); the classes here are our own.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LATIN_GROUPS = [
    (r"sch|tsch|tch|sh|ch|cz", "X"),
    (r"ck|cq|kh|qu|q|k", "K"),
    (r"ph|f|v|w(?=r)", "F"),
    (r"th", "T"),
    (r"dh", "D"),
    (r"gh|dj|g|j", "G"),
    (r"x", "KS"),
    (r"c(?=[eiy])|z|s", "S"),
    (r"c", "K"),
    (r"[bp]", "B"),
    (r"t", "T"),
    (r"d", "D"),
    (r"l", "L"),
    (r"m", "M"),
    (r"n", "N"),
    (r"r", "R"),
    (r"[aeiouywh]", ""),
]
_LATIN = re.compile("|".join(f"({pattern})" for pattern, _ in _LATIN_GROUPS))
_ARABIC = str.maketrans(
    {
        "ب": "B", "ت": "T", "ث": "T", "ج": "G", "ح": "", "خ": "K", "د": "D", "ذ": "D", "ر": "R",
        "ز": "S", "س": "S", "ش": "X", "ص": "S", "ض": "D", "ط": "T", "ظ": "D", "ع": "", "غ": "G",
        "ف": "F", "ق": "K", "ك": "K", "ل": "L", "م": "M", "ن": "N", "ه": "", "و": "", "ي": "",
        "ا": "", "ء": "",
    }
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def phonetic_key(word: str) -> str:
    """The consonant key of a normalised word; empty when under two consonants or not a word."""
    if not word.isalpha():
        return ""
    if word.isascii():
        key = _LATIN.sub(lambda match: _LATIN_GROUPS[(match.lastindex or 1) - 1][1], word)
    else:
        key = word.translate(_ARABIC)
        if not (key.isascii() and key.isupper()):  # letters of no class, or of both scripts
            return ""
    key = _DOUBLED.sub(r"\1", key)
    return key if len(key) >= 2 else ""
