"""The feeds and recent pages looked at on schedule, and the index brought in line with them.

Nobody asked for it, so nobody is told how it goes; of trouble, every admin is told once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import telegram
from telegram.error import TelegramError

from bot.library import Library
from bot.permissions import Permissions
from bot.state.people import People
from bot.telegram.admin import AdminHandlers
from bot.telegram.direction import isolate, one_line
from bot.telegram.fetching import FetchingError, fetch_json
from bot.telegram.render import render_notice
from bot.telegram.shorten import longest_start
from bot.telegram.webpages import LONGEST_SHOWN, FetchJson
from bot.texts import Texts, texts_for
from config import Settings
from index.fetching.pages import FOLDER

FIRST_AFTER = 5.0  # seconds from the start of the bot
MOST_TOLD = 10  # feeds in trouble, in one message

_logger = logging.getLogger(__name__)


class Watch:
    """Looks every ``IQTIBAS_FEED_MINUTES``.

    Args:
        settings: The feeds, and how often.
        library: Knows whether an admin has rolled the index back.
        admin: Indexes.
        permissions: Who is told of trouble.
        people: In which language.
        fetch: Runs the child; another one in tests.
    """

    def __init__(
        self,
        settings: Settings,
        library: Library,
        admin: AdminHandlers,
        permissions: Permissions,
        people: People,
        fetch: FetchJson = fetch_json,
    ) -> None:
        self._settings, self._library, self._admin = settings, library, admin
        self._permissions, self._people, self._fetch = permissions, people, fetch
        self._task: asyncio.Task[None] | None = None
        self._told: set[str] = set()  # kinds of trouble that are not over yet
        self._to_index = False  # files have changed and the index has not followed yet

    def start(self, bot: telegram.Bot) -> None:
        """Begin, unless the settings say never."""
        if self._settings.feed_minutes:
            self._task = asyncio.create_task(self._run(bot))

    async def stop(self) -> None:
        """End, and a look that is under way with it."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, bot: telegram.Bot) -> None:
        await asyncio.sleep(FIRST_AFTER)
        while True:
            try:
                await self.look(bot)
            except Exception:
                _logger.exception("the feeds could not be looked at")
            await asyncio.sleep(self._settings.feed_minutes * 60)

    async def look(self, bot: telegram.Bot) -> None:
        """Look once, and index what is new."""
        pages = self._settings.articles[0] / FOLDER
        if not self._settings.feeds and not pages.is_dir():
            return
        try:
            (report,) = await self._fetch(["fetch", "--json"], None)
        except FetchingError as error:
            _logger.error("the feeds could not be looked at: %s", error)
            await self._tell_once(bot, "fetch", str(error))
            return
        self._told.discard("fetch")
        _log(report)
        new = [problem for problem in report["problems"] if problem["new"]]
        if new:
            await self._tell(bot, lambda texts: _troubles(new, texts))
        changed = ("added", "edited", "withdrawn", "returned")
        self._to_index = self._to_index or any(report[what] for what in changed)
        if self._to_index:
            await self._index(bot)

    async def _index(self, bot: telegram.Bot) -> None:
        back = await asyncio.to_thread(self._library.rolled_back_to)
        if back is not None:  # an admin chose that index; indexing would undo it
            if "rollback" not in self._told:
                self._told.add("rollback")
                await self._tell(bot, lambda texts: texts.admin.watch_rolled_back(back))
            return
        self._told.discard("rollback")
        failure = await self._admin.index_quietly(bot)
        if failure is None:
            self._to_index = False
            self._told.discard("index")
        else:
            await self._tell_once(bot, "index", failure)

    async def _tell_once(self, bot: telegram.Bot, kind: str, reason: str) -> None:
        """Tell of trouble, unless it is the same that was told of and is not over."""
        if kind not in self._told:
            self._told.add(kind)
            await self._tell(bot, lambda texts: texts.admin.watch_failed(reason))

    async def _tell(self, bot: telegram.Bot, say: Callable[[Texts], str]) -> None:
        for user in sorted(self._permissions.admins):
            texts = texts_for(self._people.language(user))
            try:
                for page in render_notice(say(texts), texts):
                    await bot.send_message(user, page.html)
            except TelegramError as error:  # who never wrote to the bot cannot be written to
                _logger.info("admin %s could not be told of trouble: %s", user, error)


def _troubles(problems: list[Mapping[str, Any]], texts: Texts) -> str:
    lines = [texts.admin.watch_troubles]
    for problem in problems[:MOST_TOLD]:
        url = longest_start(one_line(problem["url"]), LONGEST_SHOWN)
        reason = texts.admin.web_reasons.get(problem["kind"], problem["reason"])
        lines.append(f"• {isolate(url)}: {reason}")
    left_out = len(problems) - MOST_TOLD
    return "\n".join(lines + ([texts.and_more(left_out)] if left_out > 0 else []))


def _log(report: Mapping[str, Any]) -> None:
    for what in ("added", "edited", "withdrawn", "returned"):
        arrivals: Iterable[Mapping[str, Any]] = report[what]
        for one in arrivals:
            _logger.info("%s: %s", what, one["url"])
    for problem in report["problems"]:
        _logger.warning("%s: %s", one_line(problem["url"]), problem["reason"])
