"""A small disk of its own, which fills up for real or turns read-only; mounting needs root."""

from __future__ import annotations

import gc
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import GenerationError
from tests.torture.world import World, WrongError

PAGE = 4096
ROOMY = 64 << 20  # bytes


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A tmpfs mounted on a new folder; None where it may not be."""
    folder.mkdir()
    if not _mount("-t", "tmpfs", "-o", f"size={ROOMY}", "none", str(folder)):
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def full_disks(world: World, step: int) -> int:
    """Index on a disk with no room left, and with each ``step`` pages more, until it is enough.

    Returns:
        How often it was not.
    """
    state, met, room = max(world.states.values()), 0, 0
    while True:
        world.write(state + 1)
        used = os.statvfs(world.folder)
        _remount(world.folder, f"size={(used.f_blocks - used.f_bfree + room) * PAGE}")
        told = _refusal(world)
        _remount(world.folder, f"size={ROOMY}")
        world.check({state + 1} if told is None else {state, state + 1})
        state += 1
        world.advance(state)
        if told is None:
            return met
        met, room = met + 1, room + step


def read_only(world: World) -> None:
    """On a disk that is read-only, what is served goes on answering and indexing says why not."""
    state = max(world.states.values())
    world.write(state + 1)
    _remount(world.folder, "ro")
    told = _refusal(world)
    world.check({state})
    _remount(world.folder, "rw")
    if told is None or "(Read-only file system)" not in told:
        raise WrongError(f"on a read-only disk it says {told!r}")
    world.advance(state + 1)


def _refusal(world: World) -> str | None:
    try:
        world.index()
    except GenerationError as error:
        return str(error)
    return None


def _remount(folder: Path, options: str) -> None:
    gc.collect()  # an indexing that failed may still map a file that it had open to write
    if not _mount("-o", f"remount,{options}", str(folder)):
        raise WrongError("the small disk cannot be mounted again")


def _mount(*arguments: str) -> bool:
    try:
        done = subprocess.run(["mount", *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0
