"""Token buckets, by a clock that only the test moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.allowance
from bot.allowance import Bucket, Buckets


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_burst_is_there_at_once_and_the_rest_comes_with_time() -> None:
    clock = Clock()
    bucket = Bucket(rate=0.5, burst=2, clock=clock)
    assert [bucket.take_if_there() for _ in range(3)] == [0.0, 0.0, 2.0]
    clock.now = 1.0
    assert bucket.take_if_there() == 1.0
    clock.now = 2.0
    assert bucket.take_if_there() == 0.0


def test_who_is_refused_takes_nothing() -> None:
    bucket = Bucket(rate=1, burst=1, clock=Clock())
    assert [bucket.take_if_there(), *(bucket.take_if_there() for _ in range(9))] == [
        0.0,
        *[1.0] * 9,
    ]


def test_an_overdrawn_bucket_gives_each_its_own_turn() -> None:
    bucket = Bucket(rate=2, burst=1, clock=Clock())
    assert [bucket.take() for _ in range(4)] == [0.0, 0.5, 1.0, 1.5]


@given(
    st.floats(0.1, 100),
    st.integers(1, 20),
    st.lists(st.floats(0, 10), min_size=1, max_size=60),
)
def test_no_more_is_let_through_than_the_burst_and_the_rate(
    rate: float, burst: int, pauses: list[float]
) -> None:
    clock = Clock()
    bucket = Bucket(rate, burst, clock)
    let_through = 0
    for pause in pauses:
        clock.now += pause
        let_through += bucket.take_if_there() == 0.0
    assert let_through <= burst + rate * clock.now + 1e-6


def test_each_key_has_its_own_bucket_and_full_ones_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bot.allowance, "MOST_KEYS", 2)
    clock = Clock()
    buckets = Buckets(rate=1, burst=1, clock=clock)
    assert [buckets[key].take_if_there() for key in ("a", "b", "a")] == [0.0, 0.0, 1.0]
    clock.now = 0.5
    assert buckets["c"].take_if_there() == 0.0
    assert len(buckets) == 3  # none was full: who has used theirs up is not let off
    clock.now = 1.2
    assert buckets["d"].take_if_there() == 0.0
    assert len(buckets) == 2
