"""The lexical scores against BM25 written out in plain Python, over small random corpora.

Each language's scores are compared up to one factor, because they are normalised by language.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.analysis import Term
from index.article import Language
from index.lexical import LexicalIndex
from index.lexical_writer import lexical_index
from retrieval.expansion import Concept
from retrieval.lexical_search import GRAM_SHARE, K1, B, LexicalSearcher, _distinct

ARABIC = ("بوتين", "بوتن", "ماسك", "تايوان", "جسر", "الجسر", "من")
ENGLISH = ("putin", "musk", "taiwan", "bridge", "bridges", "2024")


@dataclass(frozen=True)
class Text:
    """A passage of a corpus, already analysed."""

    language: Language
    words: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A word of a question, and corpus words that stand for it, weighted."""

    word: str
    own: dict[str, float]
    other: dict[str, float]

    @property
    def weights(self) -> dict[str, float]:
        return self.own | self.other


def texts_of(language: Language) -> st.SearchStrategy[Text]:
    words = st.lists(st.sampled_from(ARABIC + ENGLISH), min_size=1, max_size=8).map(tuple)
    return st.builds(Text, st.just(language), words)


corpora = st.lists(st.one_of(texts_of("ar"), texts_of("en")), min_size=1, max_size=7)
weights = st.integers(1, 10).map(lambda tenths: tenths / 10)
arabic_words = st.dictionaries(st.sampled_from(ARABIC), weights, max_size=3)
english_words = st.dictionaries(st.sampled_from(ENGLISH), weights, max_size=3)
arabic_questions = st.lists(
    st.builds(Asked, st.sampled_from((*ARABIC, "بوتينا")), arabic_words, english_words), max_size=3
)
english_questions = st.lists(
    st.builds(Asked, st.sampled_from((*ENGLISH, "bridged")), english_words, arabic_words),
    max_size=3,
)
questions = st.one_of(arabic_questions, english_questions)


def scores(corpus: Sequence[Text], question: Sequence[Asked]) -> NDArray[np.float32]:
    lexical = lexical_index(
        [[t.words] for t in corpus], [t.language for t in corpus], range(len(corpus))
    )
    return LexicalSearcher(lexical).scores([_concept(lexical, asked) for asked in question])


def _concept(lexical: LexicalIndex, asked: Asked) -> Concept:
    own, other = (
        {row: weight for word, weight in some.items() if (row := lexical.words.find(word)) >= 0}
        for some in (asked.own, asked.other)
    )
    term = Term(asked.word, 0, len(asked.word), arabic=asked.word in ARABIC, capital=False)
    return Concept(term, own, other)


def grams(word: str) -> list[str]:
    return [word[at : at + 4] for at in range(max(1, len(word) - 3))]


def bm25(frequency: dict[int, float], lengths: dict[int, int]) -> dict[int, float]:
    """BM25 of one concept in the passages of one language (Robertson and Zaragoza 2009, 3.3).

    Args:
        frequency: Passage to the weighted count of the concept's words.
        lengths: Passage to its number of words.
    """
    matched = sum(min(1.0, tf) for tf in frequency.values())
    rarity = math.log(1 + (len(lengths) - matched + 0.5) / (matched + 0.5))
    mean = sum(lengths.values()) / len(lengths)
    return {
        at: rarity * tf * (K1 + 1) / (tf + K1 * (1 - B + B * lengths[at] / mean))
        for at, tf in frequency.items()
    }


def brute_force(
    corpus: Sequence[Text], question: Sequence[Asked], language: Language
) -> dict[int, float]:
    """The BM25 of each passage of a language: of the words, and of the question's grams."""
    lengths = {at: len(t.words) for at, t in enumerate(corpus) if t.language == language}
    total = dict.fromkeys(lengths, 0.0)
    for asked in question:
        counts = {
            at: sum(asked.weights.get(word, 0.0) for word in corpus[at].words) for at in lengths
        }
        for at, score in bm25(counts, lengths).items():
            total[at] += score
    for gram in {gram for asked in question for gram in grams(asked.word)}:
        counts = {at: sum(grams(w).count(gram) for w in corpus[at].words) for at in lengths}
        for at, score in bm25(counts, lengths).items():
            total[at] += GRAM_SHARE * score
    return total


@given(corpora, questions)
def test_scores_within_a_language_are_those_of_brute_force(
    corpus: list[Text], question: list[Asked]
) -> None:
    found = scores(corpus, question)
    for language in sorted({text.language for text in corpus}):
        expected = brute_force(corpus, question, language)
        best = max(expected, key=lambda at: expected[at])
        if expected[best] < 1e-9:
            assert all(found[at] == 0 for at in expected)
            continue
        assert found[best] > 0
        shares = {at: found[at] / found[best] for at in expected}
        assert shares == pytest.approx(
            {at: score / expected[best] for at, score in expected.items()}, rel=1e-4, abs=1e-6
        )


