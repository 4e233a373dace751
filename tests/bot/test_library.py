"""The library follows the served index, whoever swaps it, and never mixes two of them."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.library import Library, Listing
from config import Settings
from index.article import Article
from index.build import index_folders
from index.encoder import StaticEncoder, bundled_encoder
from index.errors import EncoderError, GenerationError, IndexMissingError
from index.generation import Generation, generation_ids
from index.manifest import read_manifest
from index.passages import passage_text
from index.swap import point
from retrieval.answer import Answer
from retrieval.retriever import Retriever
from tests.index.encoder.cross_encoders import own_scores, save_cross_encoder
from tests.retrieval.articles import FERRY, write_articles

ROOT = Path(__file__).parents[2]
QUESTION = "How long did the first crossing of the ferry last?"
MINUTES = ("55", "5555", "555555")  # what each generation says: other lengths, so other offsets


@dataclass(frozen=True)
class Shelf:
    """A data folder with three generations, each with another version of one article."""

    settings: Settings
    articles: dict[str, dict[str, Article]]  # generation to its articles by id

    @property
    def ids(self) -> list[str]:
        return list(self.articles)

    def serve(self, number: int) -> None:
        point(self.settings.data, self.ids[number])


@pytest.fixture(scope="module", autouse=True)
def _quick_start() -> Iterator[None]:
    """A lexicon of one entry, and the encoder read once: nothing here depends on either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticEncoder, "open", cache(StaticEncoder.open))
        patch.setattr("index.writing.read_entries", lambda: iter([("ferry", "عبّارة")]))
        yield


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("library")
    settings = Settings(articles=(folder / "articles",), data=folder / "data")
    write_articles(folder / "articles")
    generations = {}
    for minutes in MINUTES:
        ferry = FERRY.replace("55 minutes", f"{minutes} minutes")
        (folder / "articles" / "ferry.en.md").write_text(ferry, "utf-8")
        index_folders(settings.articles, settings.data, bundled_encoder())
        generation = Generation.open(settings.data)
        catalogue = generation.catalogue
        generations[generation.manifest.id] = {
            one.id: catalogue.article(one.id) for one in catalogue.listing()
        }
        generation.close()
    return Shelf(settings, generations)


def check_own_slices(answer: Answer, shelf: Shelf) -> None:
    """Every quote is a slice of its article as the generation that answered has it."""
    for quote in answer.quotes:
        text = shelf.articles[answer.generation][quote.article_id].text
        assert text[quote.start : quote.end] == quote.text
        assert text[quote.highlight.start : quote.highlight.end] == quote.highlight.text


def test_the_generations_are_there(shelf: Shelf) -> None:
    assert generation_ids(shelf.settings.data) == shelf.ids
    assert len(shelf.ids) == len(MINUTES)


def test_the_library_follows_a_swap(shelf: Shelf) -> None:
    library = Library(shelf.settings)
    for number, minutes in [(0, "55"), (2, "555555"), (1, "5555"), (0, "55")]:
        shelf.serve(number)
        answer = library.answer(QUESTION)
        assert answer.generation == shelf.ids[number] == library.status().generation
        assert f"lasted {minutes} minutes" in answer.quotes[0].highlight.text
        check_own_slices(answer, shelf)


