"""Right to left and left to right in one message, the same under every Telegram client.

Telegram Desktop takes a line's direction from its first strong character, looking inside isolates;
the other clients follow the Unicode bidirectional algorithm (UAX #9) or decide once for a message.
All agree on a line that begins with a mark, U+200F or U+200E, and holds each inserted value
(a title, an outlet, a date) between U+2068 and U+2069. Telegram's server deletes embeddings and
overrides, U+202A to U+202E, so they are of no use. Knows nothing of HTML.
"""

from __future__ import annotations

import unicodedata

RLM = "\u200f"
LRM = "\u200e"
FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"

_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def mark(right_to_left: bool) -> str:
    """The invisible strong character that gives a line its direction."""
    return RLM if right_to_left else LRM


def framed(text: str, right_to_left: bool) -> str:
    """``text`` with every line that is not blank begun by one direction mark."""
    start = mark(right_to_left)
    return "\n".join(start + line if line else line for line in text.split("\n"))


def one_line(value: str) -> str:
    """``value`` as one line without control characters, bidirectional ones included.

    A title is written by strangers: an override or a line break in it must not reach the words
    around it. Quotes never pass through here; they are shown as they are.
    """
    kept = (c for c in " ".join(value.split()) if c not in _CONTROLS)
    return "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cs")).strip()


def isolate(value: str) -> str:
    """``value`` as one line whose direction neither takes from nor gives to the words around it."""
    return FIRST_STRONG_ISOLATE + one_line(value) + POP_ISOLATE


def begins_against(text: str, right_to_left: bool) -> bool:
    """Whether the first strong letter of ``text`` would give its line the other direction.

    Never so where a mark of direction comes first: then the author has decided.
    """
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return character not in _CONTROLS and (direction == "L") == right_to_left
    return False
