"""Articles to passages: neighbouring sentences, as many as a reader takes in at one glance."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator

from index.article import Article, Passage
from index.sentences import split_sentences

# Characters. What a phone shows of a chat message without scrolling, three or four sentences.
TARGET = 480
# Characters. A screen; also keeps three quotes and their sources inside one Telegram message.
LIMIT = 900
# Characters. A shorter last passage joins the one before it.
_TINY = 120
_MAX_HEADING = 100  # characters
_NOT_BLANK = re.compile(r"\S")
_BLANK = re.compile(r"(?=\s)")
_PAUSE = re.compile(r"[،؛,;:](?=\s)")
_FINAL = re.compile(r"[.!…۔][\s\"'»”’)\]]*\Z")

_Span = tuple[int, int]


def split_passages(article: Article, target: int = TARGET, limit: int = LIMIT) -> list[Passage]:
    """Cut an article into passages of whole sentences.

    A passage ends where its length is nearest to ``target``. A heading stays with the text after
    it. A sentence longer than ``limit`` is cut at pauses or between words, and its pieces count as
    sentences.

    Args:
        article: Its text is sliced, never altered.
        target: Characters that a passage should have.
        limit: Characters that no passage exceeds.

    Returns:
        In the text's order; every sentence lies in exactly one.

    Raises:
        ValueError: Not ``1 <= target <= limit``.
    """
    if not 1 <= target <= limit:
        raise ValueError(f"expected 1 <= target <= limit, got target {target}, limit {limit}")
    text = article.text
    sentences = [
        piece for span in split_sentences(text) for piece in _pieces(text, *span, target, limit)
    ]
    groups: list[list[_Span]] = []
    for unit in _units(text, sentences, limit):
        if groups and _joins(groups[-1], unit, target, limit):
            groups[-1] += unit
        else:
            groups.append(unit)
    if len(groups) > 1 and _length(groups[-1]) < _TINY:
        joined = groups[-2] + groups[-1]
        if _length(joined) <= limit:
            groups[-2:] = [joined]
    return [Passage(article.id, group[0][0], group[-1][1], tuple(group)) for group in groups]


def passage_text(article: Article, passage: Passage) -> str:
    """What is searched for a passage: its slice under its article's title."""
    text = article.text[passage.start : passage.end]
    return f"{article.title}\n{text}" if is_titled(article, passage) else text


def is_titled(article: Article, passage: Passage) -> bool:
    """Whether the title is searched with a passage: where it is not in it."""
    return article.title not in article.text[passage.start : passage.end]


def _length(spans: list[_Span]) -> int:
    return spans[-1][1] - spans[0][0]


def _joins(group: list[_Span], unit: list[_Span], target: int, limit: int) -> bool:
    """Whether a group comes nearer to the target, and stays in the limit, with one more unit."""
    joined = unit[-1][1] - group[0][0]
    return joined <= limit and abs(joined - target) <= abs(_length(group) - target)


def _units(text: str, sentences: list[_Span], limit: int) -> Iterator[list[_Span]]:
    """What must not be parted: a heading with the sentence after it, else one sentence."""
    shaped = [_has_shape_of_heading(text, sentences, at) for at in range(len(sentences))]
    heading: _Span | None = None
    for at, span in enumerate(sentences):
        if heading is not None:
            fits = span[1] - heading[0] <= limit
            yield from [[heading, span]] if fits else [[heading], [span]]
            heading = None
        elif shaped[at] and not all(shaped[at + 1 : at + 2]):  # the lines of a list go singly
            heading = span
        else:
            yield [span]


def _has_shape_of_heading(text: str, sentences: list[_Span], at: int) -> bool:
    """Whether a sentence is a short line of its own that does not end as a statement does."""
    start, end = sentences[at]
    if end - start > _MAX_HEADING or _FINAL.search(text[start:end]):
        return False
    # Between sentences there are only blanks.
    before = text[sentences[at - 1][1] : start] if at else "\n"
    after = text[end : sentences[at + 1][0]] if at + 1 < len(sentences) else "\n"
    return "\n" in before and "\n" in after


def _pieces(text: str, start: int, end: int, target: int, limit: int) -> Iterator[_Span]:
    """A sentence, or if it is over ``limit`` its pieces of about equal length near ``target``."""
    if end - start <= limit:
        yield start, end
        return
    while end - start > target:
        aim = start + math.ceil((end - start) / math.ceil((end - start) / target))
        cut = _cut(text, start, aim, min(end, start + limit))
        yield start, start + len(text[start:cut].rstrip())
        beyond = _NOT_BLANK.search(text, cut, end)
        if beyond is None:
            return
        start = beyond.start()
    yield start, end


def _cut(text: str, start: int, aim: int, stop: int) -> int:
    """Where to cut ``text[start:stop]``: at the pause nearest ``aim``, else the nearest blank."""
    earliest = start + (aim - start) // 2
    for pattern in (_PAUSE, _BLANK):
        cuts = [earliest + found.end() for found in pattern.finditer(text[earliest:stop])]
        if cuts:
            return min(cuts, key=lambda cut: (abs(cut - aim), cut))
    cut = aim
    while cut > earliest + 1 and unicodedata.combining(text[cut]):
        cut -= 1  # a mark stays with its letter
    return cut
