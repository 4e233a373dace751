"""Articles taken apart here and by other processes, which must find the same."""

from __future__ import annotations

import os
import signal
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import astuple
from functools import partial
from itertools import islice
from pathlib import Path

import pytest

from index.analysis import words
from index.article import Article
from index.build import index_folders
from index.copies import signature
from index.encoder import StaticEncoder
from index.errors import ProcessError
from index.generation import Generation, generation_ids, served_id
from index.intake.analysed import Analysed, analysed
from index.intake.taker import Taker
from index.passages import passage_text, split_passages
from tests.index.conftest import ARTICLES
from tests.retrieval.indexed import article

NEWS = [article(n, f"{text} {n}. " * (n % 4), f"خبر {n}") for n, text in enumerate(["Rain"] * 130)]


HARD = [
    (
        "العراق والسلام",
        "قال الوزير في بغداد.وقال الرئيس في دمشق إن السلام قريب.",
    ),
    ("Twenty five", "Twenty-five of them came. In all twenty five thousand came, and one hundred."),
    ("كانون", "في كانون الثاني وصل خمسة وعشرون رجلا. ثم خمسة\nوعشرون. كانون\u200f الثاني."),
    ("", ""),
    ("Empty", " \n\u2028 \x1c "),
    ("Marks", "\ufe70 \u0640\u0640 ـــ … — «» 's ’ don’t O'Neil\u2019s 1,000.5 e\u0301tude"),
    ("Long", "word" * 400 + " " + "كلمة" * 400 + "، ثم " + "x" * 950),
    ("A title", "A title\n\nA title. Twelve\x85hundred\u2029three hundred (Mr. Smith)."),
]


def spelt(found: Sequence[Analysed]) -> list[list[list[list[str]]]]:
    """Of each article, passage and segment the words."""
    known = defaultdict[Hashable, list[str]](list)
    articles = []
    for one in found:
        assert one.words is not None
        known[one.words.source] += one.words.new
        numbers = iter([known[one.words.source][n] for n in one.words.numbers])
        lengths = iter(one.words.lengths.tolist())
        articles.append(
            [
                [list(islice(numbers, next(lengths))) for _ in range(segments)]
                for segments in one.words.segments.tolist()
            ]
        )
        assert not [*numbers, *lengths]
    in_use = {word for one in articles for passage in one for text in passage for word in text}
    assert {word for told in known.values() for word in told} == in_use
    return articles


def one_by_one(article: Article) -> list[list[list[str]]]:
    """The same, from each text alone."""
    return [
        [words(text) for text in (article.title, *(article.text[a:b] for a, b in one.sentences))]
        for one in split_passages(article)
    ]


def found(news: list[Article], encoder: StaticEncoder) -> list[Analysed]:
    return list(analysed(iter(news), len(news), encoder))


@pytest.mark.parametrize("count", [0, 1, 49, 130])
def test_processes_find_what_is_found_here_in_the_same_order(
    monkeypatch: pytest.MonkeyPatch, bundled: StaticEncoder, count: int
) -> None:
    news = NEWS[:count]
    here = found(news, bundled)
    monkeypatch.setattr("index.intake.analysed.MANY", 0)
    there = found(news, bundled)
    assert [one.article for one in there] == news
    assert spelt(there) == spelt(here) == [one_by_one(one) for one in news]
    for one, other in zip(here, there, strict=True):
        assert astuple(one)[:2] == astuple(other)[:2]
        assert one.signature.tolist() == other.signature.tolist()
        assert other.vectors is not None
        assert other.vectors.shape == (len(other.passages), bundled.dimensions)


@pytest.mark.usefixtures("quick")
def test_an_index_made_by_processes_has_the_same_files(
    articles: Path, tmp_path: Path, bundled: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for many in (100, 0):
        monkeypatch.setattr("index.intake.analysed.MANY", many)
        monkeypatch.setattr("index.encoded.MANY", 100 * many)
        index_folders([articles], tmp_path / str(many), bundled)
        made.append(Generation.open(tmp_path / str(many)))
    assert made[0].manifest.articles == len(ARTICLES)
    assert made[0].manifest.files == made[1].manifest.files


def test_what_is_found_in_any_text_is_what_its_parts_say(bundled: StaticEncoder) -> None:
    news = [article(n, text, title) for n, (title, text) in enumerate(HARD)]
    for encoder in (None, bundled):
        taken = Taker(encoder).take(news)
        apart = list(taken.apart(news))
        assert spelt(apart) == [one_by_one(one) for one in news]
        assert [one.signature.tolist() for one in apart] == [
            signature(one.text).tolist() for one in news
        ]
        assert (taken.vectors is None) == (encoder is None)
    texts = [passage_text(one.article, passage) for one in apart for passage in one.passages]
    assert taken.vectors is not None
    assert taken.vectors.tolist() == bundled.encode_passages(texts).tolist()


def test_what_is_forgotten_is_told_again(
    monkeypatch: pytest.MonkeyPatch, bundled: StaticEncoder
) -> None:
    monkeypatch.setattr("index.intake.chunks.LIMIT", 3)
    monkeypatch.setattr("index.intake.analysed._BATCH", 1)
    news = [article(n, f"Rain {n % 3} fell. Twenty five {n}.", "Weather") for n in range(9)]
    apart = list(analysed(iter(news), len(news), bundled))
    told = [word for one in apart if one.words for word in one.words.new]
    assert (told.count("rain"), told.count("2")) == (1, 3)  # met at first, and after
    assert spelt(apart) == [one_by_one(one) for one in news]
    taker = Taker(bundled)
    for one in news:
        vectors = taker.take([one]).vectors
        assert vectors is not None
        texts = [passage_text(one, passage) for passage in split_passages(one)]
        assert vectors.tolist() == bundled.encode_passages(texts).tolist()


def killed_at_work(encodes: bool) -> Callable[[object], object]:
    return lambda task: os.kill(os.getpid(), signal.SIGKILL)


def killed_before(encodes: bool) -> Callable[[object], object]:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def ends_at_work(encodes: bool) -> Callable[[object], object]:
    return lambda task: os._exit(7)


@pytest.mark.usefixtures("quick")
def test_a_process_that_encodes_words_and_ends_is_told_too(
    articles: Path, data: Path, bundled: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.encoded.MANY", 0)
    monkeypatch.setattr("index.encoded._begin", partial(killed_at_work, True))
    with pytest.raises(ProcessError, match="killed by signal 9"):
        index_folders([articles], data, bundled)
    assert not generation_ids(data)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("begin", "how"),
    [
        (killed_at_work, "killed by signal 9"),
        (killed_before, "killed by signal 9"),  # what it was told is never read: another error
        (ends_at_work, "exit code 7"),
    ],
)
def test_a_process_that_ends_before_its_work_is_told_as_it_is(
    begin: Callable[[bool], object],
    how: str,
    articles: Path,
    data: Path,
    bundled: StaticEncoder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index_folders([articles], data, bundled)
    served = served_id(data)
    (articles / "new.txt").write_text("Snow fell in Rabat.\n" * 100)
    monkeypatch.setattr("index.intake.analysed.MANY", 0)
    monkeypatch.setattr("index.intake.analysed._begin", begin)
    with pytest.raises(ProcessError) as told:
        index_folders([articles], data, bundled)
    assert str(told.value) == (
        f"A process that helps with indexing has ended before its work was done ({how}); the last "
        "complete index, if any, is served. Make sure that there is memory, and run: iqtibas index"
    )
    assert served_id(data) == served
