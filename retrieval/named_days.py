"""Days that a sentence names from the day it was published: "yesterday", "أمس", "on Friday".

They are told beside the quote, never put into it. A weekday without "last" or "next" is the latest
one up to the day of publication, unless the sentence speaks of what is to come or gives the date
itself: then it is not told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_EN_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_AR_DAYS = "الا?ثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة|السبت|ال[أا]حد"
_WEEKDAY = re.compile(rf"(?i:{_EN_DAYS})|{_AR_DAYS}")
_AR_NUMBERS = {
    "ثلاثة": 3, "أربعة": 4, "اربعة": 4, "خمسة": 5, "ستة": 6, "سبعة": 7,
    "ثمانية": 8, "تسعة": 9, "عشرة": 10,
}  # fmt: skip
_EN_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
}  # fmt: skip
_PLAIN = (  # how many days from publication; the longer before the shorter
    (r"\bthe day before yesterday\b", -2),
    (r"\bthe day after tomorrow\b", 2),
    (r"\byesterday\b(?!['’])", -1),
    (r"\btomorrow\b(?!['’])", 1),
    (r"(?<!\w)(?:[أا]ول (?:من )?[أا]مس|[أا]مس ال[أا]ول)(?!\w)", -2),
    (r"(?<!\w)بعد غد(?:اً|ًا)?(?!\w)", 2),
    (r"(?<!\w)(?:قبل|منذ) يومين(?!\w)", -2),
    (rf"(?<!\w)و?[أا]مس(?! ال[أا]ول)(?: (?:{_AR_DAYS}))?(?!\w)", -1),
    (r"(?<!\w)غد(?:اً|ًا)(?!\w)", 1),
)
_COUNTED = re.compile(
    rf"(?<!\w)قبل (?P<ar>{'|'.join(_AR_NUMBERS)}|\d+) (?:أيام|ايام|يوماً|يوما)(?!\w)"
    rf"|\b(?P<en>{'|'.join(_EN_NUMBERS)}|\d{{1,2}}) days ago\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:(?P<last>last|past)|(?P<next>next|coming|this coming)|on|early|late) "
    rf"(?P<en>{_EN_DAYS})\b(?!['’])"
    rf"|(?<!\w)(?:و|ف)?(?:يوم|مساء|صباح|فجر|ظهر) (?P<ar>{_AR_DAYS})"
    r"(?: (?:(?P<ago>الماضي|الفائت|المنصرم)|(?P<to>المقبل|القادم)))?(?!\w)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|plans?|planned|due|scheduled|expected|set to|going to|every|each)\b"
    r"|(?<!\w)(?:و|ف)?(?:سوف|س[يتن]\w{2,}|المقرر|مقرر|المرتقب|المتوقع|يعتزم|تعتزم|موعد|كل)(?!\w)",
    re.IGNORECASE,
)
_DATE_FOLLOWS = re.compile(r"[\s,،(]*(?:the )?(?:[^\W\d]+ )?\d")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_NUMBER = {
    **{name: number for number, name in enumerate(_EN_DAYS.split("|"))},
    "الاثنين": 0, "الثنين": 0, "الثلاثاء": 1, "الاربعاء": 2, "الخميس": 3, "الجمعة": 4,
    "السبت": 5, "الاحد": 6,
}  # fmt: skip
_NAMED_MOST = 400  # days; more is no day that a report counts from itself


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day named from the day of publication: ``article.text[start:end] == text`` is ``date``.

    Attributes:
        start: First code point in the article's text.
        end: One past the last.
        text: As written.
        date: ISO day.
    """

    start: int
    end: int
    text: str
    date: str


def named_days(text: str, sentence: tuple[int, int], published: str | None) -> tuple[NamedDay, ...]:
    """The days that a sentence of a text names so, in order; none without a full date."""
    try:
        base = date.fromisoformat(published or "")
    except ValueError:
        return ()
    said = text[slice(*sentence)]
    found: dict[int, tuple[int, date]] = {}

    def take(match: re.Match[str], days: int) -> None:
        start, end = match.span()
        taken = any(start < last and first < end for first, (last, _) in found.items())
        if not taken and not _DATE_FOLLOWS.match(said, end) and abs(days) <= _NAMED_MOST:
            found[start] = (end, base + timedelta(days))

    for pattern, days in _PLAIN:
        for match in re.finditer(pattern, said, re.IGNORECASE):
            if _agrees(match.group(), base + timedelta(days)):
                take(match, days)
    for match in _COUNTED.finditer(said):
        take(match, -_count(match["ar"] or match["en"]))
    to_come = _TO_COME.search(_MARKS.sub("", said)) is not None
    for match in _DAY.finditer(said):
        ahead = (_weekday(match["en"] or match["ar"]) - base.weekday()) % 7
        if match["next"] or match["to"]:
            take(match, ahead or 7)
        elif match["last"] or match["ago"]:
            take(match, ahead - 7)
        elif not to_come:
            take(match, ahead - 7 if ahead else 0)
    return tuple(
        NamedDay(sentence[0] + start, sentence[0] + end, said[start:end], day.isoformat())
        for start, (end, day) in sorted(found.items())
    )


def _agrees(written: str, day: date) -> bool:
    """Whether the weekday that stands beside a word such as أمس, if any, is that day's."""
    weekday = _WEEKDAY.search(written)
    return weekday is None or _weekday(weekday.group()) == day.weekday()


def _weekday(name: str) -> int:
    return _NUMBER[name.lower().replace("أ", "ا")]


def _count(written: str) -> int:
    written = written.lower()
    return _AR_NUMBERS.get(written) or _EN_NUMBERS.get(written) or int(written)
