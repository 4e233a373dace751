"""The metrics of information retrieval, one pure function each. Higher is better."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean; ``nan`` of nothing."""
    return statistics.fmean(values) if values else math.nan


def ndcg(ranking: Sequence[str], relevant: dict[str, int], k: int) -> float:
    """Normalised discounted cumulative gain at ``k``, with linear gains as trec_eval has them.

    References:
        Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002).
    """
    best = _dcg(sorted(relevant.values(), reverse=True)[:k])
    return _dcg([relevant.get(one, 0) for one in ranking[:k]]) / best if best else 0.0


def _dcg(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def recall(ranking: Sequence[str], relevant: dict[str, int], k: int) -> float:
    """Share of the relevant ones among the first ``k``."""
    wanted = {one for one, value in relevant.items() if value > 0}
    return len(wanted & set(ranking[:k])) / len(wanted) if wanted else 0.0


def mrr(ranking: Sequence[str], relevant: dict[str, int], k: int) -> float:
    """One over the rank of the first relevant one; 0 if none is among the first ``k``."""
    for rank, one in enumerate(ranking[:k], 1):
        if relevant.get(one, 0) > 0:
            return 1 / rank
    return 0.0


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Chance that a positive scores above a negative; ties count half.

    References:
        Hanley and McNeil (1982): the area under the ROC curve is the Mann–Whitney statistic.
    """
    if not positives or not negatives:
        return math.nan
    labelled = [(score, True) for score in positives] + [(score, False) for score in negatives]
    ordered = sorted(labelled)
    total = below = 0.0
    at = 0
    while at < len(ordered):
        tied = at
        while tied < len(ordered) and ordered[tied][0] == ordered[at][0]:
            tied += 1
        same = [label for _, label in ordered[at:tied]]
        total += sum(same) * (below + (len(same) - sum(same)) / 2)
        below += len(same) - sum(same)
        at = tied
    return total / (len(positives) * len(negatives))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan
