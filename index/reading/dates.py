"""Dates in Arabic and English text, and the lines of a copied page that are only a date.

A Gregorian date comes first; where there is none, a Hijri one is read. A month is never guessed
from an ambiguous order: ``10/11/2024`` is read day first, and ``10/25/2024`` can only be October.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from index.reading.folding import fold
from index.reading.hijri import MONTHS as HIJRI_MONTHS
from index.reading.hijri import span

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

_HIJRI_NAME = "|".join(sorted(HIJRI_MONTHS, key=len, reverse=True))
_HIJRI_YEAR = r"(?P<y{0}>1[345]\d\d)(?!\d)"
_HIJRI_MARK = r"(?P<ah> ?\(?(?:ه(?!\w)|هجري\w*|a\.?h\.?(?!\w)))?"
_HIJRI = re.compile(
    "(?:"
    + "|".join(
        (
            rf"(?<!\d)(?P<d1>\d\d?)(?:st|nd|rd|th)? (?:من |of )?(?P<m1>{_HIJRI_NAME})"
            rf"(?: عام| سنه| لعام)?[ ,،]{{1,2}}{_HIJRI_YEAR.format(1)}",
            rf"(?<!\w)(?P<m2>{_HIJRI_NAME}) (?P<d2>\d\d?),? {_HIJRI_YEAR.format(2)}",
            rf"(?<![\d./-])(?P<d3>\d\d?){_NUMERIC_MONTH.format(3)}{_HIJRI_YEAR.format(3)}(?![/.-]\d)",
            rf"(?<![\d./-]){_HIJRI_YEAR.format(4)}{_NUMERIC_MONTH.format(4)}(?P<d4>\d\d?)(?!\d|[/.-]\d)",
        )
    )
    + ")"
    + _HIJRI_MARK
)
_PLACE = re.compile(r"([^\W\d_][^\d.:;!?؟()]{1,40}?) ?(?:[/,،:(–—-] ?\(?| )")
_AFTER_DATELINE = re.compile(r" ?(?:م(?!\w) ?)?[,،]? ?\)? ?(?:\(|[–—:-] ?|\Z)")
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
_DECEMBER = 12
_PLACE_WORDS = 4  # of a dateline at most


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
    return next((day for day in _dates(folded) if day), None) or next(_hijri_dates(folded), None)


def date_line(line: str) -> str | None:
    """The date of a line that holds nothing but a date, its weekday, time, and a label.

    Returns:
        ``YYYY-MM-DD``, or None where the line says anything else or names no day.
    """
    if len(line) > _MAX_DATE_LINE:
        return None
    folded = fold(line)
    found = [day for day in _dates(folded) if len(day) == len("YYYY-MM-DD")]
    found = found or list(_hijri_dates(folded, marked=False))
    words = set(_WORD.findall(_HIJRI.sub(" ", _DATE.sub(" ", _TIME.sub(" ", folded)))))
    if not found or not words <= _DATE_LINE_WORDS:
        return None
    # Two dates are "published … updated …", or else the days something lasted.
    return found[0] if len(found) == 1 or words & _LABELS else None


def dateline(line: str) -> str | None:
    """The date after the place that a report opens with: "Berlin, July 14, 2024 (Reuters) - …".

    Returns:
        ``YYYY-MM-DD``, or None where the line opens otherwise or names no day.
    """
    folded = fold(line[: 2 * _MAX_DATE_LINE])
    for pattern, read in ((_DATE, _dates), (_HIJRI, _hijri_dates)):
        match = pattern.search(folded)
        place = match and _PLACE.fullmatch(folded, 0, match.start())
        after = match and _AFTER_DATELINE.match(folded, match.end())
        if match and place and after and len(place[1].split()) <= _PLACE_WORDS:
            # A blank alone parts the two only where an agency follows: "Meeting of 14 July 2024".
            parted = place[0].rstrip() != place[1] or "(" in after[0]
            day = next(read(match.group()), "") if parted else ""
            if len(day) == len("YYYY-MM-DD"):
                return day
    return None


def _dates(folded: str) -> Iterator[str]:
    """Every Gregorian date of a folded text as ISO, an empty string for an impossible one."""
    for match in _DATE.finditer(folded):
        part = {name[0]: value for name, value in match.groupdict().items() if value}
        year, day = int(part["y"]), int(part.get("d", 1))
        name = part["m"].rstrip(".")
        month = int(name) if name.isdigit() else _MONTH_NUMBER[name]
        if match["d5"] and month > _DECEMBER:  # month first, as no other order makes a date of it
            month, day = day, month
        try:
            iso = date(year, month, day).isoformat()
        except ValueError:
            yield ""
            continue
        yield iso if "d" in part else iso[: len("YYYY-MM")]


def _hijri_dates(folded: str, *, marked: bool = True) -> Iterator[str]:
    """Every Hijri day of a folded text as a Gregorian ISO day.

    Args:
        folded: The text.
        marked: Whether a date of figures only must say that it is Hijri, unless it stands alone.
    """
    for match in _HIJRI.finditer(folded):
        part = {name[0]: value for name, value in match.groupdict().items() if value}
        by_name = not part["m"].isdigit()
        if by_name or match["ah"] or not marked or match.end() - match.start() == len(folded):
            month = HIJRI_MONTHS[part["m"]] if by_name else int(part["m"])
            try:
                yield span(int(part["y"]), month, int(part["d"]))[0].isoformat()
            except ValueError:
                continue
