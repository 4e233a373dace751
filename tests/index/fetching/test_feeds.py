"""Feeds, well and badly made: entries, or one line, and never for long."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.fetching import feeds
from index.fetching.errors import FetchError
from index.fetching.feeds import MOST_ENTRIES, read_feed

URL = "https://news.example.com/feeds/all"
ITEM = "<item><title>t</title><link>https://news.example.com/{}</link></item>"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{}</channel></rss>'
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><title>a</title><link href="https://news.example.com/1"/></entry>
<entry><title>b</title><link rel="alternate" href="/2"/>
<link rel="enclosure" href="/3.mp3"/></entry>
</feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><item rdf:about="x"><title>a</title>
 <link>https://news.example.com/1</link></item></rdf:RDF>"""
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">'
    + "".join(f'<!ENTITY lol{n + 1} "{f"&lol{n};" * 10}">' for n in range(10))
    + "]>"
)
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "{"a" * 100_000}">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "{}">]>'


def links(data: bytes | str) -> list[str]:
    data = data if isinstance(data, bytes) else data.encode()
    return [entry.link for entry in read_feed(data, URL)]


def outcome(data: bytes | str) -> list[str] | FetchError:
    try:
        return links(data)
    except FetchError as error:
        return error


def numbered(*numbers: int) -> list[str]:
    return [f"https://news.example.com/{number}" for number in numbers]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (RSS.format(ITEM.format(1) + ITEM.format(2)), numbered(1, 2)),
        (ATOM, numbered(1, 2)),
        (RDF, numbered(1)),
        (RSS.format(""), []),
        (RSS.format("<item><link>../a?b=1</link></item>"), ["https://news.example.com/a?b=1"]),
        (RSS.format("<item><title>no link</title></item>" + ITEM.format(1)), numbered(1)),
        (RSS.format(f"<item><link>https://a/{'a' * 5000}</link></item>"), []),
        (RSS.format(ITEM.format("خبر")), ["https://news.example.com/خبر"]),
        (RSS.format(ITEM.format(1))[:-20], numbered(1)),
        (RSS.format(ITEM.format("a&b")), ["https://news.example.com/a&b"]),
        (RSS.format(ITEM.format(1)).replace("?>", ' encoding="nonsense"?>'), numbered(1)),
        (
            RSS.format(ITEM.format(1)).replace("?>", ' encoding="utf-16"?>').encode("utf-16"),
            numbered(1),
        ),
        (b"\xef\xbb\xbf\n\n" + RSS.format(ITEM.format(1)).encode(), numbered(1)),
        (RSS.format("\x00\x0b" + ITEM.format(1)), numbered(1)),
        (RSS.format("<item><link>javascript:alert(1)</link></item>"), ["javascript:alert(1)"]),
        (RSS.format("<item><link>file:///etc/passwd</link></item>"), ["file://etc/passwd"]),
        (RSS.format("<item><link>http://[</link></item>"), ["http://["]),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_the_links_of_a_feed_are_found_in_its_order(data: bytes | str, found: list[str]) -> None:
    assert links(data) == found


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS + RSS.format(ITEM.format("&lol9;"))[21:],
        QUADRATIC + RSS.format(ITEM.format("&a;" * 1000))[21:],
        RSS.format(ITEM.format("&#xD800;")),
        RSS.format("<item>" + "<a>" * 20_000 + ITEM.format(1)),
        RSS.format(ITEM.format(1)).replace("?>", ' encoding="utf-16"?>'),
        RSS.format(ITEM.format(1)).encode("utf-16"),
        RSS.format(ITEM.format(1)).encode("utf-32-be"),
        RSS.format(ITEM.format(1))[:90],
    ],
    ids=["laughs", "quadratic", "surrogate", "deep", "not-16", "undeclared", "32", "cut"],
)
def test_a_feed_meant_to_harm_gives_little_or_one_line(data: bytes | str) -> None:
    found = outcome(data)
    if isinstance(found, FetchError):
        assert found.kind in ("broken", "type")
        assert "\n" not in str(found)
    else:
        assert len(found) <= 2


def test_of_ten_thousand_items_the_newest_are_taken() -> None:
    many = RSS.format("".join(ITEM.format(number) for number in range(10_000)))
    assert links(many) == numbered(*range(MOST_ENTRIES))


def test_a_feed_cannot_read_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the-secret", "utf-8")
    for address in (secret.as_uri(), str(secret)):
        found = links(OUTSIDE.format(address) + RSS.format(ITEM.format("&a;"))[21:])
        assert "secret" not in " ".join(found)
    secret.write_text(RSS.format(ITEM.format(1)), "utf-8")
    with pytest.raises(FetchError, match="no RSS or Atom feed"):
        links(str(secret))  # the library would open it, were it given as it is


@pytest.mark.parametrize(
    "data",
    [b"", b"   ", b"hello", b"<html><body><p>News</p></body></html>", b"\x00" * 1000, b'{"a": 1}'],
)
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(FetchError, match="no RSS or Atom feed") as told:
        links(data)
    assert told.value.kind == "type"


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel><item "
        + b" ".join(b"a%d='1'" % number for number in range(300_000))
        + b"><link>https://news.example.com/1</link></item></channel></rss>",
        b"<rss><channel><item><description>" + b"<" * 2_000_000,
    ],
    ids=["attributes", "brackets"],
)
def test_a_feed_that_would_take_minutes_is_left(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "SECONDS", 1)
    with pytest.raises(FetchError, match="cannot be read") as told:
        links(data)
    assert told.value.kind == "broken"
