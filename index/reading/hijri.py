"""Days of the Hijri calendar as Gregorian days, by the Umm al-Qura tables (hijridate).

Countries that go by the sight of the moon may be a day off.
"""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Hijri

YEARS = range(1343, 1501)
"""The years of the tables: 1924 to 2077."""

# Folded (see index.reading.folding), Muharram first.
_NAMES = (
    "محرم|muharram",
    "صفر|safar",
    "ربيع الاول|ربيع اول|rabi al-awwal|rabi i",
    "ربيع الثاني|ربيع الاخر|ربيع ثاني|rabi al-thani|rabi al-akhir|rabi ii",
    "جمادي الاولي|جمادي الاول|جمادي اول|jumada al-awwal|jumada al-ula|jumada i",
    "جمادي الثانيه|جمادي الاخره|جمادي الثاني|جمادي الاخر|jumada al-thani|jumada al-akhira|"
    "jumada ii",
    "رجب|rajab",
    "شعبان|sha'ban|shaban|shaaban",
    "رمضان|ramadan|ramadhan",
    "شوال|shawwal",
    "ذو القعده|ذي القعده|ذوالقعده|dhu al-qi'dah|dhu al-qadah|dhul qadah|dhu al-qa'dah",
    "ذو الحجه|ذي الحجه|ذوالحجه|dhu al-hijjah|dhul hijjah|dhu al-hijja",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split("|")}
"""The number of each month by its folded names."""


def span(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """The first and the last Gregorian day of a Hijri year, month or day.

    >>> span(1445, 9)
    (datetime.date(2024, 3, 11), datetime.date(2024, 4, 9))

    Raises:
        ValueError: There is no such day, or its year is outside :data:`YEARS`.
    """
    if year not in YEARS:
        raise ValueError(f"The year {year} is outside {YEARS.start} to {YEARS.stop - 1}")
    try:
        first = Hijri(year, month or 1, day or 1)
        last = first if day else Hijri(year, month or 12, 1)
        start = date(*first.to_gregorian().datetuple())
        end = date(*last.to_gregorian().datetuple())
        days = 0 if day else last.month_length() - 1
    except OverflowError as error:
        raise ValueError(str(error)) from None
    return start, end + timedelta(days)
