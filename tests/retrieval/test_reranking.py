"""Candidates in the order of a real cross-encoder, whose scores are also computed without it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import index_folders
from index.encoder import Reranker, StaticEncoder, load_reranker
from index.generation import Generation
from index.passages import passage_text
from retrieval.candidates import Candidate
from retrieval.reports import QUOTE_FLOOR
from retrieval.reranking import READ, READ_CLOSELY
from retrieval.retriever import Retriever
from tests.index.encoder.cross_encoders import own_scores, save_cross_encoder
from tests.retrieval.articles import write_articles

# What torch and transformers warn of at import is not this project's.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]
QUESTION = "How many boats did the harbour of Marwan see?"
PLACES = ("Silvan", "Arden", "Belmora", "Coraz", "Dunmere", "Estwick", "Fallon", "Gharib")


def harbour(number: int) -> str:
    """An article of three sentences about boats, unlike the others'."""
    place = PLACES[number % len(PLACES)]
    return (
        f"---\ntitle: Harbour report {number} from {place}\n---\n\n"
        f"The harbour of {place} saw {number * 7} boats in week {number}. "
        f"{place} sold {number} tonnes of fish. Its boats rest on day {number % 9}.\n"
    )


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cross_encoder(tmp_path_factory.mktemp("cross") / "tiny")


@pytest.fixture(scope="module")
def reranker(model: Path) -> Reranker:
    loaded = load_reranker(str(model))
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Generation:
    """More candidates than are read, one of them reprinted."""
    folder = tmp_path_factory.mktemp("reranking")
    articles = {f"harbour-{number}.md": harbour(number) for number in range(1, 29)}
    write_articles(folder / "articles", articles | {"reprint.md": harbour(1)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.writing.read_entries", lambda: iter([("boats", "قوارب")]))
        index_folders([folder / "articles"], folder / "data", encoder)
    return Generation.open(folder / "data")


@pytest.fixture(scope="module")
def before(generation: Generation, encoder: StaticEncoder) -> list[Candidate]:
    return Retriever(generation, encoder, encoder).candidates(QUESTION)[0]


@pytest.fixture(scope="module")
def after(generation: Generation, encoder: StaticEncoder, reranker: Reranker) -> list[Candidate]:
    return Retriever(generation, encoder, encoder, reranker).candidates(QUESTION)[0]


def read_text(candidate: Candidate) -> str:
    return passage_text(candidate.article, candidate.passage)


def rows(candidates: list[Candidate]) -> list[int]:
    return [one.hit.row for one in candidates]


def test_the_first_candidates_follow_the_scores_of_the_model(
    before: list[Candidate], after: list[Candidate], model: Path
) -> None:
    assert len(before) > READ
    read = before[:READ]
    scores = own_scores(model, QUESTION, [read_text(one) for one in read])
    expected = sorted(zip(scores, read, strict=True), key=lambda pair: (-pair[0], pair[1].hit.row))
    assert rows(after[:READ]) == [one.hit.row for _, one in expected]
    assert [one.score for one in after[:READ]] == pytest.approx(
        [score for score, _ in expected], abs=1e-5
    )
    assert rows(after[:READ]) != rows(read)


def test_the_rest_follow_in_the_old_order_and_are_never_quoted(
    before: list[Candidate], after: list[Candidate]
) -> None:
    assert rows(after[READ:]) == rows(before[READ:])
    assert {one.score for one in after[READ:]} == {0.0}
    assert after[READ - 1].score > 0.0


def test_sentences_of_the_first_few_are_those_the_model_scores_highest(
    before: list[Candidate], after: list[Candidate], model: Path
) -> None:
    changed = 0
    old = {one.hit.row: one for one in before}
    for one in after[:READ_CLOSELY]:
        text = one.article.text
        spans = one.passage.sentences
        parts = [text[start:end] for start, end in spans]
        under = [
            part if one.article.title in part else f"{one.article.title}\n{part}" for part in parts
        ]
        scores = own_scores(model, QUESTION, under)
        assert (one.sentence.start, one.sentence.end) == spans[scores.index(max(scores))]
        changed += one.sentence != old[one.hit.row].sentence
    assert changed
    for one in after[READ_CLOSELY:]:
        assert one.sentence == old[one.hit.row].sentence


def test_a_sentence_has_the_figures_that_the_scorer_gives_it(after: list[Candidate]) -> None:
    """The confidence is taken of them."""
    first = after[0].sentence
    assert 0.0 <= first.coverage <= 1.0
    assert first.cosine != 0.0


def test_reprints_tie_and_come_by_row(
    generation: Generation, encoder: StaticEncoder, reranker: Reranker
) -> None:
    retriever = Retriever(generation, encoder, encoder, reranker)
    found, _ = retriever.candidates("What did the harbour report 1 from Arden say of 7 boats?")
    twins = [one for one in found if one.article.title == "Harbour report 1 from Arden"]
    assert len(twins) == 2
    assert twins[0].score == twins[1].score > 0.0
    assert twins[0].hit.row < twins[1].hit.row
    assert found.index(twins[1]) == found.index(twins[0]) + 1


class Counted:
    """The cross-encoder, keeping what it was given to read."""

    def __init__(self, reranker: Reranker) -> None:
        self.name = reranker.name
        self.read: list[list[str]] = []
        self._reranker = reranker

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read.append(list(texts))
        return self._reranker.scores(question, texts)


def test_passages_and_sentences_are_read_in_two_calls_and_reprints_once(
    data: Path, encoder: StaticEncoder, reranker: Reranker
) -> None:
    counted = Counted(reranker)
    retriever = Retriever(Generation.open(data), encoder, encoder, counted)
    found, _ = retriever.candidates("كم ساعة أغلقت العاصفة الرملية مطار البيلسان؟")
    passages, sentences = counted.read
    assert sorted(passages) == sorted({read_text(one) for one in found[:READ]})
    assert len(passages) == len(found) - 1  # the two storms are one text
    assert len(sentences) == len(set(sentences))


def test_quotes_are_verbatim_and_of_what_was_read_and_not_under_half_the_best_score(
    generation: Generation,
    encoder: StaticEncoder,
    reranker: Reranker,
    after: list[Candidate],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("retrieval.retriever.THRESHOLD", 0.0)  # random weights answer nothing
    retriever = Retriever(generation, encoder, encoder, reranker)
    answer = retriever.answer(QUESTION, 1000)
    assert len(answer.quotes) > 1
    for quote in answer.quotes:
        text = retriever.generation.catalogue.article(quote.article_id).text
        assert text[quote.start : quote.end] == quote.text
        assert text[quote.highlight.start : quote.highlight.end] == quote.highlight.text
        assert quote.article_id in {one.article.id for one in after[:READ]}
        assert quote.score >= QUOTE_FLOOR * answer.quotes[0].score - 1e-4


def test_an_index_that_finds_nothing_is_reranked_to_nothing(
    tmp_path: Path, encoder: StaticEncoder, reranker: Reranker
) -> None:
    (tmp_path / "articles").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.writing.read_entries", lambda: iter([("boats", "قوارب")]))
        index_folders([tmp_path / "articles"], tmp_path / "data", encoder)
    retriever = Retriever(Generation.open(tmp_path / "data"), encoder, encoder, reranker)
    assert retriever.candidates(QUESTION) == ([], 0.0)
