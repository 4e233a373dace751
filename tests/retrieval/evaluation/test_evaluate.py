"""What counts as a right highlight, and how the figures are written."""

from __future__ import annotations

import math

import pytest

from retrieval.evaluation import Dataset, evaluate
from retrieval.evaluation.evaluate import Evaluation, holds
from retrieval.retriever import Retriever


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("بلغت الكلفة ٤٥٠ مليون درهم.", ("450 مليون",)),
        ("The crossing lasted 55 minutes.", ("an hour", "55 Minutes!")),
        ("قالت مديرةُ المتحفِ إن الدخول مجاني", ("مديره المتحف",)),
        ("1,200 metres", ("1200",)),
    ],
)
def test_a_text_holds_an_answer_whatever_the_spelling(text: str, answers: tuple[str, ...]) -> None:
    assert holds(text, answers)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("It lasted 550 minutes.", ("55",)),  # a part of a word is not the word
        ("مليون و450", ("450 مليون",)),
        ("Anything at all", ()),
        ("Anything at all", ("", "؟")),
        ("", ("55",)),
    ],
)
def test_a_text_does_not_hold_what_is_not_in_it(text: str, answers: tuple[str, ...]) -> None:
    assert not holds(text, answers)


def test_figures_are_rounded_and_what_was_not_measured_is_null() -> None:
    figures = Evaluation("tiny", 3, 2 / 3, 0.5, 1.0, 0.75, math.nan, math.nan, math.nan, 1.23456, 2)
    assert figures.to_json() == {
        "dataset": "tiny",
        "queries": 3,
        "ndcg@10": 0.6667,
        "recall@1": 0.5,
        "recall@10": 1.0,
        "mrr@10": 0.75,
        "quote_hit@1": None,
        "quote_hit@3": None,
        "abstain_auroc": None,
        "median_ms": 1.2346,
        "p99_ms": 2,
    }


def test_unanswerable_questions_count_for_abstention_only(retriever: Retriever) -> None:
    (bridge,) = (
        one.id
        for one in retriever.generation.catalogue.listing()
        if one.title == "افتتاح جسر السنابل فوق نهر الزعفران"
    )
    dataset = Dataset(
        name="tiny",
        corpus=(),
        queries={
            "right": "كم بلغت كلفة جسر السنابل؟",
            "wrong": "ما طول جسر السنابل؟",
            "none": "كيف أطبخ المقلوبة باللحم؟",
        },
        qrels={"right": {bridge: 1}, "wrong": {"another": 1}, "none": {bridge: 1}},
        answers={"right": ("٤٥٠ مليون",), "wrong": ("خمسة أمتار",)},
        unanswerable=frozenset({"none"}),
    )
    figures = evaluate(dataset, retriever)
    assert figures.queries == 3
    # Of the two that count, one finds its article and its answer first and the other neither.
    assert (figures.ndcg_10, figures.recall_1, figures.recall_10, figures.mrr_10) == (0.5,) * 4
    assert (figures.quote_hit_1, figures.quote_hit_3) == (0.5, 0.5)
    assert figures.abstain_auroc == 1.0


def test_a_dataset_without_questions_has_no_figures(retriever: Retriever) -> None:
    figures = evaluate(Dataset("none", (), {}, {}, {}, frozenset()), retriever).to_json()
    assert {name for name, value in figures.items() if value is not None} == {"dataset", "queries"}
