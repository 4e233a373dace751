"""The bot wired together: menus, the token, its start and its end."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from telegram.error import InvalidToken, NetworkError

from bot.state import open_state
from bot.telegram.application import build_application, configure_logging, on_error, run
from bot.texts import texts_for
from config import Settings, SettingsError
from tests.bot.shelf import ShelfLibrary
from tests.bot.telegram.offline import ADMIN, TOKEN, Conversation, OfflineTelegram

EN = texts_for("en")


@pytest.fixture
def bot() -> Conversation:
    return Conversation(ShelfLibrary())


@contextmanager
def unconfigured_logging() -> Iterator[None]:
    """Logging as a program finds it at its start, without pytest's handlers; then put back."""
    loggers = [logging.getLogger(name) for name in (None, "httpx", "httpcore")]
    levels = [logger.level for logger in loggers]
    handlers, loggers[0].handlers = loggers[0].handlers, []
    try:
        yield
    finally:
        loggers[0].handlers = handlers
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


async def test_menus_are_set_per_language_and_admins_see_more(bot: Conversation) -> None:
    async with bot:
        assert bot.application.post_init is not None
        await bot.application.post_init(bot.application)
    menus = [
        (p["scope"], p.get("language_code"), [c["command"] for c in p["commands"]])
        for p in bot.telegram.of("setMyCommands")
    ]
    everyone = ["ask", "latest", "sources", "language", "privacy", "help"]
    group, all_of_them = ["ask", "latest", "sources", "help"], [*everyone, *EN.admin_commands]
    assert menus == [
        ({"type": "default"}, "ar", everyone),
        ({"type": "all_group_chats"}, "ar", group),
        ({"type": "default"}, None, everyone),
        ({"type": "all_group_chats"}, None, group),
        ({"type": "chat", "chat_id": ADMIN}, "ar", all_of_them),
        ({"type": "chat", "chat_id": ADMIN}, None, all_of_them),
    ]


async def test_an_admin_who_never_wrote_to_the_bot_does_not_keep_it_from_starting(
    bot: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    bot.telegram.refusals["setMyCommands"] = (400, "Bad Request: chat not found")
    async with bot:
        assert bot.application.post_init is not None
        await bot.application.post_init(bot.application)
    assert "the command menu for chat could not be set: Chat not found" in caplog.text


def test_a_call_waits_for_a_connection_for_as_long_as_it_takes(tmp_path: Path) -> None:
    """One that gives up may take its connection with it for ever (docs/LOG.md)."""
    settings = Settings(telegram_token=TOKEN, data=tmp_path)
    state = open_state(Path(":memory:"))
    request: Any = build_application(settings, ShelfLibrary(), state=state).bot.request
    assert request._client.timeout.pool is None
    state.close()


async def test_the_library_is_closed_after_the_end(tmp_path: Path) -> None:
    library = ShelfLibrary()
    settings = Settings(telegram_token=TOKEN, data=tmp_path)
    application = build_application(settings, library, request=OfflineTelegram())
    assert application.post_shutdown is not None
    await application.post_shutdown(application)
    assert library.closed


async def test_a_broken_network_is_one_line_in_the_log(
    bot: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    context = bot.application.context_types.context.from_error(
        None, NetworkError("httpx.ConnectError"), bot.application
    )
    await on_error(None, context)
    (record,) = caplog.records
    assert (record.levelname, record.exc_info) == ("WARNING", None)


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("", "IQTIBAS_TELEGRAM_TOKEN is not set"),
        ("12 34", "copy it again"),
        ("a/b", "copy it again"),
    ],
)
def test_a_missing_or_mangled_token_is_one_sentence(token: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        run(replace(Settings(), telegram_token=token))


def test_a_refused_token_is_one_sentence_without_the_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(self: object, **options: object) -> None:
        raise InvalidToken(f"The token `{TOKEN}` was rejected by the server.")

    monkeypatch.setattr("telegram.ext.Application.run_polling", refuse)
    with (
        unconfigured_logging(),
        pytest.raises(SettingsError, match="Telegram refuses the token") as caught,
    ):
        run(Settings(telegram_token=TOKEN, data=tmp_path))
    assert TOKEN not in str(caught.value)
    assert caught.value.__suppress_context__


def test_logging_hides_the_token_and_the_line_per_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with unconfigured_logging():
        configure_logging(TOKEN)
        logging.getLogger("telegram.ext").warning("refused: /bot%s/getMe", TOKEN)
        logging.getLogger("httpx").info("HTTP Request: POST /bot%s/getMe", TOKEN)
    written = capsys.readouterr().err
    assert written.endswith("WARNING telegram.ext: refused: /bot[token]/getMe\n")
    assert written.count("\n") == 1


def test_the_token_is_not_in_the_settings_text() -> None:
    assert TOKEN not in repr(Settings(telegram_token=TOKEN))
