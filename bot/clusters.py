"""Questions that ask the same, put together by their words. Knows nothing of the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.state.unanswered import Unanswered
from index.analysis import analyse, arabic_stem, english_stem, words
from retrieval.stopwords import STOPWORDS

ALIKE = 0.6  # words in common, of all the words of both


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that ask the same.

    Attributes:
        question: As most of them put it; of equally many, as it was put first.
        askings: Each time it was asked, oldest first.
    """

    question: str
    askings: tuple[Unanswered, ...]

    @property
    def people(self) -> int:
        """How many different users asked."""
        return len({one.user for one in self.askings})


def clustered(questions: Sequence[Unanswered]) -> list[Cluster]:
    """Put questions together, those that most people asked first, then the most asked, then oldest.

    One question after the other joins the first cluster whose first question has
    :data:`ALIKE` of its words in common with it (Jaccard), or begins a new one.
    """
    known = Counter(word for one in questions for word in words(one.question))
    groups: list[tuple[frozenset[str], list[Unanswered]]] = []
    with_word: dict[str, list[int]] = {}  # word to the groups whose first question has it
    same: dict[frozenset[str], int] = {}
    for one in questions:
        key = _key(one.question, known)
        place = same.get(key)
        if place is None:
            near = sorted({group for word in key for group in with_word.get(word, ())})
            place = next((n for n in near if _alike(groups[n][0], key)), None)
        if place is None:
            place = len(groups)
            groups.append((key, []))
            for word in key:
                with_word.setdefault(word, []).append(place)
        same[key] = place
        groups[place][1].append(one)
    found = [Cluster(_most_common(askings), tuple(askings)) for _, askings in groups]
    return sorted(found, key=lambda c: (-c.people, -len(c.askings), c.askings[0].id))


def _key(question: str, known: Counter[str]) -> frozenset[str]:
    """The stems of the words that say something; where there are none, of all.

    ``known`` holds the words of all the questions, for the Arabic stems.
    """
    terms = list(analyse(question))
    telling = [term for term in terms if term.word not in STOPWORDS] or terms
    return frozenset(
        arabic_stem(term.word, known.__getitem__) if term.arabic else english_stem(term.word)
        for term in telling
    )


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= ALIKE * len(a | b)


def _most_common(askings: Sequence[Unanswered]) -> str:
    return Counter(one.question for one in askings).most_common(1)[0][0]
