"""Run a dataset's questions through the production path and measure."""

from __future__ import annotations

import math
import statistics
import time
from dataclasses import dataclass
from typing import Any

from index.analysis import words
from retrieval.candidates import Candidate
from retrieval.evaluation.dataset import Dataset
from retrieval.evaluation.metrics import auroc, mean, mrr, ndcg, percentile, recall
from retrieval.retriever import Retriever


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Means over the answerable questions; ``nan`` where a figure has nothing to be taken over."""

    dataset: str
    queries: int
    ndcg_10: float
    recall_1: float
    recall_10: float
    mrr_10: float
    quote_hit_1: float
    quote_hit_3: float
    abstain_auroc: float
    median_ms: float
    p99_ms: float

    def to_json(self) -> dict[str, Any]:
        """The object that ``iqtibas eval --json`` prints; what could not be measured is null."""
        names = {
            "ndcg_10": "ndcg@10",
            "recall_1": "recall@1",
            "recall_10": "recall@10",
            "mrr_10": "mrr@10",
            "quote_hit_1": "quote_hit@1",
            "quote_hit_3": "quote_hit@3",
        }
        return {names.get(name, name): _plain(getattr(self, name)) for name in self.__slots__}


def _plain(value: object) -> object:
    if not isinstance(value, float):
        return value
    return None if math.isnan(value) else round(value, 4)


def evaluate(dataset: Dataset, retriever: Retriever) -> Evaluation:
    """Measure ``retriever``, whose generation indexes the dataset's corpus by the corpus ids."""
    rankings: dict[str, list[str]] = {}
    hits: dict[str, list[bool]] = {}
    sure: dict[str, float] = {}
    times: list[float] = []
    for query_id, question in dataset.queries.items():
        started = time.perf_counter()
        candidates, sure[query_id] = ask(retriever, question)
        times.append((time.perf_counter() - started) * 1000)
        rankings[query_id] = rank_articles(candidates)
        if query_id in dataset.answers:
            highlights = [_highlight(one) for one in candidates[:3]]
            hits[query_id] = [holds(text, dataset.answers[query_id]) for text in highlights]
    judged = dataset.judged
    right = [hits[q] for q in judged if q in hits]
    return Evaluation(
        dataset=dataset.name,
        queries=len(rankings),
        ndcg_10=mean([ndcg(rankings[q], dataset.qrels[q], 10) for q in judged]),
        recall_1=mean([recall(rankings[q], dataset.qrels[q], 1) for q in judged]),
        recall_10=mean([recall(rankings[q], dataset.qrels[q], 10) for q in judged]),
        mrr_10=mean([mrr(rankings[q], dataset.qrels[q], 10) for q in judged]),
        quote_hit_1=mean([float(any(one[:1])) for one in right]),
        quote_hit_3=mean([float(any(one[:3])) for one in right]),
        abstain_auroc=auroc(
            [sure[q] for q in judged], [sure[q] for q in sure if q in dataset.unanswerable]
        ),
        median_ms=statistics.median(times) if times else math.nan,
        p99_ms=percentile(times, 0.99),
    )


def ask(retriever: Retriever, question: str) -> tuple[list[Candidate], float]:
    """The candidates and the confidence in the first; a question without words finds nothing."""
    try:
        return retriever.candidates(question)
    except ValueError:
        return [], 0.0


def rank_articles(candidates: list[Candidate]) -> list[str]:
    """Article ids by their best passage, best first."""
    return list(dict.fromkeys(candidate.article.id for candidate in candidates))


def _highlight(candidate: Candidate) -> str:
    return candidate.article.text[candidate.sentence.start : candidate.sentence.end]


def holds(text: str, answers: tuple[str, ...]) -> bool:
    """Whether the text has one of the answers in it, compared by normalised words."""
    held = f" {' '.join(words(text))} "
    return any(f" {wanted} " in held for answer in answers if (wanted := " ".join(words(answer))))
