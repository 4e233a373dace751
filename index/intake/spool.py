"""What is held on disk between reading the articles and writing the index; none of it is kept."""

from __future__ import annotations

import pickle
import tempfile
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.encoder import Encoder

_BATCH = 256  # passages encoded at a time


class Spool:
    """Articles in the order they come, read again in any order."""

    def __init__(self, folder: Path) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, article: Article) -> int:
        """Where it is found again."""
        place = self._file.seek(0, 2)
        pickle.dump(article, self._file, pickle.HIGHEST_PROTOCOL)
        return place

    def read(self, place: int) -> Article:
        """What was added there."""
        self._file.seek(place)
        article: Article = pickle.load(self._file)  # noqa: S301 - our own, in a file without a name
        return article


class VectorWriter:
    """Vectors in the order of their rows; passages are encoded a batch at a time."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._encoder = encoder
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self._rows = 0
        self._texts: dict[int, str] = {}  # those not yet encoded, by row

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, text: str) -> None:
        """Append a passage, to be encoded."""
        self._texts[self._rows] = text
        self._rows += 1
        if len(self._texts) == _BATCH:
            self._encode()

    def keep(self, vectors: NDArray[np.float32]) -> None:
        """Append vectors that are known, shape (n, d)."""
        self._put(self._rows, vectors)
        self._rows += len(vectors)

    def _encode(self) -> None:
        for row, vector in zip(
            self._texts, self._encoder.encode_passages(list(self._texts.values())), strict=True
        ):
            self._put(row, vector[None])
        self._texts.clear()

    def _put(self, row: int, vectors: NDArray[np.float32]) -> None:
        self._file.seek(4 * row * self._encoder.dimensions)
        self._file.write(np.ascontiguousarray(vectors, np.float32).data)

    def finish(self) -> NDArray[np.float32]:
        """All of them, shape (rows, d), memory-mapped until this is closed."""
        if self._texts:
            self._encode()
        self._file.flush()
        shape = (self._rows, self._encoder.dimensions)
        if not self._rows:
            return np.zeros(shape, np.float32)
        return np.memmap(self._file, np.float32, "r", shape=shape)
