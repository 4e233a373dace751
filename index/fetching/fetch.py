"""One address fetched, within every limit: addresses, ports, redirects, time, size, kinds.

Nothing of the environment is used, no proxy either: what is judged is what is connected to.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from time import monotonic
from urllib.parse import quote, urljoin

import httpcore

from index.fetching.addresses import Reach
from index.fetching.deadline import Deadline
from index.fetching.decoding import ACCEPTED, Decoder
from index.fetching.errors import FetchError
from index.fetching.transport import PublicBackend, Resolver, resolve
from index.fetching.urls import checked_url

AGENT = "Iqtibas"
LONGEST_WAIT = 86_400.0  # seconds of a Retry-After that are believed

_REDIRECTS = (301, 302, 303, 307, 308)
_SILENCE = 10.0  # seconds without a byte
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
_VALIDATOR = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,500}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take.

    Attributes:
        seconds: For all of it, redirects included.
        bytes: Of the body, as it comes and uncompressed.
        redirects: How many are followed.
    """

    seconds: float = 20.0
    bytes: int = 5_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Network:
    """How the world is reached.

    Attributes:
        reach: What may be connected to.
        resolver: Names to addresses; another one in tests.
        inner: What connects; another one in tests.
    """

    reach: Reach = field(default_factory=Reach)
    resolver: Resolver = resolve
    inner: httpcore.NetworkBackend | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came.

    Attributes:
        url: After all redirects.
        kind: Content type in small letters, without parameters; empty where none is stated.
        charset: As the content type states it.
        data: The body, uncompressed.
        etag: For the next, conditional request.
        modified: Likewise, Last-Modified.
    """

    url: str
    kind: str
    charset: str | None
    data: bytes
    etag: str | None
    modified: str | None


def fetch(
    url: str,
    limits: Limits,
    network: Network,
    *,
    kinds: Collection[str] | None = None,
    etag: str | None = None,
    modified: str | None = None,
    before: Callable[[str], None] = lambda url: None,
    cut: bool = False,
) -> Fetched | None:
    """Fetch one address.

    Args:
        url: As it was given; it is checked here.
        limits: What it may take.
        network: How the world is reached.
        kinds: Content types that are taken; all where None.
        etag: Of the last time; nothing comes where it is still that.
        modified: Likewise.
        before: Called with the address of each request before it is made; it may refuse by a
            FetchError, and the time it takes is not counted.
        cut: Keep the beginning of what is too large.

    Returns:
        What came, or None where it has not changed since ``etag`` or ``modified``.

    Raises:
        FetchError: It cannot be fetched.
    """
    deadline = Deadline(limits.seconds)
    conditions = {b"If-None-Match": etag, b"If-Modified-Since": modified}
    seen: set[str] = set()
    for _ in range(limits.redirects + 1):
        url = checked_url(url, network.reach)
        if url in seen:
            raise FetchError("redirects", "it leads from address to address in a circle")
        seen.add(url)
        began = monotonic()
        before(url)
        deadline.extend(monotonic() - began)
        came = _Exchange(limits, network, deadline, kinds, cut).get(url, conditions)
        if not isinstance(came, _Redirect):
            return came
        url = _led(url, came.target)
    raise FetchError(
        "redirects", f"it leads on more than {limits.redirects} times; add the last address itself"
    )


def _led(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        raise FetchError("broken", "the site leads on to what is no web address") from None


@dataclass(frozen=True, slots=True)
class _Redirect:
    target: str


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One request and its response."""

    limits: Limits
    network: Network
    deadline: Deadline
    kinds: Collection[str] | None
    cut: bool

    def get(self, url: str, conditions: Mapping[bytes, str | None]) -> Fetched | _Redirect | None:
        """Ask for a checked address, and judge what comes."""
        try:
            return self._get(url, conditions)
        except (httpcore.TimeoutException, TimeoutError):
            self.deadline.left()
            raise FetchError("unreachable", "the site does not answer; try again later") from None
        except (httpcore.NetworkError, OSError) as error:
            raise FetchError("unreachable", _network_reason(error)) from None
        except httpcore.ProtocolError:
            raise FetchError(
                "unreachable", "the site's answer breaks off or is no web page; try again later"
            ) from None
        except httpcore.UnsupportedProtocol:
            raise FetchError("address", "only http:// and https:// addresses are fetched") from None

    def _get(self, url: str, conditions: Mapping[bytes, str | None]) -> Fetched | _Redirect | None:
        backend = PublicBackend(
            self.deadline, self.network.reach, self.network.resolver, self.network.inner
        )
        headers = [
            (b"User-Agent", AGENT.encode()),
            (b"Accept", b"text/html, application/xml;q=0.9, */*;q=0.5"),
            (b"Accept-Encoding", ACCEPTED.encode()),
            (b"Connection", b"close"),
        ]
        headers += [(name, value.encode()) for name, value in conditions.items() if value]
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), _SILENCE)
        origin = httpcore.URL(url).origin
        tls = _tls() if origin.scheme == b"https" else None
        with (
            httpcore.HTTPConnection(origin, tls, network_backend=backend) as connection,
            connection.stream(
                "GET", url, headers=headers, extensions={"timeout": timeout}
            ) as response,
        ):
            return self._judged(url, response, conditional=any(conditions.values()))

    def _judged(
        self, url: str, response: httpcore.Response, *, conditional: bool
    ) -> Fetched | _Redirect | None:
        headers = _text_headers(response.headers)
        if response.status in _REDIRECTS:
            if not headers.get("location"):
                raise FetchError("broken", "the site leads on without saying where to")
            return _Redirect(headers["location"])
        if response.status == 304 and conditional:
            return None
        if response.status != 200:
            raise _refusal(response.status, headers.get("retry-after"))
        stated = headers.get("content-type", "")
        kind = stated.partition(";")[0].strip().lower()
        if self.kinds is not None and kind not in self.kinds:
            raise _wrong_kind(kind)
        charset = _CHARSET.search(stated)
        return Fetched(
            url=url,
            kind=kind,
            charset=charset[1].lower() if charset else None,
            data=self._body(response, headers),
            etag=_validator(headers.get("etag")),
            modified=_validator(headers.get("last-modified")),
        )

    def _body(self, response: httpcore.Response, headers: Mapping[str, str]) -> bytes:
        encoding = headers.get("content-encoding", "").strip().lower()
        decoder = Decoder(encoding, self.limits.bytes, cut=self.cut)
        for piece in response.iter_stream():
            decoder.take(piece)
            self.deadline.left()
            if decoder.full:
                break
        return decoder.whole()


