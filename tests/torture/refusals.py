"""The disk refuses each request of an indexing in turn; or a process ends there."""

from __future__ import annotations

import errno
import os
import shutil
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count, cycle
from pathlib import Path

from index.encoder import StaticEncoder
from index.errors import GenerationError, IndexMissingError
from index.integrity import verify
from index.serving import open_served
from tests.torture.disk import Disk, Fault
from tests.torture.world import World, WrongError

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)
Report = Callable[[str], None]


def refusals(world: World, fault: Fault, requests: Iterable[int], report: Report) -> int:
    """Refuse these requests, one or (from one on) all of them, in an indexing each.

    Returns:
        How many indexings met the fault.
    """
    disk, error, met = Disk(world.data), cycle(ERRORS), 0
    state = max(world.states.values())
    for request in requests:
        world.write(state + 1)
        told = ""
        with disk.failing(fault, request, next(error)):
            try:
                world.index()
            except GenerationError as refusal:
                told = str(refusal)
        if disk.asked < request:
            world.advance(state + 1)
            break
        met += 1
        found = world.check({state, state + 1})
        if not told and found == state:
            raise WrongError(f"request {request}: nothing was told, and nothing was served")
        if told and not (told.startswith("The ") and told.count("\n") == 0):
            raise WrongError(f"request {request}: told {told!r}")
        state += 1
        world.advance(state)
        report(f"{fault.name} {request}")
    return met


def deaths(world: World, fault: Fault, requests: Iterable[int], report: Report) -> int:
    """End the process that indexes at these requests, or halfway through them.

    Returns:
        How many processes ended so.
    """
    met = 0
    state = max(world.states.values())
    for request in requests:
        world.write(state + 1)
        if not _dies(world, fault, request):
            world.advance(state + 1)
            break
        met += 1
        world.check({state, state + 1})
        state += 1
        world.advance(state)
        report(f"{fault.name} {request}")
    return met


def first_deaths(
    folder: Path, encoder: StaticEncoder, requests: Iterable[int], report: Report
) -> int:
    """End the process that makes the very first index at these requests.

    Returns:
        How many processes ended so.
    """
    met = 0
    for request in requests:
        world = World(folder / f"first-{request}", encoder)
        world.folder.mkdir()
        world.write(0)
        if not _dies(world, Fault.KILLED, request):
            break
        met += 1
        with suppress(IndexMissingError):
            served = open_served(world.data)
            if damaged := verify(served.generation.folder):
                raise WrongError(f"request {request}: {damaged}")
            served.generation.close()
        world.advance(0)
        shutil.rmtree(world.folder)
        report(f"first index, {request}")
    return met


def _dies(world: World, fault: Fault, request: int) -> bool:
    """Whether a process that indexes meets the fault; what it has done by then is on disk."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with Disk(world.data).failing(fault, request):
                world.index()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code > 0:
        raise WrongError("the process failed; its traceback is above")
    return code < 0


def every(step: int, start: int = 1) -> Iterable[int]:
    """Requests from the first on, each ``step``-th."""
    return count(start, step)
