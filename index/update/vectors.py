"""The vectors of a base and of an update over it, searched as one."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.vectors import Nearest, VectorIndex, of_both


class JoinedVectors:
    """Two indexes of vectors; the rows of the update follow those of the base.

    Args:
        base: Of the base.
        own: Of the update.
        gone: Shape (rows,), those of the base that are not there any more; None where all are.
    """

    def __init__(self, base: VectorIndex, own: VectorIndex, gone: NDArray[np.bool_] | None) -> None:
        self._base, self._own, self._first = base, own, len(base)
        self._left = None if gone is None else ~gone[: self._first]

    def search(
        self, query: NDArray[np.float32], k: int, among: NDArray[np.bool_] | None = None
    ) -> Nearest:
        """See :meth:`index.vectors.VectorIndex.search`; what is gone is not found."""
        here, there = (self._left, None)
        if among is not None:
            here, there = np.split(among, [self._first])
            here = here if self._left is None else here & self._left
        base, own = self._base.search(query, k, here), self._own.search(query, k, there)
        return of_both(base, own, self._first, k)

    def exactly(self, query: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """The ``k`` nearest rows, every one compared; to measure :meth:`search` by."""
        rows = np.arange(len(self))
        scores = np.concatenate([one.rows(0, len(one)) @ query for one in (self._base, self._own)])
        if self._left is not None:
            rows = rows[np.concatenate((self._left, np.ones(len(self._own), bool)))]
        return rows[np.lexsort((rows, -scores[rows]))[:k]]

    def rows(self, first: int, count: int) -> NDArray[np.float32]:
        """The stored vectors of ``count`` rows of one article from ``first``, shape (count, d)."""
        if first < self._first:
            return self._base.rows(first, count)
        return self._own.rows(first - self._first, count)

    @property
    def kind(self) -> str:
        """How most are searched; see :attr:`index.vectors.VectorIndex.kind`."""
        return self._base.kind

    @property
    def dimensions(self) -> int:
        """Length of each vector."""
        return self._base.dimensions

    def __len__(self) -> int:
        """Rows, those that are gone among them."""
        return self._first + len(self._own)


AnyVectors: TypeAlias = VectorIndex | JoinedVectors
