"""Makes the lexical index, from the words of one passage after another."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.analysis import phonetic_key, stem
from index.analysis.stems import bare_word, strip_article
from index.article import LANGUAGES, Language
from index.forward import ForwardIndex
from index.grams import Spelt
from index.intake.numbered import Numbered
from index.kin import Kin
from index.lexical import LexicalIndex
from index.postings import BLOCK, Cells, Postings
from index.strings import StringTable


def lexical_index(
    passages: Iterable[Sequence[Sequence[str]]],
    languages: Sequence[Language],
    articles: Sequence[int],
) -> LexicalIndex:
    """Index the words of each passage; arguments as :meth:`LexicalWriter.add` takes them."""
    writer = LexicalWriter()
    for passage, language, article in zip(passages, languages, articles, strict=True):
        writer.add(passage, language, article)
    return writer.finish()


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
        spelt = Spelt.of(words)
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
        kept = np.flatnonzero(self.kept >= 0).tolist()
        if self._previous is not None and kept:
            labels = self._previous.sounds.labels(len(self.kept))
            for old in kept:
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
    return [stem(word, lambda w: known.get(w, 0)) for word in words]
