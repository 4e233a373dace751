"""The real application, polling a fake Telegram over HTTP, in the test's own event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from bot.library import Library
from bot.telegram.application import ALLOWED_UPDATES, BotApplication, build_application
from config import Settings
from tests.fake_telegram import Chat, FakeTelegram, Message, Query, User
from tests.fake_telegram.entities import QUOTES

PATIENCE = 60.0  # seconds; the machine may be slow


@asynccontextmanager
async def running(application: BotApplication, **polling: Any) -> AsyncIterator[BotApplication]:
    """The application as ``serve`` runs it, with these options of its polling."""
    assert application.updater is not None
    await application.initialize()
    if application.post_init:
        await application.post_init(application)
    await application.updater.start_polling(allowed_updates=ALLOWED_UPDATES, **polling)
    await application.start()
    try:
        yield application
    finally:
        await application.updater.stop()
        await application.stop()
        if application.post_stop:
            await application.post_stop(application)
        await application.shutdown()
        if application.post_shutdown:
            await application.post_shutdown(application)


class Live:
    """A bot that runs, and the Telegram it talks to.

    Args:
        library: Answers.
        data: The folder of the bot's memory.
        fake: A Telegram that goes on when the bot ends, for tests of a restart.
        admins: User ids.
        settings: More settings.
    """

    def __init__(
        self,
        library: Library,
        data: Path,
        fake: FakeTelegram | None = None,
        admins: frozenset[int] = frozenset(),
        **settings: Any,
    ) -> None:
        self.library, self.data, self.admins = library, data, admins
        self._settings = settings
        self.fake = fake or FakeTelegram()
        self._is_own = fake is None
        self._running = AsyncExitStack()

    async def __aenter__(self) -> Live:
        if self._is_own:
            self._running.enter_context(self.fake)
        settings = Settings(
            telegram_token=self.fake.token,
            telegram_api=self.fake.base_url,
            data=self.data,
            admins=self.admins,
            **self._settings,
        )
        application = build_application(settings, self.library)
        await self._running.enter_async_context(running(application))
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._running.aclose()

    async def ask(self, chat: Chat, text: str, **said: Any) -> Message:
        """Write to the bot; its first reply."""
        return (await chat.wait_for_reply_async(chat.say(text, **said), timeout=PATIENCE))[0]

    async def press(self, chat: Chat, button: str, user: User | None = None) -> dict[str, Any]:
        """Press a button; what the bot answered it with, once it has edited what it will."""
        query = chat.press(button, user=user)
        answer: dict[str, Any] = await asyncio.to_thread(chat.wait_for_answer, query, PATIENCE)
        return answer

    async def type(self, user: User, text: str) -> dict[str, Any]:
        """Type after the bot's name in another chat; what it offers."""
        query: Query = self.fake.inline(user, text)
        return await self.until(lambda: query.answer)  # type: ignore[no-any-return]

    async def until(self, predicate: Any) -> Any:
        """Wait for it, and return what it returned."""
        return await self.fake.wait_for_async(predicate, PATIENCE)


def quotes_of(message: Message) -> list[str]:
    """What stands in quotations."""
    return [e.text_of(message.text) for e in message.entities if e.type in QUOTES]


def links_of(message: Message) -> dict[str, str]:
    """The addresses behind the texts that are links."""
    return {e.text_of(message.text): e.url for e in message.entities if e.url}


def labels(message: Message) -> list[str]:
    """The texts of its buttons, row by row from the left."""
    return [button["text"] for button in message.buttons]
