"""From one question to the messages that answer it, the first time or anew after an edit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

import telegram
from telegram.error import BadRequest

from bot.followups import SOON, Understood, understood
from bot.library import Library
from bot.state import State
from bot.state.answers import ShownAnswer, kept, new_id
from bot.telegram.buttons import MOST_QUOTES, abstention_keyboard, answer_keyboard
from bot.telegram.markup import Message
from bot.telegram.render import render_answer, render_notice
from bot.telegram.replies import reply, typing
from bot.texts import Texts, texts_for
from bot.verbatim import quoted_answer
from retrieval.answer import Answer
from retrieval.filters import read_filters

LONGEST_QUESTION = 500  # code points


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is to be seen.

    Attributes:
        pages: The messages.
        over: The ids of those that they take the place of.
        shown: The answer they show, or the one they take the place of; None for a mere notice.
    """

    pages: Sequence[Message]
    over: Sequence[int]
    shown: ShownAnswer | None


class Answering:
    """Answers questions and remembers what was shown.

    Args:
        library: Answers.
        state: The bot's memory.
        quotes: Shown in an answer; further ones are behind a button.
    """

    def __init__(self, library: Library, state: State, quotes: int) -> None:
        self._library = library
        self._state = state
        self._quotes = quotes
        self._turns: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def answer(self, message: telegram.Message, texts: Texts, question: str) -> None:
        """Answer what a message asks, in place of what its earlier wording was answered.

        Args:
            message: New or edited.
            texts: Of the asker's interface.
            question: What it asks.
        """
        place = (message.chat_id, message.message_id)
        # An edit that comes while its question is being answered waits for that answer.
        turn = self._turns.setdefault(place, asyncio.Lock())
        async with turn:
            async with typing(message):
                drawn = await asyncio.to_thread(self._drawn, message, texts, question)
            seen = await show_over(message, drawn.pages, drawn.over)
            if drawn.shown is not None:
                await asyncio.to_thread(self._state.answers.shown_in, drawn.shown, seen)

    def _drawn(self, message: telegram.Message, texts: Texts, written: str) -> _Drawn:
        """All that takes time, at once: a change of threads costs as much as a query."""
        earlier = self._state.answers.asked_in(message.chat_id, message.message_id)
        over = [] if earlier is None else self._state.answers.messages(earlier)
        notice = _notice(written, texts)
        if notice is not None:
            return _Drawn(render_notice(notice, texts), over, earlier)
        question = self._understood(message, written)
        # One more than is shown tells whether there are more.
        found = quoted_answer(self._library, question.question, self._quotes + 1)
        answer = replace(found, quotes=found.quotes[: self._quotes])
        shown = ShownAnswer(
            id=new_id() if earlier is None else earlier.id,
            chat=message.chat_id,
            thread=thread_of(message),
            user=asker(message),
            asked=message.message_id,
            at=int(message.date.timestamp()),
            question=question.question,
            topic=question.topic,
            language=answer.language,
            generation=answer.generation,
            shown=len(answer.quotes),
            more=len(answer.quotes) < min(len(found.quotes), MOST_QUOTES),
            quotes=tuple(map(kept, answer.quotes)),
        )
        self._remember(shown, answer)
        return _Drawn(_pages(answer, shown, question), over, shown)

    def _understood(self, message: telegram.Message, written: str) -> Understood:
        """The question, with that of the answer replied to, or of the one just before."""
        answers = self._state.answers
        replied = message.reply_to_message
        if replied is not None:
            before = answers.seen_in(message.chat_id, replied.message_id)
            if before is not None:
                return understood(written, before.topic, is_reply=True)
        before = answers.latest(
            message.chat_id,
            thread_of(message),
            asker(message),
            since=int(message.date.timestamp()) - SOON,
            before=message.message_id,
        )
        return understood(written, before.topic if before else None)

    def _remember(self, shown: ShownAnswer, answer: Answer) -> None:
        self._state.questions.record(answer)
        self._state.answers.record(shown)
        unanswered = self._state.unanswered
        if shown.quotes:
            unanswered.settle(one.id for one in unanswered.asked_in(shown.chat, shown.asked))
        elif answer.unmatched is None:  # something was searched
            unanswered.record(
                shown.question,
                shown.language,
                user=shown.user,
                chat=shown.chat,
                thread=shown.thread,
                message=shown.asked,
                at=shown.at,
            )


async def show_over(
    message: telegram.Message, pages: Sequence[Message], over: Sequence[int]
) -> list[int]:
    """Put pages in place of earlier messages: these edited, missing ones sent, surplus deleted.

    Args:
        message: What is replied to.
        pages: What is to be seen.
        over: Ids of the earlier messages, in order.

    Returns:
        The ids of the messages the pages are to be seen in.
    """
    seen = []
    for at, page in enumerate(pages):
        if at < len(over) and await _edited(message, over[at], page):
            seen.append(over[at])
        else:
            seen += [one.message_id for one in await reply(message, [page])]
    await _delete(message, over[len(pages) :])
    return seen


async def _edited(message: telegram.Message, number: int, page: Message) -> bool:
    """Whether the message shows the page now; not so where it was deleted."""
    try:
        await message.get_bot().edit_message_text(
            page.html, message.chat_id, number, reply_markup=page.keyboard
        )
    except BadRequest as error:
        return "not modified" in error.message
    return True


async def _delete(message: telegram.Message, numbers: Iterable[int]) -> None:
    for number in numbers:
        try:
            await message.get_bot().delete_message(message.chat_id, number)
        except BadRequest:  # it is gone, or too old: Telegram keeps it then
            continue


def _pages(answer: Answer, shown: ShownAnswer, question: Understood) -> list[Message]:
    texts = texts_for(answer.language)
    pages = render_answer(answer, texts, question.question if question.follows else None)
    if answer.unmatched is not None:  # nothing was searched, so there is nothing to wait for
        return pages
    keyboard = (
        answer_keyboard(shown, 0, answer.quotes[0], texts)
        if answer.quotes
        else abstention_keyboard(shown, texts)
    )
    return [*pages[:-1], replace(pages[-1], keyboard=keyboard)]


def _notice(question: str, texts: Texts) -> str | None:
    """What to say instead of an answer, if anything."""
    if not any(character.isalnum() for character in read_filters(question).question):
        return texts.ask_what
    if len(question.strip()) > LONGEST_QUESTION:
        return texts.too_long(LONGEST_QUESTION)
    return None


def thread_of(message: telegram.Message) -> int | None:
    """The topic of the group that the message is in."""
    return message.message_thread_id if message.is_topic_message else None


def asker(message: telegram.Message) -> int:
    """Who asks; a message in a chat's own name has no writer."""
    return message.from_user.id if message.from_user else message.chat_id
