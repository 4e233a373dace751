"""BM25 over concepts, each language of passage scored in its own statistics.

A word that is rare among the Arabic passages is rare there however many English ones there are: so
adding articles in one language does not move the scores of the other's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.lexical import LANGUAGES, LexicalIndex, character_grams
from retrieval.expansion import Concept

K1, B = 1.2, 0.75  # Robertson and Zaragoza (2009), section 3.3
GRAM_SHARE = 0.7  # of the gram field against the word field, as measured in docs/LOG.md
ACROSS = 0.7  # worth of a match in the other language: neither may bury the other (docs/LOG.md)


EXACT = 5_000  # passages up to which each one is scored in full
CANDIDATES = 2_000  # above: those scored in full, the best by words
ALIKE = 0.34  # share of a word's grams with which another brings its passages among them


@dataclass(frozen=True, slots=True)
class Ranked:
    """Some passages, scored.

    Attributes:
        rows: Shape (n,), ascending.
        scores: Shape (n,), at least 0; about 1 where every word is held once.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]


class LexicalSearcher:
    """Scores the passages of one index for the concepts of a question.

    Args:
        lexical: The index.
        gone: Shape (passages,), those that are not to be found; by default none.
    """

    def __init__(self, lexical: LexicalIndex, gone: NDArray[np.bool_] | None = None) -> None:
        self._lexical = lexical
        self._gone = gone
        self._count = len(lexical.lengths)
        self._sizes = np.bincount(lexical.languages, minlength=len(LANGUAGES))
        words = np.bincount(lexical.languages, lexical.lengths, minlength=len(LANGUAGES))
        means = np.where(self._sizes, words / np.maximum(self._sizes, 1), 1.0)
        relative = lexical.lengths / np.maximum(means[lexical.languages], 1.0)
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
        found, ideal = self._words(concepts)
        scores = self._full(concepts, np.arange(self._count), found, ideal)
        if self._gone is not None:
            scores[self._gone] = 0.0
        return scores

    def search(
        self,
        concepts: Sequence[Concept],
        near: NDArray[np.int64],
        among: NDArray[np.bool_] | None = None,
    ) -> Ranked:
        """The passages that may be the best, scored as :meth:`scores` does.

        Up to :data:`EXACT` passages these are all. Above, they are those with the best scores by
        words, each word together with those spelt nearly alike; grams are then compared in these
        alone, from the words they have.

        Args:
            concepts: Of the question.
            near: Rows that are scored whatever words they have.
            among: Shape (passages,), those that may be found; by default all.
        """
        found, ideal = self._words(concepts)
        if self._gone is not None:
            among = ~self._gone if among is None else among & ~self._gone
        count = self._count if among is None else int(among.sum())
        if count <= EXACT:
            rows = np.arange(self._count) if among is None else np.flatnonzero(among)
        else:
            promise = found + self._alike(concepts)
            if among is not None:
                promise[~among] = 0.0
            rows = np.flatnonzero(promise)
            if len(rows) > CANDIDATES:
                rows = rows[np.argpartition(-promise[rows], CANDIDATES)[:CANDIDATES]]
            rows = np.union1d(rows, near)
        return Ranked(rows, self._full(concepts, rows, found, ideal))

    def _full(
        self,
        concepts: Sequence[Concept],
        rows: NDArray[np.int64],
        found: NDArray[np.float32],
        ideal: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Add what the grams give to what the words give, and divide by what could be reached.

        Args:
            concepts: Of the question.
            rows: Shape (n,), the passages.
            found: Shape (passages,), by words.
            ideal: Shape (languages,), of words.
        """
        own = LANGUAGES.index("ar" if any(one.term.arabic for one in concepts) else "en")
        grams = self._grams(concepts)
        matched = np.zeros((len(grams), len(LANGUAGES)))
        matched[grams >= 0] = self._lexical.gram_frequencies[grams[grams >= 0]]
        rarities = self._rarity(matched)
        ideal = ideal.copy()
        ideal[own] += GRAM_SHARE * rarities[:, own].sum()
        total, languages, norm = found[rows], self._lexical.languages[rows], self._norm[rows]
        for frequency, rarity in zip(self._counts(grams, rows), rarities[grams >= 0], strict=True):
            total += GRAM_SHARE * rarity[languages] * frequency * (K1 + 1) / (frequency + norm)
        shares = np.where(np.arange(len(LANGUAGES)) == own, 1.0, ACROSS) / np.maximum(ideal, 1e-9)
        return np.asarray(total * shares.astype(np.float32)[languages])

    def _grams(self, concepts: Sequence[Concept]) -> NDArray[np.int64]:
        """Rows of the distinct grams of the question's words; -1 for those no passage has."""
        grams = {gram for concept in concepts for gram in character_grams(concept.term.word)}
        return np.array([self._lexical.grams.find(gram) for gram in sorted(grams)], np.int64)

    def _counts(
        self, grams: NDArray[np.int64], rows: NDArray[np.int64]
    ) -> Iterator[NDArray[np.float32]]:
        """How often each gram that there is stands in each passage, shape (rows,)."""
        spellings = [self._lexical.spellings.row(gram) for gram in grams[grams >= 0].tolist()]
        having = np.zeros(len(self._lexical.words), bool)
        for words, _ in spellings:
            having[words] = True
        words, lengths = self._lexical.forward.words_of(rows)
        held = np.flatnonzero(having[words])  # places of the words that have a gram
        passages = np.searchsorted(np.cumsum(lengths), held, "right")
        distinct, place = np.unique(words[held], return_inverse=True)
        for words, counts in spellings:
            weights = np.zeros(len(distinct), np.float32)
            at = np.searchsorted(distinct, words)
            there = at < len(distinct)
            there[there] = distinct[at[there]] == words[there]
            weights[at[there]] = counts[there]
            yield np.bincount(passages, weights[place], len(rows)).astype(np.float32)

    def _rarity(self, matched: NDArray[Any]) -> NDArray[np.float32]:
        """Inverse document frequency, shape (..., languages), of what so many passages have."""
        odds = (self._sizes - matched + 0.5) / (matched + 0.5)
        return np.asarray(np.log1p(odds), np.float32)

    def _words(
        self, concepts: Sequence[Concept]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The summed BM25 of the concepts' words in every passage, and their summed rarity.

        Only the passages that have a word are touched.

        Returns:
            Shapes (passages,) and (languages,).
        """
        lexical = self._lexical
        total = np.zeros(self._count, np.float32)
        ideal = np.zeros(len(LANGUAGES), np.float32)
        scratch = np.zeros(self._count, np.float32)  # zero again after each concept
        for concept in concepts:
            weighed = sorted((concept.own | concept.other).items())
            lists = [(lexical.postings.row(row), weight) for row, weight in weighed]
            for (columns, counts), weight in lists:
                scratch[columns] += weight * counts
            present, frequency = [np.empty(0, np.int32)], [np.empty(0, np.float32)]
            for (columns, _), _ in lists:
                values = scratch[columns]
                scratch[columns] = 0.0
                fresh = values > 0  # a passage that an earlier list had is taken already
                present.append(columns[fresh])
                frequency.append(values[fresh])
            rows, counted = np.concatenate(present), np.concatenate(frequency)
            languages = lexical.languages[rows]
            matched = np.bincount(languages, np.minimum(counted, 1.0), len(LANGUAGES))
            rarity = self._rarity(matched)
            ideal += rarity
            total[rows] += rarity[languages] * counted * (K1 + 1) / (counted + self._norm[rows])
        return total, ideal

    def _alike(self, concepts: Sequence[Concept]) -> NDArray[np.float32]:
        """About what the grams could add to each passage, by the words spelt nearly alike.

        Returns:
            Shape (passages,).
        """
        promise = np.zeros(self._count, np.float32)
        for concept in concepts:
            grams = self._grams([concept])
            rarity = float(self._rarity(self._lexical.gram_frequencies[grams[grams >= 0]]).sum())
            worth = GRAM_SHARE * rarity / len(LANGUAGES)
            words, alike = self._lexical.look_alikes(concept.term.word, ALIKE)
            for word, share in zip(words.tolist(), alike.tolist(), strict=True):
                columns, _ = self._lexical.postings.row(word)
                promise[columns] = np.maximum(promise[columns], share * worth)
        return promise
