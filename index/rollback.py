"""Serve an earlier generation again."""

from __future__ import annotations

from pathlib import Path

from index.errors import GenerationError
from index.generation import generation_ids, indexing, point, served_id, verify


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
        served = served_id(data)
        others = [one for one in generation_ids(data) if one != served]
        target = wanted or earlier_id(data)
        if target not in others:
            kept = ", ".join(others) or "none"
            raise GenerationError(
                f"There is no such index to go back to; kept besides {served}: {kept}."
            )
        if damaged := verify(data / "generations" / target):
            raise GenerationError(f"The index {target} is damaged ({', '.join(damaged)}).")
        point(data, target)
    return target
