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


@pytest.mark.parametrize("word", [*ARABIC, *ENGLISH])
def test_question_words_are_stop_words_as_people_write_them(word: str) -> None:
    assert normalise_word(word) in STOPWORDS
