"""The words of an update: where they stand among the base's, and whose kin the new ones are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from index.analysis import stem
from index.article import Language
from index.encoded import encode_words
from index.encoder import StaticEncoder
from index.kin import Kin
from index.lexical import LexicalIndex
from index.update.places import Places
from index.word_vectors import AnyWordVectors, JoinedWordVectors, WordVectors

_WORDS, _GRAMS = "places_words.npy", "places_grams.npy"


def write_words(
    own: LexicalIndex, base: LexicalIndex, folder: Path, encoder: StaticEncoder
) -> None:
    """Write the lexical index of an update, and what the encoder knows of the new words.

    Args:
        own: Made of the passages of the update alone.
        base: Of the base.
        folder: Written to.
        encoder: Of single words.
    """
    words = Places.of(own.words, base.words)
    new = frozenset(words.new.tolist())
    stems = _stems(own, base, new)
    sounds = [
        label if row in new else "" for row, label in enumerate(own.sounds.labels(len(own.words)))
    ]
    replace(own, stems=Kin.of(stems), sounds=Kin.of(sounds)).save(folder)
    words.save(folder / _WORDS)
    Places.of(own.grams, base.grams).save(folder / _GRAMS)
    spelt = [own.words[row] for row in words.new.tolist()]
    vectors = np.empty((len(spelt), encoder.dimensions), np.float32)
    weights = np.empty(len(spelt), np.float32)
    encode_words(spelt, np.arange(len(spelt)), (vectors, weights), encoder, lambda share: None)
    WordVectors(vectors, weights, {}).save(folder)


def _stems(own: LexicalIndex, base: LexicalIndex, new: frozenset[int]) -> list[str]:
    """The stems of the new words among all; those of the others are empty."""

    def frequency(word: str) -> int:
        return base.frequency(word) + own.frequency(word)

    return [stem(word, frequency) if row in new else "" for row, word in enumerate(own.words)]


def open_words(
    base: LexicalIndex, vectors: AnyWordVectors, folder: Path
) -> tuple[LexicalIndex, JoinedWordVectors]:
    """A base and the update in ``folder``, read as one: lexical index and vectors of words."""
    own = LexicalIndex.open(folder)
    words = Places.open(len(base.words), folder / _WORDS)
    grams = Places.open(len(base.grams), folder / _GRAMS)
    lexical = LexicalIndex.joined(base, own, words, grams)
    border, end = lexical.words.arabic()[-1].start - words.base, len(words) - words.base
    scripts: dict[Language, slice] = {"en": slice(0, border), "ar": slice(border, end)}
    added = WordVectors.open(folder, scripts)
    return lexical, JoinedWordVectors(vectors, added, words.base)
