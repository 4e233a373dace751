"""Every call to Telegram's Bot API goes through here: paced, and tried again where that may help.

**What is tried again.** Flood control (429) waits as long as Telegram says. A server error (5xx), a
timeout or a broken connection is tried again after growing pauses. Both end after a limit of time,
and then the call fails. A refusal (400, 401, 403, 404, 409) fails at once: a repetition would be
refused again. "typing…" is a courtesy and is never tried again.

**The one case in which a reader may get a message twice.** The Bot API has no key by which Telegram
could know a repetition. Where a request was sent and its reply was lost (the connection was cut, or
nothing came in time), nobody can tell whether the message has arrived: to send it again may show it
twice, not to send it may lose it. Here it is sent again, since a reader can pass over a second copy
but not read an answer that never came. Calls that change a thing to a given state (an edit, a
deletion, an answer to a pressed button) are told apart: where the repetition is refused because the
first has done the work, that is success.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from telegram.constants import FloodLimit
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import BaseRateLimiter

from bot.allowance import Bucket, Buckets

LONGEST_PAUSE = 15.0  # seconds between two attempts
PATIENCE = 120.0  # seconds from the first attempt to the last
PATIENCE_AT_THE_END = 5.0  # the same once the program is to end
FLOODED_CHATS = 3  # chats refused at the same time, from which on all chats wait

MESSAGES = re.compile(r"(?:send(?!ChatAction)|edit|copy|forward)")
# What an answer to a repetition looks like where the first attempt has done the work.
DONE_ALREADY = re.compile(
    r"message is not modified|message to delete not found|query is too old", re.IGNORECASE
)
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Result = Any  # of a Bot API method, as the library reads it
Call = Callable[..., Coroutine[Any, Any, Result]]

_logger = logging.getLogger(__name__)


class Courier(BaseRateLimiter[int]):
    """Paces and repeats the calls of one bot.

    Telegram asks for at most 20 messages a minute in a group and, in broadcasts, about 30 a second
    over all (https://core.telegram.org/bots/faq). A chat that gets more waits for its turn; others
    do not. A chat refused by flood control waits alone too, unless several are refused at once:
    then the limit is the bot's, and all wait.

    Args:
        messages_per_second: To all chats together; 0 for no such limit.
        pause: Seconds before the second attempt; doubled for each further one.
        patience: Seconds from the first attempt to the last.
    """

    def __init__(
        self, messages_per_second: float, *, pause: float = 0.5, patience: float = PATIENCE
    ) -> None:
        rate = messages_per_second
        self._all = Bucket(rate, max(rate, 1.0)) if rate else None
        by_minute = float(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP)
        self._groups = Buckets(by_minute / 60, by_minute)
        self._pause = pause
        self._patience = patience
        self._held: dict[object, float] = {}  # chat: the loop's time until which it waits
        self._ending = asyncio.Event()
        self._end: float | None = None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    def hurry(self) -> None:
        """The program is to end: nothing waits for its turn any more, and attempts end soon."""
        self._end = asyncio.get_running_loop().time() + PATIENCE_AT_THE_END
        self._ending.set()

    async def process_request(
        self,
        callback: Call,
        args: tuple[object, ...],
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Make the call; raises ``TelegramError`` where it fails for good."""
        clock = asyncio.get_running_loop().time
        chat = data.get("chat_id")
        if MESSAGES.match(endpoint):
            await self._wait(self._turn(chat))
        begun, failures, maybe_done = clock(), 0, False
        while True:
            await self._wait(self._held_for(chat))
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                pause = _seconds(error)
                self._held[chat] = clock() + pause
                reason: Exception = error
            except (BadRequest, Forbidden, InvalidToken, Conflict) as error:
                if maybe_done and DONE_ALREADY.search(error.message):
                    return True  # the reply that says so was lost
                raise
            except NetworkError as error:
                pause = min(self._pause * 2**failures, LONGEST_PAUSE)
                failures += 1
                maybe_done = maybe_done or not isinstance(error.__cause__, NEVER_SENT)
                reason = error
            if endpoint == "sendChatAction" or clock() + pause > self._last(begun):
                raise reason
            _logger.info("%s failed and is tried again in %.1f s: %s", endpoint, pause, reason)
            await self._wait(pause)

    def _turn(self, chat: object) -> float:
        """Seconds until a message may be sent to the chat; its place in the queue is taken."""
        overall = self._all.take() if self._all else 0.0
        return max(overall, self._groups[chat].take() if _is_group(chat) else 0.0)

    def _held_for(self, chat: object) -> float:
        """Seconds for which flood control keeps the chat waiting."""
        now = asyncio.get_running_loop().time()
        self._held = {chat: until for chat, until in self._held.items() if until > now}
        until = self._held.get(chat, now)
        if len(self._held) >= FLOODED_CHATS:
            until = max(until, *self._held.values())
        return until - now

    def _last(self, begun: float) -> float:
        """The time after which no new attempt is made."""
        last = begun + self._patience
        return last if self._end is None else min(last, self._end)

    async def _wait(self, seconds: float) -> None:
        """Wait, but not longer than until the program is to end."""
        if seconds <= 0:
            return
        if self._ending.is_set():  # woken once already: what follows are short, real pauses
            await asyncio.sleep(min(seconds, self._pause))
            return
        try:
            async with asyncio.timeout(seconds):
                await self._ending.wait()
        except TimeoutError:
            pass


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return after if isinstance(after, int | float) else after.total_seconds()


def _is_group(chat: object) -> bool:
    """Whether the id is a group's or channel's: below 0, or a name."""
    try:
        return int(str(chat)) < 0
    except ValueError:
        return isinstance(chat, str)
