"""A web address from a stranger: read strictly, written in one form, or refused.

Where a reader of addresses and a resolver may disagree (``http://0x7f.1/``, ``http://a@b/``), the
address is refused rather than understood.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import unicodedata
from urllib.parse import quote, urlsplit

import idna

from index.fetching.addresses import Reach
from index.fetching.errors import FetchError

LONGEST = 2048  # characters
KEY = 12  # hexadecimal digits, as an article's id

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_TRACKING = re.compile(
    r"utm_.*|(?:fb|g|d|tt|tw)clid|msclkid|yclid|mc_[ce]id|igshid|_hs(enc|mi)|ref_src"
)
_PATH = "/%:@!$&'()*+,;=~-._"  # what RFC 3986 lets stand there besides letters and digits


def is_address(text: str) -> bool:
    """Whether a text is meant as an address rather than as a file: it begins with a scheme."""
    return bool(_SCHEME.match(text)) and not re.match(r"[a-z]:[\\/]", text, re.IGNORECASE)


def checked_url(text: str, reach: Reach) -> str:
    """An address as it is asked for: small letters in the host, no fragment, ASCII only.

    Raises:
        FetchError: It is no address of the web, or one that is not followed (``address``), or
            names an address that is not public (``private``).
    """
    _refuse_odd_characters(text)
    try:
        parts = urlsplit(text)
        port = parts.port
        name = parts.hostname or ""
    except ValueError:
        raise _no_address() from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise FetchError("address", "only http:// and https:// addresses are fetched")
    if "@" in parts.netloc:
        raise FetchError("address", "an address with a user's name in it is not followed")
    port = port if port is not None else 443 if scheme == "https" else 80
    if not reach.admits_port(port):
        raise FetchError("address", f"only the ports 80 and 443 are asked, not {port}")
    host = _host(name, "[" in parts.netloc, port, reach)
    usual = port == (443 if scheme == "https" else 80)
    path = quote(parts.path or "/", safe=_PATH)
    query = "?" + quote(parts.query, safe=_PATH + "/?") if parts.query else ""
    url = f"{scheme}://{host}{'' if usual else f':{port}'}{path}{query}"
    if len(url) > LONGEST:
        raise FetchError("address", f"an address may have {LONGEST:,} characters at most")
    return url


def host_of(url: str) -> str:
    """The host of a checked address, without ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def origin_of(url: str) -> str:
    """Scheme, host and port of a checked address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def key_of(url: str) -> str:
    """The same for all spellings of one page's address, 12 hexadecimal digits.

    Neither the scheme, ``www.``, a slash at the end, nor what only counts clicks makes a page
    another one.
    """
    parts = urlsplit(url)
    kept = [
        pair
        for pair in parts.query.split("&")
        if pair and not _TRACKING.fullmatch(pair.partition("=")[0].lower())
    ]
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    same = f"{host_of(url)}{port}{parts.path.rstrip('/')}?{'&'.join(sorted(kept))}"
    return hashlib.sha256(same.encode()).hexdigest()[:KEY]


def _no_address() -> FetchError:
    return FetchError("address", "it is no web address; copy it again from the browser")


def _refuse_odd_characters(text: str) -> None:
    """Refuse what browsers drop or turn round silently, and resolvers may not."""
    if not text or len(text) > LONGEST:
        raise FetchError("address", f"an address may have {LONGEST:,} characters at most")
    odd = {"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"}
    if "\\" in text or any(unicodedata.category(character) in odd for character in text):
        raise FetchError("address", "it holds characters that no web address has")


def _host(name: str, bracketed: bool, port: int, reach: Reach) -> str:
    """The host as resolvers and certificates know it."""
    if bracketed:
        if "%" in name:
            raise FetchError("address", "an address with a network interface in it is not followed")
        try:
            name = ipaddress.IPv6Address(name).compressed
        except ValueError:
            raise _no_address() from None
        _check_literal(name, port, reach)
        return f"[{name}]"
    try:
        host = idna.encode(name.removesuffix("."), uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        host = name.removesuffix(".").lower()
    host = host.removesuffix(".")  # of a dot of another script
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        if str(_ipv4(host)) != host:
            raise FetchError("address", "its host is a number written in an unusual way")
        _check_literal(host, port, reach)
    elif len(labels) < 2 or len(host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise _no_address()
    return host


def _ipv4(host: str) -> ipaddress.IPv4Address | None:
    try:
        return ipaddress.IPv4Address(host)
    except ValueError:
        return None


def _check_literal(address: str, port: int, reach: Reach) -> None:
    if not reach.admits(address, port):
        raise private()


def private() -> FetchError:
    """The refusal of what is not on the public internet."""
    return FetchError(
        "private",
        "it leads to an address that is not on the public internet; save the page as a file and "
        "add that",
    )
