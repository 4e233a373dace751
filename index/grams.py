"""Character grams: how words are spelt, and which passages have each spelling."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import LANGUAGES
from index.postings import Cells
from index.ragged import gather, totals
from index.strings import StringTable

GRAM = 4
_PASSAGE_BITS = 12  # the grams of so many passages are counted at a time, 2 to the power


def character_grams(word: str) -> list[str]:
    """The word's 4-grams, itself if it is shorter: McNamee and Mayfield (2004), who found n = 4.

    >>> character_grams("تايوان"), character_grams("من")
    (['تايو', 'ايوا', 'يوان'], ['من'])
    """
    if len(word) <= GRAM:
        return [word]
    return [word[i : i + GRAM] for i in range(len(word) - GRAM + 1)]


@dataclass(frozen=True, slots=True)
class Spelt:
    """How words are spelt in grams.

    Attributes:
        grams: Every gram.
        rows: Shape (grams of all words,), the gram rows of each word, one word after another.
        sizes: Shape (words,), how many of each.
    """

    grams: StringTable
    rows: NDArray[np.int32]
    sizes: NDArray[np.int32]

    @classmethod
    def of(cls, words: Sequence[str]) -> Spelt:
        """How these words are spelt."""
        numbers: dict[str, int] = {}
        spelt, sizes = array("i"), array("i")
        for word in words:
            grams = character_grams(word)
            spelt.extend([numbers.setdefault(gram, len(numbers)) for gram in grams])
            sizes.append(len(grams))
        table = StringTable.of(numbers)
        row_of = np.empty(len(numbers), np.int32)
        row_of[[numbers[gram] for gram in table]] = np.arange(len(numbers))
        return cls(table, row_of[np.array(spelt, np.int32)], np.array(sizes, np.int32))

    def cells(self) -> Cells:
        """Gram rows to words."""
        return Cells.of(
            self.rows, np.repeat(np.arange(len(self.sizes), dtype=np.int32), self.sizes)
        )

    def frequencies(
        self,
        words: NDArray[np.int32],
        lengths: NDArray[np.int32],
        languages: NDArray[np.uint8],
    ) -> NDArray[np.int32]:
        """How many passages of each language have each gram.

        Args:
            words: Shape (occurrences,), the words of the passages one after another.
            lengths: Shape (passages,), words of each.
            languages: Shape (passages,).

        Returns:
            Shape (grams, languages).
        """
        # A gram and a passage of a block are one number of 32 bits, which sorts fast.
        bits = min(_PASSAGE_BITS, 32 - len(self.grams).bit_length())
        grams, bounds, ends = self.rows.astype(np.uint32), totals(self.sizes), totals(lengths)
        found = np.zeros(len(LANGUAGES) * len(self.grams), np.int64)
        for first in range(0, len(lengths), 1 << bits):
            last = min(first + (1 << bits), len(lengths))
            held, times = gather(grams, bounds, words[ends[first] : ends[last]])
            sizes = np.diff(totals(times)[ends[first : last + 1] - ends[first]])
            held = (held << bits) | np.repeat(np.arange(last - first, dtype=np.uint32), sizes)
            held.sort()
            held = held[np.append(True, held[1:] != held[:-1])[: len(held)]]
            spoken = languages[first:last][held & ((1 << bits) - 1)]
            found += np.bincount((held >> bits) * len(LANGUAGES) + spoken, minlength=len(found))
        return found.astype(np.int32).reshape(-1, len(LANGUAGES))
