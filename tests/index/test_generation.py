from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.analysis import ANALYSER_VERSION
from index.build import index_folders
from index.encoder import StaticEncoder
from index.errors import DamagedError, GenerationError, IndexMissingError
from index.generation import Generation, generation_ids, served_id
from index.integrity import verify
from index.manifest import FORMAT, read_manifest
from index.swap import KEPT, point, prune
from tests.index.conftest import Recording

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def folder(articles: Path, data: Path, encoder: Recording) -> Path:
    """The folder of the served generation."""
    return data / "generations" / index_folders([articles], data, encoder).generation


def parts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != "manifest.json")


def test_a_generation_opens_with_all_its_parts(
    folder: Path, data: Path, encoder: Recording
) -> None:
    generation = Generation.open(data)
    manifest = generation.manifest
    assert generation.folder == folder
    assert (manifest.id, manifest.articles, manifest.passages) == (folder.name, 3, 3)
    assert generation.catalogue.count() == (3, 3)
    assert (len(generation.vectors), generation.vectors.dimensions) == (3, encoder.dimensions)
    assert list(generation.lexicon.translate(["bridge"])) == [(range(1), [("جسر",)])]
    assert manifest.files.keys() == {path.name for path in parts(folder)}
    assert generation.bytes() == sum(path.stat().st_size for path in parts(folder))
    generation.close()


def test_the_word_vectors_and_weights_are_those_of_the_words(
    data: Path, folder: Path, bundled: StaticEncoder
) -> None:
    assert folder.is_dir()
    generation = Generation.open(data)
    vectors, weights = bundled.encode_weighted(list(generation.lexical.words))
    every = np.arange(len(generation.lexical.words), dtype=np.int32)
    assert np.array_equal(generation.words.of(every), vectors)
    assert np.array_equal(generation.words.weights(every), weights)


def test_without_an_index_it_is_said_how_to_make_one(data: Path) -> None:
    for opened in (Generation.open, served_id):
        with pytest.raises(IndexMissingError) as caught:
            opened(data)
        assert str(caught.value) == "No articles are indexed yet. Run: iqtibas index"


@pytest.mark.parametrize(
    "content", [b"", b"../../etc\n", b"000001-0000000", b"\xff\xfe", b"x" * 999]
)
def test_a_damaged_current_file_says_what_to_run(data: Path, folder: Path, content: bytes) -> None:
    (data / "current").write_bytes(content)
    with pytest.raises(GenerationError, match=r"current.*Run: iqtibas index$") as caught:
        Generation.open(data)
    assert not isinstance(caught.value, IndexMissingError)


def test_a_current_file_that_names_a_missing_generation_says_what_to_run(
    data: Path, folder: Path
) -> None:
    point(data, "000009-01234567")
    with pytest.raises(GenerationError) as caught:
        Generation.open(data)
    assert str(caught.value) == ("The index 000009-01234567 is incomplete. Run: iqtibas index")


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"7", b"\xff", b"[" * 10_000])
def test_a_damaged_manifest_says_what_to_run(
    data: Path, folder: Path, content: bytes | None
) -> None:
    (folder / "manifest.json").unlink()
    if content is not None:
        (folder / "manifest.json").write_bytes(content)
    with pytest.raises(GenerationError) as caught:
        Generation.open(data)
    assert str(caught.value) == f"The index {folder.name} is incomplete. Run: iqtibas index"


@pytest.mark.parametrize(
    "content", ["{}", "{'files': {'a': 1}}", "{'files': []}", "{'format': FORMAT}"]
)
def test_a_manifest_without_its_parts_is_incomplete(folder: Path, content: str) -> None:
    versions = {"format": FORMAT, "analyser": ANALYSER_VERSION}
    values = versions | json.loads(content.replace("'", '"').replace("FORMAT", str(FORMAT)))
    (folder / "manifest.json").write_text(json.dumps(values | {"sha256": ""}))
    with pytest.raises(DamagedError, match=f"^The index {folder.name} is incomplete"):
        read_manifest(folder)


@pytest.mark.parametrize("field", ["format", "analyser"])
def test_an_index_of_another_version_says_what_to_run(data: Path, folder: Path, field: str) -> None:
    manifest = read_manifest(folder)
    other = replace(manifest, **{field: getattr(manifest, field) + 1})
    (folder / "manifest.json").write_text(other.text())
    with pytest.raises(GenerationError) as caught:
        Generation.open(data)
    assert str(caught.value) == (
        f"The index {folder.name} was made by another version of Iqtibas. Run: iqtibas index"
    )


