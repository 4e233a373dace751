"""What has changed on the web: new articles of the feeds, and pages that are recent enough."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from index.fetching.errors import TRANSIENT, FetchError, Kind
from index.fetching.intake import AlreadyKeptError, Intake
from index.fetching.memory import Link
from index.fetching.pages import Page
from index.fetching.urls import KEY, host_of, key_of
from index.reading import UnreadableError

RECENT = timedelta(days=30)  # older pages are not asked for again
SOONEST = timedelta(hours=1)  # between two visits to a page
TRIES = 6  # of an article that cannot be fetched for the moment
FIRST_PAUSE = timedelta(minutes=15)  # after a failure; doubled with each that follows
LONGEST_PAUSE = timedelta(days=1)
_HICCUPS = 1  # failures of a feed that are not worth telling


@dataclass(frozen=True, slots=True)
class Arrival:
    """A page that was kept, or has changed."""

    url: str
    title: str
    source: str
    path: Path


@dataclass(frozen=True, slots=True)
class Problem:
    """A feed or page that could not be fetched.

    Attributes:
        url: Its address.
        kind: As in :class:`~index.fetching.errors.FetchError`.
        reason: One sentence without its full stop.
        new: Whether it is told for the first time.
    """

    url: str
    kind: Kind
    reason: str
    new: bool


@dataclass(slots=True)
class Report:
    """What one run found. Of ``edited``, ``withdrawn`` and ``returned`` see ``Intake.recheck``."""

    added: list[Arrival] = field(default_factory=list)
    edited: list[Arrival] = field(default_factory=list)
    withdrawn: list[Arrival] = field(default_factory=list)
    returned: list[Arrival] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether indexing would find something new."""
        return bool(self.added or self.edited or self.withdrawn or self.returned)


def poll(feeds: Iterable[str], intake: Intake) -> Report:
    """Read every feed whose time has come, then the pages whose time has come.

    Raises:
        OSError: A page could not be written. What was done before is kept.
    """
    run = _Run(intake)
    for link in intake.memory.due_links(run.seconds):
        run.follow(link)
    for url in dict.fromkeys(feeds):
        run.read(url)
    for path in list(intake.shelf.all()):
        page = intake.shelf.read(path)
        if page is not None and run.is_due(page):
            run.recheck(page)
    return run.report


class _Run:
    def __init__(self, intake: Intake) -> None:
        self._intake, self._memory = intake, intake.memory
        self.report = Report()

    @property
    def seconds(self) -> float:
        return self._intake.now().timestamp()

    def read(self, url: str) -> None:
        """Read one feed and follow what is new in it."""
        visit = self._memory.feed(url)
        if visit.next > self.seconds:
            return
        try:
            entries, visited = self._intake.entries(visit)
        except FetchError as error:
            failures = visit.failures + 1
            pause = max(_pause(failures), error.wait or 0.0)
            self._memory.put(replace(visit, failures=failures, next=self.seconds + pause))
            if error.kind in TRANSIENT and failures <= _HICCUPS:
                self._problem(url, error, new=False)
            else:
                self._problem(url, error, new=self._memory.tell(url))
            return
        # Remembered first as addresses to follow: if this run ends early, the next goes on.
        links = [link for entry in entries if (link := self._new_link(entry.link))]
        for link in links:
            self._memory.put(link)
        self._memory.put(visited)
        self._memory.forget_told(url)
        for link in links:
            self.follow(link)

    def follow(self, link: Link) -> None:
        """Take one article, or remember when to try again."""
        try:
            page = self._intake.take(link.url)
        except AlreadyKeptError:
            self._memory.put(replace(link, done=True))
        except FetchError as error:
            tries = link.tries + 1
            again = error.kind in TRANSIENT and tries < TRIES
            pause = max(_pause(tries), error.wait or 0.0)
            self._memory.put(replace(link, done=not again, tries=tries, next=self.seconds + pause))
            told = not again and self._memory.tell(_subject(link.url, error))
            self._problem(link.url, error, new=told)
        else:
            self._memory.put(replace(link, done=True))
            self.report.added.append(_arrival(page))

    def is_due(self, page: Page) -> bool:
        """Whether to ask for a page again: less often the older it is."""
        now = self._intake.now()
        try:
            age = now - datetime.fromisoformat(page.provenance.fetched)
        except (ValueError, TypeError):  # written by hand
            return False
        visit = self._memory.visit(self._intake.inside(page))
        if visit is None:
            return age <= RECENT
        since = timedelta(seconds=now.timestamp() - visit.checked)
        return age <= RECENT and since >= max(SOONEST, age / 10)

    def recheck(self, page: Page) -> None:
        """Ask whether one page has changed."""
        try:
            change = self._intake.recheck(page)
        except FetchError as error:
            told = error.kind not in TRANSIENT and self._memory.tell(
                _subject(page.provenance.url, error)
            )
            self._problem(page.provenance.url, error, new=told)
            return
        changed: dict[str, list[Arrival]] = {
            "edited": self.report.edited,
            "withdrawn": self.report.withdrawn,
            "returned": self.report.returned,
        }
        now = self._intake.shelf.read(page.path)
        if change in changed and now is not None:
            changed[change].append(_arrival(now))

    def _new_link(self, url: str) -> Link | None:
        """A link that has never been followed; one that is no address is told of, once."""
        try:
            url = self._intake.checked(url)
        except FetchError as error:
            key = hashlib.sha256(url.encode(errors="surrogatepass")).hexdigest()[:KEY]
            if self._memory.link(key) is None:
                self._memory.put(Link(key, "", done=True))
                self._problem(url, error, new=False)
            return None
        key = key_of(url)
        return None if self._memory.link(key) else Link(key, url, done=False)

    def _problem(self, url: str, error: FetchError, *, new: bool) -> None:
        self.report.problems.append(Problem(url, error.kind, str(error), new))


def _arrival(page: Page) -> Arrival:
    try:
        article = page.article()
    except UnreadableError:  # it is read otherwise today than when it was kept
        return Arrival(page.provenance.url, page.path.stem, page.path.parent.name, page.path)
    return Arrival(page.provenance.url, article.title, article.source, page.path)


def _pause(failures: int) -> float:
    """Seconds to wait after so many failures in a row."""
    doubled: timedelta = FIRST_PAUSE * 2 ** min(failures - 1, 10)
    return min(doubled, LONGEST_PAUSE).total_seconds()


def _subject(url: str, error: FetchError) -> str:
    """What is told of once: the trouble with a site rather than with each of its pages."""
    return f"{host_of(url)} {error.kind}"
