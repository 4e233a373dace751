from __future__ import annotations

import io
import json
import os
import signal
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.reading import UnreadableError
from index.reading.sandbox import Limits, Sandbox
from index.reading.sandbox.frames import pack, unpack

PAGE = (
    "<html><body><h1>Delegation in Cairo</h1><article>"
    + "<p>The delegation arrived in Cairo on Friday morning and left in the evening.</p>" * 4
    + "</article></body></html>"
).encode()
SLOW = b"<html><body>" + b"<h1>x</h1>" * 100_000


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    one = Sandbox()
    yield one
    one.close()


def child_of(sandbox: Sandbox) -> int:
    assert sandbox._child is not None
    return sandbox._child.pid


def test_one_child_reads_many_files(sandbox: Sandbox) -> None:
    first = sandbox.read(PAGE, ".html")
    child = child_of(sandbox)
    assert sandbox.read(PAGE, ".html") == first
    assert first.title == "Delegation in Cairo"
    assert child_of(sandbox) == child


def test_a_large_parent_has_no_short_lived_children(sandbox: Sandbox) -> None:
    ballast = b"x" * 700_000_000
    sandbox.read(PAGE, ".html")
    child = child_of(sandbox)
    sandbox.read(PAGE, ".html")
    assert child_of(sandbox) == child
    assert len(ballast) == 700_000_000


def test_threads_take_turns(sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: sandbox.read(PAGE, ".html"), range(12)))
    assert len(found) == 1


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_child_that_is_killed_between_files_costs_one_file_and_is_replaced(
    sandbox: Sandbox, how: signal.Signals
) -> None:
    sandbox.read(PAGE, ".html")
    os.kill(child_of(sandbox), how)
    time.sleep(0.2)
    with pytest.raises(UnreadableError, match="its reader broke down on it"):
        sandbox.read(PAGE, ".html")
    assert sandbox.read(PAGE, ".html").title


def test_a_child_that_went_in_peace_costs_none(sandbox: Sandbox) -> None:
    sandbox._child = subprocess.Popen(
        [sys.executable, "-c", "pass"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert sandbox.read(PAGE, ".html").title


def test_a_file_over_the_processor_time_is_given_up_and_the_next_is_read() -> None:
    sandbox = Sandbox(Limits(cpu=1))
    with pytest.raises(UnreadableError, match="reading it took more than 1 seconds"):
        sandbox.read(SLOW, ".html")
    assert sandbox.read(PAGE, ".html").title
    sandbox.close()


def test_a_file_over_the_time_is_given_up_and_the_next_is_read() -> None:
    sandbox = Sandbox(Limits(wall=0.5))
    with pytest.raises(UnreadableError, match=r"^reading it took more than 0\.5 seconds$"):
        sandbox.read(SLOW, ".html")
    sandbox.limits = Limits()
    assert sandbox.read(PAGE, ".html").title
    sandbox.close()


def test_a_file_that_takes_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    sandbox = Sandbox(Limits(memory=300_000_000))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(250_000_000))
    with pytest.raises(UnreadableError, match="reading it took more than 300 MB of memory"):
        sandbox.unpack(made.getvalue(), 400_000_000, 400_000_000)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", b"words")
    (member,) = sandbox.unpack(made.getvalue(), 100, 100)
    assert (member.name, member.data, member.reason) == ("a.txt", b"words", "")
    sandbox.close()


class Interrupted(BaseException):
    pass


def test_after_an_interrupt_the_next_file_gets_its_own_article(sandbox: Sandbox) -> None:
    def interrupt(*_: object) -> None:
        raise Interrupted

    sandbox.read(PAGE, ".html")
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(Interrupted):
            sandbox.read(SLOW, ".html")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert sandbox.read(PAGE, ".html").title == "Delegation in Cairo"


def test_more_output_than_allowed_is_not_taken() -> None:
    sandbox = Sandbox(Limits(output=100))
    with pytest.raises(UnreadableError, match=r"more than 0\.0001 MB came out of it"):
        sandbox.read(PAGE * 3, ".html")
    sandbox.close()


def test_the_child_sees_no_secret(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IQTIBAS_TELEGRAM_TOKEN", "123:secret")
    sandbox.read(PAGE, ".html")
    seen = Path(f"/proc/{child_of(sandbox)}/environ").read_bytes()
    assert b"secret" not in seen
    assert b"PYTHONPATH" in seen


def test_a_child_ends_with_its_parent(sandbox: Sandbox) -> None:
    sandbox.read(PAGE, ".html")
    child = child_of(sandbox)
    sandbox.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_frame_comes_back_as_it_was_packed() -> None:
    frame = pack({"name": "\ud800 خبر"}, b"\0\xff")
    assert unpack(io.BytesIO(frame).read, 1000) == ({"name": "\ud800 خبر"}, b"\0\xff")
    assert unpack(io.BytesIO(b"").read, 1000) is None


@pytest.mark.parametrize("cut", [1, 15, 16, 20])
def test_a_cut_frame_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="ends within a frame"):
        unpack(io.BytesIO(pack({"a": 1}, b"xyz")[:cut]).read, 1000)


def test_a_frame_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(OverflowError, match="are allowed"):
        unpack(io.BytesIO(struct.pack(">QQ", 1 << 60, 0)).read, 1000)


def test_a_header_that_is_no_object_is_refused() -> None:
    header = json.dumps([1]).encode()
    with pytest.raises(ValueError, match="no object"):
        unpack(io.BytesIO(struct.pack(">QQ", len(header), 0) + header).read, 1000)
