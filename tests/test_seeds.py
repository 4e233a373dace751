"""The five articles the product was conceived from, where they are at hand; not ours to ship."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.library import Library
from config import load_settings
from index.analysis import words
from index.reading.boilerplate import is_boilerplate

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
PUTIN, MUSK, TAIWAN = ("بوتين", "بوتن"), ("ماسك", "موسك"), ("تايوان",)
REQUEST = ("طلب",)
NOT_TO_SWITCH_ON = ("عدم تفعيل", "عدم تشغيل", "تجنب تفعيل", "حجب")

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")


@pytest.fixture(autouse=True)
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IQTIBAS_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert main(["index", str(SEEDS)]) == 0


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.parametrize(
    "question", ["what did Putin ask about Taiwan?", "ماذا طلب بوتين من ماسك بشأن تايوان؟"]
)
def test_the_question_the_product_was_made_for(
    question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = printed(capsys, "ask", question)
    first = answer["quotes"][0]["highlight"]["text"]
    for needed in (PUTIN, MUSK, TAIWAN, REQUEST, NOT_TO_SWITCH_ON):
        assert any(word in first for word in needed), first
    outlets = {quote["source"] for quote in answer["quotes"]}
    outlets |= {one["source"] for quote in answer["quotes"] for one in quote["also_reported_by"]}
    assert len(outlets) >= 3
    for quote in answer["quotes"]:
        text = printed(capsys, "show", quote["article_id"])["text"]
        highlight = quote["highlight"]
        assert text[quote["start"] : quote["end"]] == quote["text"]
        assert text[highlight["start"] : highlight["end"]] == highlight["text"]
        assert not any(is_boilerplate(line) for line in quote["text"].split("\n") if line)


def test_most_questions_are_answered_by_a_gold_sentence_and_others_refused() -> None:
    library = Library(load_settings())
    shown, refused, answered = Counter[str](), 0, 0
    for line in (SEEDS / "questions.jsonl").read_text("utf-8").splitlines():
        asked = json.loads(line)
        answer = library.answer(asked["question"], 3)
        if not asked["answerable"]:
            refused += not answer.answered
            continue
        answered += 1
        gold = [_plain(one["quote"]) for one in asked["gold"]]
        texts = [_plain(quote.text) for quote in answer.quotes]
        shown[asked["lang"]] += any(sentence in text for sentence in gold for text in texts)
    assert answered == 27
    assert shown.total() >= 25, shown
    assert refused >= 4


def _plain(text: str) -> str:
    return " ".join(words(text))
