"""What can go wrong while articles are read; see :mod:`index.errors` for the whole tree."""

from __future__ import annotations

from index.errors import ArticlesError

__all__ = ["ArticlesError", "UnreadableError"]


class UnreadableError(ValueError):
    """A file cannot be read as an article; the message is the reason, one sentence."""
