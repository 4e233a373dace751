"""Speakers in Arabic: "قال بيسكوف إن…", "بحسب الصحيفة", "وفقاً لمسؤولين"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from retrieval.speech.tokens import LONGEST, QUOTES, Speech, Token, plain_at

_FAR = 14  # words between a verb and what is said
_APPOSITION = 4  # words of a name between commas: "المتحدث باسم الكرملين، دميتري بيسكوف، إن"

# Normalised spellings, without the و or ف before them.
_HE_SAID = """
قال يقول صرح يصرح اضاف يضيف اكد يوكد اعلن يعلن ذكر يذكر اوضح يوضح نفي ينفي كتب شدد يشدد تابع افاد
زعم يزعم حذر يحذر لفت اعتبر يعتبر
"""
_SHE_SAID = """
قالت تقول صرحت تصرح اضافت تضيف اكدت توكد اعلنت تعلن ذكرت تذكر اوضحت توضح نفت تنفي كتبت شددت تشدد
تابعت افادت زعمت تزعم حذرت تحذر لفتت اعتبرت تعتبر
"""
_GOES_ON = """
قال يقول اضاف يضيف اكد اوضح تابع شدد قالت تقول اضافت تضيف اكدت اوضحت تابعت شددت
"""
# Where, when and how it was said: the speaker's name ends before it.
_AFTER_THE_NAME = """
في خلال عبر علي الي عن من مع امام ل لدي عند بعد قبل اثناء ضمن حول بشان ايضا كذلك امس اليوم غدا يوم
مساء صباح الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت لاحقا سابقا حينها انذاك ردا تعليقا
خلاله خلالها نقلا لوكاله لصحيفه لقناه لموقع قاءلا قاءله قايلا قايله مضيفا مضيفه موكدا موكده هنا
هناك اكثر مره مرارا الذي التي الذين لكن بل و او ثم لاول لمره
"""
_NO_NAME = """
هو هي هم هذا هذه ذلك تلك ما ماذا كل لا لم لن قد له لها لهم فيه فيها عنه عنها به بها منه منها عليه
عليها اليه اليها ذات نفسه احد كان كانت
"""
HE, SHE, GOES_ON = (frozenset(words.split()) for words in (_HE_SAID, _SHE_SAID, _GOES_ON))
_ENDS = frozenset(_AFTER_THE_NAME.split())
_NOT_FIRST = frozenset(_NO_NAME.split())
_NOT = frozenset(("لا", "لم", "لن", "ما", "ولا", "ولم", "ولن", "وما"))
_BY = frozenset(("بحسب", "حسب", "وفق", "وبحسب", "وحسب", "ووفق", "فبحسب", "فحسب"))
_BY_TO = frozenset(("وفقا", "ووفقا", "طبقا", "وطبقا"))
_THAT = re.compile(r"ب?ان(?:ه|ها|هم|هما|ني|نا|ك|كم)?")
_SOURCE = re.compile(  # of a report: not a law, a plan or a need
    r"(?:ال)?(?:صحيف|وكال|قنا|شبك|مصادر|مصدر|مسوول|متحدث|ناطق|وزار|وزير|رييس|مدير|خبير|خبراء|محلل"
    r"|شرط|منظم|هيي|مجل|موقع|اذاع|محاف|محام|شهود|شاهد|سفير|نايب|محقق|امم|باحث|عالم|علماء|طبيب|اطباء"
    r"|جريد|تقرير|دراس|بيان|عدد)"
)

Appears = Callable[[str], bool]
"""Whether a normalised word stands in the article."""


def arabic_speech(tokens: Sequence[Token], place: int, appears: Appears) -> Speech | None:
    """The speaker that the Arabic word at ``place`` tells of, as verbs of saying do."""
    word = tokens[place].plain
    if word in _BY or word in _BY_TO:
        return _source(tokens, place + 1, with_to=word in _BY_TO)
    verb = verb_of(word)
    if verb is None or plain_at(tokens, place - 1) in _NOT:
        return None
    span = _subject(tokens, place + 1, appears)
    return Speech(*span, she=verb in SHE) if span else None


def verb_of(word: str) -> str | None:
    """The verb of saying that a word is, without its و or ف."""
    for bare in (word, word[1:] if word[:1] in ("و", "ف") else word):
        if bare in HE or bare in SHE:
            return bare
    return None


def goes_on(tokens: Sequence[Token], before: Speech) -> bool:
    """Whether a sentence goes on with the speaker before it: "وأضاف أن…", with no subject."""
    first = plain_at(tokens, 0)
    verb = verb_of(first)
    if verb not in GOES_ON or verb == first or before.she != (verb in SHE):
        return False
    follows = plain_at(tokens, 1)
    return bool(_THAT.fullmatch(follows)) or follows in QUOTES or follows in _ENDS | {":"}


def _subject(tokens: Sequence[Token], first: int, appears: Appears) -> tuple[int, int] | None:
    """The subject that begins at ``first``, where what is said follows."""
    last = _name_end(tokens, first)
    if last == first or tokens[first].plain in _NOT_FIRST:
        return None
    said = next(
        (
            place
            for place in range(last, min(first + _FAR, len(tokens)))
            if _THAT.fullmatch(tokens[place].plain)
            or tokens[place].plain == ":"
            or tokens[place].plain in QUOTES
            or tokens[place].plain in (".", "؟", "!")
        ),
        None,
    )
    if said is None or tokens[said].plain in (".", "؟", "!"):
        return None
    if last - first > 1 and _is_to_somebody(tokens[last - 1].plain, appears):
        last -= 1  # "قال بوتين لماسك"
    elif plain_at(tokens, last) == "،":
        end = _name_end(tokens, last + 1)
        if last + 1 < end <= last + 1 + _APPOSITION and plain_at(tokens, end) == "،":
            last = end
    return tokens[first].start, tokens[last - 1].end


def _name_end(tokens: Sequence[Token], first: int) -> int:
    last = first
    while last < len(tokens) and last - first < LONGEST and _is_of_name(tokens[last]):
        last += 1
    return last


def _is_of_name(token: Token) -> bool:
    return (
        token.word
        and token.plain not in _ENDS
        and not _THAT.fullmatch(token.plain)
        and not token.plain.startswith("لل")
    )


def _is_to_somebody(word: str, appears: Appears) -> bool:
    """Whether a word is ل and a name of the article, rather than a name such as لافروف."""
    return word.startswith("ل") and len(word) > 3 and appears(word[1:])


def _source(tokens: Sequence[Token], first: int, *, with_to: bool) -> Speech | None:
    """The source after بحسب or وفقاً لـ, where it is one that speaks."""
    last = first
    while last < len(tokens) and tokens[last].word:
        last += 1
    if not 0 < last - first <= LONGEST:
        return None
    head, start = tokens[first].plain, tokens[first].start
    if with_to:
        if not head.startswith("ل") or head.startswith("لل") or tokens[first].written[0] != "ل":
            return None
        head, start = head[1:], start + 1
    return Speech(start, tokens[last - 1].end) if _SOURCE.match(head) else None
