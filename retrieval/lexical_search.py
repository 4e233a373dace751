"""BM25 over concepts, each language of passage scored in its own statistics.

A word that is rare among the Arabic passages is rare there however many English ones there are: so
adding articles in one language does not move the scores of the other's.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import LANGUAGES, LexicalIndex, character_grams
from index.postings import Postings
from retrieval.expansion import Concept

K1, B = 1.2, 0.75  # Robertson and Zaragoza (2009), section 3.3
GRAM_SHARE = 0.7  # of the gram field against the word field, as measured in docs/LOG.md


class LexicalSearcher:
    """Scores every passage of one index for the concepts of a question."""

    def __init__(self, lexical: LexicalIndex) -> None:
        self._lexical = lexical
        self._count = len(lexical.lengths)
        members = [lexical.languages == code for code in range(len(LANGUAGES))]  # (languages, n)
        self._sizes = np.array([max(1, int(one.sum())) for one in members])
        means = [float(lexical.lengths[one].mean()) if one.any() else 1.0 for one in members]
        relative = lexical.lengths / np.maximum(np.array(means)[lexical.languages], 1.0)
        self._norm = (K1 * (1 - B + B * relative)).astype(np.float32)  # (passages,)

    def scores(self, concepts: Sequence[Concept]) -> NDArray[np.float32]:
        """BM25 of each passage: words, and character grams in the question's own script.

        Returns:
            Shape (passages,), float32, at least 0.
        """
        total = np.zeros(self._count, np.float32)
        for concept in concepts:
            total += self._concept(self._lexical.postings, concept.own | concept.other)
        for gram, weight in self._grams(concepts).items():
            total += GRAM_SHARE * self._concept(self._lexical.gram_postings, {gram: weight})
        return total

    def _grams(self, concepts: Sequence[Concept]) -> dict[int, float]:
        """Gram rows of the question's words; each word counts one, shared among its grams."""
        rows: dict[int, float] = {}
        for concept in concepts:
            for gram in character_grams(concept.term.word):
                row = self._lexical.grams.find(gram)
                if row >= 0:
                    rows[row] = 1.0
        return rows

    def _concept(self, postings: Postings, rows: dict[int, float]) -> NDArray[np.float32]:
        """One concept's BM25 in every passage, shape (passages,)."""
        if not rows:
            return np.zeros(self._count, np.float32)
        frequency = np.zeros(self._count, np.float32)
        for row, weight in sorted(rows.items()):
            columns, counts = postings.row(row)
            frequency[columns] += weight * counts
        present = frequency > 0
        matched = np.bincount(
            self._lexical.languages[present], weights=np.minimum(frequency[present], 1.0),
            minlength=len(LANGUAGES),
        )  # (languages,)
        rarity = np.log1p((self._sizes - matched + 0.5) / (matched + 0.5)).astype(np.float32)
        return np.asarray(
            rarity[self._lexical.languages] * frequency * (K1 + 1) / (frequency + self._norm)
        )
