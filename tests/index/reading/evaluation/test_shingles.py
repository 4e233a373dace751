"""Counts by hand; the rules are those of the benchmark's ``evaluate.py``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.evaluation import Score, mean_score, score

WORDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=12).map(" ".join)


def test_runs_of_four_words_are_counted_as_often_as_they_occur() -> None:
    # true: abcd bcde cdef; found: abcd bcde cdex: two of three, both ways
    assert score("a b c d e f", "a b c d e x") == Score(2 / 3, 2 / 3)
    # found: abcd bcda cdab dabc abcd: of the two abcd one is right, and bcda is not in the true
    assert score("a b c d", "a b c d a b c d") == Score(1 / 5, 1.0)


def test_a_short_text_is_one_run_and_only_words_count() -> None:
    assert score("one, two!", "One two") == Score(0.0, 0.0)
    assert score("one, two!", "one; (two)") == Score(1.0, 1.0)


def test_nothing_found_has_no_precision_and_counts_in_recall_alone() -> None:
    assert score("a b c d", " - ") == Score(None, 0.0)
    assert mean_score([Score(None, 0.0), Score(0.8, 1.0)]) == Score(0.8, 0.5)
    assert mean_score([Score(None, 0.0)]).f1 == 0.0


def test_f1_is_of_the_means() -> None:
    mean = mean_score([Score(1.0, 0.5), Score(0.5, 1.0)])
    assert mean == Score(0.75, 0.75)
    assert mean.f1 == 0.75


@given(WORDS, WORDS)
def test_scores_are_shares_and_turn_with_their_texts(true: str, found: str) -> None:
    one, other = score(true, found), score(found, true)
    assert one.precision is not None
    assert 0 <= one.precision <= 1
    assert (one.precision, one.recall) == (other.recall, other.precision)
    assert score(true, true).f1 == 1.0


def test_what_cannot_be_scored_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no word"):
        score("...", "a")
    with pytest.raises(ValueError, match="no scores"):
        mean_score([])
