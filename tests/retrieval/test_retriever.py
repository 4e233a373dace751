"""Questions to quotes, through an index of a few articles."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.build import index_folders
from index.encoder import StaticEncoder
from index.generation import Generation
from retrieval.answer import Answer, Report
from retrieval.evaluation.evaluate import rank_articles
from retrieval.retriever import Retriever
from tests.retrieval.articles import ARTICLES, STORM_ONE, write_articles

QUESTIONS = {
    "كم بلغت كلفة جسر السنابل؟": "bridge.ar.md",
    "من افتتح جسر السنابل فوق نهر الزعفران؟": "bridge.ar.md",
    "ماذا قالت مديرة متحف الفخار عن الدخول؟": "museum.ar.md",
    "ماذا يجمع الروبوت الذي صممه الطلاب؟": "school.ar.md",
    "كم كاسحة جليد ستبني روسيا؟": "putin.ar.md",
    "Which icebreaker did Putin inspect in the port?": "putin.ar.md",
    "How long did the first crossing of the ferry last?": "ferry.en.md",
    "What does a ferry ticket cost?": "ferry.en.md",
    "كم سعر تذكرة العبّارة بين مروان وسيلفان؟": "ferry.en.md",
}
STORM = "كم ساعة أغلقت العاصفة الرملية مطار البيلسان؟"


def check_verbatim(answer: Answer, retriever: Retriever) -> None:
    """Every quote and highlight is the slice its offsets name."""
    for quote in answer.quotes:
        text = retriever.generation.catalogue.article(quote.article_id).text
        highlight = quote.highlight
        assert quote.text == text[quote.start : quote.end] != ""
        assert highlight.text == text[highlight.start : highlight.end] != ""
        assert quote.start <= highlight.start
        assert highlight.end <= quote.end


def first_article(retriever: Retriever, question: str) -> str:
    """File name of the article found first, whether or not it is sure enough to answer."""
    first = rank_articles(retriever.candidates(question)[0])[0]
    return Path(retriever.generation.catalogue.article(first).path).name


@pytest.mark.parametrize(("question", "name"), QUESTIONS.items())
def test_a_question_finds_the_article_that_answers(
    retriever: Retriever, question: str, name: str
) -> None:
    assert first_article(retriever, question) == name


def test_an_answer_is_this_quote(retriever: Retriever) -> None:
    answer = retriever.answer("How long did the first crossing of the ferry last?", 1)
    (quote,) = answer.quotes
    assert answer.answered
    assert answer.language == quote.language == "en"
    assert answer.generation == retriever.generation.manifest.id
    assert 0 <= answer.confidence <= 1
    assert answer.took_ms > 0
    assert quote.highlight.text == (
        "Captain Edward Hollis took 212 passengers across on the first crossing, "
        "which lasted 55 minutes."
    )
    assert (quote.rank, quote.title, quote.source, quote.url, quote.published) == (
        1,
        "Ferry line between Marwan and Silvan opens",
        "Coast Courier",
        "https://example.com/coast/ferry",
        "2025-05-11",
    )
    assert Path(quote.path).name == "ferry.en.md"
    assert quote.also_reported_by == ()


@pytest.mark.parametrize("question", [*QUESTIONS, STORM])
def test_quotes_and_highlights_are_slices_of_a_passage_of_their_article(
    retriever: Retriever, question: str
) -> None:
    answer = retriever.answer(question, 10)
    check_verbatim(answer, retriever)
    catalogue = retriever.generation.catalogue
    passages = catalogue.passages(range(catalogue.count()[1]))
    for quote in answer.quotes:
        assert any(
            passage.article_id == quote.article_id
            and passage.start <= quote.start
            and quote.end <= passage.end
            and (quote.highlight.start, quote.highlight.end) in passage.sentences
            for passage in passages
        )


@pytest.mark.parametrize("question", [*QUESTIONS, STORM])
def test_quotes_are_ranked_from_one_by_falling_score_and_answered_says_whether_there_are_any(
    retriever: Retriever, question: str
) -> None:
    answer = retriever.answer(question, 10)
    assert [quote.rank for quote in answer.quotes] == list(range(1, len(answer.quotes) + 1))
    scores = [quote.score for quote in answer.quotes]
    assert scores == sorted(scores, reverse=True)
    assert answer.answered == bool(answer.quotes)
    assert answer.question == question


def test_two_retrievers_give_equal_answers(data: Path, encoder: StaticEncoder) -> None:
    one, other = (Retriever(Generation.open(data), encoder, encoder) for _ in range(2))
    for question in [*QUESTIONS, STORM, "من هو؟"]:
        first, second = (replace(r.answer(question, 5), took_ms=0) for r in (one, other))
        assert first == second


@pytest.mark.parametrize("k", [1, 2, 3, 10, 1000])
def test_there_are_at_most_k_quotes_and_fewer_are_the_first_of_more(
    retriever: Retriever, k: int
) -> None:
    for question in QUESTIONS:
        quotes = retriever.answer(question, k).quotes
        more = retriever.answer(question, 1000).quotes
        assert len(quotes) <= k
        assert [(q.article_id, q.start) for q in quotes] == [
            (q.article_id, q.start) for q in more[:k]
        ]


@pytest.mark.parametrize("k", [0, -1])
def test_less_than_one_quote_cannot_be_asked_for(retriever: Retriever, k: int) -> None:
    with pytest.raises(ValueError, match=f"k must be at least 1, got {k}"):
        retriever.answer(STORM, k)


def test_ties_come_by_article_id_and_then_by_offset(retriever: Retriever) -> None:
    ties = 0
    for question in [*QUESTIONS, STORM]:
        candidates, _ = retriever.candidates(question)
        for one, other in pairwise(candidates):
            assert one.score >= other.score
            if one.score == other.score:
                ties += 1
                places = [(c.article.id, c.passage.start) for c in (one, other)]
                assert places == sorted(places)
    assert ties  # the two storms say the same, letter for letter


def test_many_reprints_tie_and_come_by_article_id(
    tmp_path: Path, encoder: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their scores are equal to the last bit, whichever rows of a product of matrices they are."""
    monkeypatch.setattr("index.writing.read_entries", lambda: iter([("storm", "عاصفة")]))
    reprints = {f"storm-{number}.ar.md": STORM_ONE for number in range(29)}
    write_articles(tmp_path / "articles", reprints | {"museum.ar.md": ARTICLES["museum.ar.md"]})
    index_folders([tmp_path / "articles"], tmp_path / "data", encoder)
    retriever = Retriever(Generation.open(tmp_path / "data"), encoder, encoder)
    for question in (
        STORM,
        "What did the sandstorm close?",
        "من هو الراصد الجوي؟",
        "رحلات الطيران",
    ):
        candidates, _ = retriever.candidates(question)
        found = [one for one in candidates if one.article.source == "وكالة الأفق"]
        assert len({one.score for one in found}) == 1
        assert [one.article.id for one in found] == sorted(one.article.id for one in found)


