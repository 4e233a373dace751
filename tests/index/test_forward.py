"""Which words a passage has, against the lists that went in."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.forward import ForwardIndex

Passages = list[list[list[int]]]

segments = st.lists(st.integers(0, 9), max_size=4)
corpora: st.SearchStrategy[Passages] = st.lists(st.lists(segments, max_size=4), max_size=6)
articles = st.lists(st.integers(0, 3), max_size=8).map(sorted)


def built(passages: Passages, of: list[int] | None = None) -> ForwardIndex:
    words = [word for passage in passages for word in chain.from_iterable(passage)]
    lengths = [len(segment) for passage in passages for segment in passage]
    segments, numbers = [len(passage) for passage in passages], of or [0] * len(passages)
    arrays = (np.array(one, np.int32) for one in (words, lengths, segments, numbers))
    return ForwardIndex.of(*arrays)


def shown(index: ForwardIndex) -> Passages:
    return [
        [segment.tolist() for segment in index.segments(row)] for row in range(len(index.articles))
    ]


@given(corpora)
def test_segments_are_the_words_that_went_in(passages: Passages) -> None:
    assert shown(built(passages)) == passages


@given(corpora)
def test_a_saved_index_opens_equal(passages: Passages) -> None:
    index = built(passages, list(range(len(passages))))
    with TemporaryDirectory() as folder:
        index.save(Path(folder))
        opened = ForwardIndex.open(Path(folder))
        assert shown(opened) == passages
        for name in ("words", "starts", "first", "articles"):
            one, other = getattr(index, name), getattr(opened, name)
            assert other.tolist() == one.tolist()
            assert other.dtype == one.dtype == (np.int64 if name == "starts" else np.int32)


@given(articles)
def test_beside_a_passage_are_its_neighbours_in_the_same_article(of: list[int]) -> None:
    index = built([[]] * len(of), of)
    for row, article in enumerate(of):
        neighbours = [row - 1] * (row > 0) + [row + 1] * (row + 1 < len(of))
        assert index.beside(row) == [other for other in neighbours if of[other] == article]


@pytest.mark.parametrize(
    ("row", "beside"), [(0, [1]), (1, [0, 2]), (2, [1]), (3, []), (4, [5]), (5, [4])]
)
def test_what_is_beside_never_crosses_from_one_article_into_another(
    row: int, beside: list[int]
) -> None:
    assert built([[]] * 6, [0, 0, 0, 1, 2, 2]).beside(row) == beside


@given(corpora, st.data())
def test_words_of_some_passages_follow_one_another(passages: Passages, data: st.DataObject) -> None:
    asked = (
        data.draw(st.lists(st.sampled_from(range(len(passages))), unique=True).map(sorted))
        if passages
        else []
    )
    words, lengths = built(passages).words_of(np.array(asked, np.int64))
    expected = [list(chain.from_iterable(passages[row])) for row in asked]
    assert lengths.tolist() == [len(one) for one in expected]
    assert words.tolist() == list(chain.from_iterable(expected))
