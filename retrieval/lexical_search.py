"""BM25 over concepts, each language of passage scored in its own statistics.

A word that is rare among the Arabic passages is rare there however many English ones there are: so
adding articles in one language does not move the scores of the other's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.article import LANGUAGES
from index.grams import character_grams
from index.lexical import LexicalIndex
from retrieval.expansion import Concept

K1, B = 1.2, 0.75  # Robertson and Zaragoza (2009), section 3.3
GRAM_SHARE = 0.7  # of the gram field against the word field, as measured in docs/LOG.md
ACROSS = 0.7  # worth of a match in the other language: neither may bury the other (docs/LOG.md)


EXACT = 5_000  # passages up to which each one is scored in full
CANDIDATES = 1_000  # above: those scored in full, the best by words
BLOCK = 50_000  # passages scored in full at a time
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


@dataclass(frozen=True, slots=True)
class _Grams:
    """The character grams of a question.

    Attributes:
        place: Each gram's place among them.
        rows: Shape (grams,), of the index; -1 for one that no passage has.
        rarities: Shape (grams, languages), inverse document frequencies.
    """

    place: dict[str, int]
    rows: NDArray[np.int64]
    rarities: NDArray[np.float32]

    def rarity(self, word: str) -> NDArray[np.float32]:
        """The summed rarity of the grams of one of the words, shape (languages,)."""
        places = [self.place[gram] for gram in dict.fromkeys(character_grams(word))]
        return np.asarray(self.rarities[places].sum(axis=0))


class LexicalSearcher:
    """Scores the passages of one index for the concepts of a question.

    Args:
        lexical: The index.
        gone: Shape (passages,), those that are not to be found; by default none.
    """

    def __init__(self, lexical: LexicalIndex, gone: NDArray[np.bool_] | None = None) -> None:
        self._lexical = lexical
        self._left = None if gone is None else ~gone
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
        grams = self._grams(concepts)
        shares = self._shares(concepts, ideal, grams)
        every = np.arange(self._count)
        blocks = [every[start : start + BLOCK] for start in range(0, self._count, BLOCK)]
        parts = [self._full(rows, found, grams, shares) for rows in blocks]
        scores = np.concatenate([*parts, np.empty(0, np.float32)])
        if self._left is not None:
            scores[~self._left] = 0.0
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
        if self._left is not None:
            among = self._left if among is None else among & self._left
        grams = self._grams(concepts)
        shares = self._shares(concepts, ideal, grams)
        count = self._count if among is None else int(among.sum())
        if count <= EXACT:
            rows = np.arange(self._count) if among is None else np.flatnonzero(among)
        else:
            promise = self._alike(concepts, grams)
            promise += found
            if among is not None:
                promise[~among] = 0.0
            rows = np.flatnonzero(promise > 0)  # of truth values thrice as fast as of floats
            if len(rows) > CANDIDATES:
                # Divided as the scores are: the words of a passage in the question's language are
                # spelt as the question's too, and would crowd out those of the other.
                promised = promise[rows] * shares[self._lexical.languages[rows]]
                rows = rows[np.argpartition(-promised, CANDIDATES)[:CANDIDATES]]
            rows = np.union1d(rows, near)
        return Ranked(rows, self._full(rows, found, grams, shares))

    def _shares(
        self, concepts: Sequence[Concept], ideal: NDArray[np.float32], grams: _Grams
    ) -> NDArray[np.float32]:
        """What the summed BM25 of a passage is multiplied by, shape (languages,).

        Args:
            concepts: Of the question.
            ideal: Shape (languages,), the summed rarity of their words.
            grams: Of the question.
        """
        own = LANGUAGES.index("ar" if any(one.term.arabic for one in concepts) else "en")
        ideal = ideal.copy()
        ideal[own] += GRAM_SHARE * grams.rarities[:, own].sum()
        worth = np.where(np.arange(len(LANGUAGES)) == own, 1.0, ACROSS)
        return (worth / np.maximum(ideal, 1e-9)).astype(np.float32)

    def _full(
        self,
        rows: NDArray[np.int64],
        found: NDArray[np.float32],
        grams: _Grams,
        shares: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        """Add what the grams give to what the words give, as a share of what could be reached.

        Args:
            rows: Shape (n,), the passages, ascending.
            found: Shape (passages,), by words.
            grams: Of the question.
            shares: Shape (languages,), of :meth:`_shares`.
        """
        there = grams.rows >= 0
        counts = self._counts(grams.rows[there], rows)  # (n, grams)
        total, languages, norm = found[rows], self._lexical.languages[rows], self._norm[rows]
        given = GRAM_SHARE * grams.rarities[there].T[languages] * counts * (K1 + 1)
        given /= counts + norm[:, None]
        for column in given.T:
            total += column
        return np.asarray(total * shares[languages])

    def _grams(self, concepts: Sequence[Concept]) -> _Grams:
        """The distinct grams of the question's words."""
        spelt = {gram for concept in concepts for gram in character_grams(concept.term.word)}
        place = {gram: number for number, gram in enumerate(sorted(spelt))}
        rows = np.array([self._lexical.grams.find(gram) for gram in place], np.int64)
        matched = np.zeros((len(rows), len(LANGUAGES)))
        matched[rows >= 0] = self._lexical.gram_frequencies[rows[rows >= 0]]
        return _Grams(place, rows, self._rarity(matched))

    def _counts(self, grams: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """How often each gram, of those that there are, stands in each passage.

        Returns:
            Shape (rows, grams).
        """
        spellings = [self._lexical.spellings.row(gram) for gram in grams.tolist()]
        place = np.zeros(len(self._lexical.words), np.int32)  # of a word below; 0 without a gram
        for words, _ in spellings:
            place[words] = 1
        words, lengths = self._lexical.forward.words_of(rows)
        held = np.flatnonzero(place[words])  # of the words of the passages, those that have a gram
        distinct = _distinct(words[held])
        having = words[held]
        for words, _ in spellings:
            place[words] = 0
        place[distinct] = np.arange(1, len(distinct) + 1)
        spelt = np.zeros((len(distinct) + 1, len(grams)), np.float32)
        for number, (words, times) in enumerate(spellings):
            spelt[place[words], number] = times
        counts = np.zeros((len(rows), len(grams)), np.float32)
        first = np.searchsorted(held, np.cumsum(lengths) - lengths)  # (rows,), where each begins
        some = np.diff(first, append=len(held)) > 0
        if some.any():
            counts[some] = np.add.reduceat(spelt[place[having]], first[some], axis=0)
        return counts

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
        total = np.zeros(self._count, np.float32)
        ideal = np.zeros(len(LANGUAGES), np.float32)
        scratch = np.zeros(self._count, np.float32)  # zero again after each concept
        for concept in concepts:
            weighed = sorted((concept.own | concept.other).items())
            lists = [self._lexical.postings.row(row) for row, _ in weighed]
            columns = np.concatenate([np.empty(0, np.int32), *(columns for columns, _ in lists)])
            for (those, counts), (_, weight) in zip(lists, weighed, strict=True):
                scratch[those] += weight * counts
            rows = _distinct(columns)
            counted = scratch[rows]
            scratch[rows] = 0.0
            languages = self._lexical.languages[rows]
            matched = np.bincount(languages, np.minimum(counted, 1.0), len(LANGUAGES))
            rarity = self._rarity(matched)
            ideal += rarity
            total[rows] += rarity[languages] * counted * (K1 + 1) / (counted + self._norm[rows])
        return total, ideal

    def _alike(self, concepts: Sequence[Concept], grams: _Grams) -> NDArray[np.float32]:
        """About what the grams could add to each passage, by the words spelt nearly alike.

        Args:
            concepts: Of the question.
            grams: Theirs.

        Returns:
            Shape (passages,).
        """
        promise = np.zeros(self._count, np.float32)
        most = np.zeros(self._count, np.float32)  # zero again after each concept
        for concept in concepts:
            words, alike = self._lexical.look_alikes(concept.term.word, ALIKE)
            order = np.argsort(alike, kind="stable")
            lists = [self._lexical.postings.row(word)[0] for word in words[order].tolist()]
            columns = np.concatenate([np.empty(0, np.int32), *lists])
            # Of a passage's words the one most alike, which is written last.
            most[columns] = np.repeat(alike[order], [len(those) for those in lists])
            rows = _distinct(columns)
            rarity = grams.rarity(concept.term.word)[self._lexical.languages[rows]]
            promise[rows] += GRAM_SHARE * most[rows] * rarity
            most[rows] = 0.0
        return promise


def _distinct(values: NDArray[np.int32]) -> NDArray[np.int32]:
    """The different ones, ascending; a fifth of the time of ``np.unique``, which hashes them."""
    ordered = np.sort(values)
    fresh = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]
