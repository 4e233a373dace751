"""A newswire made up for measurements: articles in two languages, and reprints of some of them.

Words follow Zipf's law. A reprint is its original with words replaced, dropped or put in, cut at
its end, with paragraphs of its own, an outlet's boilerplate, or another spelling. Independent
articles share a statement now and then, as reports of one press conference do.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from index.article import Article, Language

REPRINTED = 0.3  # of all articles
_WORDS = 20_000  # of each language
_EXPONENT = 1.05  # of Zipf's law
_QUOTING = 0.1  # of the originals that hold a statement
_SYLLABLES = {
    "en": "ba ce di fo gu ha je ki lo mu ne pa qui ro su ta ve wi xo za th er in an st",
    "ar": "با سي دو فا كر حم جل عي لو مو نا قا را شا تو وي زا خا طل صب غر ضا ظه ثا ذي هم",
}
_BOILERPLATE = {
    "en": (
        "Sign up for our morning newsletter and never miss a story from the region",
        "Read also what else our readers liked this week in business and sport",
        "All rights reserved. No part of this page may be copied without permission",
        "This report was prepared by our correspondents and edited in the newsroom",
    ),
    "ar": (
        "اشترك في نشرتنا الصباحية حتى لا تفوتك أخبار المنطقة كل يوم",
        "اقرأ أيضاً ما أعجب قراءنا هذا الأسبوع في الاقتصاد والرياضة",
        "جميع الحقوق محفوظة ولا يجوز نسخ أي جزء من هذه الصفحة دون إذن",
        "أعد هذا التقرير مراسلونا وحرره قسم الأخبار في الصحيفة",
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """An article of the wire, and the number of the original that it is or reprints."""

    article: Article
    original: int


def newswire(count: int, seed: int = 0) -> Iterator[Item]:
    """``count`` articles in a shuffled order; the same seed gives the same ones."""
    chance = random.Random(seed)  # noqa: S311
    languages = {code: _Vocabulary(code, chance) for code in _SYLLABLES}
    statements = {
        code: [one.sentence(chance, 25) for _ in range(50)] for code, one in languages.items()
    }
    originals: list[tuple[Language, list[str]]] = []
    for _ in range(count - int(count * REPRINTED)):
        code: Language = "ar" if chance.random() < 0.5 else "en"
        paragraphs = languages[code].paragraphs(chance, chance.randint(3, 9))
        if chance.random() < _QUOTING:
            paragraphs.insert(chance.randint(1, 2), chance.choice(statements[code]))
        originals.append((code, paragraphs))
    made = [(number, code, text) for number, (code, text) in enumerate(originals)]
    # A third of the originals are popular; some are reprinted many times, most once or twice.
    popular = range(max(1, len(originals) // 3))
    weights = [1 / (1 + place) ** 0.3 for place in popular]
    for number in chance.choices(popular, weights, k=count - len(originals)):
        code, paragraphs = originals[number]
        made.append((number, code, _reprint(paragraphs, languages[code], chance)))
    chance.shuffle(made)
    for place, (original, code, paragraphs) in enumerate(made):
        title = " ".join(paragraphs[0].split()[:8])
        name = f"outlet-{chance.randrange(40)}"
        article_id, path = f"{place:012x}", f"{place}.txt"
        text = "\n\n".join(paragraphs)
        yield Item(Article(article_id, text, title, name, None, None, code, path), original)


class _Vocabulary:
    """Words of one language, the n-th as frequent as Zipf's law says."""

    def __init__(self, code: str, chance: random.Random) -> None:
        self.code = code
        syllables = _SYLLABLES[code].split()
        words: dict[str, None] = {}
        while len(words) < _WORDS:
            length = 1 + (len(words) > 20) + (len(words) > 400) + (chance.random() < 0.5)
            words["".join(chance.choices(syllables, k=length))] = None
        self._words = list(words)
        self._weights = list(accumulate(rank**-_EXPONENT for rank in range(1, _WORDS + 1)))

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """Words in no order."""
        return chance.choices(self._words, cum_weights=self._weights, k=count)

    def sentence(self, chance: random.Random, length: int) -> str:
        """One sentence."""
        return " ".join(self.draw(chance, length)).capitalize() + "."

    def paragraphs(self, chance: random.Random, count: int) -> list[str]:
        """Paragraphs of one to three sentences."""
        return [
            " ".join(
                self.sentence(chance, chance.randint(8, 25)) for _ in range(chance.randint(1, 3))
            )
            for _ in range(count)
        ]


def _reprint(paragraphs: list[str], vocabulary: _Vocabulary, chance: random.Random) -> list[str]:
    """The paragraphs as another outlet prints them: one to three changes."""
    changes: list[Callable[[list[str], _Vocabulary, random.Random], list[str]]] = [
        *(_edited, _cut, _added, _framed, _respelt)
    ]
    for change in chance.sample(changes, chance.randint(1, 3)):
        paragraphs = change(paragraphs, vocabulary, chance)
    return paragraphs


def _edited(text: list[str], vocabulary: _Vocabulary, chance: random.Random) -> list[str]:
    rate = chance.uniform(0.02, 0.15)

    def edit(word: str) -> list[str]:
        if chance.random() >= rate:
            return [word]
        return chance.choice((vocabulary.draw(chance, 1), [], [word, *vocabulary.draw(chance, 1)]))

    return [" ".join(new for word in one.split() for new in edit(word)) for one in text]


def _cut(text: list[str], vocabulary: _Vocabulary, chance: random.Random) -> list[str]:
    return text[: max(2, round(len(text) * chance.uniform(0.5, 0.9)))]


def _added(text: list[str], vocabulary: _Vocabulary, chance: random.Random) -> list[str]:
    more = vocabulary.paragraphs(chance, max(1, round(len(text) * chance.uniform(0.1, 0.5))))
    place = chance.randint(1, len(text))
    return [*text[:place], *more, *text[place:]]


def _framed(text: list[str], vocabulary: _Vocabulary, chance: random.Random) -> list[str]:
    lines = chance.sample(_BOILERPLATE[vocabulary.code], 2)
    return [lines[0], *text, lines[1]]


_RESPELT = str.maketrans({"ا": "أ", "ي": "ى", "ه": "ة", "س": "سـ", "ل": "لَ", "ك": "ک"})


def _respelt(text: list[str], vocabulary: _Vocabulary, chance: random.Random) -> list[str]:
    if vocabulary.code == "ar":
        return [one.translate(_RESPELT) for one in text]
    return [one.upper() if chance.random() < 0.2 else one.title() for one in text]
