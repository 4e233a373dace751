"""A strict fake of Telegram's Bot API, to test a bot against without Telegram.

It reads HTML as Telegram does, cleans texts as its server does, refuses in its words, enforces
its limits, delivers updates by long polling and webhook, and fails on request. Where Telegram is
silent about a fault (an unknown parameter, a 101st entity, a nested quotation) the fake refuses,
so that a test sees it. It does not know Markdown, media groups, payments or rate limits, and
adds no entities of its own to what the bot writes.
"""

from tests.fake_telegram.chat import Chat
from tests.fake_telegram.cleaning import server_cleaning
from tests.fake_telegram.entities import Entity
from tests.fake_telegram.errors import ApiError
from tests.fake_telegram.fake import FakeTelegram
from tests.fake_telegram.faults import (
    BAD_GATEWAY,
    BLOCKED,
    CUT_AFTER_ACTING,
    CUT_BEFORE_ACTING,
    REVOKED,
    SERVER_ERROR,
    SILENCE,
    SILENCE_AFTER_ACTING,
    Fault,
    Injection,
    flood,
)
from tests.fake_telegram.formatted import caption_text, message_text
from tests.fake_telegram.html import parse_html
from tests.fake_telegram.limits import utf16_length
from tests.fake_telegram.state import Call, Message, Query, User

__all__ = [
    "BAD_GATEWAY",
    "BLOCKED",
    "CUT_AFTER_ACTING",
    "CUT_BEFORE_ACTING",
    "REVOKED",
    "SERVER_ERROR",
    "SILENCE",
    "SILENCE_AFTER_ACTING",
    "ApiError",
    "Call",
    "Chat",
    "Entity",
    "FakeTelegram",
    "Fault",
    "Injection",
    "Message",
    "Query",
    "User",
    "caption_text",
    "flood",
    "message_text",
    "parse_html",
    "server_cleaning",
    "utf16_length",
]
