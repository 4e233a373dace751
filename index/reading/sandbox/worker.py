"""The child: reads one file after another that the parent sends, within limits it sets on itself.

It ends when nothing has come for a while, when it has grown large, or when the parent is gone.
"""

from __future__ import annotations

import logging
import os
import resource
import select
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.reading.errors import UnreadableError
from index.reading.formats.archive import unpack_zip
from index.reading.formats.reading import read_raw
from index.reading.sandbox.frames import pack, unpack

_IDLE = 60.0  # seconds
_LARGE = 300_000_000  # bytes of memory held after a file
_REQUEST = 1 << 40  # the parent is trusted with the size of what it sends


def main() -> None:
    """Answer requests until there are no more."""
    # What a library prints must not get between the frames.
    replies = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # pipes are no files
    requests = sys.stdin.buffer
    while select.select([requests], [], [], _IDLE)[0]:
        request = unpack(requests.read, _REQUEST)
        if request is None:
            return
        header, data = request
        _limit(header["memory"], header["cpu"])
        replies.write(_reply(header, data))
        replies.flush()
        if _held() > _LARGE:
            return  # the next child begins small; what this one has taken it would keep


def _held() -> int:
    """Bytes of memory held; not ``ru_maxrss``, which begins at what the parent had."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * resource.getpagesize()


def _limit(memory: int, cpu: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    used = resource.getrusage(resource.RUSAGE_SELF)
    # The limit counts the life of the process: only the soft one is set, so that it can move.
    soft = int(used.ru_utime + used.ru_stime) + cpu + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _reply(header: dict[str, Any], data: bytes) -> bytes:
    try:
        if header["task"] == "unpack":
            members = unpack_zip(data, header["each"], header["total"])
            sizes = [(one.name, len(one.data), one.reason) for one in members]
            return pack({"members": sizes}, b"".join(one.data for one in members))
        return pack({"article": asdict(read_raw(data, header["suffix"]))})
    except UnreadableError as error:
        return pack({"reason": str(error)})
    except MemoryError:
        return pack({"memory": True})
    except RecursionError:
        return pack({"reason": "it is nested too deeply"})
    except Exception as error:  # a library's own, of which there are many kinds
        return pack({"failure": type(error).__name__})


if __name__ == "__main__":
    main()
