"""How fast articles are taken in, with how much memory, and how well near-copies are grouped.

``iqtibas bench --wire ARTICLES`` indexes a made-up newswire in a folder of its own, by the
path that articles take.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.benchmark.newswire import Item, newswire
from index.article import Article
from index.build import Incoming, index_articles
from index.copies import groups, signature
from index.encoder import Encoder, bundled_encoder
from index.generation import Generation

_KILOBYTE = 1024  # ru_maxrss counts in these on Linux


@dataclass(frozen=True, slots=True)
class Ingestion:
    """What one run showed.

    Attributes:
        articles: How many were indexed.
        passages: Of them.
        seconds: Wall time of indexing them all.
        articles_a_second: That many.
        grouping_seconds: Processor time of signatures and grouping alone.
        peak_bytes: The most memory that this process, without its workers, held at once.
        precision: Share of the pairs grouped together that are of one original.
        recall: Share of the pairs of one original that are grouped together.
    """

    articles: int
    passages: int
    seconds: float
    articles_a_second: float
    grouping_seconds: float
    peak_bytes: int
    precision: float
    recall: float


def bench_ingestion(count: int, seed: int = 0, encoder: Encoder | None = None) -> Ingestion:
    """Index ``count`` articles of a made-up wire, 30 % of them reprints, and compare the groups."""
    items = list(newswire(count, seed))
    encoder = encoder or bundled_encoder()
    with tempfile.TemporaryDirectory(prefix="iqtibas-") as folder:
        started = time.perf_counter()
        summary = index_articles(_incoming(items), Path(folder), encoder)
        seconds = time.perf_counter() - started
        found = _stories(Path(folder), items)
    started = time.process_time()
    groups([signature(item.article.text) for item in items])
    grouping = time.process_time() - started
    precision, recall = pairwise([item.original for item in items], found)
    return Ingestion(
        articles=summary.articles,
        passages=summary.passages,
        seconds=round(seconds, 1),
        articles_a_second=round(summary.articles / seconds, 1),
        grouping_seconds=round(grouping, 2),
        peak_bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTE,
        precision=round(precision, 4),
        recall=round(recall, 4),
    )


def pairwise(truth: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float]:
    """Precision and recall of the pairs that are put together; 1 where there are none.

    >>> pairwise(["a", "a", "b", "b"], [1, 1, 1, 2])
    (0.3333333333333333, 0.5)
    """
    together, put, right = (
        sum(count * (count - 1) // 2 for count in Counter(labels).values())
        for labels in (list(zip(truth, found, strict=True)), found, truth)
    )
    return (together / put if put else 1.0), (together / right if right else 1.0)


def _incoming(items: Sequence[Item]) -> Iterator[Incoming]:
    for item in items:
        one = item.article
        yield Incoming(one.id, one.path, one.id, partial(_itself, one))


def _itself(article: Article) -> Article:
    return article


def _stories(data: Path, items: Sequence[Item]) -> list[Hashable]:
    """What each article is grouped under: a story's number, or its own id."""
    generation = Generation.open(data)
    held = generation.catalogue.held()
    ids = [item.article.id for item in items]
    stories = generation.catalogue.stories([held[one].first_passage for one in ids]).tolist()
    generation.close()
    return [
        story if story >= 0 else article_id for story, article_id in zip(stories, ids, strict=True)
    ]


def lines(found: Ingestion) -> str:
    """A line for each figure."""
    return "\n".join(
        (
            f"articles            {found.articles:>12,}  (passages: {found.passages:,})",
            f"seconds             {found.seconds:>12,.1f}",
            f"articles a second   {found.articles_a_second:>12,.1f}",
            f"grouping, seconds   {found.grouping_seconds:>12,.2f}",
            f"peak memory, MB     {found.peak_bytes / 1e6:>12,.0f}",
            f"grouping, precision {found.precision:>12.4f}",
            f"grouping, recall    {found.recall:>12.4f}",
        )
    )
