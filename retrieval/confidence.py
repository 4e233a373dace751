"""How surely the first highlight answers: a logistic of a few figures, fitted on dev questions."""

from __future__ import annotations

import math
from dataclasses import dataclass

THRESHOLD = 0.45


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    Attributes:
        passage: Share of the question's weight that the passage and its title hold, in [0, 1].
        cosine: Of the question's and the highlight's vectors.
        lexical: Score of the passage by its words alone, about 1 where it holds them all.
        words: Natural logarithm of the number of content words of the question; the more there are,
            the less likely a passage holds them by chance.
        across: 1 where the passage is not in the question's language, else 0.
    """

    passage: float
    cosine: float
    lexical: float
    words: float
    across: float


# As ``python -m bot.calibrate`` printed them; docs/LOG.md has the rates.
_INTERCEPT = -7.157
_WEIGHTS = Evidence(passage=4.991, cosine=2.414, lexical=2.886, words=1.286, across=-0.203)


def confidence(evidence: Evidence) -> float:
    """Probability in [0, 1] that the first highlight answers."""
    score = _INTERCEPT + sum(
        getattr(_WEIGHTS, name) * getattr(evidence, name) for name in Evidence.__slots__
    )
    return 1 / (1 + math.exp(-score))
