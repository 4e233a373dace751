"""Dates in Arabic and English text, and the lines of a copied page that are only a date.

Gregorian dates only: a Hijri year is below the years accepted here. A month is never guessed from
an ambiguous order: ``10/11/2024`` is read day first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from index.reading.folding import fold

# Folded (see index.reading.folding): Egypt and the Gulf / the Levant and Iraq / the Maghreb.
_MONTHS = (
    "يناير|كانون الثاني|كانون ثاني|جانفي|january|jan",
    "فبراير|شباط|فيفري|february|feb",
    "مارس|اذار|march|mar",
    "ابريل|نيسان|افريل|april|apr",
    "مايو|ايار|ماي|may",
    "يونيو|يونيه|حزيران|جوان|june|jun",
    "يوليو|يوليه|تموز|جويليه|يوليوز|july|jul",
    "اغسطس|اب|اوت|غشت|august|aug",
    "سبتمبر|ايلول|شتنبر|september|sept|sep",
    "اكتوبر|تشرين الاول|تشرين اول|october|oct",
    "نوفمبر|تشرين الثاني|تشرين ثاني|نونبر|november|nov",
    "ديسمبر|كانون الاول|كانون اول|دجنبر|december|dec",
)
_MONTH_NUMBER = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_NAME = "(?:" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")(?!\w)\.?"
_MONTH = rf"(?<![^\W\d_])(?P<{{0}}>{_NAME})(?: ?[/(] ?{_NAME} ?\)?)?"  # أكتوبر/تشرين الأول
_GAP = r"[ ,،/-]{0,3}"
_DAY = r"(?<!\d)(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?<!\d)(?P<{}>(?:19|20)\d\d)(?!\d)"
_NUMERIC_MONTH = r" ?(?P<s{0}>[-/.]) ?(?P<m{0}>\d\d?) ?(?P=s{0}) ?"
_DATE = re.compile(
    "|".join(
        (
            _DAY.format("d1")
            + _GAP
            + "(?:من |of )?"
            + _MONTH.format("m1")
            + _GAP
            + _YEAR.format("y1"),
            _MONTH.format("m2") + _GAP + _DAY.format("d2") + _GAP + _YEAR.format("y2"),
            _MONTH.format("m3") + _GAP + _YEAR.format("y3"),
            rf"(?<![\d./-]){_YEAR.format('y4')}{_NUMERIC_MONTH.format(4)}(?P<d4>\d\d?)(?!\d|[/.-]\d)",
            rf"(?<![\d./-])(?P<d5>\d\d?){_NUMERIC_MONTH.format(5)}{_YEAR.format('y5')}(?![/.-]\d)",
        )
    )
)
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])")

_HIJRI_MONTHS = (
    "محرم|صفر|ربيع الاول|ربيع الثاني|ربيع الاخر|جمادي الاولي|جمادي الاول|جمادي الثانيه"
    "|جمادي الاخره|رجب|شعبان|رمضان|شوال|ذو القعده|ذي القعده|ذو الحجه|ذي الحجه"
)
_HIJRI = re.compile(
    rf"(?<!\d)\d\d?(?: (?:{_HIJRI_MONTHS})[ ,،]{{1,2}}|([-/])\d\d?\1)1[34]\d\d(?!\d) ?(?:ه(?!\w))?"
)
_TIME = re.compile(r"(?<!\d)\d\d?:\d\d(?::\d\d)?(?!\d)|(?<=\d)t(?=\d)")
# Every other word that a date line may hold, folded.
_DATE_LINE = (
    "الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت يوم"
    " monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
    " نشر نشرت تم النشر في تاريخ التاريخ بتاريخ اخر تحديث حدث الساعه الموافق ه م ص صباحا مساء"
    " published updated posted publication last date on at am pm a p m z gmt utc et est edt bst"
    " بتوقيت توقيت غرينتش جرينتش مكه المكرمه القاهره"
)
_DATE_LINE_WORDS = frozenset(_DATE_LINE.split())
_LABELS = frozenset(("نشر", "النشر", "نشرت", "تحديث", "published", "updated", "posted"))
_WORD = re.compile(r"\w+")
_MAX_DATE_LINE = 100  # characters


def find_date(text: str) -> str | None:
    """The first date in a text.

    Args:
        text: Arabic or English, in any digits.

    Returns:
        ``YYYY-MM-DD``, or ``YYYY-MM`` where no day is named, or None. Impossible dates, such as
        31 February, are passed over.
    """
    folded = fold(text)
    if _YEAR_MONTH.fullmatch(folded):
        return folded
    return next((day for day in _dates(folded) if day), None)


def date_line(line: str) -> str | None:
    """The date of a line that holds nothing but a date, its weekday, time, and a label.

    Returns:
        ``YYYY-MM-DD``, or None where the line says anything else or names no day.
    """
    if len(line) > _MAX_DATE_LINE:
        return None
    folded = fold(line)
    found = [day for day in _dates(folded) if len(day) == len("YYYY-MM-DD")]
    words = set(_WORD.findall(_HIJRI.sub(" ", _DATE.sub(" ", _TIME.sub(" ", folded)))))
    if not found or not words <= _DATE_LINE_WORDS:
        return None
    # Two dates are "published … updated …", or else the days something lasted.
    return found[0] if len(found) == 1 or words & _LABELS else None


def _dates(folded: str) -> Iterator[str]:
    """Every date of a folded text as ISO, an empty string for an impossible one."""
    for match in _DATE.finditer(folded):
        part = {name[0]: value for name, value in match.groupdict().items() if value}
        year, day = int(part["y"]), int(part.get("d", 1))
        name = part["m"].rstrip(".")
        month = int(name) if name.isdigit() else _MONTH_NUMBER[name]
        try:
            iso = date(year, month, day).isoformat()
        except ValueError:
            yield ""
            continue
        yield iso if "d" in part else iso[: len("YYYY-MM")]
