"""What the confidence of an answer is computed from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoder import StaticEncoder
from retrieval.confidence import Evidence
from retrieval.retriever import Retriever
from tests.retrieval.indexed import article, indexed

FERRY = "The ferry to Marlow sailed at dawn with ninety passengers on board."
REPRINT = "At dawn the ferry to Marlow sailed with ninety passengers on board."
PIER = "The pier of Marlow was painted by the children of the harbour school."
Weigh = Callable[..., Evidence]


@pytest.fixture
def weigh(tmp_path: Path, encoder: StaticEncoder) -> Weigh:
    """The evidence for the first candidate, each text an article of its own."""

    def weigh(question: str, *texts: str, title: str = "") -> Evidence:
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        articles = [article(number, text, title) for number, text in enumerate(texts)]
        found = Retriever(indexed(articles, folder, encoder), encoder, encoder).evidence(question)
        assert found is not None
        return found

    return weigh


def test_a_reprint_is_no_rival(weigh: Weigh) -> None:
    alone = weigh("When did the ferry to Marlow sail?", FERRY)
    reprinted = weigh("When did the ferry to Marlow sail?", FERRY, REPRINT)
    contested = weigh("When did the ferry to Marlow sail?", FERRY, PIER)
    assert alone.margin == alone.likeness
    assert reprinted.margin == reprinted.likeness
    assert 0 < contested.margin < contested.likeness


def test_a_name_that_no_passage_has_is_missed(weigh: Weigh) -> None:
    held = weigh("When did the ferry to Marlow sail?", FERRY, PIER)
    missed = weigh("When did the ferry to Kesterby sail?", FERRY, PIER)
    nameless = weigh("when did the ferry sail?", FERRY, PIER)
    assert held.names == pytest.approx(1)
    assert missed.names < 0.5
    assert nameless.names == 1


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How many passengers did the ferry have on board?", 0),
        ("Who painted the pier?", 0),
        ("How many children painted the pier of the harbour school?", 1),
        ("كم عدد الأطفال الذين painted the pier of the harbour school?", 1),
    ],
)
def test_a_number_that_is_asked_for_is_missed(weigh: Weigh, question: str, missing: float) -> None:
    texts = (FERRY.replace("ninety", "90"), PIER)
    assert weigh(question, *texts).missing == missing


def test_the_title_speaks_for_its_article(weigh: Weigh) -> None:
    bare = weigh("When did the ferry sail?", FERRY)
    under = weigh("When did the ferry sail?", FERRY, title="A ferry is to sail")
    assert bare.title < 0.5
    assert under.title == pytest.approx(1)


def test_the_more_words_a_question_has_the_more_it_says(weigh: Weigh) -> None:
    short, long = weigh("ferry", FERRY), weigh("ferry passengers dawn board", FERRY)
    assert (short.words, long.words) == pytest.approx((0, 1.3863), abs=1e-4)
