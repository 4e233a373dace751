"""An answer as the messages a reader gets."""

import dataclasses
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.telegram.markup import Message
from bot.telegram.render import render_answer, render_notice
from bot.texts import LANGUAGES, Texts, texts_for
from retrieval.answer import Answer, Report, Unmatched
from retrieval.named_days import NamedDay
from tests.bot.answers import answer, answers, quote
from tests.bot.telegram.reading import received, sent, without_mark
from tests.fake_telegram import server_cleaning

any_answer = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TEXT = "نقلت الصحيفة الخبر. طلب بوتين من ماسك ألا يشغّل ستارلينك فوق تايوان. ولم يعلّق الكرملين."
HIGHLIGHT = "طلب بوتين من ماسك ألا يشغّل ستارلينك فوق تايوان."
AR, EN = texts_for("ar"), texts_for("en")


def test_an_arabic_answer_is_these_lines() -> None:
    reports = (
        Report("b", "Putin asked Musk", "Sample Wire", "https://example.com/2"),
        Report("c", "خبر", "دفتر", None),
    )
    shown = render_answer(answer(quote(TEXT, HIGHLIGHT, also_reported_by=reports)), texts_for("ar"))
    before, after = TEXT.split(HIGHLIGHT)
    assert shown == [
        Message(
            "\u200fهذا ما جاء في المقالات:\n"
            f"<blockquote>{before}<b>{HIGHLIGHT}</b>{after}</blockquote>\n"
            '\u200f<a href="https://example.com/1">\u2068عنوان\u2069 — \u2068نشرة\u2069</a>،'
            " \u206825 أكتوبر 2024\u2069\n"
            "\u200fنشره 3 مصادر، وغيرُ هذا:\n"
            '\u200f• <a href="https://example.com/2">\u2068Putin asked Musk\u2069 —'
            " \u2068Sample Wire\u2069</a>\n"
            "\u200f• \u2068خبر\u2069 — \u2068دفتر\u2069"
        )
    ]


def test_the_speaker_days_copies_and_a_newer_article_have_their_lines() -> None:
    copy = Report("b", "خبر", "دفتر", None, "2024-10-26", copy_of="0123456789ab")
    newer = Report("c", "Later", "Wire", "https://example.com/3", "2024-10-28")
    said = replace(
        quote(TEXT, HIGHLIGHT, also_reported_by=(copy,)),
        speaker="Dmitry\n\u202ePeskov",
        days=(NamedDay(1, 4, "أمس", "2024-10-24"), NamedDay(5, 9, "غداً", "2024-10-26")),
    )
    (message,) = render_answer(replace(answer(said), newer=newer), AR)
    assert received(message).labels == [
        "\u200fهذا ما جاء في المقالات:",
        "\u200f— \u2068Dmitry Peskov\u2069",
        "\u200f«\u2068أمس\u2069» أي \u206824 أكتوبر 2024\u2069، "
        "«\u2068غداً\u2069» أي \u206826 أكتوبر 2024\u2069",
        "\u200f\u2068عنوان\u2069 — \u2068نشرة\u2069، \u206825 أكتوبر 2024\u2069",
        "\u200fنشره مصدران، وغيرُ هذا:",
        "\u200f• \u2068خبر\u2069 — \u2068دفتر\u2069 (النص نفسه)",
        "\u200fمقال أحدث في هذا الموضوع:",
        "\u200f• \u2068Later\u2069 — \u2068Wire\u2069، \u206828 أكتوبر 2024\u2069",
    ]


def test_a_newer_article_that_is_quoted_too_is_not_named_again() -> None:
    newer = Report("0123456789ab", "Later", "Wire", None, "2024-10-28")
    given = answer(quote(TEXT, HIGHLIGHT))
    assert render_answer(replace(given, newer=newer), AR) == render_answer(given, AR)


def test_an_english_answer_labels_an_arabic_quote_in_english() -> None:
    shown = render_answer(
        answer(quote(TEXT, HIGHLIGHT, published="2024-10"), language="en"), texts_for("en-GB")
    )
    read = received(shown[0])
    assert read.labels == [
        "\u200eThis is what the articles say:",
        "\u200e\u2068عنوان\u2069 — \u2068نشرة\u2069, \u2068October 2024\u2069",
    ]
    assert read.quotes == [TEXT]


def test_the_first_quote_is_open_and_the_others_expand() -> None:
    (message,) = render_answer(answer(*[quote(TEXT, HIGHLIGHT)] * 3), texts_for("ar"))
    types = [entity.type for entity in received(message).entities if "quote" in entity.type]
    assert types == ["blockquote", "expandable_blockquote", "expandable_blockquote"]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (texts_for("ar"), "\u200fلم أجد في المقالات جواباً عن هذا السؤال."),
        (texts_for("en"), "\u200eI found no answer to this question in the articles."),
    ],
)
def test_an_abstention_shows_no_quote(texts: Texts, said: str) -> None:
    assert render_answer(answer(), texts) == [Message(said)]


@given(answers())
@any_answer
def test_any_answer_is_accepted_by_telegram_and_shown_whole(given_answer: Answer) -> None:
    pages = render_answer(given_answer, texts_for(given_answer.language))
    quoted = [text for page in pages for text in received(page).quotes]
    assert [_trimmed(without_mark(text)) for text in quoted] == [
        _trimmed(without_mark(server_cleaning(q.text))) for q in given_answer.quotes
    ]


