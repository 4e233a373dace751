"""The files below the article folders: which may be articles, and what each is called.

Nothing is opened here.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.reading.errors import ArticlesError

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".jsonl", ".zip")
_NOT_SHOWN = frozenset(("Cc", "Cs", "Zl", "Zp"))  # controls, surrogates, line ends
KINDS = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file that may be an article.

    Attributes:
        id: The id its article gets: the first 12 hexadecimal digits of the sha256 of
            ``FOLDER/PATH``, the name of the given folder and the path inside it. So it stays when
            the folder is moved. The second of two given folders of one name counts with its whole
            path instead.
        path: The folder as the operator named it, joined with the path inside it.
    """

    id: str
    path: Path


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that was not read, and why, in one sentence without its full stop."""

    path: str
    reason: str


def iter_files(folders: Iterable[Path]) -> Iterator[ArticleFile | Rejected]:
    """Find the files below some folders, in the order of the folders and then of their names.

    Hidden files and folders are passed over. Links to files are followed inside their folder only,
    links to folders never.

    Raises:
        ArticlesError: A folder does not exist, or cannot be listed; before any file is given.
    """
    folders = [Path(folder) for folder in folders]
    for folder in folders:
        _check_folder(folder)
    return _walk_all(folders)


def _check_folder(folder: Path) -> None:
    if not folder.exists():
        raise ArticlesError(
            f"There is no folder {folder}: make it and put articles ({KINDS}) into it, "
            "or name another."
        )
    if not folder.is_dir():
        raise ArticlesError(f"{folder} is not a folder: name the folder that holds it.")
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise ArticlesError(
            f"The folder {folder} cannot be listed ({error.strerror}): change its permissions."
        ) from None


def _name(folder: Path) -> str:
    return Path(os.path.abspath(folder)).name  # "." and "x/.." have a name only when made absolute


def _article_id(name: str, inside: Path) -> str:
    return hashlib.sha256(os.fsencode(f"{name}/{inside.as_posix()}")).hexdigest()[:12]


def _walk_all(folders: list[Path]) -> Iterator[ArticleFile | Rejected]:
    walked: list[Path] = []
    names: set[str] = set()
    for folder in folders:
        root = folder.resolve()
        if any(root.is_relative_to(earlier) for earlier in walked):
            continue
        name = _name(folder)
        if name in names:
            name = root.as_posix()
        names.add(name)
        yield from _walk(folder, root, name, frozenset(walked))
        walked.append(root)


def _walk(
    folder: Path, root: Path, name: str, walked: frozenset[Path]
) -> Iterator[ArticleFile | Rejected]:
    """The files below one folder. ``root`` is the folder itself, resolved."""
    pending = [Path()]  # paths inside the folder, the next one last
    while pending:
        inside = pending.pop()
        path = folder / inside
        if path.is_dir() and not (inside.parts and path.is_symlink()):
            if root / inside in walked:
                continue
            try:
                names = sorted(child.name for child in path.iterdir())
            except OSError as error:
                yield Rejected(shown(str(path)), f"it cannot be listed: {error.strerror}")
                continue
            pending += [inside / child for child in reversed(names) if not child.startswith(".")]
        elif reason := _refusal(path, root):
            yield Rejected(shown(str(path)), reason)
        else:
            yield ArticleFile(_article_id(name, inside), path)


def _refusal(path: Path, root: Path) -> str | None:
    """Why a path found in a folder is not opened at all."""
    if shown(str(path)) != str(path):
        return "its name holds control characters, or is not UTF-8; rename it"
    if path.is_dir():
        return "it is a link to a folder; name that folder itself"
    if path.suffix.lower() not in SUFFIXES:
        return f"it is not {KINDS}"
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
        return "it is a link that leads out of the folder"
    return None


def shown(name: str) -> str:
    """A name as text of one line that can be printed and stored, whatever its bytes."""
    name = os.fsencode(name).decode("utf-8", errors="replace")
    return "".join("\ufffd" if unicodedata.category(c) in _NOT_SHOWN else c for c in name)
