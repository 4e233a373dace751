"""Filters are read out of a question, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.filters import Filter, Filtered, read_filters


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("since:2024", "2024-01-01", None),
        ("since:2024-10", "2024-10-01", None),
        ("since:2024-10-25", "2024-10-25", None),
        ("SINCE: 2024/10", "2024-10-01", None),
        ("from:25.10.2024", "2024-10-25", None),
        ("منذ:٢٠٢٤-١٠", "2024-10-01", None),
        ("منذ: ٢٥/١٠/٢٠٢٤", "2024-10-25", None),
        ("من:۲۰۲۴", "2024-01-01", None),
        ("ومنذ:2024", "2024-01-01", None),
        ("until:2024", None, "2024-12-31"),
        ("until:2024-02", None, "2024-02-29"),
        ("to:2023-2", None, "2023-02-28"),
        ("حتى:2024-10-25", None, "2024-10-25"),
        ("حتي:2024", None, "2024-12-31"),
        ("إلى:١٠/٢٠٢٤", None, "2024-10-31"),
        ("الى:2024", None, "2024-12-31"),
        ("\u200fمنذ\u200f:\u20682024\u2069", "2024-01-01", None),
        ("since\uff1a2024.", "2024-01-01", None),
        ("من:2023 إلى:2024", "2023-01-01", "2024-12-31"),
        ("since:1445-09", "2024-03-11", None),
        ("منذ:1445", "2023-07-19", None),
        ("منذ:١٤٤٥هـ", "2023-07-19", None),
        ("منذ: 1/9/1445 هـ", "2024-03-11", None),
        ("حتى:1445-09", None, "2024-04-09"),
        ("until:1445 AH", None, "2024-07-06"),
        ("حتى:2024م", None, "2024-12-31"),
        ("من:1446-01 إلى:2024", "2024-07-07", "2024-12-31"),
        ("since:2023 since:2024 until:2026 until:2025", "2024-01-01", "2025-12-31"),
    ],
)
def test_a_date_is_read_to_the_day_it_begins_or_ends_with(
    written: str, since: str | None, until: str | None
) -> None:
    for text in (f"{written} بوتين وتايوان؟", f"بوتين وتايوان؟ {written}"):
        assert read_filters(text) == Filtered("بوتين وتايوان؟", Filter(since, until))


@pytest.mark.parametrize(
    ("written", "sources"),
    [
        ("source:reuters", ("reuters",)),
        ("source: reuters", ("reuters",)),
        ('Source:"Sample Wire"', ("Sample Wire",)),
        ("source:“Sample  Wire”", ("Sample Wire",)),
        ("source:'Sample Wire'", ("Sample Wire",)),
        ("source:Sample_Wire", ("Sample_Wire",)),
        ("source:example.com,", ("example.com",)),
        ("مصدر:«نشرة اقتباس»", ("نشرة اقتباس",)),
        ("المصدر: رويترز،", ("رويترز",)),
        ("ومصدر:رويترز", ("رويترز",)),
        ("source:a source:b source:a", ("a", "b")),
    ],
)
def test_a_source_is_read_with_and_without_quotation_marks(
    written: str, sources: tuple[str, ...]
) -> None:
    assert read_filters(f"who won {written} ?") == Filtered("who won ?", Filter(sources=sources))


@pytest.mark.parametrize(
    "written", ["2024-13", "2024-02-30", "24", "0000", "2024-10-25-1", "202", "1445-13"]
)
@pytest.mark.parametrize("word", ["since", "until", "منذ", "حتى"])
def test_a_date_that_is_none_is_told(word: str, written: str) -> None:
    assert read_filters(f"who won {word}:{written}") == Filtered("who won", Filter(), (written,))


@pytest.mark.parametrize(
    "text",
    [
        "رسالة من: أحمد إلى: ليلى",
        "نُقل من: 5 مدن إلى: 3 قرى",
        "What did he say since: nothing?",
        "two  spaces \u200f and a mark stay",
        "resource:x presource:y زمن:2024",
        "source:",
        "source: ،",
        "منذ متى؟",
        "since 2024",
        "",
    ],
)
def test_a_question_without_filters_stays_as_it_is(text: str) -> None:
    assert read_filters(text) == Filtered(text, Filter())


@given(
    st.text(st.sampled_from('sourcein منذحتىلمصدر:.«»"-/0123٤ \u200f\n'), max_size=60) | st.text()
)
def test_any_text_is_read_and_what_is_left_has_no_filter(text: str) -> None:
    read = read_filters(text)
    if not read.filter and not read.unreadable:
        assert read.question == text
    else:
        assert read.question == " ".join(read.question.split())
    for day in (read.filter.since, read.filter.until):
        assert day is None or len(day) == len("2024-10-25")
    assert all(read.filter.sources)
