"""The buttons under an answer, and what pressing one sends. Pure: data in, keyboards out.

A button's data names the answer, the quote of it, and what is wanted: ``a:c:Zk3_x-9Q:0``. The rest
is in the bot's memory, so that a button outlives a restart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.state.answers import ShownAnswer
from bot.telegram.fragments import link_to
from bot.telegram.keyboards import Row, keyboard
from bot.telegram.markup import utf16_length
from bot.texts import Texts
from retrieval.answer import Quote

MOST_QUOTES = 10  # of an answer, those asked for later among them
LONGEST_ROW = 8  # buttons that Telegram puts side by side

_DATA = re.compile(r"a:([a-z]):([\w-]{1,16}):(\d{1,2})", re.ASCII)


class Wish(Enum):
    """What pressing a button asks for."""

    FOCUS = "f"  # the buttons of another quote
    CONTEXT = "c"
    DOCUMENT = "d"
    TEXT = "t"  # the quote alone, to be copied
    MORE = "m"
    RIGHT = "y"
    NOT_RIGHT = "n"  # asks which of the next three
    WRONG = "w"
    IRRELEVANT = "i"
    OUTDATED = "o"
    NOTIFY = "u"


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button sent.

    Attributes:
        wish: What is asked for.
        answer_id: Of which answer.
        number: Of which of its quotes, from 0.
    """

    wish: Wish
    answer_id: str
    number: int


PATTERN = _DATA.pattern + r"\Z"


def data(wish: Wish, answer_id: str, number: int = 0) -> str:
    """What a button sends."""
    return f"a:{wish.value}:{answer_id}:{number}"


def read_data(sent: str | None) -> Pressed | None:
    """What a button sent, or None for what none of ours sends."""
    match = _DATA.fullmatch(sent or "")
    if match is None:
        return None
    try:
        return Pressed(Wish(match[1]), match[2], int(match[3]))
    except ValueError:  # no such wish
        return None


def answer_keyboard(
    answer: ShownAnswer, number: int, quote: Quote, texts: Texts
) -> InlineKeyboardMarkup:
    """The buttons for one quote of an answer.

    Args:
        answer: It is recorded.
        number: Of the quote, from 0. Those shown in the same message can be changed to.
        quote: The quote itself.
        texts: Of the question's language.
    """

    def button(label: str, wish: Wish) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=data(wish, answer.id, number))

    further = number >= answer.shown
    beside = range(answer.shown, len(answer.quotes)) if further else range(answer.shown)
    link = link_to(quote.url, quote.highlight.text)
    rows: list[Row] = [
        [
            button(texts.in_context, Wish.CONTEXT),
            InlineKeyboardButton(texts.open_article, url=link)
            if link
            else button(texts.open_article, Wish.DOCUMENT),
        ],
        [
            InlineKeyboardButton(texts.copy_quote, copy_text=CopyTextButton(quote.text))
            if 0 < utf16_length(quote.text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT
            else button(texts.copy_quote, Wish.TEXT)
        ],
        [button("👍", Wish.RIGHT), button("👎", Wish.NOT_RIGHT)],
    ]
    if answer.more and not further:
        rows[1] = [*rows[1], button(texts.more_quotes, Wish.MORE)]
    return keyboard([*_numbers(answer, beside, number), *rows], texts)


def verdict_keyboard(answer: ShownAnswer, number: int, texts: Texts) -> InlineKeyboardMarkup:
    """What may be the matter with a quote."""
    choices = (
        (texts.wrong, Wish.WRONG),
        (texts.irrelevant, Wish.IRRELEVANT),
        (texts.outdated, Wish.OUTDATED),
        (texts.back, Wish.FOCUS),
    )
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=data(wish, answer.id, number))]
            for label, wish in choices
        ]
    )


def abstention_keyboard(answer: ShownAnswer, texts: Texts) -> InlineKeyboardMarkup:
    """The button under an abstention."""
    wish = data(Wish.NOTIFY, answer.id)
    return InlineKeyboardMarkup([[InlineKeyboardButton(texts.notify_me, callback_data=wish)]])


def _numbers(answer: ShownAnswer, beside: range, number: int) -> list[Row]:
    """A button for each quote of the message, where there are several; the chosen one marked."""
    if len(beside) < 2:
        return []
    buttons = [
        InlineKeyboardButton(
            f"· {other + 1} ·" if other == number else f"{other + 1}",
            callback_data=data(Wish.FOCUS, answer.id, other),
        )
        for other in beside
    ]
    return [buttons[at : at + LONGEST_ROW] for at in range(0, len(buttons), LONGEST_ROW)]
