"""HTML built from data, which knows its size after Telegram's parsing, and messages packed of it.

Telegram counts a message in UTF-16 units of the text that is left when the tags are gone, and in
entities (pairs of tags). HTML is never cut: what is too long goes to the next message whole.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import InlineKeyboardMarkup
from telegram.constants import MessageLimit

LONGEST_URL = 2048


@dataclass(frozen=True, slots=True)
class Markup:
    """A piece of a message.

    Attributes:
        html: As sent.
        text: As a reader sees it, tags and character references resolved.
        entities: Pairs of tags in it.
    """

    html: str
    text: str
    entities: int = 0

    def __add__(self, other: Markup) -> Markup:
        return Markup(
            self.html + other.html, self.text + other.text, self.entities + other.entities
        )

    @property
    def units(self) -> int:
        """UTF-16 units of the text."""
        return utf16_length(self.text)

    @property
    def fits(self) -> bool:
        """Whether it can be sent as one message."""
        return (
            self.units <= MessageLimit.MAX_TEXT_LENGTH
            and self.entities <= MessageLimit.MESSAGE_ENTITIES
        )


@dataclass(frozen=True, slots=True)
class Message:
    """One message ready to be sent with ``parse_mode="HTML"``, and the buttons under it."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


def utf16_length(text: str) -> int:
    """The length of ``text`` as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def plain(text: str) -> Markup:
    """``text`` itself."""
    return Markup(html.escape(text, quote=False), text)


def tagged(tag: str, inside: Markup, attributes: str = "") -> Markup:
    """``inside`` between the two halves of ``tag``; nothing where there is nothing inside."""
    if not inside.text:
        return inside
    return Markup(f"<{tag}{attributes}>{inside.html}</{tag}>", inside.text, inside.entities + 1)


def linked(inside: Markup, url: str | None) -> Markup:
    """``inside`` as a link, where ``url`` is one that may be opened from a stranger's article."""
    if url is None or not is_web_address(url):
        return inside
    return tagged("a", inside, f' href="{html.escape(url)}"')


def is_web_address(url: str) -> bool:
    """Whether Telegram takes ``url`` as a link, and a reader may open it."""
    if len(url) > LONGEST_URL or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an IPv6 address left open
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def joined(pieces: Sequence[Markup], between: str) -> Markup:
    """The pieces with ``between`` from one to the next."""
    whole = Markup("", "")
    for number, piece in enumerate(pieces):
        whole += piece if number == 0 else plain(between) + piece
    return whole


def packed(blocks: Iterable[Markup], between: str, continued: Markup) -> list[Message]:
    """As few messages as hold the blocks in order, none of them cut.

    Args:
        blocks: Each fits a message together with ``continued``.
        between: Put between two blocks of the same message.
        continued: The block that the second and later messages begin with.
    """
    messages: list[Message] = []
    current: Markup | None = None
    for block in blocks:
        longer = block if current is None else current + plain(between) + block
        if current is not None and not longer.fits:
            messages.append(Message(current.html))
            longer = continued + plain(between) + block
        current = longer
    return messages if current is None else [*messages, Message(current.html)]
