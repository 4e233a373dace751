"""Buttons that admins press: to confirm what cannot be undone by a word, to choose, to leaf.

What a button does is in its data, so that it goes on working after a restart.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import KeyboardButtonStyle
from telegram.error import BadRequest

from bot.telegram import presses
from bot.telegram.language import texts_of
from bot.telegram.render import render_notice
from bot.texts import Texts

CANCEL = "admin:cancel"
PAGE = "admin:page:"
REMOVE = "admin:remove:"
REMOVE_SURELY = "admin:removed:"
ROLL_BACK = "admin:rollback:"

_logger = logging.getLogger(__name__)


def pressed(update: Update) -> tuple[telegram.CallbackQuery, telegram.Message, str, Texts]:
    """A button's press: the query, the message it stands under, its data, and who pressed's texts.

    Raises:
        ValueError: The update is none, or its message is too old to be changed.
    """
    query = presses.pressed(update)
    if not isinstance(query.message, telegram.Message):
        raise ValueError("the update holds no pressed button of a message")
    return query, query.message, query.data or "", texts_of(query.from_user)


def confirmation(yes: str, data: str, texts: Texts) -> InlineKeyboardMarkup:
    """Yes, in red, and no."""
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(yes, callback_data=data, style=KeyboardButtonStyle.DANGER)],
            [InlineKeyboardButton(texts.admin.no, callback_data=CANCEL)],
        ]
    )


def choice(options: Sequence[tuple[str, str]], texts: Texts) -> InlineKeyboardMarkup:
    """One button a line, ``(label, data)``, and one to choose none."""
    buttons = [[InlineKeyboardButton(label, callback_data=data)] for label, data in options]
    none = InlineKeyboardButton(texts.admin.no, callback_data=CANCEL)
    return InlineKeyboardMarkup([*buttons, [none]])


def leafing(page: int, pages: int, texts: Texts) -> InlineKeyboardMarkup | None:
    """To the page before and to the next, where there are such."""
    row = []
    if page > 1:
        row.append(InlineKeyboardButton(texts.admin.previous, callback_data=f"{PAGE}{page - 1}"))
    if page < pages:
        row.append(InlineKeyboardButton(texts.admin.next, callback_data=f"{PAGE}{page + 1}"))
    return InlineKeyboardMarkup([row]) if row else None


async def ask_back(
    message: telegram.Message, text: str, buttons: InlineKeyboardMarkup, texts: Texts
) -> None:
    """Reply with one message and buttons under it."""
    await message.reply_html(render_notice(text, texts)[0].html, reply_markup=buttons)


async def settle(
    message: telegram.Message,
    html: str,
    buttons: InlineKeyboardMarkup | None = None,
) -> None:
    """Put the outcome in place of what the buttons stood under.

    A second press of the same button finds it there already, which is no error.
    """
    try:
        await message.edit_text(html, reply_markup=buttons)
    except BadRequest as error:
        _logger.info("a message with buttons could not be changed: %s", error)
