"""A child process that works beside the bot: it yields to those who ask, and ends when it must.

It gets no secret. Knows no Telegram.
"""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress

SECRETS = ("IQTIBAS_TELEGRAM_TOKEN", "IQTIBAS_TELEGRAM_TOKEN_FILE", "IQTIBAS_WEBHOOK_SECRET")
LONGEST_LINE = 1 << 24  # bytes; the summary of an indexing names every file left out
NICENESS = 15  # of 19
PATIENCE = 10.0  # seconds between asking the child to end and killing it


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a child."""
    return {name: value for name, value in environment.items() if name not in SECRETS}


@asynccontextmanager
async def child_process(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> AsyncIterator[Process]:
    """Run a program whose output is read; it is ended, if it has not, when the block is left.

    Args:
        command: The program and its arguments.
        environment: The child's, instead of this process's. Secrets are left out of either.
    """
    child = await asyncio.create_subprocess_exec(
        *command,
        stdin=DEVNULL,
        stdout=PIPE,
        env=without_secrets(os.environ if environment is None else environment),
        limit=LONGEST_LINE,
    )
    with suppress(OSError):  # it has ended already
        os.setpriority(os.PRIO_PROCESS, child.pid, NICENESS)
    try:
        yield child
    finally:
        await _end(child)


async def _end(child: Process) -> None:
    """Ask the child to end, and make it."""
    if child.returncode is not None:
        return
    child.terminate()
    try:
        await asyncio.wait_for(child.wait(), PATIENCE)
    except TimeoutError:
        child.kill()
        await child.wait()
