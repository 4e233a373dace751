"""A dataset's corpus through the production path: each item becomes one indexed article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from config import Settings
from index.article import Article
from index.build import Incoming, index_articles
from index.encoder import load_encoder
from index.reading import language_of, title_of
from retrieval.evaluation import Dataset


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
