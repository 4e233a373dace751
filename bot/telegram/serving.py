"""How updates come, by polling or by webhook, and how the program ends."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn
from urllib.parse import urlsplit

from telegram.ext import Application

from config import Settings, SettingsError

Served = Application[Any, Any, Any, Any, Any, Any]

SWITCH_SECONDS = 0.0005  # a tenth of Python's own
FOREVER = -1  # attempts to reach Telegram at the start


def serve(
    application: Served,
    settings: Settings,
    updates: Sequence[str],
    hurry: Callable[[], None],
) -> None:
    """Serve until SIGINT or SIGTERM; then finish the answers that run.

    Updates that nobody has taken yet stay with Telegram until the next start.

    Args:
        application: What handles the updates.
        settings: Whether Telegram is asked for updates or brings them, and where.
        updates: The kinds that are wanted.
        hurry: Called when the program is told to end.

    Raises:
        SettingsError: The webhook's address cannot be listened on.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # else the library warns of its own next version
    # Questions are short: to share one among threads takes longer than to read it.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # httpcore looks for this package at each request, and to find it missing takes a millisecond.
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]
    # Answering is Python and holds the interpreter: more threads than processors would only take
    # it from the loop that talks to Telegram, which has to get it back after each system call.
    sys.setswitchinterval(SWITCH_SECONDS)
    loop = asyncio.new_event_loop()
    loop.set_default_executor(ThreadPoolExecutor(os.cpu_count(), "answering"))
    asyncio.set_event_loop(loop)

    def end() -> NoReturn:
        hurry()
        raise SystemExit  # the library ends its run_… upon it

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    try:
        if settings.webhook_url:
            _run_webhook(application, settings, updates)
        else:
            application.run_polling(
                allowed_updates=updates,
                bootstrap_retries=FOREVER,
                drop_pending_updates=False,
                stop_signals=None,
            )
    finally:
        loop.close()
        asyncio.set_event_loop(None)


def _run_webhook(application: Served, settings: Settings, updates: Sequence[str]) -> None:
    try:
        application.run_webhook(
            listen=settings.webhook_listen,
            port=settings.webhook_port,
            url_path=urlsplit(settings.webhook_url).path.strip("/"),
            webhook_url=settings.webhook_url,
            # Told to Telegram at each start, so that a new one each time does no harm.
            secret_token=settings.webhook_secret or secrets.token_urlsafe(32),
            allowed_updates=updates,
            bootstrap_retries=FOREVER,
            drop_pending_updates=False,
            stop_signals=None,
        )
    except OSError as error:
        raise SettingsError(
            f"Port {settings.webhook_port} of {settings.webhook_listen} cannot be listened on "
            f"({error.strerror}): change IQTIBAS_WEBHOOK_PORT or IQTIBAS_WEBHOOK_LISTEN."
        ) from None
