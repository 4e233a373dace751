from __future__ import annotations

from index.reading.formats.lines import Glyph, Line, lines_of
from index.reading.formats.paragraphs import paragraphs

SIZE = 10.0
PITCH = 12.0


def line(text: str, base: float, *, left: float = 0.0, right: float = 200.0) -> Line:
    return Line(text, left, right, base, SIZE, 30.0)


def glyphs(text: str, base: float, left: float = 0.0) -> list[Glyph]:
    return [
        Glyph(letter, left + 5 * n, left + 5 * n + 5, base, SIZE) for n, letter in enumerate(text)
    ]


def test_a_line_that_is_full_goes_on_in_the_next() -> None:
    page = [line("one two", 700.0), line("three.", 688.0, right=60.0), line("Four", 676.0)]
    assert paragraphs([page]) == "one two three.\nFour"


def test_a_line_with_room_for_the_next_word_ends_its_paragraph() -> None:
    page = [line("A headline", 700.0, right=90.0), line("one two", 688.0), line("three", 676.0)]
    assert paragraphs([page]) == "A headline\none two three"


def test_arabic_fills_a_line_at_its_left_end() -> None:
    page = [
        line("سطر أول", 700.0),
        line("وثان.", 688.0, left=120.0),
        line("ثالث", 676.0),
    ]
    assert paragraphs([page]) == "سطر أول وثان.\nثالث"


def test_a_wider_distance_a_bullet_and_another_size_part_paragraphs() -> None:
    page = [
        line("one", 700.0),
        line("two", 688.0),
        line("three", 660.0),
        line("• four", 648.0),
        Line("five", 0.0, 200.0, 636.0, 14.0, 30.0),
    ]
    assert paragraphs([page]) == "one two\nthree\n• four\nfive"


def test_a_paragraph_goes_on_over_the_page_but_headers_and_page_numbers_go() -> None:
    pages = [
        [line("The Daily 1", 790.0), line("one", 700.0), line("1", 10.0)],
        [line("The Daily 2", 790.0), line("two.", 700.0), line("2", 10.0)],
    ]
    assert paragraphs(pages) == "one two."


def test_a_word_parted_by_a_hyphen_is_joined() -> None:
    page = [line("the govern-", 700.0), line("ment said", 688.0)]
    assert paragraphs([page]) == "the government said"


def test_two_columns_are_read_one_after_the_other_whatever_is_drawn_first() -> None:
    drawn: list[Glyph] = []
    for row in range(4):
        drawn += glyphs(f"left{row}", 700 - row * PITCH) + glyphs(
            f"right{row}", 700 - row * PITCH, 99
        )
    found = [one.text for one in lines_of(drawn)]
    assert found == [f"left{n}" for n in range(4)] + [f"right{n}" for n in range(4)]


def test_pieces_of_a_line_drawn_apart_are_one_line_and_gaps_are_blanks() -> None:
    drawn = glyphs("and", 700.0, 60.0) + glyphs("x", 650.0) + glyphs("bread", 700.0, 30.0)
    assert [one.text for one in lines_of(drawn)] == ["bread and", "x"]


def test_a_diacritic_is_read_behind_its_letter_however_it_is_drawn() -> None:
    shadda = Glyph("ّ", 6.0, 6.0, 701.0, SIZE)
    right, left = Glyph("ب", 5.0, 10.0, 700.0, SIZE), Glyph("ر", 0.0, 5.0, 700.0, SIZE)
    for drawn in ([left, shadda, right], [right, shadda, left]):
        assert [one.text for one in lines_of(drawn)] == ["بّر"]


def test_an_empty_page_has_no_lines() -> None:
    assert lines_of([]) == []
    assert paragraphs([[], []]) == ""
