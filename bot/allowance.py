"""How much of something is allowed in a time: token buckets, one or one per key. Knows no Telegram.

A bucket holds so many tokens, gets new ones at a steady rate, and each use takes some. (Turner,
"New directions in communications", IEEE Communications Magazine, 1986, as a leaky bucket.)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

Clock = Callable[[], float]

MOST_KEYS = 10_000  # above it, those whose bucket is full again are forgotten


class Bucket:
    """A token bucket that may be overdrawn: who comes later waits for its own turn.

    Args:
        rate: New tokens a second, more than 0.
        burst: Tokens it holds, and has at first.
        clock: Seconds; monotonic.
    """

    def __init__(self, rate: float, burst: float, clock: Clock = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._tokens, self._at = burst, clock()

    def take(self, tokens: float = 1.0) -> float:
        """Take the tokens now, be they there or not; seconds until they will have been there."""
        self._fill()
        self._tokens -= tokens
        return max(0.0, -self._tokens / self._rate)

    def take_if_there(self, tokens: float = 1.0) -> float:
        """Take the tokens and return 0; or take none: the seconds until they are there."""
        self._fill()
        missing = tokens - self._tokens
        if missing > 1e-9:  # a rounding error is no reason to refuse
            return missing / self._rate
        self._tokens -= tokens
        return 0.0

    @property
    def full(self) -> bool:
        """Whether nothing of it is used, so that a new one would be the same."""
        self._fill()
        return self._tokens >= self._burst

    def _fill(self) -> None:
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now


class Buckets:
    """A bucket for each key, made when the key is first seen. Arguments as :class:`Bucket`."""

    def __init__(self, rate: float, burst: float, clock: Clock = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: dict[Hashable, Bucket] = {}

    def __getitem__(self, key: Hashable) -> Bucket:
        if key not in self._buckets:
            if len(self._buckets) >= MOST_KEYS:
                self._buckets = {k: b for k, b in self._buckets.items() if not b.full}
            self._buckets[key] = Bucket(self._rate, self._burst, self._clock)
        return self._buckets[key]

    def __len__(self) -> int:
        return len(self._buckets)
