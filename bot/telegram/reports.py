"""What admins are shown: the list of articles, and how indexing went. Pure, like ``render``."""

from __future__ import annotations

from collections.abc import Sequence

from bot.library import Listing
from bot.telegram.direction import isolate, one_line
from bot.telegram.markup import Message
from bot.telegram.render import LONGEST_OUTLET, LONGEST_TITLE, render_notice
from bot.telegram.shorten import longest_start
from bot.texts import Texts, human_date
from index.reading import Rejected
from index.summary import Summary

MOST_LISTED = 30
MOST_REJECTED = 20


def render_listing(listing: Sequence[Listing], texts: Texts) -> list[Message]:
    """The newest articles, a line each, and how many more there are."""
    lines = [texts.listing_head(len(listing))]
    lines += [_listed(article, texts) for article in listing[:MOST_LISTED]]
    return render_notice("\n".join(lines + _rest(len(listing) - MOST_LISTED, texts)), texts)


def _listed(article: Listing, texts: Texts) -> str:
    date = human_date(article.published, texts.months)
    parts = [_value(article.title, LONGEST_TITLE) + " — " + _value(article.source, LONGEST_OUTLET)]
    return "• " + texts.comma.join(parts + ([isolate(date)] if date else []))


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
