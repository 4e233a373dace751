"""The newer of two equal answers comes first, and a newer article is told of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article
from index.encoder import StaticEncoder
from retrieval.candidates import Candidate
from retrieval.recency import is_newer, newer_than_first, newest_first
from retrieval.retriever import Retriever
from tests.retrieval.indexed import article, indexed

FIRST = "أعلنت وزارة الصحة أن عدد المصابين بالحمى في مدينة البيلسان بلغ 40 شخصاً."
LATER = "أعلنت وزارة الصحة أن عدد المصابين بالحمى في مدينة البيلسان بلغ 95 شخصاً."
LESS = "زارت وزيرة الصحة مدينة البيلسان وتفقدت المستشفى الجديد مع عدد من الأطباء."
QUESTION = "كم بلغ عدد المصابين بالحمى في البيلسان؟"


def dated(number: int, text: str, published: str | None) -> Article:
    return replace(article(number, text), published=published)


def over(articles: list[Article], tmp_path: Path, encoder: StaticEncoder) -> Retriever:
    return Retriever(indexed(articles, tmp_path, encoder), encoder, encoder)


@pytest.mark.parametrize(
    ("one", "other", "newer"),
    [
        ("2025-03-02", "2025-03-01", True),
        ("2025-03-01", "2025-03-01", False),
        ("2025-04", "2025-03-31", True),
        ("2025-03", "2025-03-01", False),
        ("2025-03-31", "2025-03", False),
        ("2025-03-02", None, False),
        (None, "2025-03-02", False),
    ],
)
def test_an_article_is_newer_only_where_its_date_says_so(
    one: str | None, other: str | None, newer: bool
) -> None:
    assert is_newer(dated(0, FIRST, one), dated(1, FIRST, other)) is newer


@pytest.mark.parametrize("dates", [("2025-03-01", "2025-03-09"), ("2025-03-09", "2025-03-01")])
def test_of_two_equal_answers_the_newer_comes_first(
    tmp_path: Path, encoder: StaticEncoder, dates: tuple[str, str]
) -> None:
    articles = [dated(0, FIRST, dates[0]), dated(1, LATER, dates[1]), dated(2, LESS, None)]
    quotes = over(articles, tmp_path, encoder).answer(QUESTION, 3).quotes
    assert [quote.published for quote in quotes[:2]] == ["2025-03-09", "2025-03-01"]
    assert quotes[0].score >= quotes[1].score


def test_without_dates_the_order_stays(tmp_path: Path, encoder: StaticEncoder) -> None:
    articles = [dated(0, FIRST, None), dated(1, LATER, "2025-03-09"), dated(2, LESS, None)]
    found, _ = over(articles, tmp_path, encoder).candidates(QUESTION)
    assert newest_first(found) == found
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def candidates(tmp_path: Path, encoder: StaticEncoder, later: str) -> list[Candidate]:
    """What is found in an older article of every word and in a later one."""
    articles = [
        dated(0, f"{FIRST} وهم الآن في مستشفى البيلسان.", "2025-03-01"),
        dated(1, later, "2025-03-09"),
    ]
    return over(articles, tmp_path, encoder).candidates(QUESTION)[0]


def test_a_candidate_far_below_is_not_moved_up(tmp_path: Path, encoder: StaticEncoder) -> None:
    found = candidates(tmp_path, encoder, LESS)
    assert newest_first(found) == found
    assert [one.article.published for one in found] == ["2025-03-01", "2025-03-09"]
    assert found[1].score < found[0].score


def test_a_newer_article_on_the_matter_is_told_of(tmp_path: Path, encoder: StaticEncoder) -> None:
    title = "عدد المصابين بالحمى في البيلسان"
    articles = [dated(0, FIRST, "2025-03-01"), dated(1, LATER, "2025-03-09")]
    articles[0] = replace(articles[0], title=title)
    answer = over(articles, tmp_path, encoder).answer(QUESTION, 1)
    assert answer.quotes[0].published == "2025-03-01"
    assert answer.newer is not None
    assert answer.newer.published == "2025-03-09"
    assert answer.to_json()["newer"]["article_id"] == articles[1].id


def test_a_newer_article_of_less_and_an_older_one_are_not(
    tmp_path: Path, encoder: StaticEncoder
) -> None:
    found = candidates(tmp_path, encoder, LESS)
    weights = found[0].held.passage * 0 + 1 / len(found[0].held.passage)
    assert newer_than_first(found, weights) is None
    twice = [found[0], replace(found[0], report="other")]
    assert newer_than_first(twice, weights) is None  # of the same day
    newer = replace(twice[1], article=replace(found[0].article, published="2025-03-02"))
    assert newer_than_first([found[0], newer], weights) is newer
    assert newer_than_first([newer, found[0]], weights) is None
    below = replace(newer, score=0.8 * newer.score)
    assert newer_than_first([found[0], below], weights) is None
    assert newer_than_first([found[0], replace(newer, report=found[0].report)], weights) is None
