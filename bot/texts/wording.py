"""What the program says to people, as one value per language: :class:`Texts`.

A language is one module of this package that defines ``TEXTS``; a text it lacks is a type error.
Inserted values arrive as they are and are isolated by the text that inserts them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.library import Status
    from index.summary import Progress, Summary

Count = Callable[[int], str]
"""A number together with its noun in the form the number asks for."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text of one language. Lines are plain text, without marks of direction.

    Attributes:
        code: ISO 639-1, as the module is named.
        right_to_left: The direction of its lines.
        months: January first.
        comma: Between the parts of a line, with its space.
        found: Above the quotes.
        continued: Above the quotes of a second message.
        abstained: Instead of quotes.
        also_reported: Above the list of other articles that report the same.
        and_more: After a list that was cut, with the number left out.
        articles: "3 articles".
        start: The answer to /start.
        help: The answer to /help.
        help_admin: Added to it for an admin.
        ask_what: A question without words.
        too_long: A question of more characters than the given number.
        not_indexed: No index has been built.
        failed: An apology; the error is in the log.
        unknown_command: A command the bot does not know.
        not_text: A message that is not text, in a private chat.
        admins_only: A stranger's admin command.
        slow_down: One reader asks too fast and has to wait the given number of seconds.
        commands: Descriptions of the public commands, in the menu's order.
        admin_commands: Descriptions of the admin's.
        status: The served index in figures.
        listing_head: Above the list of the articles, with their number.
        reindex_started: Indexing began.
        reindex_busy: Indexing runs already.
        reindex_progress: How far it is.
        reindex_done: What it did, without the files left out.
        reindex_rejected: Above the list of files left out, with their number.
        reindex_failed: It ended with this error.
        reindex_stopped: It was cut off by the bot's end.
        chat_hint: The first line of the terminal's chat.
    """

    code: str
    right_to_left: bool
    months: tuple[str, ...]
    comma: str
    found: str
    continued: str
    abstained: str
    also_reported: str
    and_more: Count
    articles: Count
    start: str
    help: str
    help_admin: str
    ask_what: str
    too_long: Count
    not_indexed: str
    failed: str
    unknown_command: str
    not_text: str
    admins_only: str
    slow_down: Count
    commands: dict[str, str]
    admin_commands: dict[str, str]
    status: Callable[[Status], str]
    listing_head: Count
    reindex_started: str
    reindex_busy: str
    reindex_progress: Callable[[Progress], str]
    reindex_done: Callable[[Summary], str]
    reindex_rejected: Count
    reindex_failed: Callable[[str], str]
    reindex_stopped: str
    chat_hint: str
