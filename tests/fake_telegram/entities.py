"""Message entities: the marked stretches of a text, in UTF-16 units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from tests.fake_telegram.errors import Json

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
"""These may contain, and be part of, any other entity except ``pre`` and ``code``."""
QUOTES = ("blockquote", "expandable_blockquote")
FIXED_WIDTH = ("pre", "code")
_ORDER = (*QUOTES, "pre", "code", "text_link", "text_mention", "date_time", *SPLITTABLE)


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity, named as in the Bot API; ``offset`` and ``length`` count UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""
    user_id: int = 0
    language: str = ""
    custom_emoji_id: str = ""
    unix_time: int = 0
    date_time_format: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length

    def to_json(self) -> Json:
        """The Bot API's object; fields without a value are left out."""
        value: Json = {"type": self.type, "offset": self.offset, "length": self.length}
        for name in ("url", "language", "custom_emoji_id", "unix_time", "date_time_format"):
            if getattr(self, name):
                value[name] = getattr(self, name)
        if self.user_id:
            value["user"] = {"id": self.user_id, "is_bot": False, "first_name": "mentioned"}
        return value

    def text_of(self, text: str) -> str:
        """The stretch of ``text`` this entity marks."""
        units = text.encode("utf-16-le")
        return units[2 * self.offset : 2 * self.end].decode("utf-16-le")


def entity_from_json(value: Json) -> Entity:
    """Read a ``MessageEntity`` a bot sends; raises ``TypeError`` or ``KeyError`` if malformed."""
    known = {f.name for f in fields(Entity)}
    user = value.get("user")
    extra = {"user_id": user["id"]} if user else {}
    given = {name: item for name, item in value.items() if name != "user"}
    if unknown := set(given) - known:
        raise TypeError(f"unknown field {sorted(unknown)[0]}")
    return Entity(**given, **extra)


def in_order(entities: Iterable[Entity]) -> list[Entity]:
    """Sorted as Telegram does: by offset, the longer first, then by kind."""

    def rank(entity: Entity) -> tuple[int, int, int]:
        kind = _ORDER.index(entity.type) if entity.type in _ORDER else len(_ORDER)
        return entity.offset, -entity.length, kind

    return sorted(entities, key=rank)


def settle(entities: Sequence[Entity]) -> list[Entity]:
    """Keep what Telegram keeps of nested entities.

    Nothing lives inside ``pre`` or ``code``; links, dates, custom emoji and code do not contain
    one another (the outer wins); nested equal styles become one.
    """
    solid: list[Entity] = []
    styles: list[Entity] = []
    quotes: list[Entity] = []
    for entity in in_order(e for e in entities if e.length > 0):
        if entity.type in SPLITTABLE:
            inside = any(o.type == entity.type and o.end >= entity.end for o in styles)
            if not inside:
                styles.append(entity)
        elif entity.type in QUOTES:
            quotes.append(entity)
        elif not any(entity.offset < other.end for other in solid):
            solid.append(entity)
    for code in (e for e in solid if e.type in FIXED_WIDTH):
        styles = [part for style in styles for part in _around(style, code)]
    return in_order([*solid, *quotes, *styles])


def _around(style: Entity, hole: Entity) -> list[Entity]:
    """The parts of ``style`` outside ``hole``."""
    if style.end <= hole.offset or hole.end <= style.offset:
        return [style]
    parts = [(style.offset, hole.offset), (hole.end, style.end)]
    return [replace(style, offset=a, length=b - a) for a, b in parts if b > a]
