"""Which articles are copies of one text: wire stories reprinted, cut, lightly edited, added to.

An article's signature is the set of its 3-word shingles, hashed. Two articles are near-copies where
the one with fewer shingles shares most of them with the other: containment (Broder, "On the
resemblance and containment of documents", 1997). Candidates come from an inverted index over a
sample of the hashes (his "mod m" sketch), and each is then compared exactly. Independent reports of
one event share a quotation at most, and stay apart.

Only signatures are compared, so that texts need not be read again when articles are added.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.analysis import normalise_word

SHARED = 0.5  # of the smaller signature, from which two articles are copies
SHARED_BY_A_PART = 0.7  # the same, where one is less than half the other: a long quotation is none
OVERLAPPING = 0.2  # of the smaller, by which two copies of a third still resemble each other
SHORTEST = 12  # shingles; a shorter text is a copy only of the very same words
SAMPLED = 4  # one hash of so many is in the inverted index
LIKELY = 0.2  # of the smaller sample; candidates that share less are not compared
_SPAN = 3  # words of a shingle
_NEXT = 16  # articles after one in the list of a hash that it is paired with
_ASKED = 8  # members of a group that a newcomer is compared with

Signature = NDArray[np.uint32]


class Signatures(Protocol):
    """The signatures of many articles, in a list or read one by one."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> Signature: ...


