"""The head of a fetched page: written and read again, and harmless where it is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.reading import ArticleFile, Provenance, parse_article, split_provenance

HEAD = Provenance("https://news.example.com/a", "2026-11-20T10:00:00+00:00")
TEXT = "جسر قديم يغلق\n\nأغلق الجسر القديم فوق النهر يوم الاثنين بعد أن وجد المهندسون فيه شقوقاً.\n"

days = st.none() | st.dates().map(lambda day: day.isoformat())
heads = st.builds(
    Provenance,
    url=st.from_regex(r"https://[a-z]{1,20}\.example/[!-~]{0,50}", fullmatch=True),
    fetched=st.datetimes().map(lambda moment: moment.isoformat()),
    charset=st.none() | st.sampled_from(["utf-8", "windows-1256"]),
    edited=days,
    withdrawn=days,
)


@given(heads, st.binary())
def test_head_and_page_are_read_as_they_were_written(head: Provenance, page: bytes) -> None:
    assert split_provenance(head.write(page)) == (head, page)


@given(st.binary())
def test_bytes_without_a_head_are_the_page(data: bytes) -> None:
    assert split_provenance(data) == (None, data)


@pytest.mark.parametrize(
    "data",
    [
        HEAD.write(b"page")[:60],
        HEAD.write(b"page").replace(b"url:", b"uri:"),
        HEAD.write(b"page").replace(b"-->", b"--"),
        b" " + HEAD.write(b"page"),
        HEAD.write(b"page").replace(b"fetched", b"x" * 5000),
    ],
)
def test_a_broken_head_is_part_of_the_page(data: bytes) -> None:
    assert split_provenance(data) == (None, data)


def article_of(head: Provenance, page: bytes) -> Article:
    return parse_article(head.write(page), ArticleFile("a" * 12, Path("web/a.txt")))


def test_the_article_tells_where_it_is_from_and_what_became_of_it() -> None:
    head = Provenance(HEAD.url, HEAD.fetched, None, "2026-11-21", "2026-11-22")
    article = article_of(head, TEXT.encode())
    assert article.text == TEXT.strip()
    assert (article.url, article.source) == ("https://news.example.com/a", "news.example.com")
    assert (article.edited, article.withdrawn) == ("2026-11-21", "2026-11-22")


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("windows-1256", "windows-1256"),
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("iso-8859-6", "iso-8859-6"),
        ("utf-16", "utf-16"),
        (None, "windows-1256"),
        ("utf-8", "windows-1256"),  # a lie
        ("utf-16", "utf-8"),
        ("ascii", "utf-8"),
        ("nonsense", "utf-8"),
        ("rot13", "utf-8"),
        ("hex", "utf-8"),
        ("undefined", "utf-8"),
        ("idna", "utf-8"),
        ("punycode", "utf-8"),
        ("unicode_escape", "utf-8"),
        ("utf-7", "utf-8"),
        ("\x00", "utf-8"),
    ],
)
def test_the_text_is_read_in_the_charset_that_is_true(charset: str | None, encoding: str) -> None:
    head = Provenance(HEAD.url, HEAD.fetched, charset)
    assert article_of(head, TEXT.encode(encoding)).text == TEXT.strip()
