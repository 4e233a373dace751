"""The vectors of the words of an index, which other processes encode where there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.encoder import StaticEncoder, bundled_encoder
from index.intake.processes import processors, spread

MANY = 100_000  # words from which starting processes pays
_TOGETHER = 20_000  # words encoded at a time

Encoded: TypeAlias = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Vectors and weights of words, as :meth:`StaticEncoder.encode_weighted` gives them."""


def encode_words(
    words: Sequence[str],
    rows: NDArray[np.int64],
    into: Encoded,
    terms: StaticEncoder,
    done: Callable[[float], None],
) -> None:
    """Encode some of the words.

    Args:
        words: All of them.
        rows: Shape (encoded,), which.
        into: Shapes (words, dimensions) and (words,), filled at these rows.
        terms: Encodes them.
        done: Told of each share that is done.

    Raises:
        ProcessError: A process has ended before its work.
    """
    slices = [rows[at : at + _TOGETHER] for at in range(0, len(rows), _TOGETHER)]
    tasks = ([words[row] for row in one] for one in slices)
    for one, (vectors, weights) in zip(slices, _encoded(tasks, len(rows), terms), strict=True):
        into[0][one], into[1][one] = vectors, weights
        done(len(one) / len(rows))


def _encoded(tasks: Iterable[list[str]], count: int, terms: StaticEncoder) -> Iterator[Encoded]:
    if count < MANY or processors() < 2 or terms.name != "bundled":
        return map(terms.encode_weighted, tasks)
    return (found for _, found in spread(_begin, tasks))


def _begin() -> Callable[[Sequence[str]], Encoded]:
    return bundled_encoder().encode_weighted
