"""Numbers in words: which words are one number, and which only stand side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import normalise_word, words
from index.analysis.numbers import CARDINALS, ORDINALS, PARTS, value_of


@pytest.mark.parametrize(
    ("figures", "spellings"),
    [
        ("15", "خمسة عشر|خمس عشرة|الخمسة عشر|الخامس عشر|لخمسة عشر"),
        ("12", "اثنا عشر|اثني عشر|اثنتا عشرة|الثاني عشر"),
        ("21", "واحد وعشرون|إحدى وعشرين|الحادي والعشرين|twenty-one|Twenty One|twenty-first"),
        ("25", "خمسة وعشرون|خمس وعشرين|خمسة و عشرون|الخامس والعشرين|twenty-five|twenty five"),
        ("105", "مئة وخمسة|مائة وخمس|one hundred and five|one hundred five"),
        ("305", "ثلاثمئة وخمسة|ثلاثمائة وخمسة|ثلاث مئة وخمسة|three hundred and five"),
        ("231", "مئتين وواحد وثلاثين|two hundred and thirty-one"),
        ("3000", "ثلاثة آلاف|٣ آلاف|3 آلاف|3,000|three thousand|3 thousand|٣٬٠٠٠"),
        ("12000", "اثنا عشر ألفاً|12 ألف|twelve thousand"),
        ("1967", "ألف وتسعمئة وسبعة وستين|one thousand nine hundred and sixty-seven"),
        ("2020", "ألفين وعشرين|two thousand and twenty"),
        ("150000", "مئة وخمسين ألف|150 ألف|150,000|one hundred fifty thousand"),
        ("2500000", "2.5 مليون|٢٫٥ مليون|2.5 million|مليونين وخمسمئة ألف"),
        ("2200000", "مليونين ومئتي ألف|two million two hundred thousand"),
        ("450000000", "450 مليون|أربعمئة وخمسين مليوناً|450 million|450,000,000"),
        ("3.5", "3.5|٣٫٥|٣.٥"),
    ],
)
def test_the_spellings_of_a_number_are_one_term(figures: str, spellings: str) -> None:
    assert {spelt: words(spelt) for spelt in spellings.split("|")} == {
        spelt: [figures] for spelt in spellings.split("|")
    }


@pytest.mark.parametrize(
    "text",
    [
        "خمسة",
        "five",
        "خمسة ستة",
        "خمسة وستة",
        "خمسة، وعشرون",
        "خمسة\nوعشرون",
        "خمسة عشرون",
        "أول عشرة",
        "ألف ليلة وليلة",
        "بين عشرين ومئة",
        "بين مليون ومليونين",
        "one second",
        "one or two",
        "between twenty and five",
        "twenty and thirty",
        "five and",
        "2020 ألف",
        "3.0001 آلاف",
        "مئة و",
        "five. Hundred",
    ],
)
def test_words_that_make_no_number_stay_apart(text: str) -> None:
    assert not any(word.isdigit() and word not in text for word in words(text))


UNITS = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]
ENGLISH = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_arabic(number: int) -> str:
    """As grammars have it, for 1 to 999999 but 10 and the round powers' forms."""
    thousands, below = divmod(number, 1000)
    parts = []
    if thousands == 1:
        parts.append("ألف")
    elif thousands == 2:
        parts.append("ألفان")
    elif thousands:
        parts.append(f"{in_arabic(thousands)} {'آلاف' if thousands <= 10 else 'ألف'}")
    hundreds, rest = divmod(below, 100)
    if hundreds:
        parts.append(HUNDREDS[hundreds - 1])
    tens, unit = divmod(rest, 10)
    if rest == 10:
        parts.append("عشرة")
    elif tens == 1:
        parts.append({1: "أحد", 2: "اثنا"}.get(unit, UNITS[unit - 1]) + " عشر")
    else:
        parts += [UNITS[unit - 1]] if unit else []
        parts += [TENS[tens - 2]] if tens else []
    return " و".join(parts)


def in_english(number: int) -> str:
    thousands, below = divmod(number, 1000)
    parts = [f"{in_english(thousands)} thousand"] if thousands else []
    hundreds, rest = divmod(below, 100)
    if hundreds:
        parts.append(f"{ENGLISH[hundreds - 1]} hundred")
    joint = " and " if parts and rest else ""
    tens, unit = divmod(rest, 10)
    if rest < 20:
        last = ENGLISH[rest - 1] if rest else ""
    else:
        last = ENGLISH_TENS[tens - 2] + (f"-{ENGLISH[unit - 1]}" if unit else "")
    return " ".join(parts) + joint + last


@given(st.integers(1, 999_999))
def test_a_number_of_several_words_is_its_figures_in_both_languages(number: int) -> None:
    for spelt in (in_arabic(number), in_english(number)):
        assert words(spelt) == ([str(number)] if " " in spelt or "-" in spelt else words(spelt))
        if " " not in spelt and "-" not in spelt:
            assert (value_of(CARDINALS) | {"واحد": 1})[normalise_word(spelt)] == number


def test_every_word_of_a_number_is_in_its_normalised_spelling() -> None:
    spelt = PARTS | {form for table in (CARDINALS, ORDINALS) for f in table.values() for form in f}
    assert [word for word in sorted(spelt) if normalise_word(word) != word] == []


def test_a_word_with_what_is_joined_to_it_has_its_value() -> None:
    cardinals, ordinals = value_of(CARDINALS), value_of(ORDINALS)
    assert [cardinals[word] for word in ("الخمسه", "وعشرين", "بالف", "twenty")] == [5, 20, 1000, 20]
    assert [ordinals[word] for word in ("الثانيه", "والعاشر", "second")] == [2, 10, 2]
