"""The articles in the hands of admins: listed, added from an uploaded file, taken away."""

from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path

import telegram
from telegram import Update
from telegram.constants import FileSizeLimit

from bot.library import Library, Listing
from bot.removal import NotOursError, set_aside
from bot.telegram import choices
from bot.telegram.admin import AdminHandlers
from bot.telegram.direction import isolate, one_line
from bot.telegram.handlers import Context
from bot.telegram.keyboards import leafing
from bot.telegram.press import show, tell
from bot.telegram.render import render_notice
from bot.telegram.replies import incoming, reply_notice
from bot.telegram.reports import named, pages_of, render_listing
from bot.telegram.shorten import longest_start
from bot.telegram.webpages import WebPages, addresses_in
from bot.texts import Texts
from bot.uploads import AlreadyThereError, has_known_kind, save_article
from config import Settings
from index.article import Article
from index.errors import ArticlesError, GenerationError
from index.reading import SUFFIXES, UnreadableError

MOST_CHOICES = 5
LONGEST_LABEL = 60

_ID = re.compile(r"\b[0-9a-f]{12}\b")
_logger = logging.getLogger(__name__)


class ShelfHandlers:
    """Handlers for admins that show and change the article folders.

    Args:
        library: Knows the articles.
        settings: Where their files are, and how large one may be.
        admin: Brings the index in line afterwards.
    """

    def __init__(self, library: Library, settings: Settings, admin: AdminHandlers) -> None:
        self._library = library
        self._settings = settings
        self._admin = admin
        self._pages = WebPages(admin)

    async def articles(self, update: Update, context: Context) -> None:
        """/articles: the newest articles, with buttons to the others."""
        message, texts = incoming(update)
        listing = await asyncio.to_thread(self._library.listing)
        buttons = leafing(choices.PAGE, 1, pages_of(listing), texts)
        await message.reply_html(render_listing(listing, texts).html, reply_markup=buttons)

    async def page(self, update: Update, context: Context) -> None:
        """A button to another page; the last one if the list has become shorter."""
        query, data, texts = choices.chosen(update)
        await tell(query)
        listing = await asyncio.to_thread(self._library.listing)
        pages = pages_of(listing)
        page = min(int(data.removeprefix(choices.PAGE)), pages)
        html = render_listing(listing, texts, page).html
        await show(query, html, leafing(choices.PAGE, page, pages, texts))

    async def add(self, update: Update, context: Context) -> None:
        """/add: with an uploaded file, in reply to one, or with addresses of pages."""
        message, texts = incoming(update)
        replied = message.reply_to_message
        if replied is not None and replied.document is not None:
            await self._add(message, replied.document, texts)
        elif urls := addresses_in(message) or (addresses_in(replied) if replied else []):
            await self._pages.add(message, urls, texts)
        else:
            await reply_notice(message, texts.admin.add_how(_kinds(), self._most_bytes()), texts)

    async def upload(self, update: Update, context: Context) -> None:
        """An admin's uploaded file: a new article."""
        message, texts = incoming(update)
        if message.document is None:
            raise ValueError("the message holds no file; the handler is registered for no other")
        await self._add(message, message.document, texts)

    async def remove(self, update: Update, context: Context) -> None:
        """/remove ID, or in reply to a message that names articles: asks whether to."""
        message, texts = incoming(update)
        wanted = " ".join(context.args or [])
        if wanted:
            await self._confirm(message, wanted, texts)
        elif message.reply_to_message is None:
            await reply_notice(message, texts.admin.remove_how, texts)
        else:
            listing = await asyncio.to_thread(self._library.listing)
            found = named_in(message.reply_to_message.text or "", listing)
            if len(found) == 1:
                await self._confirm(message, found[0].article_id, texts)
            elif found:
                options = [(_label(one), choices.REMOVE + one.article_id) for one in found]
                buttons = choices.choice(options[:MOST_CHOICES], texts)
                await choices.ask_back(message, texts.admin.remove_which, buttons, texts)
            else:
                await reply_notice(message, texts.admin.remove_nothing_named, texts)

    async def chosen(self, update: Update, context: Context) -> None:
        """A button with an article's title: asks whether to remove it."""
        query, data, texts = choices.chosen(update)
        await tell(query)
        article = await self._article(data.removeprefix(choices.REMOVE))
        if article is None:
            await show(query, _notice(texts.admin.remove_gone, texts))
        else:
            await show(
                query,
                _notice(_question(article, texts), texts),
                choices.confirmation(texts.admin.remove_yes, _surely(article), texts),
            )

    async def removed(self, update: Update, context: Context) -> None:
        """The button that confirms: the file is moved away and the index follows."""
        query, data, texts = choices.chosen(update)
        await tell(query)
        article = await self._article(data.removeprefix(choices.REMOVE_SURELY))
        if article is None:
            told, moved = texts.admin.remove_gone, False
        else:
            told, moved = await self._remove(article, texts)
        await show(query, _notice(told, texts))
        if moved and isinstance(query.message, telegram.Message):
            await self._admin.follow_articles(query.message, texts)

    async def _confirm(self, message: telegram.Message, article_id: str, texts: Texts) -> None:
        article = await self._article(article_id)
        if article is None:
            told = texts.admin.remove_unknown(longest_start(article_id, LONGEST_LABEL))
            await reply_notice(message, told, texts)
            return
        buttons = choices.confirmation(texts.admin.remove_yes, _surely(article), texts)
        await choices.ask_back(message, _question(article, texts), buttons, texts)

    async def _article(self, article_id: str) -> Article | None:
        try:
            return await asyncio.to_thread(self._library.article, article_id)
        except KeyError:
            return None

    async def _remove(self, article: Article, texts: Texts) -> tuple[str, bool]:
        """What to tell of moving an article's file, and whether it was moved."""
        path, settings = Path(article.path), self._settings
        try:
            target = await asyncio.to_thread(set_aside, path, settings.articles, settings.data)
        except FileNotFoundError:
            return texts.admin.remove_gone, False
        except NotOursError as error:
            return texts.admin.refused(str(error)), False
        except OSError as error:
            _logger.error("%s could not be moved: %s", path, error)
            return texts.admin.refused(f"{path}: {error.strerror}"), False
        _logger.info("%s was moved to %s", path, target)
        return texts.admin.removed(named(article)), True

    async def _add(
        self, message: telegram.Message, document: telegram.Document, texts: Texts
    ) -> None:
        name = document.file_name or ""
        if not has_known_kind(name):
            await reply_notice(message, texts.admin.add_kind(name, _kinds()), texts)
        elif (document.file_size or 0) > self._most_bytes():
            await reply_notice(message, texts.admin.add_too_large(self._most_bytes()), texts)
        else:
            file = await document.get_file()
            data = bytes(await file.download_as_bytearray())
            told, saved = await self._saved(data, name, texts)
            await reply_notice(message, told, texts)
            if saved:
                await self._admin.follow_articles(message, texts)

    async def _saved(self, data: bytes, name: str, texts: Texts) -> tuple[str, bool]:
        """What to tell of a downloaded file, and whether it is an article file now."""
        if len(data) > self._most_bytes():  # the size a client declares is its own claim
            return texts.admin.add_too_large(self._most_bytes()), False
        try:
            path, article = await asyncio.to_thread(
                save_article, data, name, self._settings.articles
            )
        except UnreadableError as error:
            return texts.admin.add_unreadable(name, str(error)), False
        except AlreadyThereError as error:
            return texts.admin.add_same(error.path.name), False
        except ArticlesError as error:
            return texts.admin.refused(str(error)), False
        except OSError as error:
            _logger.error("an uploaded article could not be saved: %s", error)
            return texts.admin.refused(f"{self._settings.articles[0]}: {error.strerror}"), False
        told = texts.admin.added(named(article), path.name)
        alike = await asyncio.to_thread(self._alike, article)
        return (f"{told}\n{texts.admin.add_alike(alike)}" if alike else told), True

    def _alike(self, article: Article) -> int:
        """How many articles have this title and outlet already."""
        try:
            return sum(named(one) == named(article) for one in self._library.listing())
        except GenerationError:  # there is no index yet
            return 0

    def _most_bytes(self) -> int:
        most = int(self._settings.max_file_mb * 1_000_000)
        return min(most, int(FileSizeLimit.FILESIZE_DOWNLOAD))


def named_in(text: str, listing: list[Listing]) -> list[Listing]:
    """The articles a message of the bot's names, by id or by title and outlet."""
    ids = set(_ID.findall(text))
    return [one for one in listing if one.article_id in ids or named(one) in text]


def _kinds() -> str:
    return isolate(" ".join(SUFFIXES))


def _label(article: Listing) -> str:
    return longest_start(one_line(article.title), LONGEST_LABEL)


def _surely(article: Article) -> str:
    return choices.REMOVE_SURELY + article.id


def _question(article: Article, texts: Texts) -> str:
    return texts.admin.remove_sure(named(article), article.path)


def _notice(text: str, texts: Texts) -> str:
    return render_notice(text, texts)[0].html
