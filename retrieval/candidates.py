"""What is ordered on the way to an answer: a :class:`Candidate`."""

from __future__ import annotations

from dataclasses import dataclass

from index.article import Article, Passage
from retrieval.hits import Hit
from retrieval.sentences import Scored


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with the sentence of it that answers best.

    Attributes:
        hit: As found.
        article: The article it is of.
        passage: Itself.
        sentences: All of its sentences, in order.
        sentence: The one of them that answers best.
        coverage: Share of the question's weight that the passage and its title hold, in [0, 1].
        score: Higher is better.
    """

    hit: Hit
    article: Article
    passage: Passage
    sentences: tuple[Scored, ...]
    sentence: Scored
    coverage: float
    score: float
