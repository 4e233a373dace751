"""The tables that ``make eval`` prints without a dataset, over two small sets of our own."""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.ablation import main
from bot.cli import main as iqtibas
from index.encoder import StaticEncoder

ROOT = Path(__file__).parents[2]
FERRY = "افتتح خط العبّارة بين ميناء مروان وميناء سيلفان يوم الأحد. وكلفت التذكرة تسعة دراهم."
SCHOOL = "فازت مدرسة القرية بجائزة الروبوتات. وصمّم الطلاب روبوتاً يجمع الزيتون."
MUSEUM = "أعاد متحف الفخار فتح أبوابه بعد حريق. وتضم مجموعة المتحف ثلاثة آلاف جرة."
STORM = "أغلقت عاصفة رملية مطار البيلسان ست ساعات. وحوّلت الرحلات إلى مطار آخر."

STEPS = [
    "dense",
    "lexical",
    "+ expansion",
    "+ names",
    "+ dense",
    "+ rerank",
    "bm25s, whole articles",
    "bm25s, our passages",
]


@pytest.fixture(scope="module", autouse=True)
def _quick_start() -> Iterator[None]:
    """A lexicon of a few entries, and the encoder read once."""
    entries = [("ferry", "عبارة"), ("school", "مدرسة"), ("ticket", "تذكرة")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticEncoder, "open", cache(StaticEncoder.open))
        patch.setattr("index.writing.read_entries", lambda: iter(entries))
        for name in [name for name in os.environ if name.startswith("IQTIBAS_")]:
            patch.delenv(name)
        yield


def write_set(
    folder: Path,
    corpus: dict[str, str],
    queries: dict[str, dict[str, str]],
    relevant: dict[str, str],
    answers: dict[str, str],
) -> None:
    def write(name: str, rows: list[dict[str, object]]) -> None:
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / name).write_text("".join(lines), "utf-8")

    folder.mkdir(parents=True)
    write("corpus.jsonl", [{"_id": one, "title": "", "text": text} for one, text in corpus.items()])
    for language, asked in queries.items():
        rows: list[dict[str, object]] = [{"_id": one, "text": text} for one, text in asked.items()]
        write(f"queries.{language}.jsonl", rows)
    write("answers.jsonl", [{"_id": one, "answers": [text]} for one, text in answers.items()])
    judged = "".join(f"{one}\t{item}\t1\n" for one, item in relevant.items())
    (folder / "qrels.tsv").write_text(f"query-id\tcorpus-id\tscore\n{judged}", "utf-8")


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sets")
    write_set(
        folder / "xquad-dev",
        {"ferry": FERRY, "school": SCHOOL},
        {
            "ar": {"price": "كم كلفت التذكرة؟", "prize": "من فاز بجائزة الروبوتات؟"},
            "en": {"price": "What did the ferry ticket cost?", "prize": "Which school won?"},
        },
        {"price": "ferry", "prize": "school"},
        {"price": "تسعة دراهم", "prize": "مدرسة القرية"},
    )
    write_set(
        folder / "arcd-dev",
        {"museum": MUSEUM, "storm": STORM},
        {"ar": {"jars": "كم جرة في متحف الفخار؟", "hours": "كم ساعة أغلق مطار البيلسان؟"}},
        {"jars": "museum", "hours": "storm"},
        {"jars": "ثلاثة آلاف", "hours": "ست ساعات"},
    )
    return folder


@pytest.fixture(scope="module")
def printed(sets: Path) -> str:
    output = io.StringIO()
    with contextlib.chdir(sets), contextlib.redirect_stdout(output):  # where there are no settings
        assert main(sets) == 0
    return output.getvalue()


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def tables(text: str) -> list[list[list[str]]]:
    """The cells of each Markdown table, without the rule under its heading."""
    blocks = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    return [[cells(line) for line in lines if not line.startswith("|-")] for lines in blocks]


def test_each_part_has_a_row_and_each_set_and_language_four_columns(printed: str) -> None:
    heading, *rows = tables(printed)[0]
    each = ["quote_hit@1", "quote_hit@3", "ms"]
    assert heading == [
        "",
        *("xquad-dev ar: ndcg@10", *each),
        *("xquad-dev en: ndcg@10", *each),
        *("arcd-dev ar: ndcg@10", *each),
    ]
    assert [row[0] for row in rows] == STEPS
    for name, *figures in rows:
        for ndcg, first, third, milliseconds in zip(*[iter(figures)] * 4, strict=True):
            assert 0 <= float(ndcg) <= 1
            assert (first == "-") is (third == "-") is (name != "+ rerank")
            assert float(milliseconds) >= 0


def test_english_questions_find_arabic_articles_only_where_words_are_translated(
    printed: str,
) -> None:
    english = {row[0]: float(row[5]) for row in tables(printed)[0][1:]}
    nothing = {name for name, ndcg in english.items() if ndcg == 0}
    assert nothing == {"lexical", "bm25s, whole articles", "bm25s, our passages"}
    assert english["+ expansion"] == 1


@pytest.mark.parametrize(
    ("name", "language", "column"),
    [("xquad-dev", "ar", 1), ("xquad-dev", "en", 5), ("arcd-dev", "ar", 9)],
)
def test_the_last_step_has_the_figures_of_iqtibas_eval(
    name: str,
    language: str,
    column: int,
    printed: str,
    sets: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    queries = sets / name / f"queries.{language}.jsonl"
    assert iqtibas(["eval", str(sets / name), "--queries", str(queries), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    row = next(row for row in tables(printed)[0] if row[0] == "+ rerank")
    assert [float(cell) for cell in row[column : column + 3]] == [
        figures[one] for one in ("ndcg@10", "quote_hit@1", "quote_hit@3")
    ]


def test_abstention_is_told_for_each_language_of_questions(printed: str) -> None:
    heading, *rows = tables(printed)[1]
    assert heading == ["questions", "AUROC", "false abstentions", "false answers"]
    assert [row[0] for row in rows] == ["ar", "en"]
    # Four Arabic questions and two English ones, each asked once of either corpus.
    for row, questions in zip(rows, (4, 2), strict=True):
        for share in row[2:]:
            assert math.isclose(float(share) * questions % 1, 0, abs_tol=1e-9)
    assert float(rows[0][1]) > 0.9


def test_what_is_printed_is_a_table_in_markdown(printed: str) -> None:
    for block in printed.split("\n\n"):
        lines = block.splitlines()
        if lines[0].startswith("|"):
            assert len({len(line) for line in lines}) == 1  # the columns are aligned
            assert set(lines[1]) == {"|", "-"}
            assert len({line.count("|") for line in lines}) == 1


def test_a_folder_without_the_sets_is_one_sentence_and_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path / "gone") == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err == (
        f"{tmp_path / 'gone'} does not hold xquad-dev and arcd-dev, which are not part of the "
        "program. Measure a dataset of your own: make eval DATASET=path\n"
    )


def test_one_missing_set_is_named_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "xquad-dev").mkdir()
    assert main(tmp_path) == 2
    assert " does not hold arcd-dev, " in capsys.readouterr().err


def test_a_damaged_set_is_one_sentence_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("xquad-dev", "arcd-dev"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "corpus.jsonl").write_text("not JSON\n", "utf-8")
    assert main(tmp_path) == 2
    corpus = tmp_path / "xquad-dev" / "corpus.jsonl"
    assert capsys.readouterr().err == f"{corpus}, line 1: not a JSON object.\n"
