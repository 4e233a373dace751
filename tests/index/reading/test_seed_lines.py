"""What is left of the five seed articles, line by line, where they are at hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from index.reading import ArticleFile, parse_article

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"

# By line number, counted from 1: adverts, menus, comment forms, tags, empty labels; and what is
# read as metadata, a caption and the line that states the source.
BOILERPLATE = {
    "000": {18, 20},
    "001": {2},
    "002": {15},
    "003": {1, 61, 63, 65, 67},
    "004": set(),
}
METADATA = {"000": {3, 19}}

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")


@pytest.mark.parametrize("number", sorted(BOILERPLATE))
def test_every_line_of_boilerplate_goes_and_every_other_line_stays(number: str) -> None:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    data = path.read_bytes()
    lines = data.decode("utf-8").split("\n")
    gone = BOILERPLATE[number] | METADATA.get(number, set())
    expected = [
        line.rstrip() for place, line in enumerate(lines, 1) if line.strip() and place not in gone
    ]
    article = parse_article(data, ArticleFile("0" * 12, path))
    assert [line for line in article.text.split("\n") if line] == expected
    dropped = [line.rstrip() for place, line in enumerate(lines, 1) if place in gone]
    assert not Counter(dropped) & Counter(article.text.split("\n"))


def test_the_source_line_is_metadata() -> None:
    (path,) = SEEDS.glob("000_*.txt")
    article = parse_article(path.read_bytes(), ArticleFile("0" * 12, path))
    assert article.source == "congthuong.vn"
    assert (article.url or "").startswith("https://congthuong.vn/")
