"""Nothing is shown that is not in an article, letter for letter."""

import dataclasses

import pytest

from bot.verbatim import NotVerbatimError, is_verbatim, quoted_answer
from retrieval.answer import Quote
from tests.bot.shelf import ARABIC, ENGLISH, AlteringLibrary, ShelfLibrary


def test_a_verbatim_answer_is_given_as_it_is() -> None:
    library = ShelfLibrary(ARABIC)
    assert quoted_answer(library, "مصر") == library.answer("مصر")


def test_an_abstention_needs_no_article() -> None:
    assert not quoted_answer(ShelfLibrary(ARABIC), "الصين").answered


def test_a_quote_that_is_not_in_its_article_is_never_given() -> None:
    with pytest.raises(NotVerbatimError, match="generation g1"):
        quoted_answer(AlteringLibrary(ENGLISH), "Spain")


@pytest.mark.parametrize("change", ["text", "start", "end", "article", "highlight", "outside"])
def test_each_part_of_a_quote_is_compared(change: str) -> None:
    library = ShelfLibrary(ENGLISH)
    (quote,) = library.answer("Spain").quotes
    assert is_verbatim(quote, library)
    assert not is_verbatim(_changed(quote, change), library)


def _changed(quote: Quote, change: str) -> Quote:
    highlight = quote.highlight
    match change:
        case "text":
            return dataclasses.replace(quote, text=quote.text + " ")
        case "start":
            return dataclasses.replace(quote, start=quote.start + 1)
        case "end":
            return dataclasses.replace(quote, end=quote.end + 1)
        case "article":
            return dataclasses.replace(quote, article_id="nowhere")
        case "highlight":
            changed = dataclasses.replace(highlight, text=highlight.text.upper())
        case _:  # a slice of the article, but of a stretch that is not quoted
            changed = dataclasses.replace(highlight, start=0, end=3, text=ENGLISH.text[:3])
            quote = dataclasses.replace(quote, start=4, text=ENGLISH.text[4:])
    return dataclasses.replace(quote, highlight=changed)
