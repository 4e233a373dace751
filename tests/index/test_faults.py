"""A full disk, and processes that end while an index is built: one is always served, whole.

Where there is a C compiler, ``tests/test_torture.py`` does this at each request to the disk.
"""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from index.build import index_folders
from index.errors import GenerationError
from index.generation import Generation, generation_ids, served_id
from tests.index.conftest import BUILD, Recording, run_child, titles

pytestmark = pytest.mark.usefixtures("quick")
BRIDGE, MUSEUM, WHEAT = (
    "افتتاح جسر السلام في بغداد",
    "متحف جديد في تونس",
    "Wheat harvest reaches a record",
)


def leftovers(data: Path) -> list[str]:
    """What lies in the data folder besides complete generations."""
    known = {"current", "lock", "generations", *generation_ids(data)}
    paths = [*data.iterdir(), *(data / "generations").iterdir()]
    return [path.name for path in paths if path.name not in known]


@pytest.mark.parametrize("size", [1_000, 20_000])
def test_a_full_disk_is_told_and_leaves_the_index_as_it_was(
    articles: Path, data: Path, encoder: Recording, size: int
) -> None:
    first = index_folders([articles], data, encoder)
    for number in range(40):
        (articles / f"{number}.txt").write_text(f"Wheat {number}\n\nPrices fell {number} times.\n")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        with pytest.raises(GenerationError) as caught:
            index_folders([articles], data, encoder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert str(caught.value).startswith(f"The index could not be written to {data} (")
    assert served_id(data) == first.generation
    assert titles(data) == [WHEAT, BRIDGE, MUSEUM]
    index_folders([articles], data, encoder)
    assert len(titles(data)) == 43
    assert leftovers(data) == []


# A process that ends, as by a power cut, when it first calls a function.
KILLED = """
import os, signal, shutil
from {module} import {owner}
{owner}.{name} = lambda *arguments, **options: os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(
    ("module", "owner", "name"),
    [
        ("index.lexical", "LexicalIndex", "open"),
        ("pathlib", "Path", "rename"),
        ("pathlib", "Path", "replace"),
    ],
)
def test_the_index_outlives_a_process_killed_while_it_builds_the_next(
    articles: Path, data: Path, encoder: Recording, module: str, owner: str, name: str
) -> None:
    first = index_folders([articles], data, encoder)
    (articles / "museum.md").unlink()
    script = KILLED.format(module=module, owner=owner, name=name) + BUILD
    assert run_child(script, articles, data) == -9
    assert served_id(data) == first.generation
    assert titles(data) == [WHEAT, BRIDGE, MUSEUM]
    second = index_folders([articles], data, encoder)
    assert second.generation == served_id(data) != first.generation
    assert titles(data) == [WHEAT, BRIDGE]
    assert leftovers(data) == []


def test_an_index_killed_while_old_ones_are_deleted_is_tidied_by_the_next_run(
    articles: Path, data: Path, encoder: Recording
) -> None:
    for number in range(3):
        (articles / "wheat.txt").write_text(f"Wheat\n\nPrices fell {number} times.\n")
        index_folders([articles], data, encoder)
    old = generation_ids(data)
    (articles / "museum.md").unlink()
    killed = KILLED.format(module="pathlib", owner="os", name="rmdir")
    assert run_child(killed + BUILD, articles, data) == -9
    assert titles(data) == ["Wheat", BRIDGE]
    assert generation_ids(data) == [*old[1:], served_id(data)]
    assert leftovers(data) == [f".deleting-{old[0]}"]
    index_folders([articles], data, encoder)
    assert leftovers(data) == []


def test_a_reader_keeps_the_generation_it_opened(
    articles: Path, data: Path, encoder: Recording
) -> None:
    index_folders([articles], data, encoder)
    reader = Generation.open(data)
    for number in range(4):  # by then its folder is deleted
        (articles / "wheat.txt").write_text(f"Wheat\n\nPrices fell {number} times.\n")
        index_folders([articles], data, encoder)
    assert not reader.folder.exists()
    assert WHEAT in [one.title for one in reader.catalogue.listing()]
    assert reader.vectors.rows(0, 3).shape == (3, encoder.dimensions)
    assert [reader.lexical.words[reader.lexical.words.find(word)] for word in ("wheat", "جسر")] == [
        "wheat",
        "جسر",
    ]
    assert reader.lexical.postings.row(0)[1].tolist()
    reader.close()
