"""What the bot remembers between messages and restarts, in one SQLite file. Knows no Telegram.

Each module is one kind of memory: it names its tables, and no other reads or writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.state import answers, feedback, unanswered
from bot.state.answers import Answers
from bot.state.database import FILE, Database
from bot.state.feedback import FeedbackBook
from bot.state.unanswered import UnansweredQuestions

__all__ = ["FILE", "State", "open_state"]


@dataclass(frozen=True, slots=True)
class State:
    """Every store, over one file.

    Attributes:
        database: The file.
        answers: What was shown, so that its buttons go on working.
        feedback: What readers thought of it.
        unanswered: Questions that no article answered.
    """

    database: Database
    answers: Answers
    feedback: FeedbackBook
    unanswered: UnansweredQuestions

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def open_state(path: Path) -> State:
    """Open the bot's memory; made if it is not there. Raises sqlite3.Error."""
    schemas = (*answers.SCHEMA, *feedback.SCHEMA, *unanswered.SCHEMA)
    database = Database(path, schemas)
    return State(database, Answers(database), FeedbackBook(database), UnansweredQuestions(database))
