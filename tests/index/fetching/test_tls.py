"""Pages over TLS: the certificate is looked at, and the limits hold all the same."""

from __future__ import annotations

import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import socket

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from index.fetching.addresses import Reach
from index.fetching.errors import FetchError
from index.fetching.fetch import Network, fetch
from tests.index.fetching.site import ARTICLE, LIMITS, response

Serve = Callable[[Callable[[socket], None], str], int]


def certificate(folder: Path, address: str) -> Path:
    """A certificate of its own for an address, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Serves one connection over TLS; the certificate is trusted, and is for an address."""
    listening = socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()

    def start(answer: Callable[[socket], None], address: str) -> int:
        path = certificate(tmp_path, address)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(path)
        trusting = ssl.create_default_context(cafile=path)
        monkeypatch.setattr("index.fetching.fetch._tls", lambda: trusting)

        def run() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()
                with context.wrap_socket(connection, server_side=True) as encrypted:
                    encrypted.recv(65536)
                    answer(encrypted)

        threading.Thread(target=run, daemon=True).start()
        return int(listening.getsockname()[1])

    yield start
    listening.close()


def test_a_page_comes_over_tls(serve: Serve) -> None:
    port = serve(lambda connection: connection.sendall(response(ARTICLE)), "127.0.0.1")
    came = fetch(f"https://127.0.0.1:{port}/a", LIMITS, Network(Reach(port)))
    assert came is not None
    assert came.data == ARTICLE.encode()


def test_a_certificate_for_another_address_is_refused(serve: Serve) -> None:
    port = serve(lambda connection: connection.sendall(response(ARTICLE)), "127.0.0.2")
    with pytest.raises(FetchError, match="certificate") as told:
        fetch(f"https://127.0.0.1:{port}/a", LIMITS, Network(Reach(port)))
    assert told.value.kind == "unreachable"


def test_a_certificate_that_nobody_trusts_is_refused(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = serve(lambda connection: connection.sendall(response(ARTICLE)), "127.0.0.1")
    monkeypatch.setattr("index.fetching.fetch._tls", ssl.create_default_context)
    with pytest.raises(FetchError, match="certificate"):
        fetch(f"https://127.0.0.1:{port}/a", LIMITS, Network(Reach(port)))


def test_drop_by_drop_the_time_is_up_over_tls_too(serve: Serve) -> None:
    def drip(connection: socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            connection.sendall(b"a")
            time.sleep(0.1)

    port = serve(drip, "127.0.0.1")
    with pytest.raises(FetchError) as told:
        fetch(f"https://127.0.0.1:{port}/a", LIMITS, Network(Reach(port)))
    assert told.value.kind == "slow"
