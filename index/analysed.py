"""What is found in an article before it is indexed, on all processors where there are many.

The processes are told of articles and tell what they found through a pipe each, and end when it
is closed, however this one ends.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection

import numpy as np
from numpy.typing import NDArray

from index.analysis import words
from index.article import Article, Passage
from index.copies import Signature, signature
from index.encoder import Encoder, bundled_encoder
from index.passages import passage_text, split_passages

MANY = 2_000  # articles from which starting processes pays
_BATCH = 50  # articles told at a time


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article taken apart.

    Attributes:
        article: Itself.
        passages: What it is cut into.
        signature: What it is compared with others by.
        words: Of each passage the words of its title and of each of its sentences.
        vectors: Shape (passages, dimensions), where they are known already.
    """

    article: Article
    passages: tuple[Passage, ...]
    signature: Signature
    words: list[list[list[str]]]
    vectors: NDArray[np.float32] | None = None


def analysed(articles: Iterable[Article], count: int, encoder: Encoder) -> Iterator[Analysed]:
    """Take articles apart, in order.

    Args:
        articles: Read as they are needed.
        count: How many.
        encoder: Of the passages; the bundled one is used here too where there are many articles.

    Raises:
        OSError: A process has ended before its work.
    """
    processes = len(os.sched_getaffinity(0))
    if count < MANY or processes < 2:
        return map(_apart, articles)
    return _by_processes(iter(articles), processes, encoder)


def _apart(article: Article) -> Analysed:
    passages = tuple(split_passages(article))
    return Analysed(
        article, passages, signature(article.text), [_words(article, one) for one in passages]
    )


def _words(article: Article, passage: Passage) -> list[list[str]]:
    texts = [article.title, *(article.text[start:end] for start, end in passage.sentences)]
    return [words(text) for text in texts]


def _by_processes(
    articles: Iterator[Article], processes: int, encoder: Encoder
) -> Iterator[Analysed]:
    """Each process has one batch at a time; it gets the next before what it found is looked at."""
    with ExitStack() as stack:
        waiting: deque[Connection] = deque()
        for _ in range(processes):
            connection = _started(stack, encoder.name == "bundled")
            if batch := list(islice(articles, _BATCH)):
                connection.send(batch)
                waiting.append(connection)
        while waiting:
            connection = waiting.popleft()
            try:
                found: list[Analysed] = connection.recv()
            except EOFError:
                raise OSError("a process that reads articles has ended") from None
            if following := list(islice(articles, _BATCH)):
                connection.send(following)
                waiting.append(connection)
            yield from found


def _started(stack: ExitStack, encodes: bool) -> Connection:
    """Our end of the pipe to a new process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, encodes), daemon=True)
    process.start()
    theirs.close()
    stack.callback(process.join)
    stack.callback(ours.close)  # it ends by this, which comes first
    return ours


def _work(connection: Connection, encodes: bool) -> None:
    encoder = bundled_encoder() if encodes else None
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            found = [_apart(article) for article in connection.recv()]
            connection.send(_encoded(found, encoder) if encoder else found)


def _encoded(found: Sequence[Analysed], encoder: Encoder) -> list[Analysed]:
    texts = [passage_text(one.article, passage) for one in found for passage in one.passages]
    vectors = encoder.encode_passages(texts)
    ends = np.cumsum([len(one.passages) for one in found])
    parts = np.split(vectors, ends[:-1])
    return [
        Analysed(one.article, one.passages, one.signature, one.words, part)
        for one, part in zip(found, parts, strict=True)
    ]
