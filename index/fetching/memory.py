"""What fetching remembers between runs, in one SQLite file. The pages themselves are not in it.

Without the file nothing is lost but some courtesy: pages are asked for once more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from index.errors import IqtibasError
from index.lock import held

FILE, LOCK = "web.sqlite", "web.lock"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS link (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, done INTEGER NOT NULL, tries INTEGER NOT NULL,
    next REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS page (
    path TEXT PRIMARY KEY, etag TEXT, modified TEXT, checked REAL NOT NULL, misses INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS feed (
    url TEXT PRIMARY KEY, etag TEXT, modified TEXT, failures INTEGER NOT NULL, next REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS told (subject TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS host (name TEXT PRIMARY KEY, until REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a feed named.

    Attributes:
        key: The same for all spellings of it.
        url: As the feed wrote it.
        done: It is kept, or was refused for good: it is not asked for again.
        tries: How often it could not be fetched.
        next: Not before this time, in seconds since the epoch.
    """

    key: str
    url: str
    done: bool
    tries: int = 0
    next: float = 0.0


@dataclass(frozen=True, slots=True)
class Visit:
    """The last visit to a kept page.

    Attributes:
        path: Its file, inside its folder of articles.
        etag: For the next, conditional request.
        modified: Likewise.
        checked: When, in seconds since the epoch.
        misses: How often in a row the site said that it is gone.
    """

    path: str
    etag: str | None
    modified: str | None
    checked: float
    misses: int = 0


@dataclass(frozen=True, slots=True)
class FeedVisit:
    """The last visit to a feed; ``failures`` are those in a row since it last went well."""

    url: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    next: float = 0.0


_Row = TypeVar("_Row", Link, Visit, FeedVisit)
_TABLES = {Link: "link", Visit: "page", FeedVisit: "feed"}


class Memory:
    """The opened file.

    Args:
        path: Made where it is not there; ``:memory:`` for none.

    Raises:
        IqtibasError: It cannot be used.
    """

    def __init__(self, path: Path) -> None:
        try:
            if path.parent != Path():
                path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path, isolation_level=None, timeout=30.0)
            self._database.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise IqtibasError(
                f"{path} cannot be used ({error}). Move it away; it holds no articles, and a new "
                "one is made."
            ) from None
        self.rests: MutableMapping[str, float] = _Rests(self._database)

    def link(self, key: str) -> Link | None:
        """What became of an address."""
        return self._one(Link, "key", key)

    def due_links(self, now: float) -> list[Link]:
        """Addresses to be tried again, in the order of their keys."""
        rows = self._database.execute(
            "SELECT * FROM link WHERE NOT done AND next <= ? ORDER BY key", (now,)
        )
        return [Link(*row) for row in rows]

    def visit(self, path: str) -> Visit | None:
        """The last visit to a kept page."""
        return self._one(Visit, "path", path)

    def feed(self, url: str) -> FeedVisit:
        """The last visit to a feed."""
        return self._one(FeedVisit, "url", url) or FeedVisit(url)

    def put(self, row: Link | Visit | FeedVisit) -> None:
        """Remember it, in the place of what was there."""
        marks = ",".join("?" * len(fields(row)))
        table = _TABLES[type(row)]
        self._database.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", astuple(row))

    def tell(self, subject: str) -> bool:
        """Whether this is to be told; not again until it is forgotten."""
        sql = "INSERT OR IGNORE INTO told VALUES (?)"
        return self._database.execute(sql, (subject,)).rowcount > 0

    def forget_told(self, subject: str) -> None:
        """It is over: should it come again, it is to be told again."""
        self._database.execute("DELETE FROM told WHERE subject = ?", (subject,))

    def close(self) -> None:
        """Release the file."""
        self._database.close()

    def _one(self, kind: type[_Row], column: str, value: str) -> _Row | None:
        sql = f"SELECT * FROM {_TABLES[kind]} WHERE {column} = ?"
        row = self._database.execute(sql, (value,)).fetchone()
        return kind(*row) if row else None


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data folder for fetching.

    Raises:
        IqtibasError: Another process holds it, or the folder cannot be written.
    """
    busy = IqtibasError(f"Another process is fetching into {data}. Wait until it has finished.")
    with held(data, LOCK, IqtibasError, lambda _: busy):
        yield


class _Rests(MutableMapping[str, float]):
    """Host to the time before which it wants to be left alone."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __getitem__(self, host: str) -> float:
        row = self._database.execute("SELECT until FROM host WHERE name = ?", (host,)).fetchone()
        if row is None:
            raise KeyError(host)
        return float(row[0])

    def __setitem__(self, host: str, until: float) -> None:
        self._database.execute("INSERT OR REPLACE INTO host VALUES (?, ?)", (host, until))

    def __delitem__(self, host: str) -> None:
        self._database.execute("DELETE FROM host WHERE name = ?", (host,))

    def __iter__(self) -> Iterator[str]:
        rows: list[tuple[Any, ...]] = self._database.execute("SELECT name FROM host").fetchall()
        return iter([str(row[0]) for row in rows])

    def __len__(self) -> int:
        return len(list(iter(self)))
