"""Who may do more than others: the admins added at run time, and the allowed of a private bot."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.state.database import Database

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS admin_added"
    " (id INTEGER PRIMARY KEY, added_by INTEGER NOT NULL, at REAL NOT NULL)",
    "CREATE TABLE IF NOT EXISTS allowed"
    " (id INTEGER PRIMARY KEY, added_by INTEGER NOT NULL, at REAL NOT NULL)",
)


class Access:
    """Two lists of Telegram ids. They are asked at every message and so are held in memory too."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._admins = _Ids(database, "admin_added", clock)
        self._allowed = _Ids(database, "allowed", clock)

    @property
    def admins(self) -> frozenset[int]:
        """Ids of users made admins at run time."""
        return self._admins.ids

    @property
    def allowed(self) -> frozenset[int]:
        """Ids of users, and of groups (below zero), that a private bot answers."""
        return self._allowed.ids

    def add_admin(self, user: int, by: int) -> bool:
        """Make a user an admin; whether that is new."""
        return self._admins.add(user, by)

    def remove_admin(self, user: int) -> bool:
        """Make an admin a user again; whether it was one."""
        return self._admins.remove(user)

    def allow(self, one: int, by: int) -> bool:
        """Let a private bot answer a user or a group; whether that is new."""
        return self._allowed.add(one, by)

    def deny(self, one: int) -> bool:
        """Take that back; whether there was anything to take back."""
        return self._allowed.remove(one)


class _Ids:
    """A table of ids and the same in memory; the table's name is one of the two above."""

    def __init__(self, database: Database, table: str, clock: Callable[[], float]) -> None:
        self._database = database
        self._table = table
        self._clock = clock
        self.ids = frozenset(row[0] for row in database.rows(f"SELECT id FROM {table}"))

    def add(self, one: int, by: int) -> bool:
        with self._database.writing() as connection:
            written = connection.execute(
                f"INSERT OR IGNORE INTO {self._table} VALUES (?, ?, ?)", (one, by, self._clock())
            )
        self.ids |= {one}
        return written.rowcount > 0

    def remove(self, one: int) -> bool:
        with self._database.writing() as connection:
            gone = connection.execute(f"DELETE FROM {self._table} WHERE id = ?", (one,))
        self.ids -= {one}
        return gone.rowcount > 0
