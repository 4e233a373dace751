"""The fake in the test's own event loop, the real ``telegram.Bot`` on it, and a chat."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.fake_telegram import Chat, FakeTelegram


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        yield fake


@pytest.fixture
async def bot(fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # RetryAfter warns without it
    api = fake.base_url
    async with Bot(fake.token, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot") as bot:
        yield bot


@pytest.fixture
def chat(fake: FakeTelegram) -> Chat:
    return fake.private_chat(fake.user("Layla", "ar"))
