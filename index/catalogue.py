"""The catalogue: articles and where their passages begin and end, in SQLite.

It is written once, while a generation is built, and then only read. Passages have the row numbers
that the vectors and the lexical index use.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple
from weakref import finalize

import numpy as np

from index.article import Article, Language, Passage
from index.copies import Signature, groups
from index.stories import Stories, Telling

_SCHEMA = """
CREATE TABLE article (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, text TEXT NOT NULL, title TEXT NOT NULL,
    source TEXT NOT NULL, url TEXT, published TEXT, language TEXT NOT NULL, path TEXT NOT NULL,
    author TEXT, edited TEXT, withdrawn TEXT,
    content TEXT NOT NULL, first_passage INTEGER NOT NULL, passages INTEGER NOT NULL,
    story INTEGER  -- number of the first article of several near-copies, this one among them
    -- (the articles of an update are numbered after those of its base)
);
CREATE INDEX stories ON article (story) WHERE story IS NOT NULL;
CREATE TABLE signature (article INTEGER PRIMARY KEY, shingles BLOB NOT NULL);
CREATE TABLE passage (
    row INTEGER PRIMARY KEY, article_id TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    sentences TEXT NOT NULL
);
-- Of an update: the articles of its base that are gone, and those that have other copies now.
CREATE TABLE gone (number INTEGER PRIMARY KEY);
CREATE TABLE retold (number INTEGER PRIMARY KEY, story INTEGER NOT NULL);
"""
_ARTICLE = ", ".join(field.name for field in fields(Article))


@dataclass(frozen=True, slots=True)
class Held:
    """What the catalogue knows of an article without reading its text.

    Attributes:
        number: In the order they were added.
        content: Hash of the bytes it was read from.
        first_passage: Row of its first passage.
        passages: How many follow each other from there.
    """

    number: int
    id: str
    content: str
    first_passage: int
    passages: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An article without its text."""

    id: str
    title: str
    source: str
    published: str | None
    language: Language


class Origin(NamedTuple):
    """What articles are chosen by, and the rows of the passages of one."""

    source: str
    published: str | None
    first_passage: int
    passages: int


