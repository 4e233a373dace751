"""What kind of answer a question asks for, and whether a sentence holds one.

A kind is kept only where it moves more highlights onto the answer than off it: names of people and
places, shares, ages, distances and verbs of saying stand in too many sentences to tell them apart
(docs/LOG.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.analysis import analyse, words
from index.analysis.stems import bare_word
from retrieval.expansion import is_function_word

DEFINITION_BONUS = 0.15
OPENING = 3  # words of a sentence among which a definition names what it defines


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of answer. Its patterns match in normalised words, a blank between each two.

    Attributes:
        asks: Found in the questions that ask for it.
        holds: Found in the sentences that have one, once the question's own words are left out.
        bonus: What such a sentence gains, as a share of the question's words.
    """

    asks: re.Pattern[str]
    holds: re.Pattern[str]
    bonus: float


def _any(*phrases: str) -> re.Pattern[str]:
    """Any of the phrases, as whole words."""
    return re.compile(rf"(?<!\S)(?:{'|'.join(phrases)})(?!\S)")


_AND = "[وف]?"
_PREFIXED = "[وف]?[بلك]?(?:ال)?"
_WHICH = f"{_AND}[بل]?(?:اي|ايه|ما|ماهو|ماهي|هو|هي)"
_A_NUMBER = _any(
    r"\d\S*",
    "(?:one|two|three|four|five|six|seven|eight|nine|ten)",
    "(?:dozen|hundred|thousand|million|billion)s?",
    rf"{_PREFIXED}(?:ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)(?:ي|يه|ه|ون|ين|مايه|ميه)?",
    rf"{_PREFIXED}(?:عشر(?:ه|ون|ين|ات)?|اثن(?:ا|ي|ان|ين|تا|تي|تان|تين))",
    rf"{_PREFIXED}(?:مايه|ميه|ميات|ميتا|ميتي|ميتان|ميتين|الاف|ملايين)",
    rf"{_PREFIXED}(?:الف|مليون|مليار)(?:ا|ي|ان|ين|ات)?",
)
_COUNTS = re.compile(  # in the question as it is written, where the place matters
    r"\bhow many\b|(?:^|\s)[وفب]?كم(?:\s+(?:عدد|يبلغ عدد|بلغ عدد))?(?=\s)|(?:^|\s)ما\s+عدد(?=\s)",
    re.IGNORECASE,
)

NUMBER = Kind(
    _any(
        "how (?:many|much|old|long|far|tall|large|often)",
        "what (?:percentage|number|age)",
        f"{_AND}ب?كم|قديش|شقد",
        "ما (?:عدد|قيمه|نسبه|مساحه|طول|عمر)",
    ),
    _A_NUMBER,
    0.12,
)
DATE = Kind(
    _any(
        "when",
        "(?:what|which) (?:year|date|day|month|century|decade)",
        f"{_AND}(?:متي|امتي|امته|ايمتي|ايمته)",
        f"{_WHICH} (?:ال)?(?:عام|سنه|تاريخ|يوم|شهر|قرن|عقد)",
    ),
    _any(r"1\d{3}|20\d\d|[3-9]\d\d"),  # weekdays and months stand in most sentences of the news
    0.3,
)
MONEY = Kind(
    _any(
        "how much (?:money|is|are|was|were|does|did)",
        "costs?|price|salary",
        "بكم|بقديش",
        f"{_PREFIXED}(?:ت?كلف[هت]|ثمن|سعر|مبلغ|قيم[هت]|ميزاني[هت])(?:ه|ها)?",
    ),
    _any(
        "[$€£]|dollars?|euros?|pounds?|cents?",
        f"{_PREFIXED}(?:دولار|دينار|ريال|جنيه)(?:ا|ان|ين|ات)?",
        f"{_PREFIXED}(?:يورو|درهم|دراهم|ليره|ليرات|دنانير)",
    ),
    0.3,
)
CAUSE = Kind(
    _any(
        "why",
        "what (?:caused|causes|led)",
        "reasons?",
        f"{_AND}(?:لماذا|ليش|ليه|علاش)",
        f"{_PREFIXED}(?:سبب|اسباب)",
    ),
    _any(
        "because|since|therefore|owing|thus|caused|reason",
        "due to|as a result|so that|in order to",
        f"{_AND}(?:لان|لانه|لانها|لانهم|لكي|لذلك|نتيجه|نظرا|حيث|بفضل|من اجل|ادي الي|ادت الي)",
        f"{_AND}(?:ب|ال)?سبب(?:ه|ها)?",
    ),
    0.12,
)
KINDS = (NUMBER, DATE, MONEY, CAUSE)
_ASKS_DEFINITION = re.compile(
    r"^(?:what|who) (?:is|are|was|were)(?!\S)"
    r"|^(?:ما|من|ماذا|مين|شو|وش|ايش|شنو) ?(?:هو|هي|هم|هما)(?!\S)"
    r"|^ما (?:معني|تعريف)(?!\S)"
    r"|(?<!\S)[يت]عرف(?!\S)"
)
_SIGNS = re.compile(r"[$€£]")


class Wanted:
    """The kinds of answer that one question asks for."""

    def __init__(self, question: str) -> None:
        asked = words(question)
        self._asked = frozenset(asked)
        self._kinds = [kind for kind in KINDS if kind.asks.search(" ".join(asked))]
        self._defined: frozenset[str] = frozenset()
        if _ASKS_DEFINITION.search(" ".join(asked)):
            self._defined = frozenset(
                bare_word(term.word) for term in analyse(question) if not is_function_word(term)
            )

    def bonus(self, text: str) -> float:
        """What a sentence gains for holding answers of these kinds; 0 for none."""
        if not self._kinds and not self._defined:
            return 0.0
        said = words(text)
        new = [word for word in said if word not in self._asked]
        signs = _SIGNS.findall(text)
        plain = " ".join([*new, *signs])
        gained = sum(kind.bonus for kind in self._kinds if kind.holds.search(plain))
        if any(bare_word(word) in self._defined for word in said[:OPENING]):
            gained += DEFINITION_BONUS
        return gained

    def missing(self, text: str) -> bool:
        """Whether a sentence has no answer of a kind that the question asks for."""
        return bool(self._kinds) and not self.bonus(text)


def counted_after(question: str) -> int | None:
    """Where the thing that a question wants counted is named: after *how many* or كم; or None."""
    asked = _COUNTS.search(question)
    return asked.end() if asked else None


def is_number(word: str) -> bool:
    """Whether a normalised word is a number, in digits or in letters."""
    return bool(_A_NUMBER.fullmatch(word))
