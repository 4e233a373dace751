"""An :class:`Answer` in the terminal, and a conversation there. Pure: the caller prints.

Arabic is written as it is stored: turning it round is the terminal's work. Control characters of
an article are left out, so that no article can move the cursor or recolour the screen.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator

from bot.library import Library
from bot.telegram.direction import one_line
from bot.texts import LANGUAGES, Texts, human_date, texts_for
from bot.texts.fate import fate
from bot.verbatim import quoted_answer
from retrieval.answer import Answer, Quote
from retrieval.filters import read_filters

BOLD, FAINT, PLAIN = "\033[1m", "\033[2m", "\033[0m"
BAR = "│ "
MARK = "**"


def render_terminal(answer: Answer, colour: bool, width: int) -> str:
    """The answer as text, without a line break at its end.

    Args:
        answer: Its quotes must be verbatim.
        colour: Show the highlight with ANSI colours; else between ``**`` and ``**``.
        width: Columns of the terminal; 0 where lines are not to be broken.
    """
    texts = texts_for(answer.language)
    if answer.unmatched is not None:
        return "\n".join(map(one_line, texts.unmatched(answer.unmatched).split("\n")))
    if not answer.answered:
        return texts.abstained
    blocks = [_quote(quote, texts, colour, width) for quote in answer.quotes]
    return "\n\n".join([*blocks, *_newer(answer, texts)])


def chat(
    library: Library,
    read: Callable[[str], str],
    write: Callable[[str], None],
    colour: bool = False,
    width: int = 80,
) -> None:
    """Answer questions until the input ends.

    Args:
        library: Answers.
        read: Shows a prompt and returns a line, as ``input`` does; EOFError or KeyboardInterrupt
            ends the conversation.
        write: Shows text, as ``print`` does.
        colour: As for :func:`render_terminal`.
        width: As for :func:`render_terminal`.

    Raises:
        IqtibasError: There is no index to answer from.
    """
    for texts in LANGUAGES.values():
        write(texts.chat_hint)
    while True:
        try:
            question = read("? ")
        except (EOFError, KeyboardInterrupt):
            write("")
            return
        if any(character.isalnum() for character in read_filters(question).question):
            write(render_terminal(quoted_answer(library, question), colour, width) + "\n")


def _quote(quote: Quote, texts: Texts, colour: bool, width: int) -> str:
    taken = len(BAR) + (0 if colour else 2 * len(MARK))
    columns = max(width - taken, 1) if width else sys.maxsize
    spans = _wrapped(quote.text, columns)
    lines = [BAR + _marked(quote, first, last, colour) for first, last in spans]
    before, after = (FAINT, PLAIN) if colour else ("", "")
    lines += [f"{before}{one_line(line)}{after}" for line in _sources(quote, texts)]
    return "\n".join(lines)


def _marked(quote: Quote, first: int, last: int, colour: bool) -> str:
    """One line of a quote, what the highlight has of it marked."""
    start = min(max(quote.highlight.start - quote.start, first), last)
    end = max(min(quote.highlight.end - quote.start, last), start)
    before, inside, after = (
        _visible(quote.text[i:j]) for i, j in ((first, start), (start, end), (end, last))
    )
    on, off = (BOLD, PLAIN) if colour else (MARK, MARK)
    return before + (on + inside + off if inside else "") + after


def _sources(quote: Quote, texts: Texts) -> Iterator[str]:
    if quote.speaker:
        yield f"— {quote.speaker}"
    days = [(day.text, human_date(day.date, texts.months)) for day in quote.days]
    if days:
        yield texts.comma.join(texts.day_is(named, day) for named, day in days if day)
    date = human_date(quote.published, texts.months)
    yield f"{quote.title} — {quote.source}" + (texts.comma + date if date else "")
    if quote.url:
        yield quote.url
    if told := fate(quote, texts):
        yield told
    if quote.also_reported_by:
        yield texts.also_reported
    for report in quote.also_reported_by:
        same = f" ({texts.same_text})" if report.copy_of else ""
        yield f"• {report.title} — {report.source}{same}" + (f" {report.url}" if report.url else "")


def _newer(answer: Answer, texts: Texts) -> Iterator[str]:
    """That a newer article exists than the one quoted first, and which, unless it is quoted too."""
    newer = answer.newer_unquoted
    if newer is None:
        return
    date = human_date(newer.published, texts.months)
    line = f"• {newer.title} — {newer.source}" + (texts.comma + date if date else "")
    yield "\n".join(map(one_line, [texts.newer, line, *([newer.url] if newer.url else [])]))


def _wrapped(text: str, columns: int) -> Iterator[tuple[int, int]]:
    """Offsets ``(first, last)`` of the lines of ``text``, broken at spaces where too wide.

    A word wider than ``columns`` stands alone on its line.
    """
    line_start = 0
    for line in text.split("\n"):
        first = last = line_start
        for word in re.finditer(r"\S+", line):
            start, end = line_start + word.start(), line_start + word.end()
            if last > first and _cells(text[first:end]) > columns:
                yield first, last
                first = start
            last = end
        yield first, last
        line_start += len(line) + 1


def _cells(text: str) -> int:
    """Columns that ``text`` takes: none for combining marks, two for wide characters."""
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc")
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def _visible(text: str) -> str:
    """``text`` as one line without control characters. Marks of direction stay: they are text."""
    return "".join(c for c in " ".join(text.split("\n")) if unicodedata.category(c) != "Cc")
