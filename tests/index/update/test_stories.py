"""Near-copies in an update, found without comparing the articles of its base with each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.benchmark.newswire import newswire
from index.article import Article
from index.catalogue import Catalogue, CatalogueWriter
from index.copies import signature
from index.passages import split_passages
from index.update.catalogue import JoinedCatalogue
from index.update.stories import regrouped


def write(path: Path, articles: Sequence[Article]) -> CatalogueWriter:
    writer = CatalogueWriter(path)
    for one in articles:
        writer.add(one, one.id, tuple(split_passages(one)), signature(one.text))
    return writer


def whole(path: Path, articles: Sequence[Article]) -> Catalogue:
    writer = write(path, articles)
    writer.group_copies()
    writer.close()
    return Catalogue(path)


def updated(
    folder: Path, old: Sequence[Article], new: Sequence[Article], gone: Sequence[int]
) -> JoinedCatalogue:
    base = whole(folder / "base.sqlite", old)
    writer = write(folder / "own.sqlite", new)
    writer.go_over(len(old), gone, regrouped(base, gone, writer.signatures()))
    writer.close()
    return JoinedCatalogue(base, Catalogue(folder / "own.sqlite"))


def groups(catalogue: Catalogue | JoinedCatalogue) -> set[frozenset[str]]:
    """Ids of the articles of each story, asked both ways."""
    found: dict[int, set[str]] = {}
    for article_id, one in catalogue.held().items():
        (story,) = catalogue.stories([one.first_passage]).tolist()
        if story >= 0:
            found.setdefault(story, set()).add(article_id)
    several = {frozenset(ids) for ids in found.values() if len(ids) > 1}
    for ids in several:
        for article_id in ids:
            assert {article_id, *catalogue.copies(article_id)} == ids
    return several


@pytest.mark.parametrize("seed", range(6))
def test_copies_are_those_of_a_catalogue_made_at_once(tmp_path: Path, seed: int) -> None:
    articles = [item.article for item in newswire(120, seed)]
    chance = Random(seed)
    gone = sorted(chance.sample(range(90), 8))
    left = [one for number, one in enumerate(articles) if number not in gone]
    joined = updated(tmp_path, articles[:90], articles[90:], gone)
    expected = groups(whole(tmp_path / "whole.sqlite", left))
    assert groups(joined) == expected
    assert any(
        min(int(one, 16) for one in ids) < 90 <= max(int(one, 16) for one in ids)
        for ids in expected
    )
    assert joined.count() == (112, sum(len(split_passages(one)) for one in left))
    for one in left:
        assert joined.article(one.id) == one
        assert joined.signature(one.id).tolist() == signature(one.text).tolist()
    for number in gone:
        with pytest.raises(KeyError):
            joined.article(articles[number].id)
    joined.close()


def test_short_articles_are_copies_of_the_very_same_words_only(tmp_path: Path) -> None:
    def one(number: int, text: str) -> Article:
        return Article(f"{number:012x}", text, "", "Wire", None, None, "en", f"{number}.txt")

    old = [one(0, "Rain stopped play."), one(1, "Snow stopped play.")]
    new = [one(2, "Rain stopped play!"), one(3, "Rain stopped work."), one(4, "rain stopped play")]
    joined = updated(tmp_path, old, new, [])
    assert groups(joined) == {frozenset(f"{number:012x}" for number in (0, 2, 4))}
    assert joined.has_copies
    joined.close()


def test_an_article_whose_copies_are_gone_has_none(tmp_path: Path) -> None:
    articles = [item.article for item in newswire(60, 2)]
    pair = next(ids for ids in groups(whole(tmp_path / "whole.sqlite", articles)) if len(ids) == 2)
    numbers = sorted(int(one, 16) for one in pair)
    joined = updated(tmp_path, articles, [], [numbers[0]])
    left = articles[numbers[1]].id
    first = joined.held()[left].first_passage
    assert joined.copies(left) == []
    assert joined.stories([first]).tolist() == [-1]
    joined.close()


def test_an_article_without_text_has_no_copies(tmp_path: Path) -> None:
    item = next(iter(newswire(1, 1))).article
    empty = replace(item, id=f"{5:012x}", text="")
    new = [empty, replace(item, id=f"{6:012x}"), replace(item, id=f"{7:012x}")]
    other = replace(item, id=f"{0:012x}", text="Something else.")
    joined = updated(tmp_path, [other], new, [])
    assert joined.copies(empty.id) == []
    assert joined.copies(new[1].id) == [new[2].id]
    joined.close()
