from __future__ import annotations

from pathlib import Path

import pytest

from bot.removal import NotOursError, set_aside


@pytest.mark.parametrize("inside", ["in.html", "sub/in.html", "../b.txt"])
def test_an_article_in_an_archive_is_not_removed_and_nothing_else_either(
    inside: str, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a.zip", "b.txt"):
        (folder / name).write_bytes(b"x")
    with pytest.raises(NotOursError, match="is inside another file"):
        set_aside(folder / "a.zip" / inside, [folder], tmp_path / "data")
    assert sorted(path.name for path in folder.iterdir()) == ["a.zip", "b.txt"]
