"""JSON objects, one a line, to articles. The keys are those that data sets of articles have."""

from __future__ import annotations

import json
from typing import Any

from index.reading.errors import UnreadableError
from index.reading.formats.raw import RawArticle

_KEYS = {
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher"),
    "url": ("url", "link"),
    "published": ("published", "date", "published_at"),
    "author": ("author", "authors", "byline"),
}
IDS = ("id", "_id")


def read_line(data: bytes) -> RawArticle:
    """The article of one line.

    Raises:
        UnreadableError: It is no JSON object, or has no text.
    """
    item = parse_line(data)
    raw = {field: _first(item, keys) for field, keys in _KEYS.items()}
    if not raw["text"].strip():
        raise UnreadableError('it has no "text"')
    return RawArticle(**raw)


def parse_line(data: bytes) -> dict[str, Any]:
    """The object of one line.

    Raises:
        UnreadableError: It is no JSON object.
    """
    try:
        item = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        raise UnreadableError("it is not JSON in UTF-8") from None
    if not isinstance(item, dict):
        raise UnreadableError("it is not a JSON object")
    return item


def id_of(item: dict[str, Any]) -> str:
    """The id that a line states, or an empty string."""
    return next((str(item[key]) for key in IDS if isinstance(item.get(key), str | int)), "")


def _first(item: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := _text(item.get(key)))), "")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):  # authors
        return ", ".join(one for one in value if isinstance(one, str))
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
