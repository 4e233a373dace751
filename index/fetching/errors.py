"""Why something cannot be fetched: a :class:`FetchError` with its :data:`Kind`."""

from __future__ import annotations

from typing import Literal

from index.errors import IqtibasError

Kind = Literal[
    "address",  # it is no web address that is followed
    "private",  # it leads somewhere that is not on the public internet
    "robots",  # the site does not allow programs to read it
    "gone",  # the site says that it is not there (any more)
    "forbidden",  # the site refuses it
    "busy",  # the site asks to come back later
    "unreachable",  # no answer, or one that breaks off
    "slow",  # the time is up
    "redirects",  # it leads from address to address without end
    "large",
    "type",  # it is nothing that is read
    "broken",  # the answer breaks the rules of the web
    "no_article",  # nothing is left of it when menus and adverts are taken out
]
TRANSIENT: frozenset[Kind] = frozenset({"busy", "unreachable", "slow", "broken"})
"""What may be otherwise at the next try."""


class FetchError(IqtibasError):
    """Something cannot be fetched.

    Attributes:
        kind: By which front ends choose their own words.
        wait: Seconds after which the site wants to be asked again, where it says so.
    """

    def __init__(self, kind: Kind, reason: str, wait: float | None = None) -> None:
        """``reason`` is one sentence without its full stop that says what to do."""
        super().__init__(reason)
        self.kind: Kind = kind
        self.wait = wait
