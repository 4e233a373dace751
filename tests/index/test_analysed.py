"""Articles taken apart here and by other processes, which must find the same."""

from __future__ import annotations

import os
from dataclasses import astuple
from pathlib import Path

import pytest

from index.analysed import Analysed, analysed
from index.article import Article
from index.build import index_folders
from index.encoder import StaticEncoder
from index.generation import Generation
from tests.index.conftest import ARTICLES
from tests.retrieval.indexed import article

NEWS = [article(n, f"{text} {n}. " * (n % 4), f"خبر {n}") for n, text in enumerate(["Rain"] * 130)]


def found(news: list[Article], encoder: StaticEncoder) -> list[Analysed]:
    return list(analysed(iter(news), len(news), encoder))


@pytest.mark.parametrize("count", [0, 1, 49, 130])
def test_processes_find_what_is_found_here_in_the_same_order(
    monkeypatch: pytest.MonkeyPatch, bundled: StaticEncoder, count: int
) -> None:
    news = NEWS[:count]
    here = found(news, bundled)
    monkeypatch.setattr("index.analysed.MANY", 0)
    there = found(news, bundled)
    assert [one.article for one in there] == news
    for one, other in zip(here, there, strict=True):
        assert astuple(one)[:2] == astuple(other)[:2]
        assert one.signature.tolist() == other.signature.tolist()
        assert one.words == other.words
        assert other.vectors is not None
        assert other.vectors.shape == (len(other.passages), bundled.dimensions)


@pytest.mark.usefixtures("quick")
def test_an_index_made_by_processes_has_the_same_files(
    articles: Path, tmp_path: Path, bundled: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for many in (100, 0):
        monkeypatch.setattr("index.analysed.MANY", many)
        index_folders([articles], tmp_path / str(many), bundled)
        made.append(Generation.open(tmp_path / str(many)))
    assert made[0].manifest.articles == len(ARTICLES)
    assert made[0].manifest.files == made[1].manifest.files


def test_a_process_that_ends_before_its_work_is_told(
    monkeypatch: pytest.MonkeyPatch, bundled: StaticEncoder
) -> None:
    class Ending(Article):
        def __reduce__(self) -> tuple[object, ...]:
            return os._exit, (1,)

    monkeypatch.setattr("index.analysed.MANY", 0)
    news = [Ending("a", "text", "title", "", None, None, "en", "")]
    with pytest.raises(OSError, match="a process that reads articles has ended"):
        found(list(news), bundled)
