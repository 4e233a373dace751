"""Who is let in: admins to their commands and buttons, and to a private bot only the allowed.

Menus only show commands; whether one may be used is decided here, at each message.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

import telegram
from telegram import Update
from telegram.ext import ApplicationHandlerStop
from telegram.ext.filters import MessageFilter

from bot.permissions import Permissions
from bot.telegram.handlers import AddressesBot, Context
from bot.telegram.language import texts_of
from bot.telegram.press import pressed, tell
from bot.telegram.replies import incoming, reply_notice

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]

_addresses_bot = AddressesBot()
_logger = logging.getLogger(__name__)


class FromAdmin(MessageFilter):
    """Messages of those who are admins when they write."""

    def __init__(self, permissions: Permissions) -> None:
        super().__init__()
        self._permissions = permissions

    def filter(self, message: telegram.Message) -> bool:
        """Whether the message is one of them."""
        return message.from_user is not None and self._permissions.is_admin(message.from_user.id)


async def refuse(update: Update, context: Context) -> None:
    """An admin's command from someone else: refused, and logged."""
    message, texts = incoming(update)
    user = message.from_user.id if message.from_user else None
    _logger.warning("user %s is no admin and was refused %r", user, (message.text or "").split()[0])
    await reply_notice(message, texts.admins_only, texts)


def for_admins(permissions: Permissions, callback: Callback) -> Callback:
    """The callback of an admin's button, which in a group anyone can press."""

    async def guarded(update: Update, context: Context) -> None:
        query = pressed(update)
        if permissions.is_admin(query.from_user.id):
            await callback(update, context)
            return
        _logger.warning(
            "user %s is no admin and was refused the button %r", query.from_user.id, query.data
        )
        await tell(query, texts_of(query.from_user).admins_only)

    return guarded


def door(permissions: Permissions) -> Callback:
    """What stands before every other handler: nobody passes a private bot who is not allowed.

    A stranger is told their id, to pass on to an admin; a group its own. In a group, only where
    the bot is spoken to.
    """

    async def stand(update: Update, context: Context) -> None:
        user, chat = update.effective_user, update.effective_chat
        if permissions.may_ask(user.id if user else None, chat.id if chat else None):
            return
        if update.message is not None and _is_spoken_to(update.message):
            message, texts = incoming(update)
            group = None if message.chat.type == message.chat.PRIVATE else message.chat_id
            told = texts.admin.private(user.id if user else None, group)
            await reply_notice(message, told, texts)
        elif update.callback_query is not None:
            texts = texts_of(update.callback_query.from_user)
            told = texts.admin.private(update.callback_query.from_user.id, None)
            await tell(update.callback_query, told)
        elif update.inline_query is not None:
            await update.inline_query.answer([], cache_time=0, is_personal=True)
        raise ApplicationHandlerStop

    return stand


def _is_spoken_to(message: telegram.Message) -> bool:
    if message.chat.type == message.chat.PRIVATE:
        return True
    begins_command = bool(message.entities) and message.entities[0].type == "bot_command"
    return begins_command or _addresses_bot.filter(message)
