"""A page from the web into the folder of articles, and again when it may have changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from index.analysis import words
from index.article import Article
from index.fetching.courtesy import ROBOTS_BYTES, Courtesy
from index.fetching.errors import FetchError
from index.fetching.feeds import KINDS as FEED_KINDS
from index.fetching.feeds import FeedEntry, read_feed
from index.fetching.fetch import Fetched, Limits, Network, fetch
from index.fetching.memory import FeedVisit, Link, Memory, Visit
from index.fetching.pages import KINDS, Page, PageShelf
from index.fetching.urls import checked_url, host_of, key_of
from index.reading import UnreadableError

MISSES = 2  # answers that a page is gone, in a row, before it is held to be withdrawn
_KEPT_WORDS = 1 / 3  # of an article's words, in an edited version of it
_MOST_FAILURES = 3  # of a host in a row: a run over its hundred articles would take an hour
_REST = 60.0  # seconds, where a site asks for rest and does not say how much

Change = Literal["same", "edited", "missed", "withdrawn", "returned"]


class AlreadyKeptError(Exception):
    """The page of this address is kept already; ``path`` is its file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class Intake:
    """Fetches and keeps, within the limits and with courtesy; one for a run.

    Args:
        folder: The folder of articles that pages are kept in.
        memory: What is known from earlier runs.
        limits: Of one fetch.
        network: How the world is reached.
        pause: Seconds between two requests to a host.
        now: The time, with its zone.
    """

    def __init__(
        self,
        folder: Path,
        memory: Memory,
        limits: Limits,
        network: Network,
        pause: float = 1.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.shelf = PageShelf(folder)
        self.memory = memory
        self.now = now
        self._folder, self._limits, self._network = folder, limits, network
        self._failures: dict[str, int] = {}  # in a row, of each host
        self._courtesy = Courtesy(self._robots, memory.rests, pause, lambda: self.now().timestamp())

    def checked(self, url: str) -> str:
        """The address in its one form. Raises FetchError."""
        return checked_url(url, self._network.reach)

    def take(self, url: str) -> Page:
        """Fetch a page that is not kept yet, and keep it.

        Raises:
            AlreadyKeptError: It is kept already, under this address or the one it leads to.
            FetchError: It cannot be fetched, or is no article.
            OSError: It could not be written.
        """
        asked = self.checked(url)
        self._refuse_kept(asked)
        fetched = self._fetch(url, KINDS)
        if fetched is None:
            raise FetchError("broken", "the site sent nothing")
        self._refuse_kept(fetched.url)
        page = self.shelf.page_of(fetched, self.now())
        if kept := self.shelf.same(page):
            raise AlreadyKeptError(kept)
        self.shelf.keep(page)
        self._visited(page, fetched.etag, fetched.modified)
        # Should it be removed one day, no feed is to bring it back.
        for known in {asked, fetched.url}:
            self.memory.put(Link(key_of(known), known, done=True))
        return page

    def recheck(self, page: Page) -> Change:
        """Ask whether a kept page has changed; what it says now takes the place of before.

        Returns:
            ``same``; ``edited``: it says something else now; ``missed``: the site said for the
            first time that it is gone; ``withdrawn``: it said so again; ``returned``: it is there
            again.

        Raises:
            FetchError: That cannot be told now. The article stays as it is.
            OSError: It could not be written.
        """
        name, now = self.inside(page), self.now().timestamp()
        visit = self.memory.visit(name) or Visit(name, None, None, now)
        # Should anything fail below, the next try is not at once.
        self.memory.put(replace(visit, checked=now))
        try:
            fetched = self._fetch(page.provenance.url, KINDS, visit.etag, visit.modified)
        except FetchError as error:
            if error.kind != "gone":
                raise
            return self._missed(page, visit.misses + 1)
        if not page.path.exists():  # removed meanwhile, and not to be brought back
            return "same"
        change: Change = "same" if fetched is None else self._compared(page, fetched)
        if change == "same" and page.provenance.withdrawn:
            self.shelf.keep(replace(page, provenance=replace(page.provenance, withdrawn=None)))
            change = "returned"
        newest = fetched or visit
        self._visited(page, newest.etag, newest.modified)
        return change

    def entries(self, visit: FeedVisit) -> tuple[tuple[FeedEntry, ...], FeedVisit]:
        """What a feed names, and the visit to remember; nothing where it has not changed.

        Raises:
            FetchError: It cannot be fetched or read.
        """
        fetched = self._fetch(visit.url, FEED_KINDS, visit.etag, visit.modified)
        if fetched is None:
            return (), replace(visit, failures=0, next=0.0)
        entries = read_feed(fetched.data, fetched.url)
        return entries, FeedVisit(visit.url, fetched.etag, fetched.modified)

    def _fetch(
        self,
        url: str,
        kinds: Collection[str],
        etag: str | None = None,
        modified: str | None = None,
    ) -> Fetched | None:
        asked: list[str] = []

        def before(hop: str) -> None:
            asked.append(hop)
            self._courtesy.before(hop)

        host = host_of(self.checked(url))
        if self._failures.get(host, 0) >= _MOST_FAILURES:
            raise FetchError("unreachable", "its site has failed several times; try again later")
        try:
            fetched = fetch(
                url,
                self._limits,
                self._network,
                kinds=kinds,
                etag=etag,
                modified=modified,
                before=before,
            )
        except FetchError as error:
            if error.kind in ("slow", "unreachable"):
                self._failures[host] = self._failures.get(host, 0) + 1
            if error.kind == "busy" and asked:
                self._courtesy.rest(asked[-1], _REST if error.wait is None else error.wait)
            raise
        self._failures.pop(host, None)
        return fetched

    def _robots(self, url: str) -> Fetched | None:
        limits = replace(self._limits, bytes=ROBOTS_BYTES)
        return fetch(url, limits, self._network, cut=True)

    def _refuse_kept(self, url: str) -> None:
        if path := self.shelf.find(url):
            raise AlreadyKeptError(path)

    def _missed(self, page: Page, misses: int) -> Change:
        if not page.path.exists():
            return "missed"
        # Without what a condition needs: should it come back, it comes whole.
        self._visited(page, None, None, misses)
        if misses < MISSES or page.provenance.withdrawn:
            return "missed"
        gone = replace(page.provenance, withdrawn=self._today())
        self.shelf.keep(replace(page, provenance=gone))
        return "withdrawn"

    def _compared(self, page: Page, fetched: Fetched) -> Change:
        """``same``, or ``edited`` after the new version has taken its place."""
        provenance = replace(
            page.provenance, charset=fetched.charset, edited=self._today(), withdrawn=None
        )
        new = replace(page, provenance=provenance, body=fetched.data)
        if KINDS[fetched.kind] != page.path.suffix:
            raise _another()
        try:
            text = new.article()
        except UnreadableError:
            raise _another() from None
        earlier: Article | None
        try:
            earlier = page.article()
        except UnreadableError:  # it is read otherwise today than when it was kept
            earlier = None
        if earlier and (earlier.title, earlier.text) == (text.title, text.text):
            return "same"
        if earlier and not _is_version(text.text, earlier.text):
            raise _another()
        self.shelf.replace(new, self.now())
        return "edited"

    def _visited(self, page: Page, etag: str | None, modified: str | None, misses: int = 0) -> None:
        checked = self.now().timestamp()
        self.memory.put(Visit(self.inside(page), etag, modified, checked, misses))

    def inside(self, page: Page) -> str:
        """By what a kept page is remembered."""
        return page.path.relative_to(self._folder).as_posix()

    def _today(self) -> str:
        return self.now().astimezone(UTC).date().isoformat()


def _is_version(text: str, earlier: str) -> bool:
    """Whether a text keeps enough words of an earlier one: else it is a log-in, or an error."""
    before = set(words(earlier))
    return len(before & set(words(text))) >= _KEPT_WORDS * len(before)


def _another() -> FetchError:
    return FetchError(
        "no_article", "another page is at this address now; the article stays as it was"
    )
