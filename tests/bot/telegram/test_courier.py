"""Telegram's faults and the pace it asks for: a real Bot over HTTP against the strict fake."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.telegram.courier import Courier
from tests.fake_telegram import (
    BAD_GATEWAY,
    BLOCKED,
    CUT_AFTER_ACTING,
    CUT_BEFORE_ACTING,
    SERVER_ERROR,
    SILENCE,
    SILENCE_AFTER_ACTING,
    Chat,
    FakeTelegram,
    Fault,
    flood,
)

PAUSE = 0.01


@pytest.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeTelegram]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # as serve() does
    async with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def chat(fake: FakeTelegram) -> Chat:
    return fake.private_chat()


@pytest.fixture
def courier() -> Courier:
    return Courier(0, pause=PAUSE, patience=20)


@pytest.fixture
async def bot(fake: FakeTelegram, courier: Courier) -> AsyncIterator[Bot]:
    async with connected(fake, courier) as bot:
        yield bot


def connected(fake: FakeTelegram, courier: Courier) -> ExtBot[Any]:
    return ExtBot(
        fake.token,
        base_url=f"{fake.base_url}/bot",
        request=HTTPXRequest(read_timeout=0.3),
        rate_limiter=courier,
    )


def said(chat: Chat) -> list[str]:
    return [message.text for message in chat.bot_messages]


@pytest.mark.parametrize(
    "fault",
    [flood(1), SERVER_ERROR, BAD_GATEWAY, CUT_BEFORE_ACTING, SILENCE],
    ids=lambda fault: fault.name,
)
async def test_a_message_is_sent_once_though_the_first_attempts_failed(
    bot: Bot, chat: Chat, fake: FakeTelegram, fault: Fault
) -> None:
    injection = fake.inject("sendMessage", fault, times=2)
    await bot.send_message(chat.id, "x")
    assert said(chat) == ["x"]
    assert injection.hits == 2


async def test_flood_control_is_obeyed_for_as_long_as_it_says(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    fake.inject("sendMessage", flood(1), times=1)
    await bot.send_message(chat.id, "x")
    first, second = (call.at for call in fake.calls("sendMessage"))
    assert second - first >= 1.0


@pytest.mark.parametrize("fault", [CUT_AFTER_ACTING, SILENCE_AFTER_ACTING], ids=lambda f: f.name)
async def test_only_a_send_whose_reply_was_lost_may_come_twice(
    bot: Bot, chat: Chat, fake: FakeTelegram, fault: Fault
) -> None:
    """The ambiguity the module names: the message is there, and nobody told the bot."""
    fake.inject("sendMessage", fault, times=1)
    await bot.send_message(chat.id, "x")
    assert said(chat) == ["x", "x"]


@pytest.mark.parametrize("fault", [CUT_AFTER_ACTING, SILENCE_AFTER_ACTING], ids=lambda f: f.name)
async def test_what_sets_a_state_is_done_once_though_its_reply_was_lost(
    bot: Bot, chat: Chat, fake: FakeTelegram, fault: Fault
) -> None:
    sent = await bot.send_message(chat.id, "x")
    fake.inject("editMessageText", fault, times=1)
    assert await bot.edit_message_text("y", chat.id, sent.message_id) is True
    assert said(chat) == ["y"]
    fake.inject("deleteMessage", fault, times=1)
    assert await bot.delete_message(chat.id, sent.message_id) is True
    assert said(chat) == []


async def test_a_refusal_is_not_repeated(bot: Bot, chat: Chat, fake: FakeTelegram) -> None:
    with pytest.raises(BadRequest, match="Text must be non-empty"):
        await bot.send_message(chat.id, " ")
    chat.block()
    with pytest.raises(Forbidden):
        await bot.send_message(chat.id, "x")
    chat.unblock()
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", chat.id, 99)
    assert [call.method for call in fake.calls()[1:]] == [
        "sendMessage",
        "sendMessage",
        "editMessageText",
    ]


async def test_an_edit_that_changes_nothing_is_refused_where_no_attempt_was_lost(
    bot: Bot, chat: Chat
) -> None:
    sent = await bot.send_message(chat.id, "x")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("x", chat.id, sent.message_id)


@pytest.mark.parametrize(
    ("fault", "error"),
    [(flood(1), RetryAfter), (SERVER_ERROR, NetworkError), (SILENCE, TimedOut)],
    ids=lambda value: getattr(value, "name", None),
)
async def test_typing_is_tried_once_only(
    bot: Bot, chat: Chat, fake: FakeTelegram, fault: Fault, error: type[Exception]
) -> None:
    fake.inject("sendChatAction", fault)
    with pytest.raises(error):
        await bot.send_chat_action(chat.id, "typing")
    assert len(fake.calls("sendChatAction")) == 1


async def test_after_its_patience_a_call_fails(chat: Chat, fake: FakeTelegram) -> None:
    async with connected(fake, Courier(0, pause=PAUSE, patience=0.2)) as bot:
        fake.inject("sendMessage", SERVER_ERROR)
        with pytest.raises(NetworkError, match="Internal Server Error"):
            await bot.send_message(chat.id, "x")
        fake.heal()
        fake.inject("sendMessage", flood(300))
        with pytest.raises(RetryAfter):
            await bot.send_message(chat.id, "x")
    assert len(fake.calls("sendMessage")) > 3


async def test_a_server_that_is_down_gets_the_message_when_it_is_back(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    await fake.__aexit__(None, None, None)
    sending = asyncio.create_task(bot.send_message(chat.id, "x"))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(sending), 10 * PAUSE)
    await fake.__aenter__()
    await sending
    assert said(chat) == ["x"]


async def test_a_flooded_chat_keeps_no_other_chat_waiting(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    other = fake.private_chat(fake.user("Sami"))
    fake.inject("sendMessage", flood(1), times=1)
    slow = asyncio.create_task(bot.send_message(chat.id, "slow"))
    await fake.wait_for_async(lambda: fake.calls("sendMessage"))
    await bot.get_me()  # by its return the refusal has been read
    again = asyncio.create_task(bot.send_message(chat.id, "behind it"))
    await bot.send_message(other.id, "fast")
    assert (said(chat), said(other)) == ([], ["fast"])
    await asyncio.gather(slow, again)
    assert sorted(said(chat)) == ["behind it", "slow"]


async def test_several_flooded_chats_keep_all_waiting(bot: Bot, fake: FakeTelegram) -> None:
    chats = [fake.private_chat(fake.user()) for _ in range(4)]
    fake.inject("sendMessage", flood(1), times=3)
    flooded = [asyncio.create_task(bot.send_message(chat.id, "x")) for chat in chats[:3]]
    await fake.wait_for_async(lambda: len(fake.calls("sendMessage")) == 3)
    await bot.get_me()  # by its return the three refusals have been read
    await bot.send_message(chats[3].id, "x")
    await asyncio.gather(*flooded)
    calls = fake.calls("sendMessage")
    refused, others = calls[:3], calls[3:]
    assert min(call.at for call in others) - min(call.at for call in refused) >= 0.9
    assert [said(chat) for chat in chats] == [["x"]] * 4


async def test_a_group_gets_its_twenty_and_then_waits_for_its_turn(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    group = fake.group()
    for number in range(20):
        await bot.send_message(group.id, str(number))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bot.send_message(group.id, "too much"), 0.2)
    await bot.send_message(chat.id, "in private")
    await bot.send_chat_action(group.id, "typing")
    assert (len(said(group)), said(chat)) == (20, ["in private"])


async def test_all_chats_share_the_rate_that_is_set(fake: FakeTelegram) -> None:
    chats = [fake.private_chat(fake.user()) for _ in range(15)]
    async with connected(fake, Courier(10)) as bot:
        await asyncio.gather(*(bot.send_message(chat.id, "x") for chat in chats))
    calls = [call.at for call in fake.calls("sendMessage")]
    assert len(calls) == 15
    assert calls[14] - calls[0] >= 0.4  # ten at once, five more at ten a second


async def test_at_the_end_nothing_waits_for_its_turn(
    bot: Bot, courier: Courier, fake: FakeTelegram
) -> None:
    group = fake.group()
    for number in range(20):
        await bot.send_message(group.id, str(number))
    waiting = asyncio.create_task(bot.send_message(group.id, "last"))
    await asyncio.sleep(0)
    courier.hurry()
    await asyncio.wait_for(waiting, 2)
    assert said(group)[-1] == "last"


async def test_at_the_end_a_call_that_goes_on_failing_is_given_up(
    bot: Bot, courier: Courier, chat: Chat, fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.courier.PATIENCE_AT_THE_END", 0.1)
    fake.inject("sendMessage", SERVER_ERROR)
    sending = asyncio.create_task(bot.send_message(chat.id, "x"))
    await fake.wait_for_async(lambda: fake.calls("sendMessage"))
    courier.hurry()
    with pytest.raises(NetworkError):
        await asyncio.wait_for(sending, 2)


async def test_a_blocked_chat_is_a_refusal_at_once(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    injection = fake.inject("sendMessage", BLOCKED)
    with pytest.raises(Forbidden):
        await bot.send_message(chat.id, "x")
    assert injection.hits == 1
