"""A cross-encoder's word on the first candidates: which comes first, and which sentence answers.

It reads question and passage together, which tells an answer from a mere likeness better than any
comparison of two texts read apart, and is too slow for more than a few (Nogueira and Cho, 2019,
arXiv:1901.04085). Words and vectors choose what it reads; among those its order replaces theirs,
and its score theirs. So the order does not depend on how a model's scores are spread, and the rules
further on keep their meaning: what it holds less than half as probable as the best is not quoted.
What it has not read follows in the old order with a score of 0, and is not quoted.

The confidence in an answer stays that of words and vectors, for the candidate that now comes first:
the same score of two cross-encoders means two things, and no calibration would hold for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.encoder import Reranker
from index.passages import passage_text
from retrieval.candidates import Candidate
from retrieval.sentences import Scored

READ = 20  # candidates whose passages are read; all quotes that may be asked for, twice
READ_CLOSELY = 5  # candidates whose sentences are read one by one; a few more than are shown


def rerank(question: str, candidates: Sequence[Candidate], reranker: Reranker) -> list[Candidate]:
    """The candidates in the cross-encoder's order, the first with the sentences it prefers.

    Args:
        question: As the cross-encoder is to read it.
        candidates: Best first.
        reranker: The cross-encoder.

    Returns:
        The first :data:`READ`, best first, ties by row; then the rest, in the order given.
    """
    texts = [passage_text(one.article, one.passage) for one in candidates[:READ]]
    scores = _scores(question, texts, reranker)
    read = [replace(one, score=scores[text]) for one, text in zip(candidates, texts, strict=False)]
    read.sort(key=lambda one: (-one.score, one.hit.row))
    rest = [replace(one, score=0.0) for one in candidates[READ:]]
    return (
        _with_best_sentences(question, read[:READ_CLOSELY], reranker) + read[READ_CLOSELY:] + rest
    )


def _with_best_sentences(
    question: str, candidates: Sequence[Candidate], reranker: Reranker
) -> list[Candidate]:
    """Each with the sentence that the cross-encoder prefers under the title; of equals the first.

    The title stays because a sentence alone seldom says who it speaks of.
    """
    texts = [[_sentence_text(one, sentence) for sentence in one.sentences] for one in candidates]
    scores = _scores(question, [text for own in texts for text in own], reranker)
    chosen = []
    for one, own in zip(candidates, texts, strict=True):
        best = max(own, key=lambda text: scores[text])
        chosen.append(replace(one, sentence=one.sentences[own.index(best)]))
    return chosen


def _sentence_text(candidate: Candidate, sentence: Scored) -> str:
    span = (sentence.start, sentence.end)
    alone = replace(candidate.passage, start=span[0], end=span[1], sentences=(span,))
    return passage_text(candidate.article, alone)


def _scores(question: str, texts: Sequence[str], reranker: Reranker) -> dict[str, float]:
    """Score of each text. Equal ones are read once: reprints cost nothing and tie exactly."""
    once = list(dict.fromkeys(texts))
    return dict(zip(once, reranker.scores(question, once).tolist(), strict=True))
