"""The answers that were shown, so that their buttons work after a restart and after a reindex.

A quote is kept as where it stood, with a fingerprint of its text: what is shown later is read from
the served article again, and only if it still says the same there.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from bot.state.database import Database
from index.article import Article, Language
from retrieval.answer import Quote

SCHEMA = (
    """
    CREATE TABLE IF NOT EXISTS answers (
        id TEXT PRIMARY KEY, chat INTEGER NOT NULL, thread INTEGER, user INTEGER NOT NULL,
        asked INTEGER NOT NULL, at INTEGER NOT NULL, question TEXT NOT NULL, topic TEXT NOT NULL,
        language TEXT NOT NULL, generation TEXT NOT NULL, shown INTEGER NOT NULL,
        more INTEGER NOT NULL, quotes TEXT NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX IF NOT EXISTS answers_by_message ON answers (chat, asked)",
    "CREATE INDEX IF NOT EXISTS answers_by_user ON answers (chat, user, at)",
    "CREATE INDEX IF NOT EXISTS answers_by_age ON answers (at)",
    """
    CREATE TABLE IF NOT EXISTS answer_messages (
        chat INTEGER NOT NULL, message INTEGER NOT NULL, answer TEXT NOT NULL,
        PRIMARY KEY (chat, message)
    )
    """,
    "CREATE INDEX IF NOT EXISTS answer_messages_by_answer ON answer_messages (answer)",
)
KEPT_SECONDS = 90 * 24 * 3600
KEPT_ANSWERS = 50_000
PRUNED_EVERY = 200  # answers; looking for what is old reads all of them
_ID_BYTES = 6  # 8 letters in a button's data, which holds 64 bytes
_FORGET_MESSAGES = "DELETE FROM answer_messages WHERE answer NOT IN (SELECT id FROM answers)"


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """Where a quote stood.

    Attributes:
        article_id: The article quoted.
        start: First code point of the quote in the article's text.
        end: One past the last.
        highlight_start: Likewise of the sentence that answers.
        highlight_end: Likewise.
        fingerprint: Of the quote's text (:func:`fingerprint`).
        reports: Ids of the articles that say the same.
    """

    article_id: str
    start: int
    end: int
    highlight_start: int
    highlight_end: int
    fingerprint: str
    reports: tuple[str, ...]

    def stands_in(self, article: Article) -> bool:
        """Whether the article still says there what was quoted."""
        return fingerprint(article.text[self.start : self.end]) == self.fingerprint


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer, or an abstention, as it was shown.

    Attributes:
        id: Short, letters and digits and ``-_``, not to be guessed.
        chat: Where.
        thread: The topic of the chat, or None.
        user: Who asked.
        asked: The message that asked.
        at: When it was asked, Unix seconds.
        question: As understood, with the earlier question where it followed one up.
        topic: What the next follow-up is taken with.
        language: The question's language.
        generation: The index that answered.
        shown: How many of the quotes the answer itself showed; the rest were asked for.
        more: Whether there are more to ask for.
        quotes: Best first; none where the bot abstained.
    """

    id: str
    chat: int
    thread: int | None
    user: int
    asked: int
    at: int
    question: str
    topic: str
    language: Language
    generation: str
    shown: int
    more: bool
    quotes: tuple[KeptQuote, ...]


_NAMES = tuple(field.name for field in fields(ShownAnswer))
_COLUMNS = ", ".join(_NAMES)
_PLACE = tuple(field.name for field in fields(KeptQuote))[:-1]


class Answers:
    """The store. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, answer: ShownAnswer) -> None:
        """Keep an answer, instead of an earlier one to the same message; now and then, prune."""
        marks = ", ".join("?" * len(_NAMES))
        values = (*astuple(replace(answer, quotes=()))[:-1], _dumped(answer.quotes))
        with self._database.writing() as connection:
            written = connection.execute(
                f"INSERT OR REPLACE INTO answers ({_COLUMNS}) VALUES ({marks})", values
            )
            if (written.lastrowid or 0) % PRUNED_EVERY == 0:
                _prune(connection, answer.at - KEPT_SECONDS)

    def shown_in(self, answer: ShownAnswer, messages: Sequence[int]) -> None:
        """Remember the messages an answer is to be seen in; others are no longer."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM answer_messages WHERE answer = ?", (answer.id,))
            _add_messages(connection, answer, messages)

    def also_shown_in(self, answer: ShownAnswer, messages: Sequence[int]) -> None:
        """Remember further messages of an answer."""
        with self._database.writing() as connection:
            _add_messages(connection, answer, messages)

    def take_more(self, answer: ShownAnswer, quotes: Sequence[KeptQuote]) -> ShownAnswer | None:
        """Add further quotes, once; None where somebody else did so in the meantime."""
        longer = replace(answer, quotes=(*answer.quotes, *quotes), more=False)
        return longer if self._changed(answer, longer) else None

    def give_back_more(self, longer: ShownAnswer, answer: ShownAnswer) -> None:
        """Undo :meth:`take_more`, where the quotes could not be shown."""
        self._changed(longer, answer)

    def _changed(self, before: ShownAnswer, after: ShownAnswer) -> bool:
        with self._database.writing() as connection:
            changed = connection.execute(
                "UPDATE answers SET quotes = ?, more = ? WHERE id = ? AND more = ?",
                (_dumped(after.quotes), after.more, before.id, before.more),
            )
            return changed.rowcount == 1

    def get(self, answer_id: str) -> ShownAnswer | None:
        """The answer of this id."""
        return self._one("id = ?", answer_id)

    def asked_in(self, chat: int, message: int) -> ShownAnswer | None:
        """The answer to what this message asked."""
        return self._one("chat = ? AND asked = ?", chat, message)

    def seen_in(self, chat: int, message: int) -> ShownAnswer | None:
        """The answer that this message of the bot's shows."""
        shows = "SELECT answer FROM answer_messages WHERE chat = ? AND message = ?"
        return self._one(f"id IN ({shows})", chat, message)

    def latest(
        self, chat: int, thread: int | None, user: int, *, since: int, before: int
    ) -> ShownAnswer | None:
        """The last answer to this user in this chat and topic.

        Args:
            chat: The chat.
            thread: Its topic, or None.
            user: Who asked.
            since: None that was asked earlier, in Unix seconds.
            before: None that was asked by this message or a later one.
        """
        return self._one(
            "chat = ? AND thread IS ? AND user = ? AND at >= ? AND asked < ? ORDER BY asked DESC",
            *(chat, thread, user, since, before),
        )

    def messages(self, answer: ShownAnswer) -> list[int]:
        """The messages an answer is to be seen in, in order."""
        query = "SELECT message FROM answer_messages WHERE answer = ? ORDER BY message"
        return [message for (message,) in self._database.rows(query, answer.id)]

    def forget(self, user_id: int) -> None:
        """Erase what somebody was answered."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM answers WHERE user = ?", (user_id,))
            connection.execute(_FORGET_MESSAGES)

    def _one(self, condition: str, *values: object) -> ShownAnswer | None:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM answers WHERE {condition} LIMIT 1", *values
        )
        return _loaded(rows[0]) if rows else None


def new_id() -> str:
    """An id for an answer."""
    return secrets.token_urlsafe(_ID_BYTES)


def kept(quote: Quote) -> KeptQuote:
    """What is kept of a quote."""
    return KeptQuote(
        quote.article_id,
        quote.start,
        quote.end,
        quote.highlight.start,
        quote.highlight.end,
        fingerprint(quote.text),
        tuple(report.article_id for report in quote.also_reported_by),
    )


def fingerprint(text: str) -> str:
    """16 hexadecimal digits of the text's sha256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _prune(connection: sqlite3.Connection, oldest: int) -> None:
    connection.execute(
        "DELETE FROM answers WHERE at < ? OR rowid IN "
        "(SELECT rowid FROM answers ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?)",
        (oldest, KEPT_ANSWERS),
    )
    connection.execute(_FORGET_MESSAGES)


def _add_messages(
    connection: sqlite3.Connection, answer: ShownAnswer, messages: Sequence[int]
) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO answer_messages VALUES (?, ?, ?)",
        [(answer.chat, message, answer.id) for message in messages],
    )


def _dumped(quotes: Sequence[KeptQuote]) -> str:
    return json.dumps([astuple(quote) for quote in quotes])


def _loaded(row: tuple[Any, ...]) -> ShownAnswer:
    values = dict(zip(_NAMES, row, strict=True))
    values["more"] = bool(values["more"])
    values["quotes"] = tuple(map(_kept, json.loads(values["quotes"])))
    return ShownAnswer(**values)


def _kept(values: list[Any]) -> KeptQuote:
    *place, reports = values
    return KeptQuote(**dict(zip(_PLACE, place, strict=True)), reports=tuple(reports))
