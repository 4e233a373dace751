"""What each part of the search is worth: the same questions ranked by ever more of its parts.

All rank the passages of one opened index, and articles by their best passage, as deep as the
program looks. The last step, which chooses sentences and orders by them, is the program itself and
is measured as such.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from index.encoder import Encoder
from index.generation import Generation
from retrieval.evaluation.dataset import Dataset
from retrieval.evaluation.evaluate import evaluate
from retrieval.evaluation.metrics import mean, ndcg
from retrieval.expansion import Expander
from retrieval.hits import search
from retrieval.lexical_search import LexicalSearcher
from retrieval.retriever import CANDIDATES, Retriever

AS_SHIPPED = "+ rerank"

Ranker = Callable[[str], list[str]]
"""A question to article ids, best first; only those that something speaks for."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a ranking is worth; ``nan`` where it shows no quotes."""

    ndcg_10: float
    quote_hit_1: float
    quote_hit_3: float
    median_ms: float


def rankers(retriever: Retriever) -> dict[str, Ranker]:
    """Vectors alone, words alone, and from there each with one part more than the one before."""
    generation = retriever.generation
    lexical = LexicalSearcher(generation.lexical)
    widened = partial(
        Expander, generation.lexical, generation.words, retriever.terms, generation.lexicon
    )
    ranked = partial(_Search, generation, lexical)
    return {
        "dense": ranked(None, retriever.encoder),
        "lexical": ranked(widened(by_meaning=False, by_sound=False), None),
        "+ expansion": ranked(widened(by_sound=False), None),
        "+ names": ranked(widened(), None),
        "+ dense": ranked(widened(), retriever.encoder),
    }


@dataclass(frozen=True, slots=True)
class _Search:
    """The production search with parts left out.

    Attributes:
        generation: What is searched.
        lexical: Scores by words.
        expander: None for a search without words.
        encoder: None for a search without vectors.
    """

    generation: Generation
    lexical: LexicalSearcher
    expander: Expander | None
    encoder: Encoder | None

    def __call__(self, question: str) -> list[str]:
        concepts = self.expander.concepts(question) if self.expander else []
        if self.encoder:
            query = self.encoder.encode_queries([question])[0]
        else:
            query = np.zeros(self.generation.vectors.dimensions, np.float32)
        hits = search(self.generation, self.lexical, concepts, query, CANDIDATES)
        passages = self.generation.catalogue.passages(hit.row for hit in hits if hit.score > 0)
        return list(dict.fromkeys(passage.article_id for passage in passages))


def ablation(
    dataset: Dataset, retriever: Retriever, others: Mapping[str, Ranker]
) -> dict[str, Figures]:
    """Measure each of :func:`rankers`, the program as shipped, and other programs' rankings.

    Args:
        dataset: Its corpus is what the retriever's generation indexes, by the corpus ids.
        retriever: The program.
        others: To compare it with.

    Returns:
        In this order.
    """
    steps = {name: measure(dataset, ranker) for name, ranker in rankers(retriever).items()}
    whole = evaluate(dataset, retriever)
    shipped = Figures(whole.ndcg_10, whole.quote_hit_1, whole.quote_hit_3, whole.median_ms)
    compared = {name: measure(dataset, ranker) for name, ranker in others.items()}
    return {**steps, AS_SHIPPED: shipped, **compared}


def measure(dataset: Dataset, ranker: Ranker) -> Figures:
    """Ask a ranker the questions of a dataset."""
    rankings: dict[str, list[str]] = {}
    times: list[float] = []
    for query_id, question in dataset.queries.items():
        started = time.perf_counter()
        rankings[query_id] = ranker(question)
        times.append((time.perf_counter() - started) * 1000)
    return Figures(
        ndcg_10=mean([ndcg(rankings[q], dataset.qrels[q], 10) for q in dataset.judged]),
        quote_hit_1=math.nan,
        quote_hit_3=math.nan,
        median_ms=statistics.median(times) if times else math.nan,
    )
