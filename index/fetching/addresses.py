"""Which addresses may be connected to: those of the public internet, at the ports of the web.

An article's address is a stranger's. Followed blindly it would read the router's page, a cloud's
metadata with the machine's credentials, or any service that trusts its own network.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

PORTS = frozenset({80, 443})
LOOPBACK = "127.0.0.1"

# What ``is_global`` of Python 3.11 lets through although nothing public is there: special purposes
# by the registries of IANA, multicast, and the address at which Azure serves its virtual machines.
_CLOSED_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "224.0.0.0/3",
    )
)
# Of IPv6 only global unicast is public. That leaves out addresses that stand for one of IPv4
# (::ffff:0:0/96, 64:ff9b::/96), site-local ones and multicast; the tunnels inside it go as well.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_CLOSED_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)


def is_public(address: str) -> bool:
    """Whether an IP address, as a resolver writes it, belongs to the public internet.

    References:
        The special-purpose address registries of IANA; RFC 6890, 4291, 6052, 3056, 4380.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not any(ip in network for network in _CLOSED_V4)
    return (
        ip.scope_id is None
        and ip in _GLOBAL_UNICAST
        and ip.is_global
        and not any(ip in network for network in _CLOSED_V6)
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be connected to.

    Attributes:
        test_only_port: One port of 127.0.0.1 at which a test has its own server; never set where
            the program is used.
    """

    test_only_port: int | None = None

    def admits(self, address: str, port: int) -> bool:
        """Whether this address may be connected to at this port."""
        if address == LOOPBACK and port == self.test_only_port:
            return True
        return port in PORTS and is_public(address)

    def admits_port(self, port: int) -> bool:
        """Whether any address may be connected to at this port."""
        return port in PORTS or port == self.test_only_port
