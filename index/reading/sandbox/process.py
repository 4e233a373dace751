"""The parent's side: starts the child, hands it files, and ends it when a limit is passed."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any
from weakref import finalize

from index.reading.errors import UnreadableError
from index.reading.formats.raw import RawArticle
from index.reading.sandbox.frames import pack, unpack
from index.reading.sandbox.limits import MEGABYTE, Limits

_CHUNK = 1 << 16
_ARTICLE_FIELDS = frozenset(RawArticle.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive: its bytes, or the reason why it was not unpacked."""

    name: str
    data: bytes
    reason: str


class Sandbox:
    """One child process, started when it is needed and again after a failure.

    Safe to use from many threads; they take turns. The child ends by itself when it is not needed
    for a minute, and with its parent.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._stop: finalize[..., Any] | None = None

    def read(self, data: bytes, suffix: str) -> RawArticle:
        """Read one article.

        Args:
            data: The whole file.
            suffix: ``.html``, ``.pdf`` or ``.docx``.

        Raises:
            UnreadableError: It holds no article, or costs more than the limits allow.
        """
        reply, _ = self._ask({"task": "read", "suffix": suffix}, data)
        article = reply.get("article")
        if (
            not isinstance(article, dict)
            or article.keys() != _ARTICLE_FIELDS
            or not all(isinstance(value, str) for value in article.values())
        ):
            raise UnreadableError("its reader failed on it")
        return RawArticle(**article)

    def unpack(self, data: bytes, each: int, total: int) -> list[Member]:
        """The files of a zip archive.

        Args:
            data: The archive.
            each: Bytes that one file may have when it is unpacked.
            total: Bytes that all of them may have together.

        Raises:
            UnreadableError: It cannot be unpacked, or would be larger.
        """
        reply, payload = self._ask({"task": "unpack", "each": each, "total": total}, data)
        members = []
        start = 0
        try:
            for name, size, reason in reply["members"]:
                members.append(Member(str(name), payload[start : start + int(size)], str(reason)))
                start += int(size)
        except (KeyError, TypeError, ValueError):
            raise UnreadableError("its reader failed on it") from None
        return members

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._end()

    def _ask(self, header: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        request = pack(
            header | {"memory": self.limits.memory, "cpu": self.limits.cpu},
            data,
        )
        with self._lock:
            reply = self._exchange(request)
            if reply is None:  # it had ended for want of work, or was replaced for its size
                reply = self._exchange(request)
            if reply is None:
                raise UnreadableError("its reader ended without a word")
        answer, payload = reply
        if "reason" in answer:
            raise UnreadableError(str(answer["reason"]))
        if "memory" in answer:
            raise UnreadableError(self._too_large())
        if "failure" in answer:
            raise UnreadableError("it is damaged, or not what its name says")
        return answer, payload

    def _exchange(self, request: bytes) -> tuple[dict[str, Any], bytes] | None:
        """Send a request and wait for its reply; None if the child ended before, of itself."""
        child = self._started()
        try:
            reply = _Conversation(child, time.monotonic() + self.limits.wall).hold(
                request, self.limits.output
            )
        except TimeoutError:
            self._end()
            raise UnreadableError(self._too_slow(self.limits.wall)) from None
        except OverflowError:
            self._end()
            raise UnreadableError(
                f"more than {self.limits.output / MEGABYTE:g} MB came out of it"
            ) from None
        except (ValueError, RecursionError):  # no frame, or a header made to be none
            reply = None
        except BaseException:  # an interrupt: its reply must not be taken for the next one's
            self._end()
            raise
        if reply is None:
            self._told_why_ended()
        return reply

    def _told_why_ended(self) -> None:
        """Tell why the child is gone; nothing to tell where it went in peace."""
        code = self._end()
        if code == 0:
            return
        if code == -signal.SIGXCPU:
            raise UnreadableError(self._too_slow(self.limits.cpu))
        raise UnreadableError("its reader broke down on it: it is damaged or made to do harm")

    def _too_slow(self, seconds: float) -> str:
        return f"reading it took more than {seconds:g} seconds"

    def _too_large(self) -> str:
        return f"reading it took more than {self.limits.memory / MEGABYTE:g} MB of memory"

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "index.reading.sandbox.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # an interrupt at the terminal is the parent's to handle
            )
            self._stop = finalize(self, _kill, self._child)
        return self._child

    def _end(self) -> int:
        """End the child; its exit code, what it was before if it had ended already."""
        child, self._child = self._child, None
        if child is None:
            return 0
        if self._stop:
            self._stop.detach()
        return _kill(child)


class _Conversation:
    """One request and its reply, over pipes that neither side may block for ever."""

    def __init__(self, child: subprocess.Popen[bytes], deadline: float) -> None:
        assert child.stdin is not None  # noqa: S101 - both were asked for
        assert child.stdout is not None  # noqa: S101
        self._in, self._out = child.stdin.fileno(), child.stdout.fileno()
        self._deadline = deadline
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)

    def hold(self, request: bytes, limit: int) -> tuple[dict[str, Any], bytes] | None:
        """Raises TimeoutError, OverflowError and ValueError."""
        try:
            self._write(request)
        except BrokenPipeError:
            return None
        return unpack(self._read, limit)

    def _write(self, request: bytes) -> None:
        left = memoryview(request)
        while left:
            self._wait(self._in, selectors.EVENT_WRITE)
            left = left[os.write(self._in, left[:_CHUNK]) :]

    def _read(self, count: int) -> bytes:
        found = bytearray()
        while len(found) < count:
            self._wait(self._out, selectors.EVENT_READ)
            part = os.read(self._out, min(count - len(found), _CHUNK))
            if not part:
                break
            found += part
        return bytes(found)

    def _wait(self, descriptor: int, event: int) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, event)
            if not selector.select(max(0.0, self._deadline - time.monotonic())):
                raise TimeoutError


def _kill(child: subprocess.Popen[bytes]) -> int:
    """End a process and forget its pipes."""
    for stream in (child.stdin, child.stdout):
        if stream:
            stream.close()
    try:
        child.wait(0.5)  # it reads the end of its input and goes, or is gone
    except subprocess.TimeoutExpired:
        child.kill()
    return child.wait()


def _environment() -> dict[str, str]:
    """What the child may know: where Python finds its modules, and no secret of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


# The one that articles are read in.
SANDBOX = Sandbox()
