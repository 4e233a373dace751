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
ACROSS = 0.7  # worth of a match in the other language: neither may bury the other (docs/LOG.md)


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
        """BM25 of each passage as a share of what a passage of its language could reach.

        The words count in either script; character grams in the question's own only. The scores of
        each language are divided by the summed rarity, in that language, of all that was looked
        for: a word that no passage of a language has speaks against all of them alike, and the
        scores of the two languages can be compared.

        Returns:
            Shape (passages,), float32, at least 0; about 1 where every word is held once.
        """
        found, ideal = np.zeros(self._count, np.float32), np.zeros(len(LANGUAGES), np.float32)
        for concept in concepts:
            score, rarity = self._concept(self._lexical.postings, concept.own | concept.other)
            found += score
            ideal += rarity
        own = LANGUAGES.index("ar" if any(one.term.arabic for one in concepts) else "en")
        for gram in self._grams(concepts):
            rows = {gram: 1.0} if gram >= 0 else {}
            score, rarity = self._concept(self._lexical.gram_postings, rows)
            found += GRAM_SHARE * score
            ideal[own] += GRAM_SHARE * rarity[own]
        shares = np.where(np.arange(len(LANGUAGES)) == own, 1.0, ACROSS) / np.maximum(ideal, 1e-9)
        return np.asarray(found * shares.astype(np.float32)[self._lexical.languages])

    def _grams(self, concepts: Sequence[Concept]) -> list[int]:
        """Rows of the distinct grams of the question's words; -1 for those no passage has."""
        grams = {gram for concept in concepts for gram in character_grams(concept.term.word)}
        return [self._lexical.grams.find(gram) for gram in sorted(grams)]

    def _concept(
        self, postings: Postings, rows: dict[int, float]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """One concept's BM25 in every passage, and its rarity in each language.

        Returns:
            Shapes (passages,) and (languages,).
        """
        frequency = np.zeros(self._count, np.float32)
        for row, weight in sorted(rows.items()):
            columns, counts = postings.row(row)
            frequency[columns] += weight * counts
        present = np.flatnonzero(frequency)
        matched = np.bincount(
            self._lexical.languages[present],
            weights=np.minimum(frequency[present], 1.0),
            minlength=len(LANGUAGES),
        )  # (languages,)
        rarity = np.log1p((self._sizes - matched + 0.5) / (matched + 0.5)).astype(np.float32)
        score = rarity[self._lexical.languages] * frequency * (K1 + 1) / (frequency + self._norm)
        return np.asarray(score), rarity
