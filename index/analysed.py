"""What is found in an article before it is indexed, on all processors where there are many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, pairwise

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyser import joined
from index.article import Article, Passage
from index.chunks import LIMIT, Chunks, totals
from index.copies import Signature, signature_of
from index.encoder import Encoder, StaticEncoder, bundled_encoder
from index.numbered import Numbered
from index.passages import passage_text, split_passages
from index.processes import processors, spread

MANY = 2_000  # articles from which starting processes pays
_BATCH = 50  # articles looked at together


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article taken apart.

    Attributes:
        article: Itself.
        passages: What it is cut into.
        signature: What it is compared with others by.
        words: Of each passage the words of its title and of each of its sentences; None where
            they are known already.
        vectors: Shape (passages, dimensions), where they are known already.
    """

    article: Article
    passages: tuple[Passage, ...]
    signature: Signature
    words: Numbered | None
    vectors: NDArray[np.float32] | None = None


def analysed(articles: Iterable[Article], count: int, encoder: Encoder) -> Iterator[Analysed]:
    """Take articles apart, in order.

    Args:
        articles: Read as they are needed.
        count: How many.
        encoder: Of the passages; the bundled one is used here too where there are many articles.

    Raises:
        ProcessError: A process has ended before its work.
    """
    batches = _batches(iter(articles))
    found: Iterator[tuple[list[Article], _Together]]
    if count < MANY or processors() < 2:
        take = _Taker().take
        found = ((batch, take(batch)) for batch in batches)
    else:
        found = spread(partial(_begin, encoder.name == "bundled"), batches)
    for batch, together in found:
        yield from together.apart(batch)


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(islice(articles, _BATCH)):
        yield batch


@dataclass(frozen=True, slots=True)
class _Together:
    """What is found in several articles: few large arrays pass faster than many small ones.

    Attributes:
        passages: Of each article.
        signatures: Shape (shingles,), those of all articles one after another.
        shingles: How many each has.
        words: Of all their passages.
        vectors: Shape (passages, dimensions), or None.
    """

    passages: list[tuple[Passage, ...]]
    signatures: Signature
    shingles: list[int]
    words: Numbered
    vectors: NDArray[np.float32] | None

    def apart(self, articles: Sequence[Article]) -> Iterator[Analysed]:
        """Each article with what was found in it."""
        words, new = self.words, self.words.new
        passages = totals([len(one) for one in self.passages])
        segments = totals(words.segments)[passages]
        numbers = totals(words.lengths)[segments].tolist()
        cuts = zip(
            articles,
            self.passages,
            _slices(totals(self.shingles).tolist()),
            _slices(passages.tolist()),
            _slices(segments.tolist()),
            _slices(numbers),
            strict=True,
        )
        for article, own, shingles, rows, lengths, occurrences in cuts:
            yield Analysed(
                article,
                own,
                self.signatures[shingles],
                Numbered(
                    words.source,
                    new,
                    words.numbers[occurrences],
                    words.lengths[lengths],
                    words.segments[rows],
                ),
                None if self.vectors is None else self.vectors[rows],
            )
            new = ()


def _slices(bounds: Sequence[int]) -> list[slice]:
    return [slice(*pair) for pair in pairwise(bounds)]


def _begin(encodes: bool) -> Callable[[Sequence[Article]], _Together]:
    return _Taker(bundled_encoder() if encodes else None).take


class _Taker:
    """Takes articles apart.

    Args:
        encoder: Encodes the passages; None where that is done elsewhere.
    """

    def __init__(self, encoder: StaticEncoder | None = None) -> None:
        self._encoder = encoder
        self._cut = encoder.cut if encoder and encoder.cuts_chunks else None
        self._chunks = Chunks(self._cut)
        self._told = np.empty(0, np.int32)  # the number each of their words is told by, or -1
        self._words_told = self._times = 0  # how many have one, and how often all was forgotten

    def take(self, articles: Sequence[Article]) -> _Together:
        """What is in these articles."""
        if len(self._chunks) > LIMIT:
            self._chunks = Chunks(self._cut)
            self._told = self._told[:0]
            self._words_told, self._times = 0, self._times + 1
        passages = [tuple(split_passages(article)) for article in articles]
        signatures = self._signatures([article.text for article in articles])
        words = self._words(articles, passages)
        texts = [
            passage_text(article, passage)
            for article, own in zip(articles, passages, strict=True)
            for passage in own
        ]
        return _Together(
            passages,
            np.concatenate(signatures),
            [len(one) for one in signatures],
            words,
            self._vectors(texts),
        )

    def _signatures(self, texts: Sequence[str]) -> list[Signature]:
        chunks, sizes = self._chunks.of(texts)
        hashes, counts = self._chunks.hashes.gather(chunks)
        bounds = totals(counts)[totals(sizes)]
        return [signature_of(hashes[cut].astype(np.uint64)) for cut in _slices(bounds.tolist())]

    def _words(
        self, articles: Sequence[Article], passages: Sequence[Sequence[Passage]]
    ) -> Numbered:
        texts: list[str] = []
        for article, own in zip(articles, passages, strict=True):
            for passage in own:
                texts.append(article.title)
                texts += [article.text[start:end] for start, end in passage.sentences]
        chunks, sizes = self._chunks.of(texts)
        words, counts = self._chunks.words.gather(chunks)
        bounds = totals(counts)[totals(sizes)]  # (texts + 1,)
        cuts = _slices(bounds.tolist())
        numbers = [words]
        lengths = np.diff(bounds)
        joining = np.searchsorted(
            totals(sizes), np.flatnonzero(self._chunks.joining(chunks)), "right"
        )
        done = 0
        for place in np.unique(joining - 1).tolist():  # texts
            cut = cuts[place]
            single = [self._chunks.spelt[number] for number in words[cut].tolist()]
            together = joined(texts[place], single)
            if together is not single:
                numbers[-1:] = [
                    words[done : cut.start],
                    np.array([self._chunks.word(word) for word in together], np.int64),
                    words[cut.stop :],
                ]
                lengths[place], done = len(together), cut.stop
        new, told = self._told_as(np.concatenate(numbers))
        return Numbered(
            (os.getpid(), self._times),
            new,
            told,
            lengths.astype(np.int32),
            np.array([1 + len(p.sentences) for p in chain.from_iterable(passages)], np.int32),
        )

    def _told_as(self, words: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int32]]:
        """Words as they are told: not all of a chunk's occur, where several are one.

        Args:
            words: Shape (occurrences,), numbers of the chunks' words.

        Returns:
            ``(new, numbers)``: those told for the first time, and the numbers of all as told.
        """
        spelt = self._chunks.spelt
        if len(self._told) < len(spelt):
            self._told = np.concatenate([self._told, np.full(len(spelt), -1, np.int32)])
        new = np.unique(words[self._told[words] < 0])
        self._told[new] = np.arange(self._words_told, self._words_told + len(new))
        self._words_told += len(new)
        return [spelt[word] for word in new.tolist()], self._told[words]

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        if self._encoder is None:
            return None
        if self._cut is None:
            return self._encoder.encode_passages(texts)
        chunks, sizes = self._chunks.of(texts)
        tokens, counts = self._chunks.tokens.gather(chunks)
        return self._encoder.of_tokens(tokens, np.diff(totals(counts)[totals(sizes)]))[0]
