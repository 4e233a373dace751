"""The metrics against hand arithmetic, and against brute force on small cases."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.metrics import auroc, mrr, ndcg, percentile, recall

ITEMS = "abcde"
rankings = st.permutations(ITEMS).flatmap(
    lambda items: st.integers(0, len(items)).map(lambda cut: list(items[:cut]))
)
grades = st.dictionaries(st.sampled_from(ITEMS + "xy"), st.integers(0, 3), max_size=5)
cutoffs = st.integers(1, 7)
# Few different values, so that ties are common.
scores = st.lists(st.integers(-3, 3).map(lambda n: n / 2), min_size=1, max_size=12)


def gain(ranking: tuple[str, ...] | list[str], relevant: dict[str, int], k: int) -> float:
    total = 0.0
    for place in range(min(k, len(ranking))):
        total += relevant.get(ranking[place], 0) / math.log2(place + 2)
    return total


def test_ndcg_is_the_gain_by_hand_over_the_ideal_by_hand() -> None:
    # Grades by rank: 0, 3, 1. Ideal order: 3, 1, and nothing else.
    # Discounts of the ranks 1, 2, 3 are log2 of 2, 3, 4: 1, 1.5849625, 2.
    # Gain 0/1 + 3/1.5849625 + 1/2 = 2.3927893; ideal 3/1 + 1/1.5849625 = 3.6309298.
    found = ndcg(["x", "a", "b"], {"a": 3, "b": 1}, 10)
    assert found == pytest.approx(2.3927893 / 3.6309298, abs=1e-7)


def test_ndcg_looks_at_the_first_k_only() -> None:
    # Two of the three fit into k = 2, ideal 1 + 1/log2 3; one is found, at rank 2: 1/log2 3.
    relevant = {"a": 1, "b": 1, "c": 1}
    assert ndcg(["x", "a", "b"], relevant, 2) == pytest.approx(0.6309298 / 1.6309298, abs=1e-7)


@given(rankings, grades, cutoffs)
def test_ndcg_is_the_gain_over_the_best_of_all_orders(
    ranking: list[str], relevant: dict[str, int], k: int
) -> None:
    best = max(gain(order, relevant, k) for order in permutations(relevant))
    expected = gain(ranking, relevant, k) / best if best else 0.0
    assert ndcg(ranking, relevant, k) == pytest.approx(expected)


def test_recall_counts_by_hand() -> None:
    relevant = {"a": 1, "b": 2, "c": 0, "d": 1}  # c is judged, but not relevant: 3 are wanted
    assert recall(["c", "a", "x", "b"], relevant, 1) == 0
    assert recall(["c", "a", "x", "b"], relevant, 2) == 1 / 3
    assert recall(["c", "a", "x", "b"], relevant, 10) == 2 / 3


@given(rankings, grades, cutoffs)
def test_recall_is_the_share_of_wanted_ones_that_stand_before_the_cut(
    ranking: list[str], relevant: dict[str, int], k: int
) -> None:
    wanted = [one for one in relevant if relevant[one] > 0]
    found = [one for one in wanted if one in ranking and ranking.index(one) < k]
    assert recall(ranking, relevant, k) == (len(found) / len(wanted) if wanted else 0)


def test_mrr_is_one_over_the_rank_by_hand() -> None:
    relevant = {"a": 0, "b": 1, "c": 2}
    assert mrr(["b", "c"], relevant, 10) == 1
    assert mrr(["a", "x", "c", "b"], relevant, 10) == 1 / 3
    assert mrr(["a", "x", "c"], relevant, 2) == 0


@given(rankings, grades, cutoffs)
def test_mrr_is_the_largest_reciprocal_rank_of_a_relevant_one(
    ranking: list[str], relevant: dict[str, int], k: int
) -> None:
    reciprocals = [
        1 / rank for rank in range(1, k + 1) if relevant.get("".join(ranking[rank - 1 : rank]), 0)
    ]
    assert mrr(ranking, relevant, k) == max(reciprocals, default=0)


def test_nothing_found_or_nothing_wanted_scores_zero() -> None:
    for metric, (ranking, relevant) in product(
        (ndcg, recall, mrr), [([], {"a": 1}), (["a"], {}), (["a"], {"a": 0}), ([], {})]
    ):
        assert metric(ranking, relevant, 10) == 0


def test_auroc_by_hand() -> None:
    # Pairs: 3 over 1, 3 over 2, 2 over 1 win; 2 and 2 tie: (3 + 0.5) / 4.
    assert auroc([3, 2], [1, 2]) == 3.5 / 4
    assert auroc([1.0], [0.0]) == 1
    assert auroc([0.0], [1.0]) == 0


@given(scores, scores)
def test_auroc_is_the_share_of_pairs_won(positives: list[float], negatives: list[float]) -> None:
    won = sum((p > n) + (p == n) / 2 for p, n in product(positives, negatives))
    assert auroc(positives, negatives) == pytest.approx(won / len(positives) / len(negatives))


def test_auroc_without_one_of_the_two_kinds_is_not_a_number() -> None:
    assert math.isnan(auroc([], [1.0]))
    assert math.isnan(auroc([1.0], []))


def test_percentile_by_hand() -> None:
    values = [15.0, 20.0, 35.0, 40.0, 50.0]  # nearest ranks of 5 %, 30 %, 40 %, 50 %, 100 %
    assert [percentile(values, share) for share in (0.05, 0.3, 0.4, 0.5, 1.0)] == [
        15.0,
        20.0,
        20.0,
        35.0,
        50.0,
    ]
    assert math.isnan(percentile([], 0.5))


@given(scores, st.integers(1, 64))
def test_percentile_is_the_smallest_value_that_enough_do_not_exceed(
    values: list[float], part: int
) -> None:
    share = part / 64  # exact in binary
    enough = [
        one
        for one in values
        if Fraction(sum(other <= one for other in values), len(values)) >= Fraction(part, 64)
    ]
    assert percentile(values, share) == min(enough)


def test_the_99th_percentile_has_the_right_rank_whatever_the_count() -> None:
    for count in range(1, 1500):
        rank = -(-99 * count // 100)
        assert percentile(range(1, count + 1), 0.99) == rank
