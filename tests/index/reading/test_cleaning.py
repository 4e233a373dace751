from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.cleaning import Cleaned, clean
from index.reading.metadata import Origin

SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"

BODY = "وصل الوفد إلى القاهرة صباح الجمعة. وغادر مساء."

# Numbers, from 1, of the lines of the seed articles that are not the article.
SEED_BOILERPLATE = {
    "000": [3, 18, 19, 20],
    "001": [2],
    "002": [15],
    "003": [1, 61, 63, 65, 67],
    "004": [],
}

LINES = st.sampled_from(
    [
        "اقرأ أيضاً:",
        "Related stories",
        "",
        "  ",
        "الأسواق العالمية",
        "World",
        "عنوان الخبر",
        "وصل الوفد إلى القاهرة صباح الجمعة.",
        "  • بند أول",
        "25 أكتوبر 2024",
        "26/10/2024",
        "المصدر: رويترز",
        "Source: https://example.org/a",
        "إعلان",
        "فيسبوك",
        "اقرأ أيضا: خبر آخر",
        "By Jane Doe  ",
        "## عنوان فرعي ##",
        "# # ### Twice",
        "كلمة " * 30,
    ]
)
PAGES = st.lists(LINES, max_size=14).map("\n".join)


def test_a_page_is_reduced_to_its_article() -> None:
    page = (
        "الرئيسية / أخبار\n\n\nوصول الوفد إلى القاهرة\n25 أكتوبر 2024\nإعلان\n"
        "  وصل الوفد صباح الجمعة.  \n\n\n\nوغادر مساء.\nاقرأ أيضا: خبر آخر\n"
        "المصدر: رويترز\nالمصدر: https://example.org/a\nتعليق (0)\n"
    )
    assert clean(page) == Cleaned(
        text="وصول الوفد إلى القاهرة\n  وصل الوفد صباح الجمعة.\n\nوغادر مساء.",
        published="2024-10-25",
        origin=Origin("رويترز", "https://example.org/a"),
    )


def test_date_lines_inside_the_body_are_subheads_and_all_stay() -> None:
    page = "تسلسل الأحداث\n24 أكتوبر 2024\nوصل الوفد.\n25 أكتوبر 2024\nغادر الوفد."
    assert clean(page) == Cleaned(page, None, Origin())


def test_a_source_line_inside_the_body_stays() -> None:
    page = "سأل المذيع.\nالمصدر: لن نتراجع\nرد الوزير."
    assert clean(page) == Cleaned(page, None, Origin())


def test_a_date_in_running_text_is_not_the_date_of_publication() -> None:
    page = "عنوان الخبر\nوصل الوفد في 25 أكتوبر 2024.\nوغادر."
    assert clean(page).published is None


def test_a_section_name_below_the_headline_stays() -> None:
    page = "زلزال يضرب البلاد\nالعالم\nوقع الزلزال فجرا."
    assert clean(page).text == page


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("# وصول الوفد", "وصول الوفد"),
        ("   ######\tSix", "Six"),
        ("## وصول الوفد ##", "وصول الوفد"),
        ("# # C#", "C#"),
        ("#غزة تحت القصف", "#غزة تحت القصف"),
        ("####### Seven", "####### Seven"),
        ("    # Code", "    # Code"),
        ("Rank # 1", "Rank # 1"),
    ],
)
def test_the_marks_of_a_markdown_heading_go(row: str, kept: str) -> None:
    assert clean(f"{row}\nوصل الوفد.").text == f"{kept}\nوصل الوفد."


def test_heading_marks_of_a_hostile_line_take_linear_time() -> None:
    row = "#    " * 100_000 + "\u00a0وصل الوفد."
    assert clean(row).text == "\u00a0وصل الوفد."


@given(PAGES)
def test_cleaning_a_cleaned_text_changes_nothing(page: str) -> None:
    text = clean(page).text
    assert clean(text) == Cleaned(text, None, Origin())


@given(PAGES)
def test_kept_lines_are_unmodified_and_in_order(page: str) -> None:
    rows = iter(
        row.rstrip().strip("# ") if "# " in row else row.rstrip() for row in page.split("\n")
    )
    assert all(line in rows for line in clean(page).text.split("\n") if line)


@given(PAGES)
def test_sentences_are_never_lost(page: str) -> None:
    text = clean(page).text.split("\n")
    for row in page.split("\n"):
        if row.endswith(".") or row.startswith("كلمة"):
            assert row.rstrip() in text


@given(PAGES)
def test_blank_lines_are_single_and_inside(page: str) -> None:
    text = clean(page).text
    assert "\n\n\n" not in text
    assert text == text.strip("\n")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")
@pytest.mark.parametrize("name", SEED_BOILERPLATE)
def test_exactly_the_boilerplate_of_the_seed_articles_goes(name: str) -> None:
    (path,) = SEEDS.glob(f"{name}_*.txt")
    page = path.read_text("utf-8")
    kept = clean(page).text.split("\n")
    rows = enumerate(page.split("\n"), 1)
    assert [n for n, row in rows if row and row.rstrip() not in kept] == SEED_BOILERPLATE[name]


def test_the_date_of_a_dateline_is_read_and_its_line_stays() -> None:
    page = (
        "Cabinet meets\n\nBERLIN, July 14, 2024 (Wire) - The cabinet met on Sunday.\n\nIt rained."
    )
    cleaned = clean(page)
    assert cleaned.published == "2024-07-14"
    assert cleaned.text == page
    assert clean(f"Published: 15 July 2024\n\n{page}").published == "2024-07-15"


@pytest.mark.parametrize("head", ["اقرأ أيضاً:", "مواضيع ذات صلة", "Related stories", "Most read"])
def test_headlines_listed_below_the_article_go_with_their_head(head: str) -> None:
    page = f"عنوان\n{BODY}\n{head}\nزلزال في المغرب\nارتفاع الأسعار في تونس\nالمصدر: رويترز"
    cleaned = clean(page)
    assert cleaned.text == f"عنوان\n{BODY}"
    assert cleaned.origin.outlet == "رويترز"


def test_a_list_within_the_article_costs_it_nothing() -> None:
    page = f"عنوان\n{BODY}\nاقرأ أيضاً:\nعنوان فرعي\n{BODY}"
    assert clean(page).text == f"عنوان\n{BODY}\nعنوان فرعي\n{BODY}"


def test_sentences_below_such_a_head_stay() -> None:
    page = f"{BODY}\nمواضيع ذات صلة\nزلزال في المغرب\nفهل تنجح الخطة؟"
    assert clean(page).text == f"{BODY}\nفهل تنجح الخطة؟"
