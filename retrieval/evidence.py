"""What speaks for an answer: the figures its confidence is computed from."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from index.analysis import Term
from index.encoder import StaticEncoder
from retrieval.candidates import Candidate, Found
from retrieval.confidence import Evidence
from retrieval.sameness import says_the_same

RIVALS = 10  # candidates among which the best of another report is looked for


def evidence(found: Found, candidates: Sequence[Candidate], encoder: StaticEncoder) -> Evidence:
    """What speaks for the first of ``candidates``, which are some of those found, best first."""
    first = candidates[0]
    named = np.array([_is_name(concept.term) for concept in found.concepts])
    names = found.weights * named
    highlight = first.article.text[first.sentence.start : first.sentence.end]
    return Evidence(
        passage=float(first.held.passage @ found.weights),
        title=float(first.held.title @ found.weights),
        names=float(first.held.passage @ names / names.sum()) if named.any() else 1.0,
        lexical=first.hit.lexical,
        likeness=first.likeness,
        margin=first.likeness - _rival(candidates, highlight, encoder),
        words=math.log(len(found.concepts)),
        missing=float(found.wanted.missing(highlight)),
    )


def _is_name(term: Term) -> bool:
    return term.capital or any(letter.isdigit() for letter in term.word)


def _rival(candidates: Sequence[Candidate], highlight: str, encoder: StaticEncoder) -> float:
    """The likeness of the best candidate of another report, which says something else; or 0."""
    first = candidates[0]
    for one in candidates[1:RIVALS]:
        if one.report != first.report:
            text = one.article.text[one.sentence.start : one.sentence.end]
            if not says_the_same(highlight, text, encoder):
                return one.likeness
    return 0.0
