"""A question in other words for the same month, number or spelling finds the same article.

The articles of each kind differ in nothing but the word in question, so that nothing else can tell
them apart.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyse
from index.build import index_folders
from index.encoder import StaticEncoder
from index.generation import Generation
from retrieval.equivalents import equivalents, standard, unstretched
from retrieval.evaluation.evaluate import rank_articles
from retrieval.retriever import Retriever

MONTHS = [
    "يناير|كانون الثاني|كانون ثاني|جانفي|January",
    "فبراير|شباط|فيفري|February",
    "مارس|آذار|March",
    "أبريل|إبريل|نيسان|أفريل|April",
    "مايو|أيار|ماي|May",
    "يونيو|يونيه|حزيران|جوان|June",
    "يوليو|يوليه|تموز|جويلية|يوليوز|July",
    "أغسطس|آب|أوت|غشت|August",
    "سبتمبر|أيلول|شتنبر|September",
    "أكتوبر|تشرين الأول|تشرين أول|October",
    "نوفمبر|تشرين الثاني|تشرين ثاني|November",
    "ديسمبر|كانون الأول|كانون أول|December",
]
NUMBERS = [
    "5|خمسة|خمس|five|٥",
    "15|خمسة عشر|خمس عشرة|fifteen",
    "20|عشرون|عشرين|twenty",
    "25|خمسة وعشرون|خمس وعشرين|twenty-five|twenty five",
    "50|خمسين|خمسون|fifty",
    "3000|ثلاثة آلاف|3,000|٣٬٠٠٠|3 آلاف|three thousand",
    "2000000|مليونين|مليونان|2 مليون|two million|2,000,000",
]
ORDINALS = [
    "الثانية|الثاني|second|II",
    "الثالثة|الثالث|third|III",
    "التاسعة|التاسع|ninth|9th",
]
SPELLINGS = [
    "مسؤول|مسئول|مسؤولين|المسئولين",
    "شؤون|شئون|الشؤون",
    "رؤوس|رءوس",
    "هيئة|هيأة|هيئه",
    "قارئ|قاريء",
    "ضابط|ظابط|الضابط",
    "مظاهرة|مضاهرة",
    "مستشفى|مستشفي",
    "جميل|جمييييل|الجميل",
    "bought|buying|buys",
    "women|woman",
    "grew|grown|grows",
]
SPOKEN = [  # what a reader says, and what the paper wrote
    "بيسافر|يسافر",
    "شافو|شاهد",
    "طلعوا|خرجوا",
    "عاوز|أراد",
    "هيرجع|يعود",
    "فلوس|مبلغ",
    "اتولد|ولد",
    "كسبو|فاز",
]
KINDS = {
    "month": (MONTHS, "أقيم معرض السجاد اليدوي في {}.", "معرض السجاد اليدوي في {}"),
    "number": (NUMBERS, "باع تاجر الأقمشة {} قطعة.", "تاجر الأقمشة باع {} قطعة"),
    "ordinal": (ORDINALS, "نال عداء القرية المرتبة {}.", "عداء القرية المرتبة {}"),
    "spelling": (SPELLINGS, "ذكرت نشرة الحي {} أمس.", "نشرة الحي {}"),
    "spoken": (SPOKEN, "ذكرت نشرة الحي {} أمس.", "نشرة الحي {}"),
}
CASES = [
    (kind, number, written, asked)
    for kind, (groups, _, _) in KINDS.items()
    for number, group in enumerate(groups)
    for written in group.split("|")
    for asked in group.split("|")
    if written != asked and (kind != "spoken" or asked == group.split("|")[0])
]


@pytest.fixture(scope="module")
def retrievers(
    tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder
) -> dict[tuple[str, int], Retriever]:
    """For each kind and turn, an index with one article for each group, in its turn's spelling."""
    built = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.writing.read_entries", lambda: iter([("carpet", "سجاد")]))
        for kind, (groups, sentence, _) in KINDS.items():
            for turn in range(max(len(group.split("|")) for group in groups)):
                folder = tmp_path_factory.mktemp(kind)
                (folder / "articles").mkdir()
                for number, group in enumerate(groups):
                    names = group.split("|")
                    text = f"---\ntitle: خبر\n---\n\n{sentence.format(names[turn % len(names)])}\n"
                    (folder / "articles" / f"{number:02}.md").write_text(text, "utf-8")
                index_folders([folder / "articles"], folder / "data", encoder)
                built[kind, turn] = Retriever(Generation.open(folder / "data"), encoder, encoder)
    return built


