"""What the bot remembers between messages and restarts, in one SQLite file. Knows no Telegram.

Each module is one kind of memory: it names its tables, and no other reads or writes them. All of
them are opened together, as a :class:`State`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Protocol

from bot.state import people
from bot.state.database import FILE, Database
from bot.state.people import People

__all__ = ["FILE", "State", "Store", "open_state"]


class Store(Protocol):
    """What every store can do besides its own work."""

    def forget(self, user_id: int) -> None:
        """Erase what is kept about someone."""


@dataclass(frozen=True, slots=True)
class State:
    """The stores, each under the name by which /privacy tells what it keeps (``Texts.kept``)."""

    database: Database
    people: People

    def stores(self) -> dict[str, Store]:
        """Each store by its name."""
        names = [field.name for field in fields(self) if field.name != "database"]
        return {name: getattr(self, name) for name in names}

    def forget(self, user_id: int) -> None:
        """Erase what any store keeps about someone."""
        for store in self.stores().values():
            store.forget(user_id)

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def open_state(path: Path) -> State:
    """Open the file, made if it is not there.

    Raises:
        sqlite3.Error: It cannot be opened or is no database.
    """
    database = Database(path, people.SCHEMA)
    return State(database, People(database))
