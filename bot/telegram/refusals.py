"""A token that Telegram takes back while the bot runs.

The library ends its polling upon it and nothing else: the program would run on, deaf. A webhook's
bot would not even learn of it before its next reply. So each response is looked at.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from telegram.error import InvalidToken
from telegram.request import HTTPXRequest, RequestData


class WatchedRequest(HTTPXRequest):
    """Requests to Telegram that tell where the token is refused.

    Args:
        refused: Told of it; it has the program end.
        connections: At once.
        patience: Seconds that a request waits for one of them; None for as long as it takes.
    """

    def __init__(
        self, refused: Callable[[], None], connections: int = 1, patience: float | None = 1.0
    ) -> None:
        super().__init__(connection_pool_size=connections, pool_timeout=patience)
        self._refused = refused
        self._told = False

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,  # noqa: ANN401  the library's own, passed on
        **named_timeouts: Any,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        """Make the request.

        A server of one's own answers 404 to a method it does not know; only 401 is about the token.
        """
        code, body = await super().do_request(
            url, method, request_data, *timeouts, **named_timeouts
        )
        if code == HTTPStatus.UNAUTHORIZED and not self._told:
            self._told = True
            self._refused()
            if url.endswith("/getUpdates"):
                # The library ends in order only what still polls: it is to end this waiting.
                await asyncio.Event().wait()
        return code, body


def without_traceback(record: logging.LogRecord) -> bool:
    """A filter: where in the library a refused token was noticed helps nobody."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, InvalidToken) and error.message == "Unauthorized":
        record.exc_info = record.exc_text = None
    return True
