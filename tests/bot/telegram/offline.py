"""Telegram without a network: a request class that records calls, and updates to process.

Texts are read as Telegram reads them, so that a message it would refuse is refused here. A method
that is not expected fails the test.
"""

import json
import re
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.library import Library
from bot.state import open_state
from bot.telegram.admin import AdminHandlers
from bot.telegram.application import BotApplication, build_application
from config import Settings
from tests.bot.telegram.reading import Read
from tests.fake_telegram import ApiError
from tests.fake_telegram.formatted import message_text

TOKEN = "123456789:TEST-token_of-no-bot"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Iqtibas", "username": "iqtibas_test_bot"}
ADMIN, STRANGER = 10, 20

Parameters = dict[str, Any]


class OfflineTelegram(BaseRequest):
    """Answers the few methods the bot uses.

    Attributes:
        calls: ``(method, parameters)`` of each call, in order.
        refusals: By method, the status and description to answer with instead.
    """

    def __init__(self) -> None:
        self.calls: list[tuple[str, Parameters]] = []
        self.refusals: dict[str, tuple[int, str]] = {}

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,
        **named_timeouts: Any,
    ) -> tuple[int, bytes]:
        assert url.startswith(f"https://telegram.invalid/bot{TOKEN}/")
        name = url.rpartition("/")[2]
        parameters = request_data.parameters if request_data else {}
        self.calls.append((name, parameters))
        if name in self.refusals:
            return _refused(*self.refusals[name])
        try:
            return 200, json.dumps({"ok": True, "result": self._result(name, parameters)}).encode()
        except ApiError as error:
            return _refused(error.code, error.description)

    def _result(self, name: str, parameters: Parameters) -> Any:
        match name:
            case "getMe":
                return BOT
            case "sendChatAction" | "setMyCommands":
                return True
            case "sendMessage" | "editMessageText":
                text, _ = message_text(parameters["text"], parameters["parse_mode"], None)
                chat = {"id": parameters["chat_id"], "type": "private"}
                message_id = parameters.get("message_id", 1000 + len(self.calls))
                return {
                    "message_id": message_id,
                    "date": 1,
                    "chat": chat,
                    "from": BOT,
                    "text": text,
                }
        raise AssertionError(f"the bot called {name}, which no test expects")

    def of(self, *methods: str) -> list[Parameters]:
        """The parameters of the calls of these methods."""
        return [parameters for name, parameters in self.calls if name in methods]

    @property
    def replies(self) -> list[Read]:
        """What was sent or edited, as a reader gets it."""
        sent = self.of("sendMessage", "editMessageText")
        read = [message_text(parameters["text"], "HTML", None) for parameters in sent]
        return [Read(text, tuple(entities)) for text, entities in read]


def _refused(code: int, description: str) -> tuple[int, bytes]:
    answer = {"ok": False, "error_code": code, "description": description}
    return code, json.dumps(answer).encode()


class Conversation:
    """A bot without a network, and people who write to it."""

    def __init__(self, library: Library, admin: AdminHandlers | None = None) -> None:
        self.telegram = OfflineTelegram()
        self.library = library
        settings = Settings(
            telegram_token=TOKEN,
            telegram_api="https://telegram.invalid",
            admins=frozenset({ADMIN}),
        )
        self.application: BotApplication = build_application(
            settings, library, admin, self.telegram, open_state(Path(":memory:"))
        )
        self._number = 0

    async def __aenter__(self) -> "Conversation":
        await self.application.initialize()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.application.shutdown()

    async def say(
        self,
        text: str = "",
        *,
        user: int = STRANGER,
        language: str | None = "ar",
        group: bool = False,
        to_bot: bool = False,
        edited: bool = False,
        **fields: Any,
    ) -> list[Read]:
        """Write to the bot; what it sent until the message was handled.

        Args:
            text: The message's text, if it has any.
            user: Who writes.
            language: The language of their client.
            group: In a group rather than in private.
            to_bot: As a reply to a message of the bot's.
            edited: As the edit of an earlier message.
            fields: Other fields of the message, such as ``sticker``.
        """
        self._number += 1
        before = len(self.telegram.replies)
        person: Parameters = {"id": user, "is_bot": False, "first_name": "Layla"}
        if language:
            person["language_code"] = language
        chat = {"id": -100, "type": "supergroup"} if group else {"id": user, "type": "private"}
        message: Parameters = {"message_id": self._number, "date": 1, "chat": chat, "from": person}
        if text:
            message |= {"text": text, "entities": _entities(text)}
        if to_bot:
            message["reply_to_message"] = {"message_id": 1, "date": 1, "chat": chat, "from": BOT}
        kind = "edited_message" if edited else "message"
        update = {"update_id": self._number, kind: message | fields}
        read = Update.de_json(update, self.application.bot)
        await self.application.process_update(read)
        return self.telegram.replies[before:]


def _entities(text: str) -> list[Parameters]:
    """The command at the start, and mentions, as a client marks them (in texts without emoji)."""
    found: list[Parameters] = []
    for word in re.finditer(r"\S+", text):
        is_command = word.start() == 0 and word.group().startswith("/")
        if is_command or word.group().startswith("@"):
            kind = "bot_command" if is_command else "mention"
            found.append({"type": kind, "offset": word.start(), "length": len(word.group())})
    return found
