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
    words = lexical.scores(concepts)  # (passages,)
    if among is not None:
        words = np.where(among, words, np.float32(0.0))
    best = float(words.max(initial=0.0))
    cosines = np.zeros(len(words), np.float32)
    if query.any():
        near, rows = generation.vectors.search(query, DENSE_HITS, among)
        cosines[rows] = np.maximum(near, 0.0)
    fused = (words / best if best else words) + DENSE_SHARE * cosines
    if among is not None:
        fused[~among] = -np.inf
    k = min(k, len(fused) if among is None else int(among.sum()))
    if k == 0:
        return []
    top = np.argpartition(-fused, k - 1)[:k]
    top = top[np.lexsort((top, -fused[top]))]
    return [Hit(int(row), float(fused[row]), float(words[row]), float(cosines[row])) for row in top]
