"""The bundled tokenizer without its library: words to the rows of their pieces.

The library takes 140 MB and a quarter of a second to load, which is most of a cold question. What
it does is little: it spells a word alike and cuts it into the pieces whose summed scores are the
best (Kudo, 2018, arXiv:1804.10959, section 3.2). Here it is for letters of Latin and Arabic script;
the library cuts the rest, and the tests hold one against the other.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

_UNKNOWN_PENALTY = 10.0  # below the worst piece, as the library has it

# Of the steps this module follows: a tokenizer with others is left to the library.
_STEPS = "3d50c8610ce12db3487e280ef82cb1bb2bd5b06d71225f8c19637f2a6e3cac2e"
# What the two Unicode tables, Python's and the library's, cannot disagree on: ASCII, Latin with
# accents, Arabic with its marks, and the punctuation of news.
_COMMON = re.compile(
    "[\u0020-\u007e\u00a0-\u00ff\u0100-\u017f\u0300-\u036f\u060c\u061b\u061f\u0621-\u065f"
    "\u0660-\u066c\u066e-\u06d3\u06f0-\u06f9\u200b-\u200f\u2010-\u2027\u2030-\u203a\u20ac]*"
)
_LETTERS = str.maketrans(
    dict.fromkeys("ىیې", "ي")
    | dict.fromkeys("ةۀہھ", "ه")
    | dict.fromkeys("کڪگ", "ك")
    | {"ڤ": "ف", "پ": "ب", "چ": "ج"}
)
_POSSESSIVE = re.compile(r"['’]s\b")
_JOINING = re.compile("[ـ'’\u200b-\u200f]")
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"\A(?:[وف]?[بكل]?ال|[وف]?لل)(?=[\u0621-\u064a]{3,}\Z)")


class Pieces:
    """A unigram model: what stands between two blanks to the numbers of its pieces."""

    def __init__(self, numbers: Mapping[str, int], scores: Sequence[float], unknown: int) -> None:
        self._numbers = numbers
        self._scores = scores
        self._longest = max(map(len, numbers))
        self._unknown = unknown
        self._unknown_score = min(scores) - _UNKNOWN_PENALTY

    @classmethod
    def read(cls, tokenizer: Path) -> Pieces | None:
        """The model of a ``tokenizer.json``; None if it spells or cuts in another way than ours.

        Raises:
            OSError, ValueError, KeyError: The file cannot be read as one.
        """
        held = json.loads(tokenizer.read_text("utf-8"))
        model = held["model"]
        if model["type"] != "Unigram" or model["byte_fallback"] or _steps(held) != _STEPS:
            return None
        names, scores = zip(*model["vocab"], strict=True)
        return cls(dict(zip(names, range(len(names)), strict=True)), scores, model["unk_id"])

    def __len__(self) -> int:
        return len(self._scores)

    def of(self, chunk: str) -> tuple[int, ...] | None:
        """The pieces of what stands between two blanks; None where the library must decide."""
        if not _COMMON.fullmatch(chunk):
            return None
        text = unicodedata.normalize("NFKD", chunk)
        if not text.isascii():
            text = "".join(c for c in text if not unicodedata.category(c).startswith("M"))
        text = _POSSESSIVE.sub("", text.lower().translate(_LETTERS))
        found: list[int] = []
        for match in _WORD.finditer(_JOINING.sub("", text)):
            self._cut(f"_{_ARTICLE.sub('', match.group())}_", found)
        return tuple(found)

    def _cut(self, word: str, found: list[int]) -> None:
        """Append the best pieces of a word: at equal scores the one found first, as the library."""
        size = len(word)
        scores: list[float | None] = [0.0, *[None] * size]  # of the best pieces up to each place
        last = [(0, self._unknown)] * (size + 1)  # where the last of them starts, and its number
        for start in range(size):
            so_far = scores[start] or 0.0  # no place is left out: an unknown reaches it
            single = False
            for end in range(start + 1, min(size, start + self._longest) + 1):
                number = self._numbers.get(word[start:end])
                if number is not None:
                    score, best = self._scores[number] + so_far, scores[end]
                    if best is None or score > best:
                        scores[end], last[end] = score, (start, number)
                    single = single or end == start + 1
            if not single:
                score, best = self._unknown_score + so_far, scores[start + 1]
                if best is None or score > best:
                    scores[start + 1], last[start + 1] = score, (start, self._unknown)
        pieces: list[int] = []
        while size > 0:
            size, number = last[size]
            if not (number == self._unknown and pieces and pieces[-1] == number):
                pieces.append(number)  # unknowns in a row are one
        found += reversed(pieces)


def _steps(held: Mapping[str, object]) -> str:
    """What a tokenizer does before its model cuts, as a digest."""
    steps = [held.get(name) for name in ("normalizer", "pre_tokenizer", "post_processor")]
    return hashlib.sha256(json.dumps(steps, sort_keys=True).encode()).hexdigest()
