"""Confidence is a probability whatever the figures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.confidence import THRESHOLD, Evidence, confidence

shares = st.floats(0, 1)
evidences = st.builds(Evidence, **dict.fromkeys(Evidence.__slots__, shares))


@given(evidences)
def test_confidence_is_a_probability(evidence: Evidence) -> None:
    assert 0 <= confidence(evidence) <= 1


def test_no_evidence_at_all_is_not_enough_to_answer() -> None:
    assert confidence(Evidence(**dict.fromkeys(Evidence.__slots__, 0.0))) < THRESHOLD
