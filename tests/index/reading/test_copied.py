from __future__ import annotations

from pathlib import Path

import pytest

from index.reading import ArticleFile, parse_article
from index.reading.cleaning import clean
from index.reading.copied import article_lines

ARABIC = [
    "قالت بلدية البيلسان إن خط العبّارة الجديد بين ميناء مروان وميناء سيلفان افتتح صباح الخميس بعد"
    " تأخير دام عامين.",
    "التمويل",
    "ودفعت الحكومة ستين في المئة من كلفة المشروع، على أن تدفع الشركة ما بقي منها خلال ثلاث سنوات"
    " من الآن.",
]
ENGLISH = [
    "The council of Pelican City said that the new ferry between both harbours was opened on"
    " Thursday, two years late.",
    "Money",
    "The government paid sixty per cent of the cost, and the company is to pay what is left within"
    " three years from now.",
]
MENU = [f"قسم {n}" for n in range(30)] + [f"Section {n}" for n in range(30)]


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("افتتاح خط العبّارة في مدينة البيلسان", ARABIC),
        ("Ferry line opens in Pelican City", ENGLISH),
    ],
)
def test_of_a_page_copied_with_its_menus_the_article_is_left(
    headline: str, text: list[str]
) -> None:
    lines = [*MENU[:40], headline, "صحيفة الميناء", *text, *MENU[40:]]
    assert [lines[n] for n in article_lines(lines) or ()] == [headline, *text]


def test_its_date_and_source_are_read_and_those_of_other_stories_are_not() -> None:
    page = [
        *MENU[:40], "1 يناير 2020", *MENU[:10],
        "افتتاح خط العبّارة في مدينة البيلسان", "24 أكتوبر 2024", *ARABIC, "المصدر: رويترز",
        *MENU[40:], "3 مارس 2021",
    ]  # fmt: skip
    cleaned = clean("\n".join(page), copied=True)
    assert cleaned.text.split("\n") == ["افتتاح خط العبّارة في مدينة البيلسان", *ARABIC]
    assert (cleaned.published, cleaned.origin.outlet) == ("2024-10-24", "رويترز")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [*ARABIC, *MENU[:20]],
        [*ARABIC, *MENU],  # an article and its list of results
        [*MENU, *ARABIC],
        [*MENU[:30], *ARABIC[:1] * 70, *MENU[30:]],  # running text for the most part
        MENU,  # a poem
        [*MENU[:30], "He won.", *MENU[30:]],
    ],
)
def test_a_text_that_is_not_plainly_such_a_page_stays_whole(lines: list[str]) -> None:
    assert article_lines(lines) is None


def test_only_plain_text_is_taken_for_a_copied_page() -> None:
    page = "\n".join([*MENU[:30], *ENGLISH, *MENU[30:]]).encode()
    article = parse_article(page, ArticleFile("0" * 12, Path("news/a.txt")))
    assert article.text.split("\n") == ENGLISH
    line = b'{"text": "' + page.replace(b"\n", b"\\n") + b'"}'
    article = parse_article(line, ArticleFile("0" * 12, Path("news/a.jsonl/1.json")))
    assert "Section 3" in article.text
