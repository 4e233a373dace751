"""Which generation answers: the one that ``DATA/current`` names, or else one that is whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.errors import GenerationError, IndexMissingError, IqtibasError
from index.generation import CURRENT, FOLDER, Generation, generation_ids, served_id


@dataclass(frozen=True, slots=True)
class Served:
    """An opened generation; ``notice`` says why it is not the one named, where it is not."""

    generation: Generation
    notice: str = ""


def named(data: Path) -> bytes | None:
    """What ``DATA/current`` holds, whatever that is; another value means another swap."""
    try:
        return (data / CURRENT).read_bytes()
    except OSError:
        return None


def open_served(data: Path, accept: Callable[[Generation], None] = lambda one: None) -> Served:
    """Open the generation to answer from.

    Where the one named is damaged, or ``accept`` refuses it, that is the newest one before it that
    is neither; where there is none before it, the newest of all.

    Args:
        data: The data folder.
        accept: Raises IqtibasError for a generation that this program cannot use.

    Raises:
        IndexMissingError: Nothing was indexed yet.
        IqtibasError: No generation can be used; the message is of the one named.
    """
    while True:
        before = named(data)
        try:
            return Served(_opened(data, served_id(data), accept))
        except IndexMissingError:
            raise
        except IqtibasError as error:
            if named(data) != before:  # swapped, and the old one deleted, while it was opened
                continue
            found = _another(data, accept)
            if found is None:
                raise
            return Served(found, f"{error}; until then {found.manifest.id} is served.")


def _another(data: Path, accept: Callable[[Generation], None]) -> Generation | None:
    try:
        wanted = served_id(data)
    except GenerationError:
        wanted = ""
    ids = generation_ids(data)[::-1]
    earlier = [one for one in ids if one < wanted]
    for one in earlier + [one for one in ids if one not in earlier and one != wanted]:
        with suppress(IqtibasError):
            return _opened(data, one, accept)
    return None


def _opened(data: Path, generation: str, accept: Callable[[Generation], None]) -> Generation:
    opened = Generation.open_folder(data / FOLDER / generation)
    try:
        accept(opened)
    except IqtibasError:
        opened.close()
        raise
    return opened
