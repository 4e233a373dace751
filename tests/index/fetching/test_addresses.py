"""Which addresses are public, and every way to write one that is not."""

from __future__ import annotations

import ipaddress
from typing import cast

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.addresses import Reach, is_public
from index.fetching.errors import FetchError
from index.fetching.fetch import Network, fetch
from tests.index.fetching.site import LIMITS, NoConnection

# One of each kind, with where it would lead.
PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",  # carriers' own networks
    "100.100.100.200",  # metadata of Alibaba's cloud
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",  # Azure
    "169.254.169.254",  # metadata of most clouds
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",  # metadata of Oracle's cloud
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",  # Teredo
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",  # metadata of Amazon's cloud
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not an address",
    "",
]
PUBLIC = ["8.8.8.8", "93.184.215.14", "172.15.0.1", "172.32.0.1", "2606:4700::1111"]

# The same addresses as no resolver writes them but many understand.
ODD_HOSTS = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "00000177.0.0.1",
    "127.0.0.01",
    "0",
    "0.0.0.0",
    "10.0.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "169.254.43518",
    "1.1.1.1.1",
    "256.256.256.256",
    "１２７.0.0.1",
    "127。0。0。1",
    "①②⑦.⓪.⓪.①",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:a9fe:a9fe]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "[fd00:ec2::254]",
    "[::127.0.0.1]",
    "[1]",
    "[v1.127.0.0.1]",
    "localhost",
    "LOCALHOST.",
    "ⓛocalhost",
    "intranet",
    "%31%32%37.0.0.1",
    "127.0.0.1%00.example.com",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_on_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_on_it_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_whatever_the_library_calls_private_is_not_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    closed = (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
    assert not (closed and is_public(str(address)))


@pytest.mark.parametrize("host", ODD_HOSTS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_address_of_this_network_is_refused_before_any_look_up(scheme: str, host: str) -> None:
    def asked(name: str, port: int) -> list[str]:
        raise AssertionError(f"looked up {name}")

    inner = NoConnection()
    network = Network(Reach(), asked, cast(httpcore.NetworkBackend, inner))
    with pytest.raises(FetchError) as told:
        fetch(f"{scheme}://{host}/", LIMITS, network)
    assert told.value.kind in ("address", "private")
    assert inner.tried == []


@pytest.mark.parametrize("address", [a for a in PRIVATE if a])
@pytest.mark.parametrize("others", [[], ["93.184.215.14"]], ids=["alone", "after a public one"])
def test_a_name_with_an_address_that_is_not_public_is_not_connected_to(
    address: str, others: list[str]
) -> None:
    inner = NoConnection()
    network = Network(
        Reach(), lambda name, port: [*others, address], cast(httpcore.NetworkBackend, inner)
    )
    with pytest.raises(FetchError, match="not on the public internet") as told:
        fetch("http://news.example.com/a", LIMITS, network)
    assert told.value.kind == "private"
    assert inner.tried == []


class Recorded(httpcore.MockBackend):
    """Connects to nothing and answers with what it was given."""

    def __init__(self, answer: bytes) -> None:
        super().__init__([answer])
        self.connected: list[str] = []

    def connect_tcp(self, host: str, *more: object, **names: object) -> httpcore.NetworkStream:
        self.connected.append(host)
        return super().connect_tcp(host, *more, **names)  # type: ignore[arg-type]


def test_a_name_is_looked_up_once_and_connected_to_at_the_address_that_was_judged() -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])  # DNS rebinding
    inner = Recorded(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello")
    network = Network(Reach(), lambda name, port: next(answers), inner)
    came = fetch("http://news.example.com/a", LIMITS, network)
    assert came is not None
    assert came.data == b"hello"
    assert inner.connected == ["93.184.215.14"]


def test_the_address_is_judged_again_after_a_redirect() -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    inner = Recorded(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")
    network = Network(Reach(), lambda name, port: next(answers), inner)
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch("http://news.example.com/a", LIMITS, network)
    assert inner.connected == ["93.184.215.14"]


def test_only_the_port_that_a_test_opens_is_open() -> None:
    reach = Reach(8123)
    assert reach.admits("127.0.0.1", 8123)
    assert not reach.admits("127.0.0.1", 80)
    assert not reach.admits("127.0.0.2", 8123)
    assert not reach.admits("8.8.8.8", 8123)
    assert not Reach().admits("127.0.0.1", 8123)
    assert Reach().admits("8.8.8.8", 443)
    assert not Reach().admits("8.8.8.8", 22)
