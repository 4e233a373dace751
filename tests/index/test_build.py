from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.analysis import words
from index.article import Article, Passage
from index.build import Incoming, index_articles, index_folders
from index.catalogue import Listed
from index.encoder import StaticEncoder
from index.errors import ArticlesError, GenerationError
from index.forward import ForwardIndex
from index.generation import Generation, generation_ids, served_id
from index.passages import split_passages
from index.reading import Rejected
from index.reading.files import KINDS
from index.summary import Progress, Summary
from retrieval.retriever import Retriever
from tests.index.conftest import BUILD, Recording, run_child, titles

pytestmark = pytest.mark.usefixtures("quick")


def counts(summary: Summary) -> dict[str, int]:
    """What the summary says of the articles, without the zeros."""
    names = ("added", "changed", "removed", "unchanged")
    return {name: getattr(summary, name) for name in names if getattr(summary, name)}


def passage_vectors(data: Path) -> dict[str, bytes]:
    """The bytes of the vectors of each article, by title."""
    generation = Generation.open(data)
    held = generation.catalogue.held()
    found = {
        one.title: generation.vectors.rows(
            held[one.id].first_passage, held[one.id].passages
        ).tobytes()
        for one in generation.catalogue.listing()
    }
    generation.close()
    return found


def files(data: Path) -> dict[str, bytes]:
    folder = Generation.open(data).folder
    return {path.name: path.read_bytes() for path in folder.iterdir()}


BRIDGE, MUSEUM, WHEAT = (
    "افتتاح جسر السلام في بغداد",
    "متحف جديد في تونس",
    "Wheat harvest reaches a record",
)