def test_each_file_that_is_missing_or_cut_short_is_named(data: Path, folder: Path) -> None:
    for path in parts(folder):
        whole = path.read_bytes()
        message = f"The index {folder.name} is damaged ({path.name}). Run: iqtibas index"
        path.write_bytes(whole[:-1])
        assert verify(folder) == [path.name]
        with pytest.raises(GenerationError) as caught:
            Generation.open(data)
        assert str(caught.value) == message
        path.unlink()
        assert verify(folder) == [path.name]
        with pytest.raises(GenerationError) as caught:
            Generation.open(data)
        assert str(caught.value) == message
        path.write_bytes(whole)
    assert verify(folder) == []


def test_verify_finds_a_changed_byte_in_every_file(folder: Path) -> None:
    for path in parts(folder):
        whole = path.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            changed = bytearray(whole)
            changed[place] ^= 1
            path.write_bytes(changed)
            assert verify(folder) == [path.name]
        path.write_bytes(whole)
    assert verify(folder) == []


def test_a_file_that_is_not_of_its_format_says_what_to_run(data: Path, folder: Path) -> None:
    for path in parts(folder):
        whole = path.read_bytes()
        path.write_bytes(b"?" * 64 + whole[64:])
        with pytest.raises(GenerationError, match=r"[Rr]un: iqtibas index$"):
            Generation.open(data)
        path.write_bytes(whole)
    Generation.open(data).close()


@pytest.mark.parametrize("damage", ["current", "manifest", "file", "folder"])
@pytest.mark.parametrize("full", [False, True])
def test_indexing_mends_what_is_damaged(
    articles: Path, data: Path, folder: Path, encoder: Recording, damage: str, full: bool
) -> None:
    if damage == "current":
        (data / "current").write_text("?")
    elif damage == "manifest":
        (folder / "manifest.json").unlink()
    elif damage == "file":
        (folder / "vectors.faiss").write_bytes(b"")
    else:
        shutil.rmtree(folder)
    summary = index_folders([articles], data, encoder, full=full)
    assert summary.added == 3
    generation = Generation.open(data)
    assert verify(generation.folder) == []
    assert summary.generation == generation.manifest.id
    generation.close()


def test_an_article_damaged_inside_is_not_taken_over(
    articles: Path, data: Path, folder: Path, encoder: Recording
) -> None:
    path = folder / "catalogue.sqlite"
    path.write_bytes(path.read_bytes().replace(b"Sudan", b"Sedan"))
    (articles / "museum.md").unlink()
    assert index_folders([articles], data, encoder).added == 2
    generation = Generation.open(data)
    texts = [generation.catalogue.article(one.id).text for one in generation.catalogue.listing()]
    assert any("Sudan" in text for text in texts)
    assert not any("Sedan" in text for text in texts)
    generation.close()


def test_pruning_keeps_the_newest_three_and_the_served_one(data: Path, folder: Path) -> None:
    names = [folder.name, *(f"{number:06d}-0000000a" for number in range(2, 8))]
    for name in names[1:]:
        shutil.copytree(folder, folder.with_name(name))
    (folder.parent / "000005-0000000a" / "manifest.json").unlink()  # half deleted
    (folder.parent / "notes").mkdir()  # somebody's own
    point(data, names[1])
    prune(data)
    kept = ["000002-0000000a", "000004-0000000a", "000006-0000000a", "000007-0000000a"]
    assert generation_ids(data) == kept
    assert sorted(path.name for path in folder.parent.iterdir()) == [*kept, "notes"]
    assert KEPT == 3


def test_one_can_go_back_to_an_older_generation(
    articles: Path, data: Path, folder: Path, encoder: Recording
) -> None:
    (articles / "museum.md").unlink()
    second = index_folders([articles], data, encoder)
    point(data, folder.name)
    assert Generation.open(data).manifest.articles == 3
    third = index_folders([articles], data, encoder)
    assert (second.generation[:6], third.generation[:6]) == ("000002", "000003")
    assert (third.unchanged, third.removed) == (2, 1)


def test_the_manifest_reads_back_as_it_was_written(data: Path, folder: Path) -> None:
    manifest = read_manifest(folder)
    assert (manifest.encoder, manifest.format, manifest.analyser) == (
        "bundled",
        FORMAT,
        ANALYSER_VERSION,
    )
    assert (manifest.passage_target, manifest.passage_limit) == (480, 900)
    assert manifest.files["lengths.npy"][0] == (folder / "lengths.npy").stat().st_size
    assert verify(folder) == []
