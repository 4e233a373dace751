"""The bot's token never reaches a log: not in a message, its arguments, or a traceback.

Telegram's token is part of every request's address, so that any library's log line or exception
may hold it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from urllib.parse import quote

PLACEHOLDER = "[token]"


class RedactingFilter(logging.Filter):
    """Rewrites a record so that a formatter finds no secret in it. Keeps every record.

    Args:
        secret: What to hide; also hidden as it looks inside an address.
    """

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._forms = sorted({secret, quote(secret, safe="")}, key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Redact the record in place."""
        record.msg, record.args = self._redacted(_message(record)), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._redacted(record.exc_text)
        if record.stack_info:
            record.stack_info = self._redacted(record.stack_info)
        return True

    def _redacted(self, text: str) -> str:
        for form in self._forms:
            text = text.replace(form, PLACEHOLDER)
        return text


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # a log call whose arguments do not fit must not fail its caller here
        return f"{record.msg!r} {record.args!r}"


def redact(secret: str, handlers: Iterable[logging.Handler]) -> None:
    """Hide ``secret`` in everything the handlers write.

    A filter belongs on handlers: one on a logger does not see its children's records.
    """
    for handler in handlers:
        handler.addFilter(RedactingFilter(secret))
