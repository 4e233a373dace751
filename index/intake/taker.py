"""Takes several articles apart together: into passages, words, signatures and vectors.

Each sentence is looked at once, by its chunks; the words of a passage, the signature of an article
and the vector of a passage are gathered from its sentences.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.analysis.analyser import joined
from index.article import Article, Passage
from index.copies import Signature, signature_of
from index.encoder import StaticEncoder
from index.intake.chunks import Chunks
from index.intake.numbered import Numbered
from index.intake.together import Together, slices
from index.passages import is_titled, split_passages
from index.ragged import gather, totals


class Taker:
    """Takes articles apart, and remembers what stands between two blanks.

    Args:
        encoder: Encodes the passages; None where that is done elsewhere.
    """

    def __init__(self, encoder: StaticEncoder | None = None) -> None:
        self._encoder = encoder if encoder and encoder.cuts_chunks else None
        self._cut = self._encoder.cut if self._encoder else None
        self._chunks = Chunks(self._cut)
        self._told = np.empty(0, np.int32)  # the number each of their words is told by, or -1
        self._words_told = 0

    def take(self, articles: Sequence[Article]) -> Together:
        """What is in these articles."""
        self._chunks.forget()
        self._told[len(self._chunks.spelt) :] = -1
        texts = _Texts()
        passages = [texts.add(article) for article in articles]
        chunks, sizes = self._chunks.of(texts.texts)
        bounds = totals(sizes)
        signatures = self._signatures(*_grouped(chunks, bounds, texts.whole))
        return Together(
            passages,
            np.concatenate(signatures),
            [len(one) for one in signatures],
            self._words(texts, chunks, bounds),
            self._vectors(texts, chunks, bounds),
        )

    def _signatures(self, chunks: NDArray[np.int32], bounds: NDArray[np.int64]) -> list[Signature]:
        hashes, counts = self._chunks.hashes.gather(chunks)
        cuts = slices(totals(counts)[bounds])
        return [signature_of(hashes[cut].astype(np.uint64)) for cut in cuts]

    def _words(
        self, texts: _Texts, chunks: NDArray[np.int32], bounds: NDArray[np.int64]
    ) -> Numbered:
        words, counts = self._chunks.words.gather(chunks)
        within = totals(counts)[bounds]  # (texts + 1,)
        lengths = np.diff(within)
        parts, done = [words], 0
        joining = np.flatnonzero(self._chunks.joining(chunks))
        for text in np.unique(np.searchsorted(bounds, joining, "right") - 1).tolist():
            first, last = within[text : text + 2].tolist()
            single = [self._chunks.spelt[number] for number in words[first:last].tolist()]
            together = joined(texts.texts[text], single)
            if together is not single:
                numbers = [self._chunks.word(word) for word in together]
                parts[-1:] = [words[done:first], np.array(numbers, np.int64), words[last:]]
                lengths[text], done = len(numbers), last
        rows = np.array([*chain.from_iterable(texts.segments)], np.int64)
        words, lengths = gather(np.concatenate(parts), totals(lengths), rows)
        new, told = self._told_as(words)
        return Numbered(
            os.getpid(),
            new,
            told,
            lengths.astype(np.int32),
            np.array([len(one) for one in texts.segments], np.int32),
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

    def _vectors(
        self, texts: _Texts, chunks: NDArray[np.int32], bounds: NDArray[np.int64]
    ) -> NDArray[np.float32] | None:
        if self._encoder is None:
            return None
        chunks, bounds = _grouped(chunks, bounds, texts.searched)
        tokens, counts = self._chunks.tokens.gather(chunks)
        return self._encoder.of_tokens(tokens, np.diff(totals(counts)[bounds]))[0]


class _Texts:
    """The titles and sentences of articles, and which of them what is looked for consists of.

    Attributes:
        texts: Each once.
        segments: Of each passage the title and the sentences, as places in ``texts``.
        searched: Of each passage what is searched for it (see ``passage_text``).
        whole: Of each article its text.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.segments: list[list[int]] = []
        self.searched: list[list[int]] = []
        self.whole: list[list[int]] = []

    def add(self, article: Article) -> tuple[Passage, ...]:
        """Take in an article, and tell its passages."""
        passages = tuple(split_passages(article))
        text, spans = article.text, [span for one in passages for span in one.sentences]
        title = self._place(article.title)
        places = [self._place(text[start:end]) for start, end in spans]
        # Where a blank was forgotten between two sentences, the chunk there is part of both.
        parted = not any(text[end : end + 1].strip() for _, end in spans)
        done = 0
        for one in passages:
            own = places[done : done + len(one.sentences)]
            done += len(own)
            self.segments.append([title, *own])
            searched = own if parted else [self._place(text[one.start : one.end])]
            self.searched.append([title, *searched] if is_titled(article, one) else searched)
        self.whole.append(places if parted else [self._place(text)])
        return passages

    def _place(self, text: str) -> int:
        self.texts.append(text)
        return len(self.texts) - 1


def _grouped(
    chunks: NDArray[np.int32], bounds: NDArray[np.int64], groups: Sequence[Sequence[int]]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The chunks of groups of texts, one group after another.

    Args:
        chunks: Shape (chunks,), those of all texts.
        bounds: Shape (texts + 1,), where those of each begin.
        groups: The texts of each.

    Returns:
        The same of the groups: shapes (chunks of groups,) and (groups + 1,).
    """
    texts = np.array([*chain.from_iterable(groups)], np.int64)
    found, sizes = gather(chunks, bounds, texts)
    return found, totals(sizes)[totals([len(one) for one in groups])]
