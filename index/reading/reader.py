"""Article files to :class:`~index.article.Article` values, one by one or folder by folder.

A builder that wants to skip unchanged files takes :func:`iter_files`, hashes what
:func:`read_bytes` gives, and calls :func:`parse_article` for the new ones only.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from index.reading.charset import decode
from index.reading.cleaning import clean
from index.reading.dates import find_date
from index.reading.errors import ArticlesError, UnreadableError
from index.reading.frontmatter import split_front_matter
from index.reading.metadata import (
    HEADLINE_LIMIT,
    OUTLET_LIMIT,
    Origin,
    language_of,
    one_line,
    read_origin,
    site_of,
    title_of,
)

SUFFIXES = (".txt", ".md")
MEGABYTE = 1_000_000


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


@dataclass(frozen=True, slots=True)
class Reading:
    """All the articles of some folders, and the files among them that are none."""

    articles: tuple[Article, ...]
    rejected: tuple[Rejected, ...]


def read_folders(folders: Iterable[Path], max_bytes: int) -> Reading:
    """Read every article below some folders.

    Args:
        folders: Each is walked in the order of its names; a folder inside another is read once.
        max_bytes: Larger files are rejected.

    Raises:
        ArticlesError: A folder does not exist, or cannot be listed.
    """
    articles: list[Article] = []
    rejected: list[Rejected] = []
    for file in iter_files(folders):
        if isinstance(file, Rejected):
            rejected.append(file)
            continue
        try:
            articles.append(parse_article(read_bytes(file.path, max_bytes), file))
        except UnreadableError as error:
            rejected.append(Rejected(str(file.path), str(error)))
    return Reading(tuple(articles), tuple(rejected))


def read_article(path: Path, folder: Path, max_bytes: int) -> Article:
    """Read one article.

    Args:
        path: The file, inside ``folder``.
        folder: The folder as the operator named it.
        max_bytes: A larger file is not read.

    Raises:
        UnreadableError: It is no article; the message says why.
        ValueError: ``path`` is not inside ``folder``.
    """
    file = ArticleFile(_article_id(_name(folder), path.relative_to(folder)), path)
    return parse_article(read_bytes(path, max_bytes), file)


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


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The bytes of an article file.

    Raises:
        UnreadableError: It is empty, too large, or cannot be opened.
    """
    try:
        if not path.is_file():  # a pipe would be waited for without end
            raise UnreadableError("it is not a regular file")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableError(f"it cannot be opened: {error.strerror}") from None
    if len(data) > max_bytes:
        raise UnreadableError(
            f"it is larger than {max_bytes / MEGABYTE:g} MB; split it, or raise the limit"
        )
    if not data.strip():
        raise UnreadableError("it is empty")
    return data


def parse_article(data: bytes, file: ArticleFile) -> Article:
    """Make the article of a file's bytes. Equal bytes and file give an equal article.

    Raises:
        UnreadableError: The bytes are not text, or hold nothing but boilerplate.
    """
    head, page = split_front_matter(decode(data))
    cleaned = clean(page)
    if not cleaned.text:
        raise UnreadableError("no text is left when menus, adverts and the like are taken out")
    stated = read_origin(head.source) if head.source else Origin()
    addresses = (head.url, stated.url, cleaned.origin.url)
    url = next((address for address in addresses if address and site_of(address)), None)
    outlet = stated.outlet or cleaned.origin.outlet or (site_of(url) if url else None)
    return Article(
        id=file.id,
        text=cleaned.text,
        title=one_line(head.title, HEADLINE_LIMIT) or title_of(cleaned.text),
        source=outlet or one_line(file.path.stem, OUTLET_LIMIT),
        url=url,
        published=find_date(head.published) or cleaned.published,
        language=language_of(cleaned.text),
        path=str(file.path),
    )


def _check_folder(folder: Path) -> None:
    if not folder.exists():
        raise ArticlesError(
            f"There is no folder {folder}: make it and put articles (.txt or .md) into it, or "
            "name another."
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
                yield Rejected(_shown(path), f"it cannot be listed: {error.strerror}")
                continue
            pending += [inside / child for child in reversed(names) if not child.startswith(".")]
        elif reason := _refusal(path, root):
            yield Rejected(_shown(path), reason)
        else:
            yield ArticleFile(_article_id(name, inside), path)


def _refusal(path: Path, root: Path) -> str | None:
    """Why a path found in a folder is not opened at all."""
    if _shown(path) != str(path):
        return "its name is not UTF-8; rename it"
    if path.is_dir():
        return "it is a link to a folder; name that folder itself"
    if path.suffix.lower() not in SUFFIXES:
        return "it is not .txt or .md"
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
        return "it is a link that leads out of the folder"
    return None


def _shown(path: Path) -> str:
    """The path as text that can be printed and stored, whatever its bytes."""
    return os.fsencode(path).decode("utf-8", errors="replace")
