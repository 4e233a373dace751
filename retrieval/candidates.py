"""What is ordered on the way to an answer: :class:`Candidate` passages, :class:`Found` together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage
from retrieval.coverage import Held
from retrieval.expansion import Concept
from retrieval.hits import Hit
from retrieval.kinds import Wanted
from retrieval.sentences import Scored


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with the sentence of it that answers best.

    Attributes:
        hit: As found.
        article: The article it is of.
        passage: Itself.
        report: The article's id, or one name for all the articles that are near-copies of it.
        sentences: All of its sentences, in order.
        sentence: The one of them that answers best.
        held: What the passage holds of each concept of the question.
        likeness: What words and vectors give it; higher is better.
        score: What it is ordered by: the likeness, unless a cross-encoder has read it.
    """

    hit: Hit
    article: Article
    passage: Passage
    report: str
    sentences: tuple[Scored, ...]
    sentence: Scored
    held: Held
    likeness: float
    score: float

    @property
    def highlight(self) -> str:
        """The text of the sentence that answers best."""
        return self.article.text[self.sentence.start : self.sentence.end]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one question.

    Attributes:
        concepts: Of the question.
        weights: Shape (concepts,), what each weighs; they sum to 1.
        wanted: The kinds of answer it asks for.
        candidates: Best first.
    """

    concepts: Sequence[Concept]
    weights: NDArray[np.float32]
    wanted: Wanted
    candidates: list[Candidate]
