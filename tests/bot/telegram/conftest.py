"""A bot over HTTP with two articles, for tests that speak to it as people do."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.telegram.site import HttpSite, indexed
from tests.fake_telegram import FakeTelegram


@pytest.fixture(scope="session")
def two_articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return indexed(tmp_path_factory.mktemp("two-articles"))


@pytest.fixture
def in_copy(two_articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder is a copy of the two articles and their index."""
    shutil.copytree(two_articles, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def http(in_copy: None) -> AsyncIterator[HttpSite]:
    async with FakeTelegram() as fake, HttpSite(fake) as site:
        yield site


@pytest.fixture
async def private(in_copy: None) -> AsyncIterator[HttpSite]:
    """The same, answering only those who are allowed."""
    async with FakeTelegram() as fake, HttpSite(fake, private=True) as site:
        yield site
