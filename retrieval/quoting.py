"""How much of a passage is shown: the answering sentence and whole sentences around it."""

from __future__ import annotations

from index.article import Passage

SHOWN = 480  # characters a phone shows without scrolling, in Telegram's default size


def quote_span(passage: Passage, highlight: tuple[int, int]) -> tuple[int, int]:
    """Where the quote begins and ends: whole sentences, the highlight among them.

    Sentences are added before and after in turn while the slice stays within :data:`SHOWN`
    characters; what comes before first, because it says who is spoken of.

    Raises:
        ValueError: The highlight is not a sentence of the passage.
    """
    if highlight not in passage.sentences:
        raise ValueError(f"{highlight} is not a sentence of the passage")
    first = last = passage.sentences.index(highlight)
    grown = True
    while grown:
        grown = False
        for before, after in ((1, 0), (0, 1)):
            low, high = first - before, last + after
            if low < 0 or high >= len(passage.sentences):
                continue
            if passage.sentences[high][1] - passage.sentences[low][0] <= SHOWN:
                first, last, grown = low, high, True
    return passage.sentences[first][0], passage.sentences[last][1]
