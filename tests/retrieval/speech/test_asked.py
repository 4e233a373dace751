"""Whether a question asks for a person's words."""

from __future__ import annotations

import pytest

from retrieval.speech.asked import AskedWords


@pytest.mark.parametrize(
    "question",
    [
        "What did Peskov say about Musk?",
        "what did peskov say?",
        "What has Dmitry Peskov said about the call",
        "How did Peskov react to the story?",
        "According to Peskov, how often did they talk?",
        "ماذا قال بيسكوف عن المحادثات؟",
        "بماذا صرّح دميتري بيسكوف بعد اللقاء؟",
        "ما الذي قاله بيسكوف؟",
        "شو قال بيسكوف لماسك؟",
        "ما تعليق بيسكوف على الخبر؟",
    ],
)
@pytest.mark.parametrize("speaker", ["المتحدث باسم الكرملين دميتري بيسكوف", "Dmitry Peskov"])
def test_a_person_is_asked_for_in_either_language(question: str, speaker: str) -> None:
    asked = AskedWords(question)
    assert asked
    assert asked.are_of(speaker)
    assert not asked.are_of("صحيفة وول ستريت جورنال")
    assert not asked.are_of("Jerome Powell")


@pytest.mark.parametrize(
    "question",
    [
        "When did Musk go to Moscow?",
        "what did Putin ask about Taiwan?",
        "كم بلغت كلفة الجسر؟",
        "متى قال الوزير ذلك؟",
        "What did they say?",
        "",
    ],
)
def test_other_questions_ask_for_nobody_s_words(question: str) -> None:
    assert not AskedWords(question)
