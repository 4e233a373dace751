"""Every setting, its meaning and default, and the one place that reads the environment.

Precedence: environment ``IQTIBAS_*``, then ``.env``, then ``iqtibas.toml``, then the default.
Nothing is read at import; :func:`load_settings` is called once by the command line.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "IQTIBAS_"


class SettingsError(ValueError):
    """A setting cannot be used; the message names it and says what to write instead."""


def _setting(doc: str, default: str = "") -> str:
    """A dataclass field holding the raw default and its one-line documentation."""
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True, slots=True)
class _Raw:
    """The settings as written, all text. Their order is the order of the README's table."""

    articles: str = _setting("Folders of articles, separated by `:`", "articles")
    data: str = _setting("Folder of the index and the bot's state", "data")
    encoder: str = _setting(
        "`bundled`, or a sentence-transformers model: a hub name or a local folder", "bundled"
    )
    reranker: str = _setting(
        "Empty, or a sentence-transformers CrossEncoder that orders the first passages anew: a hub "
        "name or a local folder"
    )
    engine: str = _setting("Search engine; `local` is the only one so far", "local")
    quotes: str = _setting("Quotes in an answer, 1 to 10", "3")
    max_file_mb: str = _setting("Larger article files are refused, in MB", "5")
    feeds: str = _setting("Addresses of RSS and Atom feeds to follow, separated by spaces")
    feed_minutes: str = _setting(
        "Minutes between two looks of the bot at the feeds and at recent pages; 0 for never", "30"
    )
    telegram_token: str = _setting("The bot's token from @BotFather")
    telegram_token_file: str = _setting("A file that holds the token, instead of the line above")
    telegram_api: str = _setting(
        "Base URL of the Bot API server, for one of your own", "https://api.telegram.org"
    )
    admins: str = _setting("Telegram user ids of the admins, separated by commas")
    private: str = _setting("`yes`: only admins and those they `/allow` are answered", "no")
    questions_per_minute: str = _setting(
        "What one reader may ask in a minute; 0 for no limit, and admins have none", "30"
    )
    messages_per_second: str = _setting(
        "What the bot sends to all chats together in a second; 0 for no limit. Telegram's own is "
        "about 30",
        "30",
    )
    webhook_url: str = _setting(
        "Empty to ask Telegram for messages, or the public https:// address at which Telegram "
        "brings them"
    )
    webhook_listen: str = _setting(
        "Address to listen on for them, behind the proxy that serves the public one", "127.0.0.1"
    )
    webhook_port: str = _setting("Port to listen on for them", "8443")
    webhook_secret: str = _setting(
        "What Telegram must show with them, letters, digits, `-` and `_`; a new one at each start "
        "by default"
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as used. See :class:`_Raw` for what each means."""

    articles: tuple[Path, ...] = (Path("articles"),)
    data: Path = Path("data")
    encoder: str = "bundled"
    reranker: str = ""  # none
    engine: str = "local"
    quotes: int = 3
    max_file_mb: float = 5.0
    feeds: tuple[str, ...] = ()
    feed_minutes: float = 30.0  # 0: never
    telegram_token: str = field(default="", repr=False)  # never in a log or a traceback
    telegram_api: str = "https://api.telegram.org"
    admins: frozenset[int] = frozenset()
    private: bool = False
    questions_per_minute: float = 30.0  # 0: no limit
    messages_per_second: float = 30.0  # 0: no limit
    webhook_url: str = ""  # polling
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = 8443
    webhook_secret: str = field(default="", repr=False)  # a random one


def settings_table() -> list[tuple[str, str, str]]:
    """``(variable, default, meaning)`` of every setting, for the README's table."""
    return [(PREFIX + f.name.upper(), str(f.default), f.metadata["doc"]) for f in fields(_Raw)]


def load_settings(
    environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Settings:
    """Read the settings.

    Args:
        environment: Instead of ``os.environ``.
        folder: Where ``.env`` and ``iqtibas.toml`` are looked for, instead of the current folder.

    Raises:
        SettingsError: A value cannot be used, or a file cannot be read.
    """
    environment = os.environ if environment is None else environment
    folder = folder or Path()
    names = {f.name for f in fields(_Raw)}
    values = _read_toml(folder / "iqtibas.toml", names)
    values |= _read_prefixed(_read_dotenv(folder / ".env"), names)
    values |= _read_prefixed(environment, names)
    return _checked(_Raw(**values))


def _read_prefixed(variables: Mapping[str, str], names: set[str]) -> dict[str, str]:
    found = {}
    for name, value in variables.items():
        if name.startswith(PREFIX):
            key = name.removeprefix(PREFIX).lower()
            if key not in names:
                raise SettingsError(f"{name} is not a setting. The README lists them.")
            found[key] = value
    return found


def _read_dotenv(path: Path) -> dict[str, str]:
    """``NAME=value`` lines; ``#`` comments, an ``export`` and matching quotes are allowed."""
    values = {}
    for number, line in enumerate(_lines(path), 1):
        line = line.strip().removeprefix("export ")
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise SettingsError(f"{path}, line {number}: write NAME=value.")
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        values[name.strip()] = value
    return values


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").split("\n") if path.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as UTF-8 text: {error}.") from None


def _read_toml(path: Path, names: set[str]) -> dict[str, str]:
    try:
        table = tomllib.loads("\n".join(_lines(path)))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from None
    values = {}
    for key, value in table.items():
        if key not in names:
            raise SettingsError(f"{path}: {key} is not a setting. The README lists them.")
        separator = {"articles": ":", "feeds": " "}.get(key, ",")
        values[key] = separator.join(map(str, value)) if isinstance(value, list) else str(value)
    return values


def _checked(raw: _Raw) -> Settings:
    if raw.engine != "local":
        raise SettingsError(f"IQTIBAS_ENGINE is {raw.engine!r}; the only engine so far is local.")
    folders = tuple(Path(part).expanduser() for part in raw.articles.split(":") if part)
    if not folders:
        raise SettingsError("IQTIBAS_ARTICLES is empty: name at least one folder.")
    if not raw.telegram_api.startswith(("http://", "https://")):
        raise SettingsError("IQTIBAS_TELEGRAM_API must start with https:// (or http://).")
    return Settings(
        articles=folders,
        data=Path(raw.data).expanduser(),
        encoder=raw.encoder or "bundled",
        reranker=raw.reranker.strip(),
        engine=raw.engine,
        quotes=_whole("IQTIBAS_QUOTES", raw.quotes, 1, 10),
        max_file_mb=_number("IQTIBAS_MAX_FILE_MB", raw.max_file_mb, 0.001, 1000),
        feeds=_feeds(raw.feeds),
        feed_minutes=_number("IQTIBAS_FEED_MINUTES", raw.feed_minutes, 0, 10_000),
        telegram_token=_token(raw),
        telegram_api=raw.telegram_api.rstrip("/"),
        admins=_admins(raw.admins),
        private=_switch("IQTIBAS_PRIVATE", raw.private),
        questions_per_minute=_number(
            "IQTIBAS_QUESTIONS_PER_MINUTE", raw.questions_per_minute, 0, 10_000
        ),
        messages_per_second=_number(
            "IQTIBAS_MESSAGES_PER_SECOND", raw.messages_per_second, 0, 10_000
        ),
        webhook_url=_webhook_url(raw.webhook_url.strip()),
        webhook_listen=raw.webhook_listen.strip() or "127.0.0.1",
        webhook_port=_whole("IQTIBAS_WEBHOOK_PORT", raw.webhook_port, 1, 65_535),
        webhook_secret=_webhook_secret(raw.webhook_secret.strip()),
    )


def _number(name: str, text: str, low: float, high: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise SettingsError(f"{name} is {text!r}; write a number from {low:g} to {high:g}.")
    return value


def _whole(name: str, text: str, low: int, high: int) -> int:
    value = _number(name, text, low, high)
    if value != int(value):
        raise SettingsError(f"{name} is {text!r}; write a whole number from {low} to {high}.")
    return int(value)


def _switch(name: str, text: str) -> bool:
    if text.strip().lower() not in ("yes", "no"):
        raise SettingsError(f"{name} is {text!r}; write yes or no.")
    return text.strip().lower() == "yes"


def _token(raw: _Raw) -> str:
    if raw.telegram_token or not raw.telegram_token_file:
        return raw.telegram_token.strip()
    path = Path(raw.telegram_token_file).expanduser()
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise SettingsError(
            f"IQTIBAS_TELEGRAM_TOKEN_FILE {path} cannot be read: {reason}."
        ) from None


def _admins(text: str) -> frozenset[int]:
    parts = [part for part in text.replace(",", " ").split() if part]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise SettingsError("IQTIBAS_ADMINS must be Telegram user ids, such as 12345,67890.")
    return frozenset(map(int, parts))


def _feeds(text: str) -> tuple[str, ...]:
    feeds = tuple(dict.fromkeys(text.split()))
    for feed in feeds:
        if not feed.startswith(("http://", "https://")):
            raise SettingsError(
                f"IQTIBAS_FEEDS holds {feed!r}; write addresses that start with https:// (or "
                "http://), separated by spaces."
            )
    return feeds


def _webhook_url(url: str) -> str:
    """Telegram takes https only; a Bot API server of one's own takes http on the same machine."""
    if not url:
        return ""
    parts = urlsplit(url)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise SettingsError("IQTIBAS_WEBHOOK_URL must start with https://.")
    if not parts.hostname or parts.query or not re.fullmatch(r"[\w/.-]*", parts.path, re.ASCII):
        raise SettingsError(
            "IQTIBAS_WEBHOOK_URL must be a plain address, such as https://example.org/telegram."
        )
    return url


def _webhook_secret(secret: str) -> str:
    if not re.fullmatch(r"[\w-]{0,256}", secret, re.ASCII):
        raise SettingsError(
            "IQTIBAS_WEBHOOK_SECRET may hold letters, digits, - and _, 256 at most."
        )
    return secret
