"""How sites are treated: what their robots.txt asks, a pause between requests, and a rest.

References:
    RFC 9309, the Robots Exclusion Protocol; RFC 9110, 10.2.3, Retry-After.
"""

from __future__ import annotations

import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field

from protego import Protego

from index.fetching.errors import TRANSIENT, FetchError
from index.fetching.fetch import AGENT, Fetched
from index.fetching.urls import host_of, origin_of

ROBOTS_BYTES = 500_000  # as many as RFC 9309 wants read; what follows is not
LONGEST_PAUSE = 10.0  # seconds of a Crawl-delay that are kept; longer ones would stop a run
_ENDURED = 5.0  # seconds of rest that are waited for rather than told of

Get = Callable[[str], Fetched | None]


@dataclass(slots=True)
class Courtesy:
    """Keeps the rules for one run. ``before`` goes to :func:`index.fetching.fetch.fetch`.

    Attributes:
        get: Fetches a robots.txt, cut to :data:`ROBOTS_BYTES`.
        rests: Host to the time, in seconds since the epoch, before which it wants to be left
            alone; kept from run to run.
        pause: Seconds between two requests to a host.
        now: The clock of ``rests``.
        sleep: Waits.
    """

    get: Get
    rests: MutableMapping[str, float]
    pause: float = 1.0
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, Protego | FetchError] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)

    def before(self, url: str) -> None:
        """Wait until a checked address may be asked for.

        Raises:
            FetchError: The site's robots.txt forbids it (``robots``), is not to be had now, or
                the site wants to be left alone (``busy``).
        """
        self._rested(host_of(url))
        rules = self._rules(origin_of(url))
        if not rules.can_fetch(url, AGENT):
            raise FetchError(
                "robots",
                "the site's robots.txt asks programs not to read it; save the page as a file and "
                "add that",
            )
        self._paused(host_of(url), min(rules.crawl_delay(AGENT) or 0.0, LONGEST_PAUSE))

    def rest(self, url: str, seconds: float) -> None:
        """Leave the site of a checked address alone for so long."""
        self.rests[host_of(url)] = self.now() + seconds

    def _rested(self, host: str) -> None:
        wait = self.rests.get(host, 0.0) - self.now()
        if wait > _ENDURED:
            raise FetchError(
                "busy", f"the site asked to be left alone; try again in {wait:.0f} seconds", wait
            )
        if wait > 0:
            self.sleep(wait)

    def _paused(self, host: str, asked: float) -> None:
        wait = self._next.get(host, 0.0) - self.now()
        if wait > 0:
            self.sleep(min(wait, LONGEST_PAUSE))  # the clock may have been set back
        self._next[host] = self.now() + max(self.pause, asked)

    def _rules(self, origin: str) -> Protego:
        if origin not in self._robots:
            try:
                self._robots[origin] = self._read(origin)
            except FetchError as error:
                self._robots[origin] = error
        rules = self._robots[origin]
        if isinstance(rules, FetchError):
            raise rules
        return rules

    def _read(self, origin: str) -> Protego:
        """The rules of a site; none where it has no robots.txt.

        Raises:
            FetchError: It may have one and does not give it now: then nothing is to be read.
        """
        url = f"{origin}/robots.txt"
        try:
            came = self.get(url)
        except FetchError as error:
            if error.kind == "private":
                raise
            if error.kind == "busy":
                self.rest(url, error.wait or 60.0)
            if error.kind in TRANSIENT:
                reason = f"its robots.txt cannot be read: {error}"
                raise FetchError(error.kind, reason, error.wait) from None
            return Protego.parse("")
        return Protego.parse(came.data.decode("utf-8-sig", "replace") if came else "")
