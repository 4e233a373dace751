"""Filters in a question: ``since:2024-10``, ``until:2024``, ``source:"Sample Wire"``. Pure.

``from:`` and ``to:`` do as well. The Arabic forms are منذ: and من: (since), حتى: and إلى: (until),
مصدر: and المصدر: (source), with any digits. A date is a year, a month or a day; a year from 1343 to
1500 is one of the Hijri calendar, so that منذ:1445-09 is since the first of Ramadan. من and إلى are
in many a question, so that what follows them must be a date for them to be a filter.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from index.reading import hijri

_DAY = r"\d[\d/.\-٫]*"
_ERA = r"(?:\s?(?:هـ?|AH|م|AD)(?!\w))?"  # a year tells by itself of which calendar it is
_COLON = r"\s*[:\uff1a]\s*"
_SURE = {"since": "since|منذ", "until": "until|حت[ىي]"}
_COMMON = {"since": "from|من", "until": "to|[اإ]ل[ىي]"}  # words of many a question
_DATE = re.compile(
    rf"(?<!\w)و?(?:(?P<sure>(?P<since>{_SURE['since']})|{_SURE['until']})"
    rf"|(?P<from>{_COMMON['since']})|{_COMMON['until']}){_COLON}(?P<day>{_DAY}){_ERA}",
    re.IGNORECASE,
)
_QUOTED = "|".join(f"{a}[^{a}{b}\n]+{b}" for a, b in ('""', "“”", "«»", "„“", "''", "‘’"))
_SOURCE = re.compile(
    rf"(?<!\w)(?:source|و?(?:ال)?مصدر){_COLON}(?:(?P<quoted>{_QUOTED})|(?P<bare>[^\s\"“”«»]+))",
    re.IGNORECASE,
)
_INVISIBLE = dict.fromkeys(
    [0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a question is about. An article must meet all of it.

    Attributes:
        since: ISO day of the earliest publication, or None.
        until: ISO day of the latest publication, or None.
        sources: Outlets as written; an article of any of them will do. None where empty.
    """

    since: str | None = None
    until: str | None = None
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.sources)


@dataclass(frozen=True, slots=True)
class Filtered:
    """A question taken apart.

    Attributes:
        question: What is left to search for.
        filter: What was asked of the articles.
        unreadable: Dates that are none, such as ``2024-13``, as written.
    """

    question: str
    filter: Filter
    unreadable: tuple[str, ...] = ()


def read_filters(text: str) -> Filtered:
    """Take the filters out of a question.

    A repeated date narrows; repeated sources widen. A question without filters stays as it is.

    >>> read_filters("ماذا قال بوتين؟ منذ:٢٠٢٤-١٠ مصدر:رويترز").filter
    Filter(since='2024-10-01', until=None, sources=('رويترز',))
    """
    wanted, unreadable = Filter(), list[str]()

    def take_source(match: re.Match[str]) -> str:
        nonlocal wanted
        name = match["quoted"][1:-1] if match["quoted"] else match["bare"].strip("،,؛;.!?؟()")
        name = " ".join(name.translate(_INVISIBLE).split())
        if name and name not in wanted.sources:
            wanted = replace(wanted, sources=(*wanted.sources, name))
        return " "

    def take_date(match: re.Match[str]) -> str:
        nonlocal wanted
        written = match["day"].rstrip("/.-٫")
        span = _span(written)
        if span is None:
            if not match["sure"]:
                return match.group()
            unreadable.append(written)
        elif match["since"] or match["from"]:
            wanted = replace(wanted, since=max(span[0], wanted.since or span[0]))
        else:
            wanted = replace(wanted, until=min(span[1], wanted.until or span[1]))
        return " "

    left = _DATE.sub(take_date, _SOURCE.sub(take_source, text.translate(_INVISIBLE)))
    if not wanted and not unreadable:
        return Filtered(text, wanted)
    return Filtered(" ".join(left.split()), wanted, tuple(unreadable))


def _span(written: str) -> tuple[str, str] | None:
    """First and last ISO day of a year, a month or a day; None where there is no such date."""
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in written)
    parts = re.split(r"[/.\-٫]", digits)
    if len(parts) > 1 and len(parts[0]) <= 2:  # 25/10/2024, as people write it
        parts.reverse()
    if len(parts[0]) != 4 or not all(1 <= len(part) <= 2 for part in parts[1:]):
        return None
    year, *rest = map(int, parts)
    try:
        match rest:
            case [] | [_] | [_, _] if year in hijri.YEARS:
                first, last = hijri.span(year, *rest)
            case []:
                first, last = date(year, 1, 1), date(year, 12, 31)
            case [month]:
                first = date(year, month, 1)
                last = date(year, month, monthrange(year, month)[1])
            case [month, day]:
                first = last = date(year, month, day)
            case _:
                return None
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()