@given(answers())
@any_answer
def test_what_is_sent_holds_each_passage_and_its_highlight_letter_for_letter(
    given_answer: Answer,
) -> None:
    pages = [sent(page) for page in render_answer(given_answer, texts_for(given_answer.language))]
    quoted = [text for page in pages for text in page.quotes]
    for shown, q in zip(quoted, given_answer.quotes, strict=True):
        assert shown in (q.text, "\u200f" + q.text, "\u200e" + q.text)
    bold = [text for page in pages for text in page.of("bold")]
    assert bold == [q.highlight.text for q in given_answer.quotes]


@given(answers())
@any_answer
def test_every_line_outside_the_quotes_keeps_its_direction(given_answer: Answer) -> None:
    texts = texts_for(given_answer.language)
    for page in render_answer(given_answer, texts):
        for line in received(page).labels:
            _assert_directed(line, texts)


@given(answers())
@any_answer
def test_links_lead_to_the_article_and_nowhere_else(given_answer: Answer) -> None:
    pages = [sent(page) for page in render_answer(given_answer, texts_for(given_answer.language))]
    links = {e.url for page in pages for e in page.entities if e.type == "text_link"}
    assert all(link.startswith(("http://example.com/", "https://example.com/")) for link in links)


@given(st.lists(st.text("ab اب<&>😀", min_size=1, max_size=400), min_size=1, max_size=40))
@any_answer
def test_a_notice_of_many_lines_loses_none(lines: list[str]) -> None:
    lines = ["x" + line.strip() for line in lines]
    for texts in LANGUAGES.values():
        pages = [received(page) for page in render_notice("\n".join(lines), texts)]
        shown = [line[1:] for page in pages for line in page.text.split("\n")]
        assert [line for line in shown if line != texts.continued] == lines


def test_a_passage_that_begins_in_the_other_direction_is_turned_right() -> None:
    text = "BBC أعلنت الخبر."
    shown = render_answer(answer(quote(text, text)), texts_for("ar"))
    assert f"<blockquote>\u200f<b>{text}</b></blockquote>" in shown[0].html


def test_long_lists_of_reports_are_cut_and_counted() -> None:
    reports = tuple(Report(str(n), f"خبر {n}", "دفتر", None) for n in range(7))
    (page,) = render_answer(
        answer(quote(TEXT, HIGHLIGHT, also_reported_by=reports)), texts_for("ar")
    )
    assert received(page).labels[-2:] == [
        "\u200f• \u2068خبر 4\u2069 — \u2068دفتر\u2069",
        "\u200fواثنان غيرها",
    ]


def test_a_passage_too_long_for_a_message_keeps_the_sentences_round_its_highlight() -> None:
    sentences = [f"هذه هي الجملة رقم {n} من مقال طويل جداً." for n in range(300)]
    text = " ".join(sentences)
    (page,) = render_answer(answer(quote(text, sentences[150])), texts_for("ar"))
    read = received(page)
    (shown,) = read.quotes
    assert shown in text
    assert " ".join(sentences[149:152]) in shown
    assert shown.startswith("هذه هي الجملة رقم ")
    assert shown.endswith("من مقال طويل جداً.")
    assert 3000 < len(shown) < 4096
    assert read.of("bold") == [sentences[150]]


def test_a_highlight_too_long_for_a_message_is_cut_at_a_word() -> None:
    text = "كلمة " * 2000 + "نهاية"
    (page,) = render_answer(answer(quote(text, text)), texts_for("ar"))
    (shown,) = received(page).quotes
    assert text.startswith(shown)
    assert shown.endswith("كلمة")


def test_a_date_that_is_none_is_left_out() -> None:
    for published in (None, "2024-13-01", "أمس"):
        (page,) = render_answer(
            answer(dataclasses.replace(quote(TEXT, HIGHLIGHT), published=published)),
            texts_for("ar"),
        )
        assert received(page).labels[-1] == "\u200f\u2068عنوان\u2069 — \u2068نشرة\u2069"


def _trimmed(text: str) -> str:
    return text.strip(" \n")


def _assert_directed(line: str, texts: Texts) -> None:
    """One mark, at the start; isolates closed; nothing the server would delete."""
    assert line[0] == ("\u200f" if texts.right_to_left else "\u200e")
    assert not set(line[1:]) & set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067")
    depth = 0
    for character in line:
        depth += {"\u2068": 1, "\u2069": -1}.get(character, 0)
        assert depth in (0, 1)
    assert depth == 0


def test_why_filters_leave_nothing_is_told_in_the_questions_language() -> None:
    hostile = "<b>\n\u202ex"
    unknown = replace(answer(), unmatched=Unmatched(unknown=(hostile,), similar=("نشرة", "B & C")))
    (arabic,) = map(received, render_answer(unknown, AR))
    assert arabic.text == (
        "\u200fلا مصدر بهذا الاسم: \u2068<b> x\u2069\n"
        "\u200fأسماء تشبهه: \u2068نشرة\u2069، \u2068B & C\u2069\n"
        "\u200fكل المصادر: \u2068/sources\u2069"
    )
    undated = replace(answer(), unmatched=Unmatched(unreadable=("2024-13",)))
    (english,) = map(received, render_answer(undated, EN))
    assert english.text.startswith("\u200eThis is no date: \u20682024-13\u2069\n\u200eWrite a year")
    endless = replace(
        answer(), unmatched=Unmatched(unknown=("x" * 499,), similar=("ن" * 9999,) * 5)
    )
    assert len(render_answer(endless, EN)) == 1
    (nothing,) = map(received, render_answer(replace(answer(), unmatched=Unmatched()), EN))
    assert nothing.text.startswith("\u200eNo article meets the filters")