def test_reprints_are_one_quote_and_named_as_further_sources(retriever: Retriever) -> None:
    answer = retriever.answer(STORM, 10)
    first = answer.quotes[0]
    storms = {
        one.id: one.source
        for one in retriever.generation.catalogue.listing()
        if one.title == "عاصفة رملية تغلق مطار البيلسان"
    }
    reprint = max(storms)
    assert first.article_id == min(storms)
    assert [(r.article_id, r.title, r.source, r.url) for r in first.also_reported_by] == [
        (reprint, "عاصفة رملية تغلق مطار البيلسان", storms[reprint], None)
    ]
    assert reprint not in {quote.article_id for quote in answer.quotes}


@pytest.mark.parametrize("question", [*QUESTIONS, STORM])
def test_no_two_highlights_of_an_answer_are_the_same_text(
    retriever: Retriever, question: str
) -> None:
    highlights = [quote.highlight.text for quote in retriever.answer(question, 10).quotes]
    assert len(set(highlights)) == len(highlights)


@pytest.mark.parametrize(
    "question",
    [
        "ما اسم الفيلم الذي نال السعفة الذهبية في مهرجان كان؟",
        "كيف أطبخ المقلوبة باللحم؟",
        "Which chess opening did Kasparov prefer against Karpov?",
        "What is the boiling point of mercury?",
    ],
)
def test_an_unrelated_question_is_not_answered(retriever: Retriever, question: str) -> None:
    answer = retriever.answer(question)
    assert (answer.answered, answer.quotes) == (False, ())


@pytest.mark.parametrize(
    "question", ["", " ", "\n\t", "؟", "...!?", "😀", "\u202e\u200f\u2069", "\0"]
)
def test_a_question_without_words_is_refused(retriever: Retriever, question: str) -> None:
    with pytest.raises(ValueError, match="The question has no words"):
        retriever.answer(question)


