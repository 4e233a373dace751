"""An article that was edited or withdrawn is shown to be, wherever it is quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.telegram.pages import article_card
from bot.telegram.render import render_answer
from bot.terminal import render_terminal
from bot.texts import LANGUAGES
from bot.texts.fate import fate
from index.article import Language
from retrieval.answer import Answer
from tests.bot.answers import answer, quote
from tests.bot.shelf import ENGLISH

TOLD = {
    ("en", "edited"): "⚠️ Edited since it was published; noticed on 21 November 2026",
    ("en", "withdrawn"): "⚠️ Withdrawn by its outlet; noticed on 22 November 2026",
    ("ar", "edited"): "⚠️ عُدّل بعد نشره، ولوحظ ذلك في 21 نوفمبر 2026",
    ("ar", "withdrawn"): "⚠️ سُحب من موقعه، ولوحظ ذلك في 22 نوفمبر 2026",
}
MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069"))


def answered(language: Language, edited: str | None, withdrawn: str | None) -> Answer:
    quoted = replace(quote("Spain won.", "Spain won."), edited=edited, withdrawn=withdrawn)
    return answer(quoted, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("edited", "withdrawn", "shown"),
    [
        ("2026-11-21", None, "edited"),
        (None, "2026-11-22", "withdrawn"),
        ("2026-11-21", "2026-11-22", "withdrawn"),
    ],
)
def test_it_stands_under_the_quote(
    language: Language, edited: str | None, withdrawn: str | None, shown: str
) -> None:
    given = answered(language, edited, withdrawn)
    told = TOLD[language, shown]
    terminal = render_terminal(given, colour=False, width=0).translate(MARKS).splitlines()
    assert told in terminal
    (message,) = render_answer(given, LANGUAGES[language])
    assert told in message.html.translate(MARKS).split("\n")
    (quoted,) = given.to_json()["quotes"]
    assert (quoted["edited"], quoted["withdrawn"]) == (edited, withdrawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_an_article_that_is_as_it_was_nothing_is_said(language: Language) -> None:
    given = answered(language, None, None)
    assert "⚠️" not in render_terminal(given, colour=False, width=0)
    assert "⚠️" not in render_answer(given, LANGUAGES[language])[0].html


def test_it_stands_on_the_card_of_an_article() -> None:
    card = article_card(replace(ENGLISH, withdrawn="2026-11-22"), LANGUAGES["en"])
    assert TOLD["en", "withdrawn"] in card.html.translate(MARKS)


def test_a_day_that_is_none_is_not_told() -> None:
    assert fate(replace(ENGLISH, edited="yesterday", withdrawn="x"), LANGUAGES["en"]) is None
