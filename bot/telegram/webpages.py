"""Pages of the web that an admin adds by their addresses."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

import telegram
from telegram import MessageEntity

from bot.telegram.admin import AdminHandlers
from bot.telegram.direction import isolate, one_line
from bot.telegram.fetching import LONGEST_ADD, FetchingError, fetch_json
from bot.telegram.render import LONGEST_OUTLET, LONGEST_TITLE
from bot.telegram.replies import reply_notice, typing
from bot.telegram.shorten import longest_start
from bot.texts import Texts

MOST_AT_ONCE = 10
LONGEST_SHOWN = 200  # code points of an address

FetchJson = Callable[[Sequence[str], float | None], Awaitable[list[dict[str, Any]]]]
"""See :func:`bot.telegram.fetching.fetch_json`."""

_logger = logging.getLogger(__name__)


class WebPages:
    """Adds pages.

    Args:
        admin: Brings the index in line afterwards.
        fetch: Runs the child; another one in tests.
    """

    def __init__(self, admin: AdminHandlers, fetch: FetchJson = fetch_json) -> None:
        self._admin = admin
        self._fetch = fetch

    async def add(self, message: telegram.Message, urls: Sequence[str], texts: Texts) -> None:
        """Fetch these pages, tell what became of each, and index what is new."""
        wanted = urls[:MOST_AT_ONCE]
        try:
            async with typing(message):
                results = await self._fetch(["add", "--json", "--", *wanted], LONGEST_ADD)
        except FetchingError as error:
            _logger.error("pages could not be added: %s", error)
            await reply_notice(message, texts.admin.refused(str(error)), texts)
            return
        lines = [_told(result, texts) for result in results]
        if len(urls) > MOST_AT_ONCE:
            lines.append(texts.admin.add_too_many(MOST_AT_ONCE))
        await reply_notice(message, "\n".join(lines), texts)
        if any(result["status"] == "added" for result in results):
            await self._admin.follow_articles(message, texts)


def addresses_in(message: telegram.Message) -> list[str]:
    """The web addresses in a message, in its order, each once."""
    found = message.parse_entities([MessageEntity.URL, MessageEntity.TEXT_LINK])
    ordered = sorted(found.items(), key=lambda one: one[0].offset)
    urls = [entity.url or text for entity, text in ordered]
    return list(dict.fromkeys(url if ":" in url else f"https://{url}" for url in urls))


def _told(result: Mapping[str, Any], texts: Texts) -> str:
    """What became of one page, in a line or two."""
    url = longest_start(one_line(result["given"]), LONGEST_SHOWN)
    if result["status"] == "failed":
        reasons = texts.admin.web_reasons
        return texts.admin.add_failed(url, reasons.get(result["kind"] or "", result["reason"]))
    name = PurePath(result["path"]).name
    if result["status"] == "already":
        return texts.admin.add_same_page(url, name)
    title = longest_start(one_line(result["title"]), LONGEST_TITLE)
    outlet = longest_start(one_line(result["source"]), LONGEST_OUTLET)
    return texts.admin.added(f"{isolate(title)} — {isolate(outlet)}", name)
