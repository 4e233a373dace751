"""Connections to public addresses only: resolved once, judged, and then made to that very address.

A name that resolves to a public address when it is judged and to a private one when it is
connected to (DNS rebinding) gains nothing: there is no second look-up. A name with one private
address among public ones is refused as a whole.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from index.fetching.addresses import Reach
from index.fetching.deadline import Deadline
from index.fetching.errors import FetchError
from index.fetching.urls import private

MOST_ADDRESSES = 4  # tried of one name

Resolver = Callable[[str, int], list[str]]
"""Gives every IP address of a name.

Raises:
    OSError: It has none.
"""


def resolve(host: str, port: int) -> list[str]:
    """What the system's resolver says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PublicBackend(httpcore.NetworkBackend):
    """Makes the connections of one fetch.

    Args:
        deadline: Of all of it.
        reach: What may be connected to.
        resolver: Another one in tests.
        inner: What connects; another one in tests.
    """

    def __init__(
        self,
        deadline: Deadline,
        reach: Reach,
        resolver: Resolver = resolve,
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._deadline, self._reach, self._resolver = deadline, reach, resolver
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to a name or address.

        Raises:
            FetchError: It is not public, has no address, or the time is up.
            httpcore.ConnectError: None of its addresses answers.
        """
        addresses = self._resolved(host, port)
        if not all(self._reach.admits(address, port) for address in addresses):
            raise private()
        failure: Exception | None = None
        for address in addresses[:MOST_ADDRESSES]:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError("no address")

    def _resolved(self, host: str, port: int) -> list[str]:
        """The addresses of a name; a resolver that hangs is left behind."""
        answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answers.get(timeout=self._deadline.left())
        except queue.Empty:
            raise self._deadline.over() from None
        if isinstance(found, list) and found:
            return found
        raise FetchError(
            "unreachable", f"there is no site {host}; look whether the address is spelt as it is"
        )

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore does between attempts."""
        time.sleep(self._deadline.left(seconds))


class TimedStream(httpcore.NetworkStream):
    """A connection each of whose reads and writes ends with the deadline of the whole."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """End the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Go on encrypted."""
        left = self._deadline.left(timeout)
        return TimedStream(
            self._inner.start_tls(ssl_context, server_hostname, left), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # it is httpcore's
        """Of the connection underneath."""
        return self._inner.get_extra_info(info)
