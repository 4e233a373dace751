"""What retrieval needs of an encoder and of a reranker, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """Text to unit vectors, the same for the same text.

    Attributes:
        name: As the setting names it.
        fingerprint: Changes when the vectors may; an index made with another is rebuilt.
        dimensions: Length of each vector.
    """

    name: str
    fingerprint: str
    dimensions: int

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, shape (texts, dimensions), rows of norm 1 (0 for a blank text)."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, shape (texts, dimensions), rows of norm 1 (0 for a blank text)."""
        ...


class Reranker(Protocol):
    """Question and text, read together, to how well the one answers the other.

    Attributes:
        name: As the setting names it.
    """

    name: str

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers, shape (texts,), in [0, 1]; comparable for one question."""
        ...
