"""The optional head of an article file: ``key: value`` lines between two lines of ``---``.

Malformed front matter is text, never an error. Dates and URLs are not judged here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = {
    "title": ("title", "headline", "العنوان", "عنوان"),
    "source": ("source", "outlet", "publisher", "site", "المصدر", "مصدر"),
    "url": ("url", "link", "canonical", "الرابط", "رابط"),
    "published": ("published", "date", "published_at", "التاريخ", "تاريخ النشر"),
    "author": ("author", "byline", "by", "الكاتب", "كاتب", "بقلم"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
_PAIR = re.compile(r"([^\W\d][\w -]{0,40}?)\s*:(?:\s+(.*)|)")
_CONTINUED = re.compile(r"\s|- |#|$")  # an indented line, a list item, a comment, a blank line
_MAX_LINES = 60


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head of a file states, as written; an empty string where it states nothing."""

    title: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    author: str = ""


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    r"""Part the front matter from the text.

    Args:
        text: A decoded file, with ``\n`` as its line end.

    Returns:
        ``(front matter, rest)``; an empty front matter and the whole text where there is none, it
        is malformed, or it holds no key that is known here.
    """
    lines = text.split("\n", _MAX_LINES)
    if lines[0].rstrip() != "---":
        return FrontMatter(), text
    found: dict[str, str] = {}
    for number, line in enumerate(lines[1:_MAX_LINES], 1):
        if line.rstrip() == "---":
            if not found:
                break
            return FrontMatter(**found), "\n".join(lines[number + 1 :])
        pair = _PAIR.fullmatch(line.rstrip())
        if pair:
            field = _FIELDS.get(pair[1].lower())
            if field:
                found.setdefault(field, _unquoted(pair[2] or ""))
        elif not _CONTINUED.match(line):
            break
    return FrontMatter(), text


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        value = value[1:-1].strip()
    return value
