"""The last check before anything is shown: a quote is what the article says, letter for letter."""

from __future__ import annotations

from bot.library import Library
from retrieval.answer import Answer, Quote

ATTEMPTS = 2


class NotVerbatimError(RuntimeError):
    """A quote is not a slice of its article; nothing may be shown."""


def quoted_answer(library: Library, question: str, k: int | None = None) -> Answer:
    """The library's answer, every quote and highlight of it compared with the article.

    The index may be swapped between the search and the comparison, and an article changed or gone
    with it. So a failed comparison asks once more.

    Raises:
        NotVerbatimError: A quote or highlight is not the slice its offsets name.
        IndexMissingError: No index has been built yet.
        ValueError: The question is empty.
    """
    for _ in range(ATTEMPTS):
        answer = library.answer(question, k)
        if all(is_verbatim(quote, library) for quote in answer.quotes):
            return answer
    raise NotVerbatimError(f"A quote of generation {answer.generation} is not in its article.")


def is_verbatim(quote: Quote, library: Library) -> bool:
    """Whether quote and highlight are the slices of the article that their offsets name."""
    try:
        text = library.article(quote.article_id).text
    except KeyError:
        return False
    highlight = quote.highlight
    return (
        0 <= quote.start <= highlight.start < highlight.end <= quote.end <= len(text)
        and text[quote.start : quote.end] == quote.text
        and text[highlight.start : highlight.end] == highlight.text
    )
