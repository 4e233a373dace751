"""A process that indexes, goes back and prunes without end is killed at random moments."""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable
from random import Random

from index.generation import generation_ids
from index.rollback import earlier_id
from tests.torture.world import World, WrongError

BACK = 7  # each so many steps, one goes back to the index before


def kills(world: World, times: int, chance: Random, report: Callable[[str], None]) -> int:
    """Kill it so many times, at moments spread evenly over two and a half steps.

    Returns:
        How many kills fell into a step, not between two.
    """
    state = max(world.states.values())
    begun = time.perf_counter()
    world.advance(state := state + 1)
    step = time.perf_counter() - begun
    inside = 0
    for number in range(times):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(reading)
                _work(world, state, writing)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)
        os.close(writing)
        time.sleep(chance.uniform(0, 2.5 * step))
        os.kill(child, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
            raise WrongError("the process ended by itself; its traceback is above")
        with os.fdopen(reading) as pipe:
            lines = pipe.read().splitlines()
        state, unfinished = _follow(world, lines, state)
        inside += unfinished
        report(f"kill {number + 1}")
    world.advance(state + 1)
    return inside


def _work(world: World, state: int, pipe: int) -> None:
    """Go from state to state, telling of each step before and after."""
    while True:
        state += 1
        if state % BACK == 0 and earlier_id(world.data):
            os.write(pipe, f"back {state}\n".encode())
            os.write(pipe, f"served {world.roll_back()}\n".encode())
        else:
            world.write(state)
            os.write(pipe, f"index {state}\n".encode())
            os.write(pipe, f"served {world.index()}\n".encode())


def _follow(world: World, lines: list[str], state: int) -> tuple[int, bool]:
    """Check what is served after these steps, of which the last may not have been finished.

    Returns:
        The last state that the articles were in, and whether a step was not finished.
    """
    served, step, finished = world.served, "", True
    for line in lines:
        word, _, value = line.partition(" ")
        if word == "served":
            served, finished = value, True
            if step == "index":
                world.states[value] = state
        else:
            step, finished, state = word, False, int(value)
    ids = generation_ids(world.data)
    if not finished and step == "index":  # the new one may be there, served or not
        world.states |= {one: state for one in ids if one not in world.states}
    allowed = {world.states[served]}
    if not finished:
        earlier = max((one for one in ids if one < served), default=served)
        allowed.add(state if step == "index" else world.states[earlier])
    world.check(allowed)
    return state, not finished
