"""Who speaks in a sentence, in Arabic and English. Patterns, no model.

They are sure rather than complete: a sentence of two speakers has none here, and neither has one
whose speaker is not named beside the verb. "وأضاف أن…" and "He said" take the speaker of the
sentence before, and so does the rest of a quotation; who is named at its end has said all of it. A
speaker is a slice of the text, as written.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from index.analysis import normalise_word
from index.sentences import split_sentences
from retrieval.speech import arabic, english
from retrieval.speech.tokens import OPENING, STRAIGHT, Speech, Token, quoted_after, tokens_of

__all__ = ["Span", "speaker", "speakers"]

Span = tuple[int, int]
BEFORE = 6  # sentences before one that its speaker may be carried from, each from the one before
AFTER = 4  # sentences after one in which the speaker of its quotation may be named


def speaker(text: str, sentence: Span) -> Span | None:
    """Who speaks in a sentence of a text, as a slice of the text; None where it does not say."""
    sentences = split_sentences(text)
    if sentence not in sentences:
        return None
    place = sentences.index(sentence)
    first = max(0, place - BEFORE)
    found = _speakers(text, sentences[first : place + 1 + AFTER])
    return next(islice(found, place - first, None))  # what follows is read only if it is needed


def speakers(text: str, sentences: Sequence[Span]) -> list[Span | None]:
    """Who speaks in each of some sentences of a text that follow one another."""
    return list(_speakers(text, sentences))


def _speakers(text: str, sentences: Sequence[Span]) -> Iterator[Span | None]:
    """As :func:`speakers`; a sentence is read when it is needed."""
    rest = _read(text, sentences)
    ahead: deque[_Read] = deque()  # read before their turn
    before: Speech | None = None
    while one := ahead.popleft() if ahead else next(rest, None):
        now: Speech | None = None
        if len(one.said) == 1:
            now = one.said[0]
        elif not one.said:
            now = _named_later(one, _onwards(ahead, rest))
            if now is None and before and _goes_on(one.tokens, text, before):
                now = before
        before = now
        yield (now.start, now.end) if now else None


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence, the speakers it names, and whether it ends inside quotation marks."""

    tokens: list[Token]
    said: list[Speech]
    left_open: bool


def _read(text: str, sentences: Sequence[Span]) -> Iterator[_Read]:
    quoted, last = False, 0
    for start, end in sentences:
        if "\n" in text[last:start]:
            quoted = False  # a quotation that goes on in a new paragraph is opened again there
        tokens = tokens_of(text, start, end, quoted)
        quoted = bool(tokens) and quoted_after(tokens[-1], tokens[-1].quoted)
        last = end
        yield _Read(tokens, _named(text, tokens), quoted)


def _onwards(ahead: deque[_Read], rest: Iterator[_Read]) -> Iterator[_Read]:
    """The sentences that are read ahead, and then the rest, which come to be of them."""
    yield from tuple(ahead)
    for one in rest:
        ahead.append(one)
        yield one


def _named_later(one: _Read, onwards: Iterator[_Read]) -> Speech | None:
    """Who is named at the end of the quotation that a sentence leaves open."""
    if not one.left_open:
        return None
    for following in onwards:
        if following.said:
            return following.said[0] if len(following.said) == 1 else None
        if not following.left_open:
            return None
    return None


def _named(text: str, tokens: Sequence[Token]) -> list[Speech]:
    """The speakers named in a sentence, each once; those that a quotation speaks of are none."""
    found: dict[str, Speech] = {}
    for place, token in enumerate(tokens):
        if not token.word or token.quoted:
            continue
        if token.plain.isascii():
            speech = english.english_speech(tokens, place)
        else:
            speech = arabic.arabic_speech(tokens, place, lambda word: _appears(word, text))
        if speech:
            found.setdefault(text[speech.start : speech.end], speech)
    return list(found.values())


def _appears(word: str, text: str) -> bool:
    return any(normalise_word(one.strip("،.:؛\"'“”«»()")) == word for one in text.split())


def _goes_on(tokens: Sequence[Token], text: str, before: Speech) -> bool:
    """Whether a sentence that names nobody goes on with the speaker of the one before."""
    if not tokens:
        return False
    if tokens[0].quoted:
        return True
    if tokens[0].plain in OPENING or tokens[0].plain == STRAIGHT:
        return " and " not in text[before.start : before.end]  # one of the two speaks now
    return arabic.goes_on(tokens, before) or english.goes_on(tokens, text, before)
