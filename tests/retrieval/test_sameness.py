"""Which sentences report the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import StaticEncoder
from retrieval.sameness import says_the_same

SENTENCES = (
    "طلب الرئيس من رجل الأعمال إيقاف الخدمة فوق الجزيرة.",
    "طلب الرئيس من رجل الأعمال إيقاف خدمته فوق الجزيرة، بحسب الصحيفة.",
    "فازت مدرسة القرية بجائزة الروبوتات.",
    "بلغت كلفة الجسر 450 مليون درهم.",
    "بلغت كلفة الجسر ٤٥٠ مليون درهم.",
    "بلغت كلفة الجسر 540 مليون درهم.",
    "The ferry opened on Sunday.",
    "من هو؟",
    "",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SENTENCES[0], SENTENCES[0]),
        (SENTENCES[0], SENTENCES[1]),
        (SENTENCES[3], SENTENCES[4]),
        (SENTENCES[6], "On Sunday the ferry opened, the mayor said."),
        ("بَلَغَتْ كلفةُ الجسرِ المليارَ", "بلغت كلفه الجسر المليار"),
    ],
)
def test_a_sentence_in_nearly_the_same_words_says_the_same(
    encoder: StaticEncoder, one: str, other: str
) -> None:
    assert says_the_same(one, other, encoder)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SENTENCES[0], SENTENCES[2]),
        (SENTENCES[3], SENTENCES[5]),  # another figure
        (SENTENCES[3], "بلغت كلفة الجسر مليون درهم."),  # no figure
        (SENTENCES[2], SENTENCES[6]),
    ],
)
def test_other_news_or_another_figure_does_not(
    encoder: StaticEncoder, one: str, other: str
) -> None:
    assert not says_the_same(one, other, encoder)


@given(one=st.sampled_from(SENTENCES), other=st.sampled_from(SENTENCES))
def test_saying_the_same_is_mutual(encoder: StaticEncoder, one: str, other: str) -> None:
    assert says_the_same(one, other, encoder) == says_the_same(other, one, encoder)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "أكد المتحدث أن الوزير التقى السفير في القصر.",
            "لم يلتق الوزير السفير في القصر، أكد المتحدث.",
        ),
        ("The minister met the envoy in Marwan.", "The minister did not meet the envoy in Marwan."),
        ("The firm said it paid the fine.", "The firm denied it paid the fine."),
    ],
)
def test_a_denial_does_not_say_what_is_denied(encoder: StaticEncoder, one: str, other: str) -> None:
    assert not says_the_same(one, other, encoder)
