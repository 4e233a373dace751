from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.frontmatter import FrontMatter, split_front_matter


def test_every_known_key_is_read_and_the_others_are_passed_over() -> None:
    text = (
        '---\ntitle: "A: headline"\nauthor: Someone\nSource: Reuters\n# a comment\n'
        "url: https://example.org/a\ntags:\n  - one\n- two\n\ndate: '2024-10-25'\n---\nThe text.\n"
    )
    assert split_front_matter(text) == (
        FrontMatter("A: headline", "Reuters", "https://example.org/a", "2024-10-25", "Someone"),
        "The text.\n",
    )


def test_keys_may_be_arabic() -> None:
    text = (
        "---\nالعنوان: خبر\nالمصدر: وكالة\nالرابط: https://example.org\nتاريخ النشر: 2024\n---\nنص"
    )
    assert split_front_matter(text) == (
        FrontMatter("خبر", "وكالة", "https://example.org", "2024"),
        "نص",
    )


def test_the_first_of_two_equal_keys_counts() -> None:
    head, _ = split_front_matter("---\ntitle: one\nheadline: two\n---\n")
    assert head == FrontMatter(title="one")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n---\nThe text.",
        "---\ntitle: without an end\nThe text.",
        "---\ntitle: one\nthis line is no pair\n---\nThe text.",
        "---\nقال الرئيس: لن نتراجع\n---\nThe text.",
        " ---\ntitle: one\n---\n",
        "The text.\n---\ntitle: one\n---\n",
        "---\n" + "title: one\n" * 100 + "---\n",
    ],
)
def test_anything_else_is_text(text: str) -> None:
    assert split_front_matter(text) == (FrontMatter(), text)


@given(st.text(alphabet="-: \n#'\"aع"))
def test_no_text_is_an_error_or_altered(text: str) -> None:
    head, rest = split_front_matter("---\n" + text)
    assert ("---\n" + text).endswith(rest)
    assert head == FrontMatter() or text.count("---")
