"""A text parameter with its formatting, checked and cleaned as Telegram's server does."""

import json
from collections.abc import Callable

from tests.fake_telegram import limits
from tests.fake_telegram.cleaning import clean
from tests.fake_telegram.entities import Entity, entity_from_json
from tests.fake_telegram.errors import Json, bad_request
from tests.fake_telegram.html import parse_html
from tests.fake_telegram.limits import utf16_length

Formatted = tuple[str, list[Entity]]


def message_text(text: str, parse_mode: str = "HTML", entities: object = None) -> Formatted:
    """The text of a message as its reader gets it, and its entities.

    Raises:
        ApiError: It cannot be parsed, nothing is visible, or it has more than 4096 UTF-16 units
            or 100 entities.
    """
    if not text:
        raise bad_request("Message text is empty")
    plain, marked = _formatted(text, parse_mode, entities)
    if not plain:
        raise bad_request("Text must be non-empty")
    if utf16_length(plain) > limits.TEXT:
        raise bad_request("Message is too long")
    return plain, marked


def caption_text(text: str, parse_mode: str = "HTML", entities: object = None) -> Formatted:
    """A caption: possibly empty, at most 1024 units."""
    plain, marked = _formatted(text, parse_mode, entities)
    if utf16_length(plain) > limits.CAPTION:
        raise bad_request("Message caption is too long")
    return plain, marked


def quote_text(text: str, parse_mode: str, entities: object) -> Formatted:
    """The quotation of ``reply_parameters``."""
    plain, marked = _formatted(text, parse_mode, entities)
    if utf16_length(plain) > limits.QUOTE:
        raise bad_request("QUOTE_TEXT_INVALID")
    return plain, marked


def _formatted(text: str, parse_mode: str, entities: object) -> Formatted:
    mode = parse_mode.lower()
    marked: list[Entity] = []
    if mode == "html":
        text, marked = parse_html(text)
    elif mode in ("markdown", "markdownv2"):
        # the project speaks HTML; a fake that accepted Markdown unread would prove nothing
        raise bad_request(f"parse_mode {parse_mode} is not read by the strict fake; use HTML")
    elif mode not in ("", "none"):
        raise bad_request("Unsupported parse_mode")
    elif entities:
        marked = _explicit(text, entities)
    plain, kept = clean(text, marked)
    if len(kept) > limits.ENTITIES:
        # Telegram drops the rest without a word, which a test must not overlook
        raise bad_request("ENTITIES_TOO_LONG")
    return plain, kept


def _explicit(text: str, entities: object) -> list[Entity]:
    """Entities given as such: a JSON list, or one already decoded."""
    value: object = entities
    if isinstance(entities, str):
        try:
            value = json.loads(entities)
        except ValueError as error:
            raise bad_request("Can't parse entities JSON object") from error
    if not isinstance(value, list):
        raise bad_request("Expected an Array of MessageEntity")
    length = utf16_length(text)
    inside = _symbol_starts(text)
    found = []
    for item in value:
        entity = _read(item)
        if entity.offset < 0 or entity.length < 0 or entity.end > length:
            raise bad_request(
                f"Entity beginning at UTF-16 offset {entity.offset} ends after the end of the "
                f"text at UTF-16 offset {entity.end}"
            )
        if not (inside(entity.offset) and inside(entity.end)):
            raise bad_request(
                f"Entity beginning at UTF-16 offset {entity.offset} ends in a middle of a "
                "UTF-16 symbol"
            )
        found.append(entity)
    return found


def _read(item: Json) -> Entity:
    try:
        return entity_from_json(item)
    except (TypeError, KeyError, AttributeError) as error:
        raise bad_request(f"Can't parse MessageEntity: {error}") from error


def _symbol_starts(text: str) -> Callable[[int], bool]:
    """A test of whether a UTF-16 offset lies between two characters."""
    starts = {0}
    offset = 0
    for char in text:
        offset += utf16_length(char)
        starts.add(offset)
    return starts.__contains__
