"""A quote that was shown, read again from the served index. Knows no Telegram."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.library import Library
from bot.state.answers import KeptQuote
from index.article import Article
from index.copies import are_copies, signature
from index.passages import split_passages
from retrieval.answer import Quote, Report


class MovedOnError(Exception):
    """The article is gone, or says something else where it was quoted."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A quote and its article, both of the index served now."""

    quote: Quote
    article: Article


def recalled(kept: KeptQuote, library: Library) -> Recalled:
    """The quote as it was shown.

    Raises:
        MovedOnError: It cannot be shown so any more.
        GenerationError: The index cannot be served.
    """
    try:
        article = library.article(kept.article_id)
    except KeyError:
        raise MovedOnError(kept.article_id) from None
    if not kept.stands_in(article):
        raise MovedOnError(kept.article_id)
    quote = Quote.of(
        article,
        (kept.start, kept.end),
        (kept.highlight_start, kept.highlight_end),
        rank=1,
        score=0.0,
        also_reported_by=_reports(kept, article, library),
    )
    return Recalled(quote, article)


def in_context(found: Recalled) -> Quote:
    """The quote's passage with those before and after it, the highlight kept."""
    quote, text = found.quote, found.article.text
    passages = split_passages(found.article)
    touched = [
        number
        for number, passage in enumerate(passages)
        if passage.start < quote.end and quote.start < passage.end
    ]
    start = passages[max(touched[0] - 1, 0)].start
    end = passages[min(touched[-1] + 1, len(passages) - 1)].end
    start, end = min(start, quote.start), max(end, quote.end)
    return replace(quote, start=start, end=end, text=text[start:end])


def _reports(kept: KeptQuote, quoted: Article, library: Library) -> tuple[Report, ...]:
    """The others that say the same, those that are gone left out."""
    found = []
    known = [(quoted.id, signature(quoted.text))]
    for article_id in kept.reports:
        try:
            article = library.article(article_id)
        except KeyError:
            continue
        own = signature(article.text)
        copy_of = next((i for i, other in known if are_copies(own, other)), None)
        found.append(Report.of(article, copy_of))
        known.append((article_id, own))
    return tuple(found)
