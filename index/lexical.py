"""The lexical index: which words stand in which passages, and which words are one another's kin.

Postings are kept per *word as spelt* (normalised). Stems, character grams and phonetic keys are
relations between the words of this corpus, so a query term can be widened to any weighted set of
words without a second copy of the postings. So can character 4-grams, for the spellings that no
relation foresees: which passages have one is known from its words.

It does not know what a question is, and it scores nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from index.analysis import stem
from index.article import Language
from index.forward import ForwardIndex
from index.grams import character_grams
from index.kin import Kin
from index.postings import Postings
from index.strings import StringTable, open_array
from index.update.joined import (
    Forward,
    Groups,
    JoinedForward,
    JoinedKin,
    JoinedPostings,
    JoinedStrings,
    Rows,
    Strings,
)
from index.update.places import Places

_ARRAYS = ("gram_frequencies", "lengths", "languages", "frequencies", "gram_counts")


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """The opened index.

    Attributes:
        words: Every word of the corpus.
        postings: Word row to passages.
        grams: Every character gram of the words.
        gram_frequencies: Shape (grams, languages), passages of each language that have each gram.
        stems: Words by stem.
        sounds: Words by phonetic key.
        lengths: Shape (passages,), words in each passage.
        languages: Shape (passages,), index into :data:`LANGUAGES`.
        frequencies: Shape (words,), passages each word is in.
        spellings: Gram row to the words that have it.
        gram_counts: Shape (words,), different grams of each word.
        forward: The words of each passage in order.
    """

    words: Strings
    postings: Rows
    grams: Strings
    gram_frequencies: NDArray[np.int32]
    stems: Groups
    sounds: Groups
    lengths: NDArray[np.int32]
    languages: NDArray[np.uint8]
    frequencies: NDArray[np.int32]
    spellings: Rows
    gram_counts: NDArray[np.int32]
    forward: Forward

    def save(self, folder: Path) -> None:
        """Write every part into ``folder``; not of what is joined, which is written already."""
        for part, path in (
            (self.words, folder / "words"),
            (self.postings, folder / "words"),
            (self.grams, folder / "grams"),
            (self.stems, folder / "stems"),
            (self.sounds, folder / "sounds"),
            (self.spellings, folder / "spellings"),
            (self.forward, folder),
        ):
            cast(_Saved, part).save(path)
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open what :meth:`save` wrote; the large parts stay on disk, memory-mapped."""
        return cls(
            words=StringTable.open(folder / "words"),
            postings=Postings.open(folder / "words"),
            grams=StringTable.open(folder / "grams"),
            gram_frequencies=open_array(folder / "gram_frequencies.npy"),
            stems=Kin.open(folder / "stems"),
            sounds=Kin.open(folder / "sounds"),
            lengths=np.load(folder / "lengths.npy", allow_pickle=False),
            languages=np.load(folder / "languages.npy", allow_pickle=False),
            frequencies=np.load(folder / "frequencies.npy", allow_pickle=False),
            spellings=Postings.open(folder / "spellings"),
            gram_counts=np.load(folder / "gram_counts.npy", allow_pickle=False),
            forward=ForwardIndex.open(folder),
        )

    @classmethod
    def joined(
        cls, base: LexicalIndex, own: LexicalIndex, words: Places, grams: Places
    ) -> LexicalIndex:
        """Read a base and an update over it as one.

        Args:
            base: The base; its words keep their rows, its passages theirs.
            own: The update; stems and sounds of the words that the base lacks.
            words: Of the words of the update.
            grams: Of its grams.
        """
        first = len(base.lengths)
        passages = np.arange(first, first + len(own.lengths), dtype=np.int32)
        new = np.where(words.rows >= words.base, words.rows, -1)  # the base has the others' grams
        return cls(
            words=JoinedStrings(base.words, own.words, words),
            postings=JoinedPostings(base.postings, own.postings, words, passages),
            grams=JoinedStrings(base.grams, own.grams, grams),
            gram_frequencies=_sums(base.gram_frequencies, own.gram_frequencies, grams),
            stems=JoinedKin(base.stems, own.stems, words),
            sounds=JoinedKin(base.sounds, own.sounds, words),
            lengths=np.concatenate((base.lengths, own.lengths)),
            languages=np.concatenate((base.languages, own.languages)),
            frequencies=_sums(base.frequencies, own.frequencies, words),
            spellings=JoinedPostings(base.spellings, own.spellings, grams, new),
            gram_counts=np.concatenate((base.gram_counts, own.gram_counts[words.new])),
            forward=JoinedForward(base.forward, own.forward, words, first),
        )

    def scripts(self) -> dict[Language, slice]:
        """The rows of the words in each script, where nothing is joined."""
        (arabic,) = self.words.arabic()
        return {"en": slice(0, arabic.start), "ar": slice(arabic.start, arabic.stop)}

    def frequency(self, word: str) -> int:
        """Passages that have this word; 1 for a stem that stands only with an article or ending."""
        row = self.words.find(word)
        return int(self.frequencies[row]) if row >= 0 else int(word in self.stems)

    def stem(self, word: str) -> str:
        """The label of a query word among this corpus's stems."""
        return stem(word, self.frequency)

    def look_alikes(self, word: str, floor: float) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Words spelt nearly as this one: rows, and Jaccard's coefficient of the grams.

        Args:
            word: Of a question; it need not be in the corpus.
            floor: The least coefficient, above 0.

        Returns:
            Shapes (alike,) and (alike,), rows ascending.
        """
        own = sorted(set(character_grams(word)))
        found = [self.spellings.row(row)[0] for gram in own if (row := self.grams.find(gram)) >= 0]
        if not found:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        rows, both = np.unique(np.concatenate(found), return_counts=True)
        alike = both / (len(own) + self.gram_counts[rows] - both)
        kept = alike >= floor
        return rows[kept].astype(np.int32), alike[kept].astype(np.float32)


class _Saved(Protocol):
    def save(self, path: Path) -> None: ...


def _sums(base: NDArray[np.int32], own: NDArray[np.int32], places: Places) -> NDArray[np.int32]:
    """Numbers of each string of both, shape (strings, ...)."""
    found = np.zeros((len(places), *base.shape[1:]), np.int32)
    found[: len(base)] = base
    found[places.rows] += own  # each stands there once
    return found
