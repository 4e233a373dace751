"""``make torture``: one index must be served, whole and right, whatever happens to its making.

Indexing, whole and by updates, is killed at random moments; ended at every request to the disk,
before and halfway through it; refused every request, once and from then on; done on disks that fill
up; and every disk that a power cut may leave is looked at. After each, what is served must be
whole, of the state before or after, and answer with that state's numbers; what was complete must
still be there; and the next indexing must leave nothing behind. Prints what was done as JSON; ends
with a traceback at the first index that is lost or answer that is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.torture.disk import Fault, compiler, run_preloaded
from tests.torture.fulldisk import full_disks, read_only, small_disk
from tests.torture.kills import kills
from tests.torture.powercut import power_cuts
from tests.torture.refusals import deaths, every, first_deaths, refusals
from tests.torture.world import Kind, World, quick_builds

NO_COMPILER = 77  # exit code
MEMORY = Path("/dev/shm")  # a thousand indexings would wear a disk for nothing


def main() -> int:
    """Run it, in a process of its own before which the disk is preloaded."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=500, help="at random moments")
    parser.add_argument("--step", type=int, default=1, help="every so manieth request to the disk")
    parser.add_argument("--seed", type=int, default=1, help="of the moments and the first request")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside is None:
        if compiler() is None:
            print("a C compiler is needed", file=sys.stderr)
            return NO_COMPILER
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            again = ["-m", "tests.torture", *sys.argv[1:], "--inside", folder]
            return run_preloaded(Path(folder), again).returncode
    print(json.dumps(torture(options.inside, options.kills, options.step, options.seed)))
    return 0


def torture(folder: Path, times: int, step: int, seed: int) -> dict[str, float]:
    """Do all of it; how often what happened."""
    begun, chance = time.perf_counter(), Random(seed)
    encoder = quick_builds()
    worlds = {kind: World(folder / kind.name, encoder, kind) for kind in Kind}
    for world in worlds.values():
        world.folder.mkdir()
        for state in range(3):
            world.advance(state)
    by_turns = worlds[Kind.BY_TURNS]

    def report(what: str) -> None:
        if sys.stderr.isatty():
            print(f"\r{what:<40}", end="", file=sys.stderr, flush=True)

    figures: dict[str, float] = {"power_cuts": 0, "kills": times}
    for kind in (*Kind, Kind.BY_TURNS, Kind.BY_TURNS):  # of three by turns, one is of each sort
        figures["power_cuts"] += power_cuts(worlds[kind])
    figures["kills_inside_a_step"] = kills(by_turns, times, chance, report)
    requests = every(step, chance.randint(1, step))
    figures["killed_at_first"] = first_deaths(folder, encoder, requests, report)
    for kind in (Kind.WHOLE, Kind.UPDATES):
        for fault in (Fault.KILLED, Fault.KILLED_HALFWAY):
            requests = every(step, chance.randint(1, step))
            name = f"{fault.name}_{kind.name}".lower()
            figures[name] = deaths(worlds[kind], fault, requests, report)
        for fault in (Fault.REFUSED, Fault.REFUSED_FROM_THEN_ON):
            requests = every(step, chance.randint(1, step))
            name = f"{fault.name}_{kind.name}".lower()
            figures[name] = refusals(worlds[kind], fault, requests, report)
    with small_disk(folder / "small") as disk:
        if disk is not None:
            other = World(disk, encoder, Kind.BY_TURNS)
            for state in range(4):
                other.advance(state)
            read_only(other)
            figures["full_disks"] = full_disks(other, max(1, step // 4))
    return figures | {
        "indexings_checked": sum(max(world.states.values()) for world in worlds.values()),
        "lost": 0,
        "wrong": 0,
        "seconds": round(time.perf_counter() - begun, 1),
    }


if __name__ == "__main__":
    raise SystemExit(main())
