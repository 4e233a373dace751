"""The last check before anything is shown: a quote is what the article says, letter for letter."""

from __future__ import annotations

from bot.library import Library, Reading
from retrieval.answer import Answer, Quote


class NotVerbatimError(RuntimeError):
    """A quote is not a slice of its article; nothing may be shown."""


def quoted_answer(library: Library, question: str, k: int | None = None) -> Answer:
    """The library's answer, every quote and highlight of it compared with the article.

    Both are read from one generation, whatever is swapped in meanwhile.

    Raises:
        NotVerbatimError: A quote or highlight is not the slice its offsets name.
        IndexMissingError: No index has been built yet.
        ValueError: The question is empty.
    """
    reading = library.reading()
    answer = reading.answer(question, k)
    if all(is_verbatim(quote, reading) for quote in answer.quotes):
        return answer
    raise NotVerbatimError(f"A quote of generation {answer.generation} is not in its article.")


def is_verbatim(quote: Quote, reading: Reading) -> bool:
    """Whether quote and highlight are the slices of the article that their offsets name."""
    try:
        text = reading.article(quote.article_id).text
    except KeyError:
        return False
    highlight = quote.highlight
    return (
        0 <= quote.start <= highlight.start < highlight.end <= quote.end <= len(text)
        and text[quote.start : quote.end] == quote.text
        and text[highlight.start : highlight.end] == highlight.text
    )
