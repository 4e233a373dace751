"""What the bot does with a reader's message."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import telegram
from telegram import Update
from telegram.ext import ContextTypes
from telegram.ext.filters import MessageFilter

from bot.library import Library
from bot.permissions import Permissions
from bot.state.questions import Questions
from bot.telegram.render import render_answer
from bot.telegram.replies import incoming, mentions, reply, reply_notice, typing
from bot.texts import Texts, texts_for
from bot.verbatim import quoted_answer

LONGEST_QUESTION = 500  # code points

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
        library: Answers the questions.
        permissions: Know the admins, who are told of their commands too.
        questions: Where it is recorded how each question went.
    """

    library: Library
    permissions: Permissions
    questions: Questions

    async def start(self, update: Update, context: Context) -> None:
        """/start: who the bot is."""
        message, texts = incoming(update)
        await reply_notice(message, texts.start, texts)

    async def help(self, update: Update, context: Context) -> None:
        """/help: how to ask; for an admin, the admin commands too."""
        message, texts = incoming(update)
        is_admin = message.from_user is not None and self.permissions.is_admin(message.from_user.id)
        await reply_notice(
            message, f"{texts.help}\n\n{texts.help_admin}" if is_admin else texts.help, texts
        )

    async def ask(self, update: Update, context: Context) -> None:
        """/ask with a question."""
        message, texts = incoming(update)
        _, _, question = (message.text or "").partition(_command(message))
        await self._answer(message, texts, question)

    async def question(self, update: Update, context: Context) -> None:
        """A message that is a question; a mention of the bot is no part of it."""
        message, texts = incoming(update)
        question = message.text or ""
        for mention in mentions(message):
            question = question.replace(mention, " ")
        await self._answer(message, texts, question)

    async def unknown_command(self, update: Update, context: Context) -> None:
        """A command the bot does not know."""
        message, texts = incoming(update)
        await reply_notice(message, texts.unknown_command, texts)

    async def not_text(self, update: Update, context: Context) -> None:
        """A picture, a voice, a sticker: nothing the bot reads."""
        message, texts = incoming(update)
        await reply_notice(message, texts.not_text, texts)

    async def _answer(self, message: telegram.Message, texts: Texts, question: str) -> None:
        question = question.strip()
        if not any(character.isalnum() for character in question):
            await reply_notice(message, texts.ask_what, texts)
        elif len(question) > LONGEST_QUESTION:
            await reply_notice(message, texts.too_long(LONGEST_QUESTION), texts)
        else:
            async with typing(message):
                answer = await asyncio.to_thread(quoted_answer, self.library, question)
                await asyncio.to_thread(self.questions.record, answer)
            await reply(message, render_answer(answer, texts_for(answer.language)))


def _command(message: telegram.Message) -> str:
    """The command a message begins with, such as ``/ask`` or ``/ask@iqtibas_bot``."""
    return (message.text or "").split(maxsplit=1)[0]
