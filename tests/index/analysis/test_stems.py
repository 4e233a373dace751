from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from index.analysis import arabic_stem, english_stem
from index.analysis.irregulars import BASE
from index.analysis.stems import strip_article, without_prefix, without_suffix


@pytest.mark.parametrize(
    ("word", "stem"),
    [("asked", "ask"), ("sanctions", "sanction"), ("elections", "elect"), ("2024", "2024")],
)
def test_english_words_are_stemmed_by_snowball(word: str, stem: str) -> None:
    assert english_stem(word) == stem


@pytest.mark.parametrize(
    "forms",
    [
        "go went gone goes going",
        "woman women",
        "spokesman spokesmen",
        "child children",
        "grow grew grown growing",
        "pay paid pays",
        "tell told",
        "run ran running",
        "fall fell fallen falls",
        "find found finds",
        "leave left leaving",
        "foot feet",
        "mouse mice",
        "crisis crises",
        "win won wins winning",
        "write wrote written writing",
        "withdraw withdrew withdrawn",
        "die died dying",
    ],
)
def test_the_irregular_forms_of_a_word_have_its_stem(forms: str) -> None:
    base, *others = forms.split()
    assert {form: english_stem(form) for form in others} == dict.fromkeys(
        others, english_stem(base)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("found", "founded"), ("ground", "grind"), ("wound", "wind"), ("lay", "lie"), ("bit", "bite")],
)
def test_words_that_only_look_like_a_form_keep_their_stem(one: str, other: str) -> None:
    assert english_stem(one) != english_stem(other)


def test_each_irregular_form_is_of_one_base_that_is_no_such_form_itself() -> None:
    assert [form for form, base in BASE.items() if base in BASE or form == base] == []
    assert all(re.fullmatch("[a-z]{3,}", form) for form in BASE)


@pytest.mark.parametrize(
    ("word", "stem"), [("خمسون", "خمسين"), ("والخمسين", "خمسين"), ("خمسين", "خمسين")]
)
def test_the_tens_are_no_forms_of_the_units(word: str, stem: str) -> None:
    corpus = {"خمس": 9, "خمسين": 2, "خمسون": 1}
    assert arabic_stem(word, lambda one: corpus.get(one, 0)) == stem


@pytest.mark.parametrize(
    ("word", "rest"),
    [
        ("الكتاب", "كتاب"),
        ("والكتاب", "كتاب"),
        ("بالكتاب", "كتاب"),
        ("كالكتاب", "كتاب"),
        ("وبالكتاب", "كتاب"),
        ("للكتاب", "كتاب"),
        ("فللكتاب", "كتاب"),
        ("كتاب", None),
        ("الف", None),  # too short without it
        ("سالم", None),
    ],
)
def test_the_article_and_what_is_joined_to_it_go(word: str, rest: str | None) -> None:
    assert strip_article(word) == rest


def test_no_affix_leaves_fewer_than_three_letters() -> None:
    assert without_prefix("وبلد") == ["بلد"]
    assert without_prefix("وبل") == []
    assert without_suffix("قمتان") == ["قمت"]
    assert without_suffix("قمه") == []


def test_affixes_come_off_one_by_one_and_the_longest_ending_first() -> None:
    assert without_prefix("وبكتاب") == ["كتاب", "بكتاب"]
    assert without_suffix("كتابهما") == ["كتاب", "كتابهم"]


BOOKS = {"كتاب": 5, "كتابه": 2, "كتابها": 1}


@pytest.mark.parametrize(
    ("word", "corpus", "stem"),
    [
        ("الكتاب", BOOKS, "كتاب"),
        ("كتابه", BOOKS, "كتاب"),
        ("وكتابها", BOOKS, "كتاب"),  # the prefix goes, since كتابها is the more frequent
        ("كتابه", {}, "كتابه"),
        # One letter at the front goes only where the rest is the more frequent word.
        ("كتاب", {"كتاب": 3, "تاب": 3}, "كتاب"),
        ("كتاب", {"كتاب": 3, "تاب": 4}, "تاب"),
        ("بماسك", {"بماسك": 1, "ماسك": 9}, "ماسك"),
        ("بماسك", {"بماسك": 1, "ماسك": 1}, "بماسك"),
        # A name keeps its last letters unless the rest is a word of the corpus.
        ("بوتين", {"بوتين": 8}, "بوتين"),
        ("بوتين", {"بوتين": 8, "بوت": 1}, "بوت"),
    ],
)
def test_an_affix_goes_only_where_the_corpus_allows_it(
    word: str, corpus: Mapping[str, int], stem: str
) -> None:
    assert arabic_stem(word, lambda one: corpus.get(one, 0)) == stem
