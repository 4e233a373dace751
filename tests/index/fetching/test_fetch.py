"""What a hostile server may send: each ends in one clear line, in time, and nothing is kept."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from contextlib import suppress

import pytest

from index.fetching.addresses import Reach
from index.fetching.errors import FetchError, Kind
from index.fetching.fetch import Fetched, Network, fetch
from tests.index.fetching.site import ARTICLE, LIMITS, Answer, Site, leading_to, response

KINDS = ("text/plain", "text/html")
SLACK = 2.0  # seconds beyond the limit; the machine may be busy


def got(site: Site, path: str = "/a", **more: object) -> Fetched:
    came = fetch(site.url(path), LIMITS, site.network, kinds=KINDS, **more)  # type: ignore[arg-type]
    assert came is not None
    return came


def refused(site: Site, answer: Answer, path: str = "/a") -> FetchError:
    """The refusal of an answer, which must come in time and be one line."""
    site.answers[path] = answer
    began = time.monotonic()
    with pytest.raises(FetchError) as told:
        fetch(site.url(path), LIMITS, site.network, kinds=KINDS)
    assert time.monotonic() - began < LIMITS.seconds + SLACK
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 300
    return told.value


# --- what is well -------------------------------------------------------------------------


def test_a_page_comes_with_its_kind_charset_and_validators(site: Site) -> None:
    site.answers["/a"] = response(
        ARTICLE,
        'text/html; Charset="Windows-1256"',
        ETag='"one"',
        Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT",
    )
    came = got(site)
    assert came == Fetched(
        url=site.url("/a"),
        kind="text/html",
        charset="windows-1256",
        data=ARTICLE.encode(),
        etag='"one"',
        modified="Mon, 23 Nov 2026 10:00:00 GMT",
    )
    path, headers = site.requests[0]
    assert path == "/a"
    assert headers["user-agent"] == "Iqtibas"
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert "cookie" not in headers


def test_nothing_comes_where_it_has_not_changed(site: Site) -> None:
    site.answers["/a"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert fetch(site.url("/a"), LIMITS, site.network, etag='"one"', modified="Mon") is None
    assert site.requests[0][1]["if-none-match"] == '"one"'
    assert site.requests[0][1]["if-modified-since"] == "Mon"


def deflated(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(ARTICLE.encode())),
        ("GZIP", gzip.compress(ARTICLE.encode())),
        ("x-gzip", gzip.compress(ARTICLE.encode())),
        ("gzip", gzip.compress(ARTICLE[:50].encode()) + gzip.compress(ARTICLE[50:].encode())),
        ("gzip", gzip.compress(ARTICLE.encode()) + b"and more"),
        ("deflate", deflated(ARTICLE.encode(), 15)),
        ("deflate", deflated(ARTICLE.encode(), -15)),
        ("identity", ARTICLE.encode()),
    ],
)
def test_what_is_compressed_as_it_says_is_uncompressed(
    site: Site, encoding: str, body: bytes
) -> None:
    site.answers["/a"] = response(body, Content_Encoding=encoding)
    assert got(site).data == ARTICLE.encode()


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_redirects_are_followed(site: Site, status: str) -> None:
    site.answers["/a"] = leading_to("b?c=1", status)
    site.answers["/b?c=1"] = leading_to(f"//127.0.0.1:{site.port}/d#e", status)
    site.answers["/d"] = response(ARTICLE)
    assert got(site).url == site.url("/d")


def test_five_redirects_are_followed_and_a_sixth_is_not(site: Site) -> None:
    for number in range(1, 7):
        site.answers[f"/{number}"] = leading_to(f"/{number + 1}")
    site.answers["/7"] = response(ARTICLE)
    assert got(site, "/2").data == ARTICLE.encode()
    error = refused(site, site.answers["/1"], "/1")
    assert error.kind == "redirects"


def test_who_is_asked_before_each_request_may_refuse_it(site: Site) -> None:
    site.answers["/a"] = leading_to("/b")
    asked = []

    def before(url: str) -> None:
        asked.append(url)
        if url.endswith("/b"):
            raise FetchError("robots", "no")

    with pytest.raises(FetchError, match=r"^no$"):
        got(site, before=before)
    assert asked == [site.url("/a"), site.url("/b")]
    assert site.paths() == ["/a"]


def test_the_time_spent_before_a_request_is_not_counted(site: Site) -> None:
    site.answers["/a"] = response(ARTICLE)
    assert got(site, before=lambda url: time.sleep(LIMITS.seconds + 0.1)).data


def test_the_beginning_of_what_is_too_large_is_kept_where_that_is_enough(site: Site) -> None:
    site.answers["/a"] = response(b"a" * 300_000)
    site.answers["/b"] = response(gzip.compress(b"a" * 3_000_000), Content_Encoding="gzip")
    for path in ("/a", "/b"):
        assert got(site, path, cut=True).data == b"a" * LIMITS.bytes


# --- where it leads -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://127.0.0.1/",
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "ftp://news.example.com/",
        "javascript:alert(1)",
        "data:text/plain,hello",
        "http://user:secret@news.example.com/",
        "http://news.example.com:22/",
        "http://",
        "http://[",
        "http://news.example.com/\udced\udca0\udc80@10.0.0.1/\x01",
        "http://\udced\udca0\udc80/",
        "/" + "a" * 5000,
    ],
    ids=lambda target: ascii(target)[:40],
)
def test_a_redirect_to_where_nobody_should_go_is_not_followed(site: Site, target: str) -> None:
    error = refused(site, leading_to(target))
    assert error.kind in ("address", "private", "broken", "unreachable", "redirects")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("byte", [b"\xed\xa0\x80", b"\xff\xfe", b"\xc3\xa9", "خبر".encode()])
def test_bytes_of_any_kind_in_a_redirect_become_an_address(site: Site, byte: bytes) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /x" + byte + b"\r\nContent-Length: 0\r\n\r\n"
    error = refused(site, head)
    assert error.kind == "gone"
    assert site.paths()[-1].isascii()


def test_a_redirect_in_a_circle_ends(site: Site) -> None:
    site.answers["/b"] = leading_to("/a")
    assert refused(site, leading_to("/b")).kind == "redirects"
    assert site.paths() == ["/a", "/b"]
    assert refused(site, leading_to("#again"), "/c").kind == "redirects"


def test_redirects_without_end_end(site: Site) -> None:
    def further(connection: socket.socket) -> None:
        connection.sendall(leading_to(f"/{len(site.requests)}"))

    for number in range(20):
        site.answers[f"/{number}"] = further
    assert refused(site, further).kind == "redirects"
    assert len(site.requests) == LIMITS.redirects + 1


# --- what it says -------------------------------------------------------------------------

GZIP_BOMB = gzip.compress(b"\0" * 50_000_000)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("gone", response("no", status="404 Not Found")),
        ("gone", response("no", status="410 Gone")),
        ("forbidden", response("no", status="401 Unauthorized")),
        ("forbidden", response("no", status="403 Forbidden")),
        ("forbidden", response("no", status="451 Law")),
        ("forbidden", response("no", status="204 No Content")),
        ("forbidden", response("no", status="206 Partial")),
        ("forbidden", response("no", status="300 Choose")),
        ("forbidden", response("no", status="304 Not asked for")),
        ("busy", response("no", status="429 Slow down")),
        ("busy", response("no", status="503 Busy")),
        ("unreachable", response("no", status="500 Error")),
        ("unreachable", response("no", status="599 ?")),
        ("unreachable", response("no", status="9999 ?")),
        ("unreachable", response("no", status="abc ?")),
        ("unreachable", response("no", status="")),
        ("broken", response("no", status="302 Nowhere")),
        ("broken", response("no", status="302 Nowhere", Location="")),
        ("type", response(ARTICLE, None)),
        ("type", response(ARTICLE, "")),
        ("type", response(ARTICLE, "image/png")),
        ("type", response(ARTICLE, "application/octet-stream")),
        ("type", response(ARTICLE, "text/html, image/png")),
        ("type", response(ARTICLE, "خبر/خبر")),
        ("type", response(ARTICLE, "x" * 5000)),
        ("type", response("<rss/>", "application/rss+xml")),
        ("broken", response(ARTICLE, Content_Encoding="br")),
        ("broken", response(ARTICLE, Content_Encoding="zstd")),
        ("broken", response(ARTICLE, Content_Encoding="gzip, gzip")),
        ("broken", response(ARTICLE, Content_Encoding="gzip")),
        ("broken", response(ARTICLE, Content_Encoding="deflate")),
        ("unreachable", response(gzip.compress(ARTICLE.encode())[:-20], Content_Encoding="gzip")),
        ("unreachable", response(b"", Content_Encoding="gzip")),
        ("large", response(b"a" * (LIMITS.bytes + 1))),
        ("large", response(GZIP_BOMB, Content_Encoding="gzip")),
        ("large", response(deflated(b"\0" * 50_000_000, 15), Content_Encoding="deflate")),
        ("large", response(deflated(b"\0" * 50_000_000, -15), Content_Encoding="deflate")),
        ("large", response(gzip.compress(b"") * 20_000, Content_Encoding="gzip")),
        ("unreachable", response(ARTICLE)[:-10]),
        ("unreachable", response(ARTICLE, Content_Length=10**12)),
        ("unreachable", response(ARTICLE, Content_Length=-5)),
        ("unreachable", response(ARTICLE, Content_Length="many")),
        ("unreachable", response(ARTICLE, Content_Length="5, 6")),
        ("unreachable", HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
        ("unreachable", HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
        ("unreachable", HEAD + b"Transfer-Encoding: chunked\r\n\r\nzzz\r\nhello\r\n"),
        ("unreachable", HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 100 + b"\r\n"),
        ("unreachable", HEAD + b"Transfer-Encoding: odd\r\n\r\nhello"),
        ("unreachable", HEAD + b"Broken header\r\n\r\nhello"),
        ("unreachable", HEAD + b"X-\x00: 1\r\n\r\nhello"),
        ("unreachable", HEAD + b"X: " + b"a" * 300_000 + b"\r\n\r\nhello"),
        ("unreachable", HEAD + b"X: a\r\n" * 60_000 + b"\r\nhello"),
        ("unreachable", HEAD),
        ("unreachable", b""),
        ("unreachable", b"\r\n\r\n"),
        ("unreachable", b"hello\r\n"),
        ("unreachable", b"SSH-2.0-OpenSSH_9.2\r\n"),
        ("unreachable", bytes(range(256)) * 100),
        ("type", b"HTTP/9.9 200 OK\r\n\r\n"),
        ("unreachable", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nhello"),
    ],
)
def test_what_no_page_should_be_is_refused(site: Site, kind: Kind, answer: bytes) -> None:
    assert refused(site, answer).kind == kind


def test_a_body_longer_than_it_says_ends_where_it_says(site: Site) -> None:
    site.answers["/a"] = response(ARTICLE, Content_Length=23)
    assert got(site).data == b"Balloon over the valley"


def test_a_body_of_200_mb_is_left_at_the_limit(site: Site) -> None:
    sent = 0

    def flood(connection: socket.socket) -> None:
        nonlocal sent
        with suppress(OSError):
            connection.sendall(HEAD + b"\r\n")
            for _ in range(200):
                connection.sendall(b"a" * 1_000_000)
                sent += 1_000_000

    assert refused(site, flood).kind == "large"
    assert sent < 20_000_000  # what the system holds between the two


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        (HEAD + b"\r\n", b"a"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"a")[:10], b""),
        (b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        (b"HTTP/1.1 2", b""),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"),
        (b"", b""),
    ],
    ids=["body", "chunks", "gzip", "headers", "header", "status", "continue", "hints", "nothing"],
)
def test_drop_by_drop_the_time_is_up_all_the_same(site: Site, before: bytes, piece: bytes) -> None:
    answer = site.drip(before, piece) if piece else site.silence(before)
    assert refused(site, answer).kind == "slow"


def test_the_time_is_that_of_all_redirects_together(site: Site) -> None:
    def late(target: str) -> Answer:
        def send(connection: socket.socket) -> None:
            time.sleep(LIMITS.seconds * 0.4)
            connection.sendall(leading_to(target))

        return send

    site.answers |= {"/b": late("/c"), "/c": late("/d"), "/d": late("/e")}
    assert refused(site, late("/b")).kind == "slow"


def test_a_flood_without_pause_ends_in_time(site: Site) -> None:
    """Compressed so well that the limits of bytes are far: only the clock ends it."""
    empty = gzip.compress(b"")
    answer = site.drip(HEAD + b"Content-Encoding: gzip\r\n\r\n", empty, seconds=0.001)
    assert refused(site, answer).kind in ("slow", "large")


def test_a_name_that_nobody_knows_is_said_to_be_none() -> None:
    def unknown(name: str, port: int) -> list[str]:
        raise socket.gaierror("no such name")

    def empty(name: str, port: int) -> list[str]:
        return []

    for resolver in (unknown, empty):
        with pytest.raises(FetchError, match=r"^there is no site news\.example\.com;") as told:
            fetch("http://news.example.com/", LIMITS, Network(Reach(), resolver))
        assert told.value.kind == "unreachable"


def test_a_resolver_that_hangs_is_left_behind() -> None:
    def hang(name: str, port: int) -> list[str]:
        time.sleep(LIMITS.seconds * 3)
        return ["8.8.8.8"]

    began = time.monotonic()
    with pytest.raises(FetchError, match="did not finish within") as told:
        fetch("http://news.example.com/", LIMITS, Network(Reach(), hang))
    assert told.value.kind == "slow"
    assert time.monotonic() - began < LIMITS.seconds + SLACK


def test_where_nobody_listens_the_site_cannot_be_reached() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached") as told:
        fetch(f"http://127.0.0.1:{port}/", LIMITS, Network(Reach(port)))
    assert told.value.kind == "unreachable"


def test_what_speaks_no_tls_is_no_https(site: Site) -> None:
    site.answers["/a"] = response(ARTICLE)
    url = site.url("/a").replace("http:", "https:")
    with pytest.raises(FetchError) as told:
        fetch(url, LIMITS, site.network)
    assert told.value.kind in ("unreachable", "slow")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("999999999", 86_400.0),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 0.0),
        ("Fri, 31 Dec 2999 23:59:59 GMT", 86_400.0),
        ("-5", None),
        ("soon", None),
        ("1e9", None),
        ("١٢٠", None),
        (None, None),
    ],
)
def test_when_to_come_back_is_read_from_the_answer(
    site: Site, header: str | None, seconds: float | None
) -> None:
    answer = response("no", status="429 Slow down", Retry_After=header)
    assert refused(site, answer).wait == seconds
