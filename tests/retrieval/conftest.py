"""What is slow to make: the bundled encoder, and an index of a few articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import index_folders
from index.encoder import StaticEncoder, bundled_encoder
from index.generation import Generation
from retrieval.retriever import Retriever
from tests.retrieval.articles import write_articles


@pytest.fixture(scope="session")
def encoder() -> StaticEncoder:
    return bundled_encoder()


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Path:
    """A data folder whose served index holds :data:`tests.retrieval.articles.ARTICLES`."""
    folder = tmp_path_factory.mktemp("retrieval")
    write_articles(folder / "articles")
    index_folders([folder / "articles"], folder / "data", encoder)
    return folder / "data"


@pytest.fixture(scope="session")
def retriever(data: Path, encoder: StaticEncoder) -> Retriever:
    return Retriever(Generation.open(data), encoder, encoder)
