"""Indexing in a child process: what it tells, how it fails, and that it ends when told to."""

import json
import os
import signal
import sys
from contextlib import aclosing
from pathlib import Path

import pytest

from bot.telegram.reindexing import ReindexError, read_event, reindex
from index.reading import Rejected
from index.summary import Progress, Summary

FIELDS = {
    "generation": "g2",
    "added": 1,
    "changed": 2,
    "removed": 3,
    "unchanged": 4,
    "passages": 50,
    "seconds": 1.5,
    "rejected": [{"path": "articles/bad.txt", "reason": "it is empty"}],
}
SUMMARY = Summary("g2", 1, 2, 3, 4, 50, 1.5, (Rejected("articles/bad.txt", "it is empty"),))


def child(script: str) -> tuple[str, ...]:
    """A command that runs a Python script."""
    return (sys.executable, "-c", script)


async def events(script: str) -> list[Progress | Summary]:
    async with aclosing(reindex(command=child(script))) as told:
        return [event async for event in told]


async def test_progress_comes_as_it_is_told_and_the_summary_last() -> None:
    script = f"""
import json
print(json.dumps({{"stage": "reading", "done": 1, "total": 2}}), flush=True)
print("a library's own line")
print("[1]")
print(json.dumps({{"summary": {FIELDS!r}}}))
"""
    assert await events(script) == [Progress("reading", 1, 2), SUMMARY]


async def test_the_error_of_the_child_is_raised_with_its_sentence() -> None:
    script = """print('{"error": "Another process is indexing; try later."}'); exit(1)"""
    with pytest.raises(ReindexError, match=r"^Another process is indexing; try later\.$"):
        await events(script)


async def test_a_child_that_ends_without_a_summary_is_an_error() -> None:
    with pytest.raises(ReindexError, match="exit code 9"):
        await events("exit(9)")


async def test_a_summary_longer_than_a_pipe_is_read_whole() -> None:
    script = f"""
import json
fields = {FIELDS!r}
fields["rejected"] = [{{"path": "x" * 100, "reason": "y" * 100}}] * 2000
print(json.dumps({{"summary": fields}}))
"""
    (summary,) = await events(script)
    assert isinstance(summary, Summary)
    assert len(summary.rejected) == 2000


async def test_the_child_does_not_get_the_token() -> None:
    script = f"""
import json, os
fields = {FIELDS!r}
fields["generation"] = " ".join(sorted(n for n in os.environ if n.startswith("IQTIBAS")))
print(json.dumps({{"summary": fields}}))
"""
    environment = {
        "IQTIBAS_TELEGRAM_TOKEN": "1:secret",
        "IQTIBAS_TELEGRAM_TOKEN_FILE": "/run/secret",
        "IQTIBAS_DATA": "data",
    }
    async with aclosing(reindex(command=child(script), environment=environment)) as told:
        (summary,) = [event async for event in told]
    assert isinstance(summary, Summary)
    assert summary.generation == "IQTIBAS_DATA"


async def test_closing_ends_the_child(tmp_path: Path) -> None:
    script = """
import json, os, time
print(json.dumps({"stage": "reading", "done": os.getpid(), "total": 1}), flush=True)
time.sleep(600)
"""
    async with aclosing(reindex(command=child(script))) as told:
        event = await anext(told)
        assert isinstance(event, Progress)
        os.kill(event.done, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(event.done, signal.SIGKILL)


@pytest.mark.parametrize("line", [b"\n", b"not json\n", b"\xff\n", b"1\n"])
def test_a_line_that_tells_nothing_is_passed_over(line: bytes) -> None:
    assert read_event(line) is None


def test_a_summary_may_hold_more_than_is_shown() -> None:
    assert read_event(json.dumps({"summary": {**FIELDS, "articles": 7}}).encode()) == SUMMARY


async def test_the_child_leaves_the_processor_to_those_who_ask() -> None:
    script = f"""
import json, os, time
deadline = time.monotonic() + 10
while (nice := os.getpriority(os.PRIO_PROCESS, 0)) < 15 and time.monotonic() < deadline:
    time.sleep(0.01)
print(json.dumps({{"stage": "reading", "done": nice, "total": 19}}))
print(json.dumps({{"summary": {FIELDS!r}}}))
"""
    assert await events(script) == [Progress("reading", 15, 19), SUMMARY]
