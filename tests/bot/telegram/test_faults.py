"""Many readers while Telegram fails again and again: nothing is lost, and nothing comes twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial

import pytest
from telegram.request import HTTPXRequest

from bot.telegram.application import build_application
from bot.telegram.courier import Courier
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

USERS, QUESTIONS = 10, 6
WORDS = [f"زهرة{number:02}" for number in range(USERS * QUESTIONS)]
SHELF = [replace(ARABIC, id=word, text=f"تفتّحت أمس. ورأى الناس {word} هنا.") for word in WORDS]
ACTING = (CUT_AFTER_ACTING, SILENCE_AFTER_ACTING)


@asynccontextmanager
async def polling(fake: FakeTelegram) -> AsyncIterator[None]:
    """The bot over HTTP, as ``serve`` runs it but with little patience for silence."""
    settings = Settings(telegram_token=fake.token, telegram_api=fake.base_url)
    application = build_application(
        settings,
        ShelfLibrary(*SHELF),
        request=HTTPXRequest(read_timeout=0.5),
        courier=Courier(0, pause=0.05),
    )
    async with running(application, timeout=1, bootstrap_retries=-1):
        yield
        fake.heal()


def answers(chats: list[Chat]) -> Counter[str]:
    """How often each question's own answer came."""
    said = [message.text for chat in chats for message in chat.bot_messages]
    return Counter(word for text in said for word in WORDS if word in text)


def _answered(chats: list[Chat], number: int) -> bool:
    return len(answers(chats)) >= number


@pytest.mark.parametrize(
    "faults",
    [
        (flood(1), SERVER_ERROR, SILENCE, CUT_BEFORE_ACTING),
        (flood(1), *ACTING, SERVER_ERROR),
    ],
    ids=["certain", "ambiguous"],
)
async def test_sixty_questions_of_ten_readers_with_every_tenth_call_failing(
    faults: tuple[Fault, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is answered once; again only where a send's reply was lost, as the courier names it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # as serve() does
    async with FakeTelegram() as fake:
        chats = [fake.private_chat(fake.user()) for _ in range(USERS)]
        injection = fake.inject("*", *faults, every=10)
        async with polling(fake):
            for first in range(0, len(WORDS), USERS):
                for chat, word in zip(chats, WORDS[first:], strict=False):
                    chat.say(f"{word}؟")
                await fake.wait_for_async(partial(_answered, chats, first + USERS), 60)
        lost_replies = [
            call
            for call in fake.calls("sendMessage")
            if call.fault in [fault.name for fault in ACTING]
        ]
        assert injection.hits >= 8
        assert set(answers(chats)) == set(WORDS)
        assert answers(chats).total() - len(WORDS) == len(lost_replies)
        messages = sum(len(chat.bot_messages) for chat in chats)
        assert messages == answers(chats).total()  # no apology, no line for a fault
