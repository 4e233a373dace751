"""An index kept by updates answers as one that is made at once, and costs what has changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

import index.swap
import index.update.plan
from index.build import index_folders
from index.encoder import StaticEncoder
from index.errors import DamagedError
from index.generation import Generation, generation_ids, served_id
from index.integrity import verify
from index.manifest import read_manifest
from index.rollback import roll_back
from retrieval.answer import Answer
from retrieval.filters import read_filters
from retrieval.retriever import Retriever
from retrieval.selection import Selection
from tests.index.conftest import Recording
from tests.index.test_incremental import QUESTIONS
from tests.retrieval.articles import ARTICLES, write_articles

pytestmark = pytest.mark.usefixtures("quick", "updated")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Many articles; all are in the index."""
    folder = tmp_path / "articles"
    write_articles(folder)
    return folder


def base_of(data: Path) -> str:
    generation = Generation.open(data, thorough=True)
    generation.close()
    return generation.manifest.base


def indexed_again_and_again(
    folder: Path, data: Path, encoder: StaticEncoder, full: Sequence[bool]
) -> list[str]:
    """Change one article each time, and index; the generations."""
    made = []
    for number, whole in enumerate(full):
        (folder / "new.txt").write_text(f"Lamps\n\nOrvale bought {number} lamps.\n", "utf-8")
        index_folders([folder], data, encoder, full=whole)
        made.append(served_id(data))
    return made


def answers(data: Path, encoder: StaticEncoder) -> list[Answer]:
    generation = Generation.open(data)
    retriever = Retriever(generation, encoder, encoder)
    found = [retriever.answer(question) for question in QUESTIONS]
    generation.close()
    # The order of the rows settles ties; how rare a word is moves the last digits.
    return [replace(one, generation="", took_ms=0.0, confidence=0.0) for one in found]


def quotes(found: list[Answer]) -> list[list[tuple[str, str]]]:
    return [[(one.article_id, one.highlight.text) for one in answer.quotes] for answer in found]


def listed(data: Path) -> dict[str, str]:
    generation = Generation.open(data)
    catalogue = generation.catalogue
    found = {one.path: one.text for one in map(catalogue.article, catalogue.held())}
    assert len(found) == generation.manifest.articles == catalogue.count()[0]
    rows = generation.passages()
    assert len(rows) == generation.manifest.passages == catalogue.count()[1]
    assert {one.article_id for one in catalogue.passages(rows.tolist())} == set(catalogue.held())
    generation.close()
    return {Path(path).name: text for path, text in found.items()}


def test_only_what_has_changed_is_read_and_encoded(
    folder: Path, data: Path, encoder: Recording
) -> None:
    index_folders([folder], data, encoder)
    whole = served_id(data)
    encoder.encoded.clear()
    (folder / "new.txt").write_text("Lamps of Orvale\n\nOrvale bought 311 lamps.\n", "utf-8")
    summary = index_folders([folder], data, encoder)
    assert (summary.added, summary.changed, summary.removed) == (1, 0, 0)
    assert [text.splitlines()[-1] for text in encoder.encoded] == ["Orvale bought 311 lamps."]
    assert base_of(data) == whole
    made = data / "generations" / served_id(data)
    generation = Generation.open(data)
    assert generation.bytes() > generation.manifest.total  # with the base's
    assert len(generation.lexical.words) > len(generation.whole.lexical.words)
    generation.close()
    assert json.loads((made / "manifest.json").read_text("utf-8"))["base"] == whole


