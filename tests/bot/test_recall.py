"""A quote read again from the articles of now."""

from dataclasses import replace

import pytest

from bot.recall import MovedOnError, in_context, recalled
from bot.state.answers import kept
from index.article import Article
from index.passages import split_passages
from retrieval.answer import Quote, Report
from tests.bot.answers import quote
from tests.bot.shelf import ARABIC, ENGLISH, ShelfLibrary

SENTENCES = [f"هذه هي الجملة رقم {n} وفيها ما يكفي من الكلمات لتطول قليلاً." for n in range(60)]
LONG = replace(ARABIC, text=" ".join(SENTENCES))


def quoted(article: Article, first: int, last: int) -> Quote:
    """The sentences from one to another, the first of them the highlight."""
    text = " ".join(SENTENCES[first : last + 1])
    found = quote(
        text,
        SENTENCES[first],
        start=article.text.index(text),
        title=article.title,
        url=article.url,
        published=article.published,
        also_reported_by=(Report.of(ENGLISH),),
    )
    return replace(found, article_id=article.id, path=article.path, score=0.0)


def test_a_quote_is_the_same_again_and_reports_that_are_gone_are_left_out() -> None:
    given = quoted(LONG, 20, 21)
    found = recalled(kept(given), ShelfLibrary(LONG, ENGLISH))
    assert found.quote == given
    assert found.article == LONG
    alone = recalled(kept(given), ShelfLibrary(LONG))
    assert alone.quote == replace(given, also_reported_by=())


@pytest.mark.parametrize("text", ["", "x" + LONG.text, LONG.text.replace("رقم 21", "رقم 22")])
def test_a_quote_of_an_article_that_changed_there_is_not_shown(text: str) -> None:
    with pytest.raises(MovedOnError):
        recalled(kept(quoted(LONG, 20, 21)), ShelfLibrary(replace(LONG, text=text)))


def test_a_quote_of_an_article_that_is_gone_is_not_shown() -> None:
    with pytest.raises(MovedOnError):
        recalled(kept(quoted(LONG, 20, 21)), ShelfLibrary())


@pytest.mark.parametrize(("first", "last"), [(0, 0), (1, 1), (30, 31), (59, 59), (0, 59)])
def test_the_context_is_the_passage_and_its_neighbours(first: int, last: int) -> None:
    found = recalled(kept(quoted(LONG, first, last)), ShelfLibrary(LONG))
    passages = split_passages(LONG)
    touched = [
        n
        for n, p in enumerate(passages)
        if set(range(p.start, p.end)) & set(range(found.quote.start, found.quote.end))
    ]
    wanted = passages[max(0, touched[0] - 1) : touched[-1] + 2]
    wider = in_context(found)
    assert (wider.start, wider.end) == (wanted[0].start, wanted[-1].end)
    assert wider.text == LONG.text[wider.start : wider.end]
    assert wider.highlight == found.quote.highlight
