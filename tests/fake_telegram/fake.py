"""The fake Telegram a test starts, in its own event loop or in a thread."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import TypeVar

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from tests.fake_telegram.chat import Chat
from tests.fake_telegram.delivery import Delivery
from tests.fake_telegram.faults import Fault, Injection
from tests.fake_telegram.limits import INLINE_QUERY
from tests.fake_telegram.page import Person, routes
from tests.fake_telegram.server import Api
from tests.fake_telegram.state import Call, ChatRecord, Query, State, User

T = TypeVar("T")
_MAX_UPLOAD = 64 * 1024 * 1024


class FakeTelegram(AbstractAsyncContextManager["FakeTelegram", None]):
    """A strict Bot API on a loopback port, and the people who write to the bot.

    ``with FakeTelegram() as fake:`` serves from a thread of its own, for a bot in another process
    or loop; ``async with FakeTelegram() as fake:`` serves inside the running event loop.

    Args:
        token: The bot's token.
        username: The bot's name, for commands like ``/start@name``.
        reverse_proxy: Where webhook posts go, in place of the public URL's host.
    """

    def __init__(
        self,
        token: str = "123456789:TEST-TOKEN-of-a-bot-that-never-was",
        username: str = "iqtibas_test_bot",
        reverse_proxy: str | None = None,
    ) -> None:
        self.token = token
        self.port = 0
        self.reverse_proxy = reverse_proxy
        self.crashes: list[Exception] = []
        self.people: list[Person] = []  # who may be chosen on the page that is served at /
        bot_id = int(token.partition(":")[0])
        self.state = State(User(bot_id, "Iqtibas", username=username, is_bot=True))
        self._injections: list[Injection] = []
        self._next_user = 5_000_000
        self._server: HTTPServer | None = None
        self._delivery: Delivery | None = None
        self._thread: threading.Thread | None = None
        self._stop: Callable[[], object] | None = None

    @property
    def base_url(self) -> str:
        """``http://127.0.0.1:PORT``; the bot adds ``/bot`` and ``/file/bot``."""
        return f"http://127.0.0.1:{self.port}"

    # --- serving -------------------------------------------------------------------------

    def start(self) -> None:
        """Serve from a thread. After :meth:`stop`, the same port again."""
        ready = threading.Event()
        failed: list[BaseException] = []

        async def serve() -> None:
            stop = asyncio.Event()
            loop = asyncio.get_running_loop()
            self._stop = lambda: loop.call_soon_threadsafe(stop.set)
            await self._open()
            ready.set()
            await stop.wait()
            await self._close()

        def run() -> None:
            try:
                asyncio.run(serve())
            except BaseException as error:
                if ready.is_set():
                    raise
                failed.append(error)
                ready.set()

        self._thread = threading.Thread(target=run, name="fake-telegram", daemon=True)
        self._thread.start()
        ready.wait()
        if failed:
            raise failed[0]

    def stop(self) -> None:
        """Close every connection and end the thread.

        Raises:
            RuntimeError: The fake itself failed in some call.
        """
        if self._thread and self._stop:
            self._stop()
            self._thread.join()
            self._thread = None
        self._raise_crashes()

    def __enter__(self) -> "FakeTelegram":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    async def __aenter__(self) -> "FakeTelegram":
        await self._open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._close()
        self._raise_crashes()

    async def _open(self) -> None:
        self._delivery = Delivery(self.state, self.reverse_proxy)
        api = Api(
            self.state,
            self._delivery,
            self.token,
            self._fault_for,
            self.crashes.append,
            routes(self.people, lambda: bool(self.calls("getUpdates"))),
        )
        self._server = HTTPServer(api.application(), max_buffer_size=_MAX_UPLOAD)
        sockets = bind_sockets(self.port, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self._server.add_sockets(sockets)

    async def _close(self) -> None:
        if self._delivery and self._server:
            await self._delivery.close()
            self._server.stop()
            await self._server.close_all_connections()

    def _raise_crashes(self) -> None:
        if self.crashes:
            raise RuntimeError("the fake Telegram failed") from self.crashes[0]

    # --- faults --------------------------------------------------------------------------

    def inject(
        self,
        method: str,
        *faults: Fault,
        times: int | None = None,
        every: int = 1,
        chat: int | None = None,
    ) -> Injection:
        """Let calls of ``method`` (``"*"``: any) fail: ``times`` of them, each ``every``-th.

        Several faults strike in turn. ``chat`` lets only the calls for this one fail.
        """
        injection = Injection(method, faults, times, every, chat=chat)
        with self.state.changed:
            self._injections.append(injection)
        return injection

    def heal(self) -> None:
        """Take back every injected fault."""
        with self.state.changed:
            self._injections.clear()

    def _fault_for(self, method: str, chat: str) -> Fault | None:
        with self.state.changed:
            for injection in self._injections:
                if fault := injection.strike(method, chat):
                    return fault
        return None

    # --- people --------------------------------------------------------------------------

    def user(
        self,
        first_name: str = "Layla",
        language_code: str | None = "ar",
        username: str | None = None,
        user_id: int | None = None,
    ) -> User:
        """A person who exists on Telegram."""
        with self.state.changed:
            self._next_user += 1
            user = User(user_id or self._next_user, first_name, language_code, username)
            self.state.users[user.id] = user
            return user

    def private_chat(self, user: User | None = None) -> Chat:
        """The chat between the bot and a person, who has pressed Start."""
        user = user or self.user()
        record = ChatRecord(user.id, "private", user.first_name, [user])
        return self._add(record)

    def group(
        self,
        *members: User,
        title: str = "A group",
        topics: tuple[int, ...] = (),
        privacy: bool = True,
    ) -> Chat:
        """A supergroup with the bot in it.

        Args:
            members: The people in it.
            title: Its name.
            topics: The ids of its topics, if it is a forum.
            privacy: Whether the bot gets only what is meant for it.
        """
        people = [*(members or (self.user(),)), self.state.bot]
        with self.state.changed:
            number = self.state.new_id()
        record = ChatRecord(-1_001_000_000_000 - number, "supergroup", title, people)
        record.topics.update(topics)
        return self._add(record, privacy)

    def _add(self, record: ChatRecord, privacy: bool = True) -> Chat:
        with self.state.changed:
            self.state.chats[record.id] = record
        return Chat(self.state, record, self.wait_for, privacy)

    def inline(self, user: User, text: str, offset: str = "") -> Query:
        """Type ``@bot text`` somewhere; the query's ``answer`` is what the bot offers."""
        with self.state.changed:
            query = Query(str(self.state.new_id()), user, text[:INLINE_QUERY])
            self.state.queries[query.id] = query
            payload = {"id": query.id, "from": user.to_json(), "query": query.data}
            self.state.push_update("inline_query", {**payload, "offset": offset})
        return query

    def choose(self, query: Query, result_id: str) -> None:
        """Pick one of the results offered; raises ``ValueError`` if it was not."""
        offered = [result["id"] for result in (query.answer or {}).get("results", [])]
        if result_id not in offered:
            raise ValueError(f"result {result_id!r} is not among {offered}")
        payload = {"result_id": result_id, "from": query.user.to_json(), "query": query.data}
        self.state.push_update("chosen_inline_result", payload)

    def push(self, kind: str, payload: dict[str, object]) -> None:
        """Deliver any other update, as given."""
        self.state.push_update(kind, payload)

    # --- seeing --------------------------------------------------------------------------

    @property
    def polling(self) -> bool:
        """Whether a ``getUpdates`` waits right now."""
        return self._delivery is not None and self._delivery.poll is not None

    def calls(self, method: str | None = None) -> list[Call]:
        """The calls so far, of one method or all."""
        with self.state.changed:
            return [call for call in self.state.calls if method in (None, call.method)]

    def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """Wait until ``predicate()`` is true, and return what it returned.

        Raises:
            TimeoutError: Names the last calls the bot made.
            RuntimeError: Called from the event loop that serves, which would wait for itself.
        """
        if self._delivery and self._delivery.serves_here():
            raise RuntimeError("this blocks the loop that serves; await the ..._async one")
        deadline = time.monotonic() + timeout
        with self.state.changed:
            while not (value := predicate()):
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"nothing came in {timeout} s; last calls: {self._story()}")
                self.state.changed.wait(min(left, 0.1))
            return value

    async def wait_for_async(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """The same, from the event loop that serves."""
        return await asyncio.to_thread(self.wait_for, predicate, timeout)

    def _story(self) -> str:
        last = self.state.calls[-8:]
        return "; ".join(f"{call.method} -> {call.error or call.fault or 'ok'}" for call in last)
