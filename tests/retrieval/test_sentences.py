"""Which sentence of a passage answers."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.article import Passage
from index.encoder import StaticEncoder
from index.sentences import split_sentences
from retrieval.coverage import Coverage, Held
from retrieval.expansion import Expander
from retrieval.sentences import BEFORE, COSINE_SHARE, TITLE, Scored, SentenceScorer, answering
from tests.retrieval.indexed import article, indexed

BRIDGE = (
    "افتتحت الوزيرة جسر السنابل أمس. وبلغت كلفة الجسر نصف ميزانية الإقليم. وشكر المهندس العمال."
)
FERRY = "The ferry line opened on Sunday. Captain Hollis took the passengers across. All sang."

Best = Callable[..., list[Scored]]


@pytest.fixture
def best(tmp_path: Path, encoder: StaticEncoder) -> Best:
    """The best sentence for a question of each text, each an article of an index of them all."""

    def score(question: str, *texts: str, title: str = "") -> list[Scored]:
        articles = [article(number, text, title) for number, text in enumerate(texts)]
        generation = indexed(articles, tmp_path / f"{len(list(tmp_path.iterdir()))}", encoder)
        lexical = generation.lexical
        expander = Expander(lexical, generation.words, encoder, generation.lexicon)
        concepts = expander.concepts(question)
        scorer = SentenceScorer(question, concepts, lexical)
        rows = range(len(texts))  # none is longer than a passage
        passages = generation.catalogue.passages(rows)
        held = Coverage(question, concepts, generation, encoder).of(rows)
        return [answering(scorer.score(*one)) for one in zip(articles, passages, held, strict=True)]

    return score


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
    best: Best, question: str, text: str, answer: str
) -> None:
    (found,) = best(question, text)
    assert text[found.start : found.end] == answer


def test_each_passage_gets_the_best_of_its_own_sentences(best: Best) -> None:
    question = "متى افتتحت الوزيرة جسر السنابل؟"
    passages = (FERRY, BRIDGE, "جسر واحد.", BRIDGE)
    together = [(one.start, one.end) for one in best(question, *passages)]
    alone = [best(question, one)[0] for one in passages]
    assert together == [(one.start, one.end) for one in alone]


def test_places_are_those_in_the_article(best: Best) -> None:
    (found,) = best("من شكر العمال؟", "\n" * 7 + BRIDGE)
    assert (found.start, found.end) == (BRIDGE.index("وشكر") + 7, len(BRIDGE) + 7)


def test_of_equal_sentences_the_first_is_best(best: Best) -> None:
    (found,) = best("من شكر العمال؟", "شكر العمال. شكر العمال. شكر العمال.")
    assert found.start == 0


def test_coverage_is_the_share_of_the_questions_weight_that_a_sentence_holds(best: Best) -> None:
    whole, half, none = best(
        "جسر السنابل", "هذا جسر السنابل الجديد.", "هذا جسر آخر تماماً.", "شكر أحدهم الناس."
    )
    assert whole.coverage == pytest.approx(1)
    assert 0.3 < half.coverage < 0.7
    assert 0 <= none.coverage < 0.15  # what words have in common that mean different things
    assert whole.score > half.score > none.score


def test_a_sentence_with_a_number_answers_when(best: Best) -> None:
    text = "تبرعت الشركة. سافر الوفد. تبرعت الشركة في 2019."
    (found,) = best("متى تبرعت الشركة؟", text)
    assert text[found.start : found.end] == "تبرعت الشركة في 2019."


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "كم جسر في الإقليم؟",
            "ميزانية الإقليم 8 من المئة. سافر الوفد أمس. ولنا 12 من جسر وجسر.",
            "ولنا 12 من جسر وجسر.",
        ),
    ],
)
def test_a_number_beside_what_is_counted_outweighs_one_elsewhere(
    best: Best, question: str, text: str, answer: str
) -> None:
    (found,) = best(question, text)
    assert text[found.start : found.end] == answer


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "ماذا قالت مديرة المتحف عن الدخول؟",
            "الدخول صعب هنا. زارت القرية مديرة المتحف. وقالت إن الدخول مجاني. الدخول سهل هناك.",
            "وقالت إن الدخول مجاني.",
        ),
        (
            "How long did the journey of Captain Hollis last?",
            "The journey lasted a day. A ferry came. Captain Hollis smiled. "
            "The journey lasted an hour.",
            "The journey lasted an hour.",
        ),
    ],
)
def test_a_sentence_after_the_one_that_names_the_subject_wins_over_one_without_it(
    best: Best, question: str, text: str, answer: str
) -> None:
    (found,) = best(question, text)
    assert text[found.start : found.end] == answer


def test_what_the_title_names_a_sentence_holds_in_part(best: Best) -> None:
    question, text = "جسر السنابل", "هذا جسر آخر تماماً."
    (bare,), (under,) = best(question, text), best(question, text, title="السنابل")
    assert bare.coverage < under.coverage < 1


class Told:
    """A scorer for two words, of which only the first is in the corpus, and hand-made figures."""

    TEXT = "a.\n\nbb.\n\nccc.\n\ndddd."

    def __init__(self, folder: Path, encoder: StaticEncoder) -> None:
        of = article(0, "ferry")
        generation = indexed([of, article(1, "nothing")], folder, encoder)
        expander = Expander(generation.lexical, generation.words, encoder, generation.lexicon)
        concepts = expander.concepts("ferry zzzzz")
        self._scorer = SentenceScorer("ferry zzzzz", concepts, generation.lexical)
        self.weights = self._scorer.weights

    def best(
        self,
        sentences: list[list[float]],
        title: tuple[float, float] = (0, 0),
        cosines: tuple[float, ...] = (0, 0, 0, 0),
    ) -> tuple[str, Scored]:
        spans = tuple(split_sentences(self.TEXT))
        unused = np.ones(2, np.float32)  # what the passage holds is no matter here
        held = Held(
            np.array(sentences, np.float32),
            np.array(title, np.float32),
            unused,
            unused,
            np.array(cosines, np.float32),
        )
        of = article(0, self.TEXT)
        found = answering(self._scorer.score(of, Passage(of.id, 0, len(self.TEXT), spans), held))
        return self.TEXT[found.start : found.end], found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Told:
    return Told(tmp_path_factory.mktemp("told"), encoder)


def test_words_weigh_by_their_rarity(told: Told) -> None:
    # Of two passages one has ferry and none has zzzzz.
    rarities = [math.log(1 + 2.5 / 1.5), math.log(1 + 2.5 / 0.5)]
    assert told.weights == pytest.approx([rarity / sum(rarities) for rarity in rarities])


def test_a_sentence_holds_what_the_one_before_it_holds_less_surely(told: Told) -> None:
    first, second = told.weights.tolist()
    text, found = told.best([[0.0, 0.0], [0.9, 0.0], [0.0, 0.8], [0.0, 0.9]])
    assert text == "ccc."  # dddd. holds more itself, but what stands two before it is forgotten
    assert found.coverage == pytest.approx(BEFORE * 0.9 * first + 0.8 * second)
    assert found.score == found.coverage


def test_a_sentence_does_not_hold_less_for_what_stands_before_it(told: Told) -> None:
    first, second = told.weights.tolist()
    text, found = told.best([[0.2, 0.0], [1.0, 0.5], [0.0, 0.0], [0.0, 0.0]], title=(0.1, 0.1))
    assert text == "bb."
    assert found.coverage == pytest.approx(first + 0.5 * second)


def test_every_sentence_holds_what_the_title_holds_least_surely(told: Told) -> None:
    first, second = told.weights.tolist()
    sentences = [[0.0, 0.5], [0.0, 0.0], [0.0, 0.6], [0.0, 0.0]]
    text, found = told.best(sentences, title=(1, 1))
    assert text == "ccc."
    assert found.coverage == pytest.approx(TITLE * first + 0.6 * second)
    text, found = told.best([[0.0, 0.0]] * 4, title=(1, 1))
    assert text == "a."
    assert found.coverage == pytest.approx(TITLE)


def test_the_cosine_decides_between_sentences_that_hold_as_much(told: Told) -> None:
    text, found = told.best([[1.0, 1.0]] * 4, cosines=(0.1, 0.3, 0.6, -0.5))
    assert text == "ccc."
    assert found.cosine == pytest.approx(0.6)
    assert found.score == pytest.approx(1 + COSINE_SHARE * 0.6)


def test_words_of_many_sentences_tell_none_apart(best: Best) -> None:
    text = "The pier. All sang. The ferry captain. The ferry captain. The ferry captain."
    (found,) = best("The pier of the ferry captain", text)
    assert text[found.start : found.end] == "The pier."


def test_a_heading_does_not_answer_before_a_sentence_that_holds_as_much(best: Best) -> None:
    text = "شكر المهندس العمال\n\nشكر المهندس العمال."
    (found,) = best("من شكر العمال؟", text)
    assert found.start == text.rindex("شكر")


def test_a_person_s_own_words_are_preferred_where_they_are_asked_for(best: Best) -> None:
    text = (
        "نفى الكرملين كل ما قيل عن اتصال بيسكوف بالصحيفة. "
        "وأكد بيسكوف أن الرئيس لم يتصل بأحد. ثم غادر القاعة."
    )
    (asked,) = best("ماذا قال بيسكوف عن الاتصال بالصحيفة؟", text)
    assert text[asked.start : asked.end] == "وأكد بيسكوف أن الرئيس لم يتصل بأحد."
    assert asked.spoken > 0
    (other,) = best("من نفى اتصال بيسكوف بالصحيفة؟", text)
    assert text[other.start : other.end].startswith("نفى الكرملين")
    assert other.spoken == 0
