"""Near-copies among what was found: one text printed by many outlets does not crowd out the rest.

Without it the copies of one passage would take the places of all other candidates.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.copies import containment, signature
from index.generation import Generation
from index.sentences import split_sentences
from index.update.catalogue import AnyCatalogue
from retrieval.answer import Report
from retrieval.hits import Hit
from retrieval.sameness import in_the_same_words

FOUND = 10  # times as many passages are found as are wanted, where there are copies
KEPT = 3  # copies of one passage: the newest or a cross-encoder's choice may be any of them
COPIED = 0.8  # of the words of the smaller of two passages, from which they are copies
MOST = 100  # copies of an article that are looked at


def without_copies(hits: Sequence[Hit], generation: Generation, k: int) -> list[Hit]:
    """The first ``k`` hits, less those whose passage :data:`KEPT` of its near-copies hold already.

    A copy with another figure stays: it may be a correction.
    """
    stories = generation.catalogue.stories([hit.row for hit in hits]).tolist()
    looked_at: dict[int, list[NDArray[np.int32]]] = {}
    left: list[Hit] = []
    for hit, story in zip(hits, stories, strict=True):
        if len(left) == k:
            break
        if story >= 0:
            _, *sentences = generation.lexical.forward.segments(hit.row)
            words = np.unique(np.concatenate([*sentences, np.empty(0, np.int32)]))
            earlier = looked_at.setdefault(story, [])
            if sum(_copied(words, other, generation) for other in earlier) >= KEPT:
                continue
            earlier.append(words)
        left.append(hit)
    return left


def _copied(one: NDArray[np.int32], other: NDArray[np.int32], generation: Generation) -> bool:
    """Whether two passages of copies say the same, going by their words, each once and sorted."""
    smaller, larger = (one, other) if len(one) <= len(other) else (other, one)
    new = np.setdiff1d(smaller, larger, assume_unique=True)
    if len(smaller) - len(new) < COPIED * len(smaller):
        return False
    return not any(generation.lexical.words[int(row)][:1].isdigit() for row in new)


def reprints(article: Article, sentence: str, catalogue: AnyCatalogue) -> list[Report]:
    """The near-copies of an article that have a sentence of it too, in the articles' order."""
    shingles = signature(sentence)
    found = []
    copies = catalogue.copies(article.id)[:MOST]
    articles = catalogue.articles(copies)
    for article_id in copies:
        whole = containment(shingles, catalogue.signature(article_id)) == 1.0
        copy = articles[article_id]
        if whole or any(
            in_the_same_words(sentence, copy.text[start:end])
            for start, end in split_sentences(copy.text)
        ):
            found.append(Report.of(copy, copy_of=article.id))
    return found
