"""What Telegram's server does to a text before anyone reads it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tests.fake_telegram.entities import Entity, settle

_DELETED = frozenset("\r\u0333\u033f\u030a") | {chr(code) for code in range(0x2028, 0x202F)}
_CONTROLS = frozenset(chr(code) for code in range(32)) - {"\n", "\r"}
_MARK_BEFORE_MARK = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
_INVISIBLE = re.compile("[\\s\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2800\u3000\ufffc]*")


def server_cleaning(text: str) -> str:
    """The text as a reader gets it; empty where nothing visible is left.

    U+2028 to U+202E, U+030A, U+0333, U+033F and CR are deleted, control characters (TAB too)
    become spaces, of adjacent direction marks all but the last become U+200C, and spaces and
    newlines at both ends go.
    """
    return clean(text, [])[0]


def clean(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """Clean ``text`` and move its entities along.

    Leading white space inside an entity stays, as on Telegram. Returns ``("", [])`` where no
    visible character is left.
    """
    kept: list[str] = []
    moved = [0]  # moved[old UTF-16 offset] = new UTF-16 offset
    for char in text:
        width = 2 if ord(char) > 0xFFFF else 1
        if char in _DELETED:
            moved.append(moved[-1])
            continue
        kept.append(" " if char in _CONTROLS else char)
        new = moved[-1]
        moved.extend(new + step for step in range(1, width + 1))
    result = _MARK_BEFORE_MARK.sub("\u200c", "".join(kept))
    if _INVISIBLE.fullmatch(result):
        return "", []

    result = result.rstrip(" \n")
    end = len(result.encode("utf-16-le")) // 2
    placed = []
    for entity in entities:
        start, stop = min(moved[entity.offset], end), min(moved[entity.end], end)
        placed.append(replace(entity, offset=start, length=stop - start))
    settled = settle(placed)

    lead = len(result) - len(result.lstrip(" \n"))
    if settled:
        lead = min(lead, settled[0].offset)
    return result[lead:], [replace(e, offset=e.offset - lead) for e in settled]
