"""The file the bot's memory is kept in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.state.database import Database

SCHEMA = "CREATE TABLE IF NOT EXISTS notes (note TEXT NOT NULL)"


def notes(database: Database) -> list[str]:
    return [note for (note,) in database.rows("SELECT note FROM notes ORDER BY note")]


def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    database = Database(tmp_path / "new" / "bot.sqlite", [SCHEMA])
    with database.writing() as connection:
        connection.execute("INSERT INTO notes VALUES ('kept')")
    database.close()
    assert notes(Database(tmp_path / "new" / "bot.sqlite", [SCHEMA])) == ["kept"]


def test_a_write_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    database = Database(tmp_path / "bot.sqlite", [SCHEMA])
    with pytest.raises(KeyError):
        _write_and_fail(database)
    with database.writing() as connection:
        connection.execute("INSERT INTO notes VALUES ('kept')")
    assert notes(database) == ["kept"]


def test_many_threads_and_two_connections_write_without_loss(tmp_path: Path) -> None:
    databases = [Database(tmp_path / "bot.sqlite", [SCHEMA]) for _ in range(2)]

    def write(number: int) -> None:
        with databases[number % 2].writing() as connection:
            connection.execute("INSERT INTO notes VALUES (?)", (f"{number:03}",))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(60)))
    assert notes(databases[0]) == [f"{number:03}" for number in range(60)]


def _write_and_fail(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO notes VALUES ('lost')")
        raise KeyError