@cache
def _tls() -> ssl.SSLContext:
    """The system's certificates; to read them takes longer than many a page."""
    return ssl.create_default_context()


def _text_headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The first of each name; what is not UTF-8 is percent-encoded, as in an address."""
    found: dict[str, str] = {}
    for name, value in headers:
        try:
            text = value.decode()
        except UnicodeDecodeError:
            text = quote(value, safe="%:/?#[]@!$&'()*+,;=~-._ \"")
        found.setdefault(name.decode("ascii", "replace").lower(), text.strip())
    return found


def _validator(value: str | None) -> str | None:
    return value if value and _VALIDATOR.fullmatch(value) else None


def _refusal(status: int, retry_after: str | None) -> FetchError:
    if status in (404, 410):
        return FetchError("gone", f"the site says that it is not there ({status})")
    if status in (429, 503):
        wait = _seconds(retry_after)
        when = "later" if wait is None else f"in {wait:.0f} seconds"
        return FetchError("busy", f"the site asks to come back later ({status}); try {when}", wait)
    if status >= 500:
        return FetchError("unreachable", f"the site has failed ({status}); try again later")
    return FetchError(
        "forbidden",
        f"the site does not give it to programs ({status}); save the page as a file and add that",
    )


def _seconds(retry_after: str | None) -> float | None:
    """Seconds of a Retry-After: a number, or a date."""
    if not retry_after:
        return None
    if re.fullmatch(r"[0-9]{1,9}", retry_after):
        return min(float(retry_after), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_WAIT)


def _wrong_kind(kind: str) -> FetchError:
    if "xml" in kind:
        return FetchError(
            "type", "it is a feed, not an article; name it in IQTIBAS_FEEDS to follow it"
        )
    shown = f"of the kind {kind[:60]!r}" if kind else "of no stated kind"
    return FetchError("type", f"it is {shown}, which is not read as an article")


def _network_reason(error: Exception) -> str:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLError) or "SSL" in str(error) or "certificate" in str(error):
        return "the site's certificate or encryption is not valid; look at it in a browser"
    return "the site cannot be reached; try again later"
