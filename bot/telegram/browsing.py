"""Looking round without a question: /latest, /sources, and links to an article."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.library import Library
from bot.telegram.language import texts_of
from bot.telegram.links import linked_article
from bot.telegram.pages import Page, article_card, latest_page, sources_page
from bot.telegram.press import pressed, show, tell
from bot.telegram.replies import incoming, reply_notice
from bot.texts import Texts
from index.errors import IndexMissingError

Context = ContextTypes.DEFAULT_TYPE
_TURNED = r"^(latest|sources):(\d{1,6})$"


@dataclass(frozen=True, slots=True)
class BrowsingHandlers:
    """Handlers for everyone.

    Attributes:
        library: What is looked round in.
    """

    library: Library

    def handlers(self) -> list[BaseHandler[Update, Context, object]]:
        """The handlers; the link's stands before that of /start without one."""
        new = filters.UpdateType.MESSAGE
        return [
            CommandHandler("start", self.article, new & filters.Regex(r"^/start(@\w+)?\s+a_")),
            CommandHandler("latest", self.latest, new),
            CommandHandler("sources", self.sources, new),
            CallbackQueryHandler(self.turn, _TURNED),
        ]

    async def article(self, update: Update, context: Context) -> None:
        """/start with an article's link."""
        message, texts = incoming(update)
        article_id = linked_article(" ".join(context.args or ()))
        try:
            article = await asyncio.to_thread(self.library.article, article_id or "")
        except KeyError:
            await reply_notice(message, texts.no_such_article, texts)
            return
        card = article_card(article, texts)
        await message.reply_html(card.html, reply_markup=card.keyboard)

    async def latest(self, update: Update, context: Context) -> None:
        """/latest: the newest articles."""
        await self._begin(update, context, "latest")

    async def sources(self, update: Update, context: Context) -> None:
        """/sources: the outlets, those with the most articles first."""
        await self._begin(update, context, "sources")

    async def turn(self, update: Update, context: Context) -> None:
        """A button of either list: another page of it, in the same message."""
        query = pressed(update)
        texts = texts_of(query.from_user)
        name, _, page = (query.data or "").partition(":")
        try:
            shown = await self._page(name, int(page), context.bot.username, texts)
        except IndexMissingError:
            await tell(query, texts.not_indexed)
            return
        await tell(query)
        await show(query, shown.html, shown.keyboard)

    async def _begin(self, update: Update, context: Context, name: str) -> None:
        message, texts = incoming(update)
        page = await self._page(name, 0, context.bot.username, texts)
        await message.reply_html(page.html, reply_markup=page.keyboard)

    async def _page(self, name: str, page: int, bot: str, texts: Texts) -> Page:
        listing = await asyncio.to_thread(self.library.listing)
        if name == "latest":
            return latest_page(listing, page, bot, texts)
        numbers = Counter(one.source for one in listing)
        sources = sorted(numbers.items(), key=lambda one: (-one[1], one[0]))
        return sources_page(sources, page, texts)
