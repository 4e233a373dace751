"""Rows of small integers on disk: which passages a term is in, and how often.

Compressed sparse rows: row ``r`` is ``columns[starts[r]:starts[r + 1]]``, columns ascending.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.strings import open_array

_LARGEST_COUNT = 255
BLOCK = 4_000_000  # occurrences sorted at a time, some 100 MB


@dataclass(frozen=True, slots=True)
class Cells:
    """What was counted, by row and then by column.

    Attributes:
        rows: Shape (cells,), ascending.
        columns: Shape (cells,), ascending in each row.
        counts: Shape (cells,), at most 255.
    """

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    counts: NDArray[np.uint8]

    @classmethod
    def of(cls, rows: NDArray[np.int32], columns: NDArray[np.int32]) -> Cells:
        """Count occurrences, shapes (occurrences,), in any order."""
        cells, counts = np.unique((rows.astype(np.int64) << 32) | columns, return_counts=True)
        return cls(
            (cells >> 32).astype(np.int32),
            (cells & 0xFFFFFFFF).astype(np.int32),
            np.minimum(counts, _LARGEST_COUNT).astype(np.uint8),
        )


class Postings:
    """Rows of ``(column, count)``, memory-mapped."""

    def __init__(
        self, starts: NDArray[np.int64], columns: NDArray[np.int32], counts: NDArray[np.uint8]
    ) -> None:
        self._starts = starts  # (rows + 1,)
        self._columns = columns  # (entries,)
        self._counts = counts  # (entries,)

    @classmethod
    def of(cls, rows: NDArray[np.int32], columns: NDArray[np.int32], height: int) -> Postings:
        """Count the occurrences.

        Args:
            rows: Shape (occurrences,), the row of each; any order.
            columns: Shape (occurrences,), the column of each.
            height: Number of rows.
        """
        return cls.of_cells([Cells.of(rows, columns)], height)

    @classmethod
    def of_cells(cls, blocks: Sequence[Cells], height: int) -> Postings:
        """Put the cells of blocks of columns, one block after another, in order of their rows."""
        starts = np.zeros(height + 1, np.int64)
        np.cumsum(
            sum((np.bincount(one.rows, minlength=height) for one in blocks), np.zeros(height, int)),
            out=starts[1:],
        )
        columns, counts = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint8)
        free = starts[:-1].copy()  # (height,), where the next cell of each row goes
        for block in blocks:
            sizes = np.bincount(block.rows, minlength=height)
            first = np.cumsum(sizes) - sizes  # (height,), where each row begins in the block
            places = np.arange(len(block.rows)) + (free - first)[block.rows]  # (cells,)
            columns[places], counts[places] = block.columns, block.counts
            free += sizes
        return cls(starts, columns, counts)

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

    def sizes(self) -> NDArray[np.int32]:
        """Entries of each row, shape (rows,)."""
        return np.diff(self._starts).astype(np.int32)

    def rows(self, rows: Sequence[int]) -> NDArray[np.int32]:
        """The columns of several rows, one after another."""
        cuts = [self._columns[self._starts[row] : self._starts[row + 1]] for row in rows]
        return np.concatenate([*cuts, np.empty(0, np.int32)])

    def __len__(self) -> int:
        return len(self._starts) - 1
