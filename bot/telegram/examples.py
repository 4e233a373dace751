"""Questions that the articles of the day answer, for /help: their headlines, tried first."""

from __future__ import annotations

from bot.library import Library, Listing
from bot.telegram.direction import one_line
from bot.verbatim import quoted_answer

MOST = 3
TRIED = 8  # headlines at most
LONGEST = 90  # code points of a headline that is easily typed or copied


def examples(library: Library, language: str) -> list[str]:
    """Headlines that get an answer from their own article, newest first, as lines.

    One of them is in another language than the reader's, where there is one: the bot answers
    across languages.

    Raises:
        IndexMissingError: No index has been built yet.
    """
    fit = [one for one in library.listing() if 0 < len(one_line(one.title)) <= LONGEST]
    own = [one for one in fit if one.language == language]
    other = [one for one in fit if one.language != language]
    across = _answered(library, other, 1 if own else MOST)
    return _answered(library, own, MOST - len(across)) + across


def _answered(library: Library, listing: list[Listing], most: int) -> list[str]:
    found: list[str] = []
    for one in listing[:TRIED]:
        if len(found) == most:
            break
        title = one_line(one.title)
        try:
            answer = quoted_answer(library, title)
        except ValueError:  # a headline of digits and signs
            continue
        if any(quote.article_id == one.article_id for quote in answer.quotes):
            found.append(title)
    return found
