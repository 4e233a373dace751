"""How surely the first highlight answers: a logistic of a few figures, fitted on dev questions."""

from __future__ import annotations

import math
from dataclasses import dataclass

THRESHOLD = 0.49


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an answer.

    Attributes:
        passage: Share of the question's weight that the passage and its title hold, in [0, 1].
        title: Share that the title alone holds, in [0, 1].
        names: Share that the passage holds of the weight of names and numbers, in [0, 1]; 1 where
            the question has none, and Arabic letters do not tell a name.
        lexical: Score of the passage by its words alone, about 1 where it holds them all.
        likeness: Of question and passage, by words and vectors.
        margin: That less the likeness of the best other report, which says something else.
        words: Natural logarithm of the number of content words of the question; the more there are,
            the less likely a passage holds them by chance.
        missing: 1 where a kind of answer is asked for, such as a number, and the highlight has
            none of it.
    """

    passage: float
    title: float
    names: float
    lexical: float
    likeness: float
    margin: float
    words: float
    missing: float


# As ``python -m bot.calibrate`` printed them; docs/LOG.md has the rates.
_INTERCEPT = -9.654
_WEIGHTS = Evidence(
    passage=4.101,
    title=2.481,
    names=0.897,
    lexical=1.304,
    likeness=0.824,
    margin=1.227,
    words=1.266,
    missing=-0.739,
)


def confidence(evidence: Evidence) -> float:
    """Probability in [0, 1] that the first highlight answers."""
    score = _INTERCEPT + sum(
        getattr(_WEIGHTS, name) * getattr(evidence, name) for name in Evidence.__slots__
    )
    return 1 / (1 + math.exp(-score))
