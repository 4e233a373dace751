"""A new index answers a few questions before it is served: each a sentence of its own articles.

What this finds is an index that is whole but wrong: rows that name other passages, vectors of
another encoder, postings that were not written. It asks for no good answers, only for the passage
that the question was copied from, and lets some fail: a few sentences say too little to be found.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage
from index.encoder import Encoder, StaticEncoder, bundled_encoder
from index.errors import GenerationError
from index.generation import Generation
from index.passages import passage_text
from index.swap import Trial
from retrieval.retriever import Retriever

QUESTIONS = 8
FOUND = 0.75  # share of them that must be
NEAREST = 10  # vectors among which a passage's own must be
FIRST = 3  # candidates among which the passage that a sentence is from must be
BY_WORDS = 0.5  # its share of the best score by words, of all the candidates
LEAST_WORDS = 5  # in a question


def trial_with(encoder: Encoder, terms: StaticEncoder | None = None) -> Trial:
    """The rehearsal, with these encoders of passages and of single words."""

    def trial(generation: Generation) -> None:
        words = terms or (encoder if isinstance(encoder, StaticEncoder) else bundled_encoder())
        rehearse(Retriever(generation, encoder, words))

    return trial


def rehearse(retriever: Retriever) -> None:
    """Ask for passages spread over the index, by words and by vector.

    Raises:
        GenerationError: Too few of them are found.
    """
    asked = _questions(retriever.generation)
    texts = [passage_text(article, passage) for article, passage, _ in asked]
    vectors = retriever.encoder.encode_passages(texts)
    ways = {
        "sentences": [_answers(retriever, sentence) for _, _, sentence in asked],
        "vectors": [_is_near(retriever, *one) for one in zip(texts, vectors, strict=True)],
    }
    for way, found in ways.items():
        if sum(found) < FOUND * len(found):
            raise GenerationError(
                f"The new index finds only {sum(found)} of {len(found)} of its passages by their "
                f"{way}, so the one before is served. Run: iqtibas index --full"
            )


def _questions(generation: Generation) -> list[tuple[Article, Passage, str]]:
    """Passages at equal distances that have a sentence to ask with, each with its longest."""
    every = generation.passages()
    wanted = min(len(every), 2 * QUESTIONS)
    rows = every[np.unique(np.linspace(0, len(every) - 1, wanted, dtype=int))].tolist()
    found = []
    for passage in generation.catalogue.passages(rows):
        article = generation.catalogue.article(passage.article_id)
        sentences = [article.text[start:end] for start, end in passage.sentences]
        longest = max(sentences, key=len, default="")
        if len(longest.split()) >= LEAST_WORDS:
            found.append((article, passage, longest))
    return found[:: max(1, len(found) // QUESTIONS)][:QUESTIONS]


def _answers(retriever: Retriever, sentence: str) -> bool:
    """Whether a passage that holds the sentence is among the first candidates for it."""
    try:
        found, _ = retriever.candidates(sentence)
    except ValueError:  # it has no word of either language
        return True
    floor = BY_WORDS * max((one.hit.lexical for one in found), default=0.0)
    texts = [
        one.article.text[one.passage.start : one.passage.end]
        for one in found[:FIRST]
        if one.hit.lexical >= floor > 0  # by its vector alone it would be found as well
    ]
    return any(sentence in text for text in texts)


def _is_near(retriever: Retriever, text: str, vector: NDArray[np.float32]) -> bool:
    """Whether the passage, or one of the same text, is among the nearest to its own vector."""
    if not vector.any():  # it has no word that the encoder knows
        return True
    generation = retriever.generation
    _, rows = generation.vectors.search(vector, NEAREST)
    near = generation.catalogue.passages(rows.tolist())
    return any(
        passage_text(generation.catalogue.article(one.article_id), one) == text for one in near
    )
