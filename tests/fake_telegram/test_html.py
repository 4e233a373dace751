"""The HTML reader, against the official parser's documented behaviour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fake_telegram import ApiError, Entity, parse_html, utf16_length
from tests.fake_telegram.entities import settle

# Two stadiums and a space: a four-byte character counts four bytes and two UTF-16 units.
LEAD = "🏟 🏟&lt;"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<abc", "Unclosed start tag at byte offset 0"),
        (f"{LEAD}<abc", "Unclosed start tag at byte offset 13"),
        (f"{LEAD}<abc>", 'Unsupported start tag "abc" at byte offset 13'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("قال <p>", 'Unsupported start tag "p" at byte offset 7'),
        (f"{LEAD}<i =x>", 'Empty attribute name in the tag "i" at byte offset 13'),
        ("<i a = ", 'Unclosed start tag "i" at byte offset 0'),
        ("<i a", 'Unclosed start tag "i" at byte offset 0'),
        ("<a href=x,y>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x>', "Unclosed start tag at byte offset 0"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>a</b></b>", "Unexpected end tag at byte offset 8"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<tg-emoji emoji-id='x'>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xD83C;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
        (
            "<blockquote>a<blockquote expandable>b</blockquote></blockquote>",
            "Nested blockquote at UTF-16 offset 1",
        ),
    ],
)
def test_faulty_html_is_refused_in_telegrams_words(markup: str, reason: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(markup)
    assert (caught.value.code, caught.value.description) == (
        400,
        f"Bad Request: can't parse entities: {reason}",
    )


@pytest.mark.parametrize(
    ("markup", "plain", "entities"),
    [
        ("", "", []),
        ("a > b & c", "a > b & c", []),
        ("&lt;&gt;&amp;&quot;&#1593;&#x639;", '<>&"عع', []),
        ("&nbsp;&laquo;&apos;&#12345678;", "&nbsp;&laquo;&apos;&#12345678;", []),
        ("&lt&amp", "<&", []),
        ("🏟<b>🏟&lt;</b>", "🏟🏟<", [Entity("bold", 2, 3)]),
        ("<B>a</b><strong>b</>", "ab", [Entity("bold", 0, 1), Entity("bold", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [Entity("italic", 0, 1), Entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [Entity("underline", 0, 1), Entity("underline", 1, 1)]),
        (
            "<s>a</s><strike>b</strike><del>c</del>",
            "abc",
            [Entity("strikethrough", n, 1) for n in range(3)],
        ),
        (
            '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
            "ab",
            [Entity("spoiler", 0, 1), Entity("spoiler", 1, 1)],
        ),
        ("<b></b>", "", []),
        ("<blockquote>a</blockquote>", "a", [Entity("blockquote", 0, 1)]),
        (
            "<blockquote expandable>a<b>b</b></blockquote>",
            "ab",
            [Entity("expandable_blockquote", 0, 2), Entity("bold", 1, 1)],
        ),
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            "x",
            [Entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")],
        ),
        (
            "<a href='EXAMPLE.org'>x</a>",
            "x",
            [Entity("text_link", 0, 1, url="http://example.org/")],
        ),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ('<a href="http://localhost/">x</a>', "x", []),
        ('<a href="tg://user?id=7">x</a>', "x", [Entity("text_mention", 0, 1, user_id=7)]),
        ("<code>a</code>", "a", [Entity("code", 0, 1)]),
        ('<code class="language-c">a</code>', "a", [Entity("code", 0, 1)]),
        (
            '<pre><code class="language-c">a</code></pre>',
            "a",
            [Entity("pre", 0, 1, language="c")],
        ),
        (
            '<tg-time unix="1795305600" format="D">22/11/2026</tg-time>',
            "22/11/2026",
            [Entity("date_time", 0, 10, unix_time=1795305600, date_time_format="D")],
        ),
        (
            '<tg-emoji emoji-id="5">🏟</tg-emoji>',
            "🏟",
            [Entity("custom_emoji", 0, 2, custom_emoji_id="5")],
        ),
    ],
)
def test_html_is_read_as_telegram_reads_it(markup: str, plain: str, entities: list[Entity]) -> None:
    assert parse_html(markup) == (plain, entities)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_escaped_text_comes_back_unchanged(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(f"<b>{escaped}</b>") == (
        text,
        [Entity("bold", 0, utf16_length(text))] if text else [],
    )


@given(st.text("<>/&;=#\"' ab\n١🏟", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        plain, entities = parse_html(text)
    except ApiError as error:
        assert error.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017
    else:
        assert all(0 <= e.offset < e.end <= utf16_length(plain) for e in entities)


def test_nothing_is_marked_inside_code() -> None:
    _, entities = parse_html("<b>ab<code>cd</code>ef</b>")
    assert settle(entities) == [Entity("bold", 0, 2), Entity("code", 2, 2), Entity("bold", 4, 2)]


def test_a_date_inside_a_link_is_lost() -> None:
    _, entities = parse_html('<a href="t.me"><tg-time unix="1">x</tg-time></a>')
    assert settle(entities) == [Entity("text_link", 0, 1, url="http://t.me/")]