@pytest.mark.parametrize(
    ("kind", "question", "variant"),
    [
        ("alef", "أين افتتحت وزيرة النقل الجسر؟", "اين إفتتحت وزيرة آلنقل الجسر"),
        ("hamza", "كم طن من الفولاذ استخدم العمال؟", "كم طن من الفولاذ إستخدم العمّال"),
        ("yeh", "متى يستقبل متحف الفخار زواره؟", "متي يستقبل متحف الفخار زواره"),
        ("Persian yeh and kaf", "كم كلفة جسر السنابل؟", "کم کلفة جسر السنابل"),
        ("teh marbuta", "من هي مديرة متحف الفخار؟", "من هي مديره متحف الفخار"),
        ("tashkeel", "كم بلغت كلفة الجسر؟", "كَمْ بَلَغَتْ كُلْفَةُ الجِسْرِ؟"),
        ("tatweel", "مدرسة عين الصنوبر", "مـدرســة عـيـن الصنـوبـر"),
        ("digits", "جسر طوله 1200 متر", "جسر طوله ١٢٠٠ متر"),
        ("Persian digits", "كلفة الجسر 450 مليون", "كلفة الجسر ۴۵۰ مليون"),
        ("clitics", "الجسر والنهر", "وبالجسر فالنهر"),
        ("presentation forms", "كم طول الجسر؟", "كم طول ﺍﻟﺠﺴﺮ؟"),
        ("marks of direction", "مسابقة الروبوتات", "\u200fمسابقة\u200f \u202bالروبوتات\u202c"),
        ("a name", "ماذا أعلن بوتين؟", "ماذا اعلن بوتن"),
    ],
)
def test_spellings_of_one_question_find_the_same_article_first(
    retriever: Retriever, kind: str, question: str, variant: str
) -> None:
    assert question != variant
    assert first_article(retriever, variant) == first_article(retriever, question)


HOSTILE = {
    "long": "جسر السنابل " * 900,
    "one long word": "ا" * 10_000,
    "one long Latin word": "x" * 10_000,
    "one long number": "9" * 10_000,
    "bidi": "\u202e\u2066كم\u2069 كلفة \u202dالجسر\u202c؟\u200f\u061c",
    "emoji": "👩‍👩‍👧 كم كلفة 🌉؟ 🇪🇬",
    "marks": "ك" + "\u0651\u064e" * 2000,
    "NUL": "كم كلفة\0 الجسر\0",
    "controls": "\x1b[2Jكلفة\x07 الجسر\x7f\x85",
    "markup": "<b>الجسر</b> & [x](tg://user?id=1) `a` *b* _c_ ${d} %s {0}",
    "SQL": "'; DROP TABLE article; -- الجسر",
    "patterns": "(a+)+$ .* [ \\ الجسر",
    "other scripts": "橋は何メートルですか мост γέφυρα ब्रिज",
    "astral": "𝕎𝕙𝕠 opened 𝓽𝓱𝓮 bridge?",
    "lone surrogate": "كم كلفة \ud800 الجسر \udfff",
    "lone surrogate in a word": "الج\udc80سر",
    "superscripts": "² ½ ⅷ ٣٫٥ 1,2,3.4",
}


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_question_is_answered_or_refused(retriever: Retriever, question: str) -> None:
    try:
        answer = retriever.answer(question)
    except ValueError:
        return
    check_verbatim(answer, retriever)
    assert answer.question == question


@hypothesis_settings(max_examples=60, deadline=None)
@given(question=st.text(max_size=60), k=st.integers(1, 12))
def test_any_text_is_answered_or_refused(retriever: Retriever, question: str, k: int) -> None:
    try:
        answer = retriever.answer(question, k)
    except ValueError:
        return
    check_verbatim(answer, retriever)
    assert len(answer.quotes) <= k


WORDS = sorted({word for question in [*QUESTIONS, STORM] for word in question.split()})
words_of_the_articles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join)


@hypothesis_settings(max_examples=60, deadline=None)
@given(question=words_of_the_articles, k=st.integers(1, 12))
def test_any_words_of_the_articles_give_slices_only(
    retriever: Retriever, question: str, k: int
) -> None:
    answer = retriever.answer(question, k)
    check_verbatim(answer, retriever)
    assert len(answer.quotes) <= k
    for quote in answer.quotes:
        others = [report.article_id for report in quote.also_reported_by]
        assert quote.article_id not in others
        assert len(set(others)) == len(others)


def test_an_abstention_names_the_nearest_articles_and_an_answer_none(
    retriever: Retriever,
) -> None:
    abstained = retriever.answer("متى مات مالك عبّارة سيلفان؟")
    assert not abstained.answered
    (nearest,) = abstained.nearest
    article = retriever.generation.catalogue.article(nearest.article_id)
    assert Path(article.path).name == "ferry.en.md"
    assert nearest == Report.of(article)
    assert retriever.answer("كم بلغت كلفة جسر السنابل؟").nearest == ()


@pytest.mark.parametrize("question", ["zxqvw kjhgf", "how many moons orbit Jupiter?"])
def test_what_shares_nothing_with_the_question_is_not_near(
    retriever: Retriever, question: str
) -> None:
    abstained = retriever.answer(question)
    assert (abstained.answered, abstained.nearest) == (False, ())


def test_the_nearest_articles_are_left_out_of_the_json(retriever: Retriever) -> None:
    assert "nearest" not in retriever.answer("who discovered penicillin?").to_json()
