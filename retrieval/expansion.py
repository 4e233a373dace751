"""From the words of a question to weighted words of the corpus, in both languages.

Each content word becomes a :class:`Concept`: for passages of each language, the corpus words that
stand for it and how surely. The passage is then scored as if the concept were one term whose counts
are the weighted sums of its words': the *probabilistic structured queries* of Darwish and Oard (SIGIR
2003), with Pirkola's synonym operator (SIGIR 1998) for the words of one stem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import Term, analyse, english_stem, phonetic_key
from index.analysis.stems import strip_article
from index.article import Language
from index.encoder import StaticEncoder
from index.lexical import LexicalIndex
from index.lexicon import Lexicon
from retrieval.stopwords import STOPWORDS

# Shares of the three ways to translate a word, before those that find nothing are left out; chosen
# on xquad-dev (docs/LOG.md).
LEXICON, NEIGHBOURS, SOUND = 0.5, 0.35, 0.5
NEIGHBOUR_COUNT = 12
NEIGHBOUR_FLOOR = 0.45  # cosine under which a neighbour is noise
NEIGHBOUR_SHARPNESS = 12.0
VARIANT = 0.6  # weight of another spelling of a name in the question's own script
VARIANT_FLOOR = 0.4  # letter-pair overlap under which it is another word


@dataclass(frozen=True, slots=True)
class Concept:
    """One content word of the question.

    Attributes:
        term: The word.
        own: Corpus word row to weight, written as in the question's script.
        other: Corpus word row to weight, in the other script; the weights sum to at most 1.
    """

    term: Term
    own: dict[int, float]
    other: dict[int, float]


class Expander:
    """Widens questions against one index."""

    def __init__(
        self,
        lexical: LexicalIndex,
        vectors: NDArray[np.float32],
        encoder: StaticEncoder,
        lexicon: Lexicon,
    ) -> None:
        self._lexical = lexical
        self._vectors = vectors  # (words, dimensions), of every corpus word
        self._encoder = encoder
        self._lexicon = lexicon
        # Latin-script words sort before the Arabic ones, as UTF-8 does: one border tells them apart.
        self._border = _first_arabic(lexical)

    def concepts(self, question: str) -> list[Concept]:
        """The content words of a question, widened; all its words if none has content."""
        terms = list(analyse(question))
        content = [term for term in terms if not is_function_word(term)] or terms
        translated = self._lexicon_words(terms)
        vectors = self._encoder.encode([term.word for term in content])
        return [
            Concept(term, self._own(term), self._other(term, vector, translated[term.start]))
            for term, vector in zip(content, vectors, strict=True)
        ]

    def _own(self, term: Term) -> dict[int, float]:
        """The word's stem, and other spellings of it that sound alike."""
        rows = dict.fromkeys(self._lexical.stems.words(self._lexical.stem(term.word)), 1.0)
        if not term.word.isdigit():
            bare = strip_article(term.word) or term.word
            for row in self._lexical.sounds.words(phonetic_key(bare)):
                word = self._lexical.words[row]
                if row not in rows and word.isascii() == term.word.isascii():
                    alike = letter_overlap(bare, strip_article(word) or word)
                    if alike >= VARIANT_FLOOR:
                        rows[row] = VARIANT * alike
        exact = self._lexical.words.find(term.word)
        if exact >= 0:
            rows[exact] = 1.0
        return rows

    def _other(
        self, term: Term, vector: NDArray[np.float32], translated: dict[int, float]
    ) -> dict[int, float]:
        """Translations by lexicon, by neighbouring vectors, and by sound, each its share."""
        if any(letter.isdigit() for letter in term.word):
            return {}
        by_sound = self._by_sound(term)
        parts = [
            (LEXICON, translated),
            (NEIGHBOURS, self._neighbours(vector, arabic=not term.arabic)),
            (SOUND if term.capital or term.arabic and not translated else SOUND / 4, by_sound),
        ]
        total = sum(share for share, rows in parts if rows)
        mixed: defaultdict[int, float] = defaultdict(float)
        for share, rows in parts:
            whole = sum(rows.values())
            for row, weight in rows.items():
                mixed[row] += share / total * weight / whole
        return dict(mixed)

    def _lexicon_words(self, terms: Sequence[Term]) -> dict[int, dict[int, float]]:
        """For the place of each term, the corpus words its translations are made of."""
        found: dict[int, dict[int, float]] = {term.start: {} for term in terms}
        taken: set[int] = set()  # places already inside a longer phrase
        for places, translations in self._lexicon.translate([term.word for term in terms]):
            if len(places) == 1 and terms[places[0]].word in STOPWORDS:
                continue
            for place in places:
                rows = found[terms[place].start]
                discount = 0.3 if place in taken else 1.0
                for phrase in translations:
                    kept = [word for word in phrase if word not in STOPWORDS] or list(phrase)
                    for word in kept:
                        kin = self._lexical.stems.words(self._lexical.stem(word))
                        for row in kin:
                            weight = discount / len(kept) / len(translations)
                            rows[row] = max(rows.get(row, 0.0), weight)
            if len(places) > 1:
                taken.update(places)
        return found

    def _neighbours(self, vector: NDArray[np.float32], *, arabic: bool) -> dict[int, float]:
        """The corpus words of the other script nearest to a word's vector."""
        first, last = (self._border, len(self._vectors)) if arabic else (0, self._border)
        cosines = self._vectors[first:last] @ vector  # (last - first,)
        if not len(cosines):
            return {}
        count = min(NEIGHBOUR_COUNT, len(cosines))
        nearest = np.argpartition(-cosines, count - 1)[:count]
        return {
            int(first + i): float(np.exp(NEIGHBOUR_SHARPNESS * (cosines[i] - 1)))
            for i in sorted(nearest.tolist())
            if cosines[i] >= NEIGHBOUR_FLOOR
        }

    def _by_sound(self, term: Term) -> dict[int, float]:
        """The corpus words of the other script with the word's phonetic key."""
        key = phonetic_key(strip_article(term.word) or term.word)
        rows = [
            row for row in self._lexical.sounds.words(key) if (row >= self._border) != term.arabic
        ]
        return dict.fromkeys(rows, 1.0) if len(key) > 2 or term.capital else {}


def is_function_word(term: Term) -> bool:
    """Whether a term only shapes the question; a capitalised one (Who, US) may be a name."""
    return term.word in STOPWORDS or (not term.arabic and len(term.word) == 1)


def letter_overlap(one: str, other: str) -> float:
    """Dice's coefficient of the letter pairs of two words, in [0, 1]."""
    pairs = [{word[i : i + 2] for i in range(len(word) - 1)} for word in (one, other)]
    return 2 * len(pairs[0] & pairs[1]) / max(1, len(pairs[0]) + len(pairs[1]))


def _first_arabic(lexical: LexicalIndex) -> int:
    low, high = 0, len(lexical.words)
    while low < high:
        middle = (low + high) // 2
        if lexical.words[middle] < "\u0600":
            low = middle + 1
        else:
            high = middle
    return low
