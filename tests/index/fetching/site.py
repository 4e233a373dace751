"""A site on loopback that answers exactly what a test writes, byte by byte if it wants."""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any

from index.fetching.addresses import Reach
from index.fetching.fetch import Limits, Network

Answer = bytes | Callable[[socket.socket], None]

LIMITS = Limits(seconds=0.6, bytes=200_000)
ARTICLE = (
    "Balloon over the valley\n\n"
    "The blue balloon flew over the valley for three hours yesterday. People watched it from the "
    "roofs and waved. It came down in a field beside the river at dusk.\n"
)


def response(
    body: bytes | str = b"",
    kind: str | None = "text/plain; charset=utf-8",
    status: str = "200 OK",
    **headers: object,
) -> bytes:
    """A whole response; ``headers`` by their names with ``_`` for ``-``."""
    body = body.encode() if isinstance(body, str) else body
    lines: dict[str, object] = {"Content-Type": kind} if kind else {}
    lines |= {"Content-Length": len(body)}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("utf-8", "surrogateescape") + body


def leading_to(target: str, status: str = "302 Found") -> bytes:
    return response(status=status, Location=target)


class Site:
    """The site; every other path is not there.

    Attributes:
        answers: Path to what is sent.
        requests: ``(path, headers)`` of each request, names in small letters.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, Mapping[str, str]]] = []
        self.closing = threading.Event()
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    site.answer(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False
            request_queue_size = 50

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]

    def answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (piece := connection.recv(65536)):
                return
            head += piece
        first, *lines = head.decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        pairs = (line.partition(": ") for line in lines if line)
        self.requests.append((path, {name.lower(): value for name, _, value in pairs}))
        answer = self.answers.get(path, response("not here", status="404 Not Found"))
        if isinstance(answer, bytes):
            connection.sendall(answer)
        else:
            answer(connection)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    @property
    def network(self) -> Network:
        return Network(Reach(self.port))

    def drip(self, before: bytes, piece: bytes, seconds: float = 0.1) -> Answer:
        """Sends ``piece`` again and again until the other side has had enough."""

        def send(connection: socket.socket) -> None:
            connection.sendall(before)
            while not self.closing.is_set():
                connection.sendall(piece)
                time.sleep(seconds)

        return send

    def silence(self, before: bytes = b"") -> Answer:
        """Sends ``before`` and then nothing."""

        def send(connection: socket.socket) -> None:
            connection.sendall(before)
            self.closing.wait(30)

        return send

    def __enter__(self) -> Site:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class NoConnection:
    """A network that must not be connected to: it remembers who tried."""

    def __init__(self) -> None:
        self.tried: list[tuple[str, int]] = []

    def connect_tcp(self, host: str, port: int, *more: Any) -> Any:
        self.tried.append((host, port))
        raise AssertionError(f"connected to {host}")
