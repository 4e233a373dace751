"""The one object the front ends talk to: a :class:`Library` that answers from the served index.

It opens the generation that ``DATA/current`` names, follows it when another is swapped in (by this
process or any other), and never keeps a reader waiting for a build.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from bot.answer_cache import AnswerCache
from config import Settings
from index.article import Article
from index.encoder import Encoder, Reranker, bundled_encoder, load_encoder, load_reranker
from index.errors import EncoderError, GenerationError
from index.generation import Generation, served_id
from index.rollback import is_rolled_back
from retrieval.answer import Answer
from retrieval.retriever import Retriever


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


@dataclass(frozen=True, slots=True)
class Listing:
    """One line of the list of articles."""

    article_id: str
    title: str
    source: str
    published: str | None
    language: str


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
        self._served: tuple[Retriever, AnswerCache] | None = None
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
        return self._current()[1].answer(question, self._settings.quotes if k is None else k)

    def status(self) -> Status:
        """Figures of the served generation. Raises GenerationError."""
        generation = self.retriever().generation
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
        return self.retriever().generation.catalogue.article(article_id)

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
            self._served = None

    def retriever(self) -> Retriever:
        """The retriever over what ``DATA/current`` names now. Raises as :meth:`answer`."""
        return self._current()[0]

    def _current(self) -> tuple[Retriever, AnswerCache]:
        with self._lock:
            current = served_id(self._settings.data)
            if self._served is None or self._served[0].generation.manifest.id != current:
                retriever = self._open()
                self._served = (retriever, AnswerCache(retriever.answer))
            return self._served

    def _open(self) -> Retriever:
        generation = Generation.open(self._settings.data)
        manifest = generation.manifest
        if manifest.terms_fingerprint != self._terms.fingerprint:
            raise GenerationError(
                "The index was made by another version of the bundled encoder. Run: iqtibas index"
            )
        if self._encoder is None:
            bundled = self._settings.encoder == "bundled"
            self._encoder = self._terms if bundled else load_encoder(self._settings.encoder)
        if manifest.encoder_fingerprint != self._encoder.fingerprint:
            raise EncoderError(
                f"The index was made with the encoder {manifest.encoder!r}, but IQTIBAS_ENCODER is "
                f"{self._encoder.name!r}. Run: iqtibas index"
            )
        if self._reranker is None:
            self._reranker = load_reranker(self._settings.reranker)
        return Retriever(generation, self._encoder, self._terms, self._reranker)
