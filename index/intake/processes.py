"""Work spread over processes, each told of it and heard through a pipe.

They end when it is closed, however this one ends.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from index.errors import ProcessError

Task = TypeVar("Task")
Result = TypeVar("Result")


def processors() -> int:
    """How many processes can work at a time."""
    return len(os.sched_getaffinity(0))


def spread(
    begin: Callable[[], Callable[[Task], Result]], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result]]:
    """Each task and what comes of it, in order.

    Args:
        begin: Called once in each process; what it gives does the tasks. Found by its name.
        tasks: Read as they are needed. A process has one at a time, and gets the next before what
            it found is looked at.

    Raises:
        ProcessError: A process has ended before its work.
    """
    remaining = iter(tasks)
    with ExitStack() as stack:
        waiting: deque[tuple[_Worker, Task]] = deque()
        for task in remaining:
            worker = _Worker(stack, begin)
            worker.tell(task)
            waiting.append((worker, task))
            if len(waiting) == processors():
                break
        while waiting:
            worker, task = waiting.popleft()
            found: Result = worker.hear()
            for following in remaining:
                worker.tell(following)
                waiting.append((worker, following))
                break
            yield task, found


class _Worker:
    """A process that works, and our end of the pipe to it."""

    def __init__(self, stack: ExitStack, begin: Callable[[], Callable[[Any], Any]]) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, begin), daemon=True)
        self._process.start()
        theirs.close()
        stack.callback(self._process.join)
        stack.callback(self._connection.close)  # it ends by this, which comes first

    def tell(self, task: object) -> None:
        try:
            self._connection.send(task)
        except OSError:
            raise self._ended() from None

    def hear(self) -> Any:  # noqa: ANN401
        try:
            return self._connection.recv()
        except (EOFError, OSError):
            raise self._ended() from None

    def _ended(self) -> ProcessError:
        self._connection.close()
        self._process.join()
        code = self._process.exitcode or 0
        how = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
        return ProcessError(
            f"A process that helps with indexing has ended before its work was done ({how}); the "
            "last complete index, if any, is served. Make sure that there is memory, and run: "
            "iqtibas index"
        )


def _work(connection: Connection, begin: Callable[[], Callable[[Any], Any]]) -> None:
    # A process for each processor is enough: the tokenizer would start threads in each.
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    does = begin()
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            connection.send(does(connection.recv()))
