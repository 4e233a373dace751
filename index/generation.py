"""One complete index on disk, immutable once its manifest is there.

``DATA/generations/<id>/`` holds the catalogue, the vectors and the lexical index; ``manifest.json``
is written last, so its presence means completeness. ``DATA/current`` names the served generation
and is replaced atomically (rename, after fsync of the files and folders it depends on).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.analysis import ANALYSER_VERSION
from index.catalogue import Catalogue
from index.errors import GenerationError, IndexBusyError, IndexMissingError
from index.lexical import LexicalIndex
from index.lexicon import Lexicon
from index.strings import open_array
from index.vectors import VectorIndex

FORMAT = 3
KEPT = 3  # generations on disk, the served one among them, for rollback
_ID = re.compile(r"\d{6}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of and with.

    Attributes:
        id: ``NNNNNN-xxxxxxxx``: the number grows by one with each generation of a data folder, the
            rest depends on the content.
        created: ISO date and time, UTC; for people only, nothing is decided by a clock.
        encoder: Name of the encoder of the passages.
        encoder_fingerprint: See :class:`index.encoder.protocol.Encoder`.
        terms_fingerprint: Fingerprint of the encoder of single words.
        passage_target: Parameter of the splitter, characters.
        passage_limit: Likewise.
        articles: How many.
        passages: How many.
        files: File name to ``[bytes, sha256]``.
        format: Layout of this folder.
        analyser: :data:`index.analysis.ANALYSER_VERSION`.
    """

    id: str
    created: str
    encoder: str
    encoder_fingerprint: str
    terms_fingerprint: str
    passage_target: int
    passage_limit: int
    articles: int
    passages: int
    files: dict[str, tuple[int, str]]
    format: int = FORMAT
    analyser: int = ANALYSER_VERSION


