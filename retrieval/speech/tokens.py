"""The words and marks of a sentence, as the patterns of reported speech read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis import normalise_word

OPENING, CLOSING, STRAIGHT = "“«„", "”»", '"'
QUOTES = frozenset(OPENING + CLOSING + STRAIGHT + "'‘’")
LONGEST = 9  # words of a speaker

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f"
_ABBREVIATED = (  # a stop that ends no sentence: "Mary E. Lovely", "U.S. Attorney", "Lt. Gen."
    r"(?:(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Lt|Gen|Sen|Rep|Gov|Col|Capt|Sgt|Prof|Rev|Hon|St)\.)(?=\s?[A-Z])"
)
_TOKEN = re.compile(
    rf"(?P<word>(?<!\w){_ABBREVIATED}|[^\W_](?:[^\W_]|[{_MARKS}]|['’.-](?=[^\W\d_]))*)|(?P<mark>[^\w\s{_MARKS}])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of a sentence.

    Attributes:
        plain: Normalised, or the mark itself.
        written: As written.
        start: First code point in the text.
        end: One past the last.
        word: Whether it is a word.
        quoted: Whether it stands inside quotation marks.
    """

    plain: str
    written: str
    start: int
    end: int
    word: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks: ``text[start:end]``; ``she`` is what the form of an Arabic verb says, or None."""

    start: int
    end: int
    she: bool | None = None


def tokens_of(text: str, start: int, end: int, quoted: bool = False) -> list[Token]:
    """The tokens of ``text[start:end]``.

    Args:
        text: The whole text, which the offsets count in.
        start: First code point.
        end: One past the last.
        quoted: Whether it begins inside quotation marks.
    """
    tokens = []
    for match in _TOKEN.finditer(text, start, end):
        written = match.group()
        word = match["word"] is not None
        plain = normalise_word(written.replace("’", "'")) if word else written
        tokens.append(Token(plain, written, match.start(), match.end(), word, quoted))
        quoted = quoted_after(tokens[-1], quoted)
    return tokens


def quoted_after(token: Token, quoted: bool) -> bool:
    """Whether what follows a token stands inside quotation marks."""
    if token.plain in OPENING:
        return True
    if token.plain in CLOSING:
        return False
    return not quoted if token.plain == STRAIGHT else quoted


def plain_at(tokens: Sequence[Token], place: int) -> str:
    """The plain form of a token; empty outside the sentence."""
    return tokens[place].plain if 0 <= place < len(tokens) else ""
