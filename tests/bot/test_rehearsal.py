"""An index that is whole but wrong is not served."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.writing
from bot import rehearsal
from bot.rehearsal import trial_with
from index.build import index_folders
from index.encoder import StaticEncoder, bundled_encoder
from index.errors import GenerationError
from index.generation import Generation, served_id
from tests.retrieval.articles import ARTICLES, write_articles


@pytest.fixture(autouse=True)
def _quick_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lexicon of one entry: nothing here depends on it."""
    monkeypatch.setattr(index.writing, "read_entries", lambda: iter([("ferry", "عبّارة")]))


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return bundled_encoder()


class Shuffled:
    """An encoder whose passages get one another's vectors."""

    def __init__(self, encoder: StaticEncoder) -> None:
        self.name = encoder.name
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions
        self.encode_queries = encoder.encode_queries
        self._encoder = encoder

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encoder.encode_passages([*texts[1:], texts[0]])


def written(folder: Path, texts: dict[str, str]) -> Path:
    write_articles(folder, texts)
    return folder


def test_a_right_index_is_served(tmp_path: Path, encoder: StaticEncoder) -> None:
    articles = written(tmp_path / "articles", ARTICLES)
    summary = index_folders([articles], tmp_path / "data", encoder, trial=trial_with(encoder))
    assert served_id(tmp_path / "data") == summary.generation


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"numbers.txt": "12 14 17 19 23 29 31\n"},
        {"chinese.txt": "今天天气很好 我们去公园散步 你们去不去 大家一起去\n"},
        {"short.txt": "Rain\n\nIt rained.\n"},
        {f"{n}.txt": "Rain\n\nIt rained all day in the town of Marwan.\n" for n in range(40)},
    ],
    ids=["none", "numbers", "chinese", "short", "all the same"],
)
def test_articles_that_say_little_are_no_reason_to_refuse(
    tmp_path: Path, encoder: StaticEncoder, texts: dict[str, str]
) -> None:
    articles = written(tmp_path / "articles", texts)
    index_folders([articles], tmp_path / "data", encoder, trial=trial_with(encoder))
    assert Generation.open(tmp_path / "data").manifest.articles == len(texts)


def test_vectors_that_stand_in_other_rows_are_refused_and_the_served_index_stays(
    tmp_path: Path, encoder: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsal, "NEAREST", 1)  # there are few
    articles, data = written(tmp_path / "articles", ARTICLES), tmp_path / "data"
    first = index_folders([articles], data, encoder, trial=trial_with(encoder))
    told = (
        r"^The new index finds only [0-3] of 7 of its passages by their vectors, "
        r"so the one before is served\. Run: iqtibas index --full$"
    )
    with pytest.raises(GenerationError, match=told):
        index_folders([articles], data, Shuffled(encoder), full=True, trial=trial_with(encoder))
    assert served_id(data) == first.generation
    second = index_folders([articles], data, encoder, full=True, trial=trial_with(encoder))
    assert served_id(data) == second.generation > first.generation


def test_words_of_other_articles_are_refused(tmp_path: Path, encoder: StaticEncoder) -> None:
    """The whole lexical index of another corpus, of as many passages."""
    others = {
        f"{n}.txt": f"Harvest {n}\n\nFarmers of district {n} brought in {n} tonnes of figs.\n"
        for n in range(200)
    }
    ours = {
        f"{n}.txt": f"Session {n}\n\nParliament debated bill {n} until {n} minutes past midnight.\n"
        for n in range(200)
    }
    opened = []
    for name, texts in (("ours", ours), ("others", others)):
        articles = written(tmp_path / name, texts)
        index_folders([articles], tmp_path / f"data-{name}", encoder)
        opened.append(Generation.open(tmp_path / f"data-{name}"))
    generation, other = opened
    trial_with(encoder)(generation)
    generation.lexical = other.lexical
    generation.words = other.words
    with pytest.raises(GenerationError, match="by their sentences"):
        trial_with(encoder)(generation)
