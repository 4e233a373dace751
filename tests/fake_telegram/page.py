"""A chat in a browser, as a phone shows it: for ``make bot-demo`` and for screenshots.

Each line takes its direction from its own first strong character, as Telegram's clients have it
(``unicode-bidi: plaintext``). What a person writes and presses goes the way it goes in tests.
"""

from __future__ import annotations

import asyncio
import base64
import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tornado.web import RequestHandler

from tests.fake_telegram.chat import Chat
from tests.fake_telegram.entities import QUOTES, Entity, in_order
from tests.fake_telegram.errors import Json
from tests.fake_telegram.state import Message

TEMPLATE = Path(__file__).with_name("page.html")
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
TOAST_WAIT = 20  # times 50 ms


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who may be chosen on the page, in their chat with the bot."""

    name: str
    chat: Chat


def routes(people: list[Person], awake: Callable[[], bool]) -> list[Any]:
    """What the server answers besides the Bot API.

    Args:
        people: Who may be chosen.
        awake: Whether the bot has come for its messages yet; until then they wait.
    """
    shared = {"people": people, "awake": awake}
    return [
        (r"/", _Page, shared),
        (r"/chat", _Messages, shared),
        (r"/say", _Say, shared),
        (r"/send", _Send, shared),
        (r"/press", _Press, shared),
    ]


class _Handler(RequestHandler):
    def initialize(self, people: list[Person], awake: Callable[[], bool]) -> None:
        self.people = people
        self.awake = awake

    def data_received(self, chunk: bytes) -> None:
        """Bodies are not streamed."""

    @property
    def state(self) -> str:
        return "bot" if self.awake() else "starting… it answers what you write in a moment"

    @property
    def chat(self) -> Chat:
        return self.people[int(self.get_argument("who", "0"))].chat


class _Page(_Handler):
    def get(self) -> None:
        who = int(self.get_argument("who", "0"))
        options = "".join(
            f'<option value="{number}"{" selected" if number == who else ""}>'
            f"{html.escape(person.name)}</option>"
            for number, person in enumerate(self.people)
        )
        page = TEMPLATE.read_text("utf-8").replace("<!-- people -->", options)
        page = page.replace("<!-- state -->", self.state)
        self.finish(page.replace("<!-- messages -->", messages_html(self.chat)))


class _Messages(_Handler):
    def get(self) -> None:
        self.finish({"messages": messages_html(self.chat), "state": self.state})


class _Say(_Handler):
    def post(self) -> None:
        if text := self.get_argument("text").strip():
            self.chat.say(text[:4096])


class _Send(_Handler):
    def post(self) -> None:
        (file,) = self.request.files["file"]
        self.chat.send_document(file.filename, file.body, file.content_type)


class _Press(_Handler):
    async def post(self) -> None:
        number, place = int(self.get_argument("message")), int(self.get_argument("button"))
        message = next(m for m in self.chat.bot_messages if m.message_id == number)
        query = self.chat.press(message.buttons[place], message)
        for _ in range(TOAST_WAIT):
            if query.answer:
                self.finish(str(query.answer["text"]))
                return
            await asyncio.sleep(0.05)


def messages_html(chat: Chat) -> str:
    """The messages to be seen, oldest first."""
    return "".join(_message(message, chat) for message in chat.messages)


def _message(message: Message, chat: Chat) -> str:
    side = "bot" if message.sender is chat.state.bot else "me"
    content = _attachment(message) + formatted(message.text, message.entities)
    edited = " · ✎" if message.edit_date and side == "me" else ""
    rows = (message.reply_markup or {}).get("inline_keyboard", [])
    number, keyboard = 0, ""
    for row in rows:
        keyboard += '<div class="row">'
        for button in row:
            keyboard += _button(button, message.message_id, number)
            number += 1
        keyboard += "</div>"
    return (
        f'<section class="{side}"><div class="bubble">{content}<small>{edited}</small></div>'
        f"{keyboard}</section>"
    )


def _attachment(message: Message) -> str:
    if "document" in message.attachment:
        return f'<p class="file">📄 {html.escape(message.attachment["document"]["file_name"])}</p>'
    if "photo" in message.attachment and message.content:
        picture = base64.b64encode(message.content).decode()
        return f'<img alt="" src="data:image/png;base64,{picture}">'
    return ""


def _button(button: Json, message: int, number: int) -> str:
    label = html.escape(button["text"])
    if "url" in button:
        url = html.escape(button["url"])
        return f'<a class="button" target="_blank" rel="noopener" href="{url}">{label} ↗</a>'
    action = ""
    if "callback_data" in button:
        action = f"press({message}, {number})"
    elif "copy_text" in button:
        action = f"copy({json.dumps(button['copy_text']['text'])})"
    return f'<button type="button" onclick="{html.escape(action)}">{label}</button>'


def formatted(text: str, entities: list[Entity]) -> str:
    """A message's text as HTML: escaped, with its entities as elements, quotations as blocks."""
    opening: dict[int, list[Entity]] = {}
    for entity in in_order(entities):
        opening.setdefault(entity.offset, []).append(entity)
    cuts = sorted({0, *(e.offset for e in entities), *(e.end for e in entities)})
    units = text.encode("utf-16-le")
    written, stack = "", list[Entity]()
    for place, cut in enumerate(cuts):
        while stack and stack[-1].end <= cut:
            written += _closed(stack.pop())
        for entity in opening.get(cut, []):
            if entity.type in QUOTES:
                written = written.removesuffix("\n")  # a block begins its own line
            written += _opened(entity)
            stack.append(entity)
        end = cuts[place + 1] if place + 1 < len(cuts) else None
        stretch = units[2 * cut : None if end is None else 2 * end].decode("utf-16-le")
        if written.endswith("</blockquote>"):
            stretch = stretch.removeprefix("\n")
        written += html.escape(stretch)
    return written + "".join(_closed(entity) for entity in reversed(stack))


def _opened(entity: Entity) -> str:
    if entity.type == "text_link":
        return f'<a target="_blank" rel="noopener" href="{html.escape(entity.url)}">'
    if entity.type == "expandable_blockquote":
        return '<blockquote class="expandable" onclick="this.classList.toggle(\'open\')">'
    return f"<{TAGS.get(entity.type, 'span')}>"


def _closed(entity: Entity) -> str:
    special = {"text_link": "a", "expandable_blockquote": "blockquote"}
    return f"</{special.get(entity.type) or TAGS.get(entity.type, 'span')}>"
