"""Whatever befalls the files of an index: the last whole one serves, and the next run repairs."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import index.integrity
from index.build import index_folders
from index.errors import DamagedError, GenerationError, IndexMissingError
from index.generation import Generation, generation_ids, served_id
from index.integrity import STAMPS, check, verify
from index.manifest import read_manifest
from index.serving import open_served
from index.swap import point, prune
from tests.index.conftest import Recording, titles

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def kept(articles: Path, data: Path, encoder: Recording) -> list[str]:
    """The ids of two generations, the second served."""
    first = index_folders([articles], data, encoder).generation
    (articles / "wheat.txt").write_text("Wheat\n\nPrices of wheat fell by a fifth in Sudan.\n")
    return [first, index_folders([articles], data, encoder).generation]


def flipped(path: Path, chance: Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut_short(path: Path, chance: Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def emptied(path: Path, chance: Random) -> None:
    path.write_bytes(b"")


def missing(path: Path, chance: Random) -> None:
    path.unlink()


def a_folder(path: Path, chance: Random) -> None:
    path.unlink()
    path.mkdir()


def a_link(path: Path, chance: Random) -> None:
    path.rename(path.with_suffix(".moved"))  # the same content, but not ours to rely on
    path.symlink_to(path.with_suffix(".moved"))


def a_dead_link(path: Path, chance: Random) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def longer(path: Path, chance: Random) -> None:
    with path.open("ab") as handle:
        handle.write(b"\0")


DAMAGES = (flipped, cut_short, emptied, missing, a_folder, a_link, a_dead_link, longer)
Damage = Callable[[Path, Random], None]


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def served_instead(data: Path) -> tuple[str, str]:
    """The generation that answers, and the notice."""
    served = open_served(data)
    served.generation.close()
    return served.generation.manifest.id, served.notice


@pytest.mark.parametrize(
    ("damage", "affordable"),
    [(flipped, 0), *((damage, index.integrity.AFFORDABLE) for damage in DAMAGES)],
)
def test_damage_to_any_file_is_noticed_when_it_is_opened(
    data: Path, kept: list[str], damage: Damage, affordable: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.integrity, "AFFORDABLE", affordable)
    chance = Random(f"{damage.__name__} {affordable}")
    served = data / "generations" / kept[1]
    assert verify(served) == []  # which stamps it
    whole = data.with_name("whole")
    shutil.copytree(served, whole)
    for name in sorted({*read_manifest(served).files, "manifest.json"}):
        damage(served / name, chance)
        found, notice = served_instead(data)
        assert found == kept[0], name
        assert notice.endswith(f"Run: iqtibas index; until then {kept[0]} is served."), name
        assert name in notice or (name == "manifest.json" and "is incomplete" in notice)
        remove(served / name)
        shutil.copy(whole / name, served)
    assert served_instead(data) == (kept[1], "")


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_next_run_replaces_what_is_damaged(
    articles: Path, data: Path, kept: list[str], encoder: Recording, damage: Damage
) -> None:
    chance = Random(damage.__name__)
    for one in kept:
        folder = data / "generations" / one
        name = chance.choice([*sorted(read_manifest(folder).files), "manifest.json"])
        damage(folder / name, chance)
    with pytest.raises(GenerationError, match=r"\. Run: iqtibas index$"):
        open_served(data)
    new = index_folders([articles], data, encoder)
    assert served_instead(data) == (new.generation, "")
    assert new.generation > max(kept)
    assert generation_ids(data) == [new.generation]
    assert len(titles(data)) == 3
    assert sorted(path.name for path in (data / "generations").iterdir()) == [new.generation]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"000009-01234567\n", b"../../etc", None])
def test_without_a_readable_current_file_the_newest_whole_index_is_served(
    articles: Path, data: Path, kept: list[str], encoder: Recording, content: bytes | None
) -> None:
    (data / "current").unlink()
    if content is not None:
        (data / "current").write_bytes(content)
    found, notice = served_instead(data)
    assert found == kept[1]
    assert notice.endswith(f"Run: iqtibas index; until then {kept[1]} is served.")
    new = index_folders([articles], data, encoder).generation
    assert served_instead(data) == (new, "")
    assert new > max(kept)


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_a_current_file_that_is_none_is_put_aside(
    articles: Path, data: Path, kept: list[str], encoder: Recording, kind: str
) -> None:
    (data / "current").unlink()
    if kind == "folder":
        (data / "current").mkdir()
        (data / "current" / "mine").write_text("kept")
    else:
        (data / "current").symlink_to("nowhere")
    assert served_instead(data)[0] == kept[1]
    new = index_folders([articles], data, encoder).generation
    assert served_instead(data) == (new, "")
    aside = [path for path in data.iterdir() if path.name.startswith("current.was")]
    assert [(path / "mine").read_text() for path in aside] == ["kept"] * (kind == "folder")


def test_after_a_rollback_the_one_before_stands_in_not_the_one_that_was_left(
    articles: Path, data: Path, kept: list[str], encoder: Recording
) -> None:
    (articles / "museum.md").unlink()
    third = index_folders([articles], data, encoder).generation
    point(data, kept[1])
    emptied(data / "generations" / kept[1] / "vectors.faiss", Random(0))
    assert served_instead(data)[0] == kept[0]
    emptied(data / "generations" / kept[0] / "vectors.faiss", Random(0))
    assert served_instead(data)[0] == third


def test_an_index_swapped_in_while_the_old_one_was_opened_is_followed(
    articles: Path, data: Path, kept: list[str]
) -> None:
    point(data, kept[0])

    def swapped(generation: Generation) -> None:
        """What an indexing in another process may do at this moment."""
        if generation.manifest.id == kept[0]:
            point(data, kept[1])
            shutil.rmtree(data / "generations" / kept[0])
            raise GenerationError("gone")

    served = open_served(data, swapped)
    assert (served.generation.manifest.id, served.notice) == (kept[1], "")
    served.generation.close()


def test_a_clock_that_was_set_back_changes_nothing(
    articles: Path, data: Path, kept: list[str], encoder: Recording
) -> None:
    folder = data / "generations" / kept[1]
    later = replace(read_manifest(folder), created="2099-01-01T00:00:00+00:00")
    (folder / "manifest.json").write_text(later.text(), "utf-8")
    for path in [*data.rglob("*"), *articles.iterdir()]:
        os.utime(path, (4e9, 4e9))
    (articles / "museum.md").unlink()
    new = index_folders([articles], data, encoder).generation
    assert (new[:6], served_id(data)) == ("000003", new)
    assert index_folders([articles], data, encoder).generation == new
    assert generation_ids(data) == [*kept, new]


def test_what_interrupted_runs_left_is_deleted_and_nothing_else(
    articles: Path, data: Path, kept: list[str], encoder: Recording
) -> None:
    generations = data / "generations"
    for name in (".building", ".building-old", ".deleting-000001-00000000", "000007-00000000"):
        (generations / name).mkdir()
        (generations / name / "words.bytes.npy").write_bytes(b"?")
    (generations / ".deleting-file").write_bytes(b"?")
    (generations / "notes").mkdir()
    (data / "state.sqlite").write_bytes(b"?")
    index_folders([articles], data, encoder)
    assert sorted(path.name for path in generations.iterdir()) == [*kept, "notes"]
    assert {path.name for path in data.iterdir()} == {
        "current", "generations", "lock", "state.sqlite"
    }  # fmt: skip


def test_an_index_that_fails_leaves_no_half_of_itself_behind(
    articles: Path, data: Path, kept: list[str], encoder: Recording
) -> None:
    def refuse(generation: Generation) -> None:
        assert generation.manifest.articles == 2
        raise GenerationError("It is not to be.")

    (articles / "museum.md").unlink()
    with pytest.raises(GenerationError, match=r"^It is not to be\.$"):
        index_folders([articles], data, encoder, trial=refuse)
    assert served_id(data) == kept[1]
    assert sorted(path.name for path in (data / "generations").iterdir()) == kept


@pytest.mark.parametrize(
    ("number", "is_damage"), [(errno.EIO, True), (errno.EACCES, False), (errno.EMFILE, False)]
)
def test_what_may_not_be_read_is_told_and_is_not_taken_for_damage(
    data: Path,
    kept: list[str],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    is_damage: bool,
) -> None:
    def refuse(path: Path) -> tuple[int, str]:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(index.integrity, "fingerprint", refuse)
    told = rf"^The index {kept[1]} cannot be read \(.*{os.strerror(number)}.*iqtibas index$"
    with pytest.raises(GenerationError, match=told) as caught:
        open_served(data)
    assert isinstance(caught.value, DamagedError) == is_damage
    prune(data)
    assert generation_ids(data) == (kept[1:] if is_damage else kept)


def test_without_any_index_nothing_stands_in(data: Path) -> None:
    with pytest.raises(IndexMissingError):
        open_served(data)


# Large files are read again only when they were touched.


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read whole, with nothing so small that all are."""
    names: list[str] = []
    original = index.integrity.fingerprint

    def recorded(path: Path) -> tuple[int, str]:
        names.append(path.name)
        return original(path)

    monkeypatch.setattr(index.integrity, "AFFORDABLE", 0)
    monkeypatch.setattr(index.integrity, "fingerprint", recorded)
    return names


