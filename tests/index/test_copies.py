"""Which articles are copies of one text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.benchmark.ingestion import pairwise
from bot.benchmark.newswire import newswire
from index.copies import are_copies, containment, groups, signature
from index.reading import ArticleFile, iter_files, parse_article, read_bytes

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

STORY = (
    "افتتحت وزيرة النقل ليلى الحداد أمس جسر السنابل فوق نهر الزعفران بعد سبع سنوات من العمل. "
    "وبلغت كلفة الجسر ٤٥٠ مليون درهم، وتحمّل صندوق التنمية نصفها. ويبلغ طول الجسر 1200 متر."
)
OTHER = (
    "Captain Edward Hollis took 212 passengers across on the first crossing, which lasted 55 "
    "minutes. The port authority of Silvan paid 9 million euros for the new pier."
)
WORDS = st.lists(st.sampled_from(("ferry", "bridge", "storm", "قال", "جسر", "ميناء")), max_size=30)


@pytest.mark.parametrize(
    "copy",
    [
        STORY.replace("ة", "ه").replace("أ", "ا").replace("٤٥٠", "450"),
        f"اشترك في نشرتنا\n\n{STORY}\n\nجميع الحقوق محفوظة",
        STORY.replace("ليلى الحداد", "الحداد").replace("أمس", "الأحد"),
        " ".join(STORY.split()[:22]),
    ],
)
def test_an_article_edited_cut_or_framed_is_a_copy(copy: str) -> None:
    assert groups([signature(OTHER), signature(STORY), signature(copy)]).tolist() == [0, 1, 1]


def test_a_report_with_a_quotation_in_common_is_none() -> None:
    report = (
        f"{' '.join(OTHER.split()[:14])} وقال مراسلنا إن الجمهور صفق للمهندسين طويلاً ثم عبر الجسر "
        "مشياً مع الأطفال والموسيقيين من القرى القريبة حتى حل المساء وأضيئت المصابيح على الضفتين."
    )
    assert not are_copies(signature(OTHER), signature(report))


def test_a_digest_of_two_stories_does_not_make_them_one() -> None:
    alone, other, digest = map(signature, (STORY, OTHER, f"{STORY}\n\n{OTHER}"))
    assert are_copies(alone, digest)
    assert are_copies(other, digest)
    first, second, _ = groups([alone, other, digest]).tolist()
    assert first != second


def test_a_short_text_is_a_copy_only_of_the_same_words() -> None:
    one, same, longer = map(
        signature, ("Storm shuts airport", "STORM shuts airport!", "Storm shuts airport again")
    )
    assert groups([one, longer, same, signature(""), signature("")]).tolist() == [0, 1, 0, 3, 4]


def test_marks_and_letter_forms_make_no_difference() -> None:
    assert signature("أَحْمَد في المدرســة").tolist() == signature("احمد في المدرسه").tolist()
    assert len(signature("one two three four")) == 2
    assert len(signature("one")) == 1


@given(WORDS, WORDS)
def test_containment_is_what_sets_of_shingles_say(one: list[str], other: list[str]) -> None:
    def shingles(words: list[str]) -> set[tuple[str, ...]]:
        return {tuple(words[i : i + 3]) for i in range(max(len(words) - 2, min(1, len(words))))}

    first, second = shingles(one), shingles(other)
    smaller = min(len(first), len(second))
    expected = len(first & second) / smaller if smaller else 0.0
    found = containment(signature(" ".join(one)), signature(" ".join(other)))
    assert found == pytest.approx(expected)


@given(st.lists(WORDS.map(" ".join), max_size=12))
def test_a_group_is_named_by_its_first_article(texts: list[str]) -> None:
    found = groups([signature(text) for text in texts])
    assert all(found[group] == group <= number for number, group in enumerate(found.tolist()))


def test_reprints_of_a_newswire_are_grouped() -> None:
    items = list(newswire(1000, seed=7))
    found = groups([signature(item.article.text) for item in items]).tolist()
    precision, recall = pairwise([item.original for item in items], found)
    assert precision >= 0.95
    assert recall >= 0.95


def test_many_reprints_of_one_story_are_one_group() -> None:
    texts = [f"{STORY} {OTHER} Printed by outlet number {n} on page {n}." for n in range(200)]
    assert set(groups([signature(text) for text in texts]).tolist()) == {0}


def test_the_order_of_articles_only_names_the_groups() -> None:
    texts = [item.article.text for item in newswire(200, seed=3)]
    signatures = [signature(text) for text in texts]
    forward = groups(signatures)
    backward = groups(signatures[::-1])[::-1]
    same = forward[:, None] == forward[None, :]
    assert np.mean(same == (backward[:, None] == backward[None, :])) > 0.999


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")
def test_independent_reports_of_one_event_stay_apart() -> None:
    articles = [
        parse_article(read_bytes(file.path, 5_000_000), file)
        for file in iter_files([SEEDS])
        if isinstance(file, ArticleFile) and file.path.suffix == ".txt"
    ]
    assert len(articles) == 5
    signatures = [signature(article.text) for article in articles]
    assert groups(signatures).tolist() == list(range(len(articles)))
    assert max(containment(a, b) for a in signatures for b in signatures if a is not b) < 0.1
