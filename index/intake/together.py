"""What is found in articles: in one, and in several that were looked at together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage
from index.copies import Signature
from index.intake.numbered import Numbered
from index.ragged import totals


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article taken apart.

    Attributes:
        article: Itself.
        passages: What it is cut into.
        signature: What it is compared with others by.
        words: Of each passage the words of its title and of each of its sentences; None where
            they are known already.
        vectors: Shape (passages, dimensions), where they are known already.
    """

    article: Article
    passages: tuple[Passage, ...]
    signature: Signature
    words: Numbered | None
    vectors: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """What is found in several articles: few large arrays pass faster than many small ones.

    Attributes:
        passages: Of each article.
        signatures: Shape (shingles,), those of all articles one after another.
        shingles: How many each has.
        words: Of all their passages.
        vectors: Shape (passages, dimensions), or None.
    """

    passages: list[tuple[Passage, ...]]
    signatures: Signature
    shingles: list[int]
    words: Numbered
    vectors: NDArray[np.float32] | None

    def apart(self, articles: Sequence[Article]) -> Iterator[Analysed]:
        """Each article with what was found in it."""
        words, new = self.words, self.words.new
        passages = totals([len(one) for one in self.passages])
        segments = totals(words.segments)[passages]
        numbers = totals(words.lengths)[segments]
        cuts = zip(
            articles,
            self.passages,
            slices(totals(self.shingles)),
            slices(passages),
            slices(segments),
            slices(numbers),
            strict=True,
        )
        for article, own, shingles, rows, lengths, occurrences in cuts:
            yield Analysed(
                article,
                own,
                self.signatures[shingles],
                Numbered(
                    words.source,
                    new,
                    words.numbers[occurrences],
                    words.lengths[lengths],
                    words.segments[rows],
                ),
                None if self.vectors is None else self.vectors[rows],
            )
            new = ()


def slices(bounds: NDArray[np.int64]) -> list[slice]:
    """What lies between each two bounds."""
    return [slice(*pair) for pair in pairwise(bounds.tolist())]
