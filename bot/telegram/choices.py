"""Buttons that admins press: to confirm what cannot be undone by a word, and to choose.

What a button does is in its data, so that it goes on working after a restart.
"""

from __future__ import annotations

from collections.abc import Sequence

import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import KeyboardButtonStyle

from bot.telegram.language import texts_of
from bot.telegram.press import pressed
from bot.telegram.render import render_notice
from bot.texts import Texts

CANCEL = "admin:cancel"
PAGE = "admin:page:"
REMOVE = "admin:remove:"
REMOVE_SURELY = "admin:removed:"
ROLL_BACK = "admin:rollback:"


def chosen(update: Update) -> tuple[telegram.CallbackQuery, str, Texts]:
    """A button's press: the query, its data, and the texts of who pressed."""
    query = pressed(update)
    return query, query.data or "", texts_of(query.from_user)


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


async def ask_back(
    message: telegram.Message, text: str, buttons: InlineKeyboardMarkup, texts: Texts
) -> None:
    """Reply with one message and buttons under it."""
    await message.reply_html(render_notice(text, texts)[0].html, reply_markup=buttons)