@pytest.mark.parametrize("seed", range(4))
def test_an_index_of_updates_answers_like_one_made_at_once(
    tmp_path: Path, folder: Path, bundled: StaticEncoder, seed: int
) -> None:
    chance = Random(seed)
    grown, at_once = tmp_path / "grown", tmp_path / "at-once"
    missing = chance.sample(sorted(ARTICLES), 2)
    for name in missing:
        (folder / name).unlink()
    index_folders([folder], grown, bundled)
    first = served_id(grown)
    for name in missing:
        (folder / name).write_text(ARTICLES[name], "utf-8")
    changed, removed = chance.sample(sorted(set(ARTICLES) - set(missing)), 2)
    (folder / changed).write_text(ARTICLES[changed] + "\nSummary: العدد 77.\n", "utf-8")
    (folder / removed).unlink()
    index_folders([folder], grown, bundled)
    assert base_of(grown) == first
    index_folders([folder], at_once, bundled, full=True)
    assert listed(grown) == listed(at_once)
    assert quotes(answers(grown, bundled)) == quotes(answers(at_once, bundled))
    assert sum(bool(one.quotes) for one in answers(grown, bundled)) > 3


def test_what_is_gone_is_never_found(folder: Path, data: Path, bundled: StaticEncoder) -> None:
    index_folders([folder], data, bundled)
    asked = QUESTIONS[0]
    (answer, *_) = answers(data, bundled)
    held = answer.quotes[0]
    path = next(one for one in folder.iterdir() if held.highlight.text in one.read_text("utf-8"))
    path.unlink()
    index_folders([folder], data, bundled)
    assert base_of(data)
    generation = Generation.open(data)
    retriever = Retriever(generation, bundled, bundled)
    found, _ = retriever.candidates(asked)
    assert held.article_id not in {one.article.id for one in found}
    assert held.article_id not in generation.catalogue.held()
    with pytest.raises(KeyError):
        generation.catalogue.article(held.article_id)
    _, rows = generation.vectors.search(bundled.encode_queries([asked])[0], 1000)
    left = generation.passages().tolist()
    assert set(rows.tolist()) == set(left)
    everything = Selection(generation.catalogue).of(read_filters(f"{asked} since:1900"))
    assert isinstance(everything, np.ndarray)
    held_rows = {
        row
        for one in generation.catalogue.origins()
        if one.published
        for row in range(one.first_passage, one.first_passage + one.passages)
    }
    assert set(np.flatnonzero(everything).tolist()) == held_rows < set(range(len(everything)))
    assert held_rows <= set(left)
    generation.close()


def test_an_update_of_an_update_is_over_the_same_base(
    folder: Path, data: Path, encoder: Recording
) -> None:
    index_folders([folder], data, encoder)
    whole = served_id(data)
    names = sorted(ARTICLES)
    for number, name in enumerate(names[:3]):
        (folder / name).write_text(ARTICLES[name] + f"\nSummary {number}: 5{number} lamps.\n")
        encoder.encoded.clear()
        summary = index_folders([folder], data, encoder)
        assert (summary.added, summary.changed, summary.removed) == (0, 1, 0)
        texts = " ".join(encoder.encoded)
        assert f"Summary {number}" in texts
        assert not any(f"Summary {other}" in texts for other in range(number))
        assert base_of(data) == whole
    (folder / names[0]).write_text(ARTICLES[names[0]], "utf-8")  # as it is in the base
    index_folders([folder], data, encoder)
    generation = Generation.open(data)
    assert generation.gone is not None
    held = generation.catalogue.held()
    back = next(i for i in held if Path(generation.catalogue.article(i).path).name == names[0])
    assert held[back].first_passage < len(generation.whole.lexical.lengths)
    generation.close()


