"""What stands between two blanks, looked at once: news says the same again and again.

No word, no piece of the tokenizer and no word of a shingle spans a blank. So what a chunk consists
of is found where it is met first, and is gathered by its number from then on.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyser import joins, single_words
from index.copies import word_hashes
from index.ragged import Ragged

LIMIT = 1_000_000  # chunks that are remembered, some 500 MB with their words

Cut = Callable[[Sequence[str]], Sequence[Sequence[int]]]
"""The tokens of each of several chunks."""


class Chunks:
    """Chunks by number, and the words, tokens and hashes of each.

    Args:
        cut: The encoder's tokenizer; None where nothing is encoded.
    """

    def __init__(self, cut: Cut | None = None) -> None:
        self._cut = cut
        self._new: list[str] = []  # chunks met since the last look
        self._numbers: dict[str, int] = {}
        self._word_numbers: dict[str, int] = {}
        self.spelt: list[str] = []
        """Every word by its number."""
        self.words, self.hashes, self.tokens = Ragged(), Ragged(), Ragged()
        self._joining = array("b")  # whether a chunk may be one word with the next
        self._full: tuple[int, int] | None = None  # chunks and words, once there are many

    def forget(self) -> None:
        """Once many are known, forget what was met since: the first to come are the most frequent.

        The numbers of what is forgotten are given anew.
        """
        if self._full is None:
            if len(self._numbers) >= LIMIT:
                self._full = len(self._numbers), len(self.spelt)
            return
        chunks, words = self._full
        for numbers, kept in ((self._numbers, chunks), (self._word_numbers, words)):
            while len(numbers) > kept:
                numbers.popitem()  # the last
        del self._joining[chunks:], self.spelt[words:]
        for rows in (self.words, self.hashes, *([self.tokens] if self._cut else [])):
            rows.cut(chunks)

    def of(self, texts: Iterable[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The chunks of some texts.

        Returns:
            ``(numbers, sizes)``, shapes (chunks,) and (texts,): those of all texts one after
            another, and how many each has.
        """
        numbers, sizes, known = array("i"), array("i"), self._numbers
        for text in texts:
            chunks = text.split()
            try:
                numbers.extend([known[chunk] for chunk in chunks])
            except KeyError:
                numbers.extend(map(self._number, chunks))
            sizes.append(len(chunks))
        self._look()
        return np.array(numbers, np.int32), np.array(sizes, np.int32)

    def joining(self, numbers: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which of these chunks have a word that may be one with the next, shape (chunks,)."""
        return np.frombuffer(self._joining, np.bool_)[numbers]

    def word(self, word: str) -> int:
        """The number of a word."""
        number = self._word_numbers.setdefault(word, len(self.spelt))
        if number == len(self.spelt):
            self.spelt.append(word)
        return number

    def _number(self, chunk: str) -> int:
        number = self._numbers.setdefault(chunk, len(self._numbers))
        if number == len(self._joining) + len(self._new):
            self._new.append(chunk)
        return number

    def _look(self) -> None:
        """Take apart the chunks that are new."""
        new, self._new = self._new, []
        for chunk in new:
            words = single_words(chunk)
            self.words.append([self.word(one) for one in words])
            self.hashes.append(word_hashes(chunk))
            self._joining.append(joins(words))
        if self._cut is not None:
            for tokens in self._cut(new):
                self.tokens.append(tokens)
