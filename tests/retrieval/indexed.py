"""An index of articles made up in a test, without the seconds that the whole lexicon takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from index.article import Article, Language
from index.build import Incoming, index_articles
from index.encoder import StaticEncoder
from index.generation import Generation


def article(number: int, text: str, title: str = "") -> Article:
    """An article whose place in the index is that of its number."""
    language: Language = "en" if text.isascii() else "ar"
    return Article(f"{number:012x}", text, title, "نشرة", None, None, language, f"{number}.md")


def indexed(
    articles: Sequence[Article],
    data: Path,
    encoder: StaticEncoder,
    entries: Iterable[tuple[str, str]] = (("bridge", "جسر"),),
) -> Generation:
    """An opened index of the articles, with a lexicon of these entries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.writing.read_entries", lambda: iter(entries))
        patch.setattr("index.build.bundled_encoder", lambda: encoder)
        incoming = [Incoming(one.id, one.path, one.id, partial(replace, one)) for one in articles]
        index_articles(incoming, data, encoder)
    return Generation.open(data)
