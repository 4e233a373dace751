from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import english_stem, phonetic_key, words
from index.analysis.stems import strip_article
from index.article import LANGUAGES, Language
from index.grams import character_grams
from index.kin import Kin
from index.lexical import LexicalIndex
from index.lexical_writer import lexical_index
from index.update.joined import Rows, Strings

CORPUS = """
كتاب الكتاب كتابه وكتاب بكتاب تاب كتابها الكتابه ولدينا الولدين ولد ماسك بماسك موسك بوتين بوت بوتن
musk putin ask asked asking 2024 من في
"""
WORD = st.sampled_from(CORPUS.split())
SEGMENTS = st.lists(st.lists(WORD, max_size=4), max_size=3)  # a title and sentences
PASSAGES = st.lists(SEGMENTS, max_size=8)
# Of so few letters that words share many grams, and have some of them twice.
SPELT = st.text("aab", min_size=1, max_size=9)


def built(*passages: str) -> LexicalIndex:
    return indexed([[words(one)] for one in passages])


def indexed(passages: Sequence[Sequence[Sequence[str]]]) -> LexicalIndex:
    """Arabic passages, each of an article of its own."""
    return lexical_index(passages, ["ar"] * len(passages), range(len(passages)))


def of_segments(index: LexicalIndex) -> list[list[list[str]]]:
    """The words of each segment of each passage, as the forward index has them."""
    return [
        [[index.words[word] for word in segment] for segment in index.forward.segments(row)]
        for row in range(len(index.lengths))
    ]


def shown(table: Strings, postings: Rows) -> dict[str, dict[int, int]]:
    found = {}
    for row, string in enumerate(table):
        columns, counts = postings.row(row)
        found[string] = dict(zip(columns.tolist(), counts.tolist(), strict=True))
    return found


def of_stem(index: LexicalIndex, word: str) -> list[str]:
    """The words of the corpus that a query word finds by its stem."""
    return [index.words[row] for row in index.stems.words(index.stem(word))]


@pytest.mark.parametrize(
    ("word", "grams"),
    [
        ("تايوان", ["تايو", "ايوا", "يوان"]),
        ("كتاب", ["كتاب"]),
        ("من", ["من"]),
        ("abcde", ["abcd", "bcde"]),
    ],
)
def test_the_grams_of_a_word_are_its_stretches_of_four_letters(word: str, grams: list[str]) -> None:
    assert character_grams(word) == grams


@given(PASSAGES)
def test_postings_are_what_counting_each_passage_gives(passages: list[list[list[str]]]) -> None:
    index = indexed(passages)
    counts: dict[str, dict[int, int]] = {}
    gram_counts: dict[str, dict[int, int]] = {}
    whole = [[word for segment in passage for word in segment] for passage in passages]
    for number, passage in enumerate(whole):
        for word, count in Counter(passage).items():
            counts.setdefault(word, {})[number] = count
        for gram, count in Counter(g for word in passage for g in character_grams(word)).items():
            gram_counts.setdefault(gram, {})[number] = count
    assert shown(index.words, index.postings) == counts
    assert list(index.grams) == sorted(gram_counts, key=str.encode)
    assert index.gram_frequencies.tolist() == [[len(gram_counts[g]), 0] for g in index.grams]
    assert index.lengths.tolist() == [len(passage) for passage in whole]
    assert index.frequencies.tolist() == [len(counts[word]) for word in index.words]


@given(PASSAGES, st.data())
def test_grams_are_counted_alike_a_few_passages_at_a_time(
    passages: list[list[list[str]]], data: st.DataObject
) -> None:
    spoken: list[Language] = [data.draw(st.sampled_from(LANGUAGES)) for _ in passages]
    rows = range(len(passages))
    at_once = lexical_index(passages, spoken, rows).gram_frequencies
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.grams._PASSAGE_BITS", 1)
        by_two = lexical_index(passages, spoken, rows).gram_frequencies
    assert by_two.tolist() == at_once.tolist()
    assert at_once.sum(axis=1).all()


@given(PASSAGES)
def test_a_query_word_has_the_stem_that_the_corpus_gave_it(passages: list[list[list[str]]]) -> None:
    index = indexed(passages)
    for word in index.words:
        assert word in of_stem(index, word)


@given(PASSAGES)
def test_kin_by_sound_are_the_words_of_one_phonetic_key(passages: list[list[list[str]]]) -> None:
    index = indexed(passages)
    keys = {word: phonetic_key(strip_article(word) or word) for word in index.words}
    for key in keys.values():
        found = [index.words[row] for row in index.sounds.words(key)]
        assert found == [word for word in index.words if key and keys[word] == key]


def test_a_word_is_found_with_article_and_endings() -> None:
    index = built("كتاب", "الكتاب", "كتابه", "والكتاب مفتوح")
    assert of_stem(index, "كتابها") == ["الكتاب", "كتاب", "كتابه", "والكتاب"]


def test_what_stands_only_after_an_article_is_a_stem_too() -> None:
    index = built("الكتاب", "كتابه")
    assert of_stem(index, "كتاب") == ["الكتاب", "كتابه"]
    assert (index.frequency("كتاب"), index.frequency("الكتاب"), index.frequency("قلم")) == (1, 1, 0)


def test_a_name_keeps_its_last_letters_unless_the_rest_is_a_word() -> None:
    assert of_stem(built("بوتين", "لقاء بوتين"), "بوتين") == ["بوتين"]
    assert of_stem(built("بوتين", "بوت"), "بوتين") == ["بوت", "بوتين"]