@pytest.mark.parametrize(("kind", "number", "written", "asked"), CASES)
def test_other_words_for_the_same_find_the_article_that_has_them(
    retrievers: dict[tuple[str, int], Retriever], kind: str, number: int, written: str, asked: str
) -> None:
    groups, _, question = KINDS[kind]
    retriever = retrievers[kind, groups[number].split("|").index(written)]
    first = rank_articles(retriever.candidates(question.format(asked))[0])[0]
    assert Path(retriever.generation.catalogue.article(first).path).name == f"{number:02}.md"


def same(question: str) -> dict[str, float]:
    """The equivalents of a question's last term."""
    terms = list(analyse(question))
    return equivalents(question, terms).get(terms[-1].start, {})


@pytest.mark.parametrize(
    "question",
    [
        "What may",
        "the long march",
        "سيارة نيسان",
        "قال أب",
        "تيريزا ماي",
        "من مارس",
        "only one",
        "1",
        "2011",
        "Xi",
        "الأول عام",
        "هؤلاء",
        "رئيس",
    ],
)
def test_words_that_only_look_like_a_month_a_number_or_a_seat_have_no_equivalents(
    question: str,
) -> None:
    assert same(question) == {}


def test_a_hamza_changes_its_seat_only_where_people_seat_it_so() -> None:
    assert same("مسؤول") == {"مسيول": 1.0, "مسءول": 1.0}
    assert same("قائم") == {"قاءم": 1.0}  # not قاوم, resisted
    assert same("هيئه") == {"هياه": 1.0}


def test_a_month_that_is_another_word_too_counts_less() -> None:
    assert same("في أغسطس")["اب"] == 0.3
    assert same("في أغسطس")["august"] == 1.0
    assert "باب" not in same("في أغسطس")
    assert "مايو" in same("in may")
    assert "اغسطس" in same("آب")


def test_a_figure_counts_for_the_small_words_of_every_text_less_than_they_for_it() -> None:
    assert (same("5")["خمسه"], same("خمسة")["5"], same("20")["عشرين"]) == (0.6, 0.8, 0.9)
    assert same("الثانية") | {"ii": 0.8, "2": 0.4, "second": 0.5} == same("الثانية")


def test_the_scale_a_number_is_asked_for_in_is_not_looked_for(
    retrievers: dict[tuple[str, int], Retriever],
) -> None:
    expander = retrievers["number", 0]._expander
    assert [one.term.word for one in expander.concepts("كم مليون قطعة")] == ["قطعه"]
    assert [one.term.word for one in expander.concepts("How many thousand pieces")] == ["pieces"]


@pytest.mark.parametrize(
    ("spelt", "known", "word"),
    [
        ("جداااا", "جدا", "جدا"),
        ("كثييير", "كثير", "كثير"),
        ("cooool", "cool", "cool"),
        ("sooo", "so", "so"),
        ("ممتااااز", "كثير", "ممتااااز"),
        ("xviii", "xviii xvi", "xviii"),
        ("2000", "20", "2000"),
    ],
)
def test_a_stretched_word_is_spelt_as_a_known_one(spelt: str, known: str, word: str) -> None:
    (term,) = analyse(spelt)
    assert unstretched(term, lambda one: one in known.split()).word == word


def test_a_spoken_word_is_read_as_the_standard_one_unless_the_corpus_has_it() -> None:
    terms = {term.word: term for term in analyse("عاوز بيدافع بيروت London")}

    def read(word: str, *known: str) -> str:
        return standard(terms[word], lambda one: one in known).word

    assert read("عاوز") == "اراد"
    assert read("عاوز", "عاوز") == "عاوز"
    assert read("بيدافع", "يدافع") == "يدافع"
    assert read("بيروت") == "بيروت"
    assert read("london") == "london"


@given(st.text(max_size=40) | st.text("آبئءؤماي ني5ii ", max_size=20))
def test_weights_are_shares_and_no_word_is_its_own_equivalent(question: str) -> None:
    terms = list(analyse(question))
    by_start = {term.start: term.word for term in terms}
    for start, found in equivalents(question, terms).items():
        assert by_start[start] not in found
        assert found
        assert all(word and 0 < weight <= 1 for word, weight in found.items())
