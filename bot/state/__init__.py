"""What the bot remembers between messages and restarts, in one SQLite file. Knows no Telegram.

Each module is one kind of memory: it names its tables, and no other reads or writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.state import access, feedback, questions, unanswered
from bot.state.access import Access
from bot.state.database import FILE, Database
from bot.state.feedback import FeedbackBook
from bot.state.questions import Questions
from bot.state.unanswered import UnansweredQuestions

__all__ = ["FILE", "State", "open_state"]


@dataclass(frozen=True, slots=True)
class State:
    """The stores, over one database."""

    database: Database
    access: Access
    feedback: FeedbackBook
    questions: Questions
    unanswered: UnansweredQuestions

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def open_state(path: Path) -> State:
    """Open the bot's memory; ``:memory:`` as the path is one that is forgotten.

    Raises:
        sqlite3.Error: The file cannot be opened or is no database.
    """
    stores = (access, feedback, questions, unanswered)
    database = Database(path, [table for store in stores for table in store.SCHEMA])
    return State(
        database,
        access=Access(database),
        feedback=FeedbackBook(database),
        questions=Questions(database),
        unanswered=UnansweredQuestions(database),
    )
