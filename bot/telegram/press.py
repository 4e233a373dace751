"""One press of a button, and the ways of answering it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardMarkup, InputFile, ReplyParameters
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.state.answers import ShownAnswer
from bot.telegram.markup import Message
from bot.texts import Texts


@dataclass(frozen=True, slots=True)
class Press:
    """A press that is what it says.

    Attributes:
        query: As it came.
        bot: To answer with.
        message: The message whose button was pressed.
        answer: What the message shows.
        number: Of the quote that is meant.
        texts: Of the question's language, for what is sent.
        alerts: Of the language of who pressed, for what only they see.
    """

    query: CallbackQuery
    bot: ExtBot[None]
    message: int
    answer: ShownAnswer
    number: int
    texts: Texts
    alerts: Texts

    async def tell(self, text: str = "") -> None:
        """Answer the press, which ends its waiting."""
        await tell(self.query, text)

    async def send(self, message: Message) -> int:
        """Reply to the message; the id of the reply."""
        sent = await self.bot.send_message(
            self.answer.chat,
            message.html,
            reply_markup=message.keyboard,
            reply_parameters=self._reply,
            message_thread_id=self.answer.thread,
        )
        return sent.message_id

    async def send_file(self, file: InputFile, caption: str) -> None:
        """Reply with a file."""
        await self.bot.send_document(
            self.answer.chat,
            file,
            caption=caption,
            reply_parameters=self._reply,
            message_thread_id=self.answer.thread,
        )

    async def change_buttons(self, keyboard: InlineKeyboardMarkup) -> None:
        """Put other buttons under the message; those that are there already may stay."""
        try:
            await self.bot.edit_message_reply_markup(
                self.answer.chat, self.message, reply_markup=keyboard
            )
        except BadRequest as error:  # deleted meanwhile, or pressed twice
            if "not modified" not in error.message and "not found" not in error.message:
                raise

    @property
    def _reply(self) -> ReplyParameters:
        return ReplyParameters(self.message, allow_sending_without_reply=True)


async def tell(query: CallbackQuery, text: str = "") -> None:
    """Answer a press; one that waited too long for it no longer minds."""
    try:
        await query.answer(text or None, show_alert=bool(text))
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
