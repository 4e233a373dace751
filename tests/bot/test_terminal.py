"""Answers in the terminal."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from hypothesis import given, settings

from bot.terminal import chat, render_terminal
from retrieval.answer import Answer, Report, Unmatched
from retrieval.named_days import NamedDay
from tests.bot.answers import answer, answers, quote
from tests.bot.shelf import ARABIC, ENGLISH, ShelfLibrary

TEXT = "The final was played in Berlin.\nSpain won Euro 2024 with a late goal. Fans sang."
HIGHLIGHT = "Spain won Euro 2024 with a late goal."
ENGLISH_ANSWER = answer(
    quote(
        TEXT,
        HIGHLIGHT,
        title="Spain win",
        source="Wire",
        also_reported_by=(Report("b", "إسبانيا", "نشرة", "https://example.com/2"),),
        language="en",
    ),
    language="en",
)


def test_an_answer_is_these_lines() -> None:
    assert render_terminal(ENGLISH_ANSWER, colour=False, width=0).splitlines() == [
        "│ The final was played in Berlin.",
        "│ **Spain won Euro 2024 with a late goal.** Fans sang.",
        "Spain win — Wire, 25 October 2024",
        "https://example.com/1",
        "Also reported by:",
        "• إسبانيا — نشرة https://example.com/2",
    ]


def test_the_speaker_days_copies_and_a_newer_article_have_their_lines() -> None:
    copy = Report("b", "Spain win again", "Post", None, "2024-10-26", copy_of="0123456789ab")
    newer = Report("c", "Spain parade", "Ledger", "https://example.com/3", "2024-10-28")
    days = (NamedDay(40, 49, "on Sunday", "2024-10-20"),)
    said = replace(ENGLISH_ANSWER.quotes[0], speaker="Luis", days=days, url=None)
    said = replace(said, also_reported_by=(copy,))
    given_answer = replace(ENGLISH_ANSWER, quotes=(said,), newer=newer)
    assert render_terminal(given_answer, colour=False, width=0).splitlines()[2:] == [
        "— Luis",
        "“on Sunday” is 20 October 2024",
        "Spain win — Wire, 25 October 2024",
        "Also reported by:",
        "• Spain win again — Post (the same text)",
        "",
        "A newer article on this:",
        "• Spain parade — Ledger, 28 October 2024",
        "https://example.com/3",
    ]


def test_a_newer_article_that_is_quoted_too_is_not_named_again() -> None:
    quoted = ENGLISH_ANSWER.quotes[0]
    newer = Report(quoted.article_id, quoted.title, quoted.source, quoted.url, quoted.published)
    given_answer = replace(ENGLISH_ANSWER, newer=newer)
    assert render_terminal(given_answer, colour=False, width=0) == render_terminal(
        ENGLISH_ANSWER, colour=False, width=0
    )


def test_on_a_terminal_the_highlight_is_bold_on_each_line_it_takes() -> None:
    shown = render_terminal(ENGLISH_ANSWER, colour=True, width=22).splitlines()
    assert shown[:5] == [
        "│ The final was played",
        "│ in Berlin.",
        "│ \033[1mSpain won Euro 2024\033[0m",
        "│ \033[1mwith a late goal.\033[0m",
        "│ Fans sang.",
    ]
    assert shown[5] == "\033[2mSpain win — Wire, 25 October 2024\033[0m"


def test_an_abstention_is_one_line_in_the_language_of_the_question() -> None:
    assert render_terminal(answer(), colour=True, width=80) == (
        "لم أجد في المقالات جواباً عن هذا السؤال."
    )
    assert render_terminal(answer(language="en"), colour=True, width=80) == (
        "I found no answer to this question in the articles."
    )


def test_no_article_can_control_the_terminal() -> None:
    hostile = quote("a\033[2Jb\x9b1mc", "b", title="t\033]0;x\007", url="https://e.org/\033[1m")
    shown = render_terminal(answer(hostile), colour=False, width=80)
    assert "\033" not in shown
    assert "\x9b" not in shown
    assert "\007" not in shown


@given(answers())
@settings(max_examples=40, deadline=None)
def test_lines_that_are_not_broken_hold_the_passage_letter_for_letter(given_answer: Answer) -> None:
    shown = render_terminal(given_answer, colour=False, width=0)
    for q in given_answer.quotes:
        for line in q.text.replace("**", "").split("\n"):
            printable = line.replace("\t", "").strip()
            assert printable in shown.replace("**", "").replace("\n│ ", "\n")


def test_a_conversation_answers_until_the_input_ends() -> None:
    written: list[str] = []
    chat(
        ShelfLibrary(ARABIC, ENGLISH),
        _lines("كم فازت مصر؟", "  ", "who won Spain?"),
        written.append,
    )
    assert written[:2] == [
        "اكتب سؤالك. للخروج اضغط Ctrl-D.",
        "Write your question. Ctrl-D ends.",
    ]
    assert "**فازت مصر بثلاث ميداليات في باريس.**" in written[2]
    assert "**Spain won Euro 2024 with a late goal.**" in written[3]
    assert written[4:] == [""]


def _lines(*lines: str) -> Callable[[str], str]:
    given_lines: Iterator[str] = iter(lines)

    def read(prompt: str) -> str:
        try:
            return next(given_lines)
        except StopIteration:
            raise EOFError from None

    return read


def test_filters_that_leave_nothing_are_told_without_marks_of_direction() -> None:
    unmatched = replace(
        answer(), unmatched=Unmatched(unknown=("نشره",), similar=("نشرة", "x\033[1m"))
    )
    assert render_terminal(unmatched, colour=False, width=80) == (
        "لا مصدر بهذا الاسم: نشره\nأسماء تشبهه: نشرة، x[1m"
    )
