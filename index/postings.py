"""Rows of small integers on disk: which passages a term is in, and how often.

Compressed sparse rows: row ``r`` is ``columns[starts[r]:starts[r + 1]]``, columns ascending.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.strings import open_array

_LARGEST_COUNT = 255


class Postings:
    """Rows of ``(column, count)``, memory-mapped."""

    def __init__(
        self, starts: NDArray[np.int64], columns: NDArray[np.int32], counts: NDArray[np.uint8]
    ) -> None:
        self._starts = starts  # (rows + 1,)
        self._columns = columns  # (entries,)
        self._counts = counts  # (entries,)

    @classmethod
    def of(
        cls, rows: NDArray[np.int32], columns: NDArray[np.int32], shape: tuple[int, int]
    ) -> Postings:
        """Count the occurrences.

        Args:
            rows: Shape (occurrences,), the row of each; any order.
            columns: Shape (occurrences,), the column of each.
            shape: Number of rows and of columns.
        """
        height, width = shape
        cells = rows.astype(np.int64) * width + columns  # (occurrences,)
        cells, counts = np.unique(cells, return_counts=True)
        starts = np.zeros(height + 1, np.int64)
        np.cumsum(np.bincount(cells // max(width, 1), minlength=height), out=starts[1:])
        return cls(
            starts,
            (cells % max(width, 1)).astype(np.int32),
            np.minimum(counts, _LARGEST_COUNT).astype(np.uint8),
        )

    @classmethod
    def open(cls, path: Path) -> Postings:
        """The postings that :meth:`save` wrote under ``path``."""
        names = ("starts", "columns", "counts")
        return cls(*(open_array(path.with_suffix(f".{name}.npy")) for name in names))

    def save(self, path: Path) -> None:
        """Write three ``.npy`` files under ``path``."""
        np.save(path.with_suffix(".starts.npy"), self._starts, allow_pickle=False)
        np.save(path.with_suffix(".columns.npy"), self._columns, allow_pickle=False)
        np.save(path.with_suffix(".counts.npy"), self._counts, allow_pickle=False)

    def row(self, row: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Columns and counts of one row, shapes (entries,) and (entries,)."""
        cut = slice(self._starts[row], self._starts[row + 1])
        return self._columns[cut], self._counts[cut]

    def __len__(self) -> int:
        return len(self._starts) - 1
