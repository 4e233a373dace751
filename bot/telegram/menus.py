"""The command menus that Telegram shows. They only show: who may do what, the handlers decide."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from telegram import (
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.texts import LANGUAGES, texts_for

GROUP_COMMANDS = ("ask", "latest", "sources", "help")  # the rest are for a chat of two
FALLBACK = "en"  # the language of the menu for those we have no texts for

_logger = logging.getLogger(__name__)


async def set_menus(bot: ExtBot[Any]) -> None:
    """Everyone's command menus, per language."""
    for code, texts in LANGUAGES.items():
        language = None if code == FALLBACK else code
        everyone = list(texts.commands.items())
        await _set_menu(bot, everyone, BotCommandScopeDefault(), language)
        group = [(name, texts.commands[name]) for name in GROUP_COMMANDS]
        await _set_menu(bot, group, BotCommandScopeAllGroupChats(), language)


async def set_menu_of(bot: ExtBot[Any], user: int, chosen: str | None, is_admin: bool) -> None:
    """The menus in one user's chat, per language of the client unless one was chosen.

    A chat that does not exist yet, because an admin never wrote to the bot, is no reason not to
    start.
    """
    for code in LANGUAGES:
        texts = texts_for(chosen or code)
        more = texts.admin_commands if is_admin else {}
        menu = list((texts.commands | more).items())
        language = None if code == FALLBACK else code
        await _set_menu(bot, menu, BotCommandScopeChat(user), language)


async def _set_menu(
    bot: ExtBot[Any], menu: Sequence[tuple[str, str]], scope: BotCommandScope, language: str | None
) -> None:
    try:
        await bot.set_my_commands(menu, scope, language_code=language)
    except TelegramError as error:
        _logger.warning("the command menu for %s could not be set: %s", scope.type, error)
