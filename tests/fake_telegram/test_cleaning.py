"""What the server does to a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_telegram import Entity, server_cleaning
from tests.fake_telegram.cleaning import clean


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("a\u202ab\u202bc\u202cd\u202de\u202ef", "abcdef"),
        ("a\u2028b\u2029c", "abc"),
        ("a\tb\x00c\x1fd", "a b c d"),
        ("a\r\nb", "a\nb"),
        ("x\u030ay\u0333z\u033f", "xyz"),
        ("\u2068a\u2069 \u2066b\u2069 \u2067c\u2069", "\u2068a\u2069 \u2066b\u2069 \u2067c\u2069"),
        ("\u200fقال", "\u200fقال"),
        ("a\u200f\u200e\u200fb", "a\u200c\u200c\u200fb"),
        ("a\u200f \u200fb", "a\u200f \u200fb"),
        ("a\u200e\u202a\u200fb", "a\u200c\u200fb"),
        (" \n a \n ", "a"),
        ("\ta\t", "a"),
        ("\u00a0a\u00a0", "\u00a0a\u00a0"),
        ("   \n\t", ""),
        ("\u200f\u200e \u2800\u3000", ""),
    ],
)
def test_the_server_deletes_and_changes(sent: str, read: str) -> None:
    assert server_cleaning(sent) == read


@given(st.text("ab \n\t\r\u200e\u200f\u202a\u2068\u2069🏟ع"))
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    assert server_cleaning(server_cleaning(text)) == server_cleaning(text)


def test_entities_move_with_the_text() -> None:
    text = "  \u202a🏟\r\nقال\u202c!  "
    cleaned = clean(text, [Entity("bold", 3, 7)])
    assert cleaned == ("🏟\nقال!", [Entity("bold", 0, 6)])


def test_an_entity_of_deleted_characters_goes() -> None:
    assert clean("a\u202ab", [Entity("bold", 1, 1)]) == ("ab", [])


def test_trailing_space_inside_an_entity_is_trimmed_and_leading_space_stays() -> None:
    assert clean(" a ", [Entity("bold", 0, 3)]) == (" a", [Entity("bold", 0, 2)])
