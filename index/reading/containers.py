"""Files that hold several articles, archives and ``.jsonl``: parted, so that each is read alone.

A part's id is made of its container's and of the name or id it has there, so it stays when other
parts come and go.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from index.reading.errors import UnreadableError
from index.reading.files import KINDS, SUFFIXES, ArticleFile, Rejected, shown
from index.reading.formats.jsonl import id_of, parse_line
from index.reading.sandbox import SANDBOX, Sandbox

_TIMES = 20  # what an archive may unpack to, in files of the largest size
_UNSAFE = re.compile(r"[^\w.-]+")
_MAX_ID = 80  # characters of an id as a file's name
_MAX_NAME = 1000  # characters
_LEADS_OUT = "its name leads out of the archive; rename it"


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes of one article, and the file they count as."""

    file: ArticleFile
    data: bytes


def parts(
    data: bytes, file: ArticleFile, max_bytes: int, sandbox: Sandbox = SANDBOX
) -> Iterator[Part | Rejected]:
    """The articles a file may hold: itself, or what is in it, in the order it has there.

    Args:
        data: The whole file.
        file: Its name says in which format it is.
        max_bytes: A larger file in an archive is rejected, and so is an archive of more than
            twenty such files' bytes.
        sandbox: Where archives are unpacked.

    Raises:
        UnreadableError: It is a container that cannot be opened, or holds nothing.
    """
    suffix = file.path.suffix.lower()
    if suffix not in (".zip", ".jsonl"):
        yield Part(file, data)
        return
    inside = _members(data, file, max_bytes, sandbox) if suffix == ".zip" else _lines(data, file)
    is_empty = True
    for one in inside:
        is_empty = False
        yield one
    if is_empty:
        raise UnreadableError("it holds no articles")


def _members(
    data: bytes, file: ArticleFile, max_bytes: int, sandbox: Sandbox
) -> Iterator[Part | Rejected]:
    names: set[str] = set()
    for member in sandbox.unpack(data, max_bytes, _TIMES * max_bytes):
        path = PurePosixPath(member.name)
        reason = _LEADS_OUT if _leads_out(member.name) else ""
        if not reason and any(part.startswith((".", "__MACOSX")) for part in path.parts):
            continue  # hidden, as in a folder
        reason = reason or _refusal(member.name) or member.reason
        if not reason and member.name in names:
            reason = "another file in the archive has the same name"
        if not reason and not member.data.strip():
            reason = "it is empty"
        if reason:
            yield Rejected(f"{file.path}/{_shown(member.name)}", reason)
            continue
        names.add(member.name)
        inner = ArticleFile(_inner_id(file, member.name), file.path / path)
        try:
            yield from parts(member.data, inner, max_bytes, sandbox)
        except UnreadableError as error:
            yield Rejected(str(inner.path), str(error))


def _lines(data: bytes, file: ArticleFile) -> Iterator[Part | Rejected]:
    names: set[str] = set()
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            stated = id_of(parse_line(line))
        except UnreadableError as error:
            yield Rejected(f"{file.path}/line-{number}", str(error))
            continue
        name = stated or f"line-{number}"
        if name in names:
            yield Rejected(f"{file.path}/line-{number}", "an earlier line has the same id")
            continue
        names.add(name)
        inside = f"{_UNSAFE.sub('-', name)[:_MAX_ID].strip('.-') or f'line-{number}'}.json"
        yield Part(ArticleFile(_inner_id(file, name), file.path / inside), line)


def _inner_id(file: ArticleFile, name: str) -> str:
    return hashlib.sha256(os.fsencode(f"{file.id}/") + _bytes(name)).hexdigest()[:12]


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _leads_out(name: str) -> bool:
    """Whether a name would be a place outside, on any system."""
    path = PurePosixPath(name)
    drive = re.match(r"[A-Za-z]:", name) is not None
    return path.is_absolute() or ".." in path.parts or "\\" in name or drive


def _refusal(name: str) -> str:
    """Why a file of an archive is not read, by its name; empty where it is."""
    path = PurePosixPath(name)
    if _shown(name) != name:
        return "its name cannot be shown; rename it"
    if path.suffix.lower() == ".zip":
        return "it is an archive in an archive; unpack it"
    if path.suffix.lower() not in SUFFIXES:
        return f"it is not {KINDS}"
    return ""


def _shown(name: str) -> str:
    """A stranger's name as text that can be printed."""
    name = name if len(name) <= _MAX_NAME else name[:_MAX_NAME] + "…"
    return shown(name.encode("utf-8", "replace").decode("utf-8"))