def test_who_asks_after_following_a_swap_is_answered_from_the_new_index(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.serve(0)
    library = Library(shelf.settings)
    library.answer(QUESTION)
    opening, may_open = threading.Event(), threading.Event()
    really = Library._open

    def slowly(*arguments: Any) -> Any:
        opening.set()
        may_open.wait(30)
        return really(*arguments)

    monkeypatch.setattr(Library, "_open", slowly)
    shelf.serve(1)
    other = threading.Thread(target=library.answer, args=(QUESTION,))
    other.start()
    assert opening.wait(30)
    assert library.answer(QUESTION).generation == shelf.ids[0]  # nobody waits for the opening
    threading.Timer(0.05, may_open.set).start()
    library.follow()
    assert library.answer(QUESTION).generation == shelf.ids[1]
    other.join()


def test_the_library_follows_a_swap_made_by_another_process(shelf: Shelf) -> None:
    shelf.serve(2)
    library = Library(shelf.settings)
    assert library.answer(QUESTION).generation == shelf.ids[2]
    subprocess.run(
        [sys.executable, "-m", "bot", "rollback", shelf.ids[0]],
        env=os.environ | {"IQTIBAS_DATA": str(shelf.settings.data), "PYTHONPATH": str(ROOT)},
        cwd=shelf.settings.data,
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert library.answer(QUESTION).generation == shelf.ids[0]


def test_answers_during_swaps_are_each_of_one_generation(shelf: Shelf) -> None:
    library = Library(shelf.settings)
    done = threading.Event()

    def read() -> list[Answer]:
        answers = [library.answer(QUESTION)]
        while not done.is_set():
            answers.append(library.answer(QUESTION))
        return answers

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for number in range(20):
                shelf.serve(number % len(MINUTES))
                library.answer(QUESTION)
        finally:
            done.set()
        answers = [answer for reader in readers for answer in reader.result(60)]
    assert {answer.generation for answer in answers} <= set(shelf.ids)
    assert all(answer.answered for answer in answers)
    for answer in answers:
        minutes = MINUTES[shelf.ids.index(answer.generation)]
        assert f"lasted {minutes} minutes" in answer.quotes[0].highlight.text
        check_own_slices(answer, shelf)


def test_a_reader_keeps_the_generation_it_began_with(shelf: Shelf) -> None:
    library = Library(shelf.settings)
    shelf.serve(0)
    began = library.retriever()
    shelf.serve(1)
    assert library.answer(QUESTION).generation == shelf.ids[1]
    answer = began.answer(QUESTION)
    assert answer.generation == shelf.ids[0]
    check_own_slices(answer, shelf)


def test_a_replaced_generation_is_released_with_its_last_reader(shelf: Shelf) -> None:
    library = Library(shelf.settings)
    shelf.serve(0)
    replaced = weakref.ref(library.retriever())
    shelf.serve(1)
    library.answer(QUESTION)
    gc.collect()
    assert replaced() is None


def test_a_closed_library_releases_the_generation_and_opens_it_again_when_asked(
    shelf: Shelf,
) -> None:
    library = Library(shelf.settings)
    held = weakref.ref(library.retriever())
    library.close()
    library.close()
    gc.collect()
    assert held() is None
    assert library.answer(QUESTION).answered


def test_the_same_generation_is_opened_once(shelf: Shelf) -> None:
    library = Library(shelf.settings)
    assert library.retriever() is library.retriever()


def test_a_question_asked_again_is_worked_out_anew_only_by_another_generation(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out: list[str] = []
    answer = Retriever.answer

    def counted(self: Retriever, question: str, k: int = 3) -> Answer:
        worked_out.append(self.generation.manifest.id)
        return answer(self, question, k)

    monkeypatch.setattr(Retriever, "answer", counted)
    library = Library(shelf.settings)
    for number in (0, 0, 1, 1, 0):
        shelf.serve(number)
        check_own_slices(library.answer(QUESTION), shelf)
    assert worked_out == [shelf.ids[number] for number in (0, 1, 0)]


def test_quotes_are_as_many_as_the_setting_says_unless_asked_otherwise(shelf: Shelf) -> None:
    library = Library(replace(shelf.settings, quotes=1))
    question = "من افتتح جسر السنابل فوق نهر الزعفران وكم كلفة الجسر؟"
    assert len(library.answer(question).quotes) == 1
    assert len(library.answer(question, 2).quotes) <= 2


def test_the_listing_follows_a_swap_and_keeps_no_generation_open(shelf: Shelf) -> None:
    library = Library(shelf.settings)
    shelf.serve(0)
    listing = library.listing()
    library.listing().clear()  # the caller's own
    assert library.listing() == listing
    replaced = weakref.ref(library.retriever())
    shelf.serve(1)
    library.answer(QUESTION)
    gc.collect()
    assert replaced() is None
    (shelf.settings.data / "current").write_text(shelf.ids[2] + "\n", "utf-8")
    assert {one.article_id for one in library.listing()} == set(shelf.articles[shelf.ids[2]])


def test_the_status_is_these_figures(shelf: Shelf) -> None:
    shelf.serve(0)
    status = Library(shelf.settings).status()
    folder = shelf.settings.data / "generations" / shelf.ids[0]
    files = [path for path in folder.iterdir() if path.name != "manifest.json"]
    assert (status.generation, status.encoder) == (shelf.ids[0], "bundled")
    assert (status.articles, status.languages, status.sources) == (7, {"ar": 6, "en": 1}, 4)
    assert status.passages >= status.articles
    assert status.bytes == sum(path.stat().st_size for path in files)


def test_articles_are_listed_newest_first_and_undated_last(shelf: Shelf) -> None:
    shelf.serve(0)
    library = Library(shelf.settings)
    listing = library.listing()
    assert [one.published for one in listing] == [
        "2025-05-11",
        "2025-04-18",
        "2025-03-02",
        "2025-02-09",
        "2025-01-20",
        None,
        None,
    ]
    first = library.article(listing[0].article_id)
    assert listing[0] == Listing(
        first.id, "Ferry line between Marwan and Silvan opens", "Coast Courier", "2025-05-11", "en"
    )
    assert first == shelf.articles[shelf.ids[0]][first.id]


def test_an_unknown_article_is_a_key_error(shelf: Shelf) -> None:
    with pytest.raises(KeyError):
        Library(shelf.settings).article("000000000000")


def test_an_empty_question_is_a_value_error(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="no words"):
        Library(shelf.settings).answer("؟")


def test_without_an_index_the_error_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="No articles are indexed yet"):
        Library(Settings(data=tmp_path)).answer(QUESTION)


def test_instead_of_an_index_that_is_gone_another_answers_and_this_is_said(shelf: Shelf) -> None:
    library = Library(shelf.settings)
    current = shelf.settings.data / "current"
    shelf.serve(0)
    current.write_text("000099-00000000\n", "utf-8")
    try:
        assert library.answer(QUESTION).generation == shelf.ids[-1]
        assert library.status().notice == (
            "The index 000099-00000000 is incomplete. Run: iqtibas index; "
            f"until then {shelf.ids[-1]} is served."
        )
    finally:
        shelf.serve(0)
    assert library.answer(QUESTION).generation == shelf.ids[0]
    assert library.status().notice == ""


def test_an_index_of_another_encoder_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    data = tmp_path / "data"
    source = shelf.settings.data / "generations" / shelf.ids[0]
    folder = shutil.copytree(source, data / "generations" / shelf.ids[0])
    point(data, shelf.ids[0])
    manifest = read_manifest(source)
    other = replace(manifest, encoder_fingerprint="other")
    (folder / "manifest.json").write_text(other.text(), "utf-8")
    with pytest.raises(EncoderError, match="Run: iqtibas index"):
        Library(replace(shelf.settings, data=data)).answer(QUESTION)
    terms = replace(manifest, terms_fingerprint="other")
    (folder / "manifest.json").write_text(terms.text(), "utf-8")
    with pytest.raises(GenerationError, match="another version of the bundled encoder"):
        Library(replace(shelf.settings, data=data)).answer(QUESTION)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_the_reranker_of_the_setting_orders_the_candidates_and_is_loaded_once(
    shelf: Shelf, tmp_path: Path
) -> None:
    kept = save_cross_encoder(tmp_path / "kept")
    model = shutil.copytree(kept, tmp_path / "model")
    library = Library(replace(shelf.settings, reranker=str(model)))
    for number in (0, 1):
        shelf.serve(number)
        found, _ = library.retriever().candidates(QUESTION)
        texts = [passage_text(one.article, one.passage) for one in found]
        scores = own_scores(kept, QUESTION, texts)
        assert [one.score for one in found] == pytest.approx(scores, abs=1e-5)
        assert scores == sorted(scores, reverse=True)
        shutil.rmtree(model, ignore_errors=True)  # there is nothing to load a second time


def test_a_reranker_that_cannot_be_loaded_is_one_sentence_of_the_command_line(
    shelf: Shelf, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", QUESTION],
        env=os.environ
        | {
            "IQTIBAS_DATA": str(shelf.settings.data),
            "IQTIBAS_RERANKER": str(tmp_path / "nowhere"),
            "HF_HUB_OFFLINE": "1",
            "PYTHONPATH": str(ROOT),
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    (message,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert message.startswith(
        f"iqtibas: IQTIBAS_RERANKER '{tmp_path / 'nowhere'}' cannot be loaded"
    )
