"""Answering a pressed button: the few lines that all such handlers share."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, InlineKeyboardMarkup, Update
from telegram.error import BadRequest

_logger = logging.getLogger(__name__)


def pressed(update: Update) -> CallbackQuery:
    """The pressed button of an update.

    Raises:
        ValueError: There is none; handlers are registered for nothing else.
    """
    if update.callback_query is None:
        raise ValueError("the update holds no pressed button")
    return update.callback_query


async def acknowledge(query: CallbackQuery, text: str = "") -> None:
    """End the waiting sign on the button, perhaps with a line of text; late is no error."""
    try:
        await query.answer(text or None)
    except BadRequest as error:
        _logger.info("a button could not be acknowledged: %s", error)


async def show(query: CallbackQuery, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put other content into the message of the button, if it is still there."""
    try:
        await query.edit_message_text(html, reply_markup=keyboard)
    except BadRequest as error:  # pressed twice, or the message is gone
        _logger.info("a message could not be edited: %s", error)
