from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings import Postings

HEIGHT, WIDTH = 5, 7
OCCURRENCES = st.lists(
    st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1)), max_size=60
)


def postings(occurrences: list[tuple[int, int]], shape: tuple[int, int]) -> Postings:
    rows, columns = np.array(occurrences, np.int32).reshape(-1, 2).T
    return Postings.of(rows, columns, shape[0])


def shown(found: Postings) -> list[list[tuple[int, int]]]:
    """``(column, count)`` of each row."""
    rows = (found.row(row) for row in range(len(found)))
    return [list(zip(columns.tolist(), counts.tolist(), strict=True)) for columns, counts in rows]


def test_each_row_lists_its_columns_ascending_with_their_counts() -> None:
    found = postings([(2, 6), (0, 1), (2, 0), (2, 6)], (4, 7))
    assert shown(found) == [[(1, 1)], [], [(0, 1), (6, 2)], []]


@given(OCCURRENCES)
def test_postings_count_what_a_counter_counts(occurrences: list[tuple[int, int]]) -> None:
    counts = sorted(Counter(occurrences).items())
    assert shown(postings(occurrences, (HEIGHT, WIDTH))) == [
        [(column, count) for (row, column), count in counts if row == wanted]
        for wanted in range(HEIGHT)
    ]


@given(OCCURRENCES)
def test_saved_postings_open_equal(occurrences: list[tuple[int, int]]) -> None:
    found = postings(occurrences, (HEIGHT, WIDTH))
    with TemporaryDirectory() as folder:
        found.save(Path(folder) / "words")
        assert shown(Postings.open(Path(folder) / "words")) == shown(found)


def test_a_count_stops_at_255() -> None:
    found = postings([(0, 0)] * 255 + [(0, 1)] * 256 + [(0, 2)] * 1000, (1, 3))
    assert shown(found) == [[(0, 255), (1, 255), (2, 255)]]


def test_cells_beyond_32_bits_are_kept_apart() -> None:
    size = 70_000  # its square is more than 2 ** 32
    found = postings([(size - 1, size - 1), (size - 1, 0), (1, size - 1)], (size, size))
    assert found.row(size - 1)[0].tolist() == [0, size - 1]
    assert found.row(1)[0].tolist() == [size - 1]


def test_postings_of_nothing_have_empty_rows() -> None:
    assert shown(postings([], (3, 0))) == [[], [], []]
    assert shown(postings([], (0, 0))) == []
