"""The whole bot over HTTP: the real application, library and indexing on a fake Telegram.

Only the process is the test's own; indexing runs in its child process, as in the program.
"""

import contextlib
import os
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from bot.library import Library
from bot.state import FILE, State, open_state
from bot.telegram.admin import AdminHandlers
from bot.telegram.application import build_application
from bot.telegram.courier import Courier
from bot.telegram.reindexing import reindex
from config import Settings
from index.build import index_folders
from index.encoder import bundled_encoder
from index.summary import Progress, Summary
from tests.bot.telegram.live import PATIENCE, running
from tests.fake_telegram import Chat, FakeTelegram, Message, Query, User

ARTICLES, DATA = Path("articles"), Path("data")
ROOT = Path(__file__).parents[3]
MEDALS = """---
title: حصاد الميداليات
source: نشرة
url: https://example.com/medals
published: 2024-08-12
---

أعلنت اللجنة النتائج أمس. فازت مصر بثلاث ميداليات في باريس.
"""
BRIDGE = """---
title: Old bridge closes
source: Sample Wire
published: 2024-07-02
---

The old bridge over the Zamardan river closed on Monday. Engineers found four cracks in it.
"""


def indexed(folder: Path) -> Path:
    """A folder of two articles and their index, to copy; it takes seconds to make."""
    with contextlib.chdir(folder):
        ARTICLES.mkdir()
        (ARTICLES / "medals.md").write_text(MEDALS, "utf-8")
        (ARTICLES / "bridge.txt").write_text(BRIDGE, "utf-8")
        index_folders((ARTICLES,), DATA, bundled_encoder())
    return folder


class HttpSite:
    """A bot over a folder of articles, in the current folder.

    Args:
        fake: The Telegram it talks to.
        settings: Besides the folders, the token, the server and the admins.

    Attributes:
        indexings: For each indexing begun, whether it was a full one.
        really: Whether indexing is the program's, in its child process; else it ends at once.
        courier: What the bot's calls go through.
    """

    def __init__(self, fake: FakeTelegram, **settings: Any) -> None:
        self.fake = fake
        self.admin = fake.user("Huda", "en")
        self.chat = fake.private_chat(self.admin)
        self.articles = ARTICLES
        self.settings = Settings(
            articles=(ARTICLES,),
            data=DATA,
            telegram_token=fake.token,
            telegram_api=fake.base_url,
            admins=frozenset({self.admin.id}),
            **settings,
        )
        self.indexings: list[bool] = []
        self.really = False
        self.state: State = open_state(DATA / FILE)
        self.courier = Courier(self.settings.messages_per_second)
        library = Library(self.settings)
        application = build_application(
            self.settings,
            library,
            AdminHandlers(library, self._reindex),
            state=self.state,
            courier=self.courier,
        )
        self._running = running(application)

    def _reindex(self, full: bool) -> AsyncGenerator[Progress | Summary, None]:
        self.indexings.append(full)
        if not self.really:
            return self._nothing()
        kept = {name: v for name, v in os.environ.items() if not name.startswith("IQTIBAS_")}
        path = os.pathsep.join(filter(None, [str(ROOT), kept.get("PYTHONPATH")]))
        return reindex(full, environment=kept | {"PYTHONPATH": path})

    async def _nothing(self) -> AsyncGenerator[Progress | Summary, None]:
        yield Summary("g", 0, 0, 0, 2, 2, 1.0, ())

    def write(self, name: str, text: str) -> Path:
        path = self.articles / name
        path.write_text(text, "utf-8")
        return path

    def index(self) -> Summary:
        """Index at once, in the test's own process."""
        return index_folders(self.settings.articles, self.settings.data, bundled_encoder())

    async def __aenter__(self) -> "HttpSite":
        await self._running.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._running.__aexit__(None, None, None)

    # --- as a person --------------------------------------------------------------------

    async def say(
        self,
        text: str,
        chat: Chat | None = None,
        user: User | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Write something; the first reply."""
        chat = chat or self.chat
        said = chat.say(text, user, reply_to)
        return (await chat.wait_for_reply_async(said, timeout=PATIENCE))[0]

    async def upload(self, name: str, content: bytes, **more: Any) -> Message:
        """Send a file; the first reply."""
        sent = self.chat.send_document(name, content, **more)
        return (await self.chat.wait_for_reply_async(sent, timeout=PATIENCE))[0]

    async def press(self, button: str, chat: Chat | None = None, user: User | None = None) -> Query:
        """Press a button and wait until the bot has taken notice."""
        query = (chat or self.chat).press(button, user=user)
        await self.fake.wait_for_async(lambda: query.answer is not None, PATIENCE)
        return query

    async def until(self, *texts: str, chat: Chat | None = None) -> Message:
        """Wait for a message of the bot's that holds one of the texts, by an edit too."""
        chat = chat or self.chat

        def found() -> Message | None:
            shown = reversed(chat.bot_messages)
            return next((m for m in shown if any(t in "\n".join(plain(m)) for t in texts)), None)

        message = await self.fake.wait_for_async(found, PATIENCE)
        assert message is not None
        return message


def plain(message: Message) -> list[str]:
    """The lines without marks and isolates."""
    marks = dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069"))
    return message.text.translate(marks).split("\n")
