"""What a power cut may leave of an indexing, at each moment, by the rules of POSIX.

What was written to a file is on disk once the file was synced after it, and a name once its folder
was. Anything else may be there or not. So after each request that changed the disk, this looks at
the disk in every way that it may be found: each folder either as it was last synced or as it is,
and each file that was not synced as lost.

What it does not know: that many file systems promise more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from index.manifest import base_id
from tests.torture.disk import Disk, Fault
from tests.torture.world import World, WrongError

_ID = re.compile(r"\d{6}-[0-9a-f]{8}")


@dataclass(eq=False)
class File:
    holds: str  # which generation a file ``current`` names
    synced: bool = False


@dataclass(eq=False)
class Folder:
    names: dict[str, File | Folder] = field(default_factory=dict)
    synced: dict[str, File | Folder] = field(default_factory=dict)

    def seen(self, eager: bool) -> Mapping[str, File | Folder]:
        return self.names if eager else self.synced


def power_cuts(world: World) -> int:
    """Index once more, and look at what each power cut would have left.

    Returns:
        How many disks were looked at.
    """
    before, state, bases = world.served, max(world.states.values()) + 1, _bases(world)
    root = _on_disk(world.data, before)
    world.write(state)
    disk = Disk(world.data)
    with disk.failing(Fault.NONE, 0):
        after = world.index()
    folders = (world.data / "generations").iterdir()
    parts = {folder.name: {path.name for path in folder.iterdir()} for folder in folders}
    parts |= {name: set(one.names) for name, one in _generations(root).items()}
    bases |= _bases(world)
    looked = 0
    for number, (what, path, to) in enumerate(disk.log, 1):
        _apply(root, world.data.resolve(), what, path, to, after)
        for eager in product((False, True), repeat=3):
            looked += 1
            if problem := _problem(root, eager, parts, bases):
                raise WrongError(f"after request {number} ({what} {path} {to}), {eager}: {problem}")
    current = root.synced["current"]
    if not isinstance(current, File) or current.holds != after:
        raise WrongError("what was told to be served may not be, after a power cut")
    world.check({state})
    return looked


def _bases(world: World) -> dict[str, str]:
    """Each generation and what it is an update of, if it is one."""
    return {one.name: base_id(one) for one in (world.data / "generations").iterdir()}


def _on_disk(path: Path, served: str) -> Folder:
    """The folder as it is, all of it synced."""
    found: dict[str, File | Folder] = {
        one.name: _on_disk(one, served) if one.is_dir() else File(served, synced=True)
        for one in path.iterdir()
    }
    return Folder(found, dict(found))


def _generations(root: Folder) -> dict[str, Folder]:
    inside = root.names["generations"]
    assert isinstance(inside, Folder)
    return {name: one for name, one in inside.names.items() if isinstance(one, Folder)}


def _apply(root: Folder, data: Path, what: str, path: str, to: str, after: str) -> None:
    """Do to the model what a request does to the disk."""
    above, name = _place(root, data, path)
    there = above.names.get(name) if name else root
    match what:
        case "create" | "open" if there is None:
            above.names[name] = File(after)
        case "create" | "open" | "write" if isinstance(there, File):
            there.synced, there.holds = False, after
        case "sync" if isinstance(there, File):
            there.synced = True
        case "sync" if isinstance(there, Folder):
            there.synced = dict(there.names)
        case "mkdir" if there is None:
            above.names[name] = Folder()
        case "unlink":
            above.names.pop(name, None)
        case "rename":
            other, new = _place(root, data, to)
            other.names[new] = above.names.pop(name)


def _place(root: Folder, data: Path, path: str) -> tuple[Folder, str]:
    """The folder that holds the path, and its name there; no name for the root."""
    if Path(path) == data:
        return root, ""
    *above, name = Path(path).relative_to(data).parts
    folder = root
    for one in above:
        inner = folder.names.get(one)
        folder = inner if isinstance(inner, Folder) else Folder()  # a deleted file's
    return folder, name


def _problem(
    root: Folder,
    eager: tuple[bool, ...],
    parts: Mapping[str, set[str]],
    bases: Mapping[str, str],
) -> str | None:
    """What is wrong with what is found, each of the three kinds of folder synced or eager."""
    current = root.seen(eager[0]).get("current")
    generations = root.seen(eager[0]).get("generations")
    if not isinstance(current, File) or not current.synced:
        return "current is lost"
    if not isinstance(generations, Folder):
        return "there is no folder of generations"
    found = dict(_found(generations.seen(eager[1])))
    if current.holds not in found:
        return f"current names {current.holds}, which is lost"
    for name, folder in found.items():
        files = folder.seen(eager[2])
        lost = [
            part
            for part in parts[name]
            if not isinstance(one := files.get(part), File) or not one.synced
        ]
        if lost and (name == current.holds or "manifest.json" in files):
            return f"{name} has lost {lost}"
        if "manifest.json" in files and (base := bases[name]) and base not in found:
            return f"{name} has lost its base"
    return None


def _found(names: Mapping[str, File | Folder]) -> Iterator[tuple[str, Folder]]:
    for name, one in names.items():
        if _ID.fullmatch(name) and isinstance(one, Folder):
            yield name, one
