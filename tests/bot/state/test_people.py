"""What people chose, and that all of the memory can be forgotten."""

from pathlib import Path

import pytest

from bot.state import State, StateError, open_state


@pytest.fixture
def state(tmp_path: Path) -> State:
    return open_state(tmp_path / "bot.sqlite")


def test_a_choice_is_kept_until_it_is_taken_back(state: State, tmp_path: Path) -> None:
    assert state.people.language(1) is None
    state.people.choose(1, "ar")
    state.people.choose(1, "en")
    state.people.choose(2, "ar")
    state.close()
    again = open_state(tmp_path / "bot.sqlite")
    assert (again.people.language(1), again.people.language(2)) == ("en", "ar")
    again.people.choose(1, None)
    assert again.people.language(1) is None
    assert again.database.rows("SELECT user_id FROM people") == [(2,)]


def test_forgetting_someone_erases_their_rows_in_every_store_and_nobody_elses(
    state: State,
) -> None:
    for user in (1, 2):
        state.people.choose(user, "ar")
    state.forget(1)
    assert (state.people.language(1), state.people.language(2)) == (None, "ar")
    assert state.database.rows("SELECT user_id FROM people") == [(2,)]


def test_no_column_of_a_person_escapes_forgetting(state: State) -> None:
    """A table with a user's id belongs to a store that erases it."""
    tables = [name for (name,) in state.database.rows("SELECT name FROM sqlite_master")]
    of_people = [
        table
        for table in tables
        if any(
            column[1] == "user_id" for column in state.database.rows(f"PRAGMA table_info({table})")
        )
    ]
    assert of_people
    for table in of_people:
        columns = state.database.rows(f"PRAGMA table_info({table})")
        values = ", ".join("77" if c[1] == "user_id" else "'1'" for c in columns)
        with state.database.writing() as connection:
            connection.execute(f"INSERT INTO {table} VALUES ({values})")
    state.forget(77)
    for table in of_people:
        assert state.database.rows(f"SELECT * FROM {table} WHERE user_id = 77") == [], table


def test_a_memory_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite").write_bytes(b"no database, but long enough to be read as one" * 99)
    with pytest.raises(StateError, match=r"^The bot's memory .*bot\.sqlite cannot be opened \("):
        open_state(tmp_path / "bot.sqlite")
    (tmp_path / "file").touch()
    with pytest.raises(StateError, match="set IQTIBAS_DATA"):
        open_state(tmp_path / "file" / "bot.sqlite")
