"""What kind of answer a question asks for, and which sentences hold one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.kinds import (
    CAUSE,
    DATE,
    DEFINITION_BONUS,
    KINDS,
    MONEY,
    NUMBER,
    Kind,
    Wanted,
    counted_after,
    is_number,
)


@pytest.mark.parametrize(
    ("question", "sentence", "kinds"),
    [
        ("How many boats sank?", "The storm took seven of them.", [NUMBER]),
        ("How many boats sank?", "The storm took most of them.", []),
        ("كم قارباً غرق؟", "أغرقت العاصفة سبعة منها.", [NUMBER]),
        ("كم قارباً غرق؟", "وصلت العاصفة يوم الثلاثاء.", []),  # a weekday named by its number
        ("قديش عدد القوارب؟", "أغرقت العاصفة ٧ منها.", [NUMBER]),
        ("When did the dam open?", "It took its first water in 1987.", [DATE]),
        ("When did the dam open?", "It holds 25 times more than the old one.", []),
        ("متى افتتح السد؟", "وامتلأ أول مرة عام ١٩٨٧.", [DATE]),
        ("إمتى فتحوا السد؟", "وامتلأ أول مرة عام 1987.", [DATE]),
        ("في أي سنة افتتح السد؟", "وامتلأ أول مرة في 1987.", [DATE]),
        ("What does the ticket cost?", "Passengers pay €14.", [MONEY]),
        ("What does the ticket cost?", "Passengers pay 14.", []),
        ("ما كلفة التذكرة؟", "يدفع الراكب ١٤ ديناراً.", [MONEY]),
        ("بكم التذكرة وما سعرها؟", "يدفع الراكب 14.", [NUMBER]),
        ("بكم التذكرة وما سعرها؟", "يدفع الراكب أربعة عشر يورو.", [NUMBER, MONEY]),
        ("Why did they leave?", "The well dried up because nobody cleaned it.", [CAUSE]),
        ("Why did they leave?", "They left at dawn.", []),
        ("لماذا رحلوا؟", "جفت البئر لأن أحداً لم ينظفها.", [CAUSE]),
        ("ليش رحلوا؟", "رحلوا بسبب الجفاف.", [CAUSE]),
        ("Who sang?", "In 1987 it cost 5 dollars because of the rain.", []),
        ("من غنى؟", "كلفت عام 1987 خمسة دولارات بسبب المطر.", []),
    ],
)
def test_a_sentence_gains_for_each_kind_that_is_asked_for_and_that_it_holds(
    question: str, sentence: str, kinds: list[Kind]
) -> None:
    assert Wanted(question).bonus(sentence) == pytest.approx(sum(kind.bonus for kind in kinds))


def test_what_the_question_says_itself_is_no_answer() -> None:
    wanted = Wanted("When did the fair of 1987 move?")
    assert wanted.bonus("The fair of 1987 was a large one.") == 0
    assert wanted.bonus("The fair of 1987 moved in 1989.") == pytest.approx(DATE.bonus)


@pytest.mark.parametrize(
    ("question", "sentence", "defines"),
    [
        ("What is a sirocco?", "The sirocco is a wind from the desert.", True),
        ("What is a sirocco?", "Every spring brings the sirocco to the coast.", False),
        ("What did the sirocco break?", "The sirocco broke many windows.", False),
        ("ما هي السيروكو؟", "السيروكو ريح من الصحراء.", True),
        ("شو هي السيروكو؟", "سيروكو ريح من الصحراء.", True),  # with and without the article
        ("ماهي السيروكو؟", "يحمل كل ربيع إلى الساحل ريح السيروكو.", False),
        ("ماذا كسرت السيروكو؟", "السيروكو كسرت نوافذ.", False),
        ("ما هي السيروكو؟", "هي من ما نعرف.", False),  # function words define nothing
    ],
)
def test_a_definition_opens_with_what_it_defines(
    question: str, sentence: str, defines: bool
) -> None:
    assert Wanted(question).bonus(sentence) == (DEFINITION_BONUS if defines else 0)


@given(st.text(), st.text())
def test_any_text_may_be_asked_and_read(question: str, sentence: str) -> None:
    most = sum(kind.bonus for kind in KINDS) + DEFINITION_BONUS
    assert 0 <= Wanted(question).bonus(sentence) <= most


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("How many boats sank?", " boats sank?"),
        ("كم قارباً غرق؟", " قارباً غرق؟"),
        ("كم عدد القوارب؟", " القوارب؟"),
        ("وكم بلغ عدد القوارب؟", " القوارب؟"),
        ("في الميناء، ما عدد القوارب؟", " القوارب؟"),
    ],
)
def test_the_counted_thing_is_named_after_the_question_word(question: str, rest: str) -> None:
    after = counted_after(question)
    assert after is not None
    assert question[after:] == rest


@pytest.mark.parametrize("question", ["How old is the boat?", "متى غرق القارب؟", "كمال غرق", ""])
def test_other_questions_count_nothing(question: str) -> None:
    assert counted_after(question) is None


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("12", "twelve12"),
        ("3.5", "ab"),
        ("seven", "seventh"),
        ("millions", "millionaire"),
        ("ثلاثه", "الثلاثاء"),
        ("وعشرين", "عشيره"),
        ("بسبعين", "سبع7"),
        ("الف", "مولف"),
        ("سته", "ستار"),
        ("مايه", "ماء"),
    ],
)
def test_numbers_are_told_from_words_that_look_like_them(number: str, other: str) -> None:
    assert is_number(number)
    assert not is_number(other)
