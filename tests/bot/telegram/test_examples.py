"""Which headlines are given as examples."""

from __future__ import annotations

from dataclasses import replace

from bot.telegram.examples import LONGEST, TRIED, examples
from index.article import Article
from tests.bot.shelf import ARABIC, ENGLISH, ShelfLibrary


def about(number: int, article: Article = ARABIC, title: str = "") -> Article:
    """An article that its own headline finds."""
    word = f"كلمة{number}" if article is ARABIC else f"word{number}"
    return replace(
        article, id=f"{number:012x}", title=title or word, text=f"{article.text} {word}."
    )


def test_two_are_in_the_readers_language_and_one_in_the_other() -> None:
    library = ShelfLibrary(
        *[about(n) for n in range(4)], *[about(n, ENGLISH) for n in range(9, 12)]
    )
    assert examples(library, "ar") == ["كلمة0", "كلمة1", "word9"]
    assert examples(library, "en") == ["word9", "word10", "كلمة0"]


def test_all_are_in_one_language_where_there_is_one_only() -> None:
    library = ShelfLibrary(*[about(n) for n in range(4)])
    assert examples(library, "ar") == ["كلمة0", "كلمة1", "كلمة2"]
    assert examples(library, "en") == ["كلمة0", "كلمة1", "كلمة2"]


def test_a_headline_that_is_not_answered_by_its_article_is_no_example() -> None:
    twin = replace(about(1), id="f" * 12, title="كلمة0")  # the first article answers it
    unsaid = about(2, title="شيء آخر")
    endless = about(3, title="كلمة3 " * LONGEST)
    library = ShelfLibrary(about(0), twin, unsaid, endless, about(4))
    assert examples(library, "ar") == ["كلمة0", "كلمة4"]


def test_only_the_newest_are_tried() -> None:
    unsaid = [about(n, title="شيء آخر") for n in range(TRIED)]
    assert examples(ShelfLibrary(*unsaid, about(99)), "ar") == []
