"""What is indexed: an :class:`Article` and the :class:`Passage` slices it is cut into.

This module knows nothing of files, vectors or terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Article:
    """One news item. ``text`` is what was left after cleaning, once, and is never altered again.

    Attributes:
        id: Stable for the same file, 12 hexadecimal digits (see ``index.reader``).
        text: The cleaned text. Every offset in the program counts code points of this string.
        title: Headline; the start of the first line where the file states none.
        source: The outlet, else the site of ``url``, else the file's name.
        url: Where it was published, if the file says so.
        published: ISO date ``YYYY-MM-DD`` (or ``YYYY-MM``), if the file says so.
        language: The language most of the letters belong to.
        path: The file, as the operator named it; of a file inside another (an archive, a line of
            ``.jsonl``), the outer file's path with the inner name behind it.
        author: Who wrote it, if the file says so.
        edited: ISO date on which its text at ``url`` was last found changed, or None.
        withdrawn: ISO date on which it was found gone from ``url``, or None.
    """

    id: str
    text: str
    title: str
    source: str
    url: str | None
    published: str | None
    language: Language
    path: str
    author: str | None = None
    edited: str | None = None
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of an article, cut at sentence ends: ``article.text[start:end]``.

    Attributes:
        article_id: The article it is a slice of.
        start: First code point.
        end: One past the last code point.
        sentences: ``(start, end)`` of each sentence in it, offsets into the article's text.
    """

    article_id: str
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
