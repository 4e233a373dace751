"""What is found in an article before it is indexed, on all processors where there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from index.article import Article
from index.encoder import Encoder, bundled_encoder
from index.intake.processes import processors, spread
from index.intake.taker import Taker
from index.intake.together import Analysed, Together

__all__ = ["Analysed", "analysed"]

MANY = 2_000  # articles from which starting processes pays
_BATCH = 50  # articles looked at together


def analysed(articles: Iterable[Article], count: int, encoder: Encoder) -> Iterator[Analysed]:
    """Take articles apart, in order.

    Args:
        articles: Read as they are needed.
        count: How many.
        encoder: Of the passages; the bundled one is used here too where there are many articles.

    Raises:
        ProcessError: A process has ended before its work.
    """
    batches = _batches(iter(articles))
    found: Iterator[tuple[list[Article], Together]]
    if count < MANY or processors() < 2:
        take = Taker().take
        found = ((batch, take(batch)) for batch in batches)
    else:
        found = spread(partial(_begin, encoder.name == "bundled"), batches)
    for batch, together in found:
        yield from together.apart(batch)


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(islice(articles, _BATCH)):
        yield batch


def _begin(encodes: bool) -> Callable[[Sequence[Article]], Together]:
    return Taker(bundled_encoder() if encodes else None).take
