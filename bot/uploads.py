"""An uploaded file becomes an article file: its name made safe, saved whole or not at all.

Name and content are a stranger's. Knows no Telegram.
"""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from index.article import Article
from index.reading import (
    SUFFIXES,
    ArticleFile,
    Rejected,
    UnreadableError,
    iter_files,
    parse_article,
    parts,
)

LONGEST_STEM = 200  # bytes; with a number and a suffix it stays below the 255 of file systems
NAMELESS = "article"


class AlreadyThereError(Exception):
    """A file with the same bytes is among the articles; ``path`` is it."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def has_known_kind(name: str) -> bool:
    """Whether files so named are read as articles."""
    return Path(_last_part(name)).suffix.lower() in SUFFIXES


def safe_name(name: str) -> str:
    """A file name without a folder, a leading dot, or anything that is not seen.

    Letters, digits, ``_``, ``-`` and ``.`` stay; each run of anything else becomes one ``-``.
    """
    path = Path(_last_part(unicodedata.normalize("NFC", name)))
    kept = (c if unicodedata.category(c)[0] in "LMN" or c in "._-" else " " for c in path.stem)
    stem = "-".join("".join(kept).split()).strip(".-")
    stem = stem.encode()[:LONGEST_STEM].decode(errors="ignore").strip(".-")
    return (stem or NAMELESS) + path.suffix.lower()


def _last_part(name: str) -> str:
    """What follows the last separator, that of any system."""
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2].replace("\0", "").strip()


def save_article(
    data: bytes, name: str, folders: Sequence[Path], max_bytes: int = 5_000_000
) -> tuple[Path, Article]:
    """Save a file below the first folder under a name that nothing there has yet.

    Args:
        data: The file's bytes.
        name: As its sender named it; of a kind that is read.
        folders: The article folders; the first is made if it is not there.
        max_bytes: A larger file in an archive is not read.

    Returns:
        Where it is now, and the article it holds; the first that can be read, of several.

    Raises:
        UnreadableError: It holds no article.
        AlreadyThereError: A file below one of the folders has the same bytes.
        ArticlesError: One of the other folders is not there.
        OSError: It could not be written; nothing is left of it.
    """
    folder = folders[0]
    article = _first_article(data, ArticleFile("", folder / safe_name(name)), max_bytes)
    folder.mkdir(parents=True, exist_ok=True)
    for file in iter_files(folders):
        if isinstance(file, ArticleFile) and _holds(file.path, data):
            raise AlreadyThereError(file.path)
    hidden = folder / f".{secrets.token_hex(8)}"  # which indexing passes over
    try:
        with hidden.open("xb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        return _linked(hidden, folder, safe_name(name)), article
    finally:
        hidden.unlink(missing_ok=True)


def _first_article(data: bytes, file: ArticleFile, max_bytes: int) -> Article:
    reason = "it holds no article"
    for part in parts(data, file, max_bytes):
        if isinstance(part, Rejected):
            reason = part.reason
            continue
        try:
            return parse_article(part.data, part.file)
        except UnreadableError as error:
            reason = str(error)
    raise UnreadableError(reason)


def _holds(path: Path, data: bytes) -> bool:
    with suppress(OSError):  # a file that cannot be read is for indexing to tell of
        return path.stat().st_size == len(data) and path.read_bytes() == data
    return False


def _linked(hidden: Path, folder: Path, name: str) -> Path:
    """Give a finished file its name at once, never one that is taken."""
    for target in names_in(folder, name):
        with suppress(FileExistsError):
            os.link(hidden, target)
            return target
    raise AssertionError("numbers do not end")


def names_in(folder: Path, name: str) -> Iterator[Path]:
    """``name.md``, ``name-2.md``, ``name-3.md`` and so on, without end."""
    path = folder / name
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
