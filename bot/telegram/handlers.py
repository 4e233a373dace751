"""What the bot does with a reader's message."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import telegram
from telegram import Update
from telegram.ext import ContextTypes
from telegram.ext.filters import MessageFilter

from bot.library import Library
from bot.permissions import Permissions
from bot.telegram.answering import Answering
from bot.telegram.direction import isolate
from bot.telegram.examples import examples
from bot.telegram.replies import incoming, mentions, reply_notice
from index.errors import IqtibasError

Context = ContextTypes.DEFAULT_TYPE


class AddressesBot(MessageFilter):
    """Messages that mention the bot or reply to one of its own."""

    def filter(self, message: telegram.Message) -> bool:
        """Whether the message is one of them."""
        replied = message.reply_to_message
        author = replied.from_user if replied else None
        return (author is not None and author.id == message.get_bot().id) or bool(mentions(message))


@dataclass(frozen=True, slots=True)
class ReaderHandlers:
    """Handlers for everyone.

    Attributes:
        answering: Answers the questions.
        library: Has the articles that the examples of /help are from.
        permissions: Know the admins, who are told of their commands too.
    """

    answering: Answering
    library: Library
    permissions: Permissions

    async def start(self, update: Update, context: Context) -> None:
        """/start: who the bot is."""
        message, texts = incoming(update)
        await reply_notice(message, texts.start, texts)

    async def help(self, update: Update, context: Context) -> None:
        """/help: how to ask; for an admin, the admin commands too."""
        message, texts = incoming(update)
        is_admin = message.from_user is not None and self.permissions.is_admin(message.from_user.id)
        parts = [texts.help, texts.help_admin] if is_admin else [texts.help]
        with suppress(IqtibasError):  # help is needed most where something is amiss
            headlines = await asyncio.to_thread(examples, self.library, texts.code)
            if headlines:
                lines = [texts.examples, *(f"• {isolate(one)}" for one in headlines)]
                parts.insert(1, "\n".join(lines))
        await reply_notice(message, "\n\n".join(parts), texts)

    async def ask(self, update: Update, context: Context) -> None:
        """/ask with a question."""
        message, texts = incoming(update)
        _, _, question = (message.text or "").partition(_command(message))
        await self.answering.answer(message, texts, question)

    async def question(self, update: Update, context: Context) -> None:
        """A message that is a question; a mention of the bot is no part of it."""
        message, texts = incoming(update)
        question = message.text or ""
        for mention in mentions(message):
            question = question.replace(mention, " ")
        await self.answering.answer(message, texts, question)

    async def unknown_command(self, update: Update, context: Context) -> None:
        """A command the bot does not know."""
        message, texts = incoming(update)
        await reply_notice(message, texts.unknown_command, texts)

    async def not_text(self, update: Update, context: Context) -> None:
        """A picture, a voice, a sticker: nothing the bot reads."""
        message, texts = incoming(update)
        await reply_notice(message, texts.not_text, texts)


def _command(message: telegram.Message) -> str:
    """The command a message begins with, such as ``/ask`` or ``/ask@iqtibas_bot``."""
    return (message.text or "").split(maxsplit=1)[0]
