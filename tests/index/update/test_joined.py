"""A base and an update, read as one, say what one index of all their passages says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.article import LANGUAGES
from index.kin import Kin
from index.lexical import LexicalIndex
from index.lexical_writer import lexical_index
from index.update.joined import Groups
from index.update.places import Places

WORD = st.sampled_from(
    ["ferry", "ferries", "harbour", "a", "2024", "العبّارة", "عبارة", "ميناء", "الميناء", "وميناء"]
)
PASSAGE = st.lists(st.lists(WORD, max_size=4), min_size=1, max_size=3)
PASSAGES = st.lists(PASSAGE, max_size=5)


def built(passages: list[list[list[str]]], first: int = 0) -> LexicalIndex:
    languages = [LANGUAGES[n % 2] for n in range(first, first + len(passages))]
    return lexical_index(passages, languages, [n // 2 for n in range(len(passages))])


def joined(base: LexicalIndex, own: LexicalIndex) -> LexicalIndex:
    words, grams = Places.of(own.words, base.words), Places.of(own.grams, base.grams)
    new = set(words.new.tolist())

    def of_new(kin: Groups) -> Kin:
        labels = kin.labels(len(own.words))
        return Kin.of([label if row in new else "" for row, label in enumerate(labels)])

    own = replace(own, stems=of_new(own.stems), sounds=of_new(own.sounds))
    return LexicalIndex.joined(base, own, words, grams)


@given(PASSAGES, PASSAGES)
def test_both_say_what_one_index_says(
    old: list[list[list[str]]], new: list[list[list[str]]]
) -> None:
    both, one = joined(built(old), built(new, len(old))), built(old + new)
    assert sorted(both.words) == sorted(one.words)
    assert both.lengths.tolist() == one.lengths.tolist()
    assert both.languages.tolist() == one.languages.tolist()
    for word in one.words:
        row, wanted = both.words.find(word), one.words.find(word)
        (columns, counts), expected = both.postings.row(row), one.postings.row(wanted)
        assert columns.tolist() == expected[0].tolist()
        assert counts.tolist() == expected[1].tolist()
        assert both.frequencies[row] == one.frequencies[wanted]
        assert both.gram_counts[row] == one.gram_counts[wanted]
        rows, alike = both.look_alikes(word, 0.2)
        theirs, expected_alike = one.look_alikes(word, 0.2)
        assert np.all(np.diff(rows) > 0)
        assert dict(zip([both.words[r] for r in rows], alike.tolist(), strict=True)) == dict(
            zip([one.words[r] for r in theirs], expected_alike.tolist(), strict=True)
        )
        for label in one.sounds.labels(len(one.words)):
            assert {both.words[r] for r in both.sounds.words(label)} == {
                one.words[r] for r in one.sounds.words(label)
            }
    for gram in one.grams:
        assert (
            both.gram_frequencies[both.grams.find(gram)].tolist()
            == one.gram_frequencies[one.grams.find(gram)].tolist()
        )
    for passage in range(len(old) + len(new)):
        found = [[both.words[r] for r in seg] for seg in both.forward.segments(passage)]
        assert found == [[one.words[r] for r in seg] for seg in one.forward.segments(passage)]
    every = np.arange(len(old) + len(new))
    for some in (every, every[::2]):
        found_words, lengths = both.forward.words_of(some)
        expected_words, expected_lengths = one.forward.words_of(some)
        assert lengths.tolist() == expected_lengths.tolist()
        assert [both.words[r] for r in found_words] == [one.words[r] for r in expected_words]


@given(PASSAGES)
def test_passages_beside_one_another_are_of_one_part(new: list[list[list[str]]]) -> None:
    old = [[["ferry"]], [["harbour"]], [["ferry"]]]  # the last alone in its article, of number 1
    both = joined(built(old), built(new, len(old)))
    for passage in range(3, 3 + len(new)):
        assert both.forward.beside(passage) == [
            3 + other for other in built(new).forward.beside(passage - 3)
        ]
    assert [both.forward.beside(passage) for passage in range(3)] == [[1], [0], []]
