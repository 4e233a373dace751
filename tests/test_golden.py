"""The golden questions over the shipped articles: every figure as expected, within a tolerance.

A gold sentence counts when an answer quotes it letter for letter from the article that golden.jsonl
names. Measured values are printed when fewer are right than expected, with every miss.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.library import Library
from config import Settings
from index.build import index_folders
from index.encoder import bundled_encoder
from retrieval.answer import Answer

ROOT = Path(__file__).parents[1]

# How many questions of each kind come out right; the comment says of how many.
EXPECTED = {
    "ar first highlight": 15,  # of 24
    "ar within three quotes": 18,  # of 24
    "en first highlight": 17,  # of 24
    "en within three quotes": 19,  # of 24
    "ar refused": 3,  # of 6
    "en refused": 3,  # of 6
}
TOLERANCE = 2  # fewer, before it is a fault: articles and constants change


@dataclass(frozen=True)
class Golden:
    """A question, and the sentences any of which answers it: file name to sentence."""

    id: str
    language: str
    question: str
    gold: tuple[tuple[str, str], ...]

    @property
    def answerable(self) -> bool:
        return bool(self.gold)


def read_golden() -> Iterator[Golden]:
    for line in (ROOT / "tests" / "golden.jsonl").read_text("utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        gold = tuple((one["file"], one["sentence"]) for one in row["gold"])
        assert row["answerable"] == bool(gold), row["id"]
        yield Golden(row["id"], row["lang"], row["question"], gold)


GOLDEN = tuple(read_golden())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    settings = Settings(articles=(ROOT / "articles",), data=tmp_path_factory.mktemp("golden"))
    index_folders(settings.articles, settings.data, bundled_encoder())
    return Library(settings)


def first_highlight_is_gold(answer: Answer, golden: Golden) -> bool:
    return any(
        Path(quote.path).name == file and sentence in quote.highlight.text
        for quote in answer.quotes[:1]
        for file, sentence in golden.gold
    )


def a_quote_holds_gold(answer: Answer, golden: Golden) -> bool:
    return any(
        Path(quote.path).name == file and sentence in quote.text
        for quote in answer.quotes[:3]
        for file, sentence in golden.gold
    )


def test_every_golden_sentence_is_in_its_article(library: Library) -> None:
    texts = {
        Path(article.path).name: article.text
        for article in (library.article(one.article_id) for one in library.listing())
    }
    gold = [(golden.id, *one) for golden in GOLDEN for one in golden.gold]
    assert [(i, file) for i, file, sentence in gold if sentence not in texts[file]] == []


def test_the_golden_questions_are_answered_and_refused_as_often_as_expected(
    library: Library,
) -> None:
    counts = dict.fromkeys(EXPECTED, 0)
    misses = []
    for golden in GOLDEN:
        answer = library.answer(golden.question, 3)
        if golden.answerable:
            outcomes = {
                "first highlight": first_highlight_is_gold(answer, golden),
                "within three quotes": a_quote_holds_gold(answer, golden),
            }
        else:
            outcomes = {"refused": not answer.answered}
        for outcome, reached in outcomes.items():
            counts[f"{golden.language} {outcome}"] += reached
        if not all(outcomes.values()):
            misses.append(_miss(golden, answer, outcomes))
    below = {name: count for name, count in counts.items() if count < EXPECTED[name] - TOLERANCE}
    assert not below, "\n".join([f"below what is expected: {below}", f"all: {counts}", *misses])


def _miss(golden: Golden, answer: Answer, outcomes: dict[str, bool]) -> str:
    """One missed question as lines: what was not reached, and what was said instead."""
    missed = ", ".join(f"not {outcome}" for outcome, reached in outcomes.items() if not reached)
    said = answer.quotes[0].highlight.text if answer.quotes else "(abstained)"
    return "\n".join(
        [
            f"\n{golden.id} ({missed}; confidence {answer.confidence}): {golden.question}",
            f"  said: {said}",
            *(f"  gold: {sentence}" for _, sentence in golden.gold),
        ]
    )
