"""Questions that need the one before them: "and when?", "وماذا عن مصر؟". Pure, in both languages.

A follow-up is put after the earlier question, and both are searched for and shown as one: what is
left out of the second is in the first, and the reader sees how they were understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.analysis import words
from retrieval.stopwords import STOPWORDS

SOON = 600  # seconds between two messages of one conversation
MOST_WORDS = 6  # of a question that leaves something out
MOST_NAMED = 2  # words of it that name something
STANDS_ALONE = 5  # words that name something, in a reply that needs nothing of the earlier question
LONGEST_TOPIC = 300  # code points kept of the earlier question

# Spellings are normalised: أ and إ are ا, ى is ي, ة is ه.
_ASKING = (
    "متي|امتي|امته|ايمتي|اين|وين|فين|كيف|ازاي|شلون|لماذا|ليش|ليه|علاش|كم|بكم|من|مين|لمن|ماذا|"
    "بماذا|ما|هل|اي|ايه|شو|ايش|وش|شنو|اش"
)
_JOINED = re.compile(rf"(?:و|ف)(?:{_ASKING})(?!\S)|(?:and|but|so|then|also|or)(?!\S)")
_ABOUT = re.compile(
    r"(?:(?:طيب|طب|حسنا|ok|okay|and|but|so|then)\s+)?"
    r"(?:[وف]?(?:ماذا|ما|شو|ايش|وش|ايه)\s+عن|(?:what|how)\s+about)(?!\S)"
)
# Not هو and هي: "من هو فلان؟" is the common way to ask who somebody is.
_REFERRING = re.compile(
    r"(?<!\S)(?:ذلك|تلك|هذا|هذه|it|its|he|she|they|them|his|her|their|him|that|this|"
    r"those|these)(?!\S)"
)
_OWNED = re.compile(r"\w{3}(?:هم|ها|هما)\Z")  # "their number", "its cause", as one word

# Words that say no more than that something happened.
_EMPTY = frozenset(
    {
        *("طيب", "طب", "حسنا", "حدث", "حصل", "جري", "وقع", "بالضبط"),
        *("ok", "okay", "happen", "happened", "exactly"),
    }
)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is searched for.

    Attributes:
        question: The whole of it, with the earlier question where it followed one up.
        topic: What the next follow-up is taken with.
        follows: Whether an earlier question is part of it.
    """

    question: str
    topic: str
    follows: bool


def understood(question: str, earlier: str | None, *, is_reply: bool = False) -> Understood:
    """A question taken with an earlier one where it needs it.

    Args:
        question: As written.
        earlier: The topic of the answer that came before, or that is replied to; None without one.
        is_reply: Whether it was written in reply to that answer. Then it is taken with it unless
            it clearly stands alone; otherwise only if it clearly does not.
    """
    question = " ".join(question.split())
    needs = not stands_alone(question) if is_reply else is_elliptic(question)
    if earlier is None or not needs or _same(question, earlier):
        return Understood(question, question, False)
    whole = f"{earlier} {question}"
    # "And when?" names nothing that "and where?" would have to be taken with.
    moved = any(word not in words(earlier) for word in _naming(question))
    return Understood(whole, whole if moved and len(whole) <= LONGEST_TOPIC else earlier, True)


def is_elliptic(question: str) -> bool:
    """Whether a question is short and leaves out what it asks about."""
    said = words(question)
    naming = _naming(question)
    if not said or len(said) > MOST_WORDS or len(naming) > MOST_NAMED:
        return False
    text = " ".join(said)
    return (
        not naming
        or _JOINED.match(text) is not None
        or _ABOUT.match(text) is not None
        or _REFERRING.search(text) is not None
        or (len(naming) == 1 and _OWNED.search(naming[0]) is not None)
    )


def stands_alone(question: str) -> bool:
    """Whether a question names so much that it needs no other."""
    text = " ".join(words(question))
    joined = _JOINED.match(text) or _ABOUT.match(text)
    return joined is None and len(_naming(question)) >= STANDS_ALONE


def _naming(question: str) -> list[str]:
    """The words that name something, rather than ask or join."""
    return [word for word in words(question) if not _asks(word)]


def _asks(word: str) -> bool:
    return word in STOPWORDS or (word[0] in "وف" and word[1:] in STOPWORDS) or word in _EMPTY


def _same(question: str, earlier: str) -> bool:
    return words(question) == words(earlier)