def test_when_much_has_changed_the_next_generation_is_whole_and_as_made_at_once(
    tmp_path: Path,
    folder: Path,
    bundled: StaticEncoder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data, at_once = tmp_path / "data", tmp_path / "at-once"
    index_folders([folder], data, bundled)
    (folder / "new.txt").write_text("Lamps of Orvale\n\nOrvale bought 311 lamps.\n", "utf-8")
    index_folders([folder], data, bundled)
    assert base_of(data)
    monkeypatch.setattr(index.update.plan, "SHARE", 0.01)
    (folder / "newer.txt").write_text("لمبات أورفال\n\nاشترت أورفال 312 لمبة.\n", "utf-8")
    index_folders([folder], data, bundled)
    assert not base_of(data)
    index_folders([folder], at_once, bundled)
    made = [Generation.open(one) for one in (data, at_once)]
    files = [
        {name: sums for name, sums in one.manifest.files.items() if name != "catalogue.sqlite"}
        for one in made
    ]
    assert files[0] == files[1]  # bit for bit
    assert quotes(answers(data, bundled)) == quotes(answers(at_once, bundled))


def test_the_base_of_what_is_kept_is_kept_and_one_generation_apart_from_it(
    folder: Path, data: Path, bundled: StaticEncoder
) -> None:
    made = indexed_again_and_again(folder, data, bundled, [True, True, *5 * [False]])
    # 0 and 1 are whole, the rest updates of 1: the last three, their base, and one by itself.
    assert generation_ids(data) == [made[0], made[1], *made[4:]]
    assert [verify(data / "generations" / one) for one in generation_ids(data)] == [[]] * 5
    assert roll_back(data) == made[5]
    assert roll_back(data, made[0]) == made[0]


def test_an_update_is_deleted_before_its_base(
    folder: Path, data: Path, bundled: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed_again_and_again(folder, data, bundled, [True, False, True, True])
    first = generation_ids(data)[0]
    assert base_of(data) == ""
    assert read_manifest(data / "generations" / generation_ids(data)[1]).base == first
    rename_away, calls = index.swap._rename_away, []

    def once(data: Path, generation: str) -> bool:
        calls.append(generation)
        return len(calls) == 1 and rename_away(data, generation)

    monkeypatch.setattr(index.swap, "_rename_away", once)
    index_folders([folder], data, bundled, full=True)
    assert len(calls) == 2
    assert [verify(data / "generations" / one) for one in generation_ids(data)] == [[]] * 4


def test_a_new_word_is_stemmed_by_the_words_of_both(
    folder: Path, data: Path, bundled: StaticEncoder
) -> None:
    for name in ("old.txt", "older.txt"):
        (folder / name).write_text("مرفأ أورفال\n\nفتح مرفأ أورفال. مرفأ كبير.\n", "utf-8")
    index_folders([folder], data, bundled)
    (folder / "new.txt").write_text("خبر\n\nوصلت السفن بمرفأ المدينة ألف زائر.\n", "utf-8")
    index_folders([folder], data, bundled)
    assert base_of(data)
    generation = Generation.open(data)
    lexical = generation.lexical
    found = {lexical.words[row] for row in lexical.stems.words(lexical.stem("مرفا"))}
    assert found == {"مرفا", "بمرفا"}
    generation.close()


def test_a_damaged_base_is_told_and_the_generation_apart_is_there(
    folder: Path, data: Path, bundled: StaticEncoder
) -> None:
    made = indexed_again_and_again(folder, data, bundled, [True, True, False])
    assert base_of(data) == made[1]
    path = data / "generations" / made[1] / "vectors.faiss"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert verify(data / "generations" / made[2]) == [f"{made[1]}/vectors.faiss"]
    with pytest.raises(DamagedError, match=f"{made[2]} is damaged .{made[1]}/vectors.faiss"):
        Generation.open(data)
    Generation.open_folder(data / "generations" / made[0], thorough=True).close()
    index_folders([folder], data, bundled)  # which mends it
    assert not base_of(data)


def test_an_update_does_not_open_over_another_base(
    folder: Path, data: Path, bundled: StaticEncoder
) -> None:
    index_folders([folder], data, bundled)
    whole = served_id(data)
    (folder / "new.txt").write_text("Lamps\n\nOrvale bought 3 lamps.\n", "utf-8")
    index_folders([folder], data, bundled)
    path = data / "generations" / whole / "manifest.json"
    manifest = Generation.open_folder(path.parent).manifest
    path.write_text(replace(manifest, created="2020-01-01T00:00:00+00:00").text(), "utf-8")
    with pytest.raises(DamagedError, match="is another one"):
        Generation.open(data)
