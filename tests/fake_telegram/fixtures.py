"""Fixtures, for ``from tests.fake_telegram.fixtures import fake_telegram`` or a plugin."""

from collections.abc import Iterator

import pytest

from tests.fake_telegram.fake import FakeTelegram


@pytest.fixture
def fake_telegram() -> Iterator[FakeTelegram]:
    """A fake Telegram serving from a thread of its own."""
    with FakeTelegram() as fake:
        yield fake
