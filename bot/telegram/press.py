"""One press of a button, and the ways of answering it."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import telegram
from telegram import CallbackQuery, InlineKeyboardMarkup, InputFile, ReplyParameters, Update
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.state.answers import ShownAnswer
from bot.telegram.markup import Message
from bot.texts import Texts

_logger = logging.getLogger(__name__)


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


def pressed(update: Update) -> CallbackQuery:
    """The pressed button of an update.

    Raises:
        ValueError: There is none; handlers are registered for nothing else.
    """
    if update.callback_query is None:
        raise ValueError("the update holds no pressed button")
    return update.callback_query


async def tell(query: CallbackQuery, text: str = "", *, alert: bool = True) -> None:
    """Answer a press; one that waited too long for it no longer minds.

    Args:
        query: The press; until it is answered its button shows that it waits.
        text: For who pressed, and nobody else.
        alert: Whether the text stays until it is closed, or is gone in a moment.
    """
    try:
        await query.answer(text or None, show_alert=alert and bool(text))
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise


async def show(
    query: CallbackQuery, html: str, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Put other content into the message of the button, if it is still there."""
    if not isinstance(query.message, telegram.Message):  # Telegram no longer has it
        return
    try:
        await query.message.edit_text(html, reply_markup=keyboard)
    except BadRequest as error:  # pressed twice, or the message is gone
        _logger.info("a message with buttons could not be changed: %s", error)
