"""bm25s with Snowball against BM25 written out, over whole articles and over passages."""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import Path

import pytest
import Stemmer

from index.encoder import StaticEncoder
from index.generation import Generation
from index.passages import passage_text
from retrieval.evaluation.baseline import snowball_bm25
from tests.retrieval.indexed import article, indexed

FILLER = " ".join("ومرّ الصيف طويلاً على أهل القرية البعيدة دون مطر ولا ريح." for _ in range(14))
TEXTS = (
    "افتتح الوزير جسر السنابل فوق النهر. وبلغت كلفة الجسر أربعين مليون درهم.",
    f"قال المعلم إن المدارس بعيدة عن الجسر. {FILLER} وفي آخر المقال ذكر للجسر مرة أخرى.",
    "بنت المدينة مدرسة جديدة ومدرستين قديمتين قرب الميناء.",
    f"{FILLER} وزار Edward Hollis الميناء.",
)


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory, encoder: StaticEncoder) -> Generation:
    articles = [article(number, text, f"خبر {number}") for number, text in enumerate(TEXTS)]
    return indexed(articles, tmp_path_factory.mktemp("baseline"), encoder)


def stems(text: str) -> list[str]:
    """As bm25s describes its tokenizer: words of two letters and more, lower case, stemmed."""
    words: list[str] = re.findall(r"\b\w\w+\b", text.lower())
    return [str(stem) for stem in Stemmer.Stemmer("arabic").stemWords(words)]


def bm25(question: str, texts: list[str]) -> list[float]:
    """Lucene's BM25 (Kamphuis et al., 2020) with bm25s's k1 = 1.5 and b = 0.75."""
    held = [Counter(stems(text)) for text in texts]
    mean = sum(one.total() for one in held) / len(held)
    scores = [0.0] * len(texts)
    for stem in stems(question):
        count = sum(stem in one for one in held)
        rarity = math.log(1 + (len(held) - count + 0.5) / (count + 0.5))
        for place, one in enumerate(held):
            norm = 1.5 * (1 - 0.75 + 0.75 * one.total() / mean)
            scores[place] += rarity * one[stem] / (one[stem] + norm)
    return scores


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    "question", ["كم كلفة الجسر؟", "أين الميناء القريب من القرية؟", "من زار الميناء في الصيف؟"]
)
def test_the_order_is_that_of_bm25(question: str, whole: bool, generation: Generation) -> None:
    passages = generation.catalogue.passages(range(generation.manifest.passages))
    assert len(passages) > len(TEXTS)
    found = [
        (one.article_id, passage_text(generation.catalogue.article(one.article_id), one))
        for one in passages
    ]
    if whole:
        found = [(f"{n:012x}", f"خبر {n}\n{text}") for n, text in enumerate(TEXTS)]
    scores = bm25(question, [text for _, text in found])
    best = sorted(zip(scores, found, strict=True), key=lambda pair: -pair[0])
    order = list(dict.fromkeys(article_id for score, (article_id, _) in best if score > 0))
    assert len(order) > 1
    assert snowball_bm25(generation, whole=whole)(question) == order


def test_whole_articles_and_passages_are_two_orders(generation: Generation) -> None:
    question = "من زار الميناء في الصيف؟"
    orders = [snowball_bm25(generation, whole=whole)(question) for whole in (True, False)]
    assert orders[0] != orders[1]


@pytest.mark.parametrize("question", ["What did the bridge cost?", "", "؟", "the"])
def test_it_finds_nothing_across_languages_nor_without_words(
    question: str, generation: Generation
) -> None:
    assert snowball_bm25(generation, whole=True)(question) == []


def test_a_name_written_alike_is_found_in_either_language(generation: Generation) -> None:
    assert snowball_bm25(generation, whole=True)("Who is Hollis?") == [f"{3:012x}"]


def test_the_stemmer_is_that_of_most_articles(tmp_path: Path, encoder: StaticEncoder) -> None:
    english = [article(0, "Two bridges opened in May."), article(1, "The market closed early.")]
    generation = indexed([*english, article(2, TEXTS[0])], tmp_path, encoder)
    assert snowball_bm25(generation, whole=True)("bridging") == [f"{0:012x}"]
