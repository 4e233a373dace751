"""Words of a question to words of the corpus, in both scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyse, words
from index.encoder import StaticEncoder
from index.lexical_writer import lexical_index
from index.lexicon import Lexicon
from index.word_vectors import WordVectors
from retrieval.expansion import Concept, Expander, letter_overlap, spelling_likeness

ARABIC = (
    "طلب بوتين من ماسك خدمة في تايوان",
    "قال بوتين أمس إن السفن وصلت وبوتين لم يحضر",
    "نفى بوتن الخبر في عام 2024",
    "زار الزمرداني المدرسة والمدارس",
    "جائزة في الذكاء الاصطناعي",
)
ENGLISH = ("Putin spoke of Starlink in 2024", "The bridges of Silvan opened")
ENTRIES = (
    ("putin", "بوتين"),
    ("ask", "طلب"),
    ("school", "مدرسة"),
    ("artificial intelligence", "الذكاء الاصطناعي"),
    ("bridge", "جسر"),
    ("2024", "السفن"),
)


class Corpus:
    """An index of a few sentences, and what a question becomes in it."""

    def __init__(self, texts: tuple[str, ...], encoder: StaticEncoder) -> None:
        self.lexical = lexical_index(
            [[words(text)] for text in texts],
            ["en" if text.isascii() else "ar" for text in texts],
            range(len(texts)),
        )
        vectors, weights = encoder.encode_weighted(list(self.lexical.words))
        known = WordVectors(vectors, weights, self.lexical.scripts())
        self._expander = Expander(self.lexical, known, encoder, Lexicon.compile(ENTRIES))

    def concepts(self, question: str) -> list[Concept]:
        return self._expander.concepts(question)

    def own(self, question: str) -> set[str]:
        """Corpus words in the question's script that stand for its first content word."""
        return {self.lexical.words[row] for row in self.concepts(question)[0].own}

    def other(self, question: str) -> dict[str, float]:
        """Corpus words in the other script for the first content word, with their weights."""
        concept = self.concepts(question)[0]
        return {self.lexical.words[row]: weight for row, weight in concept.other.items()}


@pytest.fixture(scope="module")
def corpus(encoder: StaticEncoder) -> Corpus:
    return Corpus(ARABIC + ENGLISH, encoder)


@pytest.fixture(scope="module")
def arabic(encoder: StaticEncoder) -> Corpus:
    return Corpus(ARABIC, encoder)


def test_an_english_name_finds_its_arabic_spellings(arabic: Corpus) -> None:
    found = arabic.other("Putin")
    assert {"بوتين", "بوتن"} <= found.keys()
    assert max(found, key=lambda word: found[word]).startswith("بوت")
    assert arabic.own("Putin") == set()


def test_a_name_that_no_lexicon_has_is_found_by_its_sound(corpus: Corpus) -> None:
    assert "الزمرداني" in corpus.other("Zomordani")


def test_an_arabic_name_finds_its_english_spelling(corpus: Corpus) -> None:
    assert "putin" in corpus.other("بوتين")
    assert "silvan" in corpus.other("سيلفان")


def test_an_arabic_name_finds_its_other_arabic_spelling_and_its_clitics(corpus: Corpus) -> None:
    assert {"بوتين", "وبوتين", "بوتن"} <= corpus.own("بوتين")


def test_a_translated_word_finds_every_form_of_its_stem(corpus: Corpus) -> None:
    assert "المدرسه" in corpus.other("schools")


def test_an_english_word_finds_every_form_of_its_stem(corpus: Corpus) -> None:
    assert corpus.own("bridge") == {"bridges"}


def test_a_phrase_is_translated_as_a_whole(corpus: Corpus) -> None:
    for concept in corpus.concepts("artificial intelligence"):
        found = {corpus.lexical.words[row] for row in concept.other}
        assert {"الذكاء", "الاصطناعي"} <= found


def test_numbers_stand_for_themselves_only(corpus: Corpus) -> None:
    for question in ("2024", "٢٠٢٤"):
        assert corpus.own(question) == {"2024"}
        assert corpus.other(question) == {}


