"""Which passages a filter leaves, from the catalogue of one generation."""

from __future__ import annotations

import difflib
import threading
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analysis import words
from index.update.catalogue import AnyCatalogue
from retrieval.answer import Unmatched
from retrieval.filters import Filter, Filtered

CACHED = 64  # masks; one byte a passage each
MOST_SIMILAR = 5
_LIKE = 0.6  # difflib's ratio from which two names are alike; its own default
_UNDATED = 0  # no article is dated so

Mask = NDArray[np.bool_]


class Selection:
    """Masks over the passages of one generation. Safe to use from many threads.

    What it reads from the catalogue it reads once, at the first filter.
    """

    def __init__(self, catalogue: AnyCatalogue) -> None:
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._shelf: _Shelf | None = None
        self._mask = lru_cache(CACHED)(self._masked)

    def of(self, asked: Filtered) -> Mask | Unmatched | None:
        """The passages to search.

        Returns:
            Shape (passages,), with at least one that is true; or why there is none; or None, where
            the question has no filter.
        """
        if asked.unreadable:
            return Unmatched(unreadable=asked.unreadable)
        return self._mask(asked.filter) if asked.filter else None

    def _masked(self, wanted: Filter) -> Mask | Unmatched:
        with self._lock:
            if self._shelf is None:
                self._shelf = _Shelf(self._catalogue)
        shelf = self._shelf
        outlets = [shelf.outlets_called(name) for name in wanted.sources]
        unknown = tuple(n for n, found in zip(wanted.sources, outlets, strict=True) if not found)
        if unknown:
            return Unmatched(unknown=unknown, similar=shelf.outlets_like(unknown))
        articles = shelf.published(wanted.since, wanted.until)
        if wanted.sources:
            articles &= np.isin(shelf.outlet, sorted(set().union(*outlets)))
        mask: Mask = np.append(articles, False)[shelf.article]  # the last for what is gone
        mask.setflags(write=False)
        return mask if mask.any() else Unmatched()


class _Shelf:
    """The articles of a catalogue as columns.

    Attributes:
        first: Shape (articles,), earliest day of publication as the number YYYYMMDD.
        last: Likewise the latest: a date without a day may be any day of its month.
        outlet: Shape (articles,), place in ``outlets``.
        outlets: Each outlet once, by name.
        article: Shape (passages,), the article of each passage; -1 where it is gone.
    """

    def __init__(self, catalogue: AnyCatalogue) -> None:
        origins = catalogue.origins()
        dates = [(one.published or "").replace("-", "") for one in origins]
        self.first = np.array([_day(day, "01") for day in dates], np.int32)
        self.last = np.array([_day(day, "31") for day in dates], np.int32)
        self.outlets = sorted({one.source for one in origins})
        places = {name: place for place, name in enumerate(self.outlets)}
        self.outlet = np.array([places[one.source] for one in origins], np.int32)
        self.article = np.full(catalogue.rows, -1)
        for number, one in enumerate(origins):
            self.article[one.first_passage : one.first_passage + one.passages] = number
        self._words = [_plain(name) for name in self.outlets]

    def published(self, since: str | None, until: str | None) -> Mask:
        """Shape (articles,): published in these days, or in a month that has one of them."""
        if since is None and until is None:
            return np.ones(len(self.first), bool)
        dated: Mask = self.first != _UNDATED
        if since is not None:
            dated &= self.last >= int(since.replace("-", ""))
        if until is not None:
            dated &= self.first <= int(until.replace("-", ""))
        return dated

    def outlets_called(self, name: str) -> set[int]:
        """The outlets of this name, however spelt; else those whose name holds it word for word."""
        wanted = _plain(name)
        exact = {place for place, one in enumerate(self._words) if one == wanted}
        return exact or {
            place for place, one in enumerate(self._words) if wanted and f" {wanted} " in f" {one} "
        }

    def outlets_like(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The outlets whose name, or a word of it, is nearest to one of the names."""
        likeness = [
            (max(_likeness(_plain(name), one) for name in names), place)
            for place, one in enumerate(self._words)
        ]
        alike = sorted((-score, place) for score, place in likeness if score >= _LIKE)
        return tuple(self.outlets[place] for _, place in alike[:MOST_SIMILAR])


def _day(digits: str, unless_given: str) -> int:
    return int(digits + unless_given[: max(0, 8 - len(digits))]) if digits else _UNDATED


def _plain(name: str) -> str:
    """The words of a name in the spelling they are compared in: ``Sample_Wire`` is Sample Wire."""
    return " ".join(words(name))


def _likeness(wanted: str, name: str) -> float:
    """How alike two plain names are, 0 to 1; a word of the name counts as the name."""
    parts = [name, *name.split()]
    return max(difflib.SequenceMatcher(None, wanted, part).ratio() for part in parts)
