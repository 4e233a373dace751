"""Words that are one another's kin: they share a label."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.postings import Postings
from index.strings import StringTable


class Kin:
    """Words that share a label (a stem, a phonetic key): label to rows of words."""

    def __init__(self, labels: StringTable, members: Postings) -> None:
        self._labels = labels
        self._members = members

    @classmethod
    def of(cls, label_of: Sequence[str]) -> Kin:
        """Group word rows by label; words whose label is empty are left out."""
        labels = StringTable.of(label for label in label_of if label)
        row_of = {label: row for row, label in enumerate(labels)}
        words = np.flatnonzero([bool(label) for label in label_of]).astype(np.int32)
        rows = np.array([row_of[label] for label in label_of if label], np.int32)
        return cls(labels, Postings.of(rows, words, len(labels)))

    @classmethod
    def open(cls, path: Path) -> Kin:
        """What :meth:`save` wrote."""
        return cls(StringTable.open(path), Postings.open(path))

    def save(self, path: Path) -> None:
        """Write the groups under ``path``."""
        self._labels.save(path)
        self._members.save(path)

    def words(self, label: str) -> list[int]:
        """Rows of the words with this label, ascending."""
        row = self._labels.find(label) if label else -1
        return [] if row < 0 else self._members.row(row)[0].tolist()

    def labels(self, words: int) -> list[str]:
        """The label of each of so many words, empty for those left out."""
        found = [""] * words
        for row, label in enumerate(self._labels):
            for word in self._members.row(row)[0].tolist():
                found[word] = label
        return found

    def __contains__(self, label: str) -> bool:
        return self._labels.find(label) >= 0
