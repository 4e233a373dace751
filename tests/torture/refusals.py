"""The disk refuses each request of an indexing in turn; or a process ends there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from itertools import count, cycle

from index.errors import GenerationError
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
    disk, met = Disk(world.data), 0
    state = max(world.states.values())
    for request in requests:
        world.write(state + 1)
        child = os.fork()
        if child == 0:
            try:
                with disk.failing(fault, request):
                    world.index()
            finally:
                os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            world.advance(state + 1)
            break
        met += 1
        world.check({state, state + 1})
        state += 1
        world.advance(state)
        report(f"{fault.name} {request}")
    return met


def every(step: int, start: int = 1) -> Iterable[int]:
    """Requests from the first on, each ``step``-th."""
    return count(start, step)
