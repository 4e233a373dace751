"""From the words of a question to weighted words of the corpus, in both languages.

Each content word becomes a :class:`Concept`: the corpus words that stand for it, and how surely. A
passage is then scored as if the concept were one term whose counts are the weighted sums of its
words': the *probabilistic structured queries* of Darwish and Oard (SIGIR 2003), with Pirkola's
synonym operator (SIGIR 1998) for the words of one stem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analysis import Term, analyse, phonetic_key
from index.analysis.stems import bare_word
from index.article import Language
from index.encoder import StaticEncoder
from index.lexical import LexicalIndex
from index.lexicon import Lexicon
from index.word_vectors import AnyWordVectors
from retrieval.equivalents import (
    asked_scales,
    equivalents,
    is_number_or_month,
    standard,
    unstretched,
)
from retrieval.stopwords import STOPWORDS

# Shares of the three ways to translate a word; those that find nothing leave theirs to the others.
# Chosen on xquad-dev (docs/LOG.md).
LEXICON, NEIGHBOURS, SOUND = 0.5, 0.35, 0.5
NEIGHBOUR_COUNT = 12
NEIGHBOUR_FLOOR = 0.45  # cosine under which a neighbour is noise
NEIGHBOUR_SHARPNESS = 12.0
# How much the surest translation counts, against 1 for the word itself: by lexicon; by sound alone,
# by the number of consonants that sound alike. By neighbours alone: the nearest one's cosine.
TRUST = 0.9
TRUST_SOUND = {2: 0.3, 3: 0.6}
TRUST_LONG_SOUND = 0.8
EVENNESS = 0.8  # exponent of the other translations' shares of the surest one's
PART = 0.5  # exponent of the share of a longer phrase that one word of it has in its meaning
VARIANT = 1.0  # weight of another spelling of a name in the question's own script
LONG_SKELETON = 4  # consonants that tell a name whatever the vowels between them
_LONG_VOWELS = str.maketrans("", "", "اوي")
CACHED = 20_000  # words of questions whose neighbours are remembered
VARIANT_FLOOR = 0.4  # letter-pair overlap under which it is another word
MOST_SOUNDING = 50  # words that sound alike; a large corpus has hundreds that few texts have
KIN_CACHED = 20_000  # words; some MB


@dataclass(frozen=True, slots=True)
class Concept:
    """One content word of the question.

    Attributes:
        term: The word.
        own: Corpus word row to weight, written as in the question's script.
        other: Corpus word row to weight, in the other script; at most 1.
        parts: Corpus word row to the share of the meaning it has by itself, where that is not all:
            a word of a translation that has more words than what it translates.
    """

    term: Term
    own: dict[int, float]
    other: dict[int, float]
    parts: dict[int, float] = field(default_factory=dict)


class Expander:
    """Widens questions against one index.

    Args:
        lexical: Of the corpus.
        words: Vectors of the corpus words.
        encoder: What made them.
        lexicon: The dictionary.
        by_meaning: Whether words find their translations and others that say the same.
        by_sound: Whether names find their other spellings, in both scripts. Without either a word
            stands for its stem alone.
    """

    def __init__(
        self,
        lexical: LexicalIndex,
        words: AnyWordVectors,
        encoder: StaticEncoder,
        lexicon: Lexicon,
        *,
        by_meaning: bool = True,
        by_sound: bool = True,
    ) -> None:
        self._lexical = lexical
        self._words = words
        self._neighbours_of = lru_cache(CACHED)(self._neighbours)
        self._encoder = encoder
        self._lexicon = lexicon
        # The words of one stem with a word; most translations come again with other questions.
        self._kin = lru_cache(KIN_CACHED)(lambda word: lexical.stems.words(lexical.stem(word)))
        self._meanings = by_meaning
        self._sounds = by_sound
        self._arabic = lexical.words.arabic()

    def concepts(self, question: str) -> list[Concept]:
        """The content words of a question, widened; all its words if none has content."""
        terms = [unstretched(term, self._known) for term in analyse(question)]
        alike = equivalents(question, terms)
        scales = asked_scales(terms)
        terms = [standard(term, self._known) for term in terms]
        content = [
            term
            for term in terms
            if term.start not in scales and (term.start in alike or not is_function_word(term))
        ] or terms
        translated, parts = self._lexicon_words(terms) if self._meanings else ({}, {})
        concepts = [
            Concept(
                term,
                self._own(term),
                self._other(term, *near, translated.get(term.start)),
                parts.get(term.start, {}),
            )
            for term, near in zip(content, self._nearest(content), strict=True)
        ]
        if self._meanings:
            for concept in concepts:
                self._widen(concept, alike.get(concept.term.start, {}))
        return concepts

    def _known(self, word: str) -> bool:
        return word in STOPWORDS or self._lexical.words.find(word) >= 0

    def _widen(self, concept: Concept, alike: Mapping[str, float]) -> None:
        """Add every form of the words that say the same."""
        for word, weight in alike.items():
            kin = self._kin(word)
            for row, in_arabic in zip(kin, self._is_arabic(np.array(kin, np.int64)), strict=True):
                rows = concept.own if in_arabic == concept.term.arabic else concept.other
                rows[row] = max(rows.get(row, 0.0), weight)

    def _own(self, term: Term) -> dict[int, float]:
        """The word's stem, and other spellings of it that sound alike."""
        rows = dict.fromkeys(self._kin(term.word), 1.0)
        if self._sounds and (term.arabic or term.capital):
            bare = bare_word(term.word)
            for row in self._sounding(phonetic_key(bare), term.arabic):
                if row not in rows:
                    alike = spelling_likeness(bare, bare_word(self._lexical.words[row]))
                    if alike >= VARIANT_FLOOR:
                        rows[row] = VARIANT * alike
        exact = self._lexical.words.find(term.word)
        if exact >= 0:
            rows[exact] = 1.0
        return rows

    def _other(
        self,
        term: Term,
        near: dict[int, float],
        cosine: float,
        translated: dict[int, float] | None,
    ) -> dict[int, float]:
        """Translations by lexicon, by neighbouring vectors and by sound.

        Args:
            term: A word of the question.
            near: The nearest corpus words.
            cosine: Of the nearest one.
            translated: What the lexicon gives; None if the word is not in it.
        """
        if any(letter.isdigit() for letter in term.word):
            return {}
        may_be_name = self._sounds and (term.capital or translated is None)
        parts = [
            (LEXICON, translated or {}),
            (NEIGHBOURS, near),
            (SOUND if term.capital else SOUND / 4, self._by_sound(term) if may_be_name else {}),
        ]
        mixed: defaultdict[int, float] = defaultdict(float)
        for share, rows in parts:
            whole = sum(rows.values())
            for row, weight in rows.items():
                mixed[row] += share * weight / whole
        if not mixed:
            return {}
        if translated:
            trust = TRUST
        elif parts[2][1]:
            trust = max(TRUST_SOUND.get(len(_sound(term)), TRUST_LONG_SOUND), cosine)
        else:
            trust = cosine
        surest = max(mixed.values())
        return {row: trust * (weight / surest) ** EVENNESS for row, weight in mixed.items()}

    def _lexicon_words(
        self, terms: Sequence[Term]
    ) -> tuple[dict[int, dict[int, float]], dict[int, dict[int, float]]]:
        """For the offset of each term that the lexicon has, the corpus words it translates to.

        Returns:
            Their weights; and of each the share of the term's meaning that it has by itself: of a
            term that is translated by a longer phrase, no word of the phrase has all.
        """
        found: defaultdict[int, dict[int, float]] = defaultdict(dict)
        parts: defaultdict[int, dict[int, float]] = defaultdict(dict)
        taken: set[int] = set()  # places already inside a longer phrase
        for places, translations in self._lexicon.translate([term.word for term in terms]):
            if len(places) == 1 and terms[places[0]].word in STOPWORDS:
                continue
            for place in places:
                rows, shares = found[terms[place].start], parts[terms[place].start]
                discount = 0.3 if place in taken else 1.0
                for phrase in translations:
                    kept = [word for word in phrase if word not in STOPWORDS] or list(phrase)
                    for word in kept:
                        kin = self._kin(word)
                        for row in kin:
                            weight = discount / len(kept) / len(translations)
                            rows[row] = max(rows.get(row, 0.0), weight)
                            share = min(1.0, len(places) / len(kept)) ** PART
                            shares[row] = max(shares.get(row, 0.0), share)
            if len(places) > 1:
                taken.update(places)
        return dict(found), dict(parts)

    def _nearest(self, content: Sequence[Term]) -> list[tuple[dict[int, float], float]]:
        """For each word, the nearest corpus words of the other script and the best cosine."""
        return [
            ({}, 0.0)  # of a number or a month they are other ones
            if not self._meanings or is_number_or_month(term.word)
            else self._neighbours_of(term.word, not term.arabic)
            for term in content
        ]

    def _neighbours(self, asked: str, arabic: bool) -> tuple[dict[int, float], float]:
        """The corpus words of one script nearest to a question word, and the best cosine."""
        script: Language = "ar" if arabic else "en"
        vector = self._encoder.encode([asked])[0]
        cosines, found = self._words.nearest(vector, NEIGHBOUR_COUNT, script)
        rows = {
            row: float(np.exp(NEIGHBOUR_SHARPNESS * (cosine - 1)))
            for row, cosine in sorted(zip(found.tolist(), cosines.tolist(), strict=True))
            if cosine >= NEIGHBOUR_FLOOR
        }
        return rows, float(cosines.max()) if rows else 0.0

    def _by_sound(self, term: Term) -> dict[int, float]:
        """The corpus words of the other script with the word's phonetic key."""
        key = _sound(term)
        rows = self._sounding(key, not term.arabic) if len(key) > 2 or term.capital else []
        return dict.fromkeys(rows, 1.0)

    def _sounding(self, key: str, arabic: bool) -> list[int]:
        """The corpus words of one script with a phonetic key; of very many the most frequent."""
        rows = np.array(self._lexical.sounds.words(key), np.int64)
        rows = rows[self._is_arabic(rows) == arabic]
        if len(rows) > MOST_SOUNDING:
            order = np.lexsort((rows, -self._lexical.frequencies[rows]))
            rows = np.sort(rows[order[:MOST_SOUNDING]])
        return rows.tolist()  # type: ignore[no-any-return]

    def _is_arabic(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which corpus words are in Arabic script, shape (words,)."""
        found = np.zeros(len(rows), bool)
        for span in self._arabic:
            found |= (rows >= span.start) & (rows < span.stop)
        return found


def is_function_word(term: Term) -> bool:
    """Whether a term only shapes the question; a capitalised one (Who, US) may be a name."""
    return term.word in STOPWORDS or (not term.arabic and len(term.word) == 1)


def _sound(term: Term) -> str:
    return phonetic_key(bare_word(term.word))


def spelling_likeness(one: str, other: str) -> float:
    """How surely two words that sound alike are spellings of one name, in [0, 1].

    Arabic has no letters for the vowels of foreign names, so they are written or not (ترمب, ترامب);
    among few consonants they tell words apart (علم, عالم).
    """
    skeleton = one.translate(_LONG_VOWELS)
    if len(skeleton) >= LONG_SKELETON and skeleton == other.translate(_LONG_VOWELS):
        return 1.0
    return letter_overlap(one, other)


def letter_overlap(one: str, other: str) -> float:
    """Dice's coefficient of the letter pairs of two words, in [0, 1]."""
    pairs = [{word[i : i + 2] for i in range(len(word) - 1)} for word in (one, other)]
    return 2 * len(pairs[0] & pairs[1]) / max(1, len(pairs[0]) + len(pairs[1]))
