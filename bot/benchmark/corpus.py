"""Made-up news in two languages, of any size, with questions that one article each answers.

Words are drawn by Zipf's law from half a million of each language: function words first, then
those of the lexicon, then inflected and invented ones; so the vocabulary grows with the corpus, to
about a million at a million passages. An article is made from its number alone and never kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from index.analysis import words
from index.article import Article, Language
from index.build import Incoming
from index.lexicon import read_entries
from retrieval.stopwords import STOPWORDS

SEED = 20261127
VOCABULARY = 500_000  # of each language
PASSAGES_PER_ARTICLE = 5.6  # about what the splitter makes of one
TERMS = 6  # content words of a question
_SENTENCES = 24
_INFLECTED = 0.3  # share of the words beyond the lexicon that are forms of earlier ones
_COMMON, _RARE = 200, 20_000  # ranks in the lexicon between which a question's words lie
_LETTERS = ("bcdfghklmnprstvz", "بتجحدرزسشصطعفقكلمنهوي")  # English, Arabic
_VOWELS = (("a", "e", "i", "o", "u"), ("", "", "ا", "و", "ي"))


@dataclass(frozen=True, slots=True)
class Planted:
    """A question and the only article that answers it.

    Attributes:
        text: The question.
        article_id: The article.
        crosses: Whether it is asked in the other language.
    """

    text: str
    article_id: str
    crosses: bool


class Corpus:
    """Some passages of news, and questions.

    Args:
        passages: About how many.
        questions: How many answers are planted.
    """

    def __init__(self, passages: int, questions: int = 300) -> None:
        self.articles = max(2, round(passages / PASSAGES_PER_ARTICLE))
        self._asked = min(questions, self.articles // 2)
        spread = np.random.default_rng(SEED).permutation(self.articles)[: self._asked]
        self._planted = {int(number): place for place, number in enumerate(spread)}

    def incoming(self) -> Iterator[Incoming]:
        """The articles, as the index takes them."""
        for number in range(self.articles):
            yield Incoming(
                _id(number),
                f"{number}.txt",
                f"{SEED}-{number}",
                lambda number=number: self.article(number),  # type: ignore[misc]
            )

    def article(self, number: int) -> Article:
        """One article; the same for the same number."""
        random = np.random.default_rng([SEED, number])
        language: Language = "ar" if number % 2 else "en"
        vocabulary = _vocabulary(language)
        lengths = random.integers(8, 25, _SENTENCES)
        drawn = [vocabulary.words[rank] for rank in vocabulary.draw(random, int(lengths.sum()))]
        sentences = []
        for length in lengths.tolist():
            sentences.append(" ".join(drawn[:length]) + ".")
            del drawn[:length]
        if number in self._planted:
            asked = self._terms(number)
            spoken = [pair[language == "ar"] for pair in asked]
            sentences[int(random.integers(_SENTENCES))] = " ".join(spoken).capitalize() + "."
        title = sentences[0][:60].rsplit(" ", 1)[0]
        text = "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, _SENTENCES, 4))
        day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        source = f"Wire {number % 40}"
        return Article(_id(number), text, title, source, None, day, language, f"{number}.txt")

    def questions(self) -> list[Planted]:
        """The questions; every other one in the language its article is not in."""
        found = []
        for number, place in self._planted.items():
            crosses = bool(place % 2)
            arabic = bool(number % 2) != crosses
            terms = " ".join(pair[arabic] for pair in self._terms(number))
            asked = f"ماذا عن {terms}؟" if arabic else f"what about {terms}?"
            found.append(Planted(asked, _id(number), crosses))
        return found

    def _terms(self, number: int) -> Sequence[tuple[str, str]]:
        """The content words of an article's question, English and Arabic."""
        random = np.random.default_rng([SEED, number, 1])
        ranks = np.exp(random.uniform(np.log(_COMMON), np.log(_RARE), 4 * TERMS)).astype(int)
        pairs = _pairs()
        return [pairs[rank % len(pairs)] for rank in dict.fromkeys(ranks.tolist())][:TERMS]


class _Vocabulary:
    """Words by rank, and their distribution (Zipf's law as Mandelbrot, 1953, has it)."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        weights = 1.0 / (np.arange(len(words)) + 2.7)
        self._cumulative = np.cumsum(weights / weights.sum())

    def draw(self, random: np.random.Generator, count: int) -> NDArray[np.int64]:
        ranks = np.searchsorted(self._cumulative, random.random(count))
        return np.minimum(ranks, len(self.words) - 1)


def _id(number: int) -> str:
    """Spread as the hashes of paths are, so that articles do not come in the order of their ids."""
    return f"{number * 0x9E3779B97F4A % 2**48:012x}"


@cache
def _pairs() -> list[tuple[str, str]]:
    """Single words of the lexicon with a translation of one word, in an order of their own."""
    found: dict[str, str] = {}
    for key, form in read_entries():
        english, arabic = words(key), words(form)
        if len(english) == len(arabic) == 1 and english[0] not in STOPWORDS:
            found.setdefault(english[0], arabic[0])
    pairs = sorted(found.items())
    return [pairs[i] for i in np.random.default_rng(SEED).permutation(len(pairs))]


@cache
def _vocabulary(language: Language) -> _Vocabulary:
    arabic = language == "ar"
    function = sorted(word for word in STOPWORDS if word.isascii() != arabic)
    known = dict.fromkeys([*function, *(pair[arabic] for pair in _pairs())])
    random = Random(SEED + arabic)  # noqa: S311 - the same each time
    content = list(known)[len(function) :]
    while len(known) < VOCABULARY:
        form = _inflected if random.random() < _INFLECTED else _invented
        known[form(content, arabic, random)] = None
    return _Vocabulary(list(known))


def _inflected(words: Sequence[str], arabic: bool, random: Random) -> str:
    word = random.choice(words)
    if not arabic:
        return word + random.choice(("s", "ed", "ing", "er", "ness"))
    before = random.choice(("ال", "وال", "بال", "و", "ل", ""))
    return before + word + random.choice(("ات", "ها", "ين", "هم", ""))


def _invented(_: Sequence[str], arabic: bool, random: Random) -> str:
    letters, vowels = (_LETTERS[arabic], _VOWELS[arabic])
    return "".join(
        random.choice(letters) + random.choice(vowels) for _ in range(random.randint(3, 5))
    )
