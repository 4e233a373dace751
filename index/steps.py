"""How far the writing of an index is, in passages and words."""

from __future__ import annotations

from threading import Lock

from index.summary import Progress, Reporter

_REPORTS = 200  # about how many

# What share of the passages and of the words each part of the work stands for: about the time it
# takes at a million of both, so that the rate tells the time left.
PARTS = {
    "copies": (0.25, 0.0),
    "codes": (0.125, 0.0),
    "relations": (0.4, 0.3),
    "vectors": (0.0, 0.3),
    "neighbours": (0.0, 0.2),
    "files": (0.225, 0.2),
}


class Steps:
    """Counts what is written, and reports it now and then. Safe to use from many threads.

    Args:
        report: Called with the stage ``writing``.
        passages: Of the index.
        words: Different ones.
    """

    def __init__(self, report: Reporter, passages: int, words: int) -> None:
        self._report = report
        self._sizes = passages, words
        self._total = max(1, passages + words)
        self._done, self._told = 0.0, 0
        self._lock = Lock()
        report(Progress("writing", 0, self._total))

    def done(self, part: str, share: float = 1.0) -> None:
        """So much more of a part of :data:`PARTS` is done, 1 being all of it."""
        with self._lock:
            self._done += share * sum(
                of * size for of, size in zip(PARTS[part], self._sizes, strict=True)
            )
            done = min(int(self._done), self._total - 1)  # the end is told once
            if done - self._told >= max(1, self._total // _REPORTS):
                self._told = done
                self._report(Progress("writing", done, self._total))

    def finish(self) -> None:
        """All is done."""
        self._report(Progress("writing", self._total, self._total))
