"""One process at a time writes into a data folder; readers need no lock.

A lock is the kernel's (flock), so it ends with the process that held it, however that ended. The
file of the index's says who holds it, for the message alone.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from index.errors import GenerationError, IndexBusyError, IqtibasError

LOCK = "lock"


@contextmanager
def indexing(data: Path) -> Iterator[None]:
    """Hold the data folder for indexing.

    Raises:
        IndexBusyError: Another process holds it.
        GenerationError: The folder cannot be written.
    """

    def busy(handle: IO[str]) -> IqtibasError:
        return IndexBusyError(
            f"Another process{_holder(handle)} is indexing into {data}. Wait until it has finished."
        )

    with held(data, LOCK, GenerationError, busy) as handle:
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
        _note(handle, f"{os.getpid()}, since {since} UTC")
        try:
            yield
        finally:
            _note(handle, "")


@contextmanager
def held(
    data: Path,
    name: str,
    unwritable: type[IqtibasError],
    busy: Callable[[IO[str]], IqtibasError],
) -> Iterator[IO[str]]:
    """Hold a lock of the data folder, which is made if it is not there.

    Args:
        data: The data folder.
        name: The lock's file in it.
        unwritable: What is raised where the folder cannot be written.
        busy: What is raised where another process holds the lock, given the file.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        handle = (data / name).open("a+", encoding="utf-8")
    except OSError as error:
        raise unwritable(
            f"The data folder {data} cannot be written ({error.strerror}). "
            "Give the program's user write access to it, or set IQTIBAS_DATA."
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise busy(handle) from None
        yield handle


def _note(handle: IO[str], text: str) -> None:
    with suppress(OSError):  # a full disk is told of where it matters
        os.ftruncate(handle.fileno(), 0)
        os.write(handle.fileno(), text.encode())


def _holder(handle: IO[str]) -> str:
    """`` (its number, since when)``, where the file tells."""
    with suppress(OSError, ValueError):
        handle.seek(0)
        held = handle.read(100)
        return f" ({held})" if held and held.isprintable() else ""
    return ""
