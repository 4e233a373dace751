from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.strings import StringTable, open_array

# Short strings of few letters, so that many are prefixes of others; NUL is a letter like any.
STRINGS = st.one_of(st.text("abاب\0é😀", max_size=4), st.text(max_size=8))


def test_rows_are_in_the_order_of_the_utf8_bytes() -> None:
    table = StringTable.of(["ب", "b", "", "ba", "ب", "ا", "b\0"])
    assert list(table) == ["", "b", "b\0", "ba", "ا", "ب"]
    assert [table.find(one) for one in table] == [0, 1, 2, 3, 4, 5]


@given(st.lists(STRINGS, max_size=30), st.lists(STRINGS, max_size=10))
def test_a_table_finds_what_a_dict_finds(strings: list[str], others: list[str]) -> None:
    rows = {one: row for row, one in enumerate(sorted(set(strings), key=str.encode))}
    table = StringTable.of(strings)
    assert list(table) == list(rows)
    assert len(table) == len(rows)
    assert [table[row] for row in range(len(table))] == list(rows)
    assert [table.find(one) for one in strings + others] == [
        rows.get(one, -1) for one in strings + others
    ]


@given(st.lists(STRINGS, max_size=20))
def test_a_saved_table_opens_equal(strings: list[str]) -> None:
    table = StringTable.of(strings)
    with TemporaryDirectory() as folder:
        table.save(Path(folder) / "words")
        assert sorted(path.name for path in Path(folder).iterdir()) == [
            "words.bytes.npy",
            "words.offsets.npy",
        ]
        opened = StringTable.open(Path(folder) / "words")
        assert list(opened) == list(table)
        assert [opened.find(one) for one in strings] == [table.find(one) for one in strings]


def test_an_empty_table_has_nothing(tmp_path: Path) -> None:
    StringTable.of([]).save(tmp_path / "none")
    table = StringTable.open(tmp_path / "none")
    assert (len(table), list(table), table.find("a"), table.find("")) == (0, [], -1, -1)


@pytest.mark.parametrize("row", [-1, 2, 100])
def test_a_row_that_is_not_there_is_an_index_error(row: int) -> None:
    with pytest.raises(IndexError, match=f"^{row}$"):
        StringTable.of(["a", "b"])[row]


def test_an_opened_array_is_mapped_and_cannot_be_written(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.arange(3))
    array = open_array(tmp_path / "a.npy")
    assert isinstance(array.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_an_array_of_python_objects_is_not_unpickled(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.array([{"a": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(ValueError, match="allow_pickle=False"):
        open_array(tmp_path / "a.npy")