def test_a_folder_of_articles_becomes_an_index_that_answers(
    articles: Path, data: Path, bundled: StaticEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # with the whole lexicon, as it is
    summary = index_folders([articles], data, bundled)
    assert summary == replace(
        summary, added=3, changed=0, removed=0, unchanged=0, passages=3, rejected=()
    )
    assert summary.articles == 3
    assert summary.generation == served_id(data)
    generation = Generation.open(data)
    assert generation.catalogue.count() == (3, 3)
    found = {one.title: one for one in generation.catalogue.listing()}
    museum = found[MUSEUM]
    assert museum == Listed(museum.id, MUSEUM, "وكالة الشاطئ", "2024-05-02", "ar")
    assert found.keys() == {BRIDGE, MUSEUM, WHEAT}
    retriever = Retriever(generation, bundled, bundled)
    wheat = retriever.answer("How much wheat did farmers in Sudan harvest?")
    assert wheat.quotes[0].title == WHEAT
    assert retriever.answer("كم بلغت كلفة جسر السلام في بغداد؟").quotes[0].title == BRIDGE
    generation.close()


def test_an_unchanged_folder_keeps_its_generation(
    articles: Path, data: Path, encoder: Recording
) -> None:
    first = index_folders([articles], data, encoder)
    before = files(data)
    encoder.encoded.clear()
    second = index_folders([articles], data, encoder)
    assert counts(first) == {"added": 3}
    assert counts(second) == {"unchanged": 3}
    assert second.generation == first.generation
    assert second.passages == 3
    assert encoder.encoded == []
    assert files(data) == before
    assert generation_ids(data) == [first.generation]


def test_copies_are_grouped_anew_without_reading_what_is_held(
    articles: Path, data: Path, encoder: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("Anna", "Basil", "Clara", "Dora", "Egon", "Fritz", "Greta")
    body = "\n".join(f"{name} said in the hall that {name}'s step was done." for name in names)
    (articles / "one.txt").write_text(f"A story of seven steps\n\n{body}\n")
    index_folders([articles], data, encoder)
    first = Generation.open(data)
    assert not first.catalogue.has_copies
    first.close()
    read: list[str] = []

    def recorded(article: Article) -> list[Passage]:
        read.append(article.text)
        return split_passages(article)

    monkeypatch.setattr("index.intake.taker.split_passages", recorded)
    (articles / "two.txt").write_text(f"The same story\n\n{body}\nPrinted by another paper.\n")
    index_folders([articles], data, encoder)
    assert [text.partition("\n")[0] for text in read] == ["The same story"]
    second = Generation.open(data)
    ids = {Path(second.catalogue.article(i).path).name: i for i in second.catalogue.held()}
    assert second.catalogue.copies(ids["one.txt"]) == [ids["two.txt"]]
    second.close()
    (articles / "one.txt").unlink()
    index_folders([articles], data, encoder)
    third = Generation.open(data)
    assert not third.catalogue.has_copies
    third.close()


def test_only_what_is_new_or_changed_is_encoded(
    articles: Path, data: Path, encoder: Recording
) -> None:
    index_folders([articles], data, encoder)
    before = passage_vectors(data)
    encoder.encoded.clear()
    (articles / "museum.md").unlink()
    wheat = (articles / "wheat.txt").read_text().replace("tenth", "fifth")  # its last word
    (articles / "wheat.txt").write_text(wheat)
    (articles / "new.txt").write_text("مهرجان في الرباط\n\nانطلق المهرجان في الرباط أمس.\n")
    summary = index_folders([articles], data, encoder)
    assert counts(summary) == {"added": 1, "changed": 1, "removed": 1, "unchanged": 1}
    assert titles(data) == sorted([BRIDGE, WHEAT, "مهرجان في الرباط"])
    assert sorted(encoder.encoded) == [
        wheat.strip(),
        "مهرجان في الرباط\n\nانطلق المهرجان في الرباط أمس.",
    ]
    assert passage_vectors(data)[BRIDGE] == before[BRIDGE]


def test_vectors_that_are_taken_over_stay_bit_for_bit(
    articles: Path, data: Path, encoder: Recording, bundled: StaticEncoder
) -> None:
    index_folders([articles], data, encoder)
    before = passage_vectors(data)
    (articles / "aaa.txt").write_text("خبر عاجل\n\nوصل الوفد. " * 40)

    class Other(Recording):
        """The same fingerprint, but vectors that would be noticed."""

        def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return -super().encode_passages(texts)

    index_folders([articles], data, Other(bundled))
    after = passage_vectors(data)
    assert {title: after[title] for title in before} == before
    assert len(after) == 4


def test_a_passage_is_searched_under_its_title(
    articles: Path, data: Path, encoder: Recording
) -> None:
    index_folders([articles], data, encoder)
    assert f"{MUSEUM}\nأعلنت بلدية تونس" in "".join(encoder.encoded)
    assert sum(text.count(BRIDGE) for text in encoder.encoded) == 1  # it is in the text already


def test_the_words_of_a_passage_are_those_of_its_title_and_of_each_sentence(
    articles: Path, data: Path, encoder: Recording
) -> None:
    (articles / "long.txt").write_text("خبر طويل\n\n" + "وصل الوفد 12 مرة إلى تونس. " * 60)
    index_folders([articles], data, encoder)
    generation = Generation.open(data)
    lexical, catalogue = generation.lexical, generation.catalogue
    passages = catalogue.passages(range(catalogue.count()[1]))
    for row, passage in enumerate(passages):
        article = catalogue.article(passage.article_id)
        texts = [article.title, *(article.text[start:end] for start, end in passage.sentences)]
        found = [[lexical.words[word] for word in one] for one in lexical.forward.segments(row)]
        assert found == [words(text) for text in texts]
    order = [one.id for one in catalogue.listing()]
    assert isinstance(lexical.forward, ForwardIndex)
    assert lexical.forward.articles.tolist() == [order.index(one.article_id) for one in passages]
    assert len(passages) > len(order)
    generation.close()


def test_full_reads_and_encodes_everything_anew(
    articles: Path, data: Path, encoder: Recording
) -> None:
    first = index_folders([articles], data, encoder)
    once = list(encoder.encoded)
    second = index_folders([articles], data, encoder, full=True)
    assert encoder.encoded == once * 2
    assert counts(second) == {"added": 3}
    assert (first.generation[:6], second.generation[:6]) == ("000001", "000002")
    assert first.generation[6:] == second.generation[6:]  # the content is the same


def test_another_encoder_encodes_everything_anew(
    articles: Path, data: Path, encoder: Recording, bundled: StaticEncoder
) -> None:
    index_folders([articles], data, encoder)
    other = Recording(bundled, "another")
    summary = index_folders([articles], data, other)
    assert sorted(other.encoded) == sorted(encoder.encoded)
    assert summary.generation.startswith("000002-")
    assert Generation.open(data).manifest.encoder_fingerprint == "another"


def test_the_same_articles_give_the_same_files(
    articles: Path, data: Path, encoder: Recording
) -> None:
    """Whatever the clock, the data folder and the seed of Python's hashes."""
    index_folders([articles], data, encoder)
    other = data.parent / "other"
    run_child(BUILD, articles, other, PYTHONHASHSEED="7")
    ours, theirs = files(data), files(other)
    assert served_id(data) == served_id(other)
    ours.pop("manifest.json"), theirs.pop("manifest.json")
    assert ours == theirs
    one, another = (Generation.open(folder).manifest for folder in (data, other))
    assert replace(one, created="") == replace(another, created="")


def test_a_file_that_is_no_article_is_named_and_the_others_are_indexed(
    articles: Path, data: Path, encoder: Recording
) -> None:
    (articles / "empty.txt").write_text(" \n")
    (articles / "menu.txt").write_text("فيسبوك\nتويتر\n")
    (articles / "photo.jpg").write_bytes(b"\xff\xd8")
    (articles / "large.txt").write_text("كلمة " * 1000)
    summary = index_folders([articles], data, encoder, max_bytes=2000)
    assert counts(summary) == {"added": 3}
    assert set(summary.rejected) == {
        Rejected(str(articles / "empty.txt"), "it is empty"),
        Rejected(
            str(articles / "menu.txt"),
            "no text is left when menus, adverts and the like are taken out",
        ),
        Rejected(str(articles / "photo.jpg"), f"it is not {KINDS}"),
        Rejected(
            str(articles / "large.txt"),
            "it is larger than 0.002 MB; split it, or raise the limit",
        ),
    }


def test_a_folder_without_articles_is_an_empty_index(
    articles: Path, data: Path, encoder: Recording
) -> None:
    index_folders([articles], data, encoder)
    shutil.rmtree(articles)
    articles.mkdir()
    summary = index_folders([articles], data, encoder)
    assert (counts(summary), summary.passages) == ({"removed": 3}, 0)
    assert titles(data) == []


def test_a_folder_that_does_not_exist_leaves_the_index_alone(
    articles: Path, data: Path, encoder: Recording
) -> None:
    first = index_folders([articles], data, encoder)
    with pytest.raises(ArticlesError, match="There is no folder"):
        index_folders([articles / "none"], data, encoder)
    assert served_id(data) == first.generation


def test_an_article_without_a_file_is_indexed_too(
    articles: Path, data: Path, encoder: Recording
) -> None:
    index_folders([articles], data, encoder)
    catalogue = Generation.open(data).catalogue
    article = catalogue.article(catalogue.listing()[0].id)
    wire = replace(article, id="wire00000001", title="Wire")
    other = data.parent / "other"
    first = index_articles([Incoming(wire.id, "wire", "c1", lambda: wire)], other, encoder)
    second = index_articles([Incoming(wire.id, "wire", "c1", lambda: wire)], other, encoder)
    third = index_articles([Incoming(wire.id, "wire", "c2", lambda: wire)], other, encoder)
    assert [counts(one) for one in (first, second, third)] == [
        {"added": 1},
        {"unchanged": 1},
        {"changed": 1},
    ]
    assert Generation.open(other).catalogue.article(wire.id) == wire


def test_progress_is_reported_stage_by_stage(
    articles: Path, data: Path, encoder: Recording
) -> None:
    seen: list[Progress] = []
    index_folders([articles], data, encoder, report=seen.append)
    writing = [one for one in seen if one.stage == "writing"]
    assert seen == [
        Progress("reading", 1, 3),
        Progress("reading", 2, 3),
        Progress("reading", 3, 3),
        Progress("encoding", 3, 3),
        *writing,
    ]
    generation = Generation.open(data)
    total = generation.manifest.passages + len(generation.lexical.words)
    done = [one.done for one in writing]
    assert {one.total for one in writing} == {total}
    assert (done[0], done[-1]) == (0, total)
    assert len(done) > 8  # it can be followed
    assert done == sorted(set(done))


def test_a_data_folder_that_is_a_file_is_refused(
    articles: Path, data: Path, encoder: Recording
) -> None:
    data.write_text("mine")
    with pytest.raises(GenerationError, match=r"cannot be written .*or set IQTIBAS_DATA\.$"):
        index_folders([articles], data, encoder)
    assert data.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_cannot_be_written_is_refused(
    articles: Path, data: Path, encoder: Recording
) -> None:
    data.mkdir(mode=0o500)
    with pytest.raises(GenerationError) as caught:
        index_folders([articles], data, encoder)
    assert str(caught.value) == (
        f"The data folder {data} cannot be written (Permission denied). "
        "Give the program's user write access to it, or set IQTIBAS_DATA."
    )
