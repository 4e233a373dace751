"""Indexing in a child process, so that answering never waits for it. Knows no Telegram.

The child is ``iqtibas index --progress-json``: one JSON object per line on its standard output,
``{"stage", "done", "total"}`` while it runs, then ``{"summary": {…}}`` or ``{"error": "…"}``.
A child that is cut off leaves the served index as it was: a generation is swapped in when complete.
"""

from __future__ import annotations

import json
import logging
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from bot.telegram.child import child_process
from index.reading import Rejected
from index.summary import Progress, Summary

COMMAND = (sys.executable, "-m", "bot", "index", "--progress-json")

_logger = logging.getLogger(__name__)


class ReindexError(Exception):
    """Indexing failed; the message is one sentence for the admin."""


async def reindex(
    full: bool = False,
    command: Sequence[str] = COMMAND,
    environment: Mapping[str, str] | None = None,
) -> AsyncGenerator[Progress | Summary, None]:
    """Index in a child process; closing or cancelling this ends the child.

    Args:
        full: Read and encode everything anew.
        command: What to run.
        environment: The child's, instead of this process's. Secrets are left out of either.

    Yields:
        Progress, as often as the child tells, and the summary last.

    Raises:
        ReindexError: The child told of an error, or ended without a summary.
    """
    full_command = [*command, *(["--full"] if full else [])]
    async with child_process(full_command, environment) as child:
        async for event in _events(child):
            yield event


async def _events(child: Process) -> AsyncGenerator[Progress | Summary, None]:
    if child.stdout is None:
        raise ValueError("the child was started without a pipe")
    event: Progress | Summary | None = None
    async for line in child.stdout:
        if (told := read_event(line)) is not None:
            event = told
            yield event
    code = await child.wait()
    if not isinstance(event, Summary):
        raise ReindexError(f"Indexing ended without a summary (exit code {code}); see the log.")


def read_event(line: bytes) -> Progress | Summary | None:
    """One line of the child's output; None for a line that is no JSON object.

    Raises:
        ReindexError: The line tells of an error.
    """
    try:
        event = json.loads(line)
    except ValueError:
        event = None
    if not isinstance(event, dict):
        _logger.warning("indexing printed a line that is no JSON object: %r", line[:200])
        return None
    if "error" in event:
        raise ReindexError(str(event["error"]))
    if "summary" in event:
        return _summary(event["summary"])
    return Progress(stage=event["stage"], done=event["done"], total=event["total"])


def _summary(fields: Mapping[str, Any]) -> Summary:
    rejected = tuple(Rejected(file["path"], file["reason"]) for file in fields["rejected"])
    names = ("generation", "added", "changed", "removed", "unchanged", "passages", "seconds")
    return Summary(**{name: fields[name] for name in names}, rejected=rejected)
