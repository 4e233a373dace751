"""Speakers in English: "Peskov said…", "…, said the mayor", "according to officials"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.speech.tokens import LONGEST, QUOTES, Speech, Token, plain_at
from retrieval.stopwords import STOPWORDS

_APPOSITION = 9  # words between the commas of "Dmitry Peskov, Putin's spokesman, said"

_FREELY = frozenset(("said", "says", "told", "tells"))
_BEFORE_THAT = """
added adds wrote writes stated announced insisted claimed denied confirmed warned argued noted
explained acknowledged recalled testified tweeted concluded
"""
_ADVERBS = "has had have also later then again once previously repeatedly"
_NOT_SAYING = "was were is are be been being get gets got never not to"
_WITHIN_NAMES = "of the for de del da dos la van von der den bin ibn al el and"
_PLACING = "in at on to with from by about near into onto over under"
_DAYS = """
monday tuesday wednesday thursday friday saturday sunday january february march april june july
august september october november december jan feb sept oct nov dec
"""
_CLAUSES = "what which that who whom whose whether if nothing everything"
_ARTICLES = frozenset(("the", "a", "an"))
_BEFORE_WHOLE = _ARTICLES | {"to", "said", "says"}
_UNKNOWN = 2  # words between an article and the noun: "the port authority"
_WITH_THAT, _BETWEEN, _PASSIVE, _JOINING, _NO_CLAUSE, _PREPOSITIONS, _DATING = (
    frozenset(words.split())
    for words in (_BEFORE_THAT, _ADVERBS, _NOT_SAYING, _WITHIN_NAMES, _CLAUSES, _PLACING, _DAYS)
)
_NOUN = re.compile(  # of those who speak
    "spokes(?:man|woman|person)|officials?|ministers?|ministry|president|chancellor|mayor|governor|"
    "director|chief|chairman|chairwoman|head|police|officers?|sources?|report|statement|newspaper|"
    "paper|agency|magazine|broadcaster|channel|network|company|government|council|court|judge|"
    "prosecutors?|lawyers?|scientists?|researchers?|experts?|analysts?|witness(?:es)?|doctors?|"
    "ambassador|secretary|senator|general|captain|coach|authors?|professor|investigators?|"
    "authorit(?:y|ies)|bank|committee|organi[sz]ation|union|investigation|study"
)
_BEFORE_NOUN = re.compile(
    "prime|foreign|deputy|former|current|senior|acting|vice|interior|defen[cs]e|finance|justice|"
    "health|economy|transport|press|local|state|central|two|three|several|some|unnamed"
)


def english_speech(tokens: Sequence[Token], place: int) -> Speech | None:
    """The speaker that the English word at ``place`` tells of, as verbs of saying do."""
    word = tokens[place].plain
    if word == "according" and plain_at(tokens, place + 1) == "to":
        span = _phrase_from(tokens, place + 2)
    elif is_saying(word):
        span = _beside(tokens, place)
    else:
        return None
    return Speech(*span) if span else None


def is_saying(word: str) -> bool:
    """Whether a normalised word is an English verb of saying."""
    return word in _FREELY or word in _WITH_THAT


def goes_on(tokens: Sequence[Token], text: str, before: Speech) -> bool:
    """Whether a sentence goes on with the person named before it: "He also said…"."""
    words = [token.plain for token in tokens[:5] if token.word]
    verb = next((word for word in words[1:] if word not in _BETWEEN), "")
    person = text[before.start].isupper() and not text.startswith(("The ", "A "), before.start)
    return words[:1] in (["he"], ["she"]) and is_saying(verb) and person


def _beside(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """The subject before a verb of saying, or after it behind a quotation."""
    verb, follows = tokens[place].plain, plain_at(tokens, place + 1)
    if verb in _FREELY or follows in ("", ".", ",", ":", "that") or follows in QUOTES:
        span = _phrase_to(tokens, place - 1)
        if span:
            return span
    before = plain_at(tokens, place - 1)
    if (before == "," or before in QUOTES) and not verb.startswith("t"):
        return _phrase_from(tokens, place + 1)
    return None


def _phrase_to(tokens: Sequence[Token], last: int) -> tuple[int, int] | None:
    """The speaker whose name ends at ``last``, adverbs left out."""
    while plain_at(tokens, last) in _BETWEEN:
        last -= 1
    if plain_at(tokens, last) in _PASSIVE:
        return None
    if plain_at(tokens, last) == ",":
        return _before_apposition(tokens, last)
    return _phrase_up_to(tokens, last)


def _before_apposition(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """The speaker of "Dmitry Peskov, Putin's spokesman, said"; ``end`` is the second comma."""
    comma = next(
        (i for i in range(end - 1, max(end - _APPOSITION, 0), -1) if tokens[i].plain == ","), 0
    )
    if comma == 0 or plain_at(tokens, comma + 1) in _JOINING - {"the"}:
        return None
    first = _first_of_name(tokens, comma - 1)
    if _is_capital(tokens, first):
        # "Steve Menet, Senior Vice President, Inc., says": of what are these the commas?
        listed = plain_at(tokens, first - 1) == "," and _is_capital(tokens, first - 2)
        return None if listed else _named(tokens, first, comma - 1)
    if all(_is_capital(tokens, place) for place in range(comma + 1, end)):
        return _named(tokens, comma + 1, end - 1)  # "the justice minister, Bekir Bozdag, said"
    return _phrase_up_to(tokens, comma - 1)


def _phrase_up_to(tokens: Sequence[Token], last: int) -> tuple[int, int] | None:
    first = _first_of_name(tokens, last)
    if first <= last and not _is_capital(tokens, first):
        for article in range(first - 2, first - 2 - _UNKNOWN, -1):  # "the port authority"
            if plain_at(tokens, article) in _ARTICLES:
                return _named(tokens, article, last)
    return _named(tokens, first, last)


def _first_of_name(tokens: Sequence[Token], last: int) -> int:
    """Where the name that ends at ``last`` begins; ``last + 1`` where none does."""
    first = last + 1
    while last + 1 - first < LONGEST and _may_name(tokens, first - 1):
        first -= 1
    return first


def _phrase_from(tokens: Sequence[Token], first: int) -> tuple[int, int] | None:
    """The speaker whose name begins at ``first``."""
    last = first
    while last - first < LONGEST and (_may_name(tokens, last) or _leads_to_noun(tokens, last)):
        last += 1
    if plain_at(tokens, last) == "," and not _is_capital(tokens, first):
        more = last + 1  # "said the mayor of Silvan, Judith Barrow"
        while _is_capital(tokens, more):
            more += 1
        if more > last + 1 and plain_at(tokens, more) in (".", ",", ""):
            last = more
    return _named(tokens, first, last - 1)


def _may_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether a token may be part of the name of a speaker."""
    if not 0 <= place < len(tokens) or not tokens[place].word:
        return False
    word = tokens[place].plain
    known = word in _JOINING or _NOUN.fullmatch(word) or _BEFORE_NOUN.fullmatch(word)
    return bool(known) or _is_capital(tokens, place)


