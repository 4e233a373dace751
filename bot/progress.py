"""A progress bar with the rate and the time left, on a terminal only."""

from __future__ import annotations

import time
from typing import TextIO

from index.summary import Progress

_CELLS = 30
_SECONDS_BETWEEN = 0.1


class ProgressBar:
    """Draws over its own line; silent where the stream is not a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = stream.isatty()
        self._stage = ""
        self._began = self._drawn = 0.0

    def show(self, progress: Progress) -> None:
        """Draw how far indexing is, at most ten times a second."""
        now = time.monotonic()
        if progress.stage != self._stage:
            self._stage, self._began, self._drawn = progress.stage, now, 0.0
        if not self._shown or (
            now - self._drawn < _SECONDS_BETWEEN and progress.done < progress.total
        ):
            return
        self._drawn = now
        self._stream.write("\r\033[K" + bar_line(progress, now - self._began))
        self._stream.flush()

    def clear(self) -> None:
        """Remove the bar."""
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()


def bar_line(progress: Progress, seconds: float) -> str:
    """One line: stage, bar, count, rate and time left, after ``seconds`` of this stage."""
    done, total = progress.done, max(progress.total, 1)
    filled = _CELLS * done // total
    line = f"{progress.stage:<8} [{'#' * filled}{'.' * (_CELLS - filled)}] {done}/{progress.total}"
    if done and seconds > 0:
        line += f", {done / seconds:.0f}/s, {seconds / done * (total - done):.0f} s left"
    return line
