"""The names of the months in the calendars that Arabic and English news are dated by."""

from __future__ import annotations

MONTHS = tuple(
    tuple(names.split())
    for names in (
        "يناير جانفي january jan",
        "فبراير شباط فيفري february feb",
        "مارس اذار march",
        "ابريل نيسان افريل april apr",
        "مايو ايار ماي may",
        "يونيو حزيران يونيه جوان june jun",
        "يوليو تموز يوليه جويليه يوليوز july jul",
        "اغسطس اب اوت غشت august aug",
        "سبتمبر ايلول شتنبر september sept sep",
        "اكتوبر october oct",
        "نوفمبر نونبر november nov",
        "ديسمبر دجنبر december dec",
    )
)
"""January first; the Arabic name that most papers write comes first in each. A name of two words
(كانون الثاني) is not among them: the analyser writes it as that first name."""

_CLITICS = ("", "و", "ف", "ب", "ل")
_SECOND = {
    "first": ("الاول", "اول", "الاولي"),
    "second": ("الثاني", "ثاني", "ثان", "التاني", "تاني"),
}
_LEVANTINE = {
    ("كانون", "second"): "يناير",
    ("تشرين", "first"): "اكتوبر",
    ("تشرين", "second"): "نوفمبر",
    ("كانون", "first"): "ديسمبر",
}
TWO_WORD_MONTHS = {
    (clitic + name, second): clitic + month
    for (name, which), month in _LEVANTINE.items()
    for clitic in _CLITICS
    for second in _SECOND[which]
}
"""The two words of a month, normalised, and the one word it is searched under."""
