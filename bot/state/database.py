"""The one file the bot's memory is kept in, safe to use from many threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import finalize

FILE = "bot.sqlite"
PATIENCE = 10.0  # seconds that a write waits for another process's


class Database:
    """A connection that its stores share. What is written is on disk when the write returns.

    Args:
        path: The file; made if it is not there.
        schemas: ``CREATE TABLE IF NOT EXISTS`` statements of the stores.

    Raises:
        sqlite3.Error: The file cannot be opened or is no database.
    """

    def __init__(self, path: Path, schemas: Sequence[str]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(
            path, timeout=PATIENCE, check_same_thread=False, isolation_level=None
        )
        self._close = finalize(self, self._connection.close)  # at the latest when it is dropped
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        with self.writing() as connection:
            for schema in schemas:
                connection.execute(schema)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of what the block writes is kept, or none of it."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._close()
