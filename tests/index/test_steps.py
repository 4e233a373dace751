"""How far writing is: it goes from nothing to all, and no faster than it can be shown."""

from __future__ import annotations

import pytest

from index.steps import PARTS, Steps
from index.summary import Progress


def told(passages: int, words: int, shares: int) -> list[Progress]:
    """What is reported where each part is done in so many shares."""
    seen: list[Progress] = []
    steps = Steps(seen.append, passages, words)
    for part in PARTS:
        for _ in range(shares):
            steps.done(part, 1 / shares)
    steps.finish()
    return seen


def test_the_parts_are_all_of_the_passages_and_all_of_the_words() -> None:
    passages, words = (sum(of) for of in zip(*PARTS.values(), strict=True))
    assert (passages, words) == (pytest.approx(1), pytest.approx(1))


@pytest.mark.parametrize(("passages", "words"), [(0, 0), (1, 0), (3, 30), (100_000, 700_000)])
@pytest.mark.parametrize("shares", [1, 1000])
def test_what_is_done_only_grows_and_ends_with_all(passages: int, words: int, shares: int) -> None:
    seen = told(passages, words, shares)
    total = max(1, passages + words)
    assert seen[0] == Progress("writing", 0, total)
    assert seen[-1] == Progress("writing", total, total)
    done = [one.done for one in seen]
    assert done == sorted(set(done))
    assert len(seen) <= 202


def test_each_part_of_a_large_index_is_followed() -> None:
    assert len(told(1_000_000, 1_000_000, 1)) == 2 + len(PARTS)
    assert len(told(1_000_000, 1_000_000, 100)) > 150
