"""A labelled dataset in the BEIR layout: corpus, queries, qrels and, optionally, answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class DatasetError(ValueError):
    """A dataset cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Questions over a corpus with what is relevant to each.

    Attributes:
        name: Name of its folder.
        corpus: ``(id, title, text)`` of each item.
        queries: Query id to text.
        qrels: Query id to relevant corpus ids and their grades.
        answers: Query id to strings one of which a right highlight holds.
        unanswerable: Ids of the queries that no corpus item answers.
    """

    name: str
    corpus: tuple[tuple[str, str, str], ...]
    queries: dict[str, str]
    qrels: dict[str, dict[str, int]]
    answers: dict[str, tuple[str, ...]]
    unanswerable: frozenset[str]

    @property
    def judged(self) -> list[str]:
        """Ids of the queries that rankings are measured by, in order."""
        return [q for q in self.queries if q in self.qrels and q not in self.unanswerable]


def read_dataset(folder: Path, queries: Path | None = None) -> Dataset:
    """Read a dataset.

    Args:
        folder: Holds ``corpus.jsonl``, ``qrels.tsv``, ``queries.LANG.jsonl`` and maybe
            ``answers.jsonl``.
        queries: Which queries; by default the only file of queries there is.

    Raises:
        DatasetError: A file is missing or a line is not as it should be.
    """
    if queries is None:
        found = sorted(folder.glob("queries*.jsonl"))
        if len(found) != 1:
            names = ", ".join(path.name for path in found) or "none"
            raise DatasetError(
                f"{folder} needs one file of queries and has {names}. Name one with --queries."
            )
        queries = found[0]
    corpus = tuple(
        (_text(row, "_id"), _text(row, "title", ""), _text(row, "text"))
        for row in _rows(folder / "corpus.jsonl")
    )
    answers = {}
    unanswerable = set()
    if (folder / "answers.jsonl").is_file():
        for row in _rows(folder / "answers.jsonl"):
            if row.get("answerable", True):
                answers[_text(row, "_id")] = _answers(row)
            else:
                unanswerable.add(_text(row, "_id"))
    return Dataset(
        name=folder.resolve().name,
        corpus=corpus,
        queries={_text(row, "_id"): _text(row, "text") for row in _rows(queries)},
        qrels=_qrels(folder / "qrels.tsv"),
        answers=answers,
        unanswerable=frozenset(unanswerable),
    )


def _answers(row: dict[str, Any]) -> tuple[str, ...]:
    found = row.get("answers", [])
    if not isinstance(found, list) or not all(isinstance(one, str | int | float) for one in found):
        raise DatasetError(f"The answers must be a list of strings: {str(row)[:80]}")
    return tuple(map(str, found))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise DatasetError(f"{path}, line {number}: not a JSON object.")
        yield row


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path} cannot be read: {error}.") from None


def _text(row: dict[str, Any], key: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if value is None:
        raise DatasetError(f"A line of the dataset has no {key!r}: {str(row)[:80]}")
    return str(value)


def _qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path)[1:], 2):
        if not line.strip():
            continue
        try:
            query, item, grade = line.split("\t")
            qrels.setdefault(query, {})[item] = int(grade)
        except ValueError:
            raise DatasetError(f"{path}, line {number}: not query-id, corpus-id, score.") from None
    return qrels
