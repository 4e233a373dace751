"""Which questions need the one before them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.followups import Understood, is_elliptic, understood

ARABIC = "من فاز ببطولة أوروبا 2024؟"
ENGLISH = "Who won Euro 2024?"


@pytest.mark.parametrize(
    "question",
    [
        *("ومتى؟", "وأين", "أين؟", "ولماذا؟", "متى كان ذلك؟", "وكيف حدث ذلك؟", "ومن سجّل الهدف؟"),
        *("وماذا عن مصر؟", "ماذا عن الجزائر", "طيب وماذا عن السويد؟", "كم عددهم؟", "طيب وليش؟"),
        *("and when?", "And where did it happen?", "why?", "what about Spain?", "How about 2023?"),
        *("how many goals did he score?", "who are they?", "when exactly?", "so who won?"),
    ],
)
def test_a_short_question_that_leaves_something_out_needs_the_one_before(question: str) -> None:
    assert is_elliptic(question)


@pytest.mark.parametrize(
    "question",
    [
        *("متى وقع الزلزال؟", "ماذا طلب بوتين من ماسك بشأن تايوان؟", "كم ميدالية أحرزت مصر؟"),
        *("وما الذي طلبه بوتين من ماسك بشأن تايوان؟", "ورد ذكر ستارلينك في التقرير", "؟", ""),
        *("من هو بوتين؟", "ما هي عاصمة فرنسا؟", "أين أبها؟", "ما هو مرض السل؟"),
        *(
            "Who won Euro 2024?",
            "what did Putin ask Musk?",
            "and what did Putin ask Musk about it?",
        ),
    ],
)
def test_a_question_that_names_what_it_asks_about_does_not(question: str) -> None:
    assert not is_elliptic(question)


@pytest.mark.parametrize(
    ("earlier", "question", "whole"),
    [
        (ARABIC, "ومتى؟", "من فاز ببطولة أوروبا 2024؟ ومتى؟"),
        (ENGLISH, " and \n when? ", "Who won Euro 2024? and when?"),
    ],
)
def test_a_follow_up_is_put_after_its_question_which_stays_the_topic(
    earlier: str, question: str, whole: str
) -> None:
    assert understood(question, earlier) == Understood(whole, earlier, follows=True)


def test_a_follow_up_that_names_something_changes_the_topic() -> None:
    whole = "Who won Euro 2024? what about the World Cup?"
    assert understood("what about the World Cup?", ENGLISH) == Understood(whole, whole, True)
    arabic = "من فاز ببطولة أوروبا 2024؟ وماذا عن كأس العالم؟"
    assert understood("وماذا عن كأس العالم؟", ARABIC) == Understood(arabic, arabic, True)


def test_a_topic_does_not_grow_without_end() -> None:
    topic = ENGLISH
    for number in range(60):
        topic = understood(f"what about year {number}?", topic).topic
    assert len(topic) <= 300


def test_a_question_of_its_own_is_taken_as_it_is() -> None:
    question = "Who hosted it in 1988?"
    for earlier in (None, question):
        assert understood(question, earlier) == Understood(question, question, follows=False)
    other = "متى وقع الزلزال؟"
    assert understood(other, ARABIC) == Understood(other, other, follows=False)


@pytest.mark.parametrize(
    ("question", "follows"),
    [
        ("هدف الفوز؟", True),
        ("the final score", True),
        ("ومن كان مدرب المنتخب الإسباني في مباراة برلين النهائية؟", True),
        ("كم بلغت خسائر زلزال تركيا المباشرة بالدولار؟", False),
        ("When did Notre Dame cathedral reopen after the fire?", False),
    ],
)
def test_a_reply_follows_up_unless_it_clearly_stands_alone(question: str, follows: bool) -> None:
    assert understood(question, ARABIC, is_reply=True).follows is follows


@given(st.text(max_size=60), st.none() | st.text(max_size=60), st.booleans())
def test_nothing_written_is_lost(question: str, earlier: str | None, is_reply: bool) -> None:
    found = understood(question, earlier, is_reply=is_reply)
    written = " ".join(question.split())
    assert found.question == (f"{earlier} {written}" if found.follows else written)
