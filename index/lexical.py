"""The lexical index: which words stand in which passages, and which words are one another's kin.

Postings are kept per *word as spelt* (normalised). Stems, character grams and phonetic keys are
relations between the words of this corpus, so a query term can be widened to any weighted set of
words without a second copy of the postings. So can character 4-grams, for the spellings that no
relation foresees: which passages have one is known from its words.

It does not know what a question is, and it scores nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from index.analysis import arabic_stem, english_stem, phonetic_key
from index.analysis.stems import bare_word, strip_article
from index.article import Language
from index.forward import ForwardIndex
from index.intake.chunks import gather, totals
from index.intake.numbered import Numbered
from index.kin import Kin
from index.postings import BLOCK, Cells, Postings
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

GRAM = 4
_PASSAGE_BITS = 12  # the grams of so many passages are counted at a time, 2 to the power
_ARRAYS = ("gram_frequencies", "lengths", "languages", "frequencies", "gram_counts")
LANGUAGES: tuple[Language, ...] = ("ar", "en")


def character_grams(word: str) -> list[str]:
    """The word's 4-grams, itself if it is shorter: McNamee and Mayfield (2004), who found n = 4.

    >>> character_grams("تايوان"), character_grams("من")
    (['تايو', 'ايوا', 'يوان'], ['من'])
    """
    if len(word) <= GRAM:
        return [word]
    return [word[i : i + GRAM] for i in range(len(word) - GRAM + 1)]


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

    @classmethod
    def build(
        cls,
        passages: Iterable[Sequence[Sequence[str]]],
        languages: Sequence[Language],
        articles: Sequence[int],
    ) -> LexicalIndex:
        """Index the words of each passage; arguments as :meth:`LexicalWriter.add` takes them."""
        writer = LexicalWriter()
        for passage, language, article in zip(passages, languages, articles, strict=True):
            writer.add(passage, language, article)
        return writer.finish()

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


class _Saved(Protocol):
    def save(self, path: Path) -> None: ...


def _sums(base: NDArray[np.int32], own: NDArray[np.int32], places: Places) -> NDArray[np.int32]:
    """Numbers of each string of both, shape (strings, ...)."""
    found = np.zeros((len(places), *base.shape[1:]), np.int32)
    found[: len(base)] = base
    found[places.rows] += own  # each stands there once
    return found


class LexicalWriter:
    """Takes the words of one passage after another, four bytes a word, and indexes them at the end.

    Args:
        previous: An index whose passages may be kept.
    """

    def __init__(self, previous: LexicalIndex | None = None) -> None:
        self._previous = previous
        known = len(previous.words) if previous else 0
        # From rows of words in the previous index to numbers; to rows when it is finished.
        self.kept = np.full(known, -1, np.int32)
        self._numbers: dict[str, int] = {}  # words in order of appearance
        self._met: dict[Hashable, array[int]] = {}  # from numbers of each source to ours
        self._table: StringTable | None = None  # of all the words, once they are
        self._row_of = np.empty(0, np.int32)  # their rows in it, by number
        self._words = array("i")  # numbers of all the words in order
        self._lengths = array("i")  # of each segment
        self._segments = array("i")  # of each passage
        self._languages = array("B")
        self._articles = array("i")

    def add(self, passage: Sequence[Sequence[str]], language: Language, article: int) -> None:
        """Append a passage.

        Args:
            passage: The normalised words of its title and of each of its sentences.
            language: Of its article.
            article: The number of its article; it never falls.
        """
        numbers = self._numbers
        for segment in passage:
            self._words.extend([numbers.setdefault(word, len(numbers)) for word in segment])
            self._lengths.append(len(segment))
        self._end(len(passage), language, article)

    def add_numbered(self, passages: Numbered, language: Language, article: int) -> None:
        """Append the passages of an article; arguments otherwise as :meth:`add`."""
        met = self._met.setdefault(passages.source, array("i"))
        numbers = self._numbers
        met.extend([numbers.setdefault(word, len(numbers)) for word in passages.new])
        if len(passages.numbers):
            words = np.frombuffer(met, np.int32)[passages.numbers]
            self._words.frombytes(words.tobytes())
        self._lengths.frombytes(passages.lengths.tobytes())
        for segments in passages.segments.tolist():
            self._end(segments, language, article)

    def keep(self, rows: range, language: Language, article: int) -> None:
        """Append passages of the previous index that follow one another, all of one article."""
        if not rows:
            return
        assert self._previous is not None  # noqa: S101
        words, lengths, passages = self._previous.forward.stretch(rows)
        for unmet in np.unique(words[self.kept[words] < 0]).tolist():
            word = self._previous.words[unmet]
            self.kept[unmet] = self._numbers.setdefault(word, len(self._numbers))
        self._words.frombytes(self.kept[words].tobytes())
        self._lengths.frombytes(lengths.tobytes())
        for segments in passages.tolist():
            self._end(segments, language, article)

    def _end(self, segments: int, language: Language, article: int) -> None:
        self._segments.append(segments)
        self._languages.append(LANGUAGES.index(language))
        self._articles.append(article)

    def __len__(self) -> int:
        """Different words so far."""
        return len(self._numbers)

    def words(self) -> StringTable:
        """All of the words in the order of their rows; nothing can be appended any more."""
        if self._table is None:
            self._table = StringTable.of(self._numbers)
            self._row_of = np.empty(len(self._table), np.int32)
            self._row_of[[self._numbers[word] for word in self._table]] = np.arange(
                len(self._table)
            )
            self._numbers.clear()
            self._met.clear()
            if len(self._table):
                self.kept[:] = np.where(self.kept >= 0, self._row_of[self.kept], -1)
        return self._table

    def finish(self, done: Callable[[float], None] = lambda share: None) -> LexicalIndex:
        """The index of all that was appended; this writer is used up.

        Args:
            done: Told of each share of the work that is done.
        """
        table = self.words()
        words = list(table)
        rows = np.frombuffer(self._words, np.int32) if self._words else np.empty(0, np.int32)
        for start in range(0, len(rows), BLOCK):
            rows[start : start + BLOCK] = self._row_of[rows[start : start + BLOCK]]
        forward = ForwardIndex.of(
            rows, _array(self._lengths), _array(self._segments), _array(self._articles)
        )
        lengths = np.diff(forward.starts[forward.first]).astype(np.int32)
        languages = np.array(self._languages, np.uint8)
        cells = list(_cells(rows, lengths))
        postings = Postings.of_cells(cells, len(words))
        del cells
        done(0.25)
        spelt = _Spelt.of(words)
        spellings = spelt.cells()
        gram_frequencies = spelt.frequencies(rows, lengths, languages)
        done(0.3)
        frequencies = postings.sizes()
        stems = Kin.of(_stem_labels(words, frequencies.tolist()))
        done(0.2)
        sounds = Kin.of(self._sounds(words))
        done(0.25)
        return LexicalIndex(
            words=table,
            postings=postings,
            grams=spelt.grams,
            gram_frequencies=gram_frequencies,
            stems=stems,
            sounds=sounds,
            lengths=lengths,
            languages=languages,
            frequencies=frequencies,
            spellings=Postings.of_cells([spellings], len(spelt.grams)),
            gram_counts=np.bincount(spellings.columns, minlength=len(words)).astype(np.int32),
            forward=forward,
        )

    def _sounds(self, words: Sequence[str]) -> list[str]:
        """The phonetic key of each word; those of kept words are known."""
        known: list[str | None] = [None] * len(words)
        if self._previous is not None:
            labels = self._previous.sounds.labels(len(self.kept))
            for old in np.flatnonzero(self.kept >= 0).tolist():
                known[self.kept[old]] = labels[old]
        return [
            phonetic_key(bare_word(word)) if label is None else label
            for word, label in zip(words, known, strict=True)
        ]


def _array(values: array[int]) -> NDArray[np.int32]:
    return np.array(values, np.int32)


def _cells(rows: NDArray[np.int32], lengths: NDArray[np.int32]) -> Iterator[Cells]:
    """Count the words of each passage, a block of passages at a time.

    Args:
        rows: Shape (occurrences,), the words of the passages one after another.
        lengths: Shape (passages,), words of each.
    """
    ends = np.cumsum(lengths, dtype=np.int64)
    first = 0
    while first < len(lengths):
        begin = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, begin + BLOCK, "right")))
        columns = np.repeat(np.arange(first, last, dtype=np.int32), lengths[first:last])
        yield Cells.of(rows[begin : int(ends[last - 1])], columns)
        first = last


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


@dataclass(frozen=True, slots=True)
class _Spelt:
    """How words are spelt in grams.

    Attributes:
        grams: Every gram.
        rows: Shape (grams of all words,), the gram rows of each word, one word after another.
        sizes: Shape (words,), how many of each.
    """

    grams: StringTable
    rows: NDArray[np.int32]
    sizes: NDArray[np.int32]

    @classmethod
    def of(cls, words: Sequence[str]) -> _Spelt:
        numbers: dict[str, int] = {}
        spelt, sizes = array("i"), array("i")
        for word in words:
            grams = character_grams(word)
            spelt.extend([numbers.setdefault(gram, len(numbers)) for gram in grams])
            sizes.append(len(grams))
        table = StringTable.of(numbers)
        row_of = np.empty(len(numbers), np.int32)
        row_of[[numbers[gram] for gram in table]] = np.arange(len(numbers))
        return cls(table, row_of[_array(spelt)] if spelt else _array(spelt), _array(sizes))

    def cells(self) -> Cells:
        """Gram rows to words."""
        return Cells.of(
            self.rows, np.repeat(np.arange(len(self.sizes), dtype=np.int32), self.sizes)
        )

    def frequencies(
        self,
        words: NDArray[np.int32],
        lengths: NDArray[np.int32],
        languages: NDArray[np.uint8],
    ) -> NDArray[np.int32]:
        """How many passages of each language have each gram.

        Args:
            words: Shape (occurrences,), the words of the passages one after another.
            lengths: Shape (passages,), words of each.
            languages: Shape (passages,).

        Returns:
            Shape (grams, languages).
        """
        # A gram and a passage of a block are one number of 32 bits, which sorts fast.
        bits = min(_PASSAGE_BITS, 32 - len(self.grams).bit_length())
        grams, bounds, ends = self.rows.astype(np.uint32), totals(self.sizes), totals(lengths)
        found = np.zeros(len(LANGUAGES) * len(self.grams), np.int64)
        for first in range(0, len(lengths), 1 << bits):
            last = min(first + (1 << bits), len(lengths))
            held, times = gather(grams, bounds, words[ends[first] : ends[last]])
            sizes = np.diff(totals(times)[ends[first : last + 1] - ends[first]])
            held = (held << bits) | np.repeat(np.arange(last - first, dtype=np.uint32), sizes)
            held.sort()
            held = held[np.append(True, held[1:] != held[:-1])[: len(held)]]
            spoken = languages[first:last][held & ((1 << bits) - 1)]
            found += np.bincount((held >> bits) * len(LANGUAGES) + spoken, minlength=len(found))
        return found.astype(np.int32).reshape(-1, len(LANGUAGES))
