"""Who may use the bot and who runs it, in the hands of admins."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable

import telegram
from telegram import Update

from bot.permissions import Permissions
from bot.telegram.handlers import Context
from bot.telegram.replies import incoming, reply_notice

LARGEST_ID = 1 << 52  # Telegram promises that ids have at most 52 significant bits

ShowMenu = Callable[[int], Awaitable[None]]
"""Give a user's chat the menu that is theirs: an admin's or everyone's, in their language."""

_logger = logging.getLogger(__name__)


class PeopleHandlers:
    """Handlers for admins.

    Args:
        permissions: What they change.
        show_menu: Told of each new admin, and of each that is none any more.
    """

    def __init__(self, permissions: Permissions, show_menu: ShowMenu) -> None:
        self._permissions = permissions
        self._show_menu = show_menu

    async def admins(self, update: Update, context: Context) -> None:
        """/admins, /admins add ID, /admins remove ID; the id may be that of who is replied to."""
        message, texts = incoming(update)
        words = context.args or []
        user = _id_of(words[1:], message, groups=False)
        people = self._permissions
        if not words:
            told = texts.admin.admins(sorted(people.fixed), sorted(people.access.admins))
        elif words[0] not in ("add", "remove") or user is None:
            told = texts.admin.admins_how
        elif user in people.fixed:
            told = texts.admin.admin_fixed(user)
        elif words[0] == "add":
            new = await asyncio.to_thread(people.access.add_admin, user, _writer(message))
            told = texts.admin.admin_added(user) if new else texts.admin.admin_already(user)
            await self._show_menu(user)
            _logger.info("user %s was made an admin by %s", user, _writer(message))
        elif await asyncio.to_thread(people.access.remove_admin, user):
            told = texts.admin.admin_removed(user)
            await self._show_menu(user)
            _logger.info("user %s was removed from the admins by %s", user, _writer(message))
        else:
            told = texts.admin.admin_none(user)
        await reply_notice(message, told, texts)

    async def allow(self, update: Update, context: Context) -> None:
        """/allow: who is allowed; /allow ID, in reply to someone, or "here" in a group."""
        message, texts = incoming(update)
        one = _id_of(context.args or [], message, groups=True)
        if one is not None:
            new = await asyncio.to_thread(self._permissions.access.allow, one, _writer(message))
            told = texts.admin.allowed(one) if new else texts.admin.allowed_already(one)
        elif context.args:
            told = texts.admin.allow_how
        else:
            told = texts.admin.allowed_list(sorted(self._permissions.access.allowed))
        await reply_notice(message, told + self._open_still(texts.admin.bot_is_open), texts)

    async def deny(self, update: Update, context: Context) -> None:
        """/deny ID, in reply to someone, or "here" in a group."""
        message, texts = incoming(update)
        one = _id_of(context.args or [], message, groups=True)
        if one is None:
            told = texts.admin.allow_how
        elif await asyncio.to_thread(self._permissions.access.deny, one):
            told = texts.admin.denied(one)
        else:
            told = texts.admin.denied_already(one)
        await reply_notice(message, told + self._open_still(texts.admin.bot_is_open), texts)

    def _open_still(self, told: str) -> str:
        """An admin should know that lists change nothing while the bot answers everyone."""
        return "" if self._permissions.private else f"\n{told}"


def _writer(message: telegram.Message) -> int:
    return message.from_user.id if message.from_user else 0


def _id_of(words: list[str], message: telegram.Message, *, groups: bool) -> int | None:
    """The id that a command names; None where it names none, or something that is no id."""
    if not words:
        replied = message.reply_to_message
        author = replied.from_user if replied else None
        return author.id if author is not None and not author.is_bot else None
    if groups and words == ["here"] and message.chat.type != message.chat.PRIVATE:
        return message.chat_id
    pattern = r"-?\d{1,16}" if groups else r"\d{1,16}"
    if len(words) != 1 or not re.fullmatch(pattern, words[0], re.ASCII):
        return None
    number = int(words[0])
    return number if 0 < abs(number) < LARGEST_ID else None
