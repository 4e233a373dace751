"""Addresses: read in one way, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.addresses import Reach
from index.fetching.errors import FetchError
from index.fetching.urls import checked_url, host_of, is_address, key_of

HOSTILE = [
    "",
    " ",
    "news",
    "//news.example.com/a",
    "/etc/passwd",
    "file:///etc/passwd",
    "file://news.example.com/etc/passwd",
    "gopher://news.example.com/_GET",
    "ftp://news.example.com/a",
    "dict://news.example.com:80/",
    "ldap://news.example.com/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "jar:http://news.example.com/!/",
    "http:news.example.com",
    "http:/news.example.com",
    "http://",
    "http:///a",
    "http://user@news.example.com/",
    "http://user:secret@news.example.com/",
    "http://news.example.com@127.0.0.1/",
    "http://127.0.0.1:80@news.example.com/",
    "http://@news.example.com/",
    "http://news.example.com\\@127.0.0.1/",
    "http://news.example.com\\a",
    "http://news.example.com:22/",
    "http://news.example.com:8080/",
    "http://news.example.com:0/",
    "http://news.example.com:99999/",
    "http://news.example.com:-1/",
    "http://news.example.com:80:80/",
    "http://news.example.com:8o/",
    "http://news.example.com /",
    " http://news.example.com/",
    "http://news.example.com/a b",
    "http://news.example.com/a\r\nHost: other",
    "http://news.exa\tmple.com/",
    "http://news.example.com/\x00",
    "http://news.example.com/\u202egnp.exe",
    "http://news.example.com/\u200b",
    "http://news.example.com/\ud800",
    "http://news.exa\ud800mple.com/",
    "http://news..example.com/",
    "http://.example.com/",
    "http://-news-.example.com/",
    "http://" + "a" * 64 + ".example.com/",
    "http://" + "a." * 130 + "com/",
    "http://[/",
    "http://]/",
    "http://[::1/",
    "http://[news.example.com]/",
    "http://news.example.com/" + "a" * 2100,
    "http://news.example.com/" + "خ" * 700,
]


@pytest.mark.parametrize("url", HOSTILE, ids=lambda url: ascii(url)[:50])
def test_what_is_no_plain_address_of_the_web_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(FetchError) as told:
        checked_url(url, Reach())
    assert told.value.kind == "address"
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 200


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("HTTP://News.Example.COM", "http://news.example.com/"),
        ("https://news.example.com:443/a?b=1#c", "https://news.example.com/a?b=1"),
        ("https://news.example.com:80/", "https://news.example.com:80/"),
        ("http://news.example.com./a", "http://news.example.com/a"),
        ("https://أخبار.مصر/خبر", "https://xn--igbicxr.xn--wgbh1c/%D8%AE%D8%A8%D8%B1"),
        ("https://bücher.example/ü?q=ü", "https://xn--bcher-kva.example/%C3%BC?q=%C3%BC"),
        ("https://under_score.example.com/%20%zz", "https://under_score.example.com/%20%zz"),
        ("https://news.example.com/a<b>\"'", "https://news.example.com/a%3Cb%3E%22'"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700:0::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_an_address_has_one_form(url: str, checked: str) -> None:
    assert checked_url(url, Reach()) == checked
    assert checked_url(checked, Reach()) == checked


@given(st.text() | st.text().map(lambda text: f"http://{text}") | st.from_regex(r"https?://.*"))
def test_any_text_is_an_address_in_ascii_or_refused(text: str) -> None:
    try:
        url = checked_url(text, Reach())
    except FetchError:
        return
    assert url.isascii()
    assert url.isprintable()
    assert " " not in url
    assert checked_url(url, Reach()) == url


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example.com/a?id=7",
        "https://www.news.example.com/a/?id=7",
        "https://news.example.com/a?utm_source=feed&id=7&fbclid=abc&utm_medium=rss",
        "https://news.example.com/a?id=7&gclid=1",
    ],
)
def test_other_spellings_of_one_page_have_its_key(other: str) -> None:
    assert key_of(other) == key_of("https://news.example.com/a?id=7")


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example.com/a?id=8",
        "https://news.example.com/A?id=7",
        "https://news.example.com/a",
        "https://m.news.example.com/a?id=7",
        "https://news.example.com/a/b?id=7",
    ],
)
def test_other_pages_have_other_keys(other: str) -> None:
    assert key_of(other) != key_of("https://news.example.com/a?id=7")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("https://news.example.com", True),
        ("FILE:///etc/passwd", True),
        ("javascript:1", True),
        ("news.txt", False),
        ("./news:1.txt", False),
        ("C:\\news\\a.txt", False),
        ("خبر.txt", False),
    ],
)
def test_an_address_is_told_from_the_name_of_a_file(text: str, meant: bool) -> None:
    assert is_address(text) is meant


def test_a_host_is_named_without_its_www() -> None:
    assert host_of("https://www.example.com/a") == "example.com"