def test_function_words_are_left_out(corpus: Corpus) -> None:
    def content(question: str) -> list[str]:
        return [concept.term.word for concept in corpus.concepts(question)]

    assert content("What did Putin ask of Musk about Taiwan?") == ["putin", "ask", "musk", "taiwan"]
    assert content("ماذا طلب بوتين من ماسك؟") == ["طلب", "بوتين", "ماسك"]


def test_a_question_of_function_words_only_keeps_them(corpus: Corpus) -> None:
    assert [c.term.word for c in corpus.concepts("Who was it?")] == ["who", "was", "it"]
    assert [c.term.word for c in corpus.concepts("من هو؟")] == ["من", "هو"]


@pytest.mark.parametrize("question", ["", " \n", "؟!…", "😀", "\u202e\u200f"])
def test_a_question_without_words_has_no_concepts(corpus: Corpus, question: str) -> None:
    assert corpus.concepts(question) == []


def test_an_empty_corpus_has_no_words_to_find(encoder: StaticEncoder) -> None:
    for concept in Corpus((), encoder).concepts("What did Putin ask ماسك in 2024?"):
        assert (concept.own, concept.other) == ({}, {})


asked = st.lists(
    st.sampled_from(
        [word for text in ARABIC + ENGLISH for word in text.split()]
        + ["Who", "schools", "Musk", "ستارلينك", "x", "🙂", "'", "bin-", "العراق", "Zomordani"]
    ),
    max_size=8,
).map(" ".join)


@given(question=asked)
def test_weights_are_at_most_one_and_each_side_keeps_to_its_script(
    corpus: Corpus, question: str
) -> None:
    for concept in corpus.concepts(question):
        for rows, arabic in ((concept.own, concept.term.arabic), (concept.other, None)):
            assert all(0 < weight <= 1 + 1e-6 for weight in rows.values())
            if arabic is None:
                arabic = not concept.term.arabic
            assert all(corpus.lexical.words[row].isascii() != arabic for row in rows)


@given(question=asked)
def test_the_terms_of_concepts_are_terms_of_the_question_in_order(
    corpus: Corpus, question: str
) -> None:
    terms = list(analyse(question))
    kept = [concept.term for concept in corpus.concepts(question)]
    assert [term for term in terms if term in kept] == kept
    assert bool(kept) == bool(terms)


@given(question=asked)
def test_a_word_of_the_corpus_stands_for_itself(corpus: Corpus, question: str) -> None:
    for concept in corpus.concepts(question):
        row = corpus.lexical.words.find(concept.term.word)
        assert row < 0 or concept.own[row] == 1


short_words = st.text("ابتabt", max_size=6)


@given(short_words, short_words)
def test_letter_overlap_is_symmetric_and_a_share(one: str, other: str) -> None:
    assert letter_overlap(one, other) == letter_overlap(other, one)
    assert 0 <= letter_overlap(one, other) <= 1


def test_letter_overlap_by_hand() -> None:
    # night: ni ig gh ht; nacht: na ac ch ht; one pair in common: 2 / 8.
    assert letter_overlap("night", "nacht") == 0.25
    assert letter_overlap("بوتين", "بوتين") == 1


def test_a_name_may_leave_its_long_vowels_out_where_its_consonants_tell_it() -> None:
    assert spelling_likeness("ترمب", "ترامب") == 1.0 > letter_overlap("ترمب", "ترامب")
    assert spelling_likeness("علم", "عالم") == letter_overlap("علم", "عالم") < 1.0


def test_of_very_many_words_that_sound_alike_the_most_frequent_stand_for_one(
    encoder: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.expansion.MOST_SOUNDING", 2)
    frequent = ("زمردان", "زمردان زومردان", "زمردان زومردان زمرداني")
    found = Corpus((*frequent, "زوماردان", "Zmrdn"), encoder)
    assert found.other("Zumurdan").keys() >= {"زمردان", "زومردان"}
    assert found.other("Zumurdan").keys().isdisjoint({"زوماردان"})
