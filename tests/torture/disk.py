"""A disk that refuses, or a power cut, at the n-th request: ``disk.c``, preloaded."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

ROOT = Path(__file__).parents[2]
_PRELOADED = "IQTIBAS_TORTURE_DISK"


class Fault(IntEnum):
    """What happens at the request: as in ``disk.c``."""

    NONE = 0
    REFUSED = 1
    REFUSED_FROM_THEN_ON = 2
    KILLED = 3
    KILLED_HALFWAY = 4


def compiler() -> str | None:
    """The C compiler, where there is one."""
    return shutil.which("cc") or shutil.which("gcc")


def run_preloaded(
    folder: Path, arguments: Sequence[str], **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run ``python ARGUMENTS`` with the disk preloaded.

    One thread in each library: forked children must not wait for threads that were not forked.
    """
    library = folder / "disk.so"
    subprocess.run(
        [compiler() or "cc", "-shared", "-fPIC", "-O1", "-o", str(library),
         str(Path(__file__).with_name("disk.c")), "-ldl"],
        check=True,
    )  # fmt: skip
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ
        | {
            "LD_PRELOAD": str(library),
            _PRELOADED: str(library),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "TOKENIZERS_PARALLELISM": "false",
            "PYTHONPATH": str(ROOT),
        },
        check=False,
        text=True,
        **options,
    )


@dataclass
class Disk:
    """The disk below one folder, in a process run by :func:`run_preloaded`."""

    folder: Path
    asked: int = 0  # requests in the last block
    log: tuple[tuple[str, str, str], ...] = ()  # them: what, path, new path

    @contextmanager
    def failing(self, fault: Fault, request: int, error: int = 0) -> Iterator[None]:
        """The ``request``-th request inside, counted from 1, meets the fault."""
        library = ctypes.CDLL(os.environ[_PRELOADED])
        library.disk_asked.restype = ctypes.c_long
        root = os.fsencode(self.folder.resolve())
        with TemporaryFile() as log:
            descriptor = log.fileno() if fault is Fault.NONE else -1
            library.disk_watch(root, int(fault), ctypes.c_long(request), error, descriptor)
            try:
                yield
            finally:
                self.asked = library.disk_asked()
                library.disk_watch(b"", 0, ctypes.c_long(0), 0, -1)
                log.seek(0)
                lines = log.read().decode().splitlines()
                self.log = tuple((*line.split("\t"),) for line in lines)  # type: ignore[misc]
