"""The buttons under an answer, for any article at all."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.state.answers import ShownAnswer, kept, new_id
from bot.telegram.buttons import (
    Pressed,
    Wish,
    abstention_keyboard,
    answer_keyboard,
    data,
    read_data,
    verdict_keyboard,
)
from bot.telegram.render import render_answer, render_context, render_more, source_line
from bot.texts import texts_for
from retrieval.answer import Answer, Quote
from tests.bot.answers import ALPHABET, answers, quotes
from tests.bot.telegram.reading import received
from tests.fake_telegram import caption_text, server_cleaning
from tests.fake_telegram.markup import buttons_of, checked_markup

any_answer = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def shown(answer: Answer, number: int, more: bool = False) -> ShownAnswer:
    """The record of an answer that showed the first ``number`` of its quotes itself."""
    return ShownAnswer(
        new_id(),
        *(-100, None, 7, 5, 1_000, answer.question, answer.question, answer.language),
        *(answer.generation, number, more, tuple(map(kept, answer.quotes))),
    )


@given(answers(), st.booleans(), st.data())
@any_answer
def test_telegram_takes_the_buttons_of_any_quote(
    answer: Answer, more: bool, drawn: st.DataObject
) -> None:
    texts = texts_for(answer.language)
    record = shown(answer, drawn.draw(st.integers(1, len(answer.quotes))), more)
    for number, quote in enumerate(answer.quotes):
        for keyboard in (
            answer_keyboard(record, number, quote, texts),
            verdict_keyboard(record, number, texts),
            abstention_keyboard(record, texts),
        ):
            markup = json.loads(json.dumps(keyboard.to_dict()))
            assert checked_markup(markup) == markup
            assert all(len(row) <= 8 for row in markup["inline_keyboard"])
            for button in buttons_of(markup):
                if "callback_data" in button:
                    found = read_data(button["callback_data"])
                    assert found is not None
                    assert found.answer_id == record.id
                    assert found.number < len(answer.quotes)


@given(st.sampled_from(Wish), st.integers(0, 99))
def test_what_a_button_sends_is_read_again(wish: Wish, number: int) -> None:
    answer_id = new_id()
    sent = data(wish, answer_id, number)
    assert read_data(sent) == Pressed(wish, answer_id, number)
    assert len(sent.encode()) <= 64


@given(st.text(max_size=64))
def test_any_other_data_is_none(sent: str) -> None:
    assert read_data(sent) is None


@pytest.mark.parametrize("sent", [None, "", "a:z:AAAAAAAA:0", "a:c:AAAAAAAA:100", "a:c:A/A:0"])
def test_data_that_is_nearly_right_is_none(sent: str | None) -> None:
    assert read_data(sent) is None


@given(answers())
@any_answer
def test_further_quotes_are_accepted_by_telegram_and_shown_whole(answer: Answer) -> None:
    pages = render_more(answer.quotes, texts_for(answer.language), 4)
    shown_quotes = [text for page in pages for text in received(page).quotes]
    assert len(shown_quotes) == len(answer.quotes)


@given(quotes(most=60_000), st.sampled_from(["ar", "en"]))
@any_answer
def test_any_context_is_one_message_with_a_slice_of_the_article(
    quote: Quote, language: str
) -> None:
    assume(server_cleaning(quote.highlight.text))  # of a lone mark Telegram leaves nothing
    (page,) = render_context(quote, texts_for(language))
    (text,) = received(page).quotes
    assert text.strip("\u200e\u200f \n") in server_cleaning(quote.text) or len(text) > 4000
    caption_text(source_line(quote, texts_for(language)).html, "HTML", None)


@given(answers(), st.text(ALPHABET, min_size=1, max_size=900))
@any_answer
def test_a_question_repeated_above_its_answer_keeps_the_message_in_order(
    answer: Answer, question: str
) -> None:
    texts = texts_for(answer.language)
    for given_answer in (answer, replace(answer, answered=False, quotes=())):
        first = received(render_answer(given_answer, texts, question)[0])
        line = first.text.split("\n")[0]
        assert line[0] == ("\u200f" if texts.right_to_left else "\u200e")
        assert line.count("\u2068") == line.count("\u2069") == 1