def _leads_to_noun(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word stands between an article and a speaker: "the port authority"."""
    after = [plain_at(tokens, place + step) for step in range(1, _UNKNOWN + 1)]
    before = [plain_at(tokens, place - step) for step in range(1, _UNKNOWN + 1)]
    return (
        plain_at(tokens, place).isalpha()
        and any(_NOUN.fullmatch(word) for word in after)
        and not _ARTICLES.isdisjoint(before)
    )


def _is_capital(tokens: Sequence[Token], place: int) -> bool:
    if not 0 <= place < len(tokens) or not tokens[place].word:
        return False
    plain = tokens[place].plain
    return tokens[place].written[0].isupper() and plain not in STOPWORDS and plain not in _DATING


def _named(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int] | None:
    """The phrase without joining words at its ends, where it is the whole name of a speaker."""
    before = plain_at(tokens, first - 1)
    if before in _NO_CLAUSE or before in _PREPOSITIONS - {"to"}:
        return None
    if before == "to" and plain_at(tokens, first - 2) != "according":
        return None
    while first <= last and tokens[first].plain in _JOINING - {"the"}:
        first += 1
    while first <= last and tokens[last].plain in _JOINING:
        last -= 1
    if first > last:
        return None
    phrase = range(first, last + 1)
    if any(_is_capital(tokens, place) for place in phrase):
        return tokens[first].start, tokens[last].end
    # Without a name it must be whole: "a deputy minister", not what is left of a longer phrase.
    before = plain_at(tokens, first - 1)
    whole = tokens[first].plain in _ARTICLES or not before.isalpha() or before in _BEFORE_WHOLE
    noun = _NOUN.fullmatch(tokens[last].plain)
    return (tokens[first].start, tokens[last].end) if whole and noun else None
