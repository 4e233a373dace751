"""One spelling for each word: Arabic letter forms, diacritics, digits; Latin case and accents.

The folding of Arabic letters follows Larkey, Ballesteros and Connell, "Light stemming for Arabic
information retrieval" (2007), section 3, with hamza seats and Persian keyboard letters added.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FOLDED = {
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیېۍےۓئ", "ي"),
    **dict.fromkeys("ةۀەہۂھ", "ه"),
    **dict.fromkeys("ؤۆۇۋ", "و"),
    **dict.fromkeys("کڪگݣڭ", "ك"),
    **dict.fromkeys("ڤڢڥ", "ف"),
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "٫": ".",
    "٬": ",",
}
# Tashkeel, Quranic marks, tatweel, and the invisible marks that copied pages carry; and the space
# that stands in the NFKC form of a lone tashkeel (U+FE70) and of ligatures of several words.
_DROPPED = [
    0x0020,
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06EE),
    0x0640,
    0x061C,
    0x00AD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
    0xFEFF,
]
_ARABIC = (
    str.maketrans(_FOLDED)
    | dict.fromkeys(_DROPPED)
    | {zero + digit: str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
)


@lru_cache(maxsize=200_000)
def normalise_word(word: str) -> str:
    """The one spelling a word is searched under; may be empty for a run of marks.

    >>> normalise_word("أَحْمَد"), normalise_word("مدرسة"), normalise_word("Zürich")
    ('احمد', 'مدرسه', 'zurich')
    """
    word = unicodedata.normalize("NFKC", word).translate(_ARABIC)
    if word.isascii():
        word = word.lower()
    elif any(letter < "\u0600" for letter in word):
        decomposed = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    if "," in word:
        word = word.replace(",", "")  # 15,000 is 15000
    return word.removesuffix("'s").replace("'", "")
