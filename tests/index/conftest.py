"""A folder of small articles, and building without the seconds that the whole lexicon takes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.build
import index.writing
from index.encoder import StaticEncoder, bundled_encoder
from index.generation import Generation
from index.integrity import verify

ROOT = Path(__file__).parents[2]

ARTICLES = {
    "bridge.txt": (
        "افتتاح جسر السلام في بغداد\n\nافتتح وزير النقل جسر السلام في بغداد صباح الأحد. "
        "وبلغت كلفة الجسر ٤٠ مليون دولار.\n"
    ),
    "museum.md": (
        "---\ntitle: متحف جديد في تونس\nsource: وكالة الشاطئ\ndate: 2024-05-02\n---\n"
        "أعلنت بلدية تونس أن المتحف البحري يفتح أبوابه في مايو. وسيضم المتحف ٣٠٠ قطعة.\n"
    ),
    "wheat.txt": (
        "Wheat harvest reaches a record\n\nFarmers in Sudan harvested two million tonnes of wheat "
        "this spring, the ministry said. Prices fell by a tenth.\n"
    ),
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of three articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def bundled() -> StaticEncoder:
    return bundled_encoder()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, bundled: StaticEncoder) -> None:
    """Build with a lexicon of two entries, and load the bundled encoder once."""
    entries = [("bridge", "جسر"), ("museum", "متحف")]
    monkeypatch.setattr(index.writing, "read_entries", lambda: iter(entries))
    monkeypatch.setattr(index.build, "bundled_encoder", lambda: bundled)


class Recording:
    """An encoder that passes on to another and records the passages it is given."""

    def __init__(self, encoder: StaticEncoder, fingerprint: str = "") -> None:
        self.name = encoder.name
        self.fingerprint = fingerprint or encoder.fingerprint
        self.dimensions = encoder.dimensions
        self.encoded: list[str] = []
        self._encoder = encoder

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += texts
        return self._encoder.encode_passages(texts)


@pytest.fixture
def encoder(bundled: StaticEncoder) -> Recording:
    return Recording(bundled)


def titles(data: Path) -> list[str]:
    """Titles in the served index, which is whole."""
    generation = Generation.open(data)
    assert verify(generation.folder) == []
    assert len(generation.vectors) == generation.manifest.passages
    assert len(generation.lexical.lengths) == generation.manifest.passages
    found = sorted(one.title for one in generation.catalogue.listing())
    generation.close()
    return found


# A child process that builds as the fixture ``quick`` does.
BUILD = """
import sys
from pathlib import Path
import index.build
import index.writing
from index.encoder import bundled_encoder
index.writing.read_entries = lambda: iter([("bridge", "جسر"), ("museum", "متحف")])
articles, data = map(Path, sys.argv[1:])
index.build.index_folders([articles], data, bundled_encoder())
"""


def run_child(script: str, articles: Path, data: Path, **environment: str) -> int:
    """Run a script with the two folders; its exit status."""
    return subprocess.run(
        [sys.executable, "-c", script, str(articles), str(data)],
        cwd=ROOT,
        env=os.environ | environment,
        check=False,
    ).returncode
