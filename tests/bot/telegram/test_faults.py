"""Many readers while Telegram fails again and again: nothing is lost, and nothing comes twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from telegram.request import HTTPXRequest

from bot.telegram.application import build_application
from bot.telegram.courier import Courier
from bot.texts import texts_for
from config import Settings
from tests.bot.shelf import ARABIC, ShelfLibrary
from tests.bot.telegram.live import running
from tests.fake_telegram import (
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

USERS, QUESTIONS, AT_ONCE = 30, 10, 100  # in all 300 questions, several of each reader at a time
WORDS = [f"زهرة{number:03}" for number in range(USERS * QUESTIONS)]
SHELF = [replace(ARABIC, id=word, text=f"تفتّحت أمس. ورأى الناس {word} هنا.") for word in WORDS]
ACTING = (CUT_AFTER_ACTING, SILENCE_AFTER_ACTING)
AR = texts_for("ar")


@asynccontextmanager
async def polling(fake: FakeTelegram, data: Path) -> AsyncIterator[None]:
    """The bot over HTTP, as ``serve`` runs it but with little patience for silence."""
    settings = Settings(telegram_token=fake.token, telegram_api=fake.base_url, data=data)
    application = build_application(
        settings,
        ShelfLibrary(*SHELF),
        request=HTTPXRequest(connection_pool_size=8, pool_timeout=30, read_timeout=2),
        courier=Courier(0, pause=0.05),
    )
    async with running(application, timeout=1, bootstrap_retries=-1):
        yield
        fake.heal()


def messages(chats: list[Chat]) -> list[str]:
    return [message.text for chat in chats for message in chat.bot_messages]


def answers(chats: list[Chat]) -> Counter[str]:
    """How often each question's own answer came."""
    said = [text for text in messages(chats) if AR.found in text]
    return Counter(word for text in said for word in WORDS if word in text)


def contexts(chats: list[Chat]) -> int:
    """How often a quote came in its context, as a pressed button brings it."""
    return sum(AR.context_found in text for text in messages(chats))


@pytest.mark.parametrize(
    "faults",
    [
        (flood(1), SERVER_ERROR, SILENCE, CUT_BEFORE_ACTING),
        (flood(1), *ACTING, SERVER_ERROR),
    ],
    ids=["certain", "ambiguous"],
)
async def test_three_hundred_questions_of_thirty_readers_with_every_tenth_call_failing(
    faults: tuple[Fault, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is answered once; again only where a send's reply was lost, as the courier names it.

    The same holds of what pressed buttons bring.
    """
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # as serve() does
    async with FakeTelegram() as fake:
        chats = [fake.private_chat(fake.user()) for _ in range(USERS)]
        injection = fake.inject("*", *faults, every=10)
        presses = 0
        async with polling(fake, tmp_path):
            for first in range(0, len(WORDS), AT_ONCE):
                for chat, word in zip(cycle(chats), WORDS[first : first + AT_ONCE], strict=False):
                    chat.say(f"{word}؟")
                asked = set(WORDS[: first + AT_ONCE])
                await fake.wait_for_async(lambda: answers(chats).keys() == asked, 60)  # noqa: B023
                for chat in chats[::3]:
                    chat.press(AR.in_context)
                presses += len(chats[::3])
                await fake.wait_for_async(lambda: contexts(chats) >= presses, 60)  # noqa: B023
        sends = fake.calls("sendMessage")
        lost_replies = [call for call in sends if call.fault in [fault.name for fault in ACTING]]
        assert injection.hits == injection.seen // 10 >= 40
        assert {call.fault for call in sends} >= {fault.name for fault in faults}
        assert set(answers(chats)) == set(WORDS)
        doubled = answers(chats).total() - len(WORDS) + contexts(chats) - presses
        assert doubled == len(lost_replies)
        # no apology, no line for a fault
        assert len(messages(chats)) == len(WORDS) + presses + len(lost_replies)
