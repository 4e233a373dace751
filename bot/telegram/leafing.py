"""The buttons of a list in pages: to the page before, and to the next."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.texts import Texts


def leafing(
    prefix: str, page: int, last: int, texts: Texts, first: int = 1
) -> InlineKeyboardMarkup | None:
    """The buttons under one page; None where it is the only one.

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
    if texts.right_to_left:  # Telegram lays buttons out from the left in every language
        row.reverse()
    return InlineKeyboardMarkup([row]) if row else None
