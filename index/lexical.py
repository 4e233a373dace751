"""The lexical index: which words stand in which passages, and which words are one another's kin.

Postings are kept per *word as spelt* (normalised). Stems, character grams and phonetic keys are
relations between the words of this corpus, so a query term can be widened to any weighted set of
words without a second copy of the postings. Character 4-grams also have postings of their own, for
the spellings that no relation foresees.

It does not know what a question is, and it scores nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import arabic_stem, english_stem, phonetic_key
from index.analysis.stems import bare_word, strip_article
from index.article import Language
from index.forward import ForwardIndex
from index.postings import Postings
from index.strings import StringTable

GRAM = 4
LANGUAGES: tuple[Language, ...] = ("ar", "en")


def character_grams(word: str) -> list[str]:
    """The word's 4-grams, itself if it is shorter: McNamee and Mayfield (2004), who found n = 4.

    >>> character_grams("تايوان"), character_grams("من")
    (['تايو', 'ايوا', 'يوان'], ['من'])
    """
    if len(word) <= GRAM:
        return [word]
    return [word[i : i + GRAM] for i in range(len(word) - GRAM + 1)]


class Kin:
    """Words that share a label (a stem, a phonetic key): label to rows of words."""

    def __init__(self, labels: StringTable, members: Postings) -> None:
        self._labels = labels
        self._members = members

    @classmethod
    def of(cls, label_of: Sequence[str]) -> Kin:
        """Group word rows by label; words whose label is empty are left out."""
        labels = StringTable.of(label for label in label_of if label)
        row_of = {label: row for row, label in enumerate(labels)}
        pairs = [(row_of[label], word) for word, label in enumerate(label_of) if label]
        rows, words = np.array(pairs, np.int32).reshape(-1, 2).T
        return cls(labels, Postings.of(rows, words, (len(labels), len(label_of))))

    @classmethod
    def open(cls, path: Path) -> Kin:
        """What :meth:`save` wrote."""
        return cls(StringTable.open(path), Postings.open(path))

    def save(self, path: Path) -> None:
        """Write the groups under ``path``."""
        self._labels.save(path)
        self._members.save(path)

    def words(self, label: str) -> list[int]:
        """Rows of the words with this label, ascending."""
        row = self._labels.find(label) if label else -1
        return [] if row < 0 else self._members.row(row)[0].tolist()

    def __contains__(self, label: str) -> bool:
        return self._labels.find(label) >= 0


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """The opened index.

    Attributes:
        words: Every word of the corpus.
        postings: Word row to passages.
        grams: Every character gram; the rows of ``gram_postings``.
        gram_postings: Gram row to passages.
        stems: Words by stem.
        sounds: Words by phonetic key.
        lengths: Shape (passages,), words in each passage.
        languages: Shape (passages,), index into :data:`LANGUAGES`.
        frequencies: Shape (words,), passages each word is in.
        spellings: Gram row to the words that have it.
        gram_counts: Shape (words,), different grams of each word.
        forward: The words of each passage in order.
    """

    words: StringTable
    postings: Postings
    grams: StringTable
    gram_postings: Postings
    stems: Kin
    sounds: Kin
    lengths: NDArray[np.int32]
    languages: NDArray[np.uint8]
    frequencies: NDArray[np.int32]
    spellings: Postings
    gram_counts: NDArray[np.int32]
    forward: ForwardIndex

    @classmethod
    def build(
        cls,
        passages: Iterable[Sequence[Sequence[str]]],
        languages: Sequence[Language],
        articles: Sequence[int],
    ) -> LexicalIndex:
        """Index the words of each passage.

        Args:
            passages: The normalised words of each passage's title and of each of its sentences, in
                order of their rows.
            languages: The language of each.
            articles: The number of the article of each, ascending.
        """
        numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
        occurrences: list[NDArray[np.int32]] = []
        segments: list[list[int]] = []
        for passage in passages:
            segments.append([len(segment) for segment in passage])
            found = [numbers[word] for segment in passage for word in segment]
            occurrences.append(np.array(found, np.int32))
        lengths = np.array([len(one) for one in occurrences], np.int32)
        words = StringTable.of(numbers)
        sorted_words = list(words)
        row_of = np.empty(len(numbers), np.int32)  # from order of appearance to row
        for row, word in enumerate(sorted_words):
            row_of[numbers[word]] = row
        seen = np.concatenate([*occurrences, np.empty(0, np.int32)])
        rows = row_of[seen] if len(seen) else seen
        columns = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        postings = Postings.of(rows, columns, (len(words), len(lengths)))
        grams, gram_postings, spellings = _gram_postings(sorted_words, rows, columns, len(lengths))
        frequencies = np.array([len(postings.row(r)[0]) for r in range(len(words))], np.int32)
        return cls(
            words=words,
            postings=postings,
            grams=grams,
            gram_postings=gram_postings,
            stems=Kin.of(_stem_labels(sorted_words, frequencies.tolist())),
            sounds=Kin.of([phonetic_key(bare_word(word)) for word in sorted_words]),
            lengths=lengths,
            languages=np.array([LANGUAGES.index(language) for language in languages], np.uint8),
            frequencies=frequencies,
            spellings=spellings,
            gram_counts=np.array([len(set(character_grams(w))) for w in sorted_words], np.int32),
            forward=ForwardIndex.of(rows, segments, articles),
        )

    def save(self, folder: Path) -> None:
        """Write every part into ``folder``."""
        self.words.save(folder / "words")
        self.postings.save(folder / "words")
        self.grams.save(folder / "grams")
        self.gram_postings.save(folder / "grams")
        self.stems.save(folder / "stems")
        self.sounds.save(folder / "sounds")
        self.spellings.save(folder / "spellings")
        self.forward.save(folder)
        for name in ("lengths", "languages", "frequencies", "gram_counts"):
            np.save(folder / f"{name}.npy", getattr(self, name), allow_pickle=False)

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """Open what :meth:`save` wrote; the large parts stay on disk, memory-mapped."""
        return cls(
            words=StringTable.open(folder / "words"),
            postings=Postings.open(folder / "words"),
            grams=StringTable.open(folder / "grams"),
            gram_postings=Postings.open(folder / "grams"),
            stems=Kin.open(folder / "stems"),
            sounds=Kin.open(folder / "sounds"),
            lengths=np.load(folder / "lengths.npy", allow_pickle=False),
            languages=np.load(folder / "languages.npy", allow_pickle=False),
            frequencies=np.load(folder / "frequencies.npy", allow_pickle=False),
            spellings=Postings.open(folder / "spellings"),
            gram_counts=np.load(folder / "gram_counts.npy", allow_pickle=False),
            forward=ForwardIndex.open(folder),
        )

    def frequency(self, word: str) -> int:
        """Passages that have this word; 1 for a stem that stands only with an article or ending."""
        row = self.words.find(word)
        return int(self.frequencies[row]) if row >= 0 else int(word in self.stems)

    def stem(self, word: str) -> str:
        """The label of a query word among this corpus's stems."""
        return english_stem(word) if word.isascii() else arabic_stem(word, self.frequency)

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


