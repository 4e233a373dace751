"""Fetching in a child process, so that answering never waits for it. Knows no Telegram.

The child is ``iqtibas add --json`` or ``iqtibas fetch --json``, whose output is JSON, a line each.
What it keeps is kept whole: a child that is cut off leaves no part of an article.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from bot.telegram.child import child_process

COMMAND = (sys.executable, "-m", "bot")
LONGEST_ADD = 120.0  # seconds that an admin waits for at most


class FetchingError(Exception):
    """Fetching failed as a whole; the message is one sentence."""


async def fetch_json(
    arguments: Sequence[str],
    seconds: float | None = None,
    command: Sequence[str] = COMMAND,
    environment: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Run the child to its end; cancelling this ends it.

    Args:
        arguments: Of ``iqtibas``.
        seconds: After which it is ended.
        command: What to run.
        environment: The child's, instead of this process's. Secrets are left out of either.

    Returns:
        The objects it printed.

    Raises:
        FetchingError: It told of an error, took too long, or ended without a word.
    """
    async with child_process([*command, *arguments], environment) as child:
        try:
            output, _ = await asyncio.wait_for(child.communicate(), seconds)
        except TimeoutError:
            raise FetchingError(f"Fetching took longer than {seconds:.0f} seconds.") from None
    told = _objects(output)
    if not told:
        raise FetchingError(
            f"Fetching ended without a word (exit code {child.returncode}); see the log."
        )
    if "error" in told[-1]:
        raise FetchingError(str(told[-1]["error"]))
    return told


def _objects(output: bytes) -> list[dict[str, Any]]:
    found = []
    for line in output.splitlines():
        with suppress(ValueError):
            one = json.loads(line)
            if isinstance(one, dict):
                found.append(one)
    return found