def test_a_large_index_is_not_read_whole_again_once_it_was(
    read: list[str], data: Path, kept: list[str]
) -> None:
    folder = data / "generations" / kept[1]
    manifest = read_manifest(folder)
    read.clear()
    assert check(folder, manifest) == []
    assert read == []  # it was when it was written
    os.utime(folder / "words.bytes.npy")
    assert check(folder, manifest) == []
    assert read == ["words.bytes.npy"]
    assert check(folder, manifest) == []
    assert read == ["words.bytes.npy"]
    assert verify(folder) == []
    assert sorted(read[1:]) == sorted(manifest.files)


def test_a_copy_of_a_large_index_is_read_whole_once(
    read: list[str], data: Path, kept: list[str]
) -> None:
    copy = shutil.copytree(data / "generations" / kept[1], data.with_name("copy") / kept[1])
    manifest = read_manifest(copy)
    read.clear()
    assert check(copy, manifest) == []
    assert sorted(read) == sorted(manifest.files)
    assert check(copy, manifest) == []
    assert len(read) == len(manifest.files)


@pytest.mark.parametrize("stamps", ["", "[]", "{}", '{"words.bytes.npy": 7}', "[" * 10_000])
def test_stamps_that_cannot_be_read_are_no_stamps(
    read: list[str], data: Path, kept: list[str], stamps: str
) -> None:
    folder = data / "generations" / kept[1]
    (folder / STAMPS).write_text(stamps)
    flipped(folder / "words.bytes.npy", Random(1))
    assert check(folder, read_manifest(folder)) == ["words.bytes.npy"]


def test_a_change_with_its_time_set_back_is_noticed(
    read: list[str], data: Path, kept: list[str]
) -> None:
    folder = data / "generations" / kept[1]
    path = folder / "words.bytes.npy"
    before = path.stat()
    flipped(path, Random(2))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert json.loads((folder / STAMPS).read_text())[path.name][1] == path.stat().st_size
    assert check(folder, read_manifest(folder)) == [path.name]
