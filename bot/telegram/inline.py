"""Inline mode: ``@bot question`` in any chat offers quotes to send there, each with its source."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import InlineQueryLimit, ParseMode
from telegram.error import BadRequest
from telegram.ext import BaseHandler, ContextTypes, InlineQueryHandler

from bot.library import Library
from bot.telegram.direction import framed, isolate, one_line
from bot.telegram.language import texts_of
from bot.telegram.render import render_quote
from bot.telegram.shorten import longest_start
from bot.texts import Texts, human_date, texts_for
from bot.verbatim import quoted_answer
from index.errors import IndexMissingError
from retrieval.answer import Answer, Quote
from retrieval.filters import read_filters

MOST_QUOTES = 8
REMEMBERED = 60  # seconds that Telegram may offer the same again; the index may change meanwhile
LONGEST_TITLE = 100
LONGEST_DESCRIPTION = 200

Context = ContextTypes.DEFAULT_TYPE

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InlineHandlers:
    """Handlers for everyone.

    Attributes:
        library: Answers the questions.
    """

    library: Library

    def handlers(self) -> list[BaseHandler[Update, Context, object]]:
        """The handlers."""
        return [InlineQueryHandler(self.offer)]

    async def offer(self, update: Update, context: Context) -> None:
        """Quotes for what has been typed so far, or a line that says why there are none."""
        query = update.inline_query
        if query is None:
            raise ValueError("the update holds no inline query")
        texts = texts_of(query.from_user)
        question = query.query.strip()
        if len(query.query) >= InlineQueryLimit.MAX_QUERY_LENGTH:  # what is beyond was cut off
            await _hint(query, texts.inline_too_long)
        elif not any(character.isalnum() for character in read_filters(question).question):
            await _hint(query, texts.inline_hint)
        else:
            await self._offer(query, question, texts)

    async def _offer(self, query: InlineQuery, question: str, texts: Texts) -> None:
        try:
            answer = await asyncio.to_thread(quoted_answer, self.library, question, MOST_QUOTES)
        except IndexMissingError:
            await _hint(query, texts.inline_not_indexed, remembered=0)
        except ValueError:  # letters, but no word of a language that is known
            await _hint(query, texts.inline_hint)
        else:
            if answer.answered:
                await _answer(query, results(answer))
            else:
                await _hint(query, texts.inline_nothing, remembered=REMEMBERED)


def results(answer: Answer) -> list[InlineQueryResultArticle]:
    """The quotes as results, their labels in the question's language.

    A result's id names its slice of its article, so that the same quote has the same id whatever
    was asked, as long as the article is the same.
    """
    texts = texts_for(answer.language)
    return [_result(quote, texts) for quote in answer.quotes]


def _result(quote: Quote, texts: Texts) -> InlineQueryResultArticle:
    date = human_date(quote.published, texts.months)
    outlet = longest_start(one_line(quote.source), LONGEST_TITLE)
    source = texts.comma.join(isolate(part) for part in (outlet, date) if part)
    highlight = longest_start(one_line(quote.highlight.text), LONGEST_DESCRIPTION)
    return InlineQueryResultArticle(
        id=f"{quote.article_id}:{quote.start}:{quote.end}",
        title=longest_start(one_line(quote.title) or outlet or "…", LONGEST_TITLE),
        description=f"{highlight}\n{framed(source, texts.right_to_left)}",
        input_message_content=InputTextMessageContent(
            render_quote(quote, texts).html,
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
    )


async def _hint(query: InlineQuery, text: str, remembered: int = 0) -> None:
    """Nothing to offer, and a line that opens the chat with the bot."""
    await _answer(query, [], InlineQueryResultsButton(text, start_parameter="inline"), remembered)


async def _answer(
    query: InlineQuery,
    offered: list[InlineQueryResultArticle],
    button: InlineQueryResultsButton | None = None,
    remembered: int = REMEMBERED,
) -> None:
    """Answer the query. Personal: the hints are in the language the person chose."""
    try:
        await query.answer(offered, cache_time=remembered, is_personal=True, button=button)
    except BadRequest as error:  # typed on meanwhile: Telegram has asked anew
        _logger.info("an inline query could not be answered: %s", error)
