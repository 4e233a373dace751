"""The one object the front ends talk to: a :class:`Library` that answers from the served index.

It opens the generation that ``DATA/current`` names, follows it when another is swapped in (by this
process or any other), and never keeps a reader waiting for a build. Where that one cannot be used,
it says so once and answers from the last one that can.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from bot.answer_cache import AnswerCache
from config import Settings
from index.article import Article
from index.encoder import Encoder, Reranker, bundled_encoder, load_encoder, load_reranker
from index.errors import EncoderError, GenerationError, IqtibasError
from index.generation import Generation, served_id
from index.rollback import is_rolled_back
from index.serving import named, open_served
from retrieval.answer import Answer
from retrieval.retriever import Retriever

RETRY = 60.0  # seconds between attempts to open what could not be used

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Status:
    """The served index in figures."""

    generation: str
    created: str  # ISO date and time, UTC
    articles: int
    passages: int
    languages: dict[str, int]  # articles of each language
    sources: int  # different outlets
    encoder: str
    bytes: int  # on disk
    vectors: str = "Flat"  # how they are searched: each one, or by codes (PQ64x4fs,Refine)
    notice: str = ""  # why it is not the one that should be served, where it is not


@dataclass(frozen=True, slots=True)
class Listing:
    """One line of the list of articles."""

    article_id: str
    title: str
    source: str
    published: str | None
    language: str


class Reading(Protocol):
    """One generation to answer from, whatever is swapped in meanwhile."""

    def answer(self, question: str, k: int | None = None) -> Answer:
        """As :meth:`Library.answer`."""
        ...

    def article(self, article_id: str) -> Article:
        """As :meth:`Library.article`."""
        ...


@dataclass(frozen=True, slots=True)
class _Held:
    """What is open; a :class:`Reading`."""

    named: bytes | None  # what ``DATA/current`` held when it was opened
    retriever: Retriever
    answers: AnswerCache
    quotes: int
    notice: str
    opened: float  # on the monotonic clock

    def is_current(self, data: Path) -> bool:
        """Whether there is nothing else to open."""
        patient = not self.notice or time.monotonic() < self.opened + RETRY
        return patient and self.named == named(data)

    def answer(self, question: str, k: int | None = None) -> Answer:
        return self.answers.answer(question, self.quotes if k is None else k)

    def article(self, article_id: str) -> Article:
        return self.retriever.generation.catalogue.article(article_id)


class Library:
    """Answers, articles and figures from the served generation. Safe to use from many threads.

    Whoever is answering keeps the generation it began with; a replaced one is released with its
    last reader.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._terms = bundled_encoder()
        self._encoder: Encoder | None = None
        self._reranker: Reranker | None = None
        self._held: _Held | None = None
        self._listed: tuple[str, list[Listing]] | None = None  # of the generation named

    def answer(self, question: str, k: int | None = None) -> Answer:
        """Answer by quoting, or abstain (``Answer.answered`` False).

        Raises:
            IndexMissingError: No index has been built yet.
            GenerationError: The index cannot be served.
            EncoderError: The index was made with another encoder than the setting's, or a model
                that the settings name cannot be loaded.
            ValueError: The question is empty.
        """
        return self._current().answer(question, k)

    def reading(self) -> Reading:
        """What is served now, for an answer and what belongs to it. Raises as :meth:`answer`."""
        return self._current()

    def status(self) -> Status:
        """Figures of the served generation. Raises GenerationError."""
        held = self._current()
        generation = held.retriever.generation
        sources = set()
        languages: dict[str, int] = {}
        for one in generation.catalogue.listing():
            sources.add(one.source)
            languages[one.language] = languages.get(one.language, 0) + 1
        manifest = generation.manifest
        return Status(
            generation=manifest.id,
            created=manifest.created,
            articles=manifest.articles,
            passages=manifest.passages,
            languages=languages,
            sources=len(sources),
            encoder=manifest.encoder,
            bytes=generation.bytes(),
            vectors=generation.vectors.kind,
            notice=held.notice,
        )

    def listing(self) -> list[Listing]:
        """Every article, newest first, undated last. Raises GenerationError."""
        generation, listed = self.retriever().generation, self._listed
        if listed is None or listed[0] != generation.manifest.id:
            articles = generation.catalogue.listing()
            dated = sorted(articles, key=lambda one: one.published or "", reverse=True)
            shown = [Listing(a.id, a.title, a.source, a.published, a.language) for a in dated]
            self._listed = listed = (generation.manifest.id, shown)
        return list(listed[1])

    def article(self, article_id: str) -> Article:
        """One article as indexed. Raises KeyError, GenerationError."""
        return self._current().article(article_id)

    def rolled_back_to(self) -> str | None:
        """The served generation, where a later one is kept; None before the first index too."""
        try:
            if is_rolled_back(self._settings.data):
                return served_id(self._settings.data)
        except GenerationError:  # then indexing is what mends it
            pass
        return None

    def close(self) -> None:
        """Release the served generation."""
        with self._lock:
            self._held = None

    def retriever(self) -> Retriever:
        """The retriever over what is served now. Raises as :meth:`answer`."""
        return self._current().retriever

    def follow(self) -> None:
        """Open what is served now, waiting where another thread does. Raises as :meth:`answer`.

        So a question that is asked afterwards is not answered from the index before.
        """
        with self._lock:
            self._opened()

    def _current(self) -> _Held:
        held = self._held
        if held is not None and held.is_current(self._settings.data):
            return held
        if held is None:
            self._lock.acquire()
        elif not self._lock.acquire(blocking=False):
            return held  # another thread opens the new one; until it is open, this one answers
        try:
            return self._opened()
        finally:
            self._lock.release()

    def _opened(self) -> _Held:
        """What is served now, opened if it is not yet; the lock is held."""
        held = self._held
        if held is None or not held.is_current(self._settings.data):
            self._held = held = self._open(held)
        return held

    def _open(self, before: _Held | None) -> _Held:
        now, begun = named(self._settings.data), time.monotonic()
        encoder, reranker = self._models()
        try:
            served = open_served(self._settings.data, self._accept)
        except IqtibasError as error:
            if before is None:
                raise
            until_then = before.retriever.generation.manifest.id
            notice = f"{error}; until then {until_then} is served."
            held = replace(before, named=now, notice=notice, opened=begun)
        else:
            retriever = Retriever(served.generation, encoder, self._terms, reranker)
            answers = AnswerCache(retriever.answer)
            held = _Held(now, retriever, answers, self._settings.quotes, served.notice, begun)
        if held.notice and (before is None or held.notice != before.notice):
            _logger.warning(held.notice)
        return held

    def _accept(self, generation: Generation) -> None:
        """Raise IqtibasError if this generation cannot be used with these settings."""
        manifest = generation.manifest
        if manifest.terms_fingerprint != self._terms.fingerprint:
            raise GenerationError(
                "The index was made by another version of the bundled encoder. Run: iqtibas index"
            )
        encoder, _ = self._models()
        if manifest.encoder_fingerprint != encoder.fingerprint:
            raise EncoderError(
                f"The index was made with the encoder {manifest.encoder!r}, but IQTIBAS_ENCODER is "
                f"{encoder.name!r}. Run: iqtibas index"
            )

    def _models(self) -> tuple[Encoder, Reranker | None]:
        """The encoder and the reranker of the settings, loaded once. Raises EncoderError."""
        if self._encoder is None:
            bundled = self._settings.encoder == "bundled"
            self._encoder = self._terms if bundled else load_encoder(self._settings.encoder)
        if self._reranker is None:
            self._reranker = load_reranker(self._settings.reranker)
        return self._encoder, self._reranker
