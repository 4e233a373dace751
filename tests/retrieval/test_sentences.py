"""Which sentence of a passage answers."""

from __future__ import annotations

import pytest

from index.article import Article, Passage
from index.encoder import StaticEncoder
from index.sentences import split_sentences
from retrieval.retriever import Retriever
from retrieval.sentences import Scored, SentenceScorer

BRIDGE = (
    "افتتحت الوزيرة جسر السنابل أمس. وبلغت كلفة الجسر نصف ميزانية الإقليم. وشكر المهندس العمال."
)
FERRY = "The ferry line opened on Sunday. Captain Hollis took the passengers across. All sang."


class Scorer:
    """Scores texts for a question, in the index of the fixture."""

    def __init__(self, retriever: Retriever, encoder: StaticEncoder) -> None:
        self._retriever = retriever
        self._encoder = encoder

    def best(self, question: str, *passages: str, offset: int = 0) -> list[Scored]:
        """The best sentence of each passage; all of them begin ``offset`` into their articles."""
        concepts = self._retriever._expander.concepts(question)
        lexical = self._retriever.generation.lexical
        scorer = SentenceScorer(question, concepts, lexical, self._encoder)
        return scorer.best([_passage("\n" * offset + text) for text in passages])


def _passage(text: str) -> tuple[Article, Passage]:
    article = Article("a" * 12, text, "عنوان", "نشرة", None, None, "ar", "a.md")
    sentences = tuple(split_sentences(text))
    return article, Passage(article.id, sentences[0][0], sentences[-1][1], sentences)


@pytest.fixture(scope="module")
def scorer(retriever: Retriever, encoder: StaticEncoder) -> Scorer:
    return Scorer(retriever, encoder)


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("كم بلغت كلفة الجسر؟", BRIDGE, "وبلغت كلفة الجسر نصف ميزانية الإقليم."),
        ("من شكر العمال؟", BRIDGE, "وشكر المهندس العمال."),
        ("متى افتتحت الوزيرة جسر السنابل؟", BRIDGE, "افتتحت الوزيرة جسر السنابل أمس."),
        ("Who took the passengers across?", FERRY, "Captain Hollis took the passengers across."),
        ("When did the ferry line open?", FERRY, "The ferry line opened on Sunday."),
    ],
)
def test_the_sentence_with_the_words_of_the_question_is_best(
    scorer: Scorer, question: str, text: str, answer: str
) -> None:
    (best,) = scorer.best(question, text)
    assert text[best.start : best.end] == answer


def test_each_passage_gets_the_best_of_its_own_sentences(scorer: Scorer) -> None:
    question = "متى افتتحت الوزيرة جسر السنابل؟"
    passages = (FERRY, BRIDGE, "جسر واحد.", BRIDGE)
    together = [(one.start, one.end) for one in scorer.best(question, *passages)]
    alone = [scorer.best(question, one)[0] for one in passages]
    assert together == [(one.start, one.end) for one in alone]


def test_places_are_those_in_the_article(scorer: Scorer) -> None:
    (best,) = scorer.best("من شكر العمال؟", BRIDGE, offset=7)
    assert (best.start, best.end) == (BRIDGE.index("وشكر") + 7, len(BRIDGE) + 7)


def test_of_equal_sentences_the_first_is_best(scorer: Scorer) -> None:
    (best,) = scorer.best("من شكر العمال؟", "شكر العمال. شكر العمال. شكر العمال.")
    assert best.start == 0


def test_coverage_is_the_share_of_the_questions_weight_that_a_sentence_holds(
    scorer: Scorer,
) -> None:
    whole, half, none = scorer.best(
        "جسر السنابل", "هذا جسر السنابل الجديد.", "هذا جسر آخر تماماً.", "شكر أحدهم الناس."
    )
    assert whole.coverage == pytest.approx(1)
    assert 0 < half.coverage < 1
    assert none.coverage == 0
    assert whole.score > half.score > none.score


def test_a_sentence_with_a_number_answers_how_many(scorer: Scorer) -> None:
    text = "تبرعت الشركة بأجهزة. تبرعت الشركة بسبعين 70 من الأجهزة."
    (best,) = scorer.best("كم جهازاً تبرعت به الشركة؟", text)
    assert "70" in text[best.start : best.end]


def test_no_passages_have_no_sentences(scorer: Scorer) -> None:
    assert scorer.best("من شكر العمال؟") == []


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "كم جسر في الإقليم؟",
            "ميزانية الإقليم 8 من المئة. ولنا 12 من جسر وجسر.",
            "ولنا 12 من جسر وجسر.",
        ),
    ],
)
def test_a_number_beside_what_is_counted_outweighs_one_elsewhere(
    scorer: Scorer, question: str, text: str, answer: str
) -> None:
    (best,) = scorer.best(question, text)
    assert text[best.start : best.end] == answer
