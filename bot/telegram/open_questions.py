"""Questions without an answer: shown to admins, and asked again when the index has changed."""

from __future__ import annotations

import asyncio
import logging

import telegram
from telegram import ReplyParameters, Update
from telegram.error import TelegramError

from bot.clusters import Cluster, clustered
from bot.library import Library
from bot.permissions import Permissions
from bot.state.unanswered import Unanswered, UnansweredQuestions
from bot.telegram.direction import isolate
from bot.telegram.handlers import Context
from bot.telegram.markup import Message
from bot.telegram.render import render_answer, render_notice
from bot.telegram.replies import incoming, reply_notice
from bot.telegram.shorten import longest_start
from bot.texts import Texts, texts_for
from bot.verbatim import NotVerbatimError, quoted_answer
from index.errors import IqtibasError
from retrieval.answer import Answer

MOST_SHOWN = 20
MOST_ASKED_AGAIN = 1000  # different questions, the most asked; half a minute of searching
LONGEST_SHOWN = 150  # code points of a question

_logger = logging.getLogger(__name__)


class OpenQuestionHandlers:
    """Handlers for admins, and what follows an indexing.

    Args:
        library: Asked again.
        unanswered: The questions.
        permissions: Whom a private bot still answers.
    """

    def __init__(
        self, library: Library, unanswered: UnansweredQuestions, permissions: Permissions
    ) -> None:
        self._library = library
        self._unanswered = unanswered
        self._permissions = permissions
        self._asking = asyncio.Lock()  # else an asker might be told twice

    async def unanswered(self, update: Update, context: Context) -> None:
        """/unanswered: the questions, alike ones together, most asked first."""
        message, texts = incoming(update)
        found = await asyncio.to_thread(lambda: clustered(self._unanswered.pending()))
        await reply_notice(message, render_open(found, texts), texts)

    async def ask_again(self, message: telegram.Message, texts: Texts) -> None:
        """Ask them again; tell the admin which are answered now, and the askers who wished it.

        An asker is told before the question is forgotten, so that nobody is missed if the bot
        ends in between.
        """
        try:
            async with self._asking:
                answered = await self._ask_again(message.get_bot())
            if answered:
                told = render_answered(clustered(answered), texts)
                await reply_notice(message, told, texts)
        except Exception:
            _logger.exception("the open questions could not be asked again")

    async def _ask_again(self, bot: telegram.Bot) -> list[Unanswered]:
        """Those that are answered now, oldest first; they are forgotten."""
        pending = await asyncio.to_thread(self._unanswered.pending)
        by_words: dict[str, list[Unanswered]] = {}
        for cluster in await asyncio.to_thread(clustered, pending):
            for one in cluster.askings:
                by_words.setdefault(one.question, []).append(one)
        answered: list[Unanswered] = []
        for question, askings in list(by_words.items())[:MOST_ASKED_AGAIN]:
            answer = await self._answer(question)
            if answer is None or not answer.answered:
                continue
            for one in askings:
                if one.notify and self._permissions.may_ask(one.user, one.chat):
                    await _tell(bot, one, answer)
            await asyncio.to_thread(self._unanswered.settle, [one.id for one in askings])
            answered += askings
        return sorted(answered, key=lambda one: one.id)

    async def _answer(self, question: str) -> Answer | None:
        try:
            return await asyncio.to_thread(quoted_answer, self._library, question)
        except (IqtibasError, NotVerbatimError, ValueError) as error:
            _logger.error("a question could not be asked again: %s", error)
            return None


async def _tell(bot: telegram.Bot, one: Unanswered, answer: Answer) -> None:
    """Send the answer below the question it answers; that it cannot be is no reason to stop."""
    texts = texts_for(one.language)
    first = render_notice(texts.admin.now_answered_you, texts)
    pages: list[Message] = [*first, *render_answer(answer, texts)]
    question = ReplyParameters(one.message, allow_sending_without_reply=True)
    try:
        for page in pages:
            await bot.send_message(
                one.chat,
                page.html,
                message_thread_id=one.thread,
                reply_parameters=question if page is pages[0] else None,
            )
    except TelegramError as error:
        _logger.info("an asker could not be told of an answer: %s", error)


def render_open(found: list[Cluster], texts: Texts) -> str:
    """The lines of /unanswered."""
    if not found:
        return texts.admin.unanswered_none
    return "\n".join([texts.admin.unanswered_head(len(found)), *_lines(found, texts)])


def render_answered(found: list[Cluster], texts: Texts) -> str:
    """The lines that tell which are answered now."""
    return "\n".join([texts.admin.now_answered(len(found)), *_lines(found, texts)])


def _lines(found: list[Cluster], texts: Texts) -> list[str]:
    lines = [
        f"• {isolate(longest_start(one.question, LONGEST_SHOWN))}{texts.comma}"
        f"{texts.admin.times(len(one.askings))}"
        for one in found[:MOST_SHOWN]
    ]
    left_out = len(found) - MOST_SHOWN
    return lines + ([texts.and_more(left_out)] if left_out > 0 else [])
