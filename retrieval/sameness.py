"""Whether two sentences report the same thing."""

from __future__ import annotations

import re

from index.analysis import words
from index.encoder import StaticEncoder
from retrieval.stopwords import STOPWORDS

OVERLAP = 0.6  # share of the shorter sentence's words that the longer has too
COSINE = 0.9

_DENIED = """
لا لم لن ليس ليست غير دون نفي نفت ينفي تنفي نافيا انكر انكرت ينكر كذب كذبت
no not never without denied denies deny denying cannot neither nor isnt wasnt arent werent dont
doesnt didnt wont wouldnt cant couldnt hasnt havent hadnt
"""
_DENIALS = frozenset(_DENIED.split())


def says_the_same(one: str, other: str, encoder: StaticEncoder) -> bool:
    """Whether one sentence may stand for both in an answer.

    Either most words of the shorter are in the longer, or their vectors are very near, across
    languages too. Two sentences with different figures never say the same, and neither do one that
    denies and one that does not.
    """
    if _contradict(one, other):
        return False
    if in_the_same_words(one, other):
        return True
    vectors = encoder.encode([one, other])
    return float(vectors[0] @ vectors[1]) >= COSINE


def in_the_same_words(one: str, other: str) -> bool:
    """Whether most words of the shorter sentence are in the longer, and none contradicts it."""
    first, second = _content(one), _content(other)
    if not first or not second or _contradict(one, other):
        return False
    return len(first & second) / min(len(first), len(second)) >= OVERLAP


def _contradict(one: str, other: str) -> bool:
    return _figures(one) != _figures(other) or _denies(one) != _denies(other)


def _denies(sentence: str) -> bool:
    return any(word.removeprefix("و").removeprefix("ف") in _DENIALS for word in words(sentence))


def _content(sentence: str) -> set[str]:
    return {word for word in words(sentence) if word not in STOPWORDS}


def _figures(sentence: str) -> set[str]:
    return {word for word in words(sentence) if re.fullmatch(r"\d[\d.]*", word)}
