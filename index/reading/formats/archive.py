"""A zip archive to the files in it, none of them unpacked further than the limits allow."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from index.reading.errors import UnreadableError

MAX_MEMBERS = 10_000
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file of an archive: its bytes, or why it was not unpacked."""

    name: str
    data: bytes
    reason: str


def unpack_zip(data: bytes, each: int, total: int) -> list[Unpacked]:
    """Unpack an archive.

    Args:
        data: The archive.
        each: Bytes that one file may have.
        total: Bytes that all may have together, by the archive's own directory and in truth.

    Raises:
        UnreadableError: It is damaged, too large, or holds too many files.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError):
        raise UnreadableError("it is not a whole zip archive") from None
    files = [one for one in archive.infolist() if not one.is_dir()]
    check_sizes(archive, total)
    unpacked: list[Unpacked] = []
    left = total
    for info in sorted(files, key=_name):
        name, content, reason = _name(info), b"", ""
        try:
            content = _content(archive, info, min(each, left))
        except UnreadableError as error:
            reason = str(error)
        left -= len(content)
        unpacked.append(Unpacked(name, content, reason))
    return unpacked


def check_sizes(archive: zipfile.ZipFile, total: int) -> None:
    """Refuse an archive that says itself that it is too large.

    Raises:
        UnreadableError: It would be larger than ``total`` bytes, or holds too many files.
    """
    files = archive.infolist()
    if len(files) > MAX_MEMBERS:
        raise UnreadableError(f"it holds more than {MAX_MEMBERS} files; split it")
    if sum(one.file_size for one in files) > total:
        raise UnreadableError(
            f"unpacked it would be larger than {total / 1_000_000:g} MB; split it"
        )


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableError("it is encrypted; save it without a password")
    try:
        with archive.open(info) as file:
            content = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        raise UnreadableError("it is damaged in the archive") from None
    if len(content) > limit:
        raise UnreadableError(f"unpacked it is larger than {limit / 1_000_000:g} MB; split it")
    return content


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: old archives hold Arabic names in the sender's code page."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return info.filename