_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200c-\u200f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|['’](?=[^\W\d_]))*")


def signature(text: str) -> Signature:
    """The hashes of a text's 3-word shingles, each once, sorted; empty where it has no word.

    Words count in the one spelling they are searched under, so that diacritics, letter forms and
    case make no difference. A text of one or two words is one shingle.
    """
    return signature_of(np.array(word_hashes(text), np.uint64))


def word_hashes(text: str) -> list[int]:
    """The hash of each word; no word spans a blank, so those of a text are those of its parts."""
    return [_hashed(word) for word in _WORD.findall(text)]


def signature_of(words: NDArray[np.uint64]) -> Signature:
    """The signature of a text whose words have these hashes, shape (words,)."""
    if not len(words):
        return np.zeros(0, np.uint32)
    words = np.pad(words, (0, max(0, _SPAN - len(words))))
    length = len(words) - _SPAN + 1
    mixed = np.zeros(length, np.uint64)
    for place in range(_SPAN):
        mixed = _mixed(mixed + words[place : place + length])
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


@lru_cache(maxsize=200_000)
def _hashed(word: str) -> int:
    return crc32(normalise_word(word.replace("’", "'")).encode("utf-8", "surrogatepass")) + 1


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of splitmix64 (Steele, Lea and Flood, 2014), modulo 2**64."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def containment(one: Signature, other: Signature) -> float:
    """Share of the smaller signature that the other holds too, in [0, 1]; 0 where one is empty."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0.0
    places = np.minimum(np.searchsorted(other, one), len(other) - 1)
    return float(np.count_nonzero(other[places] == one)) / len(one)


def are_copies(one: Signature, other: Signature) -> bool:
    """Whether two articles are one text, but for edits."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < SHORTEST:
        return bool(shorter) and np.array_equal(one, other)
    return containment(one, other) >= (SHARED if 2 * shorter >= longer else SHARED_BY_A_PART)


def groups(signatures: Signatures) -> NDArray[np.int64]:
    """The group of each article: the number of the first article in it.

    Args:
        signatures: Of each article, as :func:`signature` gives them. Read one by one.

    Returns:
        Shape (articles,). An article without copies is its own group. The same signatures give the
        same groups.
    """
    first, samples = _exact(signatures)
    forest = Forest(signatures)
    for one, other in _candidates(samples):
        forest.join(one, other)
    return np.array([forest.first(number) for number in first], np.int64)


def _exact(signatures: Signatures) -> tuple[list[int], dict[int, Signature]]:
    """The first article of the same words for each, and a sample of each that is long enough."""
    known: dict[bytes, int] = {}
    first: list[int] = []
    samples: dict[int, Signature] = {}
    for number in range(len(signatures)):
        one = signatures[number]
        digest = hashlib.blake2b(one.tobytes(), digest_size=16).digest()
        first.append(known.setdefault(digest, number) if len(one) else number)
        if first[-1] == number and len(one) >= SHORTEST:
            samples[number] = sampled(one)
    return first, samples


def _candidates(samples: dict[int, Signature]) -> list[tuple[int, int]]:
    """Pairs of articles that share many sampled hashes, the most alike first."""
    numbers = list(samples)
    sizes = np.array([len(sample) for sample in samples.values()], np.int64)
    hashes = np.concatenate([*samples.values(), np.empty(0, np.uint32)])
    holders = np.repeat(np.arange(len(numbers)), sizes)
    return [(numbers[one], numbers[other]) for one, other in alike(hashes, holders, sizes)]


def alike(
    hashes: NDArray[np.uint32], holders: NDArray[np.int64], sizes: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Pairs of articles that share many sampled hashes, the most alike first.

    Args:
        hashes: Shape (n,), sampled from the articles.
        holders: Shape (n,), the article of each, ascending.
        sizes: Shape (articles,), how many hashes are sampled from each.
    """
    if not len(hashes):
        return []
    holders = holders.astype(np.uint64)
    order = np.argsort(hashes, kind="stable")  # holders of one hash stay in order
    hashes, holders = hashes[order], holders[order]
    found = []
    for step in range(1, _NEXT + 1):
        same = np.flatnonzero(hashes[step:] == hashes[:-step])
        found.append(holders[same] << np.uint64(32) | holders[same + step])
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    one, other = (
        (pairs >> np.uint64(32)).astype(np.int64),
        (pairs & np.uint64(2**32 - 1)).astype(np.int64),
    )
    likeness = shared / np.minimum(sizes[one], sizes[other])
    likely = np.flatnonzero(likeness >= LIKELY)
    likely = likely[np.lexsort((pairs[likely], -likeness[likely]))]
    return list(zip(one[likely].tolist(), other[likely].tolist(), strict=True))


def sampled(one: Signature) -> Signature:
    """The hashes by which candidates are found."""
    found: Signature = one[one % SAMPLED == 0]
    return found


class Forest:
    """Groups while they are joined.

    Args:
        signatures: Of each article.
        members: Numbers of the articles of each group that there is, ascending, by its name: the
            number of the first article that it had.
    """

    def __init__(
        self, signatures: Signatures, members: Mapping[int, Sequence[int]] | None = None
    ) -> None:
        self._signatures = signatures
        self._members = {first: list(found) for first, found in (members or {}).items()}
        self._first = {one: first for first, found in self._members.items() for one in found}

    def members(self) -> dict[int, list[int]]:
        """The groups of several articles."""
        return {first: found for first, found in self._members.items() if len(found) > 1}

    def first(self, number: int) -> int:
        """The first article of the group that an article is in."""
        return self._first.get(number, number)

    def join(self, one: int, other: int) -> None:
        """Make one group of two articles' groups, where the articles are copies.

        Each must resemble most of the other's group too: a digest of two stories is a copy of
        either, and does not make one of them.
        """
        ends = sorted((self.first(one), self.first(other)))
        if ends[0] == ends[1] or not are_copies(self._signatures[one], self._signatures[other]):
            return
        if self._belongs(one, other) and self._belongs(other, one):
            self.unite(one, other)

    def unite(self, one: int, other: int) -> None:
        """Make one group of two articles' groups, whatever they hold."""
        target, source = sorted((self.first(one), self.first(other)))
        if target == source:
            return
        joined = sorted({*self._group(one), *self._group(other)})
        self._members.pop(source, None)
        self._members[target] = joined
        for number in joined:
            self._first[number] = target

    def _group(self, number: int) -> list[int]:
        return self._members.get(self.first(number), [number])

    def _belongs(self, newcomer: int, member: int) -> bool:
        asked = self._group(member)[:_ASKED]
        alike = sum(
            containment(self._signatures[newcomer], self._signatures[one]) >= OVERLAPPING
            for one in asked
        )
        return 2 * alike > len(asked)
