"""Vectors of the passages in FAISS; the only module that imports faiss.

FAISS is silent about bad input (a NaN, too large a ``k``, another dimension), so it is checked
here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import REPAIR, GenerationError


class VectorIndex:
    """Exact inner-product search over unit vectors."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> VectorIndex:
        """Index the rows.

        Args:
            vectors: Shape (n, d), float32, unit rows (a zero row matches nothing).

        Raises:
            ValueError: Not a float32 matrix, or not finite.
        """
        if vectors.ndim != 2 or vectors.dtype != np.float32 or not np.isfinite(vectors).all():
            raise ValueError(
                f"expected a finite float32 matrix, got {vectors.dtype} {vectors.shape}"
            )
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """The index that :meth:`save` wrote.

        Raises:
            GenerationError: The file cannot be read as a FAISS index.
        """
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise GenerationError(f"{path} is not a vector index{REPAIR}") from error

    def save(self, path: Path) -> None:
        """Write the index to one file.

        Raises:
            OSError: It cannot be written.
        """
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise OSError(f"{path} cannot be written") from error

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
        parameters, searched = None, len(self)
        if among is not None:
            if among.shape != (len(self),):
                raise ValueError(f"expected a mask of {len(self)} rows, got {among.shape}")
            parameters, searched = _only(among), int(among.sum())
        k = min(k, searched)
        if k == 0:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        wanted = min(k + 1, searched)
        while True:
            scores, rows = self._index.search(  # (1, wanted)
                query[None].astype(np.float32), wanted, params=parameters
            )
            # FAISS keeps any of the rows that tie for the last place, so look beyond them.
            if wanted == searched or scores[0, -1] < scores[0, k - 1]:
                break
            wanted = min(2 * wanted, searched)
        order = np.lexsort((rows[0], -scores[0]))[:k]
        return scores[0][order], rows[0][order]

    def rows(self, first: int, count: int) -> NDArray[np.float32]:
        """The stored vectors of ``count`` rows from ``first``, shape (count, d)."""
        return np.asarray(self._index.reconstruct_n(first, count), np.float32)


def _only(among: NDArray[np.bool_]) -> faiss.SearchParameters:
    """FAISS's parameters of a search among the rows that are true."""
    # The stubs describe the C++ signatures, not what the Python module makes of them.
    bitmap: Any = faiss.IDSelectorBitmap
    parameters: Any = faiss.SearchParameters
    only: faiss.SearchParameters = parameters(sel=bitmap(np.packbits(among, bitorder="little")))
    return only
