"""Each step of the ablation against another reading of the same small index."""

from __future__ import annotations

import itertools
import math
from dataclasses import astuple

import numpy as np
import pytest

from index.encoder import StaticEncoder
from index.passages import passage_text
from retrieval.evaluation import Dataset, evaluate
from retrieval.evaluation.ablation import ablation, measure, rankers
from retrieval.evaluation.evaluate import rank_articles
from retrieval.retriever import Retriever
from tests.retrieval.indexed import article, indexed

BRIDGE, MARKET, ZOMORDANI, WELL = (f"{number:012x}" for number in range(4))
TEXTS = (
    "افتتح الوزير جسر السنابل فوق النهر يوم الأحد. وبلغت كلفة الجسر أربعين مليون درهم.",
    "فتح سوق السمك أبوابه في ميناء ديجان. وباع الصيادون ما صادوه في الليل.",
    "زار الزمرداني المدرسة الجديدة مع أبنائه. وشكر الزمرداني معلمي المدرسة.",
    "حفر أهل القرية بئراً عميقة في خمسة أيام بعد سنة من الجفاف.",
)
QUESTIONS = (
    "كم بلغت كلفة جسر السنابل؟",
    "من زار المدرسة؟",
    "What did the bridge cost?",
    "Who is Zomordani?",
    "هل أبوابه من جسر؟",  # by vectors, by words and by both in three orders
)


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Retriever:
    articles = [article(number, text) for number, text in enumerate(TEXTS)]
    generation = indexed(articles, tmp_path_factory.mktemp("ablation"), encoder)
    return Retriever(generation, encoder, encoder)


@pytest.mark.parametrize("question", QUESTIONS)
def test_dense_is_the_order_of_the_cosines(
    question: str, retriever: Retriever, encoder: StaticEncoder
) -> None:
    catalogue = retriever.generation.catalogue
    passages = catalogue.passages(range(retriever.generation.manifest.passages))
    texts = [passage_text(catalogue.article(one.article_id), one) for one in passages]
    cosines = encoder.encode_passages(texts) @ encoder.encode_queries([question])[0]
    best: dict[str, float] = {}
    for passage, cosine in zip(passages, cosines.tolist(), strict=True):
        best[passage.article_id] = max(cosine, best.get(passage.article_id, 0.0))
    order = sorted((one for one in best if best[one] > 0), key=lambda one: (-best[one], one))
    assert order
    assert rankers(retriever)["dense"](question) == order


def test_lexical_finds_stems_in_its_own_language(retriever: Retriever) -> None:
    lexical = rankers(retriever)["lexical"]
    assert lexical("بكم جسر؟") == [BRIDGE]  # which has جسر and الجسر
    assert lexical("مدرستنا والمدرسة")[0] == ZOMORDANI


@pytest.mark.parametrize("question", [QUESTIONS[2], QUESTIONS[3], "bridge", "5 days"])
def test_lexical_finds_nothing_across_languages(question: str, retriever: Retriever) -> None:
    assert rankers(retriever)["lexical"](question) == []


def test_expansion_finds_translations_and_numbers_in_words(retriever: Retriever) -> None:
    steps = rankers(retriever)
    assert steps["+ expansion"]("the bridge")[0] == BRIDGE
    assert steps["lexical"]("كم يساوي 5؟") == []
    assert steps["+ expansion"]("كم يساوي 5؟") == [WELL]


@pytest.mark.parametrize(
    ("question", "found"),
    [("Who is Zomordani?", ZOMORDANI), ("أين دجان؟", MARKET)],  # ديجان has no 4-gram of دجان
)
def test_names_finds_a_spelling_that_expansion_does_not(
    question: str, found: str, retriever: Retriever
) -> None:
    steps = rankers(retriever)
    assert steps["+ expansion"](question) == []
    assert steps["+ names"](question) == [found]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_fusion_is_the_order_of_what_the_program_found_before_it_chose_sentences(
    question: str, retriever: Retriever
) -> None:
    hits = [(one.hit, one.article.id) for one in retriever.candidates(question)[0]]
    hits.sort(key=lambda pair: (-pair[0].score, pair[0].row))
    order = list(dict.fromkeys(article_id for hit, article_id in hits if hit.score > 0))
    assert rankers(retriever)["+ dense"](question) == order


@pytest.mark.parametrize("question", QUESTIONS)
def test_all_parts_of_the_words_are_those_of_the_program(
    question: str, retriever: Retriever
) -> None:
    hits = [(one.hit, one.article.id) for one in retriever.candidates(question)[0]]
    hits.sort(key=lambda pair: (-pair[0].lexical, pair[0].row))
    order = list(dict.fromkeys(article_id for hit, article_id in hits if hit.lexical > 0))
    assert rankers(retriever)["+ names"](question) == order


def test_vectors_words_and_both_are_three_orders(retriever: Retriever) -> None:
    orders = [rankers(retriever)[name](QUESTIONS[4]) for name in ("dense", "+ names", "+ dense")]
    assert all(one != other for one, other in itertools.combinations(orders, 2))


@pytest.mark.parametrize("question", ["", "؟!", "😀"])
def test_a_question_without_words_finds_nothing(question: str, retriever: Retriever) -> None:
    assert {name: rank(question) for name, rank in rankers(retriever).items()} == {
        "dense": [],
        "lexical": [],
        "+ expansion": [],
        "+ names": [],
        "+ dense": [],
    }


DATASET = Dataset(
    name="tiny",
    corpus=(),
    queries={"first": QUESTIONS[0], "second": QUESTIONS[1], "none": "كيف أطبخ الأرز؟"},
    qrels={"first": {BRIDGE: 1}, "second": {MARKET: 1}, "none": {BRIDGE: 1}},
    answers={"first": ("أربعين مليون",), "second": ("الزمرداني",)},
    unanswerable=frozenset({"none"}),
)


def test_a_ranking_is_measured_over_the_answerable_questions() -> None:
    # The first question's article comes second, the other's not at all.
    figures = measure(DATASET, lambda question: [MARKET, BRIDGE] if "جسر" in question else [])
    assert figures.ndcg_10 == pytest.approx((1 / math.log2(3) + 0) / 2)
    assert math.isnan(figures.quote_hit_1)
    assert math.isnan(figures.quote_hit_3)
    assert figures.median_ms > 0


def test_of_no_questions_there_are_no_figures() -> None:
    figures = measure(Dataset("none", (), {}, {}, {}, frozenset()), lambda question: [])
    assert np.isnan(astuple(figures)).all()


def test_the_last_step_is_the_program_and_others_follow(retriever: Retriever) -> None:
    rows = ablation(DATASET, retriever, {"alphabet": lambda question: [BRIDGE, MARKET]})
    assert list(rows) == [
        "dense",
        "lexical",
        "+ expansion",
        "+ names",
        "+ dense",
        "+ rerank",
        "alphabet",
    ]
    shipped, whole = rows["+ rerank"], evaluate(DATASET, retriever)
    assert astuple(shipped)[:3] == (whole.ndcg_10, whole.quote_hit_1, whole.quote_hit_3)
    as_ranked = measure(DATASET, lambda question: rank_articles(retriever.candidates(question)[0]))
    assert shipped.ndcg_10 == as_ranked.ndcg_10
    assert shipped.quote_hit_1 == 1.0  # both highlights hold their answer
    assert rows["alphabet"].ndcg_10 == pytest.approx((1 + 1 / math.log2(3)) / 2)