def _stem_labels(words: Sequence[str], frequencies: Sequence[int]) -> list[str]:
    """The stem of each word of a corpus."""
    known = dict(zip(words, frequencies, strict=True))
    for word in words:
        bare = None if word.isascii() else strip_article(word)
        if bare:  # what follows an article is a word of the corpus too
            known.setdefault(bare, 1)
    return [
        english_stem(word) if word.isascii() else arabic_stem(word, lambda w: known.get(w, 0))
        for word in words
    ]


def _gram_postings(
    words: Sequence[str], rows: NDArray[np.int32], columns: NDArray[np.int32], passages: int
) -> tuple[StringTable, Postings, Postings]:
    """Grams of all the words, their postings by passage, and by word.

    Args:
        words: Every word, in order of its row.
        rows: Shape (occurrences,), the word row of each occurrence.
        columns: Shape (occurrences,), its passage.
        passages: Number of passages.
    """
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    spelt = [[numbers[gram] for gram in character_grams(word)] for word in words]
    table = StringTable.of(numbers)
    row_of = np.empty(len(numbers), np.int32)
    for row, gram in enumerate(table):
        row_of[numbers[gram]] = row
    sizes = np.array([len(one) for one in spelt], np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    flat = row_of[np.array([gram for one in spelt for gram in one], np.int64)]
    spellings = Postings.of(
        flat, np.repeat(np.arange(len(words), dtype=np.int32), sizes), (len(table), len(words))
    )
    # Repeat each occurrence of a word once for each of its grams.
    times = sizes[rows]  # (occurrences,)
    first = np.repeat(starts[rows], times)  # (gram occurrences,)
    within = np.arange(len(first)) - np.repeat(np.cumsum(times) - times, times)
    gram_rows = flat[first + within] if len(first) else np.empty(0, np.int32)
    by_passage = Postings.of(gram_rows, np.repeat(columns, times), (len(table), passages))
    return table, by_passage, spellings