def test_a_first_letter_goes_only_where_the_rest_is_more_frequent() -> None:
    assert of_stem(built("كتاب", "تاب"), "كتاب") == ["كتاب"]
    assert of_stem(built("بماسك", "ماسك", "ماسك"), "ماسك") == ["بماسك", "ماسك"]
    assert of_stem(built("بماسك", "ماسك"), "ماسك") == ["ماسك"]


def test_english_words_are_kin_by_their_snowball_stem() -> None:
    index = built("asked", "asking", "task")
    assert of_stem(index, "ask") == ["asked", "asking"]
    assert index.stem("asks") == english_stem("asks")


def test_a_name_sounds_like_its_spellings_in_the_other_script() -> None:
    index = built("التقى بوتين موسك", "Musk met Putin", "قال ماسك")
    assert [index.words[row] for row in index.sounds.words("MSK")] == ["musk", "ماسك", "موسك"]
    assert [index.words[row] for row in index.sounds.words("BTN")] == ["putin", "بوتين"]


def test_languages_are_numbered() -> None:
    index = lexical_index([[["a"]], [["ا"]]], ["en", "ar"], [0, 1])
    assert index.languages.tolist() == [1, 0]


@given(PASSAGES)
def test_the_forward_index_has_the_words_of_each_segment(passages: list[list[list[str]]]) -> None:
    assert of_segments(indexed(passages)) == passages


def test_the_forward_index_knows_which_article_a_passage_is_of() -> None:
    index = lexical_index([[["a"]], [["b"]], [["a"]]], ["en"] * 3, [0, 0, 1])
    assert [index.forward.beside(row) for row in range(3)] == [[1], [0], []]


@given(PASSAGES)
def test_spellings_are_the_words_that_have_each_gram(passages: list[list[list[str]]]) -> None:
    index = indexed(passages)
    grams = {word: character_grams(word) for word in index.words}
    for row, gram in enumerate(index.grams):
        found = [index.words[word] for word in index.spellings.row(row)[0]]
        assert found == [word for word in index.words if gram in grams[word]]
    assert index.gram_counts.tolist() == [len(set(grams[word])) for word in index.words]


@given(st.lists(SPELT, max_size=12), SPELT, st.sampled_from([0.1, 0.25, 1 / 3, 0.5, 0.8, 1.0]))
def test_look_alikes_are_those_that_comparing_every_word_finds(
    corpus: list[str], word: str, floor: float
) -> None:
    def grams(word: str) -> set[str]:
        return {word[at : at + 4] for at in range(max(1, len(word) - 3))}

    index = indexed([[corpus]])
    own = grams(word)
    expected = {
        row: len(own & grams(other)) / len(own | grams(other))
        for row, other in enumerate(sorted(set(corpus)))
        if len(own & grams(other)) / len(own | grams(other)) >= floor
    }
    rows, alike = index.look_alikes(word, floor)
    assert rows.dtype == np.int32
    assert alike.dtype == np.float32
    assert rows.tolist() == list(expected)
    assert alike.tolist() == pytest.approx(list(expected.values()))


def test_look_alikes_by_hand() -> None:
    # ماكرون: ماكر اكرو كرون; ماكرونا has those and رونا: 3 of 4; ايمانويل none.
    index = built("ماكرونا ايمانويل", "ماكرون")
    rows, alike = index.look_alikes("ماكرون", 0.5)
    assert [index.words[row] for row in rows] == ["ماكرون", "ماكرونا"]
    assert alike.tolist() == [1.0, 0.75]


def test_a_saved_index_opens_equal(tmp_path: Path) -> None:
    index = built("قال ماسك قال", "", "Musk said 2024", "الكتاب")
    index.save(tmp_path)
    opened = LexicalIndex.open(tmp_path)
    assert shown(opened.words, opened.postings) == shown(index.words, index.postings)
    assert shown(opened.grams, opened.spellings) == shown(index.grams, index.spellings)
    assert of_segments(opened) == of_segments(index)
    for name in ("gram_frequencies", "lengths", "languages", "frequencies", "gram_counts"):
        assert getattr(opened, name).tolist() == getattr(index, name).tolist()
    for word in index.words:
        assert opened.stem(word) == index.stem(word)
        assert opened.stems.words(opened.stem(word)) == index.stems.words(index.stem(word))
        key = phonetic_key(word)
        assert opened.sounds.words(key) == index.sounds.words(key)


@pytest.mark.parametrize("passages", [(), ("",)])
def test_an_index_of_no_words_saves_and_opens(tmp_path: Path, passages: tuple[str, ...]) -> None:
    built(*passages).save(tmp_path)
    index = LexicalIndex.open(tmp_path)
    assert (len(index.words), len(index.lengths), index.frequency("ماسك")) == (0, len(passages), 0)
    assert of_stem(index, "ماسك") == []
    assert [part.tolist() for part in index.look_alikes("ماسك", 0.5)] == [[], []]
    assert of_segments(index) == [[[]]] * len(passages)


def test_words_without_a_label_are_nobodys_kin() -> None:
    kin = Kin.of(["a", "", "b", "a"])
    assert [kin.words(label) for label in ("a", "b", "c", "")] == [[0, 3], [2], [], []]
    assert ("a" in kin, "c" in kin, "" in kin) == (True, False, False)
