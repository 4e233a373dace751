from __future__ import annotations

import gc
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Passage
from index.catalogue import Catalogue, CatalogueWriter, Held, Listed
from index.copies import signature

ONE = Article(
    id="b" * 12,
    text="قال «نعم»، ثم غادر.\nالخبر 😀",
    title="عنوان'; DROP TABLE article; --",
    source="رويترز",
    url="https://example.org/a",
    published="2024-10-25",
    language="ar",
    path="articles/خبر.txt",
)
OTHER = Article("a" * 12, "Musk said.", "Title", "Example", None, None, "en", "articles/b.md")
PASSAGES = [Passage(ONE.id, 0, 19, ((0, 19),)), Passage(ONE.id, 20, 27, ((20, 25), (26, 27)))]
LAST = Passage(OTHER.id, 0, 10, ((0, 10),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    writer = CatalogueWriter(tmp_path / "catalogue.sqlite")
    writer.add(ONE, "c1", PASSAGES, signature(ONE.text))
    writer.add(OTHER, "c2", [LAST], signature(OTHER.text))
    writer.close()
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(path: Path) -> Catalogue:
    return Catalogue(path)


def test_articles_come_back_as_they_were(catalogue: Catalogue) -> None:
    assert catalogue.article(ONE.id) == ONE
    assert catalogue.article(OTHER.id) == OTHER


def test_passages_come_in_the_order_asked_for(catalogue: Catalogue) -> None:
    assert catalogue.passages([2, 0, 1, 0]) == [LAST, *PASSAGES, PASSAGES[0]]
    assert catalogue.passages(iter([])) == []


def test_the_listing_is_in_the_order_of_adding(catalogue: Catalogue) -> None:
    assert catalogue.listing() == [
        Listed(ONE.id, ONE.title, "رويترز", "2024-10-25", "ar"),
        Listed(OTHER.id, "Title", "Example", None, "en"),
    ]


def test_what_is_held_says_where_the_passages_are(catalogue: Catalogue) -> None:
    assert catalogue.held() == {
        ONE.id: Held(0, ONE.id, "c1", 0, 2),
        OTHER.id: Held(1, OTHER.id, "c2", 2, 1),
    }
    assert catalogue.count() == (2, 3)


def test_an_article_or_passage_that_is_not_there_is_a_key_error(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError, match=r"^'cccccccccccc'$"):
        catalogue.article("c" * 12)
    with pytest.raises(KeyError, match=r"^3$"):
        catalogue.passages([0, 3])
    with pytest.raises(KeyError, match=r"^-1$"):
        catalogue.passages([-1])


def test_an_empty_catalogue_opens(tmp_path: Path) -> None:
    CatalogueWriter(tmp_path / "c").close()
    catalogue = Catalogue(tmp_path / "c")
    assert (catalogue.listing(), catalogue.held(), catalogue.count()) == ([], {}, (0, 0))


def test_an_article_may_have_more_passages_than_a_statement_has_parameters(tmp_path: Path) -> None:
    passages = [Passage(ONE.id, i, i + 1, ((i, i + 1),)) for i in range(300_000)]
    writer = CatalogueWriter(tmp_path / "c")
    writer.add(ONE, "c1", passages, signature(""))
    writer.close()
    assert Catalogue(tmp_path / "c").passages(range(300_000)) == passages


@settings(max_examples=30)  # each makes a file
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    with TemporaryDirectory() as folder:
        writer = CatalogueWriter(Path(folder) / "c")
        writer.add(replace(ONE, text=text, title=text), text, [], signature(text))
        writer.close()
        catalogue = Catalogue(Path(folder) / "c")
        assert catalogue.article(ONE.id) == replace(ONE, text=text, title=text)
        assert catalogue.held()[ONE.id].content == text
        catalogue.close()


def test_an_opened_catalogue_is_read_only(catalogue: Catalogue) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        catalogue._rows("DELETE FROM article")


def test_a_path_with_signs_of_an_address_is_opened(path: Path) -> None:
    folder = path.parent / "a?mode=rw#b %20 خبر"
    folder.mkdir()
    moved = path.rename(folder / path.name)
    assert Catalogue(moved).count() == (2, 3)


def test_many_threads_may_ask_at_once(catalogue: Catalogue) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda row: catalogue.passages([row % 3]), range(200)))
    assert found == [[[*PASSAGES, LAST][row % 3]] for row in range(200)]


def test_a_file_that_is_no_catalogue_is_a_database_error_at_once(tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(b"not a database" * 100)
    with pytest.raises(sqlite3.DatabaseError, match="file is not a database"):
        Catalogue(tmp_path / "c")


def test_a_catalogue_that_is_dropped_closes_its_file(path: Path) -> None:
    catalogue = Catalogue(path)
    database = catalogue._database
    del catalogue
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        database.execute("SELECT 1")


def test_a_catalogue_may_be_closed_twice(path: Path) -> None:
    catalogue = Catalogue(path)
    catalogue.close()
    catalogue.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        catalogue.count()


def test_copies_know_each_other_and_their_passages_have_one_story(tmp_path: Path) -> None:
    text = "قال الوزير إن الجسر سيفتح في الربيع بعد أن تأخر العمل فيه ثلاث سنوات كاملة بسبب السيول."
    articles = [
        replace(OTHER, id="0" * 12),
        replace(ONE, id="1" * 12, text=text),
        replace(OTHER, id="2" * 12, text="Something else is said here."),
        replace(ONE, id="3" * 12, text=text),
    ]
    writer = CatalogueWriter(tmp_path / "catalogue.sqlite")
    for article in articles:
        passages = [Passage(article.id, 0, 5, ((0, 5),)), Passage(article.id, 5, 9, ((5, 9),))]
        writer.add(article, "", passages, signature(article.text))
    writer.group_copies()
    writer.close()
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    assert catalogue.stories(range(8)).tolist() == [-1, -1, 1, 1, -1, -1, 1, 1]
    assert catalogue.stories([]).tolist() == []
    assert catalogue.copies("1" * 12) == ["3" * 12]
    assert catalogue.copies("3" * 12) == ["1" * 12]
    assert catalogue.copies("0" * 12) == catalogue.copies("f" * 12) == []
    assert catalogue.signature("3" * 12).tolist() == signature(text).tolist()
    with pytest.raises(KeyError):
        catalogue.signature("f" * 12)


def test_a_catalogue_without_copies_has_no_story(catalogue: Catalogue) -> None:
    assert catalogue.stories([0, 2]).tolist() == [-1, -1]
