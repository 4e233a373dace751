"""Taking an article away: its file is moved to ``DATA/removed/``, never destroyed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from bot.uploads import names_in

FOLDER = "removed"


class NotOursError(Exception):
    """The article's file is in none of the article folders."""


def set_aside(path: Path, folders: Sequence[Path], data: Path) -> Path:
    """Move an article's file out of the article folders.

    Args:
        path: The file, as the index names it.
        folders: The article folders; nothing outside them is touched.
        data: The data folder.

    Returns:
        Where it is now.

    Raises:
        NotOursError: It is in none of the folders, or inside an archive.
        FileNotFoundError: It is not there any more.
        OSError: It cannot be moved.
    """
    if any(parent.is_file() for parent in path.parents):
        raise NotOursError(f"{path} is inside another file: remove that, or take it out of there.")
    parent = path.parent.resolve()
    if not any(parent.is_relative_to(folder.resolve()) for folder in folders):
        raise NotOursError(f"{path} is in none of the article folders.")
    path.lstat()  # before a folder is made for what is not there
    (data / FOLDER).mkdir(parents=True, exist_ok=True)
    target = next(one for one in names_in(data / FOLDER, path.name) if not one.exists())
    shutil.move(path, target)
    return target
