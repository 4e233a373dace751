from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.strings import StringTable
from index.update.joined import JoinedStrings
from index.update.places import Places

STRINGS = st.sets(st.text(min_size=1, max_size=3, alphabet="abzéابي"))


@given(STRINGS, STRINGS)
def test_strings_of_both_have_one_row_each(known: set[str], added: set[str]) -> None:
    base, own = StringTable.of(known), StringTable.of(added)
    places = Places.of(own, base)
    joined = JoinedStrings(base, own, places)
    assert list(joined) == list(base) + sorted(added - known)
    assert [joined.find(one) for one in joined] == list(range(len(joined)))
    assert [joined[row] for row in range(len(joined))] == list(joined)
    assert joined.find("absent") == -1
    assert {row for rows in joined.arabic() for row in rows} == {
        row for row, one in enumerate(joined) if one >= "\u0600"
    }
    rows = list(own)
    assert [rows[at] if (at := places.own(row)) >= 0 else "" for row in range(len(joined))] == [
        one if one in added else "" for one in joined
    ]


def test_saved_places_open_equal(tmp_path: Path) -> None:
    base = StringTable.of("bdf")
    places = Places.of(StringTable.of("abcd"), base)
    places.save(tmp_path / "places.npy")
    opened = Places.open(len(base), tmp_path / "places.npy")
    assert opened.rows.tolist() == places.rows.tolist() == [3, 0, 4, 1]
    assert (opened.new.tolist(), len(opened)) == ([0, 2], 5)
