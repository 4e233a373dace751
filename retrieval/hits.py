"""Passages that match a question, scored by words and by vectors and fused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.generation import Generation
from retrieval.expansion import Concept
from retrieval.lexical_search import LexicalSearcher

DENSE_SHARE = 1.0  # weight of a unit of cosine against the best lexical score
DENSE_HITS = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found.

    Attributes:
        row: The passage's row in the generation.
        score: Fused; higher is better.
        lexical: BM25 alone.
        cosine: Of the question's and the passage's vectors; 0 where not among the nearest.
    """

    row: int
    score: float
    lexical: float
    cosine: float


def search(
    generation: Generation,
    lexical: LexicalSearcher,
    concepts: Sequence[Concept],
    query: NDArray[np.float32],
    k: int,
    among: NDArray[np.bool_] | None = None,
) -> list[Hit]:
    """The ``k`` best passages, best first; ties by row, which is article id then offset.

    The lexical scores are divided by the best of them, so that the fusion does not depend on how
    many words the question has. A word is as rare as it is among all passages, whatever ``among``.

    Args:
        generation: Searched.
        lexical: Of the generation.
        concepts: Of the question.
        query: Shape (d,), the question's vector; zeros match nothing.
        k: At least 0.
        among: Shape (passages,), those that may be found; by default all.
    """
    near, nearest = np.empty(0, np.int64), np.empty(0, np.float32)
    if query.any():
        nearest, near = generation.vectors.search(query, DENSE_HITS, among)
    found = lexical.search(concepts, near, among)
    best = float(found.scores.max(initial=0.0))
    cosines = np.zeros(len(found.rows), np.float32)
    cosines[np.searchsorted(found.rows, near)] = np.maximum(nearest, 0.0)
    fused = (found.scores / best if best else found.scores) + DENSE_SHARE * cosines
    k = min(k, len(fused))
    if k == 0:
        return []
    top = np.argpartition(-fused, k - 1)[:k]
    top = top[np.lexsort((top, -fused[top]))]
    return [
        Hit(int(found.rows[at]), float(fused[at]), float(found.scores[at]), float(cosines[at]))
        for at in top
    ]
