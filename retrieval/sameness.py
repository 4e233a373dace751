"""Whether two sentences report the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analysis import words
from index.encoder import StaticEncoder
from retrieval.stopwords import STOPWORDS

OVERLAP = 0.6  # share of the shorter sentence's words that the longer has too
COSINE = 0.9
REMEMBERED = 500  # sentences; one answer compares thirty with one another

_DENIED = """
لا لم لن ليس ليست غير دون نفي نفت ينفي تنفي نافيا انكر انكرت ينكر كذب كذبت
no not never without denied denies deny denying cannot neither nor isnt wasnt arent werent dont
doesnt didnt wont wouldnt cant couldnt hasnt havent hadnt
"""
_DENIALS = frozenset(_DENIED.split())


class Sayings:
    """Sentences that are compared with one another; their vectors are made once, when needed."""

    def __init__(self, sentences: Iterable[str], encoder: StaticEncoder) -> None:
        self._places = {sentence: i for i, sentence in enumerate(dict.fromkeys(sentences))}
        self._encoder = encoder

    def same(self, one: str, other: str) -> bool:
        """Whether one of the sentences may stand for another in an answer.

        Either most words of the shorter are in the longer, or their vectors are very near, across
        languages too. Two sentences with different figures never say the same, and neither do one
        that denies and one that does not.
        """
        if _contradict(one, other):
            return False
        if in_the_same_words(one, other):
            return True
        first, second = (self._vectors[self._places[sentence]] for sentence in (one, other))
        return float(first @ second) >= COSINE

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return self._encoder.encode(list(self._places))  # (sentences, dimensions)


def says_the_same(one: str, other: str, encoder: StaticEncoder) -> bool:
    """Whether one sentence may stand for both in an answer; see :meth:`Sayings.same`."""
    return Sayings((one, other), encoder).same(one, other)


def in_the_same_words(one: str, other: str) -> bool:
    """Whether most words of the shorter sentence are in the longer, and none contradicts it."""
    first, second = _read(one).content, _read(other).content
    if not first or not second or _contradict(one, other):
        return False
    return len(first & second) / min(len(first), len(second)) >= OVERLAP


def _contradict(one: str, other: str) -> bool:
    first, second = _read(one), _read(other)
    return first.figures != second.figures or first.denies != second.denies


@dataclass(frozen=True, slots=True)
class _Read:
    """What a sentence is compared by.

    Attributes:
        content: Its words but the function words.
        figures: Its numbers.
        denies: Whether it says that something is not so.
    """

    content: frozenset[str]
    figures: frozenset[str]
    denies: bool


@lru_cache(REMEMBERED)
def _read(sentence: str) -> _Read:
    found = words(sentence)
    return _Read(
        frozenset(word for word in found if word not in STOPWORDS),
        frozenset(word for word in found if re.fullmatch(r"\d[\d.]*", word)),
        any(word.removeprefix("و").removeprefix("ف") in _DENIALS for word in found),
    )
