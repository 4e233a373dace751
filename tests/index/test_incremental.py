"""What an index answers depends on the articles alone, not on the way it came to hold them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from index.build import index_folders
from index.encoder import StaticEncoder
from index.generation import Generation
from retrieval.answer import Answer
from retrieval.retriever import Retriever
from tests.retrieval.articles import ARTICLES, write_articles

pytestmark = pytest.mark.usefixtures("quick")
QUESTIONS = (
    "How long did the first crossing of the ferry last?",
    "How much did the new pier of Silvan cost?",
    "كم بلغت كلفة جسر السنابل؟",
    "كم ساعة أغلقت العاصفة مطار البيلسان؟",
    "كم كاسحة جليد ستبني روسيا؟",
    "من فاز بجائزة الروبوتات؟",
    "Who won the chess final?",
)


def answers(data: Path, encoder: StaticEncoder) -> list[Answer]:
    generation = Generation.open(data)
    retriever = Retriever(generation, encoder, encoder)
    found = [retriever.answer(question) for question in QUESTIONS]
    generation.close()
    return [replace(one, generation="", took_ms=0.0) for one in found]


@pytest.mark.parametrize("seed", range(3))
def test_an_index_that_grew_answers_like_one_made_at_once(
    tmp_path: Path, bundled: StaticEncoder, seed: int
) -> None:
    chance, folder = Random(seed), tmp_path / "articles"
    write_articles(folder)
    grown, at_once = tmp_path / "grown", tmp_path / "at-once"
    for _ in range(4):
        index_folders([folder], grown, bundled)
        for name in chance.sample(sorted(ARTICLES), 3):
            match chance.choice(["removed", "changed", "as it was"]):
                case "removed":
                    (folder / name).unlink(missing_ok=True)
                case "changed":
                    more = f"\nSummary {chance.randrange(9)}: العدد {chance.randrange(99)}.\n"
                    (folder / name).write_text(ARTICLES[name] + more, "utf-8")
                case _:
                    (folder / name).write_text(ARTICLES[name], "utf-8")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "museum.ar.md").unlink()
    summary = index_folders([folder], grown, bundled)
    assert summary.unchanged > 0
    index_folders([folder], at_once, bundled)
    made = [Generation.open(data) for data in (grown, at_once)]
    lexical = [
        {name: sums for name, sums in one.manifest.files.items() if name != "catalogue.sqlite"}
        for one in made
    ]
    assert lexical[0] == lexical[1]  # bit for bit; the catalogue holds the way of the groups
    assert answers(grown, bundled) == answers(at_once, bundled)
    assert sum(one.answered for one in answers(grown, bundled)) > 3
