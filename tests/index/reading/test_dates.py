from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.dates import date_line, dateline, find_date

YEARS = st.dates(date(1900, 1, 1), date(2099, 12, 31))

FOUND = [
    ("25 أكتوبر 2024", "2024-10-25"),
    ("نشر يوم الجمعة ٢٥ أُكتوبر ٢٠٢٤ في القاهرة", "2024-10-25"),
    ("25 تشرين الأول 2024", "2024-10-25"),
    ("25 أكتوبر/تشرين الأول 2024", "2024-10-25"),
    ("25 تشرين الأول (أكتوبر) 2024", "2024-10-25"),
    ("25 تشرين الثاني 2024", "2024-11-25"),
    ("3 كانون الأول 2024", "2024-12-03"),
    ("3 كانون الثاني 2024", "2024-01-03"),
    ("9 آب 2024", "2024-08-09"),
    ("9 غشت 2024", "2024-08-09"),
    ("9 أوت 2024", "2024-08-09"),
    ("1 جويلية 2024", "2024-07-01"),
    ("1 شتنبر 2024", "2024-09-01"),
    ("الـ25 من أكتوبر 2024", "2024-10-25"),
    ("أكتوبر 25, 2024", "2024-10-25"),
    ("في أكتوبر 2022، أعلن", "2022-10"),
    ("15 محرم 1446 هـ الموافق 21 يوليو 2024 م", "2024-07-21"),
    ("15/1/1446هـ - 21/7/2024م", "2024-07-21"),
    ("2024-10-25", "2024-10-25"),
    ("2024-10-25T14:30:00Z", "2024-10-25"),
    ("2024/10/5", "2024-10-05"),
    ("2024-10", "2024-10"),
    ("25/10/2024", "2024-10-25"),
    ("٢٥/١٠/٢٠٢٤", "2024-10-25"),
    ("5.1.2024", "2024-01-05"),
    ("10-11-2024", "2024-11-10"),
    ("October 25, 2024", "2024-10-25"),
    ("on Oct. 25, 2024 at noon", "2024-10-25"),
    ("25 Oct 2024", "2024-10-25"),
    ("the 25th of October, 2024", "2024-10-25"),
    ("May 2024", "2024-05"),
    ("31 فبراير 2024 ثم 1 مارس 2024", "2024-03-01"),
    ("29 February 2024", "2024-02-29"),
    ("10/25/2024", "2024-10-25"),
    ("Berlin, July 14, 2024", "2024-07-14"),
    # Hijri, by the Umm al-Qura tables as Saudi papers printed them.
    ("15 محرم 1446 هـ", "2024-07-21"),
    ("١٥ مُحرَّم ١٤٤٦هـ", "2024-07-21"),
    ("15/1/1446", "2024-07-21"),
    ("نشر في 15/1/1446هـ", "2024-07-21"),
    ("1446/01/15 هـ", "2024-07-21"),
    ("1 رمضان 1445", "2024-03-11"),
    ("الأول من شوال، 1 شوال 1445", "2024-04-10"),
    ("9 ذي الحجة 1445", "2024-06-15"),
    ("22 ربيع الآخر 1446 هـ", "2024-10-25"),
    ("12 Ramadan 1445 AH", "2024-03-22"),
    ("Ramadan 12, 1445", "2024-03-22"),
]

NOT_FOUND = [
    "",
    "في العام الماضي",
    "31 فبراير 2024",
    "29 February 2023",
    "31/4/2024",
    "25/13/2024",
    "في 15/1/1446 سقطت المدينة",
    "29/5/1453 AD",
    "31 محرم 1446",
    "15 محرم 1646",
    "15 محرم",
    "رمضان 1445",
    "في 2024",
    "أكتوبر",
    "مارس الرياضة كل يوم",
    "version 1.2.3.2024",
    "call 02-10-2024-55",
    "season 2010-11 was good",
    "الكتاب 2024",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_date_is_found(text: str, expected: str) -> None:
    assert find_date(text) == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_no_date_is_made_up(text: str) -> None:
    assert find_date(text) is None


@given(YEARS)
def test_every_day_is_read_back_however_it_is_written(day: date) -> None:
    for written in (
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        day.strftime("%d %B %Y"),
        day.strftime("%b %d, %Y"),
    ):
        assert find_date(written) == day.isoformat()


@given(st.text(alphabet="0123456789/-. أكتوبرMay،"))
def test_whatever_is_found_is_a_date(text: str) -> None:
    found = find_date(text)
    if found is not None:
        date.fromisoformat(found if len(found) == 10 else found + "-01")


@pytest.mark.parametrize(
    "line",
    [
        "25 أكتوبر 2024",
        "الجمعة، 25 أكتوبر/تشرين الأول 2024 - 14:30 بتوقيت غرينتش",
        "نشر في: 25/10/2024",
        "تاريخ النشر: ٢٥ أكتوبر ٢٠٢٤ الساعة ١٠:٠٠ ص",
        "22 ربيع الآخر 1446 هـ الموافق 25 أكتوبر 2024",
        "Published: Friday, October 25, 2024 at 2:30 PM GMT",
        "Published 25 October 2024 | Updated 26 October 2024",
        "2024-10-25T14:30:00Z",
    ],
)
def test_a_line_that_is_only_a_date(line: str) -> None:
    assert date_line(line) == "2024-10-25"


@pytest.mark.parametrize(
    "line",
    [
        "أكتوبر 2024",
        "انتهت المهلة في 25 أكتوبر 2024.",
        "لندن - 25 أكتوبر 2024",
        "25 أكتوبر 2024 - 3 قتلى",
        "October 25, 2024 was a Friday",
        "29 November 2018 | 20 January 2019",
        "31 فبراير 2024",
        "25 أكتوبر 2024 " + "نشر " * 30,
    ],
)
def test_a_line_that_says_more_or_less_than_a_date(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Berlin, October 25, 2024",
        "BERLIN, October 25, 2024 (Wire) - The cabinet met.",
        "WASHINGTON — Oct. 25, 2024 — The president said",
        "London, England, 25 October 2024 -",
        "لندن - 25 أكتوبر 2024",
        "الرياض 25 أكتوبر 2024 (واس) - قال الوزير",
        "الرياض، 22 ربيع الآخر 1446 هـ",
        "إسطنبول/ 25 تشرين الأول 2024 م - أعلن",
    ],
)
def test_a_date_after_a_place_opens_a_report(line: str) -> None:
    assert dateline(line) == "2024-10-25"


@pytest.mark.parametrize(
    "line",
    [
        "In Berlin, October 25, 2024, was a day of rain.",
        "The meeting of 25 October 2024",
        "انتهت المهلة في 25 أكتوبر 2024.",
        "He said in the House of Commons, October 25, 2024 - and later",
        "Berlin, October 2024",
        "October 25, 2024",
        "Berlin, October 35, 2024",
        "",
    ],
)
def test_a_line_that_opens_otherwise_has_no_dateline(line: str) -> None:
    assert dateline(line) is None
