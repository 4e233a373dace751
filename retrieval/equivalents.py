"""Other words that say the same as a word of the question: months, numbers, hamzas, dialects.

The index keeps the words as they are written. It is the question that is widened, so that يناير
finds كانون الثاني, جانفي and January; 5 finds خمسة and five; and مسؤول finds مسئول. A weight under
1 says that the other word may mean something else.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from index.analysis import Term, normalise_word
from index.analysis.dialects import STANDARD, without_spoken_prefix
from index.analysis.months import MONTHS
from index.analysis.numbers import CARDINALS, ORDINALS, PARTS, SCALES, value_of
from retrieval.stopwords import STOPWORDS

_MONTH = {name: names for names in MONTHS for name in names}
# Names that are as often other words: father, water, Nissan, "practised". How surely a text that
# has one means the month; in a question they are months only beside a number or after such a word.
_UNSURE_MONTHS = {
    "اب": 0.3, "ماي": 0.4, "اوت": 0.5, "جوان": 0.4, "نيسان": 0.8, "مارس": 0.8,
    "may": 0.3, "march": 0.7, "jan": 0.4, "feb": 0.8, "apr": 0.8, "jun": 0.4, "jul": 0.8,
    "aug": 0.8, "sep": 0.8, "oct": 0.8, "nov": 0.8, "dec": 0.8,
}  # fmt: skip
_BEFORE_MONTHS = frozenset(
    [
        "في",
        "شهر",
        "بشهر",
        "خلال",
        "منذ",
        "حتي",
        "اوايل",
        "اواخر",
        "نهايه",
        "مطلع",
        "بدايه",
        "منتصف",
        "in",
        "of",
        "since",
        "until",
        "early",
        "late",
        "mid",
        "last",
        "month",
    ]
)
_CARDINAL, _ORDINAL = value_of(CARDINALS), value_of(ORDINALS)
_UNSURE_NUMBERS = dict.fromkeys(
    ["ست", "سبع", "الف", "ميه", "عشر", "second", "اول", "اولي", "first"], 0.5
)
_ROMAN = {2: "ii", 3: "iii", 4: "iv", 6: "vi", 7: "vii", 8: "viii", 9: "ix", 12: "xii", 14: "xiv"}
_ROMAN_VALUE = {roman: value for value, roman in _ROMAN.items()}
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
TO_FIGURES = 0.8  # a 5 is more often part of something else than a word for it is
SMALL_TO_WORDS = 0.6  # and the words up to ten are common in any text
TO_WORDS = 0.9
ORDINAL_TO_FIGURES = 0.4
FROM_SPOKEN = 0.7  # a spoken word has many senses, and each standard one is one of them

_SEATS = "ؤئء"
_ASKS_HOW_MANY = frozenset(("كم", "وكم", "بكم", "كام", "many"))
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")


def equivalents(question: str, terms: Sequence[Term]) -> dict[int, dict[str, float]]:
    """For the offset of a term, the words that say the same and how surely, in (0, 1].

    Args:
        question: As it was asked; the seats of its hamzas are lost in the terms.
        terms: Its terms, in order.

    Returns:
        Terms that have none are left out, and function words that are not the name of a month.
    """
    found = {}
    for place, term in enumerate(terms):
        same = _months(question, terms, place)
        if term.word not in STOPWORDS:
            same |= _numbers(question, terms, place)
            same |= _standard(term.word)
            same |= dict.fromkeys(_other_seats(question[term.start : term.end]), 1.0)
        same.pop(term.word, None)
        if same:
            found[term.start] = same
    return found


def is_number_or_month(word: str) -> bool:
    """Whether a normalised word stands for itself: 1998 is not nearly 1999, nor يناير فبراير."""
    return word in PARTS or word in _MONTH or any(letter.isdigit() for letter in word)


def asked_scales(terms: Sequence[Term]) -> set[int]:
    """Offsets of the scales a number is asked for in (كم مليون): the answer has it in figures."""
    return {
        term.start
        for before, term in itertools.pairwise(terms)
        if before.word in _ASKS_HOW_MANY and term.word in SCALES
    }


def unstretched(term: Term, known: Callable[[str], bool]) -> Term:
    """A stretched word (كثييير, sooo) as it is spelt, if that is known and the stretched is not."""
    if not _STRETCHED.search(term.word) or known(term.word):
        return term
    for letters in (r"\1", r"\1\1"):
        word = _STRETCHED.sub(letters, term.word)
        if known(word):
            return replace(term, word=word)
    return term


def standard(term: Term, known: Callable[[str], bool]) -> Term:
    """A spoken word that is not known as the nearest standard one, for what compares meanings."""
    if not term.arabic or known(term.word):
        return term
    plain, written = _in_writing(term.word)
    if written:
        return replace(term, word=written[0])
    return replace(term, word=plain) if plain and known(plain) else term


def _months(question: str, terms: Sequence[Term], place: int) -> dict[str, float]:
    word = terms[place].word
    name = word if word in _MONTH else word[1:]
    if name not in _MONTH or (name != word and (len(name) < 4 or word[0] not in "وفبل")):
        return {}
    with_madda = "آب" in question[terms[place].start : terms[place].end]
    if name in _UNSURE_MONTHS and not with_madda and not _dated(terms, place):
        return {}
    return {
        form: _UNSURE_MONTHS.get(other, 1.0)
        for other in _MONTH[name]
        for form in _with_clitics(other)
    }


def _standard(word: str) -> dict[str, float]:
    """What the standard language says for a word of the dialects."""
    plain, written = _in_writing(word)
    same = dict.fromkeys(written, FROM_SPOKEN)
    return same if plain is None else {plain: FROM_SPOKEN, **same}


def _in_writing(word: str) -> tuple[str | None, tuple[str, ...]]:
    """A word without the prefix of spoken verbs, if it has one; and what the table says for it."""
    plain = without_spoken_prefix(word)
    return plain, STANDARD.get(word) or STANDARD.get(plain or "", ())


def _dated(terms: Sequence[Term], place: int) -> bool:
    beside = [terms[i].word for i in (place - 1, place + 1) if 0 <= i < len(terms)]
    after_word = place > 0 and terms[place - 1].word in _BEFORE_MONTHS
    return after_word or any(word.isdigit() for word in beside)


def _numbers(question: str, terms: Sequence[Term], place: int) -> dict[str, float]:
    term = terms[place]
    word, after = term.word, terms[place + 1].word if place + 1 < len(terms) else ""
    if word.isdigit() and after in _ORDINAL_ENDINGS:
        return _spelt(ORDINALS, int(word), 1.0)
    if word in _ROMAN_VALUE and question[term.start : term.end].isupper():
        return _spelt(ORDINALS, _ROMAN_VALUE[word], 1.0)
    if word in _ORDINAL:
        value = _ORDINAL[word]
        roman = {_ROMAN[value]: 0.8} if value in _ROMAN else {}
        return _spelt(ORDINALS, value, 1.0) | {str(value): ORDINAL_TO_FIGURES} | roman
    if word.isdigit():
        value = int(word) if len(word) < 14 else 0
        return _spelt(CARDINALS, value, SMALL_TO_WORDS if value <= 10 else TO_WORDS)
    if _CARDINAL.get(word, 1) > 1:
        return _spelt(CARDINALS, _CARDINAL[word], 1.0) | {str(_CARDINAL[word]): TO_FIGURES}
    return {}


def _spelt(forms: Mapping[int, tuple[str, ...]], value: int, weight: float) -> dict[str, float]:
    """The words for a number; none for one, which is in every text."""
    if forms is CARDINALS and value == 1:
        return {}
    return {
        form: weight * _UNSURE_NUMBERS.get(word, 1.0)
        for word in forms.get(value, ())
        for form in _with_clitics(word)
    }


def _with_clitics(word: str) -> Iterator[str]:
    """The word, and if it is long enough to be known again what a letter before it makes of it."""
    yield word
    if not word.isascii() and len(word) >= 4:
        for clitic in "وبل":
            yield clitic + word


def _other_seats(raw: str) -> set[str]:
    """Normalised spellings of an Arabic word with its hamzas seated otherwise.

    >>> sorted(_other_seats("شؤون"))
    ['شءون', 'شيون']
    """
    letters = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", raw)
        if letter.isalpha() and letter != "ـ"
    )
    found = {
        letters[:i] + seat + letters[i + 1 :]
        for i in range(1, len(letters) - 1)
        if letters[i] in _SEATS
        for seat in _SEATS
        # Both are written before و and, of an ending, after ا; but قائم is not قاوم.
        if letters[i + 1] == "و" or (letters[i - 1] == "ا" and letters[i] + seat != "ئؤ")
    }
    for one, other in (("ئ", "يء"), ("ئة", "أة"), ("ئه", "أه")):
        for ending, instead in ((one, other), (other, one)):
            if letters.endswith(ending):
                found.add(letters.removesuffix(ending) + instead)
    return {normalise_word(spelt) for spelt in found}