class CatalogueWriter:
    """Writes the catalogue of a new generation, article by article."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript(_SCHEMA)
        self._articles = 0
        self._rows = 0

    def add(
        self, article: Article, content: str, passages: Sequence[Passage], signature: Signature
    ) -> None:
        """Append an article and its passages; the passages take the next rows."""
        values = (self._articles, *astuple(article), content, self._rows, len(passages))
        marks = ",".join("?" * len(values))
        columns = f"number, {_ARTICLE}, content, first_passage, passages"
        self._database.execute(f"INSERT INTO article ({columns}) VALUES ({marks})", values)
        self._database.executemany(
            "INSERT INTO passage VALUES (?,?,?,?,?)",
            [
                (row, p.article_id, p.start, p.end, json.dumps(p.sentences))
                for row, p in enumerate(passages, self._rows)
            ],
        )
        self._database.execute(
            "INSERT INTO signature VALUES (?,?)", (self._articles, signature.tobytes())
        )
        self._articles += 1
        self._rows += len(passages)

    def group_copies(self) -> None:
        """Tell which of the articles are near-copies, from their signatures alone."""
        story = groups(_Signatures(self._database, self._articles))
        members = np.bincount(story, minlength=self._articles)
        told = np.flatnonzero(members[story] > 1).tolist()
        self._tell({number: int(story[number]) for number in told})

    def signatures(self) -> list[Signature]:
        """Of each article, in order."""
        held = _Signatures(self._database, self._articles)
        return [held[number] for number in range(len(held))]

    def go_over(self, base: int, gone: Iterable[int], stories: Mapping[int, int]) -> None:
        """Make this the catalogue of an update.

        Args:
            base: How many articles its base has.
            gone: Numbers of those that are not there any more.
            stories: Number of an article of either to its story, where the base does not say so.
        """
        self._tell({number - base: story for number, story in stories.items() if number >= base})
        retold = [(number, story) for number, story in stories.items() if number < base]
        self._database.executemany("INSERT INTO retold VALUES (?,?)", retold)
        self._database.executemany("INSERT INTO gone VALUES (?)", [(number,) for number in gone])

    def _tell(self, stories: Mapping[int, int]) -> None:
        sql = "UPDATE article SET story = ? WHERE number = ?"
        self._database.executemany(sql, [(story, number) for number, story in stories.items()])

    def close(self) -> None:
        """Commit and close."""
        self._database.commit()
        self._database.close()


class _Signatures:
    """The signatures of a catalogue, each read when it is asked for."""

    def __init__(self, database: sqlite3.Connection, count: int) -> None:
        self._database = database
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int, /) -> Signature:
        sql = "SELECT shingles FROM signature WHERE article = ?"
        return np.frombuffer(self._database.execute(sql, (number,)).fetchone()[0], np.uint32)


class Catalogue(Telling):
    """An opened catalogue. Safe to use from many threads.

    Raises:
        sqlite3.DatabaseError: The file is no catalogue.
    """

    def __init__(self, path: Path) -> None:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._database = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._close = finalize(self, self._database.close)  # at the latest when it is dropped
        # SQLite reads nothing before it is asked.
        self.told = Stories(
            self._rows(
                "SELECT first_passage, first_passage + passages, story, number FROM article "
                "WHERE story IS NOT NULL"
            )
        )

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(sql, values).fetchall()

    def article(self, article_id: str) -> Article:
        """One article.

        Raises:
            KeyError: There is none of this id.
        """
        return self.articles([article_id])[article_id]

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those of these articles that it holds."""
        sql = f"SELECT {_ARTICLE} FROM article WHERE id IN (SELECT value FROM json_each(?))"
        found = [Article(*row) for row in self._rows(sql, [json.dumps(list(ids))])]
        return {one.id: one for one in found}

    def has(self, article_id: str) -> bool:
        """Whether it holds an article of this id."""
        return bool(self._rows("SELECT 1 FROM article WHERE id = ?", (article_id,)))

    def number(self, article_id: str) -> int:
        """The place of one article in the order they were added. Raises KeyError."""
        rows = self._rows("SELECT number FROM article WHERE id = ?", (article_id,))
        if not rows:
            raise KeyError(article_id)
        return int(rows[0][0])

    def listing(self) -> list[Listed]:
        """What a list shows of each article, in the order they were added."""
        columns = ", ".join(field.name for field in fields(Listed))
        rows = self._rows(f"SELECT {columns} FROM article ORDER BY number")
        return [Listed(*row) for row in rows]

    def origins(self) -> list[Origin]:
        """Where each article is from, in the order they were added."""
        sql = "SELECT source, published, first_passage, passages FROM article ORDER BY number"
        return [Origin(*row) for row in self._rows(sql)]

    def held(self) -> dict[str, Held]:
        """Each article by id."""
        columns = ", ".join(field.name for field in fields(Held))
        rows = self._rows(f"SELECT {columns} FROM article ORDER BY number")
        return {held.id: held for held in (Held(*row) for row in rows)}

    def passages(self, rows: Iterable[int]) -> list[Passage]:
        """The passages of these rows, in the order asked for.

        Raises:
            KeyError: A row does not exist.
        """
        wanted = list(rows)
        # As one JSON value: an article may have more passages than a statement may have marks.
        sql = (
            "SELECT row, article_id, start, end, sentences FROM passage "
            "WHERE row IN (SELECT value FROM json_each(?))"
        )
        found = {
            row: Passage(article_id, start, end, tuple(map(tuple, json.loads(sentences))))
            for row, article_id, start, end, sentences in self._rows(sql, [json.dumps(wanted)])
        }
        return [found[row] for row in wanted]

    def signature(self, article_id: str) -> Signature:
        """The signature of one article (see :mod:`index.copies`).

        Raises:
            KeyError: There is none of this id.
        """
        sql = "SELECT shingles FROM signature JOIN article ON article = number WHERE id = ?"
        rows = self._rows(sql, (article_id,))
        if not rows:
            raise KeyError(article_id)
        return np.frombuffer(rows[0][0], np.uint32)

    def copies(self, article_id: str) -> list[str]:
        """The other articles that are near-copies of one, in the order they were added."""
        sql = (
            "SELECT id FROM article WHERE story = (SELECT story FROM article WHERE id = ?) "
            "AND id <> ? ORDER BY number"
        )
        return [row[0] for row in self._rows(sql, (article_id, article_id))]

    def spans(self, numbers: Iterable[int]) -> list[tuple[int, str, int, int]]:
        """``(number, id, first passage, the one after the last)`` of some articles, in order."""
        sql = (
            "SELECT number, id, first_passage, first_passage + passages FROM article "
            "WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"
        )
        return self._rows(sql, [json.dumps(list(numbers))])

    def all_signatures(self, step: int = 5_000) -> Iterator[list[tuple[int, bytes]]]:
        """Number and shingles of so many articles at a time, in order."""
        sql = "SELECT article, shingles FROM signature WHERE article >= ? ORDER BY article LIMIT ?"
        first = 0
        while found := self._rows(sql, (first, step)):
            yield found
            first = found[-1][0] + 1

    def signature_of(self, number: int) -> Signature:
        """The signature of the article of a number."""
        sql = "SELECT shingles FROM signature WHERE article = ?"
        return np.frombuffer(self._rows(sql, (number,))[0][0], np.uint32)

    def gone(self) -> list[int]:
        """Of an update: numbers of the articles of its base that are not there any more."""
        return [number for (number,) in self._rows("SELECT number FROM gone ORDER BY number")]

    def retold(self) -> dict[int, int]:
        """Of an update: the stories of articles of its base, where that does not say so."""
        return dict(self._rows("SELECT number, story FROM retold"))

    def count(self) -> tuple[int, int]:
        """``(articles, passages)``."""
        sql = (
            "SELECT number + 1, first_passage + passages FROM article ORDER BY number DESC LIMIT 1"
        )
        rows = self._rows(sql)
        return (rows[0][0], rows[0][1]) if rows else (0, 0)

    @property
    def rows(self) -> int:
        """How many rows passages have."""
        return self.count()[1]

    def close(self) -> None:
        """Release the file."""
        self._close()
