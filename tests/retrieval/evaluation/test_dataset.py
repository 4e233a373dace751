"""Datasets in the BEIR layout: what is read, and what is said about a wrong line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from retrieval.evaluation import Dataset, DatasetError, read_dataset

CORPUS = """\
{"_id": "d1", "title": "جسر جديد", "text": "افتُتح الجسر أمس."}

{"_id": 2, "text": "The bridge is open."}
"""
QUERIES = '{"_id": "q1", "text": "متى افتتح الجسر؟"}\n{"_id": "q2", "text": "من بناه؟"}\n'
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\t2\t0\n\nq2\t2\t1\n"
ANSWERS = '{"_id": "q1", "answers": ["أمس", 5]}\n{"_id": "q2", "answerable": false}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound dataset."""
    found = tmp_path / "tiny"
    found.mkdir()
    (found / "corpus.jsonl").write_text("\ufeff" + CORPUS, "utf-8")
    (found / "queries.ar.jsonl").write_text(QUERIES, "utf-8")
    (found / "qrels.tsv").write_text(QRELS, "utf-8")
    (found / "answers.jsonl").write_text(ANSWERS, "utf-8")
    return found


def problem(folder: Path, queries: Path | None = None) -> str:
    with pytest.raises(DatasetError) as caught:
        read_dataset(folder, queries)
    return str(caught.value)


def test_a_dataset_is_read_whole(folder: Path) -> None:
    assert read_dataset(folder) == Dataset(
        name="tiny",
        corpus=(("d1", "جسر جديد", "افتُتح الجسر أمس."), ("2", "", "The bridge is open.")),
        queries={"q1": "متى افتتح الجسر؟", "q2": "من بناه؟"},
        qrels={"q1": {"d1": 2, "2": 0}, "q2": {"2": 1}},
        answers={"q1": ("أمس", "5")},
        unanswerable=frozenset({"q2"}),
    )


def test_answers_may_be_missing(folder: Path) -> None:
    (folder / "answers.jsonl").unlink()
    dataset = read_dataset(folder)
    assert (dataset.answers, dataset.unanswerable) == ({}, frozenset())


def test_queries_can_be_named_where_there_are_several(folder: Path) -> None:
    english = folder / "queries.en.jsonl"
    english.write_text('{"_id": "q1", "text": "When did it open?"}', "utf-8")
    assert read_dataset(folder, english).queries == {"q1": "When did it open?"}
    assert problem(folder) == (
        f"{folder} needs one file of queries and has queries.ar.jsonl, queries.en.jsonl. "
        "Name one with --queries."
    )


def test_no_queries_at_all_are_named(folder: Path) -> None:
    (folder / "queries.ar.jsonl").unlink()
    assert problem(folder) == (
        f"{folder} needs one file of queries and has none. Name one with --queries."
    )


@pytest.mark.parametrize("name", ["corpus.jsonl", "qrels.tsv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert re.fullmatch(
        rf"{folder / name} cannot be read: .*No such file or directory.*\.", problem(folder)
    )


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "corpus.jsonl").write_bytes(b'{"_id": "d1", "text": "\xff"}')
    assert problem(folder).startswith(f"{folder / 'corpus.jsonl'} cannot be read: ")


@pytest.mark.parametrize("line", ["{", "[1]", "nonsense", '"text"'])
def test_a_line_that_is_no_json_object_is_named(folder: Path, line: str) -> None:
    (folder / "corpus.jsonl").write_text(CORPUS + line + "\n", "utf-8")
    assert problem(folder) == f"{folder / 'corpus.jsonl'}, line 4: not a JSON object."


@pytest.mark.parametrize(
    ("line", "key"),
    [('{"text": "a"}', "_id"), ('{"_id": "d9"}', "text"), ('{"_id": "d9", "text": null}', "text")],
)
def test_an_item_without_an_id_or_a_text_is_named(folder: Path, line: str, key: str) -> None:
    (folder / "corpus.jsonl").write_text(line, "utf-8")
    assert problem(folder).startswith(f"A line of the dataset has no {key!r}: ")


@pytest.mark.parametrize(
    "line", ["q1 d1 1", "q1\td1", "q1\td1\tyes", "q1\td1\t1\t1", "q1\td1\t0.5"]
)
def test_a_wrong_line_of_qrels_is_named(folder: Path, line: str) -> None:
    (folder / "qrels.tsv").write_text(QRELS + line, "utf-8")
    assert problem(folder) == (f"{folder / 'qrels.tsv'}, line 6: not query-id, corpus-id, score.")


@pytest.mark.parametrize("answers", ['"أمس"', "5", "null", '{"a": 1}'])
def test_answers_that_are_no_list_are_refused(folder: Path, answers: str) -> None:
    """A string would count as its letters, and almost any highlight would hold one of them."""
    (folder / "answers.jsonl").write_text(f'{{"_id": "q1", "answers": {answers}}}', "utf-8")
    assert "answers" in problem(folder)
