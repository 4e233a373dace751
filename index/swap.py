"""How a new generation comes to be served, and old ones go.

A generation is built in a folder of another name, flushed to disk, tried, renamed, and only then
named by ``DATA/current``, which is replaced atomically. Each step is on disk before the next
begins, so that a power cut finds either the old state or the new. An old one is renamed before
its files are deleted: half a generation never has a generation's name.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from index.errors import REPAIR, DamagedError, GenerationError
from index.generation import CURRENT, FOLDER, Generation, folder_names, generation_ids, served_id
from index.integrity import check, fingerprint, stamp
from index.manifest import FILE, Manifest, base_id, read_manifest

KEPT = 3  # generations on disk, the served one among them, for rollback
_BUILDING, _DELETING = ".building", ".deleting"

Trial = Callable[[Generation], None]
"""Tries a generation before it is served; raises GenerationError to refuse it."""


def new_folder(data: Path) -> Path:
    """An empty folder on the same disk in which to build the next generation."""
    generations = data / FOLDER
    if not generations.is_dir():
        generations.mkdir()
        sync(data)
        sync(data.resolve().parent)  # the data folder may be as new
    tidy(data)
    folder = generations / _BUILDING
    folder.mkdir()
    return folder


def next_id(data: Path, content: str) -> str:
    """The id of the next generation; ``content`` is a hexadecimal digest of what is in it."""
    numbers = [int(one.split("-")[0]) for one in folder_names(data)]
    with suppress(GenerationError):  # what was served may have been deleted by hand
        numbers.append(int(served_id(data).split("-")[0]))
    return f"{max(numbers, default=0) + 1:06d}-{content[:8]}"


def fingerprints(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and sha256 of each file of a folder, each flushed to disk."""
    found = {}
    for path in sorted(folder.iterdir()):
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
        found[path.name] = fingerprint(path)
    return found


def serve(data: Path, folder: Path, manifest: Manifest, trial: Trial | None = None) -> None:
    """Complete the generation in ``folder`` and make it the served one, or leave all as it was.

    Raises:
        GenerationError: It does not open, or the trial refuses it.
        OSError: The disk refuses.
    """
    stamp(folder, manifest)
    _write(folder / FILE, manifest.text())
    sync(folder)
    try:  # some libraries do not tell when the last bytes of a file were refused
        generation = Generation.open_folder(folder)
    except GenerationError as error:
        raise GenerationError(
            f"The new index cannot be read back ({str(error).removesuffix(REPAIR)}); the last "
            "complete one, if any, is served. Make room on the disk, or mend it, and run: "
            "iqtibas index"
        ) from error
    try:
        if trial is not None:
            trial(generation)
    finally:
        generation.close()
    final = data / FOLDER / manifest.id
    folder.rename(final)
    sync(final.parent)
    point(data, manifest.id)


def point(data: Path, generation: str) -> None:
    """Serve another complete generation from now on."""
    current, new = data / CURRENT, data / f"{CURRENT}.new"
    if current.is_dir() and not current.is_symlink():  # somebody's; nothing can be put over it
        current.rename(data / f"{CURRENT}.was-a-folder-{os.getpid()}")
    _write(new, generation + "\n")
    new.replace(current)
    sync(data)


def prune(data: Path) -> list[str]:
    """Delete all but the newest :data:`KEPT` whole generations and the served one.

    Of updates the base is kept too, and one generation that does not depend on it.

    Returns:
        The ids of those that were complete and are gone.
    """
    served = served_id(data)
    ids = generation_ids(data)
    servable = [one for one in ids if one == served or _is_servable(data, one)]
    kept = {*servable[-KEPT:], served}
    try:
        bases = {one: base_id(data / FOLDER / one) for one in ids}
    except OSError:  # it may be any of them
        return []
    needed = {base for one in kept if (base := bases.get(one))}
    if needed and kept <= needed | {one for one in ids if bases[one]}:  # all by few files
        kept.update([one for one in servable if not bases[one] and one not in needed][-1:])
    kept |= needed
    # The newest first: an update never outlives its base.
    away = [one for one in folder_names(data)[::-1] if one not in kept and _rename_away(data, one)]
    tidy(data)
    return [one for one in away[::-1] if one in ids]


def tidy(data: Path) -> None:
    """Delete what interrupted runs left behind; the lock says that none is running."""
    with suppress(OSError):  # the next run tries again
        for path in (data / FOLDER).iterdir():
            if path.name.startswith((_BUILDING, _DELETING)):
                with suppress(OSError):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


def sync(folder: Path) -> None:
    """Flush the names in a folder to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_servable(data: Path, generation: str) -> bool:
    """Whether it is whole, or cannot be told to be broken."""
    folder = data / FOLDER / generation
    try:
        return not check(folder, read_manifest(folder))
    except DamagedError:
        return False
    except GenerationError:  # another version's, or not ours to read
        return True


def _rename_away(data: Path, generation: str) -> bool:
    folder = data / FOLDER / generation
    try:
        folder.rename(folder.with_name(f"{_DELETING}-{generation}"))
        sync(folder.parent)
    except OSError:  # the next run tries again
        return False
    return True


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
