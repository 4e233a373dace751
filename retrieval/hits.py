"""Passages that match a question, scored by words and by vectors and fused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.generation import Generation
from retrieval.expansion import Concept
from retrieval.lexical_search import LexicalSearcher

DENSE_SHARE = {True: 1.0, False: 1.0}
"""Weight of a unit of cosine against the best lexical score: the bundled static encoder's pooled
vectors only break ties between lexical neighbours; a transformer's carry as much as the words."""
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
) -> list[Hit]:
    """The ``k`` best passages, best first; ties by row, which is article id then offset.

    The lexical scores are divided by the best of them, so that the fusion does not depend on how
    many words the question has.
    """
    words = lexical.scores(concepts)  # (passages,)
    best = float(words.max(initial=0.0))
    share = DENSE_SHARE[generation.manifest.encoder == "bundled"]
    cosines = np.zeros(len(words), np.float32)
    if query.any():
        near, rows = generation.vectors.search(query, DENSE_HITS)
        cosines[rows] = np.maximum(near, 0.0)
    fused = (words / best if best else words) + share * cosines
    k = min(k, len(fused))
    if k == 0:
        return []
    top = np.argpartition(-fused, k - 1)[:k]
    top = top[np.lexsort((top, -fused[top]))]
    return [Hit(int(row), float(fused[row]), float(words[row]), float(cosines[row])) for row in top]
