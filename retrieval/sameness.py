"""Whether two sentences report the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

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
