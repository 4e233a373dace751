"""A reader who asks too fast: the real application, without a network."""

from __future__ import annotations

import pytest

from bot.allowance import Buckets
from bot.telegram.limiting import Limiter
from bot.texts import texts_for
from tests.bot.shelf import ARABIC, ShelfLibrary
from tests.bot.telegram.offline import ADMIN, STRANGER, Conversation

AR = texts_for("ar")
PER_MINUTE = 3


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot(clock: Clock) -> Conversation:
    """A bot that allows three a minute, by the test's clock."""
    conversation = Conversation(ShelfLibrary(ARABIC))
    buckets = Buckets(PER_MINUTE / 60, PER_MINUTE, clock)
    limiter = Limiter(PER_MINUTE, lambda user: user == ADMIN, buckets)
    limiter.limited(conversation.application.handlers[0])
    return conversation


async def test_after_the_allowance_a_reader_is_told_to_wait_and_for_how_long(
    bot: Conversation, clock: Clock
) -> None:
    async with bot:
        for _ in range(PER_MINUTE):
            (answer,) = await bot.say("مصر")
            assert answer.quotes == [ARABIC.text]
        (refusal,) = await bot.say("مصر")
        assert refusal.text == "\u200f" + AR.slow_down(20)
        clock.now = 20.0
        (answer,) = await bot.say("مصر")
        assert answer.quotes == [ARABIC.text]


async def test_the_line_comes_once_and_again_after_the_next_answer(
    bot: Conversation, clock: Clock
) -> None:
    async with bot:
        sent = [len(await bot.say("مصر")) for _ in range(PER_MINUTE + 3)]
        assert sent == [1, 1, 1, 1, 0, 0]
        clock.now = 20.0
        assert [len(await bot.say("مصر")) for _ in range(3)] == [1, 1, 0]


async def test_admins_are_not_limited_and_readers_do_not_share(bot: Conversation) -> None:
    async with bot:
        for _ in range(2 * PER_MINUTE):
            (answer,) = await bot.say("مصر", user=ADMIN)
            assert answer.quotes == [ARABIC.text]
        for reader in (STRANGER, STRANGER + 1):
            replies = [(await bot.say("مصر", user=reader))[0] for _ in range(PER_MINUTE + 1)]
            assert [bool(reply.quotes) for reply in replies] == [True] * PER_MINUTE + [False]


async def test_in_a_group_each_member_has_an_allowance_and_talk_costs_nothing(
    bot: Conversation,
) -> None:
    async with bot:
        for _ in range(5 * PER_MINUTE):
            assert await bot.say("مصر", group=True) == []
        replies = [(await bot.say("/ask مصر", group=True))[0] for _ in range(PER_MINUTE + 1)]
        assert [bool(reply.quotes) for reply in replies] == [True] * PER_MINUTE + [False]
        (other,) = await bot.say("/ask مصر", group=True, user=STRANGER + 1)
        assert other.quotes == [ARABIC.text]


async def test_by_default_thirty_are_allowed_in_a_minute() -> None:
    async with Conversation(ShelfLibrary(ARABIC)) as bot:
        replies = [(await bot.say("مصر"))[0] for _ in range(31)]
    assert [bool(reply.quotes) for reply in replies] == [True] * 30 + [False]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_line_fits_the_answer_to_a_button(language: str) -> None:
    assert len(texts_for(language).slow_down(10_000)) <= 200
