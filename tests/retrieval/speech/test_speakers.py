"""Who speaks in a sentence. A wrong speaker is worse than none."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.sentences import split_sentences
from retrieval.speech import AFTER, speaker, speakers
from retrieval.speech.tokens import tokens_of


def named(text: str) -> list[str | None]:
    """The speaker of each sentence, as written."""
    found = speakers(text, split_sentences(text))
    return [text[slice(*who)] if who else None for who in found]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("قال بيسكوف إن الاتصال كان قصيراً.", "بيسكوف"),
        ("وقال بيسكوف، في اتصال مع الصحفيين، إنه لم يسمع بذلك.", "بيسكوف"),
        ("فقد قال المتحدث الرئاسي دميتري بيسكوف إن ما جرى عادي.", "المتحدث الرئاسي دميتري بيسكوف"),
        ("من جهته قال المتحدث باسم الكرملين إن الخبر كاذب.", "المتحدث باسم الكرملين"),
        (
            "وقال المتحدث باسم الكرملين، دميتري بيسكوف، إن الخبر كاذب.",
            "المتحدث باسم الكرملين، دميتري بيسكوف",
        ),
        ("وقالت مديرة المتحف هدى السالم إن الدخول مجاني.", "مديرة المتحف هدى السالم"),
        ("وأَكَّدَ بيسكوف أيضًا أن الرئيس لم يتصل.", "بيسكوف"),
        ("وأضاف الرئيس: «لن نتراجع».", "الرئيس"),
        ("وكتب ماسك على منصته: “هذا غير صحيح”.", "ماسك"),
        ("قال بوتين لماسك إنه لن ينتظر، كما روى ماسك.", "بوتين"),
        ("وقال لافروف إن اللقاء أُجّل.", "لافروف"),
        ("وقال سيرغي لافروف إن اللقاء أُجّل.", "سيرغي لافروف"),
        ("وقالت السفارة الصينية في واشنطن لصحيفة محلية إنها لا تعلم.", "السفارة الصينية"),
        ("وبحسب الصحيفة الأميركية، لم تنقطع الأحاديث.", "الصحيفة الأميركية"),
        ("وُقّع العقد أمس، وفقاً لمسؤولين روسيين.", "مسؤولين روسيين"),
        ("Peskov said the call was short.", "Peskov"),
        ("Dmitry Peskov, Putin's spokesman, said the call was short.", "Dmitry Peskov"),
        ("On Monday, Mayor Sara Lind announced that she would go.", "Mayor Sara Lind"),
        ("The justice minister, Bekir Bozdag, said more arrests would follow.", "Bekir Bozdag"),
        ('"At last," said the mayor of Silvan, Ann Bar.', "the mayor of Silvan, Ann Bar"),
        ("“We had waited for years,” the mayor said.", "the mayor"),
        ("The pier cost 9 million euros, according to the port authority.", "the port authority"),
        ("The port authority of Silvan said the pier was cheap.", "The port authority of Silvan"),
        ("A new study warned that the river would rise.", "A new study"),
        ("According to officials, nobody was hurt.", "officials"),
        ("Ursula von der Leyen said that the talks went on.", "Ursula von der Leyen"),
        ("The two had never met, Peskov has also said.", "Peskov"),
    ],
)  # fmt: skip
def test_the_speaker_is_as_the_article_names_them(sentence: str, who: str) -> None:
    assert named(sentence) == [who]


@pytest.mark.parametrize(
    "sentence",
    [
        "افتتح الوزير الجسر أمس.",
        "ولم يقل بيسكوف إن الاتصال جرى.",
        "وقال إن الاتصال كان قصيراً.",  # nobody before it
        "وهذا ما قاله بيسكوف.",
        "قال بيسكوف كلمته ومضى.",
        "قال بيسكوف إن الاتصال جرى، وقالت السفارة إنها لا تعلم.",  # two
        "نُقل المصاب وفقاً للقانون.",
        "وُزّعت المساعدات بحسب الحاجة.",
        "الذي قال إن الخبر كاذب هو الوزير.",
        "لم يكشف الذين قالوا إن الخبر صحيح عن أسمائهم.",
        "«قال بيسكوف إن الاتصال جرى» عبارة تكررت.",  # inside a quotation
        "The ferry opened on Sunday.",
        "The company added 500 jobs in May.",
        "Peskov was told that the call was short.",
        "What Peskov said surprised the hall.",
        "He said the call was short.",  # nobody before him
        "The work went on according to plan.",
        "According to the law, they must leave.",
        "The buses ran according to the new school timetable.",
        "Her new school friend said nothing.",
        "Tolstoy wrote War and Peace.",
        "It is said that the bridge will fall.",
        "Officials said one thing, but Peskov said another.",
        "",
    ],
)
def test_where_it_is_not_sure_there_is_no_speaker(sentence: str) -> None:
    assert set(named(sentence)) <= {None}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قال بيسكوف إن الاتصال جرى. وأضاف أن الرئيس راضٍ.", ["بيسكوف"] * 2),
        ("قالت الوزيرة إن الجسر جاهز. وأضافت: «سنفتحه غداً».", ["الوزيرة"] * 2),
        ("قالت الوزيرة إن الجسر جاهز. وأضاف أن الطريق سالك.", ["الوزيرة", None]),  # she, he
        ("قال بيسكوف إن الاتصال جرى. كان الجو بارداً. وأضاف أن الرئيس راضٍ.", ["بيسكوف", None, None]),
        ("وأضاف الرئيس: «لا شيء يوقفه. علينا أن نقنعه».", ["الرئيس"] * 2),
        ("Peskov said it was short. He also said it was dull.", ["Peskov"] * 2),
        ("The bank said it was short. He said it was dull.", ["The bank", None]),
        ("Peskov said it was short. They said it was dull.", ["Peskov", None]),
        ('Peskov said: "It was short. It was dull." A bell rang.', ["Peskov", "Peskov", None]),
        ("Lind and Bar said no. “It was dull. We left,” Poe said.", ["Lind and Bar", "Poe", "Poe"]),
        ("Lind and Barrow said no. “It was dull.”", ["Lind and Barrow", None]),
        ('Peskov said: "It was short.\nThe hall was full. A bell rang.', ["Peskov", None, None]),
        ("“It was short. We left.” A bell rang. Peskov said no.", [None, None, None, "Peskov"]),
        ("وقالت ليفيت: “سيفوز”. “لطالما قال ترامب إنه سيفوز”.", ["ليفيت"] * 2),
    ],
)  # fmt: skip
def test_a_sentence_that_goes_on_has_the_speaker_before_it(
    text: str, found: list[str | None]
) -> None:
    assert named(text) == found


def test_a_speaker_is_carried_over_sentences_of_the_whole_text() -> None:
    text = "مقدمة. قال بيسكوف إن الاتصال جرى. وأضاف أن الرئيس راضٍ."
    sentences = split_sentences(text)
    who = speaker(text, sentences[-1])
    assert who is not None
    assert text[slice(*who)] == "بيسكوف"
    assert speaker(text, sentences[0]) is None
    assert speaker(text, (1, 4)) is None  # no sentence of it
    quoted = "A bell rang. “It was dull. We left,” Peskov said."
    who = speaker(quoted, split_sentences(quoted)[1])
    assert who is not None
    assert quoted[slice(*who)] == "Peskov"


WORDS = ("قال", "وأضاف", "بيسكوف", "إن", "أن", ":", "«", "»", '"', "،", ".", "said", "Peskov", "He")
PHRASES = st.lists(st.sampled_from((*WORDS, "according", "to", "the", ",", "\n")), max_size=25)


@given(st.one_of(PHRASES.map(" ".join), st.text(max_size=80)))
def test_a_speaker_is_a_slice_of_the_text_without_blanks_around_it(text: str) -> None:
    for who in speakers(text, split_sentences(text)):
        if who is not None:
            assert 0 <= who[0] < who[1] <= len(text)
            assert text[slice(*who)].strip() == text[slice(*who)]
            assert "\n" not in text[slice(*who)]


@given(PHRASES.map(" ".join))
def test_one_sentence_has_the_speaker_that_it_has_among_all(text: str) -> None:
    sentences = split_sentences(text)
    assume(len(sentences) <= AFTER)  # as far as is looked for the end of a quotation
    assert [speaker(text, one) for one in sentences] == speakers(text, sentences)


def test_sentences_that_cannot_name_the_speaker_are_not_read() -> None:
    text = "Peskov said the talks failed. It rained. Prices rose. He left. Nobody came."
    sentences = split_sentences(text)
    with patch("retrieval.speech.tokens_of", wraps=tokens_of) as reading:
        assert speaker(text, sentences[0]) == speakers(text, sentences)[0]
    assert reading.call_count == 1 + len(sentences)  # one for itself, all for the list
