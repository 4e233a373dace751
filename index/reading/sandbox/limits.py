"""What reading one file may cost."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file's reading.

    Attributes:
        memory: Bytes of address space of the child, its own libraries of some 300 MB included.
        cpu: Seconds of processor time.
        wall: Seconds on the clock; more than ``cpu``, for a machine busy with other things.
        output: Bytes that may come out of it.
    """

    memory: int = 1_000 * MEGABYTE
    cpu: int = 20
    wall: float = 60.0
    output: int = 200 * MEGABYTE
