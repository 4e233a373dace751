"""What admins are shown: the list of articles, and how indexing went. Pure, like ``render``."""

from __future__ import annotations

from collections.abc import Sequence

from bot.library import Listing
from bot.telegram.direction import FIRST_STRONG_ISOLATE, POP_ISOLATE, framed, isolate, one_line
from bot.telegram.markup import Markup, Message, joined, plain, tagged
from bot.telegram.render import LONGEST_OUTLET, LONGEST_TITLE, render_notice
from bot.telegram.shorten import longest_start
from bot.texts import Texts, human_date
from index.article import Article
from index.reading import Rejected
from index.summary import Summary

PER_PAGE = 10
LISTED_TITLE, LISTED_OUTLET = 100, 40  # a page of them fits a message, of emoji too
MOST_REJECTED = 20


def pages_of(listing: Sequence[Listing]) -> int:
    """How many pages the list has; one where it is empty."""
    return max(1, -(-len(listing) // PER_PAGE))


def render_listing(listing: Sequence[Listing], texts: Texts, page: int = 1) -> Message:
    """One page of the list of articles, each with the id by which it is removed.

    Args:
        listing: Newest first.
        texts: Of who asked for it.
        page: From 1 to :func:`pages_of`.
    """
    pages = pages_of(listing)
    head = [texts.listing_head(len(listing))]
    head += [texts.page(page, pages)] if pages > 1 else []
    lines = [plain(framed(line, texts.right_to_left)) for line in head]
    shown = listing[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Message(joined([*lines, *(_listed(one, texts) for one in shown)], "\n").html)


def _listed(article: Listing, texts: Texts) -> Markup:
    date = human_date(article.published, texts.months)
    parts = [named(article, LISTED_TITLE, LISTED_OUTLET)] + ([isolate(date)] if date else [])
    line = framed("• " + texts.comma.join(parts) + texts.comma, texts.right_to_left)
    # A tap copies what is set as code.
    name = tagged("code", plain(article.article_id))
    return plain(line + FIRST_STRONG_ISOLATE) + name + plain(POP_ISOLATE)


def named(
    article: Listing | Article, title: int = LONGEST_TITLE, outlet: int = LONGEST_OUTLET
) -> str:
    """An article by its title and outlet, of these lengths; by default as under a quote."""
    return _value(article.title, title) + " — " + _value(article.source, outlet)


def render_summary(summary: Summary, texts: Texts) -> list[Message]:
    """What indexing did, and each file it left out with the reason."""
    lines = [texts.reindex_done(summary)]
    if summary.rejected:
        lines.append(texts.reindex_rejected(len(summary.rejected)))
        lines += [_rejected(file) for file in summary.rejected[:MOST_REJECTED]]
    return render_notice(
        "\n".join(lines + _rest(len(summary.rejected) - MOST_REJECTED, texts)), texts
    )


def _rejected(file: Rejected) -> str:
    return f"• {_value(file.path, LONGEST_TITLE)}: {_value(file.reason, LONGEST_TITLE)}"


def _rest(left_out: int, texts: Texts) -> list[str]:
    return [texts.and_more(left_out)] if left_out > 0 else []


def _value(value: str, limit: int) -> str:
    return isolate(longest_start(one_line(value), limit))
