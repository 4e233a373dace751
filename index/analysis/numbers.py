"""Numbers written as words, in Arabic and English: which of several words are one number.

خمسة وعشرون, twenty-five and 25 are one term, and so are ثلاثة آلاف, 3 آلاف and 3,000, and the
ordinals الخامس والعشرين and twenty-fifth, which dates and centuries are written with. A number of
one word (خمسة, five) stays the word it is: it may be another word (ست, lady; ألف, composed), so the
question alone widens it (``retrieval.equivalents``).

It does not know fractions, nor English years read in pairs (nineteen eighty-four).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

_UNITS = {
    1: "احد واحد واحده احدي one",  # with its و, أحد is spelt واحد: after a hundred that is meant
    2: "اثنان اثنين اثنتان اثنتين اتنين two",
    3: "ثلاثه ثلاث تلاته three",
    4: "اربعه اربع four",
    5: "خمسه خمس five",
    6: "سته ست six",
    7: "سبعه سبع seven",
    8: "ثمانيه ثماني ثمان تمانيه eight",
    9: "تسعه تسع nine",
}
_TENS = {
    20: "عشرون عشرين twenty",
    30: "ثلاثون ثلاثين تلاتين thirty",
    40: "اربعون اربعين forty",
    50: "خمسون خمسين fifty",
    60: "ستون ستين sixty",
    70: "سبعون سبعين seventy",
    80: "ثمانون ثمانين تمانين eighty",
    90: "تسعون تسعين ninety",
}
_TEENS = {
    11: "حداشر eleven",
    12: "اتناشر twelve",
    13: "تلتاشر thirteen",
    14: "اربعتاشر fourteen",
    15: "خمستاشر fifteen",
    16: "ستاشر sixteen",
    17: "سبعتاشر seventeen",
    18: "تمنتاشر eighteen",
    19: "تسعتاشر nineteen",
}
_TEN = {10: "عشره عشر ten"}
_HUNDRED = {100: "ميه مايه hundred"}
_HUNDREDS = {200: "ميتان ميتين ميتا ميتي مايتان مايتين مايتا مايتي"} | {
    value * 100: " ".join(stem + hundred for stem in stems.split() for hundred in ("ميه", "مايه"))
    for value, stems in {
        3: "ثلاث تلات", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع"
    }.items()
}  # fmt: skip
_SCALES = {
    1000: "الف الفا الاف thousand",
    10**6: "مليون مليونا ملايين million",
    10**9: "مليار مليارا مليارات بليون billion",
    10**12: "تريليون تريليونا تريليونات trillion",
}
_DUALS = {
    2000: "الفان الفين الفي",
    2 * 10**6: "مليونان مليونين مليوني",
    2 * 10**9: "ملياران مليارين",
}
_ORDINALS = {
    1: "اول اولي حادي حاديه first",
    2: "ثاني ثانيه second",
    3: "ثالث ثالثه third",
    4: "رابع رابعه fourth",
    5: "خامس خامسه fifth",
    6: "سادس سادسه sixth",
    7: "سابع سابعه seventh",
    8: "ثامن ثامنه eighth",
    9: "تاسع تاسعه ninth",
}
_LATER_ORDINALS = {
    10: "عاشر عاشره tenth",
    11: "eleventh",
    12: "twelfth",
    13: "thirteenth",
    14: "fourteenth",
    15: "fifteenth",
    16: "sixteenth",
    17: "seventeenth",
    18: "eighteenth",
    19: "nineteenth",
    20: "twentieth",
    30: "thirtieth",
}


def _forms(*tables: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    return {value: tuple(forms.split()) for table in tables for value, forms in table.items()}


_CLITICS = ("", "ال", "ب", "ل", "بال", "لل", "و", "وال")
CARDINALS = _forms(_UNITS, _TEN, _TEENS, _TENS, _HUNDRED, _HUNDREDS, _SCALES, _DUALS)
"""What each number that has a word of its own is called, in normalised spelling."""
ORDINALS = _forms(_ORDINALS, _LATER_ORDINALS)
"""The same for its place in a row."""
SCALES = frozenset(form for forms in _SCALES.values() for form in forms.split())
"""The words for a thousand and its powers."""


class _Kind(Enum):
    UNIT = auto()
    ORDINAL = auto()  # of a unit
    TEN = auto()
    TEEN = auto()
    TENS = auto()
    HUNDRED = auto()
    HUNDREDS = auto()
    SCALE = auto()
    DUAL = auto()  # of a scale


@dataclass(frozen=True, slots=True)
class _Part:
    """A word that numbers are made of."""

    kind: _Kind
    value: int
    arabic: bool
    joined: bool  # with a و of its own before it


JOINTS = frozenset(("و", "and"))
"""Words that may stand between two parts of a number."""
_FIGURE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")  # no year: "in 2020 a thousand"


def _parts() -> dict[str, _Part]:
    tables = {
        _Kind.UNIT: _UNITS | {2: f"{_UNITS[2]} اثنا اثني اثنتا اثنتي"},
        _Kind.ORDINAL: _ORDINALS | {1: "حادي حاديه first"},  # أول عشرة are the first ten
        _Kind.TEN: _TEN,
        _Kind.TEEN: _TEENS,
        _Kind.TENS: _TENS,
        _Kind.HUNDRED: _HUNDRED,
        _Kind.HUNDREDS: _HUNDREDS,
        _Kind.SCALE: _SCALES,
        _Kind.DUAL: _DUALS,
    }
    parts: dict[str, _Part] = {}
    for kind, table in tables.items():
        for form, value in ((form, number) for number in table for form in table[number].split()):
            arabic = not form.isascii()
            for clitic in _CLITICS if arabic else ("",):
                joined = clitic.startswith("و")
                parts.setdefault(clitic + form, _Part(kind, value, arabic, joined))
    return parts


_PARTS = _parts()
PARTS = frozenset(_PARTS)
"""Every word that can be part of a number of several words."""


class _Sum:
    """A number as its words come in, the greater powers of a thousand first."""

    def __init__(self) -> None:
        self.total = Decimal(0)  # of the powers that are closed
        self.group = Decimal(0)  # what the next power multiplies, under 1000 unless in figures
        self.limit = 10**15  # the last power, which the next must be under
        self.words = 0
        self.ordinal = False

    def add(self, part: _Part, joined: bool) -> bool:
        """Take one more word in; False if the number does not go on with it."""
        starts = not self.words or joined or not part.arabic
        taken = not self.ordinal and self._add(part, joined, starts)
        if not taken and self.ordinal:
            taken = self._end_ordinal(part, joined)
        self.words += taken
        return taken

    def _add(self, part: _Part, joined: bool, starts: bool) -> bool:
        """``starts``: whether the word may begin a group or follow a hundred."""
        below = self.group % 100
        unit = 0 < below < 10
        match part.kind:
            case _Kind.UNIT:
                after_ten = not part.arabic and not joined and below >= 20 and not below % 10
                return (after_ten or (below == 0 and starts)) and self._more(part.value)
            case _Kind.ORDINAL:
                if part.arabic:  # begins a number: الخامس والعشرون
                    self.ordinal = not self.words
                    return self.ordinal and self._more(part.value)
                return below >= 20 and not below % 10 and self._more(part.value)
            case _Kind.TEN if part.arabic and unit:
                return not joined and self._more(10)
            case _Kind.TENS if part.arabic and unit:
                return joined and self._more(part.value)
            case _Kind.TEN | _Kind.TEEN | _Kind.TENS:
                return below == 0 and starts and self._more(part.value)
            case _Kind.HUNDRED if 0 < self.group < 10:
                return not joined and self._more(99 * int(self.group))
            case _Kind.HUNDRED | _Kind.HUNDREDS:
                return self.group == 0 and starts and self._more(part.value)
            case _Kind.SCALE if self.group:
                return not joined and self._close(self.group * part.value, part.value)
            case _Kind.SCALE:
                return starts and self._close(Decimal(part.value), part.value)
            case _Kind.DUAL:
                return (
                    self.group == 0 and starts and self._close(Decimal(part.value), part.value // 2)
                )

    def _end_ordinal(self, part: _Part, joined: bool) -> bool:
        """الخامس goes on with عشر or with a ten after و."""
        if self.group >= 10 or joined != (part.kind is _Kind.TENS):
            return False
        return part.kind in (_Kind.TEN, _Kind.TENS) and self._more(part.value)

    def _more(self, value: int) -> bool:
        self.group += value
        return True

    def _close(self, value: Decimal, power: int) -> bool:
        if power >= self.limit:
            return False
        self.total, self.group, self.limit = self.total + value, Decimal(0), power
        return True


def value_of(forms: Mapping[int, tuple[str, ...]]) -> dict[str, int]:
    """Each word of :data:`CARDINALS` or :data:`ORDINALS`, and with its clitics, to its value.

    >>> value_of(CARDINALS)["والخمسه"], value_of(ORDINALS)["second"]
    (5, 2)
    """
    return {
        clitic + form: value
        for clitic in reversed(_CLITICS)  # a bare word comes last and wins
        for value, spelt in forms.items()
        for form in spelt
        if not clitic or not form.isascii()
    }


def number_at(
    words: Sequence[str], first: int, together: Callable[[int], bool]
) -> tuple[int, str] | None:
    """The number of several words that begins at one of them.

    Args:
        words: Normalised words, in order.
        first: Where it is to begin.
        together: Whether nothing but a blank or a hyphen is between a word, by its place, and the
            next.

    Returns:
        ``(end, figures)``, one past its last word and the number in figures; None if there is no
        such number or it has but one word.
    """
    number, place = _Sum(), first
    if _FIGURE.fullmatch(words[first]):
        following = _PARTS.get(words[first + 1]) if first + 1 < len(words) else None
        if following is None or following.kind is not _Kind.SCALE or following.joined:
            return None
        number.group, number.words = Decimal(words[first]), 1
    elif (part := _PARTS.get(words[first])) is None or not number.add(part, joined=False):
        return None
    end = place = first + 1
    while place < len(words) and together(place - 1):
        joined = words[place] in JOINTS
        if joined and (place + 1 == len(words) or not together(place)):
            break
        place += joined
        part = _PARTS.get(words[place])
        if part is None or not number.add(part, joined or part.joined):
            break
        end = place = place + 1
    value = number.total + number.group
    if number.words < 2 or value != int(value):
        return None
    return end, str(int(value))
