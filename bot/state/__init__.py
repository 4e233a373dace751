"""What the bot remembers between messages and restarts, in one SQLite file. Knows no Telegram.

Each module is one kind of memory: it names its tables, and no other reads or writes them. All of
them are opened together, as a :class:`State`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.state import access, answers, feedback, people, questions, unanswered
from bot.state.access import Access
from bot.state.answers import Answers
from bot.state.database import FILE, Database
from bot.state.feedback import FeedbackBook
from bot.state.people import People
from bot.state.questions import Questions
from bot.state.unanswered import UnansweredQuestions
from index.errors import IqtibasError

__all__ = ["FILE", "State", "StateError", "Store", "open_state"]


class StateError(IqtibasError):
    """The memory cannot be used."""


class Store(Protocol):
    """What a store that keeps something about people can do besides its own work."""

    def forget(self, user_id: int) -> None:
        """Erase what is kept about someone."""


@dataclass(frozen=True, slots=True)
class State:
    """The stores.

    Attributes:
        database: The file they share.
        people: What each has chosen.
        answers: What was shown, so that its buttons go on working.
        feedback: What readers thought of it.
        unanswered: Questions that no article answered.
        access: Who may do more than others; an admin gives and takes it.
        questions: How each question went, and nobody's name.
    """

    database: Database
    people: People
    answers: Answers
    feedback: FeedbackBook
    unanswered: UnansweredQuestions
    access: Access
    questions: Questions

    def stores(self) -> dict[str, Store]:
        """Each store of what is a reader's own, by the name under which /privacy tells of it."""
        return {
            "people": self.people,
            "answers": self.answers,
            "feedback": self.feedback,
            "unanswered": self.unanswered,
        }

    def forget(self, user_id: int) -> None:
        """Erase what any store keeps about someone."""
        for store in self.stores().values():
            store.forget(user_id)

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def open_state(path: Path) -> State:
    """Open the file, made if it is not there; ``:memory:`` is one that is forgotten.

    Raises:
        StateError: It cannot be opened, or is no database.
    """
    stores = (people, answers, feedback, unanswered, access, questions)
    try:
        database = Database(path, [table for store in stores for table in store.SCHEMA])
    except (OSError, sqlite3.Error) as error:
        raise StateError(
            f"The bot's memory {path} cannot be opened ({error}). Give the program's user write "
            "access to its folder, or set IQTIBAS_DATA; if the file is damaged, move it away."
        ) from error
    return State(
        database,
        people=People(database),
        answers=Answers(database),
        feedback=FeedbackBook(database),
        unanswered=UnansweredQuestions(database),
        access=Access(database),
        questions=Questions(database),
    )
