"""What a reader of one format takes out of a file, before it is cleaned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article as its file states it; an empty string where it states nothing.

    Attributes:
        text: Paragraphs, headings, list items and captions, each on a line of its own.
        title: Headline, without the site's name.
        source: Outlet, or an address, or both.
        url: Address the article is published at.
        published: A date in any form that :func:`index.reading.dates.find_date` reads.
        author: Who wrote it.
    """

    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    author: str = ""
