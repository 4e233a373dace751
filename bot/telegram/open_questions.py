"""Questions without an answer: shown to admins, and asked again when the index has changed."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime

import telegram
from telegram import ReplyParameters, Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.clusters import Cluster, clustered
from bot.library import Library
from bot.permissions import Permissions
from bot.state import State
from bot.state.answers import ShownAnswer, kept, new_id
from bot.state.unanswered import Unanswered
from bot.telegram.buttons import MOST_QUOTES, answer_keyboard
from bot.telegram.direction import isolate
from bot.telegram.handlers import Context
from bot.telegram.render import render_told
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
        state: Has the questions, and remembers what is shown.
        permissions: Whom a private bot still answers.
        quotes: Shown in an answer.
    """

    def __init__(
        self, library: Library, state: State, permissions: Permissions, quotes: int
    ) -> None:
        self._library = library
        self._unanswered = state.unanswered
        self._answers = state.answers
        self._permissions = permissions
        self._quotes = quotes
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

    async def ask_again_quietly(self, bot: telegram.Bot) -> None:
        """The same where no admin looks on: the askers are told."""
        try:
            async with self._asking:
                await self._ask_again(bot)
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
            found = await self._found(question)
            if found is None or not found.answered:
                continue
            told: dict[tuple[int, int], bool] = {}  # several may wait for one message's answer
            for one in askings:
                place = one.chat, one.message
                if one.notify and place not in told and self._may_be_told(one):
                    told[place] = await self._tell(bot, one, found)
            settled = [one for one in askings if told.get((one.chat, one.message), True)]
            await asyncio.to_thread(self._unanswered.settle, [one.id for one in settled])
            answered += settled
        return sorted(answered, key=lambda one: one.id)

    def _may_be_told(self, one: Unanswered) -> bool:
        return self._permissions.may_ask(one.user, one.chat)

    async def _found(self, question: str) -> Answer | None:
        """The answer, with one quote more than is shown: it tells whether there are more."""
        try:
            return await asyncio.to_thread(quoted_answer, self._library, question, self._quotes + 1)
        except (IqtibasError, NotVerbatimError, ValueError) as error:
            _logger.error("a question could not be asked again: %s", error)
            return None

    async def _tell(self, bot: telegram.Bot, one: Unanswered, found: Answer) -> bool:
        """Send the answer below the question it answers, with all that an answer has.

        Returns:
            False where Telegram could not be reached, and the asker is to be told later; that
            the asker does not want to be told any more is no reason to try again.
        """
        answer = replace(found, quotes=found.quotes[: self._quotes])
        shown = await asyncio.to_thread(self._shown, one, answer, len(found.quotes))
        texts = texts_for(one.language)
        *pages, last = render_told(answer, one.question, texts)
        keyboard = answer_keyboard(shown, 0, answer.quotes[0], texts)
        question = ReplyParameters(one.message, allow_sending_without_reply=True)
        sent: list[int] = []
        try:
            for page in [*pages, replace(last, keyboard=keyboard)]:
                message = await bot.send_message(
                    one.chat,
                    page.html,
                    message_thread_id=one.thread,
                    reply_markup=page.keyboard,
                    reply_parameters=None if sent else question,
                )
                sent.append(message.message_id)
        except TelegramError as error:
            _logger.info("an asker could not be told of an answer: %s", error)
            return isinstance(error, BadRequest | Forbidden)
        await asyncio.to_thread(self._answers.also_shown_in, shown, sent)
        return True

    def _shown(self, one: Unanswered, answer: Answer, found: int) -> ShownAnswer:
        """The record of the answer, instead of that of the abstention."""
        earlier = self._answers.asked_in(one.chat, one.message)
        shown = ShownAnswer(
            id=earlier.id if earlier else new_id(),
            chat=one.chat,
            thread=one.thread,
            user=earlier.user if earlier else one.user,
            asked=one.message,
            at=int(datetime.now(UTC).timestamp()),
            question=one.question,
            topic=earlier.topic if earlier else one.question,
            language=one.language,
            generation=answer.generation,
            shown=len(answer.quotes),
            more=len(answer.quotes) < min(found, MOST_QUOTES),
            quotes=tuple(map(kept, answer.quotes)),
        )
        self._answers.record(shown)
        return shown


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
