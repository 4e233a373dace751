"""What the bot does for admins, and what it tells those who are none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

import telegram
from telegram import Update
from telegram.error import TelegramError

from bot.library import Library
from bot.telegram.handlers import Context
from bot.telegram.markup import Message
from bot.telegram.reindexing import ReindexError, reindex
from bot.telegram.render import render_notice
from bot.telegram.replies import incoming, reply, reply_notice
from bot.telegram.reports import render_listing, render_summary
from bot.texts import Texts
from index.summary import Progress, Summary

SECONDS_BETWEEN_EDITS = 3.0

Reindex = Callable[[], AsyncGenerator[Progress | Summary, None]]

_logger = logging.getLogger(__name__)


async def refuse(update: Update, context: Context) -> None:
    """An admin's command from someone else: refused, and logged."""
    message, texts = incoming(update)
    user = message.from_user.id if message.from_user else None
    _logger.warning("user %s is no admin and was refused %r", user, (message.text or "").split()[0])
    await reply_notice(message, texts.admins_only, texts)


class AdminHandlers:
    """Handlers for admins. At most one indexing runs at a time.

    Args:
        library: What is asked for its figures.
        start: Starts indexing; another one in tests.
    """

    def __init__(self, library: Library, start: Reindex = reindex) -> None:
        self._library = library
        self._start = start
        self._task: asyncio.Task[None] | None = None

    async def status(self, update: Update, context: Context) -> None:
        """/status: the served index in figures."""
        message, texts = incoming(update)
        status = await asyncio.to_thread(self._library.status)
        await reply_notice(message, texts.status(status), texts)

    async def articles(self, update: Update, context: Context) -> None:
        """/articles: the newest articles."""
        message, texts = incoming(update)
        listing = await asyncio.to_thread(self._library.listing)
        await reply(message, render_listing(listing, texts))

    async def reindex(self, update: Update, context: Context) -> None:
        """/reindex: index the article folders, in the background."""
        message, texts = incoming(update)
        if self._task is not None and not self._task.done():
            await reply_notice(message, texts.reindex_busy, texts)
            return
        # No task of the application's: that one would be waited for before it could be cancelled.
        self._task = asyncio.create_task(self._follow(message, texts))

    async def stop(self) -> None:
        """End an indexing that runs; its admin is told."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _follow(self, message: telegram.Message, texts: Texts) -> None:
        """Run indexing to its end, and tell the admin how it goes in one message."""
        try:
            board = await message.reply_html(_one(texts.reindex_started, texts))
            pages = await self._finished(board, texts)
            await _edit(board, pages[0].html)
            await reply(message, pages[1:])
        except Exception:
            _logger.exception("indexing could not be reported")

    async def _finished(self, board: telegram.Message, texts: Texts) -> list[Message]:
        """What to tell at the end, be it good or bad."""
        try:
            return render_summary(await self._summary(board, texts), texts)
        except ReindexError as error:
            _logger.error("indexing failed: %s", error)
            return render_notice(texts.reindex_failed(str(error)), texts)
        except asyncio.CancelledError:
            return render_notice(texts.reindex_stopped, texts)
        except Exception:
            _logger.exception("indexing failed")
            return render_notice(texts.failed, texts)

    async def _summary(self, board: telegram.Message, texts: Texts) -> Summary:
        """Follow indexing to its summary, editing ``board`` now and then."""
        clock = asyncio.get_running_loop().time
        edited = clock()
        async with aclosing(self._start()) as events:
            async for event in events:
                if isinstance(event, Summary):
                    return event
                if clock() - edited >= SECONDS_BETWEEN_EDITS:
                    await _edit(board, _one(texts.reindex_progress(event), texts))
                    edited = clock()
        raise ReindexError("Indexing ended without a summary; see the log.")


def _one(text: str, texts: Texts) -> str:
    return render_notice(text, texts)[0].html


async def _edit(board: telegram.Message, html: str) -> None:
    """Edit the message; that it cannot be edited must not end the indexing."""
    try:
        await board.edit_text(html)
    except TelegramError as error:
        _logger.warning("progress could not be shown: %s", error)
