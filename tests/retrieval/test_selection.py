"""Which passages a filter leaves, and which are searched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.encoder import StaticEncoder
from index.generation import Generation
from retrieval.answer import Unmatched
from retrieval.filters import read_filters
from retrieval.retriever import Retriever
from retrieval.selection import Selection
from tests.retrieval.indexed import article, indexed

OUTLETS = ("Sample Wire", "Sample Wire Sport", "نشرة الضفاف", "وكالة الأفق", "example.com")
ALIKE = (*OUTLETS[:2], OUTLETS[4])  # to "sampel"


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Generation:
    """Five articles of one passage each, and one of several, dated and undated."""
    dates = ("2024-10-25", "2024-10", None, "2025-01-01")
    articles = [
        replace(article(n, f"The bridge of river {n} was opened."), source=outlet, published=day)
        for n, (outlet, day) in enumerate(zip(OUTLETS, dates, strict=False))
    ]
    long = " ".join(f"The ferry number {n} crosses the wide bay every morning." for n in range(60))
    articles.append(replace(article(4, long), source=OUTLETS[4], published="2023-05"))
    return indexed(articles, tmp_path_factory.mktemp("selection"), encoder)


def left(generation: Generation, filters: str) -> list[int] | Unmatched:
    """The numbers of the articles left."""
    mask = Selection(generation.catalogue).of(read_filters(filters))
    assert mask is not None
    if isinstance(mask, Unmatched):
        return mask
    rows = [row for row, chosen in enumerate(mask) if chosen]
    return sorted({int(p.article_id, 16) for p in generation.catalogue.passages(rows)})


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        ("since:2024", [0, 1, 3]),
        ("since:2024-10-25", [0, 1, 3]),
        ("since:2024-10-26", [1, 3]),
        ("since:2024-11", [3]),
        ("until:2024", [0, 1, 4]),
        ("until:2024-10-24", [1, 4]),
        ("until:2024-09", [4]),
        ("since:2024-10 until:2024-10", [0, 1]),
        ('source:"sample wire"', [0]),
        ("source:SAMPLE_WIRE", [0]),
        ("source:sample", [0, 1]),
        ("مصدر:الضفاف", [2]),
        ("مصدر:«نشره الضفاف»", [2]),
        ("مصدر:«وكالة الافق» since:2025", [3]),
        ("source:example.com", [4]),
        ("source:sport source:example.com", [1, 4]),
    ],
)
def test_a_filter_leaves_these_articles(
    generation: Generation, filters: str, articles: list[int]
) -> None:
    assert left(generation, filters) == articles


@pytest.mark.parametrize(
    ("filters", "why"),
    [
        ("since:2030", Unmatched()),
        ("since:2025 until:2024", Unmatched()),
        ("مصدر:الضفاف since:2020", Unmatched()),  # it is undated
        ("source:sampel", Unmatched(unknown=("sampel",), similar=ALIKE)),
        ("source:ample source:x9", Unmatched(unknown=("ample", "x9"), similar=ALIKE)),
        ("source:zzz", Unmatched(unknown=("zzz",))),
        ("source:...x", Unmatched(unknown=("x",))),
        ("source:__", Unmatched(unknown=("__",))),
        ("since:2024-13", Unmatched(unreadable=("2024-13",))),
    ],
)
def test_a_filter_that_leaves_nothing_says_why(
    generation: Generation, filters: str, why: Unmatched
) -> None:
    assert left(generation, filters) == why


def test_a_question_without_a_filter_has_no_mask(generation: Generation) -> None:
    assert Selection(generation.catalogue).of(read_filters("who won?")) is None


def test_a_mask_is_made_once_and_holds_each_passage(generation: Generation) -> None:
    selection = Selection(generation.catalogue)
    mask = selection.of(read_filters("since:2023 a"))
    assert mask is selection.of(read_filters("b since:2023"))
    assert not isinstance(mask, Unmatched)
    assert mask is not None
    assert mask.shape == (generation.manifest.passages,)
    assert generation.manifest.passages > len(OUTLETS)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ("", {"bridge.ar.md", "school.ar.md"}),
        ("منذ:2025-03", {"bridge.ar.md"}),
        ("until:2025-02", {"school.ar.md"}),
    ],
)
def test_only_what_a_filter_leaves_is_searched(
    retriever: Retriever, filters: str, names: set[str]
) -> None:
    mask = retriever._selection.of(read_filters(f"مصدر:الضفاف {filters}"))
    assert mask is not None
    assert not isinstance(mask, Unmatched)
    candidates, _ = retriever.candidates("ماذا قال المهندس عن الروبوت والجسر والعبّارة؟", mask)
    assert {Path(one.article.path).name for one in candidates} == names


def test_scores_are_shares_of_the_best_that_is_searched(retriever: Retriever) -> None:
    question = "كم بلغت كلفة جسر السنابل فوق نهر الزعفران؟ والزيتون؟"
    mask = retriever._selection.of(read_filters("until:2025-02"))  # without the bridge
    assert isinstance(mask, np.ndarray)
    hits = [one.hit for one in retriever.candidates(question, mask)[0]]
    assert max(hit.score - hit.cosine for hit in hits) == pytest.approx(1.0)


def test_an_answer_keeps_to_the_filter_and_repeats_the_question_as_asked(
    retriever: Retriever,
) -> None:
    question = "كم بلغت كلفة جسر السنابل؟"
    inside = retriever.answer(f"{question} منذ:٢٠٢٥-٠٣ مصدر:الضفاف")
    outside = retriever.answer(f"{question} until:2025-02")
    assert "٤٥٠ مليون درهم" in inside.quotes[0].highlight.text
    assert inside.question == f"{question} منذ:٢٠٢٥-٠٣ مصدر:الضفاف"
    assert inside.unmatched is None
    assert not any("bridge" in quote.path for quote in outside.quotes)
    assert outside.language == "ar"


def test_an_unmatched_filter_is_no_answer_and_is_told(retriever: Retriever) -> None:
    answer = retriever.answer("كم بلغت كلفة الجسر؟ مصدر:«نشرت الضفاف»")
    assert (answer.answered, answer.quotes, answer.confidence) == (False, (), 0.0)
    assert answer.to_json()["unmatched"] == {
        "unreadable": (),
        "unknown": ("نشرت الضفاف",),
        "similar": ("نشرة الضفاف",),
    }
    assert "unmatched" not in retriever.answer("كم بلغت كلفة الجسر؟").to_json()


def test_a_question_of_filters_only_has_no_words(retriever: Retriever) -> None:
    with pytest.raises(ValueError, match="no words"):
        retriever.answer("منذ:2025")
