"""Expected lines follow from the Unicode Bidirectional Algorithm, by hand."""

from __future__ import annotations

import pytest

from index.reading.formats.bidi import in_reading_order, with_paired_brackets


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("مالس", "سلام"),
        ("2024 ربوتكأ 24 يف", "في 24 أكتوبر 2024"),
        ("درهم 48.5 ,عفد".replace("درهم", "مهرد"), "دفع, 48.5 درهم"),
        ("%60 اهنم", "منها 60%"),  # after Arabic the sign is not a part of the figure
        (".(ندنل) Blue Ferry ةكرش", "شركة Blue Ferry (لندن)."),
        ("www.ferry.example/a-b عقوملا", "الموقع www.ferry.example/a-b"),
        ("2021-2020 نيب", "بين 2020-2021"),
        ("10:30 ةعاسلا", "الساعة 10:30"),
        ("Only English (here), 60%.", "Only English (here), 60%."),
        ("", ""),
    ],
)
def test_a_printed_line_is_read_as_it_was_written(printed: str, read: str) -> None:
    assert in_reading_order(list(printed)) == read


def test_a_ligature_stays_in_its_own_order() -> None:
    assert in_reading_order(["م", "لا", "س"]) == "سلام"


@pytest.mark.parametrize(
    ("given", "paired"),
    [
        ("شركة )لندن( وصحيفة »الميناء«", "شركة (لندن) وصحيفة «الميناء»"),
        ("شركة )لندن) هنا", "شركة (لندن) هنا"),
        ("شركة (لندن) هنا", "شركة (لندن) هنا"),
        ("شركة (أ (ب) ج) هنا", "شركة (أ (ب) ج) هنا"),
        ("أولاً) هنا", "أولاً) هنا"),
        ("no )Arabic( here", "no )Arabic( here"),
    ],
)
def test_brackets_of_an_arabic_paragraph_open_before_they_close(given: str, paired: str) -> None:
    assert with_paired_brackets(given) == paired
