"""What the encoder knows of each word of the corpus, and the words nearest to a vector."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.article import Language
from index.strings import open_array
from index.vectors import Nearest, VectorIndex, of_both

EXACT = 20_000  # words of a script, up to which each is compared

_VECTORS, _WEIGHTS = "word_vectors.npy", "word_weights.npy"
_Of: TypeAlias = Callable[[NDArray[np.int32]], NDArray[np.float32]]


class WordVectors:
    """Vectors of words, which have the rows of the lexical index.

    Args:
        vectors: Shape (words, dimensions).
        weights: Shape (words,), how much each counts in a text's vector.
        scripts: The rows of each script's words.
        near: Of the vectors of a script, where they are too many to compare each.
    """

    def __init__(
        self,
        vectors: NDArray[np.float32],
        weights: NDArray[np.float32],
        scripts: Mapping[Language, slice],
        near: Mapping[Language, VectorIndex] | None = None,
    ) -> None:
        self._vectors, self._weights = vectors, weights
        self._scripts, self._near = scripts, near or {}

    @classmethod
    def build(
        cls,
        vectors: NDArray[np.float32],
        weights: NDArray[np.float32],
        scripts: Mapping[Language, slice],
    ) -> WordVectors:
        """Arguments as those of the class."""
        made = {script: VectorIndex.build(vectors[rows], EXACT) for script, rows in scripts.items()}
        near = {script: one for script, one in made.items() if not one.is_exact}
        return cls(vectors, weights, scripts, near)

    @classmethod
    def open(cls, folder: Path, scripts: Mapping[Language, slice]) -> WordVectors:
        """What :meth:`save` wrote, memory-mapped."""
        vectors = open_array(folder / _VECTORS)
        near = {
            script: VectorIndex.open(path, vectors[rows])
            for script, rows in scripts.items()
            if (path := _near(folder, script)).is_file()
        }
        return cls(vectors, open_array(folder / _WEIGHTS), scripts, near)

    def save(self, folder: Path) -> None:
        """Write it into ``folder``."""
        np.save(folder / _VECTORS, self._vectors, allow_pickle=False)
        np.save(folder / _WEIGHTS, self._weights, allow_pickle=False)
        for script, near in self._near.items():
            near.save(_near(folder, script), with_rows=False)

    def of(self, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """The vectors of some words, shape (rows, dimensions)."""
        return np.asarray(self._vectors[rows])

    def weights(self, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """Their weights, shape (rows,)."""
        return np.asarray(self._weights[rows])

    def nearest(self, vector: NDArray[np.float32], count: int, script: Language) -> Nearest:
        """The words of a script nearest to a vector, in no order.

        Args:
            vector: Shape (dimensions,).
            count: At most so many.
            script: Of the words.

        Returns:
            ``(cosines, rows)``, shapes (found,).
        """
        span = self._scripts[script]
        count = min(count, span.stop - span.start)
        if count == 0:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        if script in self._near:
            cosines, found = self._near[script].search(vector, count)
        else:
            every = self._vectors[span] @ vector
            found = np.argpartition(-every, count - 1)[:count]
            cosines = every[found]
        return cosines, span.start + found


class JoinedWordVectors:
    """Those of a base and of the words that an update adds.

    Args:
        base: Of the base.
        own: Of the words that it lacks.
        first: Row of the first of those.
    """

    def __init__(self, base: AnyWordVectors, own: WordVectors, first: int) -> None:
        self._base, self._own, self._first = base, own, first

    def of(self, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """The vectors of some words, shape (rows, dimensions)."""
        return self._both(rows, self._base.of, self._own.of)

    def weights(self, rows: NDArray[np.int32]) -> NDArray[np.float32]:
        """Their weights, shape (rows,)."""
        return self._both(rows, self._base.weights, self._own.weights)

    def _both(self, rows: NDArray[np.int32], base: _Of, own: _Of) -> NDArray[np.float32]:
        new = rows >= self._first
        if not new.any():
            return base(rows)
        known, added = base(rows[~new]), own(rows[new] - self._first)
        found = np.empty((len(rows), *added.shape[1:]), np.float32)
        found[~new], found[new] = known, added
        return found

    def nearest(self, vector: NDArray[np.float32], count: int, script: Language) -> Nearest:
        """See :meth:`WordVectors.nearest`."""
        base = self._base.nearest(vector, count, script)
        own = self._own.nearest(vector, count, script)
        return of_both(base, own, self._first, count)


def _near(folder: Path, script: Language) -> Path:
    return folder / f"words.{script}.faiss"


AnyWordVectors: TypeAlias = WordVectors | JoinedWordVectors
