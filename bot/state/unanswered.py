"""Questions that no article answered, and who wishes to be told when one does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.state.database import Database
from index.article import Language

SCHEMA = (
    """
    CREATE TABLE IF NOT EXISTS unanswered (
        id INTEGER PRIMARY KEY AUTOINCREMENT, question TEXT NOT NULL, language TEXT NOT NULL,
        user INTEGER NOT NULL, chat INTEGER NOT NULL, thread INTEGER, message INTEGER NOT NULL,
        at INTEGER NOT NULL, notify INTEGER NOT NULL, UNIQUE (user, chat, message)
    )
    """,
    "CREATE INDEX IF NOT EXISTS unanswered_by_message ON unanswered (chat, message)",
)
KEPT_QUESTIONS = 20_000  # of the last that were asked


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question that was asked once and not answered since.

    Attributes:
        id: Of this asking of it.
        question: As it was understood.
        language: Its language.
        user: Who asked.
        chat: Where.
        thread: The topic of the chat, or None.
        message: The message that asked.
        at: When, Unix seconds.
        notify: Whether the user wishes to be told when it is answered.
    """

    id: int
    question: str
    language: Language
    user: int
    chat: int
    thread: int | None
    message: int
    at: int
    notify: bool


_COLUMNS = ", ".join(field.name for field in fields(Unanswered))
_NEW = "question, language, user, chat, thread, message, at, notify"


class UnansweredQuestions:
    """The store. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self,
        question: str,
        language: Language,
        *,
        user: int,
        chat: int,
        message: int,
        at: int,
        thread: int | None = None,
        notify: bool = False,
    ) -> int:
        """Keep a question, instead of what the same user's same message asked before.

        Returns:
            Its id.
        """
        values = (question, language, user, chat, thread, message, at, notify)
        with self._database.writing() as connection:
            written = connection.execute(
                f"INSERT OR REPLACE INTO unanswered ({_NEW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            number = written.lastrowid or 0
            connection.execute("DELETE FROM unanswered WHERE id <= ?", (number - KEPT_QUESTIONS,))
        return number

    def pending(self) -> list[Unanswered]:
        """Every question, oldest first."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM unanswered ORDER BY id")
        return [_loaded(row) for row in rows]

    def settle(self, ids: Iterable[int]) -> None:
        """Forget questions that are answered now, or never will be."""
        with self._database.writing() as connection:
            connection.executemany("DELETE FROM unanswered WHERE id = ?", [(one,) for one in ids])

    def asked_in(self, chat: int, message: int) -> list[Unanswered]:
        """What this message asked, for each user who asks it."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM unanswered WHERE chat = ? AND message = ? ORDER BY id",
            *(chat, message),
        )
        return [_loaded(row) for row in rows]

    def forget(self, user_id: int) -> None:
        """Erase what somebody asked."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM unanswered WHERE user = ?", (user_id,))


def _loaded(row: tuple[Any, ...]) -> Unanswered:
    question = Unanswered(*row)
    return replace(question, notify=bool(question.notify))
