"""The newer of two equal answers, and whether a newer article is on the same matter.

Dates are those of publication. An article without one is neither newer nor older than another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from retrieval.candidates import Candidate

EQUAL = 0.01  # share of a score by which a candidate may lie below one that it is equal to
COMPARABLE = 0.85  # share of the first candidate's score and words that a newer article must reach
ON_THE_MATTER = 0.7  # of the question, that its passage must hold besides


def newest_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, best first, the newer before the older where they are equally good.

    Equally good are scores that differ by less than :data:`EQUAL`, of sentences that hold as much
    of the question. A candidate that moves up gets the score of the one it passes.
    """
    ordered = list(candidates)
    for place in range(len(ordered) - 1):
        best = ordered[place]
        if best.score <= 0:
            break
        floor = best.score * (1 - EQUAL)
        taken = place
        for rival in range(place + 1, len(ordered)):
            if ordered[rival].score < floor:
                break
            equal = ordered[rival].sentence.coverage >= best.sentence.coverage * (1 - EQUAL)
            if equal and is_newer(ordered[rival].article, ordered[taken].article):
                taken = rival
        if taken != place:
            ordered.insert(place, replace(ordered.pop(taken), score=best.score))
    return ordered


def newer_than_first(
    candidates: Sequence[Candidate], weights: NDArray[np.float32]
) -> Candidate | None:
    """The newest candidate that answers about as well as the first and was published later.

    Args:
        candidates: Best first.
        weights: Shape (concepts,), of the question; they sum to 1.

    Returns:
        None where there is none; near-copies of the first are none.
    """
    newest = None
    for one in candidates[1:]:
        first = candidates[0]
        if (
            one.report != first.report
            and is_newer(one.article, (newest or first).article)
            and one.score >= COMPARABLE * first.score > 0
            and one.sentence.coverage >= COMPARABLE * first.sentence.coverage
            and float(one.held.passage @ weights)
            >= max(ON_THE_MATTER, COMPARABLE * float(first.held.passage @ weights))
        ):
            newest = one
    return newest


def is_newer(one: Article, other: Article) -> bool:
    """Whether one was surely published on a later day, or in a later month where no day is told."""
    if one.published is None or other.published is None:
        return False
    told = min(len(one.published), len(other.published))
    return one.published[:told] > other.published[:told]
