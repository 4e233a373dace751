"""What pressing a button under an answer does.

A button may be old, or its data forged: what it names is looked up, in the chat it is pressed in,
and what is not found is politely said to be gone.
"""

from __future__ import annotations

import asyncio
import html
from datetime import UTC, datetime

from telegram import CallbackQuery, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.library import Library
from bot.recall import MovedOnError, Recalled, in_context, recalled
from bot.state import State
from bot.state.answers import ShownAnswer, kept
from bot.state.feedback import Feedback, Verdict
from bot.telegram.article_file import article_file
from bot.telegram.buttons import (
    MOST_QUOTES,
    Pressed,
    Wish,
    answer_keyboard,
    read_data,
    verdict_keyboard,
)
from bot.telegram.language import texts_of
from bot.telegram.markup import Message
from bot.telegram.press import Press, pressed, tell
from bot.telegram.render import render_context, render_more, source_line
from bot.texts import Texts, texts_for
from bot.verbatim import quoted_answer
from retrieval.answer import Quote

VERDICTS: dict[Wish, Verdict] = {
    Wish.RIGHT: "right",
    Wish.WRONG: "wrong",
    Wish.IRRELEVANT: "irrelevant",
    Wish.OUTDATED: "outdated",
}


class ButtonHandlers:
    """Handlers for the buttons under answers.

    Args:
        library: The articles, as they are now.
        state: What was shown; feedback and wishes go there.
    """

    def __init__(self, library: Library, state: State) -> None:
        self._library = library
        self._state = state

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button under an answer."""
        query, alerts = _query(update)
        found = read_data(query.data)
        answer = await asyncio.to_thread(self._found, query, found)
        if found is None or answer is None or query.message is None:
            await tell(query, alerts.unknown_button)
            return
        press = Press(
            query,
            context.bot,
            query.message.message_id,
            answer,
            found.number,
            texts_for(answer.language),
            alerts,
        )
        if found.wish is Wish.NOTIFY:
            await self._notify(press)
            return
        try:
            quote = await asyncio.to_thread(recalled, answer.quotes[found.number], self._library)
        except MovedOnError:
            await press.tell(alerts.moved_on)
        else:
            await self._do(found.wish, press, quote)

    async def unknown(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button that is none of the bot's."""
        query, alerts = _query(update)
        await tell(query, alerts.unknown_button)

    def _found(self, query: CallbackQuery, found: Pressed | None) -> ShownAnswer | None:
        """The answer meant, if it was shown in this chat and has such a quote."""
        if found is None or query.message is None:
            return None
        answer = self._state.answers.get(found.answer_id)
        if answer is None or answer.chat != query.message.chat.id:
            return None
        if found.wish is Wish.NOTIFY:
            return None if answer.quotes else answer
        return answer if found.number < len(answer.quotes) else None

    async def _do(self, wish: Wish, press: Press, found: Recalled) -> None:
        match wish:
            case Wish.FOCUS:
                await self._focus(press, found.quote)
                await press.tell()
            case Wish.CONTEXT:
                wider = await asyncio.to_thread(in_context, found)
                for page in render_context(wider, press.texts):
                    await press.send(page)
                await press.tell()
            case Wish.DOCUMENT:
                caption = source_line(found.quote, press.texts).html
                await press.send_file(article_file(found.article, press.texts), caption)
                await press.tell()
            case Wish.TEXT:
                await press.send(Message(html.escape(found.quote.text, quote=False)))
                await press.tell()
            case Wish.MORE:
                await self._more(press, found.quote)
            case Wish.NOT_RIGHT:
                await press.change_buttons(
                    verdict_keyboard(press.answer, press.number, press.texts)
                )
                await press.tell(press.alerts.what_is_wrong)
            case _:
                await self._judge(press, found.quote, VERDICTS[wish])

    async def _focus(self, press: Press, quote: Quote) -> None:
        """Show the buttons of a quote."""
        await press.change_buttons(answer_keyboard(press.answer, press.number, quote, press.texts))

    async def _judge(self, press: Press, quote: Quote, verdict: Verdict) -> None:
        answer = press.answer
        feedback = Feedback(
            user=press.query.from_user.id,
            at=_now(),
            verdict=verdict,
            question=answer.question,
            language=answer.language,
            generation=answer.generation,
            article_id=quote.article_id,
            start=quote.start,
            end=quote.end,
            quote=quote.text,
            highlight=quote.highlight.text,
        )
        await asyncio.to_thread(self._state.feedback.record, feedback)
        await press.tell(press.alerts.thanks)
        if verdict != "right":  # a 👍 was pressed among the buttons that are to be seen again
            await self._focus(press, quote)

    async def _notify(self, press: Press) -> None:
        answer = press.answer
        await asyncio.to_thread(
            lambda: self._state.unanswered.record(
                answer.question,
                answer.language,
                user=press.query.from_user.id,
                chat=answer.chat,
                thread=answer.thread,
                message=answer.asked,
                at=answer.at,
                notify=True,
            )
        )
        await press.tell(press.alerts.will_notify)

    async def _more(self, press: Press, focused: Quote) -> None:
        """Send the quotes that come after those shown, once."""
        answer, answers = press.answer, self._state.answers
        if not answer.more:
            await press.tell(press.alerts.no_more)
            await self._focus(press, focused)
            return
        found = await asyncio.to_thread(quoted_answer, self._library, answer.question, MOST_QUOTES)
        known = {(quote.article_id, quote.start, quote.end) for quote in answer.quotes}
        room = max(MOST_QUOTES - len(answer.quotes), 0)
        further = [q for q in found.quotes if (q.article_id, q.start, q.end) not in known][:room]
        longer = await asyncio.to_thread(answers.take_more, answer, list(map(kept, further)))
        if longer is None or not further:
            await press.tell(press.alerts.no_more)
        else:
            try:
                sent = await self._send_more(press, longer, further)
            except TelegramError:
                await asyncio.to_thread(answers.give_back_more, longer, answer)
                raise
            await asyncio.to_thread(answers.also_shown_in, longer, sent)
            await press.tell()
        if longer is not None:
            keyboard = answer_keyboard(longer, press.number, focused, press.texts)
            await press.change_buttons(keyboard)

    async def _send_more(
        self, press: Press, longer: ShownAnswer, further: list[Quote]
    ) -> list[int]:
        first = len(press.answer.quotes)
        pages = render_more(further, press.texts, first + 1)
        keyboard = answer_keyboard(longer, first, further[0], press.texts)
        sent = [await press.send(page) for page in pages[:-1]]
        return [*sent, await press.send(Message(pages[-1].html, keyboard))]


def _query(update: Update) -> tuple[CallbackQuery, Texts]:
    query = pressed(update)
    return query, texts_of(query.from_user)


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
