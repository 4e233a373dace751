from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import english_stem, phonetic_key, words
from index.analysis.stems import strip_article
from index.lexical import Kin, LexicalIndex, character_grams
from index.postings import Postings
from index.strings import StringTable

CORPUS = """
كتاب الكتاب كتابه وكتاب بكتاب تاب كتابها الكتابه ولدينا الولدين ولد ماسك بماسك موسك بوتين بوت بوتن
musk putin ask asked asking 2024 من في
"""
WORD = st.sampled_from(CORPUS.split())
PASSAGES = st.lists(st.lists(WORD, max_size=8), max_size=8)


def built(*passages: str) -> LexicalIndex:
    return LexicalIndex.build([words(one) for one in passages], ["ar"] * len(passages))


def shown(table: StringTable, postings: Postings) -> dict[str, dict[int, int]]:
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
def test_postings_are_what_counting_each_passage_gives(passages: list[list[str]]) -> None:
    index = LexicalIndex.build(passages, ["ar"] * len(passages))
    counts: dict[str, dict[int, int]] = {}
    gram_counts: dict[str, dict[int, int]] = {}
    for number, passage in enumerate(passages):
        for word, count in Counter(passage).items():
            counts.setdefault(word, {})[number] = count
        for gram, count in Counter(g for word in passage for g in character_grams(word)).items():
            gram_counts.setdefault(gram, {})[number] = count
    assert shown(index.words, index.postings) == counts
    assert shown(index.grams, index.gram_postings) == gram_counts
    assert index.lengths.tolist() == [len(passage) for passage in passages]
    assert index.frequencies.tolist() == [len(counts[word]) for word in index.words]


@given(PASSAGES)
def test_a_query_word_has_the_stem_that_the_corpus_gave_it(passages: list[list[str]]) -> None:
    index = LexicalIndex.build(passages, ["ar"] * len(passages))
    for word in index.words:
        assert word in of_stem(index, word)


@given(PASSAGES)
def test_kin_by_sound_are_the_words_of_one_phonetic_key(passages: list[list[str]]) -> None:
    index = LexicalIndex.build(passages, ["ar"] * len(passages))
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
    assert LexicalIndex.build([["a"], ["ا"]], ["en", "ar"]).languages.tolist() == [1, 0]


def test_a_saved_index_opens_equal(tmp_path: Path) -> None:
    index = built("قال ماسك قال", "", "Musk said 2024", "الكتاب")
    index.save(tmp_path)
    opened = LexicalIndex.open(tmp_path)
    assert shown(opened.words, opened.postings) == shown(index.words, index.postings)
    assert shown(opened.grams, opened.gram_postings) == shown(index.grams, index.gram_postings)
    for name in ("lengths", "languages", "frequencies"):
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


def test_words_without_a_label_are_nobodys_kin() -> None:
    kin = Kin.of(["a", "", "b", "a"])
    assert [kin.words(label) for label in ("a", "b", "c", "")] == [[0, 3], [2], [], []]
    assert ("a" in kin, "c" in kin, "" in kin) == (True, False, False)
