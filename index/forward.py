"""The forward index: which words each passage has, sentence by sentence, in reading order.

Postings tell in which passages a word stands; this tells what stands in a passage, so that the
candidates of a question are compared with it without cutting their text into words again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.strings import open_array

_PARTS = ("words", "starts", "first", "articles")


@dataclass(frozen=True, slots=True)
class ForwardIndex:
    """Segments of words; the segments of a passage are its title and then its sentences.

    Attributes:
        words: Shape (occurrences,), the row of each word in the lexical index.
        starts: Shape (segments + 1,), where each segment begins in ``words``.
        first: Shape (passages + 1,), the first segment of each passage.
        articles: Shape (passages,), the number of the article each passage is of; passages of one
            article follow one another in the order of the text.
    """

    words: NDArray[np.int32]
    starts: NDArray[np.int64]
    first: NDArray[np.int32]
    articles: NDArray[np.int32]

    @classmethod
    def of(
        cls,
        words: NDArray[np.int32],
        passages: Sequence[Sequence[int]],
        articles: Sequence[int],
    ) -> ForwardIndex:
        """Cut the words of a corpus into segments.

        Args:
            words: Shape (occurrences,), rows of all the words in order.
            passages: For each passage the number of words of each of its segments.
            articles: For each passage the number of its article.
        """
        lengths = [length for passage in passages for length in passage]
        return cls(
            words,
            np.cumsum([0, *lengths], dtype=np.int64),
            np.cumsum([0, *map(len, passages)], dtype=np.int32),
            np.array(articles, np.int32),
        )

    def save(self, folder: Path) -> None:
        """Write every part into ``folder``."""
        for name in _PARTS:
            path = folder / f"forward.{name}.npy"
            np.save(path, getattr(self, name), allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> ForwardIndex:
        """What :meth:`save` wrote, memory-mapped."""
        return cls(*(open_array(folder / f"forward.{name}.npy") for name in _PARTS))

    def segments(self, passage: int) -> list[NDArray[np.int32]]:
        """The rows of the words of a passage's title and of each of its sentences."""
        first, last = self.first[passage], self.first[passage + 1]
        return [self.words[a:b] for a, b in pairwise(self.starts[first : last + 1].tolist())]

    def beside(self, passage: int) -> list[int]:
        """The passages just before and after in the same article."""
        last = len(self.articles) - 1
        return [
            other
            for other in (passage - 1, passage + 1)
            if 0 <= other <= last and self.articles[other] == self.articles[passage]
        ]
