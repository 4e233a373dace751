"""What readers thought of the quotes they were shown."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Literal, get_args

from bot.state.database import Database
from index.article import Language

Verdict = Literal["right", "wrong", "irrelevant", "outdated"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

SCHEMA = (
    """
    CREATE TABLE IF NOT EXISTS feedback (
        user INTEGER NOT NULL, at INTEGER NOT NULL, verdict TEXT NOT NULL, question TEXT NOT NULL,
        language TEXT NOT NULL, generation TEXT NOT NULL, article_id TEXT NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL, highlight TEXT NOT NULL,
        PRIMARY KEY (user, question, article_id, start, end)
    )
    """,
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """One reader's verdict on one quote.

    Attributes:
        user: Who gave it.
        at: When, Unix seconds.
        verdict: ``right``, or what is the matter with the quote.
        question: As it was understood.
        language: The question's language.
        generation: The index that answered.
        article_id: The article quoted.
        start: First code point of the quote in the article's text.
        end: One past the last.
        quote: Its text.
        highlight: The sentence of it that was to answer.
    """

    user: int
    at: int
    verdict: Verdict
    question: str
    language: Language
    generation: str
    article_id: str
    start: int
    end: int
    quote: str
    highlight: str


_COLUMNS = ", ".join(field.name for field in fields(Feedback))


class FeedbackBook:
    """The store. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, feedback: Feedback) -> None:
        """Keep a verdict, instead of the same user's earlier one on this quote and question."""
        marks = ", ".join("?" * len(fields(Feedback)))
        with self._database.writing() as connection:
            connection.execute(
                f"INSERT OR REPLACE INTO feedback ({_COLUMNS}) VALUES ({marks})",
                astuple(feedback),
            )

    def all(self) -> list[Feedback]:
        """Every verdict, oldest first."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM feedback ORDER BY at, rowid")
        return [Feedback(*row) for row in rows]

    def counts(self) -> dict[Verdict, int]:
        """How many there are of each verdict."""
        found = dict(self._database.rows("SELECT verdict, count(*) FROM feedback GROUP BY verdict"))
        return {verdict: found.get(verdict, 0) for verdict in VERDICTS}

    def forget(self, user_id: int) -> None:
        """Erase what somebody thought."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM feedback WHERE user = ?", (user_id,))
