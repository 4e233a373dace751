"""The forward index: which words each passage has, sentence by sentence, in reading order.

Postings tell in which passages a word stands; this tells what stands in a passage, so that the
candidates of a question are compared with it without cutting their text into words again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.ragged import places
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
        lengths: NDArray[np.int32],
        segments: NDArray[np.int32],
        articles: NDArray[np.int32],
    ) -> ForwardIndex:
        """Cut the words of a corpus into segments.

        Args:
            words: Shape (occurrences,), rows of all the words in order.
            lengths: Shape (segments,), words of each segment.
            segments: Shape (passages,), segments of each passage.
            articles: Shape (passages,), the number of the article of each.
        """
        starts = np.zeros(len(lengths) + 1, np.int64)
        first = np.zeros(len(segments) + 1, np.int32)
        np.cumsum(lengths, out=starts[1:])
        np.cumsum(segments, out=first[1:])
        return cls(words, starts, first, articles)

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

    def stretch(
        self, rows: range
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Passages that follow one another, at least one.

        Returns:
            ``(words, lengths, segments)``: the rows of all their words, how many each segment has,
            and how many segments each passage has; shapes (words,), (segments,) and (passages,).
        """
        first = self.first[rows.start : rows.stop + 1]
        starts = self.starts[first[0] : first[-1] + 1]
        lengths, segments = np.diff(starts).astype(np.int32), np.diff(first).astype(np.int32)
        return self.words[starts[0] : starts[-1]], lengths, segments

    def words_of(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The words of several passages, one passage after another.

        Args:
            passages: Shape (passages,), rows ascending.

        Returns:
            ``(words, lengths)``, shapes (words,) and (passages,).
        """
        begin = self.starts[self.first[passages]]  # (passages,)
        lengths = self.starts[self.first[passages + 1]] - begin
        if len(passages) and passages[-1] - passages[0] == len(passages) - 1:  # one stretch
            return self.words[begin[0] : begin[-1] + lengths[-1]], lengths.astype(np.int32)
        return self.words[places(begin, lengths)], lengths.astype(np.int32)

    def beside(self, passage: int) -> list[int]:
        """The passages just before and after in the same article."""
        last = len(self.articles) - 1
        return [
            other
            for other in (passage - 1, passage + 1)
            if 0 <= other <= last and self.articles[other] == self.articles[passage]
        ]
