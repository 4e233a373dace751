"""How surely the first highlight answers: a logistic of a few figures, fitted on dev questions."""

from __future__ import annotations

import math
from dataclasses import dataclass

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    Attributes:
        sentence: Share of the question's weight that the highlight holds, in [0, 1].
        passage: The same for its passage and title.
        cosine: Of the question's and the highlight's vectors.
        lexical: BM25 of the passage for each word of the question.
        margin: Score of the first candidate over the second.
    """

    sentence: float
    passage: float
    cosine: float
    lexical: float
    margin: float


# Fitted by logistic regression; see docs/LOG.md for the questions and the rates.
_INTERCEPT = -4.0
_WEIGHTS = Evidence(sentence=3.0, passage=4.0, cosine=2.0, lexical=0.0, margin=0.0)


def confidence(evidence: Evidence) -> float:
    """Probability in [0, 1] that the first highlight answers."""
    score = _INTERCEPT + sum(
        getattr(_WEIGHTS, name) * getattr(evidence, name) for name in Evidence.__slots__
    )
    return 1 / (1 + math.exp(-score))
