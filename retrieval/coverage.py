"""How much of a question its candidate passages hold, word for word and in meaning.

Each word of a passage is compared with each concept of the question: it stands for it (itself, kin,
a translation), is spelt nearly alike, or lies near it in the encoder's space. What a text holds of
a concept is its surest word's: the late interaction of ColBERT (Khattab and Zaharia, 2020,
arXiv:2004.12832), over static vectors and with the lexicon's word where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import StaticEncoder
from index.generation import Generation
from retrieval.equivalents import is_number_or_month
from retrieval.expansion import Concept

SPELLING_FLOOR = 0.5  # share of a word's grams under which a look-alike is another word
MEANING_FLOOR = 0.1  # cosine of two words that have nothing to do with one another


@dataclass(frozen=True, slots=True)
class Held:
    """What one passage holds of each concept, in [0, 1].

    Attributes:
        sentences: Shape (sentences, concepts).
        title: Shape (concepts,), what its article's title holds.
        passage: Shape (concepts,), the passage under its title.
        around: Shape (concepts,), the passage with those beside it.
        cosines: Shape (sentences,), of each sentence's vector and the question's.
    """

    sentences: NDArray[np.float32]
    title: NDArray[np.float32]
    passage: NDArray[np.float32]
    around: NDArray[np.float32]
    cosines: NDArray[np.float32]


class Coverage:
    """Compares passages with one question."""

    def __init__(
        self,
        question: str,
        concepts: Sequence[Concept],
        generation: Generation,
        encoder: StaticEncoder,
    ) -> None:
        self._concepts = concepts
        self._generation = generation
        vectors = encoder.encode([question, *(concept.term.word for concept in concepts)])
        self._question, self._vectors = vectors[0], vectors[1:]

    def of(self, passages: Sequence[int]) -> list[Held]:
        """What each of these rows holds."""
        forward = self._generation.lexical.forward
        beside = {row: forward.beside(row) for row in passages}
        others = sorted({row for rows in beside.values() for row in rows} - set(passages))
        segments = {row: forward.segments(row) for row in passages}
        of_others, sizes = forward.words_of(np.array(others, np.int64))  # no sentence is quoted
        spoken = [segment for found in segments.values() for segment in found]
        unique, places = np.unique(np.concatenate([*spoken, of_others]), return_inverse=True)
        lengths = np.array([len(segment) for segment in spoken], np.int64)
        match, vectors = self._words(unique)
        # (segments and then other passages, concepts)
        held = _over_segments(np.maximum, match[places], np.concatenate([lengths, sizes]))
        cosines = self._cosines(vectors[places[: lengths.sum()]], lengths)
        ends = np.cumsum([len(found) for found in segments.values()]).tolist()
        spans = {
            row: (end - len(found), end)
            for (row, found), end in zip(segments.items(), ends, strict=True)
        }
        whole = {row: held[first:last].max(axis=0) for row, (first, last) in spans.items()}
        whole |= zip(others, held[len(spoken) :], strict=True)
        return [
            Held(
                sentences=held[spans[row][0] + 1 : spans[row][1]],
                title=held[spans[row][0]],
                passage=whole[row],
                around=np.max([whole[other] for other in (row, *beside[row])], axis=0),
                cosines=cosines[spans[row][0] + 1 : spans[row][1]],
            )
            for row in passages
        ]

    def _cosines(
        self, vectors: NDArray[np.float32], lengths: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Of segments of words and the question.

        Args:
            vectors: Shape (words, dimensions), weighted, the segments one after another.
            lengths: Shape (segments,), words of each.

        Returns:
            Shape (segments,); 0 for a segment without words.
        """
        sums = _over_segments(np.add, vectors, lengths)  # (segments, dimensions)
        norms = np.linalg.norm(sums, axis=1)
        return np.asarray(sums @ self._question / np.where(norms > 0, norms, 1.0))

    def _words(self, rows: NDArray[np.int32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """How surely each word stands for each concept, and its weighted vector.

        Args:
            rows: Shape (words,), ascending.

        Returns:
            Shapes (words, concepts) and (words, dimensions).
        """
        generation, lexical = self._generation, self._generation.lexical
        match = np.zeros((len(rows), len(self._concepts)), np.float32)
        for number, concept in enumerate(self._concepts):
            _put(match[:, number], rows, standing_for(concept))
        unmatched = ~match.any(axis=1)
        inexact = [  # a number or a month has no look-alikes and no near ones
            (number, concept)
            for number, concept in enumerate(self._concepts)
            if not is_number_or_month(concept.term.word)
        ]
        for number, concept in inexact:
            found, alike = lexical.look_alikes(concept.term.word, SPELLING_FLOOR)
            column = np.zeros(len(rows), np.float32)
            _put(column, rows, dict(zip(found.tolist(), alike.tolist(), strict=True)))
            match[unmatched, number] = column[unmatched]
        vectors = generation.words.of(rows)
        cosines = vectors @ self._vectors.T  # (words, concepts)
        for number, _ in inexact:
            near = (cosines[:, number] - MEANING_FLOOR) / (1 - MEANING_FLOOR)
            np.maximum(match[:, number], near, out=match[:, number])
        return match, vectors * generation.words.weights(rows)[:, None]


def standing_for(concept: Concept) -> dict[int, float]:
    """Corpus word row to how surely it stands for the concept, in (0, 1]."""
    surest = max(concept.other.values(), default=1.0)
    rows = dict(concept.own)
    for row, weight in concept.other.items():
        sure = min(1.0, 2 * weight / surest) * concept.parts.get(row, 1.0)
        rows[row] = max(rows.get(row, 0.0), sure)
    return rows


def _put(column: NDArray[np.float32], rows: NDArray[np.int32], weights: dict[int, float]) -> None:
    """Write the weights of those of ``rows``, which ascend, into their places."""
    if not weights or not len(rows):
        return
    wanted = np.fromiter(weights, np.int32, len(weights))
    places = np.minimum(np.searchsorted(rows, wanted), len(rows) - 1)
    there = rows[places] == wanted
    values = np.fromiter(weights.values(), np.float32, len(weights))
    column[places[there]] = values[there]


def _over_segments(
    operation: np.ufunc, values: NDArray[np.float32], lengths: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Reduce the rows of each segment to one; of an empty segment to zeros.

    Args:
        operation: ``np.add`` or ``np.maximum``.
        values: Shape (rows, n), the segments one after another.
        lengths: Shape (segments,), rows of each.

    Returns:
        Shape (segments, n).
    """
    reduced = np.zeros((len(lengths), values.shape[1]), np.float32)
    filled = lengths > 0
    if filled.any():
        starts = (np.cumsum(lengths) - lengths)[filled]
        reduced[filled] = operation.reduceat(values, starts, axis=0)
    return reduced
