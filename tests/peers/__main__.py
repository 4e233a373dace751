"""Other systems beside ours in one run: the same passages, the same vectors, two threads.

``python -m tests.peers PYTHON [DEV_SETS]``; the first is the interpreter the others are
installed for, which ``make bench-peers`` makes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.benchmark.corpus import Corpus
from bot.evaluation import index_dataset
from bot.library import Library
from config import load_settings
from index.encoder import bundled_encoder
from index.passages import passage_text
from retrieval.evaluation import Dataset, read_dataset
from retrieval.evaluation.metrics import mean, ndcg
from retrieval.retriever import Retriever
from tests.peers.peer import FOUND, SYSTEMS

SIZES = (10_000,)  # passages of made-up news
ASKED = 200  # questions at most


@dataclass(frozen=True, slots=True)
class Line:
    """One system over one dataset.

    Attributes:
        name: Of the system, with its version.
        seconds: Building.
        p50_ms: Searching, or of ours the whole answer, quotes and all.
        p99_ms: Likewise.
        ndcg: At 10, of articles.
    """

    name: str
    seconds: float
    p50_ms: float
    p99_ms: float
    ndcg: float


def compare(dataset: Dataset, python: str, folder: Path) -> Iterator[Line]:
    """Build and ask each system over the passages of a dataset."""
    settings = replace(load_settings(), data=folder / "data")
    started = time.perf_counter()
    index_dataset(dataset, settings)
    built = time.perf_counter() - started
    asked = dataset.judged[:ASKED]
    searching, retriever = (Library(settings).retriever() for _ in range(2))  # nothing remembered
    times, found = [], []
    for query in asked:
        started = time.perf_counter()
        _, hits = searching.hits(dataset.queries[query], FOUND)
        passages = searching.generation.catalogue.passages(hit.row for hit in hits)
        times.append(1000 * (time.perf_counter() - started))
        found.append([one.article_id for one in passages])
    yield _line("iqtibas, search alone", built, times, _ndcg(dataset, asked, found))
    times, found = [], []
    for query in asked:
        started = time.perf_counter()
        retriever.answer(dataset.queries[query])
        times.append(1000 * (time.perf_counter() - started))
        candidates, _ = retriever.candidates(dataset.queries[query])
        found.append([one.article.id for one in candidates])
    yield _line("iqtibas, whole answers", built, times, _ndcg(dataset, asked, found))
    of = _export(retriever, [dataset.queries[query] for query in asked], folder)
    for name in SYSTEMS:
        told = _run(python, folder, name)
        if isinstance(told, str):
            print(f"{name} did not run: {told}", file=sys.stderr)
            continue
        ranked = [[of[row] for row in rows] for rows in told["found"]]
        quality = _ndcg(dataset, asked, ranked)
        yield Line(told["versions"], told["build_s"], told["p50_ms"], told["p99_ms"], quality)


def _line(name: str, seconds: float, times: Sequence[float], quality: float) -> Line:
    return Line(
        name, seconds, float(np.percentile(times, 50)), float(np.percentile(times, 99)), quality
    )


def _ndcg(dataset: Dataset, asked: Sequence[str], found: Sequence[Sequence[str]]) -> float:
    return mean(
        [
            ndcg(list(dict.fromkeys(ranked)), dataset.qrels[query], 10)
            for query, ranked in zip(asked, found, strict=True)
        ]
    )


def _export(retriever: Retriever, questions: Sequence[str], folder: Path) -> list[str]:
    """Write what the others are given; the article of each passage."""
    catalogue = retriever.generation.catalogue
    passages = catalogue.passages(range(retriever.generation.manifest.passages))
    articles = {one.id: catalogue.article(one.id) for one in catalogue.listing()}
    texts = [passage_text(articles[one.article_id], one) for one in passages]
    encoder = bundled_encoder()
    for name, some in (("texts", texts), ("questions", questions)):
        (folder / f"{name}.json").write_text(json.dumps(some, ensure_ascii=False), "utf-8")
        np.save(folder / f"{name}.npy", encoder.encode(some), allow_pickle=False)
    return [one.article_id for one in passages]


def _run(python: str, folder: Path, name: str) -> dict[str, Any] | str:
    script = Path(__file__).with_name("peer.py")
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "2")
    done = subprocess.run(
        [python, str(script), str(folder), name],
        env=os.environ | threads | {"HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no reason given"
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def made_up(passages: int) -> Dataset:
    """The benchmark's news and questions as a dataset."""
    corpus = Corpus(passages)
    articles = [one.load() for one in corpus.incoming()]
    questions = corpus.questions()
    return Dataset(
        name=f"made-up news, {passages:,} passages",
        corpus=tuple((one.id, one.title, one.text) for one in articles),
        queries={str(i): one.text for i, one in enumerate(questions)},
        qrels={str(i): {one.article_id: 1} for i, one in enumerate(questions)},
        answers={},
        unanswerable=frozenset(),
    )


def main(arguments: Sequence[str]) -> None:
    """Print a table for each dataset."""
    python, *folders = arguments
    sets: list[Callable[[], Dataset]] = [lambda size=size: made_up(size) for size in SIZES]  # type: ignore[misc]
    for folder in folders:
        if (dev := Path(folder) / "xquad-dev").is_dir():
            for language in ("ar", "en"):
                queries = dev / f"queries.{language}.jsonl"
                sets.insert(0, lambda queries=queries: read_dataset(queries.parent, queries))  # type: ignore[misc]
    for read in sets:
        dataset = read()
        example = dataset.queries[dataset.judged[0]]
        print(
            f"\n{dataset.name}: {len(dataset.corpus):,} articles, {ASKED} questions as: {example}"
        )
        print(f"{'':<58}{'build s':>9}{'p50 ms':>9}{'p99 ms':>9}{'ndcg@10':>9}")
        with tempfile.TemporaryDirectory(prefix="iqtibas-peers-") as scratch:
            for one in compare(dataset, python, Path(scratch)):
                print(
                    f"{one.name:<58}{one.seconds:>9.2f}{one.p50_ms:>9.1f}{one.p99_ms:>9.1f}"
                    f"{one.ndcg:>9.3f}",
                    flush=True,
                )


if __name__ == "__main__":
    main(sys.argv[1:])
