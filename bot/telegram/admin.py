"""The index in the hands of admins: its figures, and indexing, told of in one message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import Any

import telegram
from telegram import Update
from telegram.error import TelegramError

from bot.library import Library
from bot.progress import Clock
from bot.telegram.direction import isolate
from bot.telegram.handlers import Context
from bot.telegram.markup import Message
from bot.telegram.reindexing import ReindexError, reindex
from bot.telegram.render import render_notice
from bot.telegram.replies import incoming, reply, reply_notice
from bot.telegram.reports import render_summary
from bot.texts import Texts
from index.errors import IqtibasError
from index.summary import Progress, Summary

SECONDS_BETWEEN_EDITS = 3.0

Reindex = Callable[[bool], AsyncGenerator[Progress | Summary, None]]
"""Starts indexing; everything is read and encoded anew where it is given True."""
Afterwards = Callable[[telegram.Message, Texts], Coroutine[Any, Any, None]]
"""What is done after indexing went well, with the message that told of it."""
QuietlyAfterwards = Callable[[telegram.Bot], Coroutine[Any, Any, None]]
"""What is done after indexing went well that no admin asked for."""

_logger = logging.getLogger(__name__)


class AdminHandlers:
    """Handlers for admins. At most one indexing runs at a time, and at most one waits for it.

    Args:
        library: What is asked for its figures.
        start: Starts indexing; another one in tests.
    """

    def __init__(self, library: Library, start: Reindex = reindex) -> None:
        self._library = library
        self._start = start
        self._task: asyncio.Task[None] | None = None
        self._waiting: tuple[telegram.Message, Texts] | None = None
        self._follow_ups: set[asyncio.Task[None]] = set()
        self.afterwards: list[Afterwards] = []
        self.quietly_afterwards: list[QuietlyAfterwards] = []

    async def status(self, update: Update, context: Context) -> None:
        """/status: the served index in figures."""
        message, texts = incoming(update)
        status = await asyncio.to_thread(self._library.status)
        notice = f"\n{isolate(status.notice)}" if status.notice else ""
        await reply_notice(message, texts.status(status) + notice, texts)

    async def reindex(self, update: Update, context: Context) -> None:
        """/reindex [full]: index the article folders, in the background."""
        message, texts = incoming(update)
        if context.args not in ([], ["full"]):
            await reply_notice(message, texts.admin.reindex_how, texts)
        elif self._runs():
            await reply_notice(message, texts.reindex_busy, texts)
        else:
            self._begin(message, texts, full=bool(context.args))

    async def follow_articles(self, message: telegram.Message, texts: Texts) -> None:
        """Index because the article files have changed, after an indexing that runs already."""
        if self._runs():
            self._waiting = message, texts
            await reply_notice(message, texts.admin.reindex_later, texts)
        else:
            self._begin(message, texts, full=False)

    async def index_quietly(self, bot: telegram.Bot) -> str | None:
        """Index because article files have changed, with nobody looking on.

        Returns:
            What went wrong, as one sentence, or None.
        """
        while self._runs():
            await asyncio.wait([task for task in [self._task] if task])
        failures: list[str] = []
        self._task = asyncio.create_task(self._run_quietly(bot, failures))
        await asyncio.wait([self._task])
        return failures[0] if failures else None

    async def _run_quietly(self, bot: telegram.Bot, failures: list[str]) -> None:
        try:
            async with aclosing(self._start(False)) as events:
                async for _ in events:
                    pass
        except ReindexError as error:
            _logger.error("indexing failed: %s", error)
            failures.append(str(error))
        else:
            for follow in self.quietly_afterwards:
                self._follow_up(follow(bot))
        await self._run_waiting()

    def _runs(self) -> bool:
        return self._task is not None and not self._task.done()

    def _begin(self, message: telegram.Message, texts: Texts, *, full: bool) -> None:
        # No task of the application's: that one would be waited for before it could be cancelled.
        self._task = asyncio.create_task(self._run(message, texts, full=full))

    async def _run(self, message: telegram.Message, texts: Texts, *, full: bool) -> None:
        await self._follow(message, texts, full=full)
        await self._run_waiting()

    async def _run_waiting(self) -> None:
        while self._waiting is not None:
            (message, texts), self._waiting = self._waiting, None
            await self._follow(message, texts, full=False)

    async def stop(self) -> None:
        """End an indexing that runs; its admin is told."""
        self._waiting = None
        running = [*self._follow_ups, *([self._task] if self._task else [])]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _follow(self, message: telegram.Message, texts: Texts, *, full: bool) -> None:
        """Run indexing to its end, and tell the admin how it goes in one message."""
        try:
            board = await message.reply_html(_one(self._first_line(texts), texts))
            summary, pages = await self._finished(board, texts, full=full)
            await _edit(board, pages[0].html)
            await reply(message, pages[1:])
            if summary is not None:
                for follow in self.afterwards:
                    self._follow_up(follow(message, texts))
        except Exception:
            _logger.exception("indexing could not be reported")

    def _follow_up(self, doing: Coroutine[Any, Any, None]) -> None:
        """Do it beside the next indexing, which need not wait for it."""
        task = asyncio.create_task(doing)
        self._follow_ups.add(task)
        task.add_done_callback(self._follow_ups.discard)

    def _first_line(self, texts: Texts) -> str:
        """That it has begun; also that it undoes a rollback, where there was one."""
        back = self._library.rolled_back_to()  # two small files are read
        told = [texts.reindex_started]
        return "\n".join(told + ([texts.admin.after_rollback(back)] if back else []))

    async def _finished(
        self, board: telegram.Message, texts: Texts, *, full: bool
    ) -> tuple[Summary | None, list[Message]]:
        """What to tell at the end, be it good or bad (then without a summary)."""
        try:
            summary = await self._summary(board, texts, full=full)
            await asyncio.to_thread(self._library.follow)  # before it is said to be finished
            return summary, render_summary(summary, texts)
        except (IqtibasError, ReindexError) as error:
            _logger.error("indexing failed: %s", error)
            return None, render_notice(texts.reindex_failed(str(error)), texts)
        except asyncio.CancelledError:
            return None, render_notice(texts.reindex_stopped, texts)
        except Exception:
            _logger.exception("indexing failed")
            return None, render_notice(texts.failed, texts)

    async def _summary(self, board: telegram.Message, texts: Texts, *, full: bool) -> Summary:
        """Follow indexing to its summary, editing ``board`` now and then."""
        clock = asyncio.get_running_loop().time
        edited, stages = clock(), Clock()
        async with aclosing(self._start(full)) as events:
            async for event in events:
                if isinstance(event, Summary):
                    return event
                pace = stages.pace(event, clock())
                if clock() - edited >= SECONDS_BETWEEN_EDITS:
                    await _edit(board, _one(texts.reindex_progress(event, pace), texts))
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
