"""What people chose for themselves: the language of the interface."""

from __future__ import annotations

from bot.state.database import Database

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS people (user_id INTEGER PRIMARY KEY, language TEXT NOT NULL)",
)


class People:
    """The choices, also held in memory: they are asked for at every message."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._languages: dict[int, str] = dict(
            database.rows("SELECT user_id, language FROM people")
        )

    def language(self, user_id: int) -> str | None:
        """The language someone chose; None for whatever their client speaks."""
        return self._languages.get(user_id)

    def choose(self, user_id: int, language: str | None) -> None:
        """Keep the choice; None takes it back."""
        if language is None:
            self.forget(user_id)
            return
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO people VALUES (?, ?)", (user_id, language))
        self._languages[user_id] = language

    def forget(self, user_id: int) -> None:
        """Erase what is kept about someone."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM people WHERE user_id = ?", (user_id,))
        self._languages.pop(user_id, None)
