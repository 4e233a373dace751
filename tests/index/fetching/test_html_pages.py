"""Pages as sites send them: HTML in any charset, with what changes at each visit round the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.fetching.errors import FetchError
from tests.index.fetching.site import Site, response
from tests.index.fetching.test_intake import Web

ARABIC = (
    "أغلق الجسر القديم فوق نهر الزمردان يوم الاثنين بعد أن وجد المهندسون فيه أربعة شقوق، وقالت"
    " البلدية إن إصلاحه سيستغرق ثلاثة أشهر على الأقل."
)
SECOND = (
    "وطلبت البلدية من السكان أن يستخدموا الجسر الجديد في شمال المدينة، وأضافت أن الحافلات ستسلك"
    " طريقاً آخر ابتداءً من يوم الثلاثاء المقبل."
)
PAGE = """<html><head>{meta}<title>جسر قديم يغلق</title>
<meta name="token" content="{token}"></head><body><nav><a href="/">الرئيسية</a></nav>
<article><h1>جسر قديم يغلق</h1><p>{first}</p><p>{second}</p></article>
<aside>زوار الآن: {token}</aside><footer>جميع الحقوق محفوظة</footer></body></html>"""


def page(meta: str = "", token: str = "1", first: str = ARABIC) -> str:
    return PAGE.format(meta=meta, token=token, first=first, second=SECOND)


@pytest.fixture
def web(site: Site, tmp_path: Path) -> Web:
    return Web(site, tmp_path)


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        ("utf-8", "utf-8", ""),
        ("windows-1256", "windows-1256", ""),
        ("windows-1256", "windows-1256", '<meta charset="utf-8">'),
        ("windows-1256", "", '<meta charset="windows-1256">'),
        ("windows-1256", "utf-8", '<meta charset="windows-1256">'),
        ("utf-8", "utf-8", '<meta charset="windows-1256">'),
        ("utf-8", "ascii", ""),
        ("utf-8", "", ""),
        ("utf-8", "nonsense", ""),
        ("utf-16", "utf-16", ""),
    ],
)
def test_the_text_is_read_in_the_charset_that_is_true(
    web: Web, encoding: str, header: str, meta: str
) -> None:
    kind = f"text/html; charset={header}" if header else "text/html"
    web.site.answers["/a"] = response(page(meta).encode(encoding), kind)
    web.take()
    (article,) = web.indexed()
    assert ARABIC in article.text
    assert SECOND in article.text
    assert article.title == "جسر قديم يغلق"
    assert (article.url, article.language) == (web.site.url("/a"), "ar")


def test_what_changes_at_each_visit_round_the_text_is_no_edit(web: Web) -> None:
    web.site.answers["/a"] = response(page(token="1"), "text/html; charset=utf-8")
    web.take()
    web.site.answers["/a"] = response(page(token="2"), "text/html; charset=utf-8")
    assert web.recheck() == "same"
    edited = page(token="3", first=ARABIC.replace("أربعة", "خمسة"))
    web.site.answers["/a"] = response(edited, "text/html; charset=utf-8")
    assert web.recheck() == "edited"
    (article,) = web.indexed()
    assert "خمسة شقوق" in article.text
    assert article.edited == "2026-11-22"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        b"<html><body><script>" + b"a" * 1000 + b"</script></body></html>",
        b"\x00" * 1000,
        b"<" * 100_000,
        b"<div>" * 30_000,
        b"<p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">",
        b"%PDF-1.7 not a page",
    ],
    ids=["empty", "bare", "script", "zeros", "brackets", "deep", "attributes", "pdf"],
)
@pytest.mark.parametrize("kind", ["text/html", "application/pdf"])
def test_what_is_no_page_is_refused_in_one_line(web: Web, body: bytes, kind: str) -> None:
    web.site.answers["/a"] = response(body, kind)
    with pytest.raises(FetchError, match="there is no article in it") as told:
        web.take()
    assert told.value.kind == "no_article"
    assert "\n" not in str(told.value)
    assert not web.articles.exists()


def test_a_page_may_not_pass_for_another_sites(web: Web) -> None:
    meta = '<link rel="canonical" href="https://elsewhere.example.com/a">'
    web.site.answers["/a"] = response(page(meta), "text/html; charset=utf-8")
    web.take()
    (article,) = web.indexed()
    assert article.url == web.site.url("/a")
