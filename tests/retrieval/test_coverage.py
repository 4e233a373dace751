"""What passages hold of a question, against the same in plain loops over the articles' text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.analysis import Term, words
from index.encoder import StaticEncoder
from index.generation import Generation
from index.grams import character_grams
from retrieval.coverage import (
    MEANING_FLOOR,
    SPELLING_FLOOR,
    Coverage,
    Held,
    _over_segments,
    standing_for,
)
from retrieval.equivalents import is_number_or_month
from retrieval.expansion import Concept
from tests.retrieval.articles import BRIDGE, FERRY, MUSEUM, PUTIN, SCHOOL, WIRE
from tests.retrieval.indexed import article, indexed


def body(file: str) -> str:
    return file.rpartition("---\n")[2].strip()


ARTICLES = [
    article(0, "\n\n".join(map(body, (BRIDGE, MUSEUM, SCHOOL, PUTIN, WIRE))), "أخبار الأسبوع"),
    article(1, body(FERRY), "Ferry line between Marwan and Silvan opens"),
    article(2, "؟! * * *\n\nسافر بوتن إلى روسيا عام 1998. نعم.", "* * *"),  # title without words
    article(3, body(BRIDGE), "افتتاح جسر السنابل"),
]
# The bundled tokenizer has each of their words whole, so that the encoder sums what coverage sums.
PLAIN = [
    "The ferry line opened on Sunday after four years of work.",
    "وصل الرئيس إلى المدينة يوم الأحد.",
    "The president visited the city.",
]
ARTICLES += [article(4, " ".join(PLAIN), "the news")]
QUESTION = "كم بلغت كلفة جسر السنابل؟"

ASKED = [
    "جسر", "الجسر", "السنابل", "بوتين", "بوتن", "روسيا", "متحف", "الروبوتات", "روبوت", "كلفه",
    "1998", "1999", "1200", "putin", "bridge", "ferry", "ferries", "crossing", "museum", "zzzzz",
]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A word of a question, and weighted corpus words that stand for it."""

    word: str
    own: dict[str, float]
    other: dict[str, float]


weights = st.integers(1, 10).map(lambda tenths: tenths / 10)
standing = st.dictionaries(st.sampled_from(ASKED), weights, max_size=3)
questions = st.lists(
    st.builds(Asked, st.sampled_from(ASKED), standing, standing), min_size=1, max_size=4
)


class Corpus:
    """The index, and what its passages hold by looking at every word of their text."""

    def __init__(self, generation: Generation, encoder: StaticEncoder) -> None:
        catalogue = generation.catalogue
        self.generation = generation
        self.encoder = encoder
        self.passages = catalogue.passages(range(catalogue.count()[1]))
        self.articles = [one.article_id for one in self.passages]
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self.texts = []  # of each passage the title and the sentences
        for one in self.passages:
            of = catalogue.article(one.article_id)
            self.texts.append([of.title, *(of.text[start:end] for start, end in one.sentences)])
        self.words = {word for texts in self.texts for text in texts for word in words(text)}

    def concepts(self, question: Sequence[Asked]) -> list[Concept]:
        return [
            Concept(Term(one.word, 0, 1, True, False), self._rows(one.own), self._rows(one.other))
            for one in question
        ]

    def _rows(self, some: dict[str, float]) -> dict[int, float]:
        find = self.generation.lexical.words.find
        return {row: weight for word, weight in some.items() if (row := find(word)) >= 0}

    def held(self, question: Sequence[Asked], rows: Sequence[int]) -> list[Held]:
        concepts = self.concepts(question)
        return Coverage(QUESTION, concepts, self.generation, self.encoder).of(rows)

    def vector(self, text: str) -> NDArray[np.float32]:
        if text not in self._vectors:
            self._vectors[text] = self.encoder.encode([text])[0]
        return self._vectors[text]

    def segment(self, text: str, question: Sequence[Asked]) -> list[float]:
        """What a text holds of each word asked for: its surest word's."""
        held = [0.0] * len(question)
        for word in words(text):
            sure = [self._stands(word, asked) for asked in question]
            if not any(sure):
                sure = [self._spelt(word, asked.word) for asked in question]
            for number, asked in enumerate(question):
                if not is_number_or_month(asked.word):
                    cosine = float(np.dot(self.vector(word), self.vector(asked.word)))
                    sure[number] = max(sure[number], (cosine - MEANING_FLOOR) / (1 - MEANING_FLOOR))
                held[number] = max(held[number], sure[number])
        return held

    def _stands(self, word: str, asked: Asked) -> float:
        known = [weight for one, weight in asked.other.items() if one in self.words]
        translated = 2 * asked.other[word] / max(known) if word in asked.other else 0.0
        return max(asked.own.get(word, 0.0), min(1.0, translated))

    def _spelt(self, word: str, asked: str) -> float:
        if is_number_or_month(asked):
            return 0.0
        one, other = set(character_grams(word)), set(character_grams(asked))
        alike = len(one & other) / len(one | other)
        return alike if alike >= SPELLING_FLOOR else 0.0

    def passage(self, row: int, question: Sequence[Asked]) -> list[float]:
        return surest([self.segment(text, question) for text in self.texts[row]])

    def around(self, row: int, question: Sequence[Asked]) -> list[float]:
        return surest(
            [
                self.passage(other, question)
                for other, of in enumerate(self.articles)
                if abs(other - row) <= 1 and of == self.articles[row]
            ]
        )


