"""The stop words are looked up after normalisation, so they must be written normalised."""

from __future__ import annotations

import pytest

from index.analysis import normalise_word, words
from retrieval.stopwords import STOPWORDS


def test_every_stop_word_is_its_own_normalised_form() -> None:
    assert [word for word in sorted(STOPWORDS) if normalise_word(word) != word] == []


def test_every_stop_word_is_one_word_to_the_analyser() -> None:
    assert [word for word in sorted(STOPWORDS) if words(word) != [normalise_word(word)]] == []


ARABIC = ("ماذا", "من", "متى", "أين", "كيف", "لماذا", "كم", "هل", "إلى", "على", "شو", "وين", "ليش")
ENGLISH = ("what", "Who", "WHERE", "when", "why", "how", "which", "did", "the", "don't", "it's")
DIALECTS = {
    "Egyptian": "إيه ليه فين مين إمتى ازاي كام بكام منين عشان اللي كده انهي",
    "Levantine": "شو مين وين ليش إيمتى قديش أديش لوين هاد هيدا هيك منشان يلي",
    "Gulf": "وش ايش وشو منو وين متى شلون ليش هذي",
    "Iraqi": "شنو منو وين شوكت شلون ليش شگد بيش اكو ماكو هسه هاي",
    "Maghrebi": "شنو أشنو شكون فين فاين فوقاش وقتاش علاش كيفاش شحال قداش واش ديال متاع",
    "misspelt": "هاذا هاذه لاكن متا مذا الى علي الذى التى هؤلاء هولاء",
}


@pytest.mark.parametrize(("dialect", "spelt"), DIALECTS.items())
def test_question_words_of_every_dialect_are_stop_words(dialect: str, spelt: str) -> None:
    assert [word for word in spelt.split() if normalise_word(word) not in STOPWORDS] == []


def test_a_word_of_the_news_is_no_stop_word_for_being_a_question_word_somewhere() -> None:
    assert [word for word in ("دول", "مال", "حكم", "شركة", "وزير") if word in STOPWORDS] == []


@pytest.mark.parametrize("word", [*ARABIC, *ENGLISH])
def test_question_words_are_stop_words_as_people_write_them(word: str) -> None:
    assert normalise_word(word) in STOPWORDS
