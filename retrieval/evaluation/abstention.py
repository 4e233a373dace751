"""How often an answer is refused, and how often it should have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.confidence import THRESHOLD
from retrieval.evaluation.metrics import auroc, mean


@dataclass(frozen=True, slots=True)
class Abstention:
    """Rates at the shipped threshold; ``nan`` where there is nothing to take one over.

    Attributes:
        auroc: Chance that an answerable question has the higher confidence.
        false_abstentions: Share of the answerable questions that are refused.
        false_answers: Share of the unanswerable ones that are not.
    """

    auroc: float
    false_abstentions: float
    false_answers: float


def abstention(answerable: Sequence[float], unanswerable: Sequence[float]) -> Abstention:
    """The rates, from the confidence in each question's first candidate."""
    return Abstention(
        auroc=auroc(answerable, unanswerable),
        false_abstentions=mean([float(sure < THRESHOLD) for sure in answerable]),
        false_answers=mean([float(sure >= THRESHOLD) for sure in unanswerable]),
    )
