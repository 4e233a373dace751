"""One limit of time for a whole fetch, whatever the other side does with single reads."""

from __future__ import annotations

import time

from index.fetching.errors import FetchError


class Deadline:
    """Counts down; time spent waiting out of politeness can be given back.

    Args:
        seconds: From now.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds that are left, or ``at_most`` where that is less.

        Raises:
            FetchError: None are left (``slow``).
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.over()
        return left if at_most is None else min(left, at_most)

    def extend(self, seconds: float) -> None:
        """Give so many seconds back."""
        self._end += seconds

    def over(self) -> FetchError:
        """That the time is up."""
        return FetchError(
            "slow",
            f"the site did not finish within {self._seconds:g} seconds; try again later, or save "
            "the page as a file and add that",
        )
