"""Vectors of the passages in FAISS; the only module that imports faiss.

FAISS is silent about bad input (a NaN, too large a ``k``, another dimension), so it is checked
here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import REPAIR, GenerationError
from index.strings import open_array

faiss.omp_set_num_threads(1)  # one question is too little to share among threads

EXACT = 50_000  # rows up to which every one is compared as it is
_SAMPLE = 65_536  # rows that the codes are trained on
_REFINED = 20  # times the rows asked for, which are then compared as they are
_FEWEST = 400  # or so many
_BLOCK = 100_000  # rows read at a time

Nearest: TypeAlias = tuple[NDArray[np.float32], NDArray[np.int64]]
"""Cosines and rows of the nearest rows of a query."""


class VectorIndex:
    """Inner-product search over unit vectors.

    Up to :data:`EXACT` rows they are compared as they are (``IndexFlatIP``). Above, by codes of two
    bits a dimension (``IndexPQFastScan``; André et al., 2015, PVLDB 9.4), and the best of those as
    they are, from a file beside the index. docs/LOG.md has how many are found, and what lists
    (``IndexIVF``) found: the vectors of passages, which are means, lie in no clusters.
    """

    def __init__(self, index: faiss.Index, rows: NDArray[np.float32] | None = None) -> None:
        self._index: Any = index  # the stubs do not know what its kinds have
        self._rows = rows  # (n, d), where the index does not hold them exactly

    @classmethod
    def build(cls, vectors: NDArray[np.float32], limit: int = EXACT) -> VectorIndex:
        """Index the rows.

        Args:
            vectors: Shape (n, d), float32, unit rows (a zero row matches nothing); may be
                memory-mapped, and where there are many it stays with the index.
            limit: Rows up to which each is compared as it is.

        Raises:
            ValueError: Not a float32 matrix, or not finite.
        """
        if vectors.ndim != 2 or vectors.dtype != np.float32 or not _finite(vectors):
            raise ValueError(
                f"expected a finite float32 matrix, got {vectors.dtype} {vectors.shape}"
            )
        n, d = vectors.shape
        exact = n <= limit
        index: Any = faiss.IndexFlatIP(d) if exact else _codes(vectors)
        for start in range(0, n, _BLOCK):
            index.add(np.ascontiguousarray(vectors[start : start + _BLOCK]))
        return cls(index, None if exact else vectors)

    @classmethod
    def open(cls, path: Path, rows: NDArray[np.float32] | None = None) -> VectorIndex:
        """The index that :meth:`save` wrote.

        Args:
            path: Of the index.
            rows: Those it was made of, if they were not saved with it.

        Raises:
            GenerationError: The file cannot be read as a FAISS index.
        """
        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise GenerationError(f"{path} is not a vector index{REPAIR}") from error
        if isinstance(index, faiss.IndexFlat):
            return cls(index)
        return cls(index, open_array(path.with_suffix(".rows.npy")) if rows is None else rows)

    def save(self, path: Path, *, with_rows: bool = True) -> None:
        """Write the index to a file, and where it is not exact the rows to another beside it.

        Raises:
            OSError: It cannot be written.
        """
        if self._rows is not None and with_rows:
            np.save(path.with_suffix(".rows.npy"), self._rows, allow_pickle=False)
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise OSError(f"{path} cannot be written") from error

    @property
    def is_exact(self) -> bool:
        """Whether every row is compared."""
        return self._rows is None

    @property
    def kind(self) -> str:
        """How it searches, in FAISS's names: ``Flat``, or as ``PQ64x4fs,Refine``."""
        if self._rows is None:
            return "Flat"
        return f"PQ{self._index.pq.M}x4fs,Refine"

    @property
    def dimensions(self) -> int:
        """Length of each vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, query: NDArray[np.float32], k: int, among: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The ``k`` nearest rows of one query.

        Args:
            query: Shape (d,), float32, unit norm.
            k: At least 1; cut to the number of rows searched.
            among: Shape (n,), the rows to search; by default all.

        Returns:
            ``(cosines, rows)``, shape (min(k, searched),), best first, ties by row.

        Raises:
            ValueError: The query or the mask has another shape, the query is not finite, or
                ``k < 1``.
        """
        if query.shape != (self.dimensions,):
            raise ValueError(f"expected {self.dimensions} dimensions, got {query.shape}")
        if k < 1 or not np.isfinite(query).all():
            raise ValueError("k must be at least 1 and the query finite")
        searched = len(self)
        if among is not None:
            if among.shape != (len(self),):
                raise ValueError(f"expected a mask of {len(self)} rows, got {among.shape}")
            searched = int(among.sum())
        k = min(k, searched)
        if k == 0:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        query = query.astype(np.float32)
        if self._rows is not None:
            scores, rows = self._near(query, k, searched, among)
        else:
            scores, rows = self._nearest(query, k, searched, among)
        order = np.lexsort((rows, -scores))[:k]
        return scores[order], rows[order]

    def exactly(self, query: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """The ``k`` nearest rows, every one compared; to measure :meth:`search` by."""
        blocks = range(0, len(self), _BLOCK)
        parts = [self.rows(at, min(_BLOCK, len(self) - at)) @ query for at in blocks]
        scores = np.concatenate(parts)
        return np.lexsort((np.arange(len(scores)), -scores))[:k]

    def _nearest(
        self, query: NDArray[np.float32], k: int, searched: int, among: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """At least the ``k`` nearest rows, and all that tie for the last place."""
        parameters = None if among is None else _only(among)
        wanted = min(k + 1, searched)
        while True:
            scores, rows = self._index.search(query[None], wanted, params=parameters)
            # FAISS keeps any of the rows that tie for the last place, so look beyond them.
            if wanted == searched or scores[0, -1] < scores[0, k - 1]:
                return scores[0], rows[0]
            wanted = min(2 * wanted, searched)

    def _near(
        self, query: NDArray[np.float32], k: int, searched: int, among: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Most of the nearest rows, exactly scored; all that are true where those are few."""
        if among is not None and searched <= EXACT:
            rows = np.flatnonzero(among)
            return self._cosines(query, rows), rows
        wanted = max(_REFINED * k, _FEWEST)
        # Codes are read in blocks, from which no row can be left out: so as many more are read as
        # are to be left out, if they lie everywhere.
        _, found = self._index.search(query[None], wanted * len(self) // searched)
        rows = np.sort(found[0][found[0] >= 0])
        if among is not None:
            rows = rows[among[rows]]
            if len(rows) < k:  # they lie elsewhere
                rows = np.flatnonzero(among)
        return self._cosines(query, rows), rows

    def _cosines(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        assert self._rows is not None  # noqa: S101
        blocks = range(0, len(rows), _BLOCK)
        return np.concatenate([self._rows[rows[at : at + _BLOCK]] @ query for at in blocks])

    def rows(self, first: int, count: int) -> NDArray[np.float32]:
        """The stored vectors of ``count`` rows from ``first``, shape (count, d)."""
        if self._rows is not None:
            return np.asarray(self._rows[first : first + count])
        return np.asarray(self._index.reconstruct_n(first, count), np.float32)


def of_both(base: Nearest, own: Nearest, first: int, k: int) -> Nearest:
    """The ``k`` nearest rows of two indexes, best first, ties by row.

    Args:
        base: Of the one.
        own: Of the other, whose rows follow those of the one.
        first: Row of the first of them.
        k: At most so many.
    """
    scores = np.concatenate((base[0], own[0]))
    rows = np.concatenate((base[1], first + own[1]))
    best = np.lexsort((rows, -scores))[:k]
    return scores[best], rows[best]


def _finite(vectors: NDArray[np.float32]) -> bool:
    blocks = range(0, len(vectors), _BLOCK)
    return all(np.isfinite(vectors[start : start + _BLOCK]).all() for start in blocks)


def _codes(vectors: NDArray[np.float32]) -> faiss.Index:
    """An empty index with its codes trained, the same for the same rows."""
    n, d = vectors.shape
    index: Any = faiss.IndexPQFastScan(d, max(1, d // 2), 4, faiss.METRIC_INNER_PRODUCT)
    sample = np.linspace(0, n - 1, min(n, _SAMPLE), dtype=np.int64)
    index.train(np.ascontiguousarray(vectors[sample]))
    return index  # type: ignore[no-any-return]


def _only(among: NDArray[np.bool_]) -> faiss.SearchParameters:
    """FAISS's parameters of a search among the rows that are true."""
    # The stubs describe the C++ signatures, not what the Python module makes of them.
    bitmap: Any = faiss.IDSelectorBitmap
    parameters: Any = faiss.SearchParameters
    only: faiss.SearchParameters = parameters(sel=bitmap(np.packbits(among, bitorder="little")))
    return only
