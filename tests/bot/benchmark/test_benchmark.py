"""The benchmark's made-up news, and that its figures are of what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.benchmark import corpus as made
from bot.benchmark.corpus import PASSAGES_PER_ARTICLE, TERMS, Corpus
from bot.benchmark.measure import measure
from bot.benchmark.report import figures, table
from config import Settings, load_settings
from index.analysis import question_language, words
from index.article import Article
from index.passages import split_passages


@pytest.fixture(autouse=True, scope="module")
def few_words() -> object:
    """The vocabulary of half a million takes seconds to make up."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made, "VOCABULARY", 40_000)
        made._vocabulary.cache_clear()
        yield
    made._vocabulary.cache_clear()


def articles(corpus: Corpus) -> dict[str, Article]:
    return {one.id: one.load() for one in corpus.incoming()}


def test_an_article_is_the_same_each_time_and_of_about_the_stated_length() -> None:
    first, again = (articles(Corpus(300)) for _ in range(2))
    assert first == again
    passages = sum(len(split_passages(one)) for one in first.values())
    assert passages == pytest.approx(PASSAGES_PER_ARTICLE * len(first), rel=0.1)
    assert {one.language for one in first.values()} == {"ar", "en"}


def test_each_question_is_answered_by_its_article_in_its_language_or_the_other() -> None:
    corpus = Corpus(300, questions=20)
    held, pairs = articles(corpus), made._pairs()
    questions = corpus.questions()
    assert {one.crosses for one in questions} == {False, True}
    for one in questions:
        article = held[one.article_id]
        assert (question_language(one.text) != article.language) == one.crosses
        asked = words(one.text)[-TERMS:]
        arabic = article.language == "ar"
        sides = [pair for pair in pairs if pair[arabic != one.crosses] in asked]
        spoken = set(words(article.text))
        assert len({pair[arabic] for pair in sides} & spoken) >= TERMS - 1


def test_the_figures_of_a_small_index(settings: Settings) -> None:
    built, asked = measure(120, settings)
    shown = figures(built, asked)
    assert built.articles == len(articles(Corpus(120)))
    assert (built.vectors, asked.recall, asked.found) == ("Flat", 1.0, 1.0)
    assert asked.found_across >= 0.8
    assert built.passages_per_second == pytest.approx(built.passages / built.seconds, rel=0.1)
    assert min(built.peak_mb, asked.peak_mb, built.bytes_per_passage, asked.p50_ms) > 0
    lines = table([shown, shown]).splitlines()
    assert lines[0].split() == ["passages", *[f"{built.passages:,}"] * 2]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return load_settings()