class Generation:
    """An opened generation: everything an answer is made from."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.catalogue = Catalogue(folder / "catalogue.sqlite")
        self.vectors = VectorIndex.open(folder / "vectors.faiss")
        self.lexical = LexicalIndex.open(folder)
        self.lexicon = Lexicon.open(folder)
        self.word_vectors = open_array(folder / "word_vectors.npy")  # (words, dimensions) float32
        self.word_weights = open_array(folder / "word_weights.npy")  # (words,) float32

    @classmethod
    def open(cls, data: Path) -> Generation:
        """Open the served generation.

        Raises:
            IndexMissingError: There is none.
            GenerationError: It is incomplete, or was made by another version.
        """
        return cls.open_folder(data / "generations" / served_id(data))

    @classmethod
    def open_folder(cls, folder: Path) -> Generation:
        """Open one generation, served or not. Raises as :meth:`open`."""
        manifest = read_manifest(folder)
        if (manifest.format, manifest.analyser) != (FORMAT, ANALYSER_VERSION):
            raise GenerationError(
                f"The index {manifest.id} was made by another version of Iqtibas. "
                "Run: iqtibas index"
            )
        for name, (size, _) in manifest.files.items():
            path = folder / name
            if not path.is_file() or path.stat().st_size != size:
                raise GenerationError(
                    f"The index {manifest.id} is damaged ({name}). Run: iqtibas index --full"
                )
        try:
            return cls(folder, manifest)
        except (OSError, ValueError, sqlite3.Error) as error:
            raise GenerationError(
                f"The index {manifest.id} is damaged ({error}). Run: iqtibas index --full"
            ) from error

    def bytes(self) -> int:
        """Size on disk."""
        return sum(size for size, _ in self.manifest.files.values())

    def close(self) -> None:
        """Release the catalogue; maps go with the object."""
        self.catalogue.close()


def served_id(data: Path) -> str:
    """The id that ``DATA/current`` names.

    Raises:
        IndexMissingError: Nothing is served.
        GenerationError: The file does not hold an id.
    """
    try:
        text = (data / "current").read_text("utf-8").strip()
    except FileNotFoundError:
        raise IndexMissingError("No articles are indexed yet. Run: iqtibas index") from None
    except (OSError, UnicodeDecodeError) as error:
        raise GenerationError(
            f"{data / 'current'} cannot be read ({error}). Run: iqtibas index --full"
        ) from error
    if not _ID.fullmatch(text):
        raise GenerationError(f"{data / 'current'} is damaged. Run: iqtibas index --full")
    return text


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        GenerationError: It is missing or not one of ours.
    """
    try:
        values: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
        values["files"] = {name: (int(n), str(sha)) for name, (n, sha) in values["files"].items()}
        return Manifest(**values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise GenerationError(
            f"The index {folder.name} is incomplete. Run: iqtibas index --full"
        ) from None


def verify(folder: Path) -> list[str]:
    """Read every byte of a generation; the names of the files that are not as they were written."""
    manifest = read_manifest(folder)
    return [
        name
        for name, (size, sha256) in sorted(manifest.files.items())
        if not (folder / name).is_file() or _fingerprint(folder / name) != (size, sha256)
    ]


def generation_ids(data: Path) -> list[str]:
    """Complete generations on disk, oldest first."""
    folders = data / "generations"
    return [name for name in _folder_names(data) if (folders / name / "manifest.json").is_file()]


def _folder_names(data: Path) -> list[str]:
    """Folders named like a generation, complete or not, oldest first."""
    return sorted(
        path.name for path in (data / "generations").glob("*") if _ID.fullmatch(path.name)
    )


@contextmanager
def indexing(data: Path) -> Iterator[None]:
    """Hold the data folder for indexing.

    Raises:
        IndexBusyError: Another process holds it.
        GenerationError: The folder cannot be written.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        handle = (data / "lock").open("a")
    except OSError as error:
        raise GenerationError(
            f"The data folder {data} cannot be written ({error.strerror}). "
            "Give the program's user write access to it, or set IQTIBAS_DATA."
        ) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise IndexBusyError(
                f"Another process is indexing into {data}. Wait until it has finished."
            ) from None
        yield


def new_folder(data: Path) -> Path:
    """An empty folder on the same disk in which to build the next generation."""
    (data / "generations").mkdir(exist_ok=True)
    for leftover in (data / "generations").glob(".building*"):
        shutil.rmtree(leftover)  # of a build that was interrupted; the lock says none is running
    folder = data / "generations" / ".building"
    folder.mkdir()
    return folder


def next_id(data: Path, content: str) -> str:
    """The id of the next generation; ``content`` is a hexadecimal digest of what is in it."""
    numbers = [int(one.split("-")[0]) for one in _folder_names(data)]
    return f"{max(numbers, default=0) + 1:06d}-{content[:8]}"


def fingerprints(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and sha256 of each file of a folder, each flushed to disk."""
    found = {}
    for path in sorted(folder.iterdir()):
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
        found[path.name] = _fingerprint(path)
    return found


def serve(data: Path, folder: Path, manifest: Manifest) -> None:
    """Complete the generation in ``folder`` and make it the served one, or leave all as it was."""
    _write(folder / "manifest.json", json.dumps(asdict(manifest), indent=1))
    _sync(folder)
    final = data / "generations" / manifest.id
    folder.rename(final)
    _sync(final.parent)
    point(data, manifest.id)


def point(data: Path, generation: str) -> None:
    """Serve another complete generation from now on."""
    _write(data / "current.new", generation + "\n")
    (data / "current.new").replace(data / "current")
    _sync(data)


def prune(data: Path) -> None:
    """Delete all but the newest :data:`KEPT` generations and the served one."""
    kept = {*generation_ids(data)[-KEPT:], served_id(data)}
    for name in _folder_names(data):
        if name not in kept:
            folder = data / "generations" / name
            with suppress(OSError):  # the next run tries again
                (folder / "manifest.json").unlink(missing_ok=True)  # half deleted is not complete
                shutil.rmtree(folder)


def _fingerprint(path: Path) -> tuple[int, str]:
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return path.stat().st_size, digest


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
