"""Where the strings of an update stand beside those of its base."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.strings import open_array


class _Table(Protocol):
    def find(self, string: str) -> int: ...

    def __len__(self) -> int: ...


class Places:
    """The strings of the base keep their rows; those that it lacks follow, in their own order.

    Attributes:
        base: How many strings the base has.
        rows: Shape (strings of the update,), the row of each among all.
        new: Shape (new strings,), those of the update that the base lacks, by their row in it.
    """

    def __init__(self, base: int, rows: NDArray[np.int32]) -> None:
        self.base = base
        self.rows = rows
        self.new = np.flatnonzero(rows >= base)
        self._own = np.full(base + len(self.new), -1, np.int32)
        self._own[rows] = np.arange(len(rows))

    @classmethod
    def of(cls, own: Iterable[str], base: _Table) -> Places:
        """Look up each string of an update."""
        rows = np.array([base.find(string) for string in own], np.int32)
        new = rows < 0
        rows[new] = len(base) + np.arange(np.count_nonzero(new))
        return cls(len(base), rows)

    @classmethod
    def open(cls, base: int, path: Path) -> Places:
        """What :meth:`save` wrote."""
        return cls(base, np.array(open_array(path)))

    def save(self, path: Path) -> None:
        """Write the rows."""
        np.save(path, self.rows, allow_pickle=False)

    def own(self, row: int) -> int:
        """The row in the update of a string given by its row among all; -1 if it is not there."""
        return int(self._own[row])

    def __len__(self) -> int:
        """How many strings there are in both."""
        return self.base + len(self.new)
