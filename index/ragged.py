"""Rows of numbers, each of a length of its own, one after another in one array."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Ragged:
    """Rows of numbers, each of a length of its own."""

    def __init__(self) -> None:
        self._values = array("q")
        self._bounds = array("q", [0])

    def append(self, row: Iterable[int]) -> None:
        """Add a row."""
        self._values.extend(row)
        self._bounds.append(len(self._values))

    def cut(self, rows: int) -> None:
        """Keep only so many."""
        del self._bounds[rows + 1 :], self._values[self._bounds[rows] :]

    def gather(self, rows: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Some rows, one after another.

        Returns:
            ``(values, sizes)``, shapes (values,) and (rows,).
        """
        values = np.frombuffer(self._values, np.int64)
        return gather(values, np.frombuffer(self._bounds, np.int64), rows)


def gather(
    values: NDArray[Any], bounds: NDArray[np.int64], rows: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Some rows of numbers, one after another.

    Args:
        values: Shape (values,), the rows one after another.
        bounds: Shape (all rows + 1,), where each begins, and where the last ends.
        rows: Shape (rows,), which.

    Returns:
        ``(values, sizes)``, shapes (values of these,) and (rows,).
    """
    starts = bounds[rows]
    sizes = bounds[rows + 1] - starts
    return values[places(starts, sizes)], sizes


def places(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the values of rows are, one row after another.

    Args:
        starts: Shape (rows,), where each begins.
        sizes: Shape (rows,), how many values it has.
    """
    before = totals(sizes)
    return np.arange(before[-1]) + np.repeat(starts - before[:-1], sizes)


def totals(sizes: Sequence[int] | NDArray[Any]) -> NDArray[np.int64]:
    """Where each of so many sizes begins, and where the last ends, shape (sizes + 1,)."""
    found = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=found[1:])
    return found
