"""The progress bar: on a terminal only, and always one line."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from bot.progress import Clock, Pace, ProgressBar, bar_line
from index.summary import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_this_line() -> None:
    assert bar_line(Progress("reading", 30, 120), Pace(3.0, 30.0)) == (
        "reading  [#######.......................] 30/120, 3/s, 30 s left"
    )


def test_at_the_beginning_nothing_is_known_of_the_rate() -> None:
    assert bar_line(Progress("writing", 0, 1), None) == f"writing  [{'.' * 30}] 0/1"
    assert bar_line(Progress("reading", 5, 10), None) == f"reading  [{'#' * 15}{'.' * 15}] 5/10"


def test_a_full_bar_has_no_time_left() -> None:
    line = bar_line(Progress("encoding", 8, 8), Pace(4.0, 0.0))
    assert line == f"encoding [{'#' * 30}] 8/8, 4/s, 0 s left"


def test_the_pace_is_of_the_stage_since_it_was_first_told() -> None:
    clock = Clock()
    assert clock.pace(Progress("reading", 1, 3), 10.0) is None
    assert clock.pace(Progress("reading", 1, 3), 12.0) is None
    assert clock.pace(Progress("reading", 2, 3), 14.0) == Pace(0.25, 4.0)
    assert clock.pace(Progress("writing", 500, 2000), 20.0) is None  # nothing of the stage before
    assert clock.pace(Progress("writing", 800, 2000), 22.0) == Pace(150.0, 8.0)
    assert clock.pace(Progress("writing", 2000, 2000), 32.0) == Pace(125.0, 0.0)
    assert clock.pace(Progress("writing", 2000, 2000), 32.0) == Pace(125.0, 0.0)


def test_nothing_to_do_is_an_empty_bar() -> None:
    assert bar_line(Progress("reading", 0, 0), None) == f"reading  [{'.' * 30}] 0/0"


@given(
    st.integers(0, 10**6).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))),
    st.none() | st.builds(Pace, st.floats(0, 1e9), st.floats(0, 1e9)),
)
def test_a_bar_is_one_line_of_one_width(counts: tuple[int, int], pace: Pace | None) -> None:
    line = bar_line(Progress("reading", *counts), pace)
    assert line.isprintable()
    assert line.index("]") == 40
    assert line.count("#") + line.count(".", 0, 40) == 30


def test_on_a_terminal_the_bar_is_drawn_over_itself_and_removed() -> None:
    terminal = Terminal()
    bar = ProgressBar(terminal)
    for done in range(4):
        bar.show(Progress("reading", done, 3))
    bar.show(Progress("writing", 1, 1))
    bar.clear()
    frames = terminal.getvalue().split("\r\033[K")
    assert frames[0] == ""
    assert frames[-1] == ""
    assert all("\n" not in frame for frame in frames)
    assert any(" 3/3" in frame for frame in frames)  # the end of a stage is always drawn
    assert any(frame.startswith("writing  [") for frame in frames)


def test_away_from_a_terminal_nothing_is_written() -> None:
    stream = io.StringIO()
    bar = ProgressBar(stream)
    bar.show(Progress("reading", 1, 1))
    bar.clear()
    assert stream.getvalue() == ""
