"""What an index of some size costs to build and to ask, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.benchmark.corpus import Corpus
from bot.library import Library
from config import Settings
from index.article import Article
from index.build import Incoming, index_articles
from index.encoder import load_encoder
from index.generation import Generation
from index.summary import Progress, Reporter
from retrieval.expansion import Expander
from retrieval.hits import DENSE_HITS, DENSE_SHARE
from retrieval.lexical_search import LexicalSearcher
from retrieval.retriever import Retriever

WARMING = 20  # questions asked first, which are not counted
COMPARED = 20  # questions whose first ten are compared with those of the exact search
TEN = 10


@dataclass(frozen=True, slots=True)
class Built:
    """Building an index of everything, and one more article.

    Attributes:
        passages: Of the index.
        articles: Likewise.
        words: Different ones.
        seconds: Wall time, without the making up of the texts.
        cpu_seconds: Of this process, likewise.
        passages_per_second: By wall time.
        peak_mb: Resident memory at its highest.
        bytes_per_passage: On disk.
        vectors: How they are searched.
        added_seconds: Wall time of adding one article to it.
    """

    passages: int
    articles: int
    words: int
    seconds: float
    cpu_seconds: float
    passages_per_second: float
    peak_mb: float
    bytes_per_passage: float
    vectors: str
    added_seconds: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Asking it.

    Attributes:
        questions: How many were counted.
        open_seconds: Until the first question can be asked, the program being loaded.
        p50_ms: A whole answer, question to quotes.
        p99_ms: Likewise.
        cpu_p50_ms: Processor time of the same.
        peak_mb: Resident memory at its highest, mapped files included.
        recall: Share of the exact search's first ten passages that are among the first ten.
        found: Share of the planted answers that are among the quotes.
        found_across: Likewise, of the questions in the other language.
    """

    questions: int
    open_seconds: float
    p50_ms: float
    p99_ms: float
    cpu_p50_ms: float
    peak_mb: float
    recall: float
    found: float
    found_across: float


def measure(
    passages: int, settings: Settings, folder: Path | None = None, report: Reporter | None = None
) -> tuple[Built, Asked]:
    """Build an index of about so many made-up passages and ask it.

    Args:
        passages: About how many.
        settings: The encoder is taken from them.
        folder: Where the index is made and left; by default it is deleted.
        report: Of the build.
    """
    with tempfile.TemporaryDirectory(prefix="iqtibas-bench-") as scratch:
        own = replace(settings, data=folder or Path(scratch))
        built = _apart(_build, passages, own, report)
        return built, _apart(_ask, passages, own)


def _apart(work: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401
    """Do it in a process of its own, whose memory is its own."""
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)

    def run() -> None:
        sending.send(work(*arguments))

    process = context.Process(target=run)
    process.start()
    sending.close()
    try:
        return receiving.recv()
    finally:
        process.join()


def _build(passages: int, settings: Settings, report: Reporter | None) -> Built:
    corpus = Corpus(passages)
    encoder = load_encoder(settings.encoder)
    corpus.article(0), corpus.article(1)  # the vocabularies, once
    made = _Made()

    def tell(progress: Progress) -> None:
        if report is not None:
            report(progress)

    started, cpu = time.perf_counter(), time.process_time()
    summary = index_articles(made.of(corpus), settings.data, encoder, report=tell)
    seconds = time.perf_counter() - started - made.seconds
    cpu = time.process_time() - cpu - made.cpu_seconds
    peak = _peak_mb()
    generation = Generation.open(settings.data)
    words, size, kind = len(generation.lexical.words), generation.bytes(), generation.vectors.kind
    generation.close()
    more = _one_more(corpus)
    started = time.perf_counter()
    index_articles(_and_one(corpus, more), settings.data, encoder)
    return Built(
        passages=summary.passages,
        articles=summary.articles,
        words=words,
        seconds=round(seconds, 2),
        cpu_seconds=round(cpu, 2),
        passages_per_second=round(summary.passages / seconds),
        peak_mb=round(peak),
        bytes_per_passage=round(size / summary.passages),
        vectors=kind,
        added_seconds=round(time.perf_counter() - started, 2),
    )


class _Made:
    """Counts the time that making up the texts takes, which is no part of building.

    All articles are loaded, one after another, before the first is taken apart. So nothing else is
    done meanwhile, by any process, and what is subtracted is just what real articles would not
    take; that they are kept on disk until then, and read again, is not subtracted.
    """

    def __init__(self) -> None:
        self.seconds = self.cpu_seconds = 0.0

    def of(self, corpus: Corpus) -> Iterator[Incoming]:
        for one in corpus.incoming():
            yield replace(one, load=lambda one=one: self._timed(one))  # type: ignore[misc]

    def _timed(self, one: Incoming) -> Article:
        started, cpu = time.perf_counter(), time.process_time()
        article = one.load()
        self.seconds += time.perf_counter() - started
        self.cpu_seconds += time.process_time() - cpu
        return article


def _one_more(corpus: Corpus) -> Article:
    return replace(corpus.article(3), id="f" * 12, title="One more")


def _and_one(corpus: Corpus, more: Article) -> Iterator[Incoming]:
    yield from corpus.incoming()
    yield Incoming(more.id, more.path, "one more", lambda: more)


def _ask(passages: int, settings: Settings) -> Asked:
    questions = Corpus(passages).questions()
    started = time.perf_counter()
    library = Library(settings)
    retriever = library.retriever()
    opened = time.perf_counter() - started
    warming = min(WARMING, len(questions) // 3)  # an answer given before is remembered
    for planted in questions[:warming]:
        library.answer(planted.text)
    wall, cpu = list[float](), list[float]()
    found, across = list[bool](), list[bool]()
    for planted in questions[warming:]:
        started, used = time.perf_counter(), time.process_time()
        answer = library.answer(planted.text)
        wall.append(1000 * (time.perf_counter() - started))
        cpu.append(1000 * (time.process_time() - used))
        there = planted.article_id in {quote.article_id for quote in answer.quotes}
        (across if planted.crosses else found).append(there)
    peak = _peak_mb()
    return Asked(
        questions=len(wall),
        open_seconds=round(opened, 3),
        p50_ms=round(float(np.percentile(wall, 50)), 1),
        p99_ms=round(float(np.percentile(wall, 99)), 1),
        cpu_p50_ms=round(float(np.percentile(cpu, 50)), 1),
        peak_mb=round(peak),
        recall=_recall(retriever, [one.text for one in questions[-COMPARED:]]),
        found=_share(found),
        found_across=_share(across),
    )


def _recall(retriever: Retriever, questions: Sequence[str]) -> float:
    """Of the first ten passages that comparing everything gives, how many are found."""
    generation = retriever.generation
    lexical = LexicalSearcher(generation.lexical)
    expander = Expander(generation.lexical, generation.words, retriever.terms, generation.lexicon)
    shares = []
    for question in questions:
        _, hits = retriever.hits(question, TEN)
        words = lexical.scores(expander.concepts(question))
        query = retriever.encoder.encode_queries([question])[0]
        fused = words / max(float(words.max()), 1e-9)
        near = generation.vectors.exactly(query, DENSE_HITS)
        cosines = np.stack([generation.vectors.rows(int(row), 1)[0] for row in near]) @ query
        fused[near] += DENSE_SHARE * np.maximum(cosines, 0.0)
        exact = np.lexsort((np.arange(len(fused)), -fused))[:TEN]
        shares.append(len({hit.row for hit in hits} & set(exact.tolist())) / len(exact))
    return _share(shares)


def _share(of: Sequence[float]) -> float:
    return round(sum(of) / max(1, len(of)), 4)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
