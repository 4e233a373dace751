"""How much of a passage is shown around the answering sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Passage
from retrieval.quoting import SHOWN, quote_span


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Sentences of any length with gaps between them, not at the start of the article."""
    at = first = draw(st.integers(0, 1000))
    sentences = []
    for length, gap in draw(
        st.lists(st.tuples(st.integers(1, SHOWN + 100), st.integers(0, 3)), min_size=1, max_size=12)
    ):
        sentences.append((at, at + length))
        at += length + gap
    return Passage("0123456789ab", first, sentences[-1][1], tuple(sentences))


cases = passages().flatmap(
    lambda passage: st.tuples(st.just(passage), st.sampled_from(passage.sentences))
)


@given(cases)
def test_a_quote_is_whole_sentences_of_the_passage_around_the_highlight(
    case: tuple[Passage, tuple[int, int]],
) -> None:
    passage, highlight = case
    start, end = quote_span(passage, highlight)
    assert start in {first for first, _ in passage.sentences}
    assert end in {last for _, last in passage.sentences}
    assert passage.start <= start <= highlight[0] < highlight[1] <= end <= passage.end


@given(cases)
def test_a_quote_fits_unless_the_highlight_alone_does_not(
    case: tuple[Passage, tuple[int, int]],
) -> None:
    passage, highlight = case
    start, end = quote_span(passage, highlight)
    assert end - start <= SHOWN or (start, end) == highlight


@given(cases)
def test_no_neighbouring_sentence_would_fit_into_a_quote(
    case: tuple[Passage, tuple[int, int]],
) -> None:
    passage, highlight = case
    start, end = quote_span(passage, highlight)
    before = [first for first, _ in passage.sentences if first < start]
    after = [last for _, last in passage.sentences if last > end]
    assert all(end - first > SHOWN for first in before[-1:])
    assert all(last - start > SHOWN for last in after[:1])


def test_what_comes_before_is_preferred_to_what_comes_after() -> None:
    size = SHOWN // 2
    sentences = ((0, size), (size, 2 * size), (2 * size, 3 * size))
    assert quote_span(Passage("a", 0, 3 * size, sentences), sentences[1]) == (0, 2 * size)


def test_a_short_passage_is_shown_whole() -> None:
    passage = Passage("a", 10, 60, ((10, 20), (21, 40), (42, 60)))
    assert [quote_span(passage, one) for one in passage.sentences] == [(10, 60)] * 3


def test_a_highlight_that_is_no_sentence_of_the_passage_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\(11, 20\) is not a sentence of the passage"):
        quote_span(Passage("a", 10, 40, ((10, 20), (21, 40))), (11, 20))
