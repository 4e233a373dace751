from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import normalise_word, phonetic_key


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        ("Putin بوتين بوتن", "BTN"),
        ("Musk ماسك موسك مسك", "MSK"),
        ("Starlink ستارلينك ستارلنك", "STRLNK"),
        ("Google غوغل جوجل", "GL"),
        ("Zelensky زيلينسكي", "SLNSK"),
        ("Muhammad Mohamed محمد", "MD"),
        ("Khartoum خرطوم", "KRTM"),
        ("Shanghai شنغهاي شانغهاي", "XNG"),
        ("Facebook فيسبوك", "FSBK"),
        ("Philips فيليبس", "FLBS"),
        ("Mexico مكسيكو", "MKSK"),
        ("Qatar قطر", "KTR"),
        ("Netanyahu نتنياهو", "NTN"),
        ("Riyadh رياض", "RD"),
        ("Cairo", "KR"),
        ("Cyprus سيبروس", "SBRS"),
        ("Quds قدس", "KDS"),
    ],
)
def test_the_spellings_of_a_name_have_one_key(spellings: str, key: str) -> None:
    keys = {spelt: phonetic_key(normalise_word(spelt)) for spelt in spellings.split()}
    assert keys == dict.fromkeys(spellings.split(), key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Putin", "باتمان"),
        ("Musk", "مكسيك"),
        ("Biden", "بوتين"),
        ("Starlink", "ستالين"),
        ("Trump", "ترام"),
        ("Google", "كوكل"),
    ],
)
def test_other_names_have_another_key(one: str, other: str) -> None:
    assert phonetic_key(normalise_word(one)) != phonetic_key(normalise_word(other))


@pytest.mark.parametrize("word", ["", "2024", "3.5", "آيه", "يا", "aeiou", "bb", "путин", "f16"])
def test_what_has_not_two_consonants_or_is_no_word_has_no_key(word: str) -> None:
    assert phonetic_key(word) == ""


@given(st.text(max_size=20).map(normalise_word))
def test_a_key_is_classes_of_consonants_never_doubled(word: str) -> None:
    key = phonetic_key(word)
    assert re.fullmatch("[BDFGKLMNRSTX]*", key)
    assert len(key) != 1
    assert all(one != other for one, other in pairwise(key))


def test_a_hostile_word_takes_linear_time() -> None:
    assert phonetic_key("ab" * 500_000 + "t") == "BT"
