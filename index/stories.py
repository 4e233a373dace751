"""Which passages are of near-copies of one text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Told = tuple[int, int, int, int]
"""An article that has copies: its first passage, the one after its last, its story, its number."""


class Stories:
    """The articles that have copies, by the rows of their passages.

    Args:
        told: In any order.
    """

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = np.array(sorted(told), np.int64).reshape(-1, 4)

    def of(self, rows: Sequence[int]) -> NDArray[np.int64]:
        """Which passages are of near-copies of one text.

        Returns:
            Shape (rows,): one number for all the articles that are copies of one another, -1 for a
            passage of an article that has no copy.
        """
        found = np.full(len(rows), -1, np.int64)
        if len(self._told):
            wanted = np.asarray(rows, np.int64)
            place = np.searchsorted(self._told[:, 0], wanted, side="right") - 1
            within = (place >= 0) & (wanted < self._told[place, 1])
            found[within] = self._told[place[within], 2]
        return found

    def told(self) -> list[Told]:
        """All of them, in the order of their passages."""
        return [(a, b, c, d) for a, b, c, d in self._told.tolist()]

    def fellows(self, number: int) -> list[int]:
        """The numbers of the articles of one's story, its own among them; none without a copy."""
        story = self._told[self._told[:, 3] == number, 2]
        found: list[int] = self._told[np.isin(self._told[:, 2], story), 3].tolist()
        return found

    def __len__(self) -> int:
        return len(self._told)


class Telling:
    """What tells which of its articles have copies.

    Attributes:
        told: Those.
    """

    told: Stories

    @property
    def has_copies(self) -> bool:
        """Whether any article is a near-copy of another."""
        return bool(self.told)

    def stories(self, rows: Sequence[int]) -> NDArray[np.int64]:
        """See :meth:`Stories.of`."""
        return self.told.of(rows)
