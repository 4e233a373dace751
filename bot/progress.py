"""The rate of indexing and the time left, and a progress bar that shows them on a terminal."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TextIO

from index.summary import Progress

_CELLS = 30
_SECONDS_BETWEEN = 0.1


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a stage goes.

    Attributes:
        rate: Of what is counted, a second.
        left: Seconds until its end, if it goes on so.
    """

    rate: float
    left: float


class Clock:
    """Times the stages of one indexing."""

    def __init__(self) -> None:
        self._stage = ""
        self._began = 0.0
        self._first = 0

    def pace(self, progress: Progress, now: float) -> Pace | None:
        """How fast its stage goes; None where that is not known yet.

        Args:
            progress: The latest.
            now: Seconds, of any clock that does not go back.
        """
        if progress.stage != self._stage:
            self._stage, self._began, self._first = progress.stage, now, progress.done
        done, seconds = progress.done - self._first, now - self._began
        if done <= 0 or seconds <= 0:
            return None
        return Pace(done / seconds, seconds / done * (progress.total - progress.done))


class ProgressBar:
    """Draws over its own line; silent where the stream is not a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = stream.isatty()
        self._clock = Clock()
        self._stage = ""
        self._drawn = 0.0

    def show(self, progress: Progress) -> None:
        """Draw how far indexing is, at most ten times a second."""
        now = time.monotonic()
        pace = self._clock.pace(progress, now)
        if progress.stage != self._stage:
            self._stage, self._drawn = progress.stage, 0.0
        if not self._shown or (
            now - self._drawn < _SECONDS_BETWEEN and progress.done < progress.total
        ):
            return
        self._drawn = now
        self._stream.write("\r\033[K" + bar_line(progress, pace))
        self._stream.flush()

    def clear(self) -> None:
        """Remove the bar."""
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()


def bar_line(progress: Progress, pace: Pace | None) -> str:
    """One line: stage, bar, count, and where they are known rate and time left."""
    done, total = progress.done, max(progress.total, 1)
    filled = _CELLS * done // total
    line = f"{progress.stage:<8} [{'#' * filled}{'.' * (_CELLS - filled)}] {done}/{progress.total}"
    return f"{line}, {pace.rate:.0f}/s, {pace.left:.0f} s left" if pace else line
