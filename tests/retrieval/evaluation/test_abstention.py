"""Rates of refusals, by hand."""

from __future__ import annotations

import math

from retrieval.confidence import THRESHOLD
from retrieval.evaluation.abstention import Abstention, abstention


def test_the_rates_by_hand() -> None:
    # Three answerable, one of them under the threshold; four unanswerable, one of them not; of the
    # twelve pairs the answerable one is surer in ten and as sure in one.
    just_under = math.nextafter(THRESHOLD, 0)
    rates = abstention([0.9, THRESHOLD, just_under], [THRESHOLD, 0.3, 0.2, 0.1])
    assert rates == Abstention(auroc=10.5 / 12, false_abstentions=1 / 3, false_answers=1 / 4)


def test_of_no_questions_there_are_no_rates() -> None:
    rates = abstention([], [0.5])
    assert math.isnan(rates.auroc)
    assert math.isnan(rates.false_abstentions)
    assert rates.false_answers == 1.0
