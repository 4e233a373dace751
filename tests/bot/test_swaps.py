"""Readers ask without pause while one index after another is swapped in, and old ones deleted."""

from __future__ import annotations

import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import bot.library
import index.swap
import index.update.plan
import index.writing
from bot.library import Library
from bot.verbatim import quoted_answer
from config import Settings
from index.analysis import ANALYSER_VERSION
from index.build import index_folders
from index.encoder import StaticEncoder, bundled_encoder
from index.generation import Generation, generation_ids
from index.manifest import read_manifest
from index.swap import KEPT, point
from retrieval.answer import Answer

SWAPS, READERS = 20, 4
ARTICLES = {
    "Marwan": "The ferry of Marwan carried {number} passengers on Sunday.",
    "Silvan": "Engineers repaired the old ferry of Silvan in {number} hours.",
    "Basrim": "Fuel for the ferry of Basrim cost {number} euros last year.",
}
QUESTION = (
    "How many passengers did the ferry of Marwan carry, and what did fuel for the ferry of Basrim "
    "cost?"
)


@pytest.fixture(autouse=True)
def _quick_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lexicon of one entry, and the encoder read once: nothing here depends on either."""
    monkeypatch.setattr(StaticEncoder, "open", cache(StaticEncoder.open))
    monkeypatch.setattr(index.writing, "read_entries", lambda: iter([("ferry", "عبّارة")]))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "articles").mkdir()
    return Settings(articles=(tmp_path / "articles",), data=tmp_path / "data")


def index_with(settings: Settings, number: int) -> str:
    """Index three articles that state this number; the generation."""
    for place, sentence in ARTICLES.items():
        text = f"Ferry of {place}\n\n{sentence.format(number=number)}\n"
        (settings.articles[0] / f"{place}.txt").write_text(text, "utf-8")
    return index_folders(settings.articles, settings.data, bundled_encoder()).generation


@pytest.mark.parametrize("by_updates", [False, True])
def test_during_twenty_swaps_no_answer_fails_and_none_mixes_two_indexes(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, by_updates: bool
) -> None:
    monkeypatch.setattr(index.swap, "KEPT", SWAPS + 1)
    if by_updates:  # of the first, whatever changes
        monkeypatch.setattr(index.update.plan, "FROM", 1)
        monkeypatch.setattr(index.update.plan, "SHARE", 9.0)
    stated = [10 ** (1 + i % 5) + i for i in range(SWAPS + 1)]  # of other lengths: other offsets
    numbers = {index_with(settings, number): number for number in stated}
    ids = list(numbers)
    bases = {read_manifest(settings.data / "generations" / one).base for one in ids[1:]}
    assert bases == ({ids[0]} if by_updates else {""})
    point(settings.data, ids[0])
    library = Library(settings)
    seen: dict[str, int] = dict.fromkeys(ids, 0)
    done = threading.Event()

    def ask() -> list[Answer]:
        answers: list[Answer] = []
        while not done.is_set():  # each time with another k: answers are remembered
            answers.append(quoted_answer(library, QUESTION, 2 + len(answers) % 97))
            seen[answers[-1].generation] += 1
        return answers

    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(ask) for _ in range(READERS)]
        try:
            for before, after in pairwise(ids):
                while not seen[before] and not any(reader.done() for reader in readers):
                    time.sleep(0.001)
                point(settings.data, after)
                if before not in bases:
                    shutil.rmtree(settings.data / "generations" / before)  # before prune would
        finally:
            done.set()
        answers = [answer for reader in readers for answer in reader.result(60)]
    answers.append(quoted_answer(library, QUESTION))
    assert {answer.generation for answer in answers} == set(ids)
    for answer in answers:
        number = numbers[answer.generation]
        sentences = {sentence.format(number=number) for sentence in ARTICLES.values()}
        assert len(answer.quotes) > 1
        assert {quote.highlight.text for quote in answer.quotes} <= sentences


def test_what_is_open_goes_on_answering_after_its_files_are_deleted(settings: Settings) -> None:
    index_with(settings, 11)
    library = Library(settings)
    reading = library.reading()
    before = reading.answer(QUESTION)
    for number in range(12, 12 + KEPT):
        index_with(settings, number)
    assert before.generation not in generation_ids(settings.data)
    with ThreadPoolExecutor(READERS) as pool:
        after = list(pool.map(lambda _: reading.answer(QUESTION), range(4 * READERS)))
    assert {answer.quotes for answer in after} == {before.quotes}
    for quote in before.quotes:
        assert reading.article(quote.article_id).text[quote.start : quote.end] == quote.text


def test_a_new_index_that_cannot_be_used_leaves_the_open_one_in_place(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    first = index_with(settings, 11)
    library = Library(settings)
    library.answer(QUESTION)
    second = index_with(settings, 12)
    for one in (first, second):
        path = settings.data / "generations" / one / "catalogue.sqlite"
        content = bytearray(path.read_bytes())  # the file that is open is left as it is
        path.unlink()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    for _ in range(3):
        assert quoted_answer(library, QUESTION).generation == first
    notice = (
        f"The index {second} is damaged (catalogue.sqlite). Run: iqtibas index; "
        f"until then {first} is served."
    )
    assert [record.getMessage() for record in caplog.records] == [notice]
    assert library.status().notice == notice
    third = index_with(settings, 12)
    assert quoted_answer(library, QUESTION).generation == third
    assert library.status().notice == ""


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"analyser": ANALYSER_VERSION + 1}, "was made by another version of Iqtibas"),
        ({"terms_fingerprint": "x"}, "was made by another version of the bundled encoder"),
        ({"encoder": "other", "encoder_fingerprint": "x"}, "was made with the encoder 'other'"),
    ],
)
def test_while_a_newer_program_indexes_the_older_one_answers_from_what_it_has(
    settings: Settings, changed: dict[str, Any], told: str
) -> None:
    first = index_with(settings, 11)
    library = Library(settings)
    library.answer(QUESTION)
    second = index_with(settings, 12)
    folder = settings.data / "generations" / second
    (folder / "manifest.json").write_text(replace(read_manifest(folder), **changed).text())
    shutil.rmtree(settings.data / "generations" / first)  # as it will be in the end
    assert quoted_answer(library, QUESTION).generation == first
    notice = library.status().notice
    assert told in notice
    assert notice.endswith(f"Run: iqtibas index; until then {first} is served.")
    third = index_with(settings, 12)
    assert read_manifest(settings.data / "generations" / third).encoder == "bundled"
    assert quoted_answer(library, QUESTION).generation == third


def test_an_index_that_is_put_right_is_noticed_in_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = index_with(settings, 11), index_with(settings, 12)
    path = settings.data / "generations" / second / "catalogue.sqlite"
    path.rename(path.with_suffix(".away"))
    library = Library(settings)
    assert library.answer(QUESTION).generation == first
    path.with_suffix(".away").rename(path)
    assert library.answer(QUESTION).generation == first
    path.rename(path.with_suffix(".away"))
    monkeypatch.setattr(bot.library, "RETRY", 0.0)
    assert library.answer(QUESTION).generation == first
    assert len(caplog.messages) == 1
    path.with_suffix(".away").rename(path)
    assert library.answer(QUESTION).generation == second
    assert library.status().notice == ""


def test_readers_do_not_wait_while_a_new_index_is_opened(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = index_with(settings, 11)
    library = Library(settings)
    library.answer(QUESTION)
    second = index_with(settings, 12)
    opening, go_on = threading.Event(), threading.Event()
    original = Generation.__init__

    def slow(self: Generation, *arguments: object) -> None:
        opening.set()
        assert go_on.wait(60)
        original(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Generation, "__init__", slow)
    with ThreadPoolExecutor(1) as pool:
        slow_reader = pool.submit(library.answer, QUESTION)
        assert opening.wait(60)
        assert library.answer(QUESTION).generation == first
        go_on.set()
        assert slow_reader.result(60).generation == second
    assert library.answer(QUESTION).generation == second
