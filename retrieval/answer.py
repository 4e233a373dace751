"""What a reader is given: an :class:`Answer` made of :class:`Quote` slices, or an abstention.

Plain values that know how they are made and their JSON, and no more; the terminal, the JSON output
and Telegram are all rendered from them. They hold verbatim slices only: nothing here is ever
normalised.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from index.article import Article, Language
from retrieval.named_days import NamedDay, named_days
from retrieval.speech import speaker


@dataclass(frozen=True, slots=True)
class Highlight:
    """The sentence that answers: ``article.text[start:end] == text``, inside its quote."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """Another article that reports the same thing.

    Attributes:
        article_id: Its id.
        title: Its headline.
        source: Its outlet.
        url: Where it was published, or None.
        published: ISO date, or None.
        copy_of: The article that this one is a near-copy of: the one quoted, or one named before
            it. None for a report of its own.
    """

    article_id: str
    title: str
    source: str
    url: str | None
    published: str | None = None
    copy_of: str | None = None

    @classmethod
    def of(cls, article: Article, copy_of: str | None = None) -> Report:
        """The report that an article is."""
        return cls(
            article.id, article.title, article.source, article.url, article.published, copy_of
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim slice shown to the reader: ``article.text[start:end] == text``.

    Attributes:
        rank: 1 for the best.
        score: Higher is better; comparable within one answer only.
        article_id: The article quoted.
        title: Its headline.
        source: Its outlet.
        url: Where it was published, or None.
        published: ISO date, or None.
        path: The file it was read from.
        start: First code point in the article's text.
        end: One past the last.
        text: The slice.
        highlight: The sentence of it that answers.
        also_reported_by: Other articles whose best sentence says the same, best first.
        language: The article's language, which decides the direction it is shown in.
        speaker: Who speaks in the highlight, as the article names them, where it says so.
        days: Days that the highlight names from the day of publication, such as "yesterday".
        edited: ISO date on which the article was last found changed since it was kept, or None.
        withdrawn: ISO date on which it was found gone from its address, or None.
    """

    rank: int
    score: float
    article_id: str
    title: str
    source: str
    url: str | None
    published: str | None
    path: str
    start: int
    end: int
    text: str
    highlight: Highlight
    also_reported_by: tuple[Report, ...]
    language: Language
    speaker: str | None = None
    days: tuple[NamedDay, ...] = ()
    edited: str | None = None
    withdrawn: str | None = None

    @classmethod
    def of(
        cls,
        article: Article,
        span: tuple[int, int],
        highlight: tuple[int, int],
        *,
        rank: int,
        score: float,
        also_reported_by: tuple[Report, ...],
    ) -> Quote:
        """The slice ``span`` of an article, with the slice ``highlight`` of it as what answers."""
        who = speaker(article.text, highlight)
        return cls(
            rank=rank,
            score=score,
            article_id=article.id,
            title=article.title,
            source=article.source,
            url=article.url,
            published=article.published,
            path=article.path,
            start=span[0],
            end=span[1],
            text=article.text[slice(*span)],
            highlight=Highlight(*highlight, article.text[slice(*highlight)]),
            also_reported_by=also_reported_by,
            language=article.language,
            speaker=article.text[slice(*who)] if who else None,
            days=named_days(article.text, highlight, article.published),
            edited=article.edited,
            withdrawn=article.withdrawn,
        )


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Why the filters of a question leave no article; all empty where none meets all of them.

    Attributes:
        unreadable: Dates that are none, as written.
        unknown: Sources that no outlet is called, as written.
        similar: Outlets whose names are like those, nearest first.
    """

    unreadable: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    Attributes:
        question: As asked.
        language: The question's language.
        answered: False when the program abstains; ``quotes`` is then empty.
        confidence: Estimated probability in [0, 1] that the first highlight answers.
        generation: Id of the index generation that answered.
        took_ms: Wall time of the search in milliseconds.
        quotes: Best first.
        newer: An article published later than the one quoted first that holds about as much of
            what is asked, and says something else; or None.
        nearest: Where the program abstains, articles whose subject is nearest; no answer. Left
            out of the JSON.
        unmatched: Set where nothing was searched, because the question's filters leave no article.
    """

    question: str
    language: Language
    answered: bool
    confidence: float
    generation: str
    took_ms: float
    quotes: tuple[Quote, ...]
    newer: Report | None = None
    nearest: tuple[Report, ...] = ()
    unmatched: Unmatched | None = None

    @property
    def newer_unquoted(self) -> Report | None:
        """The newer article, unless it is quoted too and so is seen already."""
        quoted = {quote.article_id for quote in self.quotes}
        return None if self.newer is None or self.newer.article_id in quoted else self.newer

    def to_json(self) -> dict[str, Any]:
        """The object that ``iqtibas ask --json`` prints (see docs/INTERFACES.md)."""
        values = asdict(self)
        del values["nearest"]
        if self.unmatched is None:
            del values["unmatched"]
        return values
