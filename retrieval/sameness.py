"""Whether two sentences report the same thing."""

from __future__ import annotations

import re

from index.analysis import words
from index.encoder import StaticEncoder
from retrieval.stopwords import STOPWORDS

OVERLAP = 0.6  # share of the shorter sentence's words that the longer has too
COSINE = 0.9


def says_the_same(one: str, other: str, encoder: StaticEncoder) -> bool:
    """Whether one sentence may stand for both in an answer.

    Either most words of the shorter are in the longer, or their vectors are very near, across
    languages too. Two sentences with different figures never say the same.
    """
    if _figures(one) != _figures(other):
        return False
    first, second = _content(one), _content(other)
    if first and second and len(first & second) / min(len(first), len(second)) >= OVERLAP:
        return True
    vectors = encoder.encode([one, other])
    return float(vectors[0] @ vectors[1]) >= COSINE


def _content(sentence: str) -> set[str]:
    return {word for word in words(sentence) if word not in STOPWORDS}


def _figures(sentence: str) -> set[str]:
    return {word for word in words(sentence) if re.fullmatch(r"\d[\d.]*", word)}
