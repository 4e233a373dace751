"""What indexing reports: :class:`Progress` while it runs and a :class:`Summary` at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.reading import Rejected


@dataclass(frozen=True, slots=True)
class Progress:
    """How far indexing is. ``stage`` is ``reading``, ``encoding`` or ``writing``."""

    stage: str
    done: int
    total: int


Reporter = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run of ``iqtibas index`` did.

    Attributes:
        generation: Id of the generation now served.
        added: Articles that were not in the index before.
        changed: Articles whose file changed.
        removed: Articles whose file is gone.
        unchanged: Articles taken over as they were.
        passages: Passages in the index now.
        seconds: Wall time.
        rejected: Files left out, each with its reason.
        deleted: Ids of earlier generations that are not kept any longer.
    """

    generation: str
    added: int
    changed: int
    removed: int
    unchanged: int
    passages: int
    seconds: float
    rejected: tuple[Rejected, ...]
    deleted: tuple[str, ...] = ()

    @property
    def articles(self) -> int:
        """Articles in the index now."""
        return self.added + self.changed + self.unchanged
