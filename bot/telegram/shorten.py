"""Shorter texts: titles cut at a word, and passages cut to whole sentences round the highlight.

A passage is some 900 characters at most, so that its cutting is for the day this is no longer so.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from bot.telegram.markup import utf16_length
from index.sentences import split_sentences
from retrieval.answer import Quote


def longest_start(value: str, limit: int) -> str:
    """``value``, or its first words and "…" where it is longer than ``limit`` code points."""
    if len(value) <= limit:
        return value
    start = value[: limit - 1]
    return start.rpartition(" ")[0].rstrip() + "…" if " " in start.strip() else start + "…"


def shortened(quote: Quote, units: int) -> Quote:
    """The quote, or the most whole sentences round its highlight that ``units`` UTF-16 units hold.

    What is left is a slice of the article still, and ``start`` and ``end`` say which.
    """
    if utf16_length(quote.text) <= units:
        return quote
    start, end = quote.highlight.start - quote.start, quote.highlight.end - quote.start
    if utf16_length(quote.text[start:end]) > units:
        return _cut_highlight(quote, units)
    sentences = split_sentences(quote.text)
    after = [last for _, last in sentences if last > end]
    before = [first for first, _ in reversed(sentences) if first < start]
    for last, first in zip_longest(after, before):  # a sentence after, a sentence before, again
        if last is not None and utf16_length(quote.text[start:last]) <= units:
            end = last
        if first is not None and utf16_length(quote.text[first:end]) <= units:
            start = first
    return _sliced(quote, start, end)


def _cut_highlight(quote: Quote, units: int) -> Quote:
    """A sentence longer than a message: its beginning, up to a space where there is one."""
    start = quote.highlight.start - quote.start
    text = quote.highlight.text[: units // 2]  # a code point is two units at most
    text = text[: text.rfind(" ")] if " " in text.strip() else text
    highlight = replace(quote.highlight, end=quote.highlight.start + len(text), text=text)
    return replace(_sliced(quote, start, start + len(text)), highlight=highlight)


def _sliced(quote: Quote, start: int, end: int) -> Quote:
    text = quote.text[start:end]
    return replace(quote, start=quote.start + start, end=quote.start + end, text=text)
