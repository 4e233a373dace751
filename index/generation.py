"""One complete index on disk, immutable once its manifest is there.

``DATA/generations/<id>/`` holds the catalogue, the vectors and the lexical index;
``DATA/current`` names the served one. How they come and go: :mod:`index.swap`. One may be an update
of a large one beside it: :mod:`index.update`.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.errors import REPAIR, DamagedError, GenerationError, IndexMissingError
from index.integrity import check, verify
from index.lexical import LexicalIndex
from index.lexicon import Lexicon
from index.manifest import FILE, Manifest, base_manifest, read_manifest
from index.update.catalogue import AnyCatalogue, JoinedCatalogue
from index.update.vectors import AnyVectors, JoinedVectors
from index.update.words import open_words
from index.vectors import VectorIndex
from index.word_vectors import AnyWordVectors, WordVectors

CURRENT, FOLDER = "current", "generations"
_ID = re.compile(r"\d{6}-[0-9a-f]{8}")
_CATALOGUE, _VECTORS = "catalogue.sqlite", "vectors.faiss"
_MOST_NAMED = 3  # damaged files in a message


class Whole:
    """The parts of a generation that is no update, opened."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        self.catalogue = Catalogue(folder / _CATALOGUE)
        self.vectors = VectorIndex.open(folder / _VECTORS)
        self.lexical = LexicalIndex.open(folder)
        self.words = WordVectors.open(folder, self.lexical.scripts())


class Generation:
    """An opened generation: everything an answer is made from.

    Every file is open when the object is made and none is opened later, so that it goes on
    answering after its folder is deleted.

    Attributes:
        folder: Where it is.
        manifest: What it says of itself.
        whole: What this is an update of, or itself.
        gone: Shape (rows,), passages that are not there any more; None where there are none.
        catalogue: Articles and passages.
        vectors: Of the passages.
        lexical: Which words stand in which passages.
        words: Vectors of the words.
        lexicon: Translations.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        base = base_manifest(folder, manifest)
        self.whole = whole = (
            Whole(folder.parent / base.id, base) if base else Whole(folder, manifest)
        )
        self.gone: NDArray[np.bool_] | None = None  # (rows,), passages that are not there any more
        self.catalogue: AnyCatalogue = whole.catalogue
        self.vectors: AnyVectors = whole.vectors
        self.lexical = whole.lexical
        self.words: AnyWordVectors = whole.words
        if base:
            self.catalogue = JoinedCatalogue(whole.catalogue, Catalogue(folder / _CATALOGUE))
            gone = self.catalogue.gone
            self.gone = gone if gone.any() else None
            self.vectors = JoinedVectors(
                whole.vectors, VectorIndex.open(folder / _VECTORS), self.gone
            )
            self.lexical, self.words = open_words(whole.lexical, whole.words, folder)
        self.lexicon = Lexicon.open(folder)

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
        base = self.whole.manifest.total if self.manifest.base else 0
        return self.manifest.total + base

    def passages(self) -> NDArray[np.int64]:
        """The rows of the passages that can be found, ascending."""
        if self.gone is None:
            return np.arange(self.manifest.passages)
        return np.flatnonzero(~self.gone)

    def close(self) -> None:
        """Release the catalogue; maps go with the object."""
        self.catalogue.close()  # the base's too


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
