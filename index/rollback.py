"""Serve an earlier generation again."""

from __future__ import annotations

from pathlib import Path

from index.errors import DamagedError, GenerationError
from index.generation import FOLDER, Generation, damage, generation_ids, served_id
from index.integrity import verify
from index.lock import indexing
from index.swap import point


def earlier_id(data: Path) -> str | None:
    """The generation kept that comes before the served one, if any. Raises GenerationError."""
    served = served_id(data)
    return max((one for one in generation_ids(data) if one < served), default=None)


def is_rolled_back(data: Path) -> bool:
    """Whether a later generation than the served one is kept. Raises GenerationError."""
    return served_id(data) < max(generation_ids(data), default="")


def roll_back(data: Path, wanted: str | None = None) -> str:
    """Serve another generation that is kept on disk.

    Args:
        data: The data folder.
        wanted: Its id; by default the one before the served one.

    Returns:
        The id of the generation served now.

    Raises:
        IndexBusyError: Indexing is running.
        GenerationError: There is no such generation, or it is damaged; nothing has changed.
    """
    with indexing(data):
        try:
            served = served_id(data)
            target = wanted or earlier_id(data)
        except DamagedError:  # which is what this mends, where it is told what to serve
            if not wanted:
                raise
            served, target = "what is served", wanted
        others = [one for one in generation_ids(data) if one != served]
        if target not in others:
            kept = ", ".join(others) or "none"
            raise GenerationError(
                f"There is no such index to go back to; kept besides {served}: {kept}."
            )
        folder = data / FOLDER / target
        if damaged := verify(folder):
            raise DamagedError(f"{damage(target, damaged)}.")
        Generation.open_folder(folder).close()
        try:
            point(data, target)
        except OSError as error:
            raise GenerationError(
                f"{data} could not be written ({error}). Mend what is named, and roll back again."
            ) from error
    return target
