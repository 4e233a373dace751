"""HTML that knows its size, and messages packed of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.markup import Markup, Message, linked, packed, plain, tagged
from tests.bot.answers import ALPHABET
from tests.fake_telegram import parse_html, utf16_length

texts = st.text(ALPHABET, max_size=60)


@given(texts, texts)
def test_the_text_and_the_size_are_what_telegram_parses(first: str, second: str) -> None:
    markup = plain(first) + tagged("b", plain(second)) + linked(plain("x"), "https://example.com/")
    text, entities = parse_html(markup.html)
    assert text == markup.text == first + second + "x"
    assert utf16_length(text) == markup.units
    assert len(entities) == markup.entities == (2 if second else 1)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "tg://user?id=1",
        "https://",
        "https://[::1",
        "https://example.com/a b",
        "https://example.com/\n",
        "https://example.com/" + "a" * 2048,
        "example.com",
        "",
    ],
)
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    assert linked(plain("x"), url) == plain("x")


def test_an_address_cannot_leave_its_attribute() -> None:
    url = 'https://example.com/"><b>x'
    markup = linked(plain("x"), url)
    assert markup.html == '<a href="https://example.com/&quot;&gt;&lt;b&gt;x">x</a>'


def test_blocks_share_a_message_until_the_next_does_not_fit() -> None:
    blocks = [plain(letter * 2000) for letter in "abc"]
    messages = packed(blocks, "\n", continued=plain("more"))
    assert messages == [
        Message("a" * 2000 + "\n" + "b" * 2000),
        Message("more\n" + "c" * 2000),
    ]


def test_emoji_count_as_two_units() -> None:
    messages = packed([plain("😀" * 1000), plain("😀" * 1100)], "\n", continued=plain("more"))
    assert len(messages) == 2


def test_a_message_has_a_hundred_entities_at_most() -> None:
    bold = tagged("b", plain("x"))
    messages = packed([bold] * 101, " ", continued=plain("more"))
    assert [message.html.count("<b>") for message in messages] == [100, 1]


def test_nothing_packed_is_nothing_sent() -> None:
    assert packed([], "\n", continued=Markup("", "")) == []
