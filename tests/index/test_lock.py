"""One process writes into a data folder; how it ends does not matter, and readers never wait."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.build import index_folders
from index.errors import IndexBusyError
from index.generation import Generation, generation_ids
from index.lock import indexing
from index.rollback import roll_back
from tests.index.conftest import ROOT, Recording, titles

HOLD = """
import sys
from pathlib import Path
from index.lock import indexing
with indexing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_by_another(data: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the folder until its input ends or it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield holder


@pytest.mark.usefixtures("quick")
def test_while_one_process_indexes_others_read_and_are_told_who_holds_it(
    articles: Path, data: Path, encoder: Recording
) -> None:
    index_folders([articles], data, encoder)
    (articles / "museum.md").unlink()
    index_folders([articles], data, encoder)
    told = (
        r"^Another process \({}, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d UTC\) "
        r"is indexing into {}\. Wait until it has finished\.$"
    )
    with held_by_another(data) as holder:
        expected = told.format(holder.pid, re.escape(str(data)))
        for attempt in (lambda: index_folders([articles], data, encoder), lambda: roll_back(data)):
            with pytest.raises(IndexBusyError, match=expected):
                attempt()
        assert len(titles(data)) == 2
        holder.communicate()
    assert roll_back(data) == generation_ids(data)[0]


def test_a_holder_that_was_killed_holds_nothing(data: Path) -> None:
    with held_by_another(data) as holder:
        holder.kill()
        holder.wait()
        with indexing(data):
            assert (data / "lock").read_text().startswith(f"{os.getpid()}, since ")
    assert (data / "lock").read_text() == ""


@pytest.mark.parametrize("note", [b"", b"\xff\xfe", b"\x1b[2J", b"1, since\n2"])
def test_a_note_that_cannot_be_read_is_left_out(data: Path, note: bytes) -> None:
    with held_by_another(data) as holder:
        (data / "lock").write_bytes(note)
        with pytest.raises(IndexBusyError) as caught, indexing(data):
            pass
        holder.communicate()
    assert str(caught.value) == (
        f"Another process is indexing into {data}. Wait until it has finished."
    )


def test_the_lock_is_left_after_an_error_too(data: Path) -> None:
    with pytest.raises(ZeroDivisionError), indexing(data):
        raise ZeroDivisionError
    with indexing(data), pytest.raises(IndexBusyError), indexing(data):
        pass


@pytest.mark.usefixtures("quick")
def test_a_generation_can_be_opened_while_the_folder_is_held(
    articles: Path, data: Path, encoder: Recording
) -> None:
    index_folders([articles], data, encoder)
    with indexing(data):
        Generation.open(data).close()
