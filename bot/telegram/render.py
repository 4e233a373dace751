"""An :class:`Answer` as Telegram messages. Pure: data in, HTML out.

A passage is shown verbatim, escaped and nothing else. Labels are in the language of the question,
each passage in its own direction. A message is filled quote by quote and never cut inside one.
"""

from __future__ import annotations

from telegram.constants import MessageLimit

from bot.telegram.direction import begins_against, framed, isolate, mark, one_line
from bot.telegram.markup import Markup, Message, joined, linked, packed, plain, tagged, utf16_length
from bot.telegram.shorten import longest_start, shortened
from bot.texts import Texts, human_date, texts_for
from retrieval.answer import Answer, Quote, Unmatched

LONGEST_TITLE = 200
LONGEST_OUTLET = 80
MOST_REPORTS = 5
_MARKS_AND_BREAKS = 4  # the mark and the blank line of the head, and the mark of the passage


def render_answer(answer: Answer, texts: Texts) -> list[Message]:
    """The messages that answer one question.

    Args:
        answer: Its quotes must be verbatim; nothing here changes a character of them.
        texts: Of the question's language.

    Returns:
        One message or more, each within Telegram's limits.
    """
    if answer.unmatched is not None:
        why = texts.unmatched(_shortened(answer.unmatched))
        return render_notice(
            f"{why}\n{texts.all_sources}" if answer.unmatched.unknown else why, texts
        )
    if not answer.answered:
        return render_notice(texts.abstained, texts)
    head = _label(texts.found, texts)
    quotes = [_quote(quote, texts, first=not at) for at, quote in enumerate(answer.quotes)]
    first = head + plain("\n") + quotes[0]
    return packed([first, *quotes[1:]], "\n\n", continued=_label(texts.continued, texts))


def render_quote(quote: Quote, texts: Texts) -> Message:
    """One quote with its source as one message, to be sent anywhere."""
    (message,) = packed([_quote(quote, texts, first=True)], "\n\n", continued=plain(""))
    return message


def render_notice(text: str, texts: Texts) -> list[Message]:
    """Lines of the interface as messages, cut between lines where they do not fit into one."""
    lines = [_label(line, texts) for line in text.split("\n")]
    return packed(lines, "\n", continued=_label(texts.continued, texts))


def _shortened(why: Unmatched) -> Unmatched:
    """With names that fit into a line."""
    cut = [
        tuple(longest_start(one_line(name), LONGEST_OUTLET) for name in names)
        for names in (why.unreadable, why.unknown, why.similar)
    ]
    return Unmatched(*cut)


def _label(text: str, texts: Texts) -> Markup:
    return plain(framed(text, texts.right_to_left))


def _quote(quote: Quote, texts: Texts, *, first: bool) -> Markup:
    """One quote with its source and the others that report the same, no longer than a message."""
    below = _source(quote, texts) + _reports(quote, texts)
    above = max(utf16_length(head) for head in (texts.found, texts.continued)) + _MARKS_AND_BREAKS
    room = MessageLimit.MAX_TEXT_LENGTH - above - below.units
    return _passage(shortened(quote, room), first=first) + below


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


def _source(quote: Quote, texts: Texts) -> Markup:
    """The line below a quote: its article's title, linked, the outlet and the date."""
    date = human_date(quote.published, texts.months)
    line = _article(quote.title, quote.source, quote.url)
    if date:
        line += plain(texts.comma + isolate(date))
    return plain("\n" + mark(texts.right_to_left)) + line


def _reports(quote: Quote, texts: Texts) -> Markup:
    """Who else reports the same, a line each."""
    if not quote.also_reported_by:
        return plain("")
    lines = [_label(texts.also_reported, texts)]
    lines += [
        _label("• ", texts) + _article(report.title, report.source, report.url)
        for report in quote.also_reported_by[:MOST_REPORTS]
    ]
    left_out = len(quote.also_reported_by) - MOST_REPORTS
    if left_out > 0:
        lines.append(_label(texts.and_more(left_out), texts))
    return plain("\n") + joined(lines, "\n")


def _article(title: str, outlet: str, url: str | None) -> Markup:
    """Title and outlet, both inside the link: an outlet such as ``bbc.com`` is no second link."""
    values = (
        longest_start(one_line(title), LONGEST_TITLE),
        longest_start(one_line(outlet), LONGEST_OUTLET),
    )
    parts = [plain(isolate(value)) for value in values if value]
    return linked(joined(parts, " — "), url)