def surest(texts: Sequence[Sequence[float]]) -> list[float]:
    """Of each concept the most that one of the texts holds."""
    return [max(values) for values in zip(*texts, strict=True)]


@pytest.fixture(scope="module")
def corpus(encoder: StaticEncoder, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(indexed(ARTICLES, tmp_path_factory.mktemp("coverage"), encoder), encoder)


def test_the_corpus_has_what_the_comparison_is_for(corpus: Corpus) -> None:
    first = corpus.articles.count(ARTICLES[0].id)
    assert first > 2  # one in the middle has a passage on either side
    assert corpus.articles[:first] == [ARTICLES[0].id] * first
    assert corpus.articles[first] == ARTICLES[1].id
    blank = [text for texts in corpus.texts for text in texts if not words(text)]
    assert len(blank) > 1  # a title and a sentence


@hypothesis_settings(max_examples=25, deadline=None)
@given(question=questions)
def test_passages_hold_what_plain_loops_over_their_words_find(
    corpus: Corpus, question: list[Asked]
) -> None:
    rows = range(len(corpus.passages))
    for row, held in zip(rows, corpus.held(question, rows), strict=True):
        title, *sentences = (corpus.segment(text, question) for text in corpus.texts[row])
        assert held.title == pytest.approx(title, abs=1e-5)
        assert held.sentences == pytest.approx(np.array(sentences), abs=1e-5)
        assert held.passage == pytest.approx(corpus.passage(row, question), abs=1e-5)
        assert held.around == pytest.approx(corpus.around(row, question), abs=1e-5)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (Asked("9", {"بوتن": 0.7}, {}), 0.7),  # kin
        (Asked("9", {}, {"بوتن": 0.2, "جسر": 0.8}), 0.5),  # a translation, at 1/4 of the surest
        (Asked("9", {}, {"بوتن": 0.2, "روسيا": 0.8}), 1.0),  # the surest is in the sentence too
        (Asked("روسيان", {}, {}), 2 / 3),  # روسيا has two of its three grams
        (Asked("19988", {}, {}), 0.0),  # spelt as nearly, but another number
        (Asked("1999", {}, {}), 0.0),  # near it in meaning, but another year
        (Asked("روسيا", {}, {}), 1.0),
    ],
)
def test_what_a_sentence_holds_of_a_word_by_hand(corpus: Corpus, asked: Asked, held: float) -> None:
    row = corpus.articles.index(ARTICLES[2].id)
    place = corpus.texts[row].index("سافر بوتن إلى روسيا عام 1998.")
    (found,) = corpus.held([asked], [row])
    assert found.sentences[place - 1] == pytest.approx([held])


def test_a_word_near_in_meaning_is_held_in_part(corpus: Corpus) -> None:
    row = corpus.articles.index(ARTICLES[1].id)
    asked = [Asked("harbour", {}, {}), Asked("grammar", {}, {})]  # the text has port and pier
    near, far = corpus.held(asked, [row])[0].passage
    assert 0.3 < near < 1
    assert far < near / 2


