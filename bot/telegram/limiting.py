"""A reader who asks faster than is allowed is told so, politely and once."""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.allowance import Buckets
from bot.telegram.handlers import Context
from bot.telegram.language import texts_of
from bot.telegram.press import tell
from bot.telegram.replies import reply_notice

INLINE_COST = 0.2  # of a question: a client asks anew while its user is still typing

Handler = BaseHandler[Any, Any, Any]
Callback = Callable[[Update, Context], Coroutine[Any, Any, object]]


class Limiter:
    """Lets a handler run, or tells the reader to wait.

    Args:
        per_minute: Questions, commands and pressed buttons of one reader in a minute, at once or
            spread over it.
        exempt: Whether a user id is never limited.
    """

    def __init__(
        self, per_minute: float, exempt: Callable[[int], bool], buckets: Buckets | None = None
    ) -> None:
        self._buckets = Buckets(per_minute / 60, per_minute) if buckets is None else buckets
        self._exempt = exempt
        self._told: set[int] = set()

    def limited(self, handlers: Sequence[Handler]) -> Sequence[Handler]:
        """The same handlers; what one of them would do is done only for who may ask."""
        for handler in handlers:
            handler.callback = self._guarded(handler.callback)
        return handlers

    def _guarded(self, callback: Callback) -> Callback:
        async def guarded(update: Update, context: Context) -> object:
            if wait := self._wait(update):
                await self._tell(update, wait)
                return None
            return await callback(update, context)

        return guarded

    def _wait(self, update: Update) -> float:
        """Seconds that whoever sent the update has to wait; 0 lets it through."""
        user = update.effective_user
        if user is None or self._exempt(user.id):
            return 0.0
        wait = self._buckets[user.id].take_if_there(INLINE_COST if update.inline_query else 1.0)
        if not wait:
            self._told.discard(user.id)
        return wait

    async def _tell(self, update: Update, wait: float) -> None:
        user = update.effective_user
        if user is None:
            return
        texts = texts_of(user)
        text = texts.slow_down(math.ceil(wait))
        if update.callback_query:  # each must be answered: the button shows a clock until then
            await tell(update.callback_query, text)
        elif update.inline_query:
            await update.inline_query.answer([], cache_time=0, is_personal=True)
        elif update.message and user.id not in self._told:
            self._told.add(user.id)
            await reply_notice(update.message, text, texts)
