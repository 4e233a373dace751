"""A page copied whole, menus and all, to the lines of its article.

Only for texts that are plainly such: many short lines that end no sentence, more than an article
has. There the article is the run of lines with the most running text, and its headline above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from index.reading.folding import fold

_SHORT = 7  # words; a shorter line without a full stop is a menu's, a label or a subhead
_LONG = 15  # words; from here on a line is a paragraph
_MANY_SHORT = 25  # lines
_MOSTLY_SHORT = 0.5  # of the lines
_ON_EACH_SIDE = 10  # of them above the text, and below it
_LEAST = 40  # words of running text
_ABOVE = 6  # lines above the text in which its headline stands, with byline and date
_HEADLINE = range(4, 26)  # words
_SENTENCE_END = re.compile(r"[.۔؟?!…»”\"]\s*\)?$")
_WORD = re.compile(r"\w+")
# Folded. Running text holds them, lists of headlines hardly.
_FREQUENT = (
    "في من علي الي عن ان التي الذي الذين هذا هذه ذلك مع كان كانت بعد قبل قال وقال بين حيث او لا لم"
    " لن قد ما كما خلال عند كل غير"
    " the of and to in a is was that for on with as by it at from he she they said but not be are"
)
_FUNCTION_WORDS = frozenset(_FREQUENT.split())


def article_lines(lines: Sequence[str]) -> list[int] | None:
    """Which lines of a page copied whole are its headline and its text.

    Args:
        lines: None of them empty.

    Returns:
        None where the text is not plainly such a page: where short lines are few, or stand only on
        one side of the running text, as a list of results or a poem does.
    """
    scores = [_score(line) for line in lines]
    is_short = [
        score < 0 and len(line.split()) < _SHORT for score, line in zip(scores, lines, strict=True)
    ]
    start, end = _best_run(scores)
    while end > start and scores[end - 1] <= 0:
        end -= 1
    if (
        sum(is_short) < max(_MANY_SHORT, _MOSTLY_SHORT * len(lines))
        or min(sum(is_short[:start]), sum(is_short[end:])) < _ON_EACH_SIDE
        or sum(len(line.split()) for line in lines[start:end]) < _LEAST
    ):
        return None
    above = range(max(0, start - _ABOVE), start)
    headlines = [n for n in above if len(lines[n].split()) in _HEADLINE]
    headline = max(headlines, key=lambda n: len(lines[n]), default=None)
    kept = list(range(start, end))
    return kept if headline is None else [headline, *kept]


def _best_run(scores: Sequence[float]) -> tuple[int, int]:
    """The run of the largest sum, as ``(first, behind the last)`` (Kadane's algorithm)."""
    sums = [0.0, *accumulate(scores)]
    best, low = (0, 0), 0
    for end in range(1, len(sums)):
        if sums[end] - sums[low] > sums[best[1]] - sums[best[0]]:
            best = (low, end)
        if sums[end] < sums[low]:
            low = end
    return best


def _score(line: str) -> float:
    """How much a line looks like running text; below 0 where it looks like a page's furniture."""
    words = _WORD.findall(fold(line))
    if not words:
        return -2.0
    share = sum(_is_frequent(word) for word in words) / len(words)
    ends = _SENTENCE_END.search(line) is not None
    if len(words) >= _LONG:
        return len(words) * (0.5 + 2 * min(share, 0.3)) + 5 * ends
    if len(words) >= _SHORT:
        return (3.0 if ends else -2.0) + (4.0 if share > 0.12 else -4.0)
    return 1.0 if ends else -2.0


def _is_frequent(word: str) -> bool:
    return word in _FUNCTION_WORDS or (word[0] == "و" and word[1:] in _FUNCTION_WORDS)
