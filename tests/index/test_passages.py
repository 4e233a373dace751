from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Passage
from index.passages import LIMIT, split_passages
from index.sentences import split_sentences

WORDS = st.sampled_from(
    ["قال", "الرئيس،", "أمس.", "The", "end.", "\n", "\n\n", "عنوان", "x" * 40, "(", "؟"]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=120))
LIMITS = st.tuples(st.integers(1, 90), st.integers(0, 90)).map(lambda two: (two[0], sum(two)))


def article(text: str) -> Article:
    return Article("0123456789ab", text, "t", "s", None, None, "ar", "p.txt")


def shown(text: str, target: int, limit: int) -> list[list[str]]:
    """The sentences of each passage."""
    passages = split_passages(article(text), target, limit)
    return [[text[start:end] for start, end in passage.sentences] for passage in passages]


def test_a_short_article_is_one_passage() -> None:
    text = "وصل الوفد. غادر."
    assert split_passages(article(text)) == [
        Passage("0123456789ab", 0, 16, ((0, 10), (11, 16))),
    ]


def test_an_article_without_text_has_no_passage() -> None:
    assert split_passages(article(" \n")) == []


def sentence(letter: str, length: int) -> str:
    return letter * (length - 1) + "."


def test_a_passage_ends_where_its_length_is_nearest_to_the_target() -> None:
    text = " ".join(sentence(letter, 200) for letter in "ABCDEF")  # two are 401, three 602
    assert [p.end - p.start for p in split_passages(article(text), 501, 900)] == [401, 401, 401]
    assert [p.end - p.start for p in split_passages(article(text), 502, 900)] == [602, 602]
    assert [p.end - p.start for p in split_passages(article(text), 502, 601)] == [401, 401, 401]


def test_a_tiny_tail_joins_only_within_the_limit() -> None:
    text = sentence("A", 480) + " End."
    assert [len(group) for group in shown(text, 400, 485)] == [2]
    assert [len(group) for group in shown(text, 400, 484)] == [1, 1]
    longer = sentence("A", 480) + " " + sentence("B", 120)
    assert [len(group) for group in shown(longer, 400, 900)] == [1, 1]
    longer = sentence("A", 480) + " " + sentence("B", 119)
    assert [len(group) for group in shown(longer, 400, 900)] == [2]


def test_a_heading_stays_with_the_text_after_it() -> None:
    text = "A" * 199 + ".\nعنوان فرعي\n" + "B" * 199 + "."
    assert shown(text, 205, 300) == [["A" * 199 + "."], ["عنوان فرعي", "B" * 199 + "."]]


def test_a_question_of_its_own_line_is_a_heading_and_a_statement_is_none() -> None:
    before, after = sentence("A", 200), sentence("B", 200)
    assert shown(f"{before}\nلماذا؟\n{after}", 205, 400) == [[before], ["لماذا؟", after]]
    assert shown(f"{before}\nوصل.\n{after}", 205, 400) == [[before, "وصل."], [after]]


def test_the_lines_of_a_list_are_no_headings() -> None:
    items = [letter * 60 for letter in "ABCDEFGH"]
    assert shown("\n".join(items), 121, 200) == [items[0:2], items[2:4], items[4:6], items[6:8]]


def test_a_heading_that_does_not_fit_stands_alone() -> None:
    assert shown("عنوان\n" + "b" * 96 + ".", 50, 100) == [["عنوان"], ["b" * 96 + "."]]


def test_a_sentence_over_the_limit_is_cut_at_pauses_first() -> None:
    text = "aaaaaa، bb bbbbbb bb"  # the blank after bb is in the middle, the pause is not
    assert shown(text, 12, 19) == [["aaaaaa،"], ["bb bbbbbb bb"]]
    assert shown(text, 12, 20) == [[text]]


def test_a_sentence_without_pauses_is_cut_between_words() -> None:
    text = "كلمة " * 300
    cut = [sentence for group in shown(text, 480, 900) for sentence in group]
    assert " ".join(cut) == text.strip()
    assert max(map(len, cut)) <= 480


def test_a_word_over_the_limit_is_cut_but_a_mark_stays_with_its_letter() -> None:
    text = "بَ" * 50  # each letter with its mark
    pieces = [sentence for group in shown(text, 7, 20) for sentence in group]
    assert "".join(pieces) == text
    assert all(piece.startswith("ب") for piece in pieces)


@pytest.mark.parametrize(("target", "limit"), [(0, 5), (6, 5), (-1, -1)])
def test_impossible_lengths_are_refused_with_both_values(target: int, limit: int) -> None:
    with pytest.raises(ValueError, match=f"target {target}, limit {limit}"):
        split_passages(article("x"), target, limit)


@given(TEXTS, LIMITS)
def test_passages_cover_every_character_that_is_not_blank_in_order(
    text: str, lengths: tuple[int, int]
) -> None:
    covered: list[int] = []
    for passage in split_passages(article(text), *lengths):
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
        covered += [at for start, end in passage.sentences for at in range(start, end)]
    assert covered == sorted(set(covered))
    assert all(text[at].isspace() for at in set(range(len(text))) - set(covered))


@given(TEXTS, LIMITS)
def test_no_passage_exceeds_the_limit(text: str, lengths: tuple[int, int]) -> None:
    for passage in split_passages(article(text), *lengths):
        assert passage.end - passage.start <= lengths[1]
        assert all(start < end for start, end in passage.sentences)


@given(TEXTS)
def test_no_sentence_within_the_limit_is_cut(text: str) -> None:
    found = [span for passage in split_passages(article(text)) for span in passage.sentences]
    whole = split_sentences(text)
    assert [span for span in whole if span[1] - span[0] <= LIMIT] == [
        span for span in found if span in set(whole)
    ]


@given(TEXTS)
def test_no_tiny_tail_is_left_that_could_be_joined(text: str) -> None:
    passages = split_passages(article(text))
    if len(passages) > 1 and passages[-1].end - passages[-1].start < 120:
        assert passages[-1].end - passages[-2].start > LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "." * 100_000,
        '"' * 100_000,
        "كلمة " * 200_000,
        "ب" * 500_000,
        "abc\n\n" * 50_000,
        "a\u0301" * 90_000,
    ],
    ids=["dots", "quotes", "line", "word", "headings", "marks"],
)
def test_hostile_texts_are_cut_within_the_limit(text: str) -> None:
    passages = split_passages(article(text))
    assert max(passage.end - passage.start for passage in passages) <= LIMIT
    bare = "".join(text[start:end] for p in passages for start, end in p.sentences)
    assert re.sub(r"\s", "", bare) == re.sub(r"\s", "", text)
