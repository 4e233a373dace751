"""An :class:`Answer` as Telegram messages. Pure: data in, HTML out.

A passage is shown verbatim, escaped and nothing else. Labels are in the language of the question,
each passage in its own direction. A message is filled quote by quote and never cut inside one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram.constants import MessageLimit

from bot.telegram.direction import begins_against, framed, isolate, mark, one_line
from bot.telegram.markup import Markup, Message, joined, linked, packed, plain, tagged
from bot.telegram.shorten import longest_start, shortened
from bot.texts import Texts, human_date, texts_for
from bot.texts.fate import fate
from retrieval.answer import Answer, Quote, Report, Unmatched

LONGEST_TITLE = 200
LONGEST_OUTLET = 80
LONGEST_SPEAKER = 100
LONGEST_DAY = 40
MOST_DAYS = 3
LONGEST_QUESTION = 300  # code points of a question repeated
MOST_NEAREST = 3
MOST_REPORTS = 5
_MARKS_AND_BREAKS = 4  # the mark and the blank line of the head, and the mark of the passage


def render_answer(answer: Answer, texts: Texts, understood: str | None = None) -> list[Message]:
    """The messages that answer one question.

    Args:
        answer: Its quotes must be verbatim; nothing here changes a character of them.
        texts: Of the question's language.
        understood: The question, where it is not as its asker wrote it.

    Returns:
        One message or more, each within Telegram's limits.
    """
    if answer.unmatched is not None:
        why = texts.unmatched(_shortened(answer.unmatched))
        return render_notice(
            f"{why}\n{texts.all_sources}" if answer.unmatched.unknown else why, texts
        )
    head = _label(texts.found if answer.answered else texts.abstained, texts)
    if understood is not None:
        shown = texts.understood(longest_start(one_line(understood), LONGEST_QUESTION))
        head = _label(shown, texts) + plain("\n") + head
    if not answer.answered:
        return [Message((head + _nearest(answer, texts)).html)]
    return render_quotes(answer.quotes, texts, head, _first(answer), _newer(answer, texts))


def render_told(answer: Answer, question: str, texts: Texts) -> list[Message]:
    """The messages that answer a question which had to wait for its answer."""
    told = texts.answered_now(longest_start(one_line(question), LONGEST_QUESTION))
    head = _label(told, texts)
    return render_quotes(answer.quotes, texts, head, _first(answer), _newer(answer, texts))


def render_more(quotes: Sequence[Quote], texts: Texts, first: int) -> list[Message]:
    """Further quotes of an answer, the first of them number ``first``."""
    return render_quotes(quotes, texts, _label(texts.more_found, texts), first)


def render_context(quote: Quote, texts: Texts) -> list[Message]:
    """A quote made longer by what stands round it."""
    alone = replace(quote, also_reported_by=())
    return render_quotes([alone], texts, _label(texts.context_found, texts), None)


def render_quotes(
    quotes: Sequence[Quote],
    texts: Texts,
    head: Markup,
    first: int | None,
    foot: Markup | None = None,
) -> list[Message]:
    """Quotes under a head and above a foot, numbered from ``first`` on unless it is None."""
    continued = _label(texts.continued, texts)
    above = max(head.units, continued.units) + _MARKS_AND_BREAKS
    blocks = [
        _quote(quote, texts, above, number=None if first is None else first + at, opened=not at)
        for at, quote in enumerate(quotes)
    ]
    feet = [] if foot is None else [foot]
    return packed([head + plain("\n") + blocks[0], *blocks[1:], *feet], "\n\n", continued)


def render_quote(quote: Quote, texts: Texts) -> Message:
    """One quote with its source as one message, to be sent anywhere."""
    (message,) = packed([_quote(quote, texts, 0, number=None, opened=True)], "\n\n", plain(""))
    return message


def render_notice(text: str, texts: Texts) -> list[Message]:
    """Lines of the interface as messages, cut between lines where they do not fit into one."""
    lines = [_label(line, texts) for line in text.split("\n")]
    return packed(lines, "\n", continued=_label(texts.continued, texts))


def _first(answer: Answer) -> int | None:
    """The number of the first quote; one alone has none."""
    return 1 if len(answer.quotes) > 1 else None


def _shortened(why: Unmatched) -> Unmatched:
    """With names that fit into a line."""
    cut = [
        tuple(longest_start(one_line(name), LONGEST_OUTLET) for name in names)
        for names in (why.unreadable, why.unknown, why.similar)
    ]
    return Unmatched(*cut)


def _label(text: str, texts: Texts) -> Markup:
    return plain(framed(text, texts.right_to_left))


def source_line(quote: Quote, texts: Texts, number: int | None = None) -> Markup:
    """An article's title, linked, the outlet and the date, after the quote's number.

    A second line says what became of it since, where it was edited or withdrawn.
    """
    date = human_date(quote.published, texts.months)
    line = _article(quote.title, quote.source, quote.url)
    if date:
        line += plain(texts.comma + isolate(date))
    if told := fate(quote, texts):
        line += plain("\n") + _label(told, texts)
    start = mark(texts.right_to_left)
    return plain(start if number is None else f"{start}{number}. ") + line


def _newer(answer: Answer, texts: Texts) -> Markup | None:
    """That a newer article exists than the one quoted first, and which, unless it is quoted too."""
    newer = answer.newer_unquoted
    if newer is None:
        return None
    line = _label("• ", texts) + _article(newer.title, newer.source, newer.url)
    date = human_date(newer.published, texts.months)
    if date:
        line += plain(texts.comma + isolate(date))
    return joined([_label(texts.newer, texts), line], "\n")


def _nearest(answer: Answer, texts: Texts) -> Markup:
    """The headlines nearest to a question without an answer, said to be none."""
    if not answer.nearest:
        return plain("")
    head = _label(texts.nearest, texts)
    return plain("\n\n") + joined([head, *_listed(answer.nearest[:MOST_NEAREST], texts)], "\n")


def _quote(quote: Quote, texts: Texts, above: int, *, number: int | None, opened: bool) -> Markup:
    """One quote with its source and the others that report the same, no longer than a message."""
    below = _speaker(quote, texts) + _days(quote, texts) + plain("\n")
    below += source_line(quote, texts, number)
    below += _reports(quote, texts)
    room = MessageLimit.MAX_TEXT_LENGTH - above - below.units
    return _passage(shortened(quote, room), first=opened) + below


def _speaker(quote: Quote, texts: Texts) -> Markup:
    """A line that says who speaks in the highlight, where it is known."""
    name = longest_start(one_line(quote.speaker or ""), LONGEST_SPEAKER)
    return plain("\n") + _label(f"— {isolate(name)}", texts) if name else plain("")


def _days(quote: Quote, texts: Texts) -> Markup:
    """A line that says which days the highlight names from the day it was published."""
    told = [
        texts.day_is(longest_start(one_line(day.text), LONGEST_DAY), when)
        for day in quote.days[:MOST_DAYS]
        if (when := human_date(day.date, texts.months))
    ]
    return plain("\n") + _label(texts.comma.join(told), texts) if told else plain("")


def _passage(quote: Quote, *, first: bool) -> Markup:
    start = quote.highlight.start - quote.start
    end = quote.highlight.end - quote.start
    inside = (
        plain(_direction_of_passage(quote))
        + plain(quote.text[:start])
        + tagged("b", plain(quote.text[start:end]))
        + plain(quote.text[end:])
    )
    return tagged("blockquote", inside, "" if first else " expandable")


def _direction_of_passage(quote: Quote) -> str:
    """A mark before a passage whose first strong letter would turn its lines the wrong way.

    Such as an Arabic passage that begins with a name in Latin letters.
    """
    right_to_left = texts_for(quote.language).right_to_left
    return mark(right_to_left) if begins_against(quote.text, right_to_left) else ""


def _reports(quote: Quote, texts: Texts) -> Markup:
    """By how many outlets the same is reported, and by which others, a line each."""
    reports = quote.also_reported_by
    if not reports:
        return plain("")
    outlets = len({quote.source, *(report.source for report in reports)})
    head = texts.reported_by(outlets) if outlets > 1 else texts.also_reported
    lines = [_label(head, texts), *_listed(reports[:MOST_REPORTS], texts)]
    left_out = len(reports) - MOST_REPORTS
    if left_out > 0:
        lines.append(_label(texts.and_more(left_out), texts))
    return plain("\n") + joined(lines, "\n")


def _listed(reports: Sequence[Report], texts: Texts) -> list[Markup]:
    return [
        _label("• ", texts)
        + _article(report.title, report.source, report.url)
        + plain(f" ({texts.same_text})" if report.copy_of else "")
        for report in reports
    ]


def _article(title: str, outlet: str, url: str | None) -> Markup:
    """Title and outlet, both inside the link: an outlet such as ``bbc.com`` is no second link."""
    values = (
        longest_start(one_line(title), LONGEST_TITLE),
        longest_start(one_line(outlet), LONGEST_OUTLET),
    )
    parts = [plain(isolate(value)) for value in values if value]
    return linked(joined(parts, " — "), url)
