"""Rows of buttons. Pure: data in, keyboards out."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts import Texts

Row = Sequence[InlineKeyboardButton]


def keyboard(rows: Sequence[Row], texts: Texts) -> InlineKeyboardMarkup:
    """Rows given in reading order: Telegram lays them out from the left in every language."""
    return InlineKeyboardMarkup([row[::-1] if texts.right_to_left else row for row in rows])


def leafing(
    prefix: str, page: int, last: int, texts: Texts, first: int = 1
) -> InlineKeyboardMarkup | None:
    """The buttons under a page of a list, to the one before and the next; None for the only one.

    Args:
        prefix: A button sends it with the number of its page.
        page: The one that is shown.
        last: The last there is.
        texts: Of the reader.
        first: What the pages are numbered from.
    """
    row = []
    if page > first:
        row.append(InlineKeyboardButton(texts.previous, callback_data=f"{prefix}{page - 1}"))
    if page < last:
        row.append(InlineKeyboardButton(texts.next, callback_data=f"{prefix}{page + 1}"))
    return keyboard([row], texts) if row else None
