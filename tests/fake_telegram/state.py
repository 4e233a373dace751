"""What the fake remembers: users, chats, messages, queries, updates, files, calls."""

import itertools
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.fake_telegram.entities import Entity
from tests.fake_telegram.errors import ApiError, Json, bad_request
from tests.fake_telegram.limits import utf16_length
from tests.fake_telegram.markup import buttons_of

UNASKED_UPDATES = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Update types a bot gets only by naming them in ``allowed_updates``."""


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False

    def to_json(self) -> Json:
        value: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("username", "language_code"):
            if getattr(self, name):
                value[name] = getattr(self, name)
        return value


@dataclass(frozen=True, slots=True)
class Revision:
    """What a message said before an edit."""

    text: str
    entities: tuple[Entity, ...]
    reply_markup: Json | None
    at: float


@dataclass(slots=True, eq=False)
class Message:
    """A message as readers see it: ``text`` is cleaned and plain (a caption where it has a file).

    ``source`` keeps the parameters the bot sent it with; ``history`` what it said before edits.
    """

    chat: "ChatRecord"
    message_id: int
    sender: User
    text: str
    date: int
    entities: list[Entity] = field(default_factory=list)
    reply_markup: Json | None = None
    reply_to: "Message | None" = None
    quote: str | None = None
    thread_id: int | None = None
    attachment: Json = field(default_factory=dict)  # {"document": {...}} or {"photo": [...]}
    content: bytes | None = None
    source: Mapping[str, str] = field(default_factory=dict)
    history: list[Revision] = field(default_factory=list)
    edit_date: int | None = None
    deleted: bool = False

    @property
    def buttons(self) -> list[Json]:
        return buttons_of(self.reply_markup)

    def to_json(self, nested: bool = False) -> Json:
        """The Bot API's ``Message``; a message replied to is given without its own reply."""
        value: Json = {
            "message_id": self.message_id,
            "date": self.date,
            "chat": self.chat.to_json(),
            "from": self.sender.to_json(),
            **self.attachment,
        }
        if self.text:
            prefix = "caption" if self.attachment else "text"
            value[prefix] = self.text
            if self.entities:
                name = "caption_entities" if self.attachment else "entities"
                value[name] = [entity.to_json() for entity in self.entities]
        if self.edit_date:
            value["edit_date"] = self.edit_date
        if self.thread_id is not None:
            value |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.reply_markup and "inline_keyboard" in self.reply_markup:
            value["reply_markup"] = self.reply_markup
        if self.reply_to and not nested:
            value["reply_to_message"] = self.reply_to.to_json(nested=True)
        if self.quote is not None and self.reply_to:
            before = self.reply_to.text.partition(self.quote)[0]
            where = {"position": utf16_length(before), "is_manual": True}
            value["quote"] = {"text": self.quote, **where}
        return value


@dataclass(slots=True, eq=False)
class ChatRecord:
    """A chat; ``type`` is ``private``, ``group`` or ``supergroup``."""

    id: int
    type: str
    title: str
    members: list[User] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: set[int] = field(default_factory=set)
    administrators: set[int] = field(default_factory=set)
    blocked: bool = False
    actions: list[str] = field(default_factory=list)

    def to_json(self) -> Json:
        value: Json = {"id": self.id, "type": self.type}
        if self.type == "private":
            value["first_name"] = self.title
            if self.members[0].username:
                value["username"] = self.members[0].username
        else:
            value["title"] = self.title
            if self.topics:
                value["is_forum"] = True
        return value

    def next_id(self) -> int:
        return max(self.messages, default=0) + 1

    def message(self, message_id: int) -> Message | None:
        """The message, unless there is none or it was deleted."""
        found = self.messages.get(message_id)
        return None if found is None or found.deleted else found


@dataclass(slots=True, eq=False)
class Query:
    """A callback or inline query, and what the bot answered."""

    id: str
    user: User
    data: str
    expired: bool = False
    answer: Json | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One API call: when, what, and how it ended (``error`` None where it succeeded)."""

    at: float
    method: str
    params: Mapping[str, str]
    files: Mapping[str, bytes]
    error: ApiError | None = None
    fault: str | None = None


class State:
    """Everything, behind one lock. ``changed`` is notified after each change."""

    def __init__(self, bot: User) -> None:
        self.bot = bot
        self.changed = threading.Condition(threading.RLock())
        self.chats: dict[int, ChatRecord] = {}
        self.users: dict[int, User] = {bot.id: bot}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, tuple[Json, bytes]] = {}
        self.calls: list[Call] = []
        self.updates: list[Json] = []
        self.allowed_updates: frozenset[str] | None = None
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.webhook: Json = {"url": ""}
        self.wake: Callable[[], None] | None = None
        self._ids = itertools.count(1000)
        self._update_ids = itertools.count(700_000_001)

    def new_id(self) -> int:
        return next(self._ids)

    def push_update(self, kind: str, payload: Json) -> None:
        """Queue an update for the bot, unless it did not ask for the kind."""
        with self.changed:
            allowed = self.allowed_updates
            if kind not in allowed if allowed else kind in UNASKED_UPDATES:
                return
            self.updates.append({"update_id": next(self._update_ids), kind: payload})
            self.changed.notify_all()
            if self.wake:
                self.wake()

    def chat(self, chat_id: str) -> ChatRecord:
        """The chat a parameter names.

        Raises:
            ApiError: "chat_id is empty", "chat not found".
        """
        if not chat_id:
            raise bad_request("chat_id is empty")
        try:
            return self.chats[int(chat_id)]
        except (ValueError, KeyError):
            raise bad_request("chat not found") from None

    def writable_chat(self, chat_id: str) -> ChatRecord:
        """The same, if the bot may write there; 403 where the user blocked it."""
        chat = self.chat(chat_id)
        if chat.blocked:
            if chat.type == "private":
                raise ApiError(403, "Forbidden: bot was blocked by the user")
            raise ApiError(403, f"Forbidden: bot was kicked from the {chat.type} chat")
        return chat

    def add_file(self, name: str, content: bytes, mime_type: str, size: int | None = None) -> Json:
        """Keep a file; returns the ``Document`` object.

        Args:
            name: The file's name.
            content: Its bytes.
            mime_type: Its type.
            size: The size to declare, for a file too large to build.
        """
        number = self.new_id()
        document: Json = {
            "file_id": f"file-{number}",
            "file_unique_id": f"unique-{number}",
            "file_size": len(content) if size is None else size,
            "file_name": name,
            "mime_type": mime_type,
        }
        self.files[document["file_id"]] = (document, content)
        return document

    def now(self) -> int:
        return int(time.time())

    def record(self, call: Call) -> None:
        with self.changed:
            self.calls.append(call)
            self.changed.notify_all()
