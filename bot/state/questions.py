"""How the bot is doing: of each question when it was asked and how it went, never what it said."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.state.database import Database
from retrieval.answer import Answer

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS question_asked (at REAL NOT NULL, language TEXT NOT NULL,"
    " answered INTEGER NOT NULL, took_ms REAL NOT NULL, confidence REAL NOT NULL)",
    "CREATE INDEX IF NOT EXISTS question_asked_at ON question_asked (at)",
)


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of one day, UTC.

    Attributes:
        date: Which day.
        asked: How many there were.
        answered: How many of them did not end in an abstention.
        median_ms: Median time of a search; None on a day without questions.
    """

    date: date
    asked: int
    answered: int
    median_ms: float | None


class Questions:
    """The record of the questions asked."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def record(self, answer: Answer) -> None:
        """Keep how a question went."""
        values = (
            self._clock(),
            answer.language,
            int(answer.answered),
            answer.took_ms,
            answer.confidence,
        )
        with self._database.writing() as connection:
            connection.execute("INSERT INTO question_asked VALUES (?, ?, ?, ?, ?)", values)

    def days(self, number: int) -> list[Day]:
        """The last days, oldest first and today last, those without questions too."""
        today = datetime.fromtimestamp(self._clock(), UTC).date()
        first = today - timedelta(days=number - 1)
        start = datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp()
        rows = self._database.rows(
            "SELECT at, answered, took_ms FROM question_asked WHERE at >= ?", start
        )
        by_day: dict[date, list[tuple[int, float]]] = {}
        for at, answered, took_ms in rows:
            by_day.setdefault(datetime.fromtimestamp(at, UTC).date(), []).append(
                (answered, took_ms)
            )
        return [
            _day(one, by_day.get(one, []))
            for one in (first + timedelta(days=n) for n in range(number))
        ]


def _day(one: date, asked: list[tuple[int, float]]) -> Day:
    median = statistics.median(took for _, took in asked) if asked else None
    return Day(one, len(asked), sum(answered for answered, _ in asked), median)
