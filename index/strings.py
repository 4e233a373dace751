"""A sorted table of strings on disk, memory-mapped and searched without loading it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FIRST_ARABIC = "\u0600"  # of Unicode; Latin letters, and most others, sort before it


class StringTable(Sequence[str]):
    """Distinct strings in the order of their UTF-8 bytes; a string's row is its id.

    Opening costs two memory maps whatever the size; :meth:`find` reads about ``log2(n)`` strings.
    """

    def __init__(self, blob: NDArray[np.uint8], offsets: NDArray[np.int64]) -> None:
        self._blob = blob  # (total bytes,)
        self._offsets = offsets  # (n + 1,)
        # The same bytes again: a binary search reads many strings, and a slice of a memory view
        # costs a third of an array's.
        self._bytes, self._starts = blob.data, offsets.data

    @classmethod
    def of(cls, strings: Iterable[str]) -> StringTable:
        """The table of the distinct ``strings``."""
        encoded = sorted({string.encode() for string in strings})
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(raw) for raw in encoded], out=offsets[1:])
        return cls(np.frombuffer(b"".join(encoded), np.uint8), offsets)

    @classmethod
    def open(cls, path: Path) -> StringTable:
        """The table that :meth:`save` wrote under ``path``."""
        blob = path.with_suffix(".bytes.npy")
        offsets = path.with_suffix(".offsets.npy")
        return cls(open_array(blob), open_array(offsets))

    def save(self, path: Path) -> None:
        """Write ``path.bytes.npy`` and ``path.offsets.npy``."""
        np.save(path.with_suffix(".bytes.npy"), self._blob, allow_pickle=False)
        np.save(path.with_suffix(".offsets.npy"), self._offsets, allow_pickle=False)

    def find(self, string: str) -> int:
        """The string's row, or -1."""
        row = self.place(string)
        return row if row < len(self) and self._raw(row) == string.encode() else -1

    def place(self, string: str) -> int:
        """How many strings sort before this one."""
        return bisect_left(range(len(self)), string.encode(), key=self._raw)

    def arabic(self) -> tuple[range, ...]:
        """The rows of the strings that begin with an Arabic letter."""
        return (range(self.place(FIRST_ARABIC), len(self)),)

    def _raw(self, row: int) -> bytes:
        return self._bytes[self._starts[row] : self._starts[row + 1]].tobytes()

    def __getitem__(self, row: int) -> str:  # type: ignore[override]
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self._raw(row).decode()

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __iter__(self) -> Iterator[str]:
        blob = self._blob.tobytes()
        offsets = self._offsets.tolist()
        for start, end in pairwise(offsets):
            yield blob[start:end].decode()


def open_array(path: Path) -> NDArray[Any]:
    """An ``.npy`` file memory-mapped; an empty one, which cannot be mapped, is read."""
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except ValueError:
        array = np.load(path, allow_pickle=False)
    return np.asarray(array)