@given(
    st.lists(texts_of("ar"), min_size=1, max_size=5),
    st.lists(texts_of("en"), min_size=1, max_size=5),
    questions,
)
def test_passages_of_another_language_change_no_score(
    arabic: list[Text], english: list[Text], question: list[Asked]
) -> None:
    together = scores([*arabic, *english], question)
    assert together[: len(arabic)].tolist() == scores(arabic, question).tolist()
    assert together[len(arabic) :].tolist() == scores(english, question).tolist()


@given(corpora, questions)
def test_scores_are_finite_and_not_negative(corpus: list[Text], question: list[Asked]) -> None:
    found = scores(corpus, question)
    assert found.shape == (len(corpus),)
    assert found.dtype == np.float32
    assert np.isfinite(found).all()
    assert (found >= 0).all()


def test_a_question_without_words_scores_nothing() -> None:
    assert scores([Text("ar", ("جسر",))], []).tolist() == [0.0]


def test_an_empty_index_has_no_scores() -> None:
    assert scores([], [Asked("جسر", {"جسر": 1.0}, {})]).shape == (0,)


def test_the_rarer_word_decides() -> None:
    corpus = [
        Text("ar", ("جسر", "من")),
        Text("ar", ("تايوان", "من")),
        Text("ar", ("تايوان", "بوتين")),
    ]
    found = scores(corpus, [Asked("جسر", {"جسر": 1.0}, {}), Asked("من", {"من": 1.0}, {})])
    assert found[0] > found[1] > found[2] == 0


@given(corpora, questions, st.data())
def test_candidates_above_the_limit_score_as_they_do_among_all(
    corpus: list[Text], question: list[Asked], data: st.DataObject
) -> None:
    lexical = lexical_index(
        [[t.words] for t in corpus], [t.language for t in corpus], range(len(corpus))
    )
    searcher = LexicalSearcher(lexical)
    concepts = [_concept(lexical, asked) for asked in question]
    among = np.array(data.draw(st.lists(st.booleans(), min_size=len(corpus), max_size=len(corpus))))
    every = searcher.scores(concepts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.lexical_search.EXACT", 0)
        patch.setattr("retrieval.lexical_search.CANDIDATES", 3)
        some = searcher.search(concepts, np.array([0]))
        filtered = searcher.search(concepts, np.empty(0, np.int64), among)
    for found in (some, filtered):
        assert found.rows.tolist() == sorted(set(found.rows.tolist()))
        assert found.scores == pytest.approx(every[found.rows], rel=1e-5, abs=1e-7)
    assert 0 in some.rows
    assert len(some.rows) <= 4
    assert among[filtered.rows].all()


def test_the_candidates_are_the_best_by_words_and_by_spelling() -> None:
    corpus = [Text("ar", ("من",)) for _ in range(20)]
    corpus[7] = Text("ar", ("تايوان", "من"))  # the word itself
    corpus[11] = Text("ar", ("تايوانها",))  # spelt nearly alike
    lexical = lexical_index([[t.words] for t in corpus], ["ar"] * 20, range(20))
    concept = _concept(lexical, Asked("تايوان", {"تايوان": 1.0}, {}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.lexical_search.EXACT", 0)
        found = LexicalSearcher(lexical).search([concept], np.empty(0, np.int64))
    assert found.rows.tolist() == [7, 11]
    assert found.scores[0] > found.scores[1] > 0


@given(corpora, questions, st.integers(1, 3))
def test_scores_do_not_depend_on_the_size_of_a_block(
    corpus: list[Text], question: list[Asked], size: int
) -> None:
    whole = scores(corpus, question)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.lexical_search.BLOCK", size)
        assert scores(corpus, question).tolist() == whole.tolist()


@pytest.mark.parametrize(("language", "other"), [("ar", "en"), ("en", "ar")])
def test_an_answer_in_the_other_language_is_a_candidate_among_many_in_the_own(
    language: Language, other: Language
) -> None:
    """Grams speak for the question's language alone, as in the scores so in choosing candidates."""
    asked, translated = (("تايوان", "بوتين", "الجسر"), ("taiwan", "putin", "bridge"))
    if language == "en":
        asked, translated = translated, asked
    own = [Text(language, (word, "2024")) for word in asked for _ in range(10)]
    others = [Text(other, ("2024", word)) for word in translated for _ in range(10)]
    corpus = [*own, *others, Text(other, translated)]
    lexical = lexical_index(
        [[t.words] for t in corpus], [t.language for t in corpus], range(len(corpus))
    )
    concepts = [
        _concept(lexical, Asked(word, {word: 1.0}, {same: 0.9}))
        for word, same in zip(asked, translated, strict=True)
    ]
    searcher = LexicalSearcher(lexical)
    best = int(searcher.scores(concepts).argmax())
    assert corpus[best].words == translated
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.lexical_search.EXACT", 0)
        patch.setattr("retrieval.lexical_search.CANDIDATES", 5)
        found = searcher.search(concepts, np.empty(0, np.int64))
    assert best in found.rows


@given(st.lists(st.integers(-(2**31), 2**31 - 1) | st.integers(0, 5)))
def test_distinct_ones_are_those_that_numpy_finds(values: list[int]) -> None:
    array = np.array(values, np.int32)
    assert _distinct(array).tolist() == np.unique(array).tolist()
