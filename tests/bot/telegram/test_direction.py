"""Lines that keep their direction under every client."""

import pytest
from hypothesis import given

from bot.telegram.direction import begins_against, framed, isolate
from tests.bot.answers import values


def test_every_line_that_is_not_blank_begins_with_one_mark() -> None:
    assert framed("أ\n\nب", right_to_left=True) == "\u200fأ\n\n\u200fب"
    assert framed("a\nb", right_to_left=False) == "\u200ea\n\u200eb"


def test_a_value_is_isolated_and_loses_its_own_controls() -> None:
    assert isolate("\u202eGoogle\u202c \n\tأعلنت\x00\u2069") == "\u2068Google أعلنت\u2069"


@given(values)
def test_an_isolated_value_is_one_line_that_holds_no_control(value: str) -> None:
    shown = isolate(value)
    assert shown[0] == "\u2068"
    assert shown[-1] == "\u2069"
    assert not set(shown[1:-1]) & set(
        "\n\t\r\u2028\u2029\u200e\u200f\u061c\u202a\u202e\u2066\u2069"
    )
    assert "".join(shown[1:-1].split()) == "".join(
        c
        for c in value
        if c not in "\u061c\u200e\u200f"
        and not "\u2066" <= c <= "\u2069"
        and not "\u202a" <= c <= "\u202e"
        and not c.isspace()
    )


@pytest.mark.parametrize(
    ("text", "right_to_left", "against"),
    [
        ("BBC أعلنت", True, True),
        ("«BBC» أعلنت", True, True),
        ("أعلنت BBC", True, False),
        ("2024", True, False),
        ("\u200fBBC", True, False),
        ("\u200eBBC", True, False),
        ("أعلنت", False, True),
        ("The", False, False),
    ],
)
def test_the_first_letter_decides_unless_a_mark_stands_before_it(
    text: str, right_to_left: bool, against: bool
) -> None:
    assert begins_against(text, right_to_left) is against
