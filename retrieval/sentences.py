"""Which sentence of a passage answers: how much of the question each one holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.analysis import words
from index.article import Article, Passage
from index.lexical import LexicalIndex
from retrieval.coverage import Held, standing_for
from retrieval.expansion import Concept
from retrieval.kinds import Wanted, counted_after, is_number
from retrieval.speech import speakers
from retrieval.speech.asked import AskedWords

COSINE_SHARE = 0.3  # of the vectors against the words
BEFORE = 0.7  # worth of a word in the sentence before, which pronouns and left-out subjects mean
TITLE = 0.35  # worth of a word in the title, which no sentence needs to repeat
UNFINISHED = 0.1  # what a line loses that does not end as a statement does: a heading, a caption
COUNT_BONUS = 0.25  # a number beside the very thing the question wants counted
SPOKEN_BONUS = 0.25  # a sentence of the person whose words the question asks for
BESIDE = 3  # words between them at most, less one

_FINISHED = re.compile(r"[.!?؟…۔][\s\"'»”’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a passage.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        coverage: Share of the question's weight that it holds where it stands, in [0, 1].
        cosine: Of its vector and the question's.
        score: What passages are compared by.
        telling: What the sentences of one passage are compared by.
        spoken: What it gains for being the words of the person asked for; part of ``telling``, but
            not of ``score``, since it does not make an answer any surer.
    """

    start: int
    end: int
    coverage: float
    cosine: float
    score: float
    telling: float
    spoken: float = 0.0


class SentenceScorer:
    """Scores sentences for one question.

    Attributes:
        weights: Shape (concepts,), what each concept of the question weighs; they sum to 1.
        wanted: The kinds of answer that are asked for.
    """

    def __init__(self, question: str, concepts: Sequence[Concept], lexical: LexicalIndex) -> None:
        self.weights = _rarities(concepts, lexical)
        self.wanted = Wanted(question)
        self._asked = AskedWords(question)
        counted = _counted(question, concepts)
        rows = standing_for(concepts[counted]) if counted is not None else {}
        self._counted = {lexical.words[row] for row in rows}  # words of the thing counted

    def score(self, article: Article, passage: Passage, held: Held) -> tuple[Scored, ...]:
        """Every sentence of a passage, in order.

        A sentence is read after the one before it and under the title: what those hold it holds
        too, less surely. And what its neighbours hold as well does not tell it from them.
        """
        context = np.empty_like(held.sentences)
        context[:] = TITLE * held.title
        context[1:] = np.maximum(context[1:], BEFORE * held.sentences[:-1])
        covered = np.maximum(held.sentences, context)  # (sentences, concepts)
        elsewhere = held.sentences.sum(axis=0) - held.sentences.max(axis=0)  # (concepts,)
        figures = zip(
            passage.sentences,
            self._spoken(article, passage),
            covered @ self.weights,
            covered @ (self.weights / (1 + elsewhere)),
            held.cosines,
            strict=True,
        )
        scored = []
        for (start, end), spoken, coverage, telling, cosine in figures:
            text = article.text[start:end]
            more = COSINE_SHARE * float(cosine) + self._bonus(text)
            less = 0.0 if _FINISHED.search(text) else UNFINISHED
            scored.append(
                Scored(
                    start,
                    end,
                    float(coverage),
                    float(cosine),
                    score=float(coverage) + more,
                    telling=float(telling) + more - less + spoken,
                    spoken=spoken,
                )
            )
        return tuple(scored)

    def _spoken(self, article: Article, passage: Passage) -> list[float]:
        """What each sentence gains for being the words of the person asked for."""
        if not self._asked:
            return [0.0] * len(passage.sentences)
        named = speakers(article.text, passage.sentences)
        return [
            SPOKEN_BONUS if who and self._asked.are_of(article.text[slice(*who)]) else 0.0
            for who in named
        ]

    def _bonus(self, text: str) -> float:
        """What a sentence gains for holding the kind of answer that is asked for."""
        bonus = self.wanted.bonus(text)
        if self._counted and self._counts(text):
            bonus += COUNT_BONUS
        return bonus

    def _counts(self, text: str) -> bool:
        """Whether a number stands beside a word of what is counted."""
        sentence = words(text)
        numbers = [place for place, word in enumerate(sentence) if is_number(word)]
        return any(
            0 < abs(place - number) <= BESIDE
            for place, word in enumerate(sentence)
            if word in self._counted
            for number in numbers
        )


def answering(sentences: Sequence[Scored]) -> Scored:
    """The sentence of a passage that answers; of equals the first."""
    return max(sentences, key=lambda one: (round(one.telling, 5), -one.start))


def _counted(question: str, concepts: Sequence[Concept]) -> int | None:
    """Which concept the question wants counted, if any."""
    after = counted_after(question)
    if after is None:
        return None
    return next((i for i, one in enumerate(concepts) if one.term.start >= after), None)


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
