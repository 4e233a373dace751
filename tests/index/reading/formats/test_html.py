from __future__ import annotations

from pathlib import Path

import pytest

from index.reading import ArticleFile, UnreadableError, parse_article
from index.reading.formats.html import read_html
from index.reading.formats.markup import decode_markup

FIRST = "وصل الوفد إلى القاهرة صباح الجمعة بعد رحلة استغرقت خمس ساعات من العاصمة التونسية."
SECOND = "وغادر الوفد في المساء بعد محادثات مع المسؤولين في وزارة النقل حول خط العبّارات الجديد."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p><p>{SECOND}</p>"


def page(body: str = BODY, head: str = "", title: str = "وصول الوفد | صحيفة الميناء") -> bytes:
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>"
        f"<meta property=og:site_name content='صحيفة الميناء'>{head}</head><body>"
        f"<nav><ul><li><a href=/>الرئيسية</a><li><a href=/a>اقتصاد</a></ul></nav>"
        f"<article>{body}</article><footer>جميع الحقوق محفوظة</footer></body></html>"
    ).encode()


def test_what_a_page_states_of_its_article_is_read() -> None:
    head = (
        "<link rel=canonical href=https://www.harbour.example/news/1>"
        "<meta property=article:published_time content=2024-10-25T08:00:00Z>"
        "<meta name=author content='سامر الخطيب'>"
    )
    article = parse_article(page(head=head), ArticleFile("0" * 12, Path("news/1.html")))
    assert article.text == "\n".join((FIRST, SECOND, FIRST, SECOND))
    assert article.title == "وصول الوفد"
    assert article.source == "صحيفة الميناء"
    assert article.url == "https://www.harbour.example/news/1"
    assert article.published == "2024-10-25"
    assert article.author == "سامر الخطيب"
    assert article.language == "ar"  # by its letters: the page claims English


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("وصول الوفد - صحيفة الميناء", "وصول الوفد"),
        ("صحيفة الميناء: وصول الوفد", "وصول الوفد"),
        ("صحيفة الميناء | وصول الوفد | صحيفة الميناء", "وصول الوفد"),
        ("وصول الوفد - بعد رحلة طويلة", "وصول الوفد - بعد رحلة طويلة"),
    ],
)
def test_the_site_s_name_is_no_part_of_the_title(title: str, expected: str) -> None:
    head = f"<meta property=og:title content='{title}'>"
    assert read_html(page(head=head)).title == expected


def test_the_headline_is_not_repeated_above_the_text() -> None:
    raw = read_html(page(f"<h1>وصول الوفد إلى القاهرة</h1>{BODY}", title="وصول الوفد إلى القاهرة"))
    assert raw.title == "وصول الوفد إلى القاهرة"
    assert raw.text.startswith(FIRST)


def test_headings_items_and_captions_are_lines_of_their_own() -> None:
    body = (
        f"<p>{FIRST}</p><h2>ما الذي تغير</h2><ul><li>أول الأمور</li><li>ثانيها</li></ul>"
        f"<p>{SECOND}</p><blockquote>{FIRST}</blockquote><p>{SECOND}</p>"
    )
    assert read_html(page(body)).text == "\n".join(
        (FIRST, "ما الذي تغير", "أول الأمور", "ثانيها", SECOND, FIRST, SECOND)
    )


@pytest.mark.parametrize(
    "how",
    [
        "hidden",
        "style='display: none'",
        "style='visibility:hidden'",
        "style='position:absolute; left:-9999px'",
        "style='font-size:0'",
        "style='width:0;height:0;overflow:hidden'",
        "style='text-indent:-10000px'",
    ],
)
def test_what_is_not_seen_is_not_read(how: str) -> None:
    spam = "اشترِ الآن أفضل الساعات المقلدة بأسعار لا تقبل المنافسة من متجرنا على الشبكة."
    assert spam not in read_html(page(f"{BODY}<p {how}>{spam}</p>{BODY}")).text
    assert spam not in read_html(page(f"{BODY}<template><p>{spam}</p></template>")).text
    assert spam in read_html(page(f"{BODY}<p>{spam}</p>{BODY}")).text


def test_a_page_that_a_script_uncovers_is_read() -> None:
    assert read_html(page(f"<div style='display:none'>{BODY}</div>")).text.startswith(FIRST)


def test_a_date_that_only_the_reader_sees_is_read_below_the_headline_alone() -> None:
    today = "<div>الجمعة 27 نوفمبر 2026</div>"
    dated = f"{today}<h1>وصول الوفد إلى القاهرة</h1><span>الخميس 24 أكتوبر 2024</span>{BODY}"
    assert read_html(page(dated)).published == "2024-10-24"
    assert read_html(page(f"{today}{BODY}")).published == ""


@pytest.mark.parametrize(
    ("stated", "author"),
    [
        ("Admin", ""),
        ("صحيفة الميناء", ""),
        ("By Jane Doe", "Jane Doe"),
        ("Jane Doe and John Smith", "Jane Doe, John Smith"),
        ("https://example.com/jane", ""),
    ],
)
def test_an_author_is_a_person(stated: str, author: str) -> None:
    assert read_html(page(head=f"<meta name=author content='{stated}'>")).author == author


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_page_is_decoded_whether_it_declares_its_set_or_not(charset: str, declared: bool) -> None:
    said = f"<meta charset={charset}>" if declared else ""
    markup = f"<html><head>{said}</head><body>{BODY}</body></html>"
    assert decode_markup(markup.encode(charset)) == markup


def test_a_page_in_another_set_than_arabic_or_english_ones_is_decoded_as_it_declares() -> None:
    markup = "<html><head><meta charset=shift_jis></head><body>自転車の話</body></html>"
    assert decode_markup(markup.encode("shift_jis")) == markup


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no article was found in the page"):
        read_html(b"<html><head><title>x</title></head><body><h1>x</h1></body></html>")
