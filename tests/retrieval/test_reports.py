"""What says the same is one quote, with the copies and the independent reports told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article
from index.encoder import StaticEncoder
from retrieval.candidates import Candidate
from retrieval.copies import KEPT
from retrieval.retriever import CANDIDATES, Retriever
from tests.retrieval.indexed import article, indexed

WIRE = """ضربت عاصفة رملية مدينة البيلسان مساء الاثنين وأغلقت مطارها ست ساعات.

وحوّلت سلطات الطيران إحدى عشرة رحلة إلى مطار المرجان القريب، ولم يصب أحد بأذى.

وقال الراصد الجوي فؤاد النجار إن سرعة الرياح بلغت 90 كيلومتراً في الساعة."""
INDEPENDENT = (
    "عادت الحركة أمس إلى شوارع البيلسان. وقالت المحطة إن سرعة الرياح بلغت 90 كيلومتراً في الساعة. "
    "وقضى المسافرون ليلتهم في صالات الانتظار."
)
OTHER = "أعاد متحف الفخار في مدينة المرجان فتح أبوابه بعد حريق أتلف جناحه الغربي قبل عامين."
QUESTION = "كم بلغت سرعة الرياح في البيلسان؟"

Ask = Callable[..., Retriever]


@pytest.fixture
def over(tmp_path: Path, encoder: StaticEncoder) -> Ask:
    def make(*texts: str | Article) -> Retriever:
        articles = [
            replace(one, id=f"{number:012x}") if isinstance(one, Article) else article(number, one)
            for number, one in enumerate(texts)
        ]
        return Retriever(indexed(articles, tmp_path, encoder), encoder, encoder)

    return make


def number(article_id: str) -> int:
    return int(article_id, 16)


def test_copies_and_independent_reports_stand_under_one_quote(over: Ask) -> None:
    retriever = over(OTHER, WIRE, f"اقرأ نشرتنا كل صباح\n\n{WIRE}", WIRE, INDEPENDENT, WIRE, WIRE)
    (quote,) = [q for q in retriever.answer(QUESTION, 10).quotes if "90" in q.highlight.text]
    assert number(quote.article_id) == 4
    alone, *copies = quote.also_reported_by
    assert alone.copy_of is None
    assert {one.copy_of for one in copies} == {alone.article_id}
    assert {number(one.article_id) for one in quote.also_reported_by} == {1, 2, 3, 5, 6}


def test_a_story_of_many_outlets_leaves_room_for_other_articles(over: Ask) -> None:
    retriever = over(*[WIRE] * (CANDIDATES + 5), INDEPENDENT)
    found, _ = retriever.candidates(QUESTION)
    assert sum(one.report.startswith("story") for one in found) == KEPT
    assert any("أمس" in one.article.text for one in found)
    (quote,) = [q for q in retriever.answer(QUESTION, 10).quotes if "90" in q.highlight.text]
    assert len(quote.also_reported_by) == CANDIDATES + 5


def test_a_copy_that_gives_another_figure_is_quoted_too_with_its_date(over: Ask) -> None:
    first = replace(article(0, WIRE), published="2025-03-01")
    later = replace(article(1, WIRE.replace("90", "110")), published="2025-03-03")
    quotes = over(first, later, OTHER).answer(QUESTION, 10).quotes
    figures = {
        "90" if "90" in quote.highlight.text else "110": quote.published for quote in quotes[:2]
    }
    assert figures == {"90": "2025-03-01", "110": "2025-03-03"}
    assert all(quote.also_reported_by == () for quote in quotes)


def test_a_copy_without_the_sentence_is_not_said_to_report_it(over: Ask) -> None:
    cut = WIRE.rpartition("\n\n")[0]
    retriever = over(WIRE, cut, OTHER)
    assert retriever.generation.catalogue.copies(f"{0:012x}") == [f"{1:012x}"]
    (quote,) = [q for q in retriever.answer(QUESTION, 10).quotes if "90" in q.highlight.text]
    assert quote.also_reported_by == ()


def test_passages_of_one_story_are_one_article_s(over: Ask) -> None:
    found, _ = over(WIRE, WIRE, OTHER).candidates(QUESTION)
    names: dict[str, set[str]] = {}
    for one in found:
        names.setdefault(one.report, set()).add(one.article.id)
    assert {frozenset(map(number, ids)) for ids in names.values()} >= {frozenset({0, 1})}
    assert all(isinstance(one, Candidate) and one.highlight in one.article.text for one in found)


def test_copies_are_named_once_where_nothing_answers(over: Ask) -> None:
    answer = over(WIRE, WIRE, WIRE, OTHER).answer("متى مات مالك مطار البيلسان؟")
    assert not answer.answered
    assert [number(one.article_id) for one in answer.nearest].count(0) == 1
    assert not {1, 2} & {number(one.article_id) for one in answer.nearest}
