"""Words as numbers, for those who take words from one another in quantity."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Numbered:
    """The words of passages that follow one another, all of one article.

    Attributes:
        source: Of the numbers. Those of another source are others.
        new: The words that come next in the source's numbering, which begins at 0. They are not
            told again, so whoever takes one of a source takes all, in order. A word may have
            several numbers.
        numbers: Shape (occurrences,), the words in order.
        lengths: Shape (segments,), words of each title or sentence.
        segments: Shape (passages,), segments of each passage.
    """

    source: Hashable
    new: Sequence[str]
    numbers: NDArray[np.int32]
    lengths: NDArray[np.int32]
    segments: NDArray[np.int32]
