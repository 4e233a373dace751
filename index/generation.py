"""One complete index on disk, immutable once its manifest is there.

``DATA/generations/<id>/`` holds the catalogue, the vectors and the lexical index;
``DATA/current`` names the served one. How they come and go: :mod:`index.swap`.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from index.article import Language
from index.catalogue import Catalogue
from index.errors import REPAIR, DamagedError, GenerationError, IndexMissingError
from index.integrity import check, verify
from index.lexical import LexicalIndex
from index.lexicon import Lexicon
from index.manifest import FILE, Manifest, read_manifest
from index.strings import open_array
from index.vectors import VectorIndex

CURRENT, FOLDER = "current", "generations"
_ID = re.compile(r"\d{6}-[0-9a-f]{8}")
_MOST_NAMED = 3  # damaged files in a message


class Generation:
    """An opened generation: everything an answer is made from.

    Every file is open when the object is made and none is opened later, so that it goes on
    answering after its folder is deleted.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.catalogue = Catalogue(folder / "catalogue.sqlite")
        self.vectors = VectorIndex.open(folder / "vectors.faiss")
        self.lexical = LexicalIndex.open(folder)
        self.lexicon = Lexicon.open(folder)
        self.word_vectors = open_array(folder / "word_vectors.npy")  # (words, dimensions) float32
        self.near_words: dict[Language, VectorIndex] = {  # by script; only where there are many
            script: VectorIndex.open(path, self.word_vectors[rows])
            for script, rows in self.lexical.scripts().items()
            if (path := folder / f"words.{script}.faiss").is_file()
        }
        self.word_weights = open_array(folder / "word_weights.npy")  # (words,) float32

    @classmethod
    def open(cls, data: Path, *, thorough: bool = False) -> Generation:
        """Open the generation that ``DATA/current`` names.

        Args:
            data: The data folder.
            thorough: Read every byte first.

        Raises:
            IndexMissingError: There is none.
            GenerationError: It is damaged, or was made by another version.
        """
        return cls.open_folder(data / FOLDER / served_id(data), thorough=thorough)

    @classmethod
    def open_folder(cls, folder: Path, *, thorough: bool = False) -> Generation:
        """Open one generation, served or not. Raises as :meth:`open`."""
        manifest = read_manifest(folder)
        damaged = verify(folder) if thorough else check(folder, manifest)
        if damaged:
            raise DamagedError(f"{damage(manifest.id, damaged)}{REPAIR}")
        try:
            return cls(folder, manifest)
        except (OSError, ValueError, sqlite3.Error) as error:
            raise DamagedError(f"The index {manifest.id} is damaged ({error}){REPAIR}") from error

    def bytes(self) -> int:
        """Size on disk."""
        return self.manifest.total

    def close(self) -> None:
        """Release the catalogue; maps go with the object."""
        self.catalogue.close()


def damage(generation: str, files: list[str]) -> str:
    """What is told of a generation with damaged files."""
    more = len(files) - _MOST_NAMED
    named = ", ".join(files[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"The index {generation} is damaged ({named})"


def served_id(data: Path) -> str:
    """The id that ``DATA/current`` names.

    Raises:
        IndexMissingError: Nothing is served.
        GenerationError: The file does not hold an id.
    """
    current = data / CURRENT
    try:
        text = current.read_text("utf-8").strip()
    except FileNotFoundError:
        if generation_ids(data):
            raise DamagedError(f"{current} is missing{REPAIR}") from None
        raise IndexMissingError(f"No articles are indexed yet{REPAIR}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedError(f"{current} cannot be read ({error}){REPAIR}") from error
    if not _ID.fullmatch(text):
        raise DamagedError(f"{current} is damaged{REPAIR}")
    return text


def generation_ids(data: Path) -> list[str]:
    """Complete generations on disk, oldest first. Raises GenerationError."""
    return [name for name in folder_names(data) if _is_there(data / FOLDER / name / FILE)]


def folder_names(data: Path) -> list[str]:
    """Folders named like a generation, complete or not, oldest first. Raises GenerationError."""
    try:
        return sorted(path.name for path in (data / FOLDER).glob("*") if _ID.fullmatch(path.name))
    except OSError as error:
        raise GenerationError(
            f"The data folder cannot be read ({error}). "
            "Give the program's user the right to read it, or set IQTIBAS_DATA."
        ) from error


def _is_there(path: Path) -> bool:
    """Whether it is a file, as far as we may know."""
    try:
        return path.is_file()
    except OSError:
        return True
