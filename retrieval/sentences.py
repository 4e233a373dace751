"""Which sentence of a passage answers: how much of the question each one holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import words
from index.article import Article, Passage
from index.encoder import StaticEncoder
from index.lexical import LexicalIndex, character_grams
from retrieval.expansion import Concept

COSINE_SHARE = 0.3  # of the vectors against the words
SPELLING_FLOOR = 0.5  # share of a word's grams under which a look-alike is another word
KIND_BONUS = 0.12  # a sentence with a number, where the question asks for one
COUNT_BONUS = 0.25  # a number beside the very thing the question wants counted
BESIDE = 3  # words between them at most, less one

_ASKS_NUMBER = re.compile(
    r"\bhow (many|much|old|long|far|tall|large|often)\b|\bwhat (year|date|percentage|number|age)\b"
    r"|\bwhen\b|(?:^|\s)[وفب]?(?:كم|متى|متي|بكم|قديش|امتى|إمتى|أمتى)(?:\s|$)"
    r"|في أي (?:عام|سنة|تاريخ)|ما (?:عدد|قيمة|نسبة|تاريخ|مساحة|طول|عمر)",
    re.IGNORECASE,
)
_ASKS_COUNT = re.compile(
    r"\bhow many\b|(?:^|\s)[وفب]?كم(?:\s+(?:عدد|يبلغ عدد|بلغ عدد))?(?=\s)|(?:^|\s)ما\s+عدد(?=\s)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|"
    r"millions?|billions?)\b|مليون|مليار|[أا]لف|[آا]لاف|مئة|مائة|ميه|مايه|عشر|اثن|ثلاث|[أا]ربع|خمس|ست[ةه]|"
    r"سبع|ثمان|تسع",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a passage.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        coverage: Share of the question's weight whose words it holds, in [0, 1].
        cosine: Of its vector and the question's.
        score: What sentences are compared by.
    """

    start: int
    end: int
    coverage: float
    cosine: float
    score: float


class SentenceScorer:
    """Scores sentences for one question."""

    def __init__(
        self,
        question: str,
        concepts: Sequence[Concept],
        lexical: LexicalIndex,
        encoder: StaticEncoder,
    ) -> None:
        self.concepts = len(concepts)
        self._encoder = encoder
        self._query = encoder.encode([question])[0]
        self._asks_number = bool(_ASKS_NUMBER.search(question))
        self._counted = _counted(question, concepts)
        self._weights = _rarities(concepts, lexical)  # (concepts,), sums to 1
        self._spelt = [set(character_grams(concept.term.word)) for concept in concepts]
        self._match: dict[str, list[tuple[int, float]]] = {}  # word to concepts and how surely
        for number, concept in enumerate(concepts):
            surest = max(concept.other.values(), default=1.0)
            rows = dict(concept.own)
            for row, weight in concept.other.items():
                rows[row] = max(rows.get(row, 0.0), min(1.0, 2 * weight / surest))
            for row, weight in rows.items():
                self._match.setdefault(lexical.words[row], []).append((number, weight))

    def coverage(self, text: str) -> NDArray[np.float32]:
        """How surely the text holds each concept, shape (concepts,), in [0, 1]."""
        held = np.zeros(len(self._weights), np.float32)
        for word in set(words(text)):
            for number, weight in self._match.get(word, ()):
                held[number] = max(held[number], weight)
            if word not in self._match and len(word) > 3:
                grams = set(character_grams(word))
                for number, spelt in enumerate(self._spelt):
                    alike = len(grams & spelt) / len(grams | spelt)
                    if alike >= SPELLING_FLOOR:
                        held[number] = max(held[number], alike)
        return held

    def share_held(self, text: str) -> float:
        """Share of the question's weight whose words the text holds, in [0, 1]."""
        return float(self.coverage(text) @ self._weights)

    def best(self, passages: Sequence[tuple[Article, Passage]]) -> list[Scored]:
        """The best sentence of each passage; of equals the first."""
        spans = [(article, span) for article, passage in passages for span in passage.sentences]
        texts = [article.text[start:end] for article, (start, end) in spans]
        cosines = self._encoder.encode(texts) @ self._query  # (sentences of all the passages,)
        scored = [
            self._score(*span, text, float(cosine))
            for (_, span), text, cosine in zip(spans, texts, cosines, strict=True)
        ]
        best = []
        for _, passage in passages:
            own, scored = scored[: len(passage.sentences)], scored[len(passage.sentences) :]
            best.append(max(own, key=lambda one: (one.score, -one.start)))
        return best

    def _score(self, start: int, end: int, text: str, cosine: float) -> Scored:
        coverage = self.share_held(text)
        score = coverage + COSINE_SHARE * cosine
        if self._asks_number and _NUMBER.search(text):
            score += KIND_BONUS
        if self._counted is not None and self._counts(text, self._counted):
            score += COUNT_BONUS
        return Scored(start, end, coverage, cosine, score)

    def _counts(self, text: str, counted: int) -> bool:
        """Whether a number stands beside a word of this concept."""
        sentence = words(text)
        numbers = [place for place, word in enumerate(sentence) if _NUMBER.search(word)]
        return any(
            0 < abs(place - number) <= BESIDE
            for place, word in enumerate(sentence)
            if any(concept == counted for concept, _ in self._match.get(word, ()))
            for number in numbers
        )


def _counted(question: str, concepts: Sequence[Concept]) -> int | None:
    """Which concept the question wants counted: the first after *how many* or كم."""
    asked = _ASKS_COUNT.search(question)
    if not asked:
        return None
    return next((i for i, one in enumerate(concepts) if one.term.start >= asked.end()), None)


def _rarities(concepts: Sequence[Concept], lexical: LexicalIndex) -> NDArray[np.float32]:
    """What each concept weighs: its inverse document frequency, at least a little; sums to 1."""
    passages = len(lexical.lengths)
    weights = []
    for concept in concepts:
        in_passages = max(
            (int(lexical.frequencies[row]) for row, weight in concept.own.items() if weight == 1.0),
            default=0,
        )
        translated = sum(
            weight * int(lexical.frequencies[row]) for row, weight in concept.other.items()
        )
        frequency = max(in_passages, translated)
        weights.append(np.log1p((passages + 0.5) / (frequency + 0.5)))
    total = sum(weights)
    return np.array([weight / total for weight in weights], np.float32)
