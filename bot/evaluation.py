"""Datasets through the production path: each corpus item becomes one indexed article."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.library import Library
from config import Settings
from index.article import Article, Language
from index.build import Incoming, index_articles
from index.encoder import load_encoder
from index.reading import language_of, title_of
from retrieval.evaluation import Dataset, DatasetError, read_dataset
from retrieval.retriever import Retriever

_AWAY = {"xquad-dev": "arcd-dev", "arcd-dev": "xquad-dev"}
_ASKED: tuple[tuple[str, Language], ...] = (
    ("xquad-dev", "ar"),
    ("xquad-dev", "en"),
    ("arcd-dev", "ar"),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """The questions of a dev set in one language, and two indexes to ask them of.

    Attributes:
        dataset: The set.
        language: Of its questions.
        home: Over its own corpus, which answers them.
        away: Over the other set's corpus, which does not.
    """

    dataset: Dataset
    language: Language
    home: Retriever
    away: Retriever


@contextmanager
def dev_trials(folder: Path, settings: Settings) -> Iterator[list[Trial]]:
    """Index the dev sets, ``xquad-dev`` and ``arcd-dev``, for as long as they are asked.

    Raises:
        DatasetError: One is not in the folder, or cannot be read.
    """
    if missing := [name for name in _AWAY if not (folder / name).is_dir()]:
        raise DatasetError(
            f"{folder} does not hold {' and '.join(missing)}, which are not part of the program. "
            "Measure a dataset of your own: make eval DATASET=path"
        )
    asked = [
        (name, language, read_dataset(folder / name, folder / name / f"queries.{language}.jsonl"))
        for name, language in _ASKED
    ]
    with tempfile.TemporaryDirectory(prefix="iqtibas-eval-") as scratch:
        opened = {}
        for name, dataset in {name: dataset for name, _, dataset in asked}.items():
            own = replace(settings, data=Path(scratch) / name)
            index_dataset(dataset, own)
            opened[name] = Library(own).retriever()
        yield [
            Trial(dataset, language, opened[name], opened[_AWAY[name]])
            for name, language, dataset in asked
        ]


def index_dataset(dataset: Dataset, settings: Settings) -> None:
    """Index the corpus into ``settings.data``; the article ids are the corpus ids."""
    index_articles(_incoming(dataset), settings.data, load_encoder(settings.encoder))


def _incoming(dataset: Dataset) -> Iterator[Incoming]:
    for item_id, title, text in dataset.corpus:
        article = Article(
            id=item_id,
            text=text,
            title=title or title_of(text),
            source=dataset.name,
            url=None,
            published=None,
            language=language_of(text),
            path=item_id,
        )
        content = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
        yield Incoming(item_id, item_id, content, lambda article=article: article)  # type: ignore[misc]
