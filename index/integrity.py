"""Whether a generation is as it was written.

Reading a gigabyte takes a second or more, which is too long for every start. So when a generation
is opened, sizes are compared always, and checksums where that is quick (:data:`AFFORDABLE`) or
where a file was touched since it was last read whole. The latter is told by its *stamp*: inode,
size and time of last change (ctime, which no program can set back), kept in ``stamps.json`` beside
the files. What is written, renamed over, copied or restored has another stamp and is read.

What this does not see: bits that rot on the disk below a large file that nobody touched. For those
there is :func:`verify`, which reads everything; ``iqtibas index`` does so before it takes anything
over.

An update (:mod:`index.update`) is whole if its base is.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from contextlib import suppress
from pathlib import Path

from index.manifest import Manifest, base_manifest, read_manifest, unreadable

AFFORDABLE = 128_000_000  # bytes read at each opening: a tenth of a second, or three in the worst
STAMPS = "stamps.json"


def fingerprint(path: Path) -> tuple[int, str]:
    """Size and sha256 of a file. Raises OSError."""
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        return os.fstat(handle.fileno()).st_size, digest


def verify(folder: Path) -> list[str]:
    """Read every byte of a generation; the names of the files that are not as they were written.

    A file of its base is named with the base's id before it.

    Raises:
        GenerationError: The manifest cannot be believed, or a file may not be read.
    """
    manifest = read_manifest(folder)
    damaged = [name for name in sorted(manifest.files) if not _is_whole(folder, name, manifest)]
    if not damaged:
        _remember(folder, manifest)
    if base := base_manifest(folder, manifest):
        damaged += [f"{base.id}/{name}" for name in verify(folder.parent / base.id)]
    return damaged


def check(folder: Path, manifest: Manifest) -> list[str]:
    """What :func:`verify` finds, reading only what must be (see above); it raises the same."""
    damaged = _damaged(folder, manifest)
    if base := base_manifest(folder, manifest):
        beside = folder.parent / base.id
        damaged += [f"{base.id}/{name}" for name in _damaged(beside, base)]
    return damaged


def _damaged(folder: Path, manifest: Manifest) -> list[str]:
    names = sorted(manifest.files)
    if manifest.total <= AFFORDABLE:
        return [name for name in names if not _is_whole(folder, name, manifest)]
    stamps = _stamps(folder, manifest)
    touched = [name for name in names if name not in stamps or stamps[name] != _seen(folder, name)]
    damaged = [name for name in touched if not _is_whole(folder, name, manifest)]
    if touched and not damaged:
        _remember(folder, manifest)
    return damaged


def stamp(folder: Path, manifest: Manifest) -> None:
    """Note that every file was just read whole. Raises OSError."""
    if manifest.total > AFFORDABLE:
        stamps = {name: _stamp(folder / name) for name in manifest.files}
        own = folder / f"{STAMPS}.{os.getpid()}"  # several may note the same at once
        own.write_text(json.dumps(stamps), "utf-8")
        own.replace(folder / STAMPS)


def _remember(folder: Path, manifest: Manifest) -> None:
    with suppress(OSError):  # the folder may be read-only, or deleted by now
        known = _stamps(folder, manifest)
        if any(name not in known or known[name] != _seen(folder, name) for name in manifest.files):
            stamp(folder, manifest)


def _is_whole(folder: Path, name: str, manifest: Manifest) -> bool:
    size, sha256 = manifest.files[name]
    path = folder / name
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != size:
            return False
        return fingerprint(path) == (size, sha256)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise unreadable(manifest.id, error) from error


def _stamp(path: Path) -> list[int]:
    found = path.lstat()
    return [found.st_ino, found.st_size, found.st_ctime_ns]


def _seen(folder: Path, name: str) -> list[int] | None:
    try:
        return _stamp(folder / name)
    except OSError:
        return None


def _stamps(folder: Path, manifest: Manifest) -> dict[str, object]:
    """What the file says of the files of the manifest; nothing where it cannot be read."""
    try:
        values = json.loads((folder / STAMPS).read_text("utf-8"))
        return {name: values[name] for name in manifest.files if name in values}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