def test_a_word_that_stands_for_one_concept_is_no_look_alike_of_another(corpus: Corpus) -> None:
    row = corpus.articles.index(ARTICLES[2].id)
    alike = Asked("19988", {}, {})
    (found,) = corpus.held([alike, Asked("9", {"1998": 1.0}, {})], [row])
    assert found.passage == pytest.approx([0.0, 1.0])


def test_the_order_and_company_of_passages_change_nothing(corpus: Corpus) -> None:
    question = [Asked("جسر", {"جسر": 1.0}, {}), Asked("putin", {}, {"بوتين": 0.9})]
    rows = list(range(len(corpus.passages)))[::-1]
    together = corpus.held(question, [*rows, rows[0]])
    for row, held in zip([*rows, rows[0]], together, strict=True):
        (alone,) = corpus.held(question, [row])
        for part in ("sentences", "title", "passage", "around", "cosines"):
            assert getattr(held, part) == pytest.approx(getattr(alone, part), abs=1e-6)


def test_no_passages_hold_nothing(corpus: Corpus) -> None:
    assert corpus.held([Asked("جسر", {"جسر": 1.0}, {})], []) == []


def test_the_cosine_of_a_sentence_is_that_of_its_words_as_they_weigh(corpus: Corpus) -> None:
    held = corpus.held([Asked("جسر", {}, {})], range(len(corpus.passages)))
    every = np.arange(len(corpus.generation.lexical.words), dtype=np.int32)
    vectors, weigh = corpus.generation.words.of(every), corpus.generation.words.weights(every)
    query = corpus.vector(QUESTION)
    for row, texts in enumerate(corpus.texts):
        for text, cosine in zip(texts[1:], held[row].cosines, strict=True):
            total = np.zeros(len(query))
            for word in words(text):
                at = corpus.generation.lexical.words.find(word)
                total = total + weigh[at] * vectors[at]
            norm = np.linalg.norm(total)
            assert cosine == pytest.approx(total @ query / norm if norm else 0.0, abs=1e-5)


def test_the_cosine_of_a_plain_sentence_is_the_encoders(corpus: Corpus) -> None:
    row = corpus.articles.index(ARTICLES[4].id)
    assert corpus.texts[row][1:] == PLAIN
    (held,) = corpus.held([Asked("جسر", {}, {})], [row])
    expected = corpus.encoder.encode(PLAIN) @ corpus.vector(QUESTION)
    assert held.cosines == pytest.approx(expected, abs=1e-4)
    assert max(abs(expected)) > 0.1


def test_what_stands_for_a_concept_by_hand() -> None:
    term = Term("كلمة", 0, 4, True, False)
    # Translations: at half the surest's weight or more they are as good as the word itself.
    concept = Concept(term, {1: 1.0, 2: 0.6, 3: 0.3}, {3: 0.1, 4: 0.4, 5: 0.2, 6: 0.05})
    assert standing_for(concept) == {1: 1.0, 2: 0.6, 3: 0.5, 4: 1.0, 5: 1.0, 6: 0.25}
    assert standing_for(Concept(term, {1: 0.7}, {})) == {1: 0.7}
    assert standing_for(Concept(term, {}, {})) == {}
    assert standing_for(Concept(term, {3: 0.9}, {3: 0.1, 4: 0.4})) == {3: 0.9, 4: 1.0}


segments = st.lists(st.lists(st.integers(-9, 9), max_size=3), max_size=8)


@given(segments)
def test_segments_are_reduced_one_by_one_and_an_empty_one_to_zeros(
    segments: list[list[int]],
) -> None:
    column = np.array([value for one in segments for value in one], np.float32)
    values = np.stack([column, -column], axis=1)  # (rows, 2)
    lengths = np.array([len(one) for one in segments], np.int64)
    sums, most = (_over_segments(operation, values, lengths) for operation in (np.add, np.maximum))
    assert sums.tolist() == [[sum(one), -sum(one)] for one in segments]
    assert most.tolist() == [[max(one, default=0), -min(one, default=0)] for one in segments]
