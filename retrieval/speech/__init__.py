"""Who speaks in a sentence, in Arabic and English. Patterns, no model.

They are sure rather than complete: a sentence of two speakers has none here, and neither has one
whose speaker is not named beside the verb. "وأضاف أن…" and "He said" take the speaker of the
sentence before, and so does the rest of a quotation. A speaker is a slice of the text, as written.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.analysis import normalise_word
from index.sentences import split_sentences
from retrieval.speech import arabic, english
from retrieval.speech.tokens import OPENING, STRAIGHT, Speech, Token, quoted_after, tokens_of

__all__ = ["Span", "speaker", "speakers"]

Span = tuple[int, int]
BEFORE = 6  # sentences before one that its speaker may be carried from, each from the one before


def speaker(text: str, sentence: Span) -> Span | None:
    """Who speaks in a sentence of a text, as a slice of the text; None where it does not say."""
    sentences = split_sentences(text)
    if sentence not in sentences:
        return None
    place = sentences.index(sentence)
    return speakers(text, sentences[max(0, place - BEFORE) : place + 1])[-1]


def speakers(text: str, sentences: Sequence[Span]) -> list[Span | None]:
    """Who speaks in each of some sentences of a text that follow one another."""
    found: list[Span | None] = []
    before: Speech | None = None
    quoted = False
    for start, end in sentences:
        tokens = tokens_of(text, start, end, quoted)
        said = _named(text, tokens)
        if len(said) == 1:
            now: Speech | None = said[0]
        else:
            now = before if before and not said and _goes_on(tokens, text, before) else None
        if tokens:
            quoted = quoted_after(tokens[-1], tokens[-1].quoted)
        before = now
        found.append((now.start, now.end) if now else None)
    return found


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
    if tokens[0].quoted or tokens[0].plain in OPENING or tokens[0].plain == STRAIGHT:
        return True
    return arabic.goes_on(tokens, before) or english.goes_on(tokens, text, before)
