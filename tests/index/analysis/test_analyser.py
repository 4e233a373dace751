from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Term, analyse, question_language, words

# Letters of both scripts with all that copied pages put between them.
LETTERS = "ابتةىأّ\u064b\u0670ـ\u200c\u200e\u200f\u061c\u202b\u2067\ufeff aBcÉ'’,.٬٫1٣۴\n-_«»😀"
TEXTS = st.one_of(st.text(LETTERS, max_size=60), st.text(max_size=60))


def test_terms_carry_their_places_in_the_untouched_text() -> None:
    text = "قال إيلون ماسك: Tesla’s ٢٠٢٤ target"
    assert list(analyse(text)) == [
        Term("قال", 0, 3, arabic=True, capital=False),
        Term("ايلون", 4, 9, arabic=True, capital=False),
        Term("ماسك", 10, 14, arabic=True, capital=False),
        Term("tesla", 16, 23, arabic=False, capital=True),
        Term("2024", 24, 28, arabic=False, capital=False),
        Term("target", 29, 35, arabic=False, capital=False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("شركةSpaceXالأمريكية", ["شركه", "spacex", "الامريكيه"]),
        ("فيروسCOVID19", ["فيروس", "covid19"]),
        ("15,000 و١٥٬٠٠٠", ["15000", "و", "15000"]),
        ("3.5%، 2024.", ["3.5", "2024"]),
        ("O'Neill's 'quoted' rock'n'roll", ["oneill", "quoted", "rocknroll"]),
        ("«مُحَمَّدٌ»،محـمد؛", ["محمد", "محمد"]),
        ("snake_case semi-final", ["snake", "case", "semi", "final"]),
        ("\u202bتهران\u200f\u202c", ["تهران"]),
        ("F-16 f16", ["f", "16", "f16"]),
        ("😀 … !؟", []),
        ("", []),
    ],
)
def test_words_are_cut_at_blanks_marks_and_changes_of_script(
    text: str, expected: list[str]
) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في كانون الثاني 2024", ["في", "يناير", "2024"]),
        ("وكانون  الأوّل", ["وديسمبر"]),
        ("بتشرين أوّل", ["باكتوبر"]),
        ("تشرين\u200f الثانى", ["نوفمبر"]),
        ("كـانون\u00a0ثاني", ["يناير"]),
        ("حرب تشرين", ["حرب", "تشرين"]),
        ("كانون، الثاني", ["كانون", "الثاني"]),
        ("كانون\nالثاني", ["كانون", "الثاني"]),
        ("كانون الثالث", ["كانون", "الثالث"]),
        ("قانون الثاني", ["قانون", "الثاني"]),
    ],
)
def test_the_two_words_of_a_month_are_one_term(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_the_term_of_several_words_has_the_place_of_them_all() -> None:
    text = "منذ كَانون الثّاني باع Twenty-Five ثوباً"
    assert [(text[term.start : term.end], term) for term in analyse(text)][1:4:2] == [
        ("كَانون الثّاني", Term("يناير", 4, 18, arabic=True, capital=False)),
        ("Twenty-Five", Term("25", 23, 34, arabic=False, capital=True)),
    ]


# Words that numbers and months are made of, with what stands between them in a text.
PIECES = st.lists(
    st.sampled_from(
        [
            "خمسة",
            "وعشرون",
            "عشر",
            "مئة",
            "آلاف",
            "ألف",
            "مليونين",
            "الخامس",
            "كانون",
            "الثاني",
            "تشرين",
            "الأول",
            "و",
            "and",
            "twenty",
            "five",
            "hundred",
            "thousand",
            "million",
            "first",
            "3",
            "3.5",
            "2024",
            "جرة",
            " ",
            " ",
            " ",
            "-",
            "، ",
            "\n",
            "\xa0",
            "\u200f ",
        ]
    ),
    max_size=14,
).map("".join)


@given(TEXTS | PIECES)
def test_the_slice_of_a_term_is_analysed_as_its_word(text: str) -> None:
    for term in analyse(text):
        assert words(text[term.start : term.end]) == [term.word]
        assert term.word


@given(PIECES)
def test_analysing_the_words_of_a_text_again_changes_no_word(text: str) -> None:
    for word in words(text):
        assert words(word) == [word]


@given(TEXTS | PIECES)
def test_terms_are_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for term in analyse(text):
        assert end <= term.start < term.end <= len(text)
        end = term.end


@given(TEXTS)
def test_no_letter_or_digit_lies_outside_the_terms(text: str) -> None:
    inside = {place for term in analyse(text) for place in range(term.start, term.end)}
    left = "".join(letter for i, letter in enumerate(text) if i not in inside)
    assert [letter for letter in left if letter in "ابتةىأaBcÉ1٣۴"] == []


@given(TEXTS | PIECES)
def test_words_are_the_words_of_the_terms(text: str) -> None:
    assert words(text) == [term.word for term in analyse(text)]


@given(TEXTS)
def test_a_word_can_be_stored_as_utf8_on_one_line(text: str) -> None:
    assert all("\n" not in word.encode().decode() for word in words(text))


@pytest.mark.parametrize(
    "piece", ["a", "ا", "1", "1,", "a'", "ا\u064b", "'", "ـ", "\u064b", "aا", "مليون و ", "كانون "]
)
def test_a_megabyte_of_one_kind_takes_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    assert sum(term.end - term.start for term in analyse(text)) <= len(text)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("من هو ماسك؟", "ar"),
        ("Who is Musk?", "en"),
        ("ما هي SpaceX", "en"),
        ("ما هي شركة SpaceX؟", "ar"),
        ("اب ab", "ar"),
        ("2024", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_question_is_that_of_most_letters(question: str, language: str) -> None:
    assert question_language(question) == language
