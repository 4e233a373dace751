"""Injected faults, as the real library sees them."""

import asyncio
from contextlib import suppress

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

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


@pytest.mark.parametrize(
    ("fault", "error", "message", "sent"),
    [
        (flood(7), RetryAfter, "Flood control exceeded. Retry in 0:00:07", 0),
        (BLOCKED, Forbidden, "Forbidden: bot was blocked by the user", 0),
        (SERVER_ERROR, NetworkError, "Internal Server Error", 0),
        (BAD_GATEWAY, NetworkError, "Bad Gateway (502). Parsing the server response", 0),
        (CUT_BEFORE_ACTING, NetworkError, "httpx.RemoteProtocolError", 0),
        (CUT_AFTER_ACTING, NetworkError, "httpx.RemoteProtocolError", 1),
        (SILENCE, TimedOut, "Timed out", 0),
        (SILENCE_AFTER_ACTING, TimedOut, "Timed out", 1),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else None,
)
async def test_a_fault_is_seen_as_its_error_and_acts_or_not(
    bot: Bot,
    chat: Chat,
    fake: FakeTelegram,
    fault: Fault,
    error: type[TelegramError],
    message: str,
    sent: int,
) -> None:
    fake.inject("sendMessage", fault, times=1)
    with pytest.raises(error) as caught:
        await bot.send_message(chat.id, "x", read_timeout=0.3)
    assert type(caught.value) is error
    assert message in caught.value.message
    assert len(chat.bot_messages) == sent
    assert [call.fault for call in fake.calls("sendMessage")] == [fault.name]
    await bot.send_message(chat.id, "again")
    assert len(chat.bot_messages) == sent + 1


async def test_every_nth_call_fails_until_healed(bot: Bot, chat: Chat, fake: FakeTelegram) -> None:
    injection = fake.inject("*", SERVER_ERROR, every=2)
    outcomes = []
    for _ in range(5):
        try:
            await bot.send_message(chat.id, "x")
            outcomes.append("sent")
        except NetworkError:
            outcomes.append("failed")
    assert outcomes == ["sent", "failed", "sent", "failed", "sent"]
    assert injection.hits == 2
    fake.heal()
    await bot.send_message(chat.id, "x")
    assert len(chat.bot_messages) == 4


async def test_several_faults_strike_in_turn(bot: Bot, chat: Chat, fake: FakeTelegram) -> None:
    fake.inject("sendMessage", BLOCKED, SERVER_ERROR, every=2)
    for _ in range(6):
        with suppress(TelegramError):
            await bot.send_message(chat.id, "x")
    assert [call.fault for call in fake.calls("sendMessage")] == [
        None,
        "blocked",
        None,
        "server error",
        None,
        "blocked",
    ]


async def test_a_fault_of_one_method_leaves_others_alone(
    bot: Bot, chat: Chat, fake: FakeTelegram
) -> None:
    fake.inject("sendChatAction", BLOCKED)
    await bot.send_message(chat.id, "x")
    with pytest.raises(Forbidden):
        await bot.send_chat_action(chat.id, "typing")
    assert chat.record.actions == []


async def test_an_outage_ends_what_is_silent(bot: Bot, chat: Chat, fake: FakeTelegram) -> None:
    fake.inject("sendMessage", SILENCE)
    waiting = asyncio.create_task(bot.send_message(chat.id, "x", read_timeout=30))
    await fake.wait_for_async(lambda: fake.calls("sendMessage"))
    await fake.__aexit__(None, None, None)
    with pytest.raises(NetworkError):
        await waiting
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "x")
    await fake.__aenter__()
    fake.heal()
    await bot.send_message(chat.id, "back")
    assert [message.text for message in chat.bot_messages] == ["back"]
