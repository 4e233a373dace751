"""A library of a few articles held in memory, and libraries that fail.

For tests of what the bot does with answers; how answers are found is tested elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.library import Library, Listing, Reading, Status
from index.article import Article
from index.errors import IndexMissingError
from retrieval.answer import Answer, Highlight, Quote

ARABIC = Article(
    id="aaaaaaaaaaaa",
    text="أعلنت اللجنة النتائج أمس. فازت مصر بثلاث ميداليات في باريس.",
    title="حصاد الميداليات",
    source="نشرة",
    url="https://example.com/medals",
    published="2024-08-12",
    language="ar",
    path="articles/medals.md",
)
ENGLISH = Article(
    id="bbbbbbbbbbbb",
    text="The final was played in Berlin. Spain won Euro 2024 with a late goal.",
    title="Spain win the title",
    source="Sample Wire",
    url=None,
    published="2024-07",
    language="en",
    path="articles/euro.txt",
)


class ShelfLibrary(Library):
    """Answers with the second sentence of the first article that has a word of the question."""

    def __init__(self, *articles: Article) -> None:
        self.closed = False
        self._articles: Mapping[str, Article] = {article.id: article for article in articles}

    def answer(self, question: str, k: int | None = None) -> Answer:
        words = question.strip("؟?").split()
        language = "en" if question.isascii() else "ar"
        found = [a for a in self._articles.values() if any(word in a.text for word in words)]
        quotes = tuple(_quote(article) for article in found[:1])
        return Answer(question, language, bool(quotes), 0.9, "g1", 1.0, quotes)  # type: ignore[arg-type]

    def reading(self) -> Reading:
        return self

    def status(self) -> Status:
        return Status(
            "g1", "2026-11-22T10:20:30+00:00", 3, 1200, {"ar": 2, "en": 1}, 2, "bundled", 2_500_000
        )

    def listing(self) -> list[Listing]:
        return [
            Listing(a.id, a.title, a.source, a.published, a.language)
            for a in self._articles.values()
        ]

    def article(self, article_id: str) -> Article:
        return self._articles[article_id]

    def rolled_back_to(self) -> str | None:
        return None

    def follow(self) -> None:
        """There is one index."""

    def close(self) -> None:
        self.closed = True


class FailingLibrary(ShelfLibrary):
    """Raises instead of answering."""

    def __init__(self, error: Callable[[], Exception]) -> None:
        super().__init__()
        self._error = error

    def answer(self, question: str, k: int | None = None) -> Answer:
        raise self._error()

    def status(self) -> Status:
        raise self._error()

    def listing(self) -> list[Listing]:
        raise self._error()

    def article(self, article_id: str) -> Article:
        raise self._error()


class EmptyLibrary(FailingLibrary):
    """Has no index yet."""

    def __init__(self) -> None:
        super().__init__(lambda: IndexMissingError("Nothing is indexed yet: run iqtibas index."))


class AlteringLibrary(ShelfLibrary):
    """Quotes with one letter changed."""

    def answer(self, question: str, k: int | None = None) -> Answer:
        answer = super().answer(question, k)
        (quote,) = answer.quotes
        return replace(answer, quotes=(replace(quote, text="X" + quote.text[1:]),))


def _quote(article: Article) -> Quote:
    start = article.text.index(". ") + 2
    end = len(article.text)
    return Quote(
        rank=1,
        score=1.0,
        article_id=article.id,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        path=article.path,
        start=0,
        end=end,
        text=article.text,
        highlight=Highlight(start, end, article.text[start:]),
        also_reported_by=(),
        language=article.language,
    )
