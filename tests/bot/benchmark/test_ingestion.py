"""The measurement of indexing: what it counts, and what it makes up."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

import pytest

from bot.benchmark.ingestion import Ingestion, bench_ingestion, pairwise
from bot.benchmark.newswire import newswire
from index.encoder import bundled_encoder


def test_pairs_are_counted_by_hand() -> None:
    truth = ["a", "a", "a", "b", "b", "c"]
    found = [1, 1, 2, 2, 3, 4]  # together: 12 and 34; of one original: 12, 13, 23 and 45
    assert pairwise(truth, found) == (1 / 2, 1 / 4)
    assert pairwise(truth, truth) == (1.0, 1.0)
    assert pairwise([1, 2], [3, 4]) == (1.0, 1.0)


def test_a_wire_is_the_same_again_and_has_its_share_of_reprints() -> None:
    items = list(newswire(300, seed=2))
    assert items == list(newswire(300, seed=2))
    assert items != list(newswire(300, seed=3))
    assert len({item.original for item in items}) == 210
    assert len({item.article.id for item in items}) == 300
    languages = Counter(item.article.language for item in items)
    assert min(languages["ar"], languages["en"]) > 90


def test_a_run_measures_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.writing.read_entries", lambda: iter([("bridge", "جسر")]))
    found = bench_ingestion(60, seed=1, encoder=bundled_encoder())
    assert found.articles == 60
    assert found.passages >= 60
    assert found.precision >= 0.95
    assert found.recall >= 0.8  # of 18 reprints
    assert all(getattr(found, field.name) > 0 for field in fields(Ingestion))
