"""The command line as a user has it: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from index.build import index_folders
from index.encoder import StaticEncoder, bundled_encoder
from index.generation import generation_ids, served_id
from index.lock import indexing
from index.swap import point
from tests.retrieval.articles import ARTICLES, FERRY, write_articles

ROOT = Path(__file__).parents[2]
QUESTION = "How long did the first crossing of the ferry last?"
ANSWER = (
    "Captain Edward Hollis took 212 passengers across on the first crossing, "
    "which lasted 55 minutes."
)
UNANSWERABLE = "Which chess opening did Kasparov prefer against Karpov?"
NO_INDEX = "iqtibas: No articles are indexed yet. Run: iqtibas index\n"
NEW_ARTICLE = "ظهر مذنب السرو فوق سماء المرجان ليلة الجمعة.\n\nوقال الفلكيون إنه لن يعود قبل قرن.\n"


@pytest.fixture(scope="module", autouse=True)
def _quick_start() -> Iterator[None]:
    """A lexicon of one entry, and the encoder read once: nothing here depends on either."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticEncoder, "open", cache(StaticEncoder.open))
        patch.setattr("index.writing.read_entries", lambda: iter([("ferry", "عبّارة")]))
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles and two generations of their index; not to be altered."""
    folder = tmp_path_factory.mktemp("commands")
    write_articles(folder / "articles", {"ferry.en.md": FERRY})
    index_folders([folder / "articles"], folder / "data", bundled_encoder())
    shutil.rmtree(folder / "articles")
    write_articles(folder / "articles")
    index_folders([folder / "articles"], folder / "data", bundled_encoder())
    return folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with nothing in it and no settings but the defaults."""
    for name in list(os.environ):
        if name.startswith("IQTIBAS_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def served(built: Path, empty: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of :func:`built`, to be read only."""
    monkeypatch.setenv("IQTIBAS_DATA", str(built / "data"))
    return built / "data"


@pytest.fixture
def own(built: Path, empty: Path) -> Path:
    """A copy of :func:`built` in the current folder, under the default names."""
    shutil.copytree(built, empty, dirs_exist_ok=True)
    return empty


class Shell:
    """Runs commands in this process and reads what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""
        try:
            code = main(arguments)
        except SystemExit as stop:  # argparse
            code = int(str(stop.code))
        return code, *self._capsys.readouterr()

    def out(self, *arguments: str) -> str:
        """Stdout of a command that succeeds in silence."""
        code, out, err = self(*arguments)
        assert (code, err) == (0, "")
        return out

    def json(self, *arguments: str) -> Any:
        return json.loads(self.out(*arguments))

    def problem(self, *arguments: str) -> str:
        """The one line on stderr of a command that fails."""
        code, out, err = self(*arguments)
        assert (code, out) == (1, "")
        assert err.count("\n") == 1
        assert err.startswith("iqtibas: ")
        return err


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


# index


def test_indexing_tells_what_changed_and_names_what_is_left_out(empty: Path, shell: Shell) -> None:
    write_articles(empty / "articles")
    (empty / "articles" / "empty.txt").write_bytes(b" \n")
    (empty / "articles" / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")
    code, out, err = shell("index")
    assert code == 0
    assert out.startswith(f"{len(ARTICLES)} added, 0 changed, 0 removed, 0 unchanged; ")
    assert out.endswith(" s\n")
    left_out = err.splitlines()
    assert left_out[0] == "left out articles/empty.txt: it is empty"
    assert left_out[1].startswith("left out articles/photo.txt: ")
    assert len(left_out) == 2

    (empty / "articles" / "comet.txt").write_text(NEW_ARTICLE, "utf-8")
    (empty / "articles" / "bridge.ar.md").write_text(ARTICLES["museum.ar.md"], "utf-8")
    (empty / "articles" / "ferry.en.md").unlink()
    _, out, _ = shell("index")
    assert out.startswith(f"1 added, 1 changed, 1 removed, {len(ARTICLES) - 2} unchanged; ")
    code, out, _ = shell("ask", "متى ظهر مذنب السرو فوق سماء المرجان؟")
    assert code == 0
    assert "ليلة الجمعة" in out


def test_indexing_again_without_a_change_keeps_the_served_index(empty: Path, shell: Shell) -> None:
    write_articles(empty / "articles", {"ferry.en.md": FERRY})
    shell.out("index")
    before = served_id(empty / "data")
    assert shell.out("index").startswith("0 added, 0 changed, 0 removed, 1 unchanged; ")
    assert served_id(empty / "data") == before
    assert shell.out("index", "--full").startswith("1 added, 0 changed, 0 removed, 0 unchanged; ")
    assert generation_ids(empty / "data") == [before, served_id(empty / "data")]


def test_a_file_name_that_is_not_utf_8_does_not_stop_indexing(empty: Path, shell: Shell) -> None:
    write_articles(empty / "articles", {"ferry.en.md": FERRY})
    Path(os.fsdecode(bytes(empty / "articles") + b"/storm\xff.md")).write_text(
        ARTICLES["storm-one.ar.md"], "utf-8"
    )
    assert shell("index")[0] == 0
    assert shell("ask", QUESTION)[0] == 0


def test_folders_can_be_named_instead_of_the_setting(empty: Path, shell: Shell) -> None:
    write_articles(empty / "mine", {"ferry.en.md": FERRY})
    assert shell.out("index", "mine").startswith("1 added, ")
    assert shell.json("status", "--json")["articles"] == 1


def test_progress_as_json_lines_ends_with_the_summary(empty: Path, shell: Shell) -> None:
    write_articles(empty / "articles", {"ferry.en.md": FERRY, "empty.txt": ""})
    *progress, last = lines(shell.out("index", "--progress-json"))
    assert all(one.keys() == {"stage", "done", "total"} for one in progress)
    summary = last["summary"]
    passages = summary.pop("passages")
    told = [(one["stage"], one["done"], one["total"]) for one in progress]
    steps = told[-1][-1]
    assert [one for one in told if one[1] in (0, one[2]) or one[0] == "reading"] == [
        ("reading", 1, 2),
        ("reading", 2, 2),
        ("encoding", passages, passages),
        ("writing", 0, steps),
        ("writing", steps, steps),
    ]
    assert steps > passages
    assert summary.pop("seconds") > 0
    assert summary == {
        "generation": served_id(empty / "data"),
        "added": 1,
        "changed": 0,
        "removed": 0,
        "unchanged": 0,
        "rejected": [{"path": "articles/empty.txt", "reason": "it is empty"}],
        "deleted": [],
    }


def test_an_error_of_progress_json_is_a_json_line_too(empty: Path, shell: Shell) -> None:
    code, out, err = shell("index", "nowhere", "--progress-json")
    assert (code, err) == (1, "")
    (line,) = lines(out)
    assert "nowhere" in line["error"]


def test_a_folder_that_is_not_there_is_named(empty: Path, shell: Shell) -> None:
    assert "nowhere" in shell.problem("index", "nowhere")


def test_two_processes_cannot_index_into_one_folder(empty: Path, shell: Shell) -> None:
    write_articles(empty / "articles", {"ferry.en.md": FERRY})
    with indexing(empty / "data"):
        for arguments in (["index"], ["rollback"]):
            assert re.fullmatch(
                rf"iqtibas: Another process \({os.getpid()}, since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d "
                r"UTC\) is indexing into data\. Wait until it has finished\.\n",
                shell.problem(*arguments),
            )


# ask


def test_an_answer_is_printed_with_its_highlight_and_source(served: Path, shell: Shell) -> None:
    out = shell.out("ask", QUESTION)
    assert f"**{ANSWER}**" in out.replace("**\n│ **", " ")
    assert "Ferry line between Marwan and Silvan opens — Coast Courier, 11 May 2025\n" in out


ANSWER_TYPES = {
    "question": str,
    "language": str,
    "answered": bool,
    "confidence": float,
    "generation": str,
    "took_ms": float,
    "quotes": list,
    "newer": (dict, type(None)),
}
QUOTE_TYPES = {
    "rank": int,
    "score": float,
    "article_id": str,
    "title": str,
    "source": str,
    "url": (str, type(None)),
    "published": (str, type(None)),
    "path": str,
    "start": int,
    "end": int,
    "text": str,
    "highlight": dict,
    "also_reported_by": list,
    "language": str,
    "speaker": (str, type(None)),
    "days": list,
    "edited": (str, type(None)),
    "withdrawn": (str, type(None)),
}

REPORT_TYPES = {
    "article_id": str,
    "title": str,
    "source": str,
    "url": (str, type(None)),
    "published": (str, type(None)),
    "copy_of": (str, type(None)),
}


def assert_types(value: dict[str, Any], types: dict[str, Any]) -> None:
    assert value.keys() == types.keys()
    for name, type_ in types.items():
        assert isinstance(value[name], type_), name


@pytest.mark.parametrize(
    ("question", "language"),
    [(QUESTION, "en"), ("كم ساعة أغلقت العاصفة الرملية مطار البيلسان؟", "ar")],
)
def test_an_answer_as_json_has_these_keys_and_its_offsets_are_those_of_show(
    served: Path, shell: Shell, question: str, language: str
) -> None:
    answer = shell.json("ask", question, "--json")
    assert_types(answer, ANSWER_TYPES)
    assert (answer["question"], answer["language"]) == (question, language)
    assert answer["answered"]
    assert 0 <= answer["confidence"] <= 1
    assert answer["generation"] == served_id(served)
    assert [quote["rank"] for quote in answer["quotes"]] == list(
        range(1, len(answer["quotes"]) + 1)
    )
    for quote in answer["quotes"]:
        assert_types(quote, QUOTE_TYPES)
        highlight = quote["highlight"]
        assert_types(highlight, {"start": int, "end": int, "text": str})
        for report in quote["also_reported_by"]:
            assert_types(report, REPORT_TYPES)
        article = shell.json("show", quote["article_id"], "--json")
        assert article["text"][quote["start"] : quote["end"]] == quote["text"] != ""
        assert article["text"][highlight["start"] : highlight["end"]] == highlight["text"] != ""
        assert {article[name] == quote[name] for name in ("title", "source", "url", "path")} == {
            True
        }


def test_no_more_quotes_are_given_than_asked_for(served: Path, shell: Shell) -> None:
    assert len(shell.json("ask", QUESTION, "--json", "-k", "1")["quotes"]) == 1


def test_an_abstention_has_exit_code_3(served: Path, shell: Shell) -> None:
    code, out, err = shell("ask", UNANSWERABLE)
    assert (code, out, err) == (3, "I found no answer to this question in the articles.\n", "")
    code, out, err = shell("ask", UNANSWERABLE, "--json")
    answer = json.loads(out)
    assert (code, err) == (3, "")
    assert_types(answer, ANSWER_TYPES)
    assert (answer["answered"], answer["quotes"]) == (False, [])


@pytest.mark.parametrize("question", ["", "؟", " \n"])
def test_a_question_without_words_is_an_error(served: Path, shell: Shell, question: str) -> None:
    assert shell.problem("ask", question) == (
        "iqtibas: The question has no words. Ask in Arabic or English.\n"
    )


# show, status, generations, rollback, verify


def test_an_article_is_shown_as_indexed(served: Path, shell: Shell) -> None:
    article_id = shell.json("ask", QUESTION, "--json")["quotes"][0]["article_id"]
    article = shell.json("show", article_id, "--json")
    assert article.keys() == {
        "id", "text", "title", "source", "url", "published", "language", "path", "author",
        "edited", "withdrawn",
    }  # fmt: skip
    assert article["id"] == article_id
    assert shell.out("show", article_id) == (
        "Ferry line between Marwan and Silvan opens\nCoast Courier\n2025-05-11\n"
        f"https://example.com/coast/ferry\n{article['path']}\n\n{article['text']}\n"
    )


def test_an_unknown_article_is_an_error(served: Path, shell: Shell) -> None:
    assert shell.problem("show", "0123") == (
        "iqtibas: There is no article '0123' in the index; ask --json names the ids.\n"
    )


def test_the_status_is_figures(served: Path, shell: Shell) -> None:
    status = shell.json("status", "--json")
    assert (status["generation"], status["encoder"]) == (served_id(served), "bundled")
    assert (status["articles"], status["languages"]) == (7, {"ar": 6, "en": 1})
    names = ["generation", "created", "articles", "passages", "languages", "sources", "encoder"]
    assert list(status) == [*names, "bytes", "vectors"]
    out = shell.out("status").splitlines()
    assert [line.split()[0] for line in out] == [*names, "bytes", "vectors"]
    assert "languages   6 ar, 1 en" in out


def test_generations_are_listed_with_the_served_one_marked(served: Path, shell: Shell) -> None:
    old, new = generation_ids(served)
    assert shell.out("generations") == f"  {old}\n* {new}\n"


def test_an_update_is_listed_with_what_it_is_over(
    own: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.update.plan.FROM", 1)
    monkeypatch.setattr("index.update.plan.SHARE", 9.0)
    old, new = generation_ids(own / "data")
    (own / "articles" / "comet.txt").write_text(NEW_ARTICLE, "utf-8")
    shell.out("index", str(own / "articles"))
    *_, latest = generation_ids(own / "data")
    assert shell.out("generations") == f"  {old}\n  {new}\n* {latest} over {new}\n"


def test_rolling_back_serves_the_index_before_and_forward_again(own: Path, shell: Shell) -> None:
    old, new = generation_ids(own / "data")
    assert shell.out("rollback") == f"{old} is served now.\n"
    assert shell.out("generations") == f"* {old}\n  {new}\n"
    assert shell.json("status", "--json")["articles"] == 1
    assert shell.problem("rollback") == (
        f"iqtibas: There is no such index to go back to; kept besides {old}: {new}.\n"
    )
    assert shell.out("rollback", new) == f"{new} is served now.\n"
    assert shell.json("status", "--json")["articles"] == len(ARTICLES)


@pytest.mark.parametrize("target", ["000009-00000000", "../../etc", ""])
def test_rolling_back_to_what_is_not_there_changes_nothing(
    own: Path, shell: Shell, target: str
) -> None:
    point(own / "data", generation_ids(own / "data")[0])
    assert "There is no such index to go back to" in shell.problem("rollback", target)
    assert served_id(own / "data") == generation_ids(own / "data")[0]


def test_what_is_deleted_is_told_also_where_one_had_gone_back_before_it(
    own: Path, shell: Shell
) -> None:
    first, second = generation_ids(own / "data")
    shell.out("index", "--full")
    shell.out("rollback", first)
    code, out, err = shell("index", "--full")
    assert (code, out[:8]) == (0, "7 added,")
    assert err == f"3 indexes are kept; deleted: {first}\n"
    assert generation_ids(own / "data")[0] == second


def test_every_index_that_is_kept_is_verified(served: Path, shell: Shell) -> None:
    assert shell.out("verify") == "".join(
        f"{one} is as it was written.\n" for one in generation_ids(served)
    )


def flip_last_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_one_changed_bit_is_found_and_not_gone_back_to(own: Path, shell: Shell) -> None:
    old, new = generation_ids(own / "data")
    flip_last_bit(own / "data" / "generations" / old / "vectors.faiss")
    code, out, err = shell("verify")
    assert (code, out) == (1, f"{new} is as it was written.\n")
    assert err == f"iqtibas: The index {old} is damaged (vectors.faiss). Run: iqtibas index\n"
    assert shell.problem("rollback") == f"iqtibas: The index {old} is damaged (vectors.faiss).\n"
    assert served_id(own / "data") == new
    flip_last_bit(own / "data" / "generations" / new / "words.columns.npy")
    assert shell.problem("verify") == (
        f"iqtibas: The index {old} is damaged (vectors.faiss); "
        f"The index {new} is damaged (words.columns.npy). Run: iqtibas index\n"
    )


def test_a_damaged_index_is_replaced_by_the_command_that_its_error_names(
    own: Path, shell: Shell, caplog: pytest.LogCaptureFixture
) -> None:
    old, new = generation_ids(own / "data")
    notice = (
        f"The index {new} is damaged (catalogue.sqlite). Run: iqtibas index; "
        f"until then {old} is served."
    )
    path = own / "data" / "generations" / new / "catalogue.sqlite"
    path.write_bytes(path.read_bytes()[:100])
    assert shell.json("ask", QUESTION, "--json")["generation"] == old
    assert [record.getMessage() for record in caplog.records] == [notice]
    assert shell.json("status", "--json")["notice"] == notice
    assert shell("index")[1].startswith(f"{len(ARTICLES)} added, ")
    assert shell.json("ask", QUESTION, "--json")["generation"] == served_id(own / "data") > new
    assert "notice" not in shell.json("status", "--json")
    assert new not in shell.out("verify")
    assert old in shell.out("generations")


def test_what_is_told_of_a_damaged_index_is_one_line(own: Path) -> None:
    (own / "data" / "current").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", QUESTION],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == (
        "data/current is damaged. Run: iqtibas index; "
        f"until then {generation_ids(own / 'data')[-1]} is served.\n"
    )


# eval

ITEMS = [
    {"_id": "ferry/1", "title": "", "text": ANSWER},
    {"_id": "bridge", "title": "جسر السنابل", "text": "بلغت كلفة جسر السنابل 450 مليون درهم."},
    {"_id": "blank", "title": "", "text": ""},
]
QUERIES = [
    {"_id": "q1", "text": QUESTION},
    {"_id": "q2", "text": "كم بلغت كلفة جسر السنابل؟"},
    {"_id": "q3", "text": UNANSWERABLE},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\tferry/1\t1\nq2\tbridge\t1\n"
ANSWERS = [
    {"_id": "q1", "answers": ["55 minutes"]},
    {"_id": "q2", "answers": ["خمسون", "٤٥٠ مليون"]},
    {"_id": "q3", "answerable": False},
]


def write_dataset(folder: Path, queries: list[dict[str, str]]) -> None:
    folder.mkdir()
    for name, rows in [("corpus", ITEMS), ("queries.en", queries)]:
        written = "\n".join(json.dumps(row) for row in rows)
        (folder / f"{name}.jsonl").write_text(written, "utf-8")
    (folder / "qrels.tsv").write_text(QRELS, "utf-8")


def test_a_dataset_is_measured_and_what_cannot_be_is_null(empty: Path, shell: Shell) -> None:
    write_dataset(empty / "tiny", QUERIES)
    figures = shell.json("eval", "tiny", "--json")
    times = figures.pop("median_ms"), figures.pop("p99_ms")
    assert 0 < times[0] <= times[1]
    assert figures == {
        "dataset": "tiny",
        "queries": 3,
        "ndcg@10": 1.0,
        "recall@1": 1.0,
        "recall@10": 1.0,
        "mrr@10": 1.0,
        "quote_hit@1": None,
        "quote_hit@3": None,
        "abstain_auroc": None,
    }
    assert not (empty / "data").exists()  # the index of the dataset is not the operator's


def test_answers_measure_highlights_and_abstention(empty: Path, shell: Shell) -> None:
    write_dataset(empty / "tiny", QUERIES)
    answers = "\n".join(json.dumps(row) for row in ANSWERS)
    (empty / "tiny" / "answers.jsonl").write_text(answers, "utf-8")
    figures = shell.json("eval", "tiny", "--json", "--queries", "tiny/queries.en.jsonl")
    hits = (figures["quote_hit@1"], figures["quote_hit@3"], figures["abstain_auroc"])
    assert hits == (1.0, 1.0, 1.0)


def test_a_query_without_words_finds_nothing(empty: Path, shell: Shell) -> None:
    write_dataset(empty / "tiny", [QUERIES[0], {"_id": "q2", "text": "؟"}])
    figures = shell.json("eval", "tiny", "--json")
    assert (figures["queries"], figures["recall@10"]) == (2, 0.5)


def test_a_dataset_that_cannot_be_read_is_an_error(empty: Path, shell: Shell) -> None:
    assert shell.problem("eval", "nowhere") == (
        "iqtibas: nowhere needs one file of queries and has none. Name one with --queries.\n"
    )
    write_dataset(empty / "tiny", QUERIES)
    (empty / "tiny" / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1 d1 1\n", "utf-8")
    assert shell.problem("eval", "tiny") == (
        "iqtibas: tiny/qrels.tsv, line 2: not query-id, corpus-id, score.\n"
    )


# errors


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", QUESTION],
        ["remove", "0123"],
        ["show", "0123"],
        ["status"],
        ["generations"],
        ["rollback"],
        ["verify"],
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_without_an_index_every_command_says_what_to_run(
    empty: Path, shell: Shell, arguments: list[str]
) -> None:
    assert shell.problem(*arguments) == NO_INDEX


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["unknown"],
        ["ask"],
        ["ask", QUESTION, "-k", "0"],
        ["ask", QUESTION, "-k", "٣"],
        ["ask", QUESTION, "-k", "many"],
        ["ask", "why \udcff"],  # what Python makes of a byte that is not UTF-8
        ["show", "\udcff"],
        ["eval"],
    ],
)
def test_wrong_usage_has_exit_code_2(empty: Path, shell: Shell, arguments: list[str]) -> None:
    code, out, err = shell(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: iqtibas")


def test_a_wrong_setting_is_one_sentence(
    empty: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IQTIBAS_QUOTES", "many")
    assert shell.problem("status") == (
        "iqtibas: IQTIBAS_QUOTES is 'many'; write a number from 1 to 10.\n"
    )


@pytest.mark.parametrize("arguments", [["status"], ["ask", QUESTION, "--json"], ["generations"]])
def test_a_reader_that_has_gone_is_not_a_traceback(served: Path, arguments: list[str]) -> None:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            env=buffered | {"PYTHONPATH": str(ROOT)},
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


# filters in a question


def test_ask_keeps_to_the_filters_and_says_where_they_leave_nothing(
    served: Path, shell: Shell
) -> None:
    quotes = shell.json("ask", f"{QUESTION} source:Courier since:2025-05", "--json")["quotes"]
    assert [quote["source"] for quote in quotes] == ["Coast Courier"]
    code, out, err = shell("ask", f"{QUESTION} source:Couriers")
    assert (code, err) == (3, "")
    assert out == "No source is called: Couriers\nThese names are like it: Coast Courier\n"
    code, out, _ = shell("ask", f"{QUESTION} until:2024", "--json")
    assert code == 3
    assert json.loads(out)["unmatched"] == {"unreadable": [], "unknown": [], "similar": []}
