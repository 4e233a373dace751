"""Reading an incoming message and replying to it: the few lines that all handlers share."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

import telegram
from telegram import MessageEntity, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.language import texts_of
from bot.telegram.markup import Message
from bot.telegram.render import render_notice
from bot.texts import Texts

TYPING_AFTER = 0.3  # seconds; an answer that comes sooner needs no announcement, and no call for it
TYPING_LASTS = 4.5  # seconds; Telegram shows it for 5 at most
TYPING_PATIENCE = 2.0  # seconds that such a call may keep one of the few connections busy
TYPING_MAY_DELAY = 0.2  # seconds that an answer waits for it to have reached Telegram

_underway: set[asyncio.Task[None]] = set()  # the loop itself does not hold its tasks
_logger = logging.getLogger(__name__)


def incoming(update: Update) -> tuple[telegram.Message, Texts]:
    """The message of an update, and the interface texts of who wrote it.

    Raises:
        ValueError: The update holds no message; such handlers are registered for nothing else.
    """
    message = update.message or update.edited_message
    if message is None:
        raise ValueError("the update holds no message")
    return message, texts_of(message.from_user)


async def reply(message: telegram.Message, pages: Iterable[Message]) -> list[telegram.Message]:
    """Send the pages in order; in a group, as replies to ``message``."""
    return [await message.reply_html(page.html, reply_markup=page.keyboard) for page in pages]


async def reply_notice(message: telegram.Message, text: str, texts: Texts) -> None:
    """Send lines of the interface."""
    await reply(message, render_notice(text, texts))


def mentions(message: telegram.Message) -> list[str]:
    """The mentions of this bot in the text, as written."""
    username = message.get_bot().username.lower()
    written = message.parse_entities([MessageEntity.MENTION]).values()
    return [name for name in written if name.lower() == f"@{username}"]


@asynccontextmanager
async def typing(message: telegram.Message) -> AsyncIterator[None]:
    """Show "typing…" in the chat while the block runs, if it takes long enough to be seen.

    A call under way is never broken off: httpcore 1.0 may never get back the connection it was
    given, and with the last of them no answer comes any more.
    """
    done = asyncio.Event()
    shown: list[asyncio.Task[None]] = []

    def begin() -> None:
        shown.append(asyncio.create_task(_keep_typing(message, done)))

    later = asyncio.get_running_loop().call_later(TYPING_AFTER, begin)
    try:
        yield
    finally:
        later.cancel()
        done.set()
        for task in shown:
            _underway.add(task)
            task.add_done_callback(_underway.discard)
            # It should not come after the answer, and stay there; but the answer comes first.
            await asyncio.wait([task], timeout=TYPING_MAY_DELAY)


async def _keep_typing(message: telegram.Message, done: asyncio.Event) -> None:
    while not done.is_set():
        try:
            await message.reply_chat_action(ChatAction.TYPING, read_timeout=TYPING_PATIENCE)
        except TelegramError as error:  # it is a courtesy; the answer matters
            _logger.info("typing could not be shown: %s", error)
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), TYPING_LASTS)
