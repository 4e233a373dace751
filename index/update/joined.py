"""The lexical indexes of a base and of an update over it, read as one.

Words and grams have the rows that :class:`index.update.places.Places` gives them, passages of the
update follow those of the base. Nothing is copied but what has a number for each passage or word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.forward import ForwardIndex
from index.kin import Kin
from index.postings import Postings
from index.strings import FIRST_ARABIC, StringTable
from index.update.places import Places


class JoinedStrings:
    """Two tables of strings."""

    def __init__(self, base: Strings, own: Strings, places: Places) -> None:
        self._base, self._own, self._places = base, own, places

    def find(self, string: str) -> int:
        """The string's row, or -1."""
        row = self._base.find(string)
        if row < 0 and (own := self._own.find(string)) >= 0:
            row = int(self._places.rows[own])
        return row

    def arabic(self) -> tuple[range, ...]:
        """The rows of the strings that begin with an Arabic letter."""
        new = range(self._places.base, len(self))
        border = bisect_left(new, FIRST_ARABIC, key=self.__getitem__)
        return *self._base.arabic(), new[border:]

    def __getitem__(self, row: int) -> str:
        if row < self._places.base:
            return self._base[row]
        return self._own[int(self._places.new[row - self._places.base])]

    def __iter__(self) -> Iterator[str]:
        return chain(self._base, (self._own[row] for row in self._places.new.tolist()))

    def __len__(self) -> int:
        return len(self._places)


class JoinedPostings:
    """Two tables of rows.

    Args:
        base: Of the base.
        own: Of the update.
        places: Of the rows.
        columns: Shape (columns of the update,), what each is among all, ascending; -1 for those
            that the base's rows have already.
    """

    def __init__(self, base: Rows, own: Rows, places: Places, columns: NDArray[np.int32]) -> None:
        self._base, self._own, self._places, self._columns = base, own, places, columns

    def row(self, row: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Columns and counts of one row, shapes (entries,) and (entries,)."""
        own = self._places.own(row)
        known = self._base.row(row) if row < self._places.base else None
        if own < 0:
            assert known is not None  # a row is of one or the other  # noqa: S101
            return known
        columns, counts = self._own.row(own)
        columns = self._columns[columns]
        kept = columns >= 0
        columns, counts = columns[kept], counts[kept]
        if known is None:
            return columns, counts
        return np.concatenate((known[0], columns)), np.concatenate((known[1], counts))


class JoinedKin:
    """Words by label; those of the update's that the base has are in the base's groups only."""

    def __init__(self, base: Groups, own: Groups, places: Places) -> None:
        self._base, self._own, self._places = base, own, places

    def words(self, label: str) -> list[int]:
        """Rows of the words with this label, ascending."""
        own: list[int] = self._places.rows[self._own.words(label)].tolist()
        return self._base.words(label) + own

    def labels(self, words: int) -> list[str]:
        """The label of each of so many words, empty for those left out."""
        own = self._own.labels(len(self._places.rows))
        return self._base.labels(self._places.base) + [own[row] for row in self._places.new]

    def __contains__(self, label: str) -> bool:
        return label in self._base or label in self._own


class JoinedForward:
    """Two forward indexes.

    Args:
        base: Of the base.
        own: Of the update.
        words: Places of the words.
        first: Row of the update's first passage.
    """

    def __init__(self, base: Forward, own: Forward, words: Places, first: int) -> None:
        self._base, self._own, self._words, self._first = base, own, words, first

    def segments(self, passage: int) -> list[NDArray[np.int32]]:
        """The rows of the words of a passage's title and of each of its sentences."""
        if passage < self._first:
            return self._base.segments(passage)
        return [self._words.rows[one] for one in self._own.segments(passage - self._first)]

    def words_of(self, passages: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """The words of several passages, one passage after another.

        Args:
            passages: Shape (passages,), rows ascending.

        Returns:
            ``(words, lengths)``, shapes (words,) and (passages,).
        """
        border = int(np.searchsorted(passages, self._first))
        words, lengths = self._base.words_of(passages[:border])
        if border == len(passages):
            return words, lengths
        own, own_lengths = self._own.words_of(passages[border:] - self._first)
        return (
            np.concatenate((words, self._words.rows[own])),
            np.concatenate((lengths, own_lengths)),
        )

    def stretch(
        self, rows: range
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """See :meth:`index.forward.ForwardIndex.stretch`."""
        if rows.start < self._first:
            return self._base.stretch(rows)
        own = range(rows.start - self._first, rows.stop - self._first)
        words, lengths, segments = self._own.stretch(own)
        return self._words.rows[words], lengths, segments

    def beside(self, passage: int) -> list[int]:
        """The passages just before and after in the same article."""
        if passage < self._first:
            return self._base.beside(passage)
        return [self._first + other for other in self._own.beside(passage - self._first)]


Strings: TypeAlias = StringTable | JoinedStrings
Rows: TypeAlias = Postings | JoinedPostings
Groups: TypeAlias = Kin | JoinedKin
Forward: TypeAlias = ForwardIndex | JoinedForward
