"""Days that a sentence names from the day it was published, a Wednesday here."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.named_days import named_days

WEDNESDAY = "2024-10-23"


def days(text: str, published: str | None = WEDNESDAY) -> list[tuple[str, str]]:
    return [(one.text, one.date) for one in named_days(text, (0, len(text)), published)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cabinet met yesterday.", [("yesterday", "2024-10-22")]),
        ("It met the day before yesterday.", [("the day before yesterday", "2024-10-21")]),
        ("It meets again tomorrow.", [("tomorrow", "2024-10-24")]),
        ("It met three days ago.", [("three days ago", "2024-10-20")]),
        ("The ferry opened on Sunday.", [("on Sunday", "2024-10-20")]),
        ("The ferry opened on Wednesday.", [("on Wednesday", "2024-10-23")]),
        ("The ferry opened last Wednesday.", [("last Wednesday", "2024-10-16")]),
        ("The ferry will open next Sunday.", [("next Sunday", "2024-10-27")]),
        ("افتتحت الوزيرة أمس الجسر.", [("أمس", "2024-10-22")]),
        ("افتتحت الوزيرة أمس الثلاثاء الجسر.", [("أمس الثلاثاء", "2024-10-22")]),
        ("افتتحت الوزيرة أول من أمس الجسر.", [("أول من أمس", "2024-10-21")]),
        ("افتتحت الوزيرة أمس الأول الجسر.", [("أمس الأول", "2024-10-21")]),
        ("افتتحت الوزيرة الجسر قبل يومين.", [("قبل يومين", "2024-10-21")]),
        ("افتتحت الوزيرة الجسر قبل خمسة أيام.", [("قبل خمسة أيام", "2024-10-18")]),
        ("افتتح الجسر يوم الأحد.", [("يوم الأحد", "2024-10-20")]),
        ("افتتح الجسر مساء الأحد الماضي.", [("مساء الأحد الماضي", "2024-10-20")]),
        ("يفتتح الجسر يوم الأحد المقبل.", [("يوم الأحد المقبل", "2024-10-27")]),
        ("يعود الوفد غداً.", [("غداً", "2024-10-24")]),
        (
            "Talks began on Monday and broke off yesterday.",
            [("on Monday", "2024-10-21"), ("yesterday", "2024-10-22")],
        ),
    ],
)
def test_a_day_is_told_as_it_is_named(text: str, found: list[tuple[str, str]]) -> None:
    assert days(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The ferry will open on Sunday.",  # which one?
        "The ferry runs every week on Sunday as scheduled.",
        "سيفتتح الجسر يوم الأحد.",
        "افتتحت الوزيرة أمس الأحد الجسر.",  # yesterday was a Tuesday
        "The ferry opened on Sunday, October 13.",
        "افتتح الجسر يوم الأحد 13 تشرين الأول.",
        "غدا الجسر أطول جسور الإقليم.",  # it became
        "yesterday's news",
        "He sang about Monday.",
        "في العام الماضي",
        "لم يتكلم أحد.",
        "",
    ],
)
def test_what_is_not_sure_is_not_told(text: str) -> None:
    assert days(text) == []


@pytest.mark.parametrize("published", [None, "2024-10", "yesterday", ""])
def test_without_the_day_of_publication_nothing_is_told(published: str | None) -> None:
    assert days("The cabinet met yesterday.", published) == []


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from(("on", "last", "next")))
def test_a_weekday_is_within_a_week_and_is_that_weekday(day: date, word: str) -> None:
    ((_, told),) = days(f"They met {word} Friday.", day.isoformat())
    away = (date.fromisoformat(told) - day).days
    assert date.fromisoformat(told).weekday() == 4
    assert {"on": -6 <= away <= 0, "last": -7 <= away <= -1, "next": 1 <= away <= 7}[word]


@given(
    st.lists(st.sampled_from(("أمس", "الأول", "on", "Friday", "غداً", "ago", "3 days", "يوم"))),
    st.integers(0, 5),
)
def test_a_named_day_is_a_slice_of_the_text(parts: list[str], start: int) -> None:
    text = "x" * start + " ".join(parts)
    ends = [start]
    for one in named_days(text, (start, len(text)), WEDNESDAY):
        assert text[one.start : one.end] == one.text
        assert one.start >= ends[-1]
        ends.append(one.end)
