"""Precision and recall of an extracted text by its runs of four words.

As the article extraction benchmark of Scrapinghub (now Zyte) counts, so that figures compare:
https://github.com/scrapinghub/article-extraction-benchmark, ``evaluate.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

_RUN = 4  # words
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of 1; precision is None of a page for which nothing was found.

    The mean of pages has a precision of 0 where nothing was found for any.
    """

    precision: float | None
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        precision = self.precision or 0.0
        total = precision + self.recall
        return 2 * precision * self.recall / total if total else 0.0


def score(true: str, found: str) -> Score:
    """Score one page.

    Args:
        true: Its article, not empty.
        found: What was taken for it.

    Raises:
        ValueError: ``true`` holds no word.
    """
    wanted, got = _runs(true), _runs(found)
    if not wanted:
        raise ValueError("the true text holds no word")
    common = (wanted & got).total()
    return Score(
        precision=common / got.total() if got else None,
        recall=common / wanted.total(),
    )


def mean_score(scores: Sequence[Score]) -> Score:
    """The mean over pages of precision and of recall.

    As in the benchmark, a page for which nothing was found counts in recall only, and F1 is that
    of the means.

    Raises:
        ValueError: There are no scores.
    """
    if not scores:
        raise ValueError("there are no scores")
    precisions = [one.precision for one in scores if one.precision is not None]
    return Score(
        precision=fmean(precisions) if precisions else 0.0,
        recall=fmean(one.recall for one in scores),
    )


def _runs(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words with how often each occurs; a shorter text is one run."""
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - _RUN + 1)) if words else ()
    return Counter(tuple(words[start : start + _RUN]) for start in starts)
