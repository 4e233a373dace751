"""Which articles of an update are near-copies of others, without comparing those of its base again.

All signatures of the base are read, and only their hashes that the update's have too are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.copies import SAMPLED, SHORTEST, Forest, Signature, alike, sampled


def regrouped(base: Catalogue, gone: Collection[int], new: Sequence[Signature]) -> dict[int, int]:
    """The stories of articles that are others than the base says.

    Args:
        base: The base.
        gone: Numbers of its articles that are not there any more.
        new: Signatures of the articles of the update, which are numbered after the base's.

    Returns:
        Number of an article to the number of the first article of its group, as
        :func:`index.copies.groups` tells it.
    """
    signatures, first = _Both(base, new), base.count()[0]
    lost = frozenset(gone)
    before = {number: story for _, _, story, number in base.told.told() if number not in lost}
    members = defaultdict[int, list[int]](list)
    for number, story in before.items():
        members[story].append(number)
    forest = Forest(signatures, members)
    shared = _Shared(new, first)
    for numbers, shingles in _left(base, lost):
        shared.meet(numbers, shingles)
    for one, other in shared.equal:
        forest.unite(one, other)
    for one, other in shared.pairs():
        forest.join(one, other)
    return {
        number: story
        for story, found in forest.members().items()
        for number in found
        if before.get(number) != story
    }


class _Both:
    """The signatures of both, by number."""

    def __init__(self, base: Catalogue, new: Sequence[Signature]) -> None:
        self._base, self._new, self._first = base, new, base.count()[0]

    def __len__(self) -> int:
        return self._first + len(self._new)

    def __getitem__(self, number: int, /) -> Signature:
        if number < self._first:
            return self._base.signature_of(number)
        return self._new[number - self._first]


def _left(
    base: Catalogue, lost: Collection[int]
) -> Iterator[tuple[NDArray[np.int64], list[bytes]]]:
    """Numbers and shingles of the articles of the base that are still there, many at a time."""
    for block in base.all_signatures():
        there = [(number, shingles) for number, shingles in block if number not in lost]
        yield np.array([number for number, _ in there], np.int64), [one for _, one in there]


class _Shared:
    """What articles of a base share with those of an update.

    Attributes:
        equal: Pairs of articles of the very same words.
    """

    def __init__(self, new: Sequence[Signature], first: int) -> None:
        self._first = first
        self._known: dict[bytes, int] = {}
        self.equal: list[tuple[int, int]] = []
        samples = []
        for number, one in enumerate(new, first):
            self._same(number, one.tobytes())
            samples.append(sampled(one) if len(one) >= SHORTEST else one[:0])
        own_sizes = np.array([len(one) for one in samples], np.int64)
        self._own = np.concatenate([*samples, np.empty(0, np.uint32)])
        self._own_holders = np.repeat(first + np.arange(len(samples)), own_sizes)
        self._wanted = np.unique(self._own)
        self._sizes = np.concatenate((np.zeros(first, np.int64), own_sizes))
        self._hashes: list[NDArray[np.uint32]] = []
        self._holders: list[NDArray[np.int64]] = []

    def _same(self, number: int, shingles: bytes) -> None:
        if shingles and (other := self._known.setdefault(shingles, number)) != number:
            self.equal.append((number, other))

    def meet(self, numbers: NDArray[np.int64], shingles: Sequence[bytes]) -> None:
        """Look at articles of the base.

        Args:
            numbers: Shape (articles,), ascending, and after those met before.
            shingles: Of each.
        """
        for number, one in zip(numbers.tolist(), shingles, strict=True):
            if one in self._known:
                self.equal.append((number, self._known[one]))
        if not len(self._wanted):
            return
        lengths = np.array([len(one) for one in shingles], np.int64) // 4
        hashes = np.frombuffer(b"".join(shingles), np.uint32)
        holders = np.repeat(np.where(lengths >= SHORTEST, numbers, -1), lengths)
        kept = (hashes % SAMPLED == 0) & (holders >= 0)
        hashes, holders = hashes[kept], holders[kept]
        self._sizes += np.bincount(holders, minlength=len(self._sizes))
        places = np.minimum(np.searchsorted(self._wanted, hashes), len(self._wanted) - 1)
        there = self._wanted[places] == hashes
        self._hashes.append(hashes[there])
        self._holders.append(holders[there])

    def pairs(self) -> list[tuple[int, int]]:
        """Pairs that share many hashes, one of each an article of the update, most alike first."""
        hashes = np.concatenate([*self._hashes, self._own])
        holders = np.concatenate([*self._holders, self._own_holders])
        pairs = alike(hashes, holders, self._sizes)
        return [(one, other) for one, other in pairs if other >= self._first]
