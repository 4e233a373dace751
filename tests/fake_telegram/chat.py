"""How a test speaks as a person."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from tests.fake_telegram.cleaning import server_cleaning
from tests.fake_telegram.entities import Entity
from tests.fake_telegram.errors import Json
from tests.fake_telegram.limits import CAPTION, TEXT, utf16_length
from tests.fake_telegram.state import ChatRecord, Message, Query, Revision, State, User

_NOTED = re.compile(
    r"(?P<bot_command>(?<![\w/])/\w{1,64}(?:@\w{3,32})?(?![\w/]))"
    r"|(?P<url>https?://\S+)"
    r"|(?P<mention>(?<!\w)@\w{3,32})",
    re.ASCII,
)

_FILE = {"file_id": "f", "file_unique_id": "u"}
_SQUARE = {**_FILE, "width": 9, "height": 9}
KINDS: dict[str, Any] = {
    "voice": {**_FILE, "duration": 1},
    "audio": {**_FILE, "duration": 1},
    "video": {**_SQUARE, "duration": 1},
    "video_note": {**_FILE, "length": 9, "duration": 1},
    "photo": [_SQUARE],
    "sticker": {**_SQUARE, "is_animated": False, "is_video": False, "type": "regular"},
    "location": {"latitude": 1.0, "longitude": 1.0},
    "contact": {"phone_number": "1", "first_name": "x"},
    "dice": {"emoji": "🎲", "value": 1},
}

Waiter = Callable[..., Any]


class Chat:
    """A chat, as its people see and use it. Every method may be called from any thread.

    Args:
        state: The fake's memory.
        record: The chat in it.
        wait_for: Waits for a predicate, with a timeout in seconds.
        privacy: In a group, whether the bot gets only what is meant for it.
    """

    def __init__(
        self, state: State, record: ChatRecord, wait_for: Waiter, privacy: bool = True
    ) -> None:
        self.state = state
        self.record = record
        self.privacy = privacy
        self._wait_for = wait_for

    @property
    def id(self) -> int:
        return self.record.id

    @property
    def user(self) -> User:
        """The person who speaks where none is named."""
        return self.record.members[0]

    @property
    def messages(self) -> list[Message]:
        """What is to be seen, oldest first."""
        with self.state.changed:
            return [m for m in self.record.messages.values() if not m.deleted]

    @property
    def bot_messages(self) -> list[Message]:
        """What the bot wrote and did not delete, oldest first."""
        return [m for m in self.messages if m.sender is self.state.bot]

    # --- speaking ------------------------------------------------------------------------

    def say(
        self,
        text: str,
        user: User | None = None,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        """Write a message; the bot gets it cleaned, with the entities a client adds."""
        text = _sendable(text, TEXT)
        if not text:
            raise ValueError("a client does not send an empty message")
        message = self._new(text, user, reply_to, thread)
        return self._post(message)

    def send_document(
        self,
        name: str,
        content: bytes,
        mime_type: str = "text/plain",
        caption: str = "",
        user: User | None = None,
        size: int | None = None,
    ) -> Message:
        """Send a file; ``size`` declares another size than the content's."""
        message = self._new(_sendable(caption, CAPTION), user)
        with self.state.changed:
            document = self.state.add_file(name, content, mime_type, size)
        message.attachment = {"document": document}
        message.content = content
        return self._post(message)

    def send(self, kind: str, user: User | None = None, reply_to: Message | None = None) -> Message:
        """Send something that is no text: one of :data:`KINDS`."""
        message = self._new("", user, reply_to)
        message.attachment = {kind: KINDS[kind]}
        return self._post(message)

    def edit(self, message: Message, text: str) -> Message:
        """Edit a person's own message."""
        if message.sender is self.state.bot:
            raise ValueError("a person edits only their own messages")
        with self.state.changed:
            before = Revision(message.text, tuple(message.entities), None, self.state.now())
            message.history.append(before)
            message.text = _sendable(text, TEXT)
            message.entities = noted_entities(message.text)
            message.edit_date = self.state.now()
            if self._reaches_bot(message):
                self.state.push_update("edited_message", message.to_json())
        return message

    def press(
        self, button: str | Json, message: Message | None = None, user: User | None = None
    ) -> Query:
        """Press a callback button, by its label or itself, on the newest message that has it.

        Raises:
            ValueError: No message shows such a button, or it sends nothing to the bot.
        """
        with self.state.changed:
            shown = [message] if message else list(reversed(self.bot_messages))
            for candidate in shown:
                for found in candidate.buttons:
                    if button == found or button == found["text"]:
                        return self._press(found, candidate, user or self.user)
            labels = [b["text"] for m in shown for b in m.buttons]
        raise ValueError(f"no button {button!r}; there are {labels}")

    def block(self) -> None:
        """Stop the bot, as a person does; or throw it out of a group."""
        with self.state.changed:
            self.record.blocked = True
            self._membership("member", "kicked")

    def unblock(self) -> None:
        with self.state.changed:
            self.record.blocked = False
            self._membership("kicked", "member")

    # --- waiting -------------------------------------------------------------------------

    def wait_for_reply(
        self, after: Message | None = None, count: int = 1, timeout: float = 5.0
    ) -> list[Message]:
        """The bot's messages after ``after`` (the last a person wrote), once there are ``count``.

        Raises:
            TimeoutError: They did not come.
        """
        spoken = [m for m in self.messages if m.sender is not self.state.bot]
        since = after or (spoken[-1] if spoken else None)
        number = since.message_id if since else 0

        def replies() -> list[Message]:
            new = [m for m in self.bot_messages if m.message_id > number]
            return new if len(new) >= count else []

        found: list[Message] = self._wait_for(replies, timeout)
        return found

    async def wait_for_reply_async(
        self, after: Message | None = None, count: int = 1, timeout: float = 5.0
    ) -> list[Message]:
        """The same, from the event loop that serves."""
        return await asyncio.to_thread(self.wait_for_reply, after, count, timeout)

    def wait_for_answer(self, query: Query, timeout: float = 5.0) -> Json:
        """What the bot answered a pressed button with."""
        answer: Json = self._wait_for(lambda: query.answer, timeout)
        return answer

    # --- inside --------------------------------------------------------------------------

    def _new(
        self,
        text: str,
        user: User | None,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        if thread is not None and thread not in self.record.topics:
            raise ValueError(f"the chat has no topic {thread}")
        return Message(
            chat=self.record,
            message_id=0,
            sender=user or self.user,
            text=text,
            date=self.state.now(),
            entities=noted_entities(text),
            reply_to=reply_to,
            thread_id=thread,
        )

    def _post(self, message: Message) -> Message:
        with self.state.changed:
            if self.record.type == "private" and self.record.blocked:
                self.unblock()
            message.message_id = self.record.next_id()
            self.record.messages[message.message_id] = message
            if self._reaches_bot(message):
                self.state.push_update("message", message.to_json())
        return message

    def _reaches_bot(self, message: Message) -> bool:
        """Privacy mode: commands not for another bot, replies to the bot, mentions of it."""
        if self.record.type == "private" or not self.privacy:
            return True
        if self.state.bot.id in self.record.administrators:
            return True
        if message.reply_to and message.reply_to.sender is self.state.bot:
            return True
        me = f"@{self.state.bot.username}".lower()
        for entity in message.entities:
            marked = entity.text_of(message.text).lower()
            if entity.type == "mention" and marked == me:
                return True
            if entity.type == "bot_command" and ("@" not in marked or marked.endswith(me)):
                return True
        return False

    def _press(self, button: Json, message: Message, user: User) -> Query:
        if "callback_data" not in button:
            raise ValueError(f"button {button['text']!r} sends the bot nothing: {button}")
        query = Query(str(self.state.new_id()), user, button["callback_data"])
        self.state.queries[query.id] = query
        payload = {
            "id": query.id,
            "from": user.to_json(),
            "message": message.to_json(),
            "chat_instance": str(self.record.id),
            "data": query.data,
        }
        self.state.push_update("callback_query", payload)
        return query

    def _membership(self, old: str, new: str) -> None:
        def member(status: str) -> Json:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"status": status, "user": self.state.bot.to_json(), **until}

        payload = {
            "chat": self.record.to_json(),
            "from": self.user.to_json(),
            "date": self.state.now(),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        }
        self.state.push_update("my_chat_member", payload)


def noted_entities(text: str) -> list[Entity]:
    """The commands, links and mentions a client marks in what a person writes."""
    return [
        Entity(
            match.lastgroup or "",
            utf16_length(text[: match.start()]),
            utf16_length(match.group()),
        )
        for match in _NOTED.finditer(text)
    ]


def _sendable(text: str, limit: int) -> str:
    cleaned = server_cleaning(text)
    if utf16_length(cleaned) > limit:
        raise ValueError(f"a client sends at most {limit} UTF-16 units in one message")
    return cleaned
