"""Hostile files end in an article or one clear line, within limits, and harm none beside them."""

from __future__ import annotations

import os
import re
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.article import Article
from index.build import index_folders
from index.encoder import StaticEncoder
from index.reading import (
    SUFFIXES,
    Rejected,
    UnreadableError,
    iter_files,
    parse_article,
    parts,
    read_bytes,
)
from index.reading.sandbox import Limits, Sandbox
from tests.index.reading.hostile import (
    ANY,
    ARABIC,
    CASES,
    MAX_BYTES,
    PARAGRAPHS,
    READ,
    SENTENCE,
    Hostile,
    archive,
    page,
    word,
)

LIMITS = Limits(cpu=3, wall=60)
LONGEST = 90.0  # seconds on a busy machine, two failures and two starts of the child included


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    one = Sandbox(LIMITS)
    yield one
    one.close()


def outcomes(folder: Path, sandbox: Sandbox) -> Iterator[Article | Rejected]:
    """What becomes of the files of a folder, read as the index reads them."""
    for file in iter_files([folder]):
        if isinstance(file, Rejected):
            yield file
            continue
        try:
            for part in parts(read_bytes(file.path, MAX_BYTES), file, MAX_BYTES, sandbox):
                if isinstance(part, Rejected):
                    yield part
                    continue
                try:
                    yield parse_article(part.data, part.file, sandbox)
                except UnreadableError as error:
                    yield Rejected(str(part.file.path), str(error))
        except UnreadableError as error:
            yield Rejected(str(file.path), str(error))


def check_line(rejected: Rejected) -> None:
    """One line that can be printed, and a sentence without its full stop."""
    line = f"{rejected.path}: {rejected.reason}"
    assert line.isprintable(), line
    line.encode("utf-8")
    assert 5 < len(rejected.reason) < 200
    assert not rejected.reason.endswith(".")
    assert "Traceback" not in line


def check_article(article: Article) -> None:
    stored = (article.text, article.title, article.source, article.path, article.author or "")
    for value in stored:
        value.encode("utf-8")
        assert not re.search("[\x00-\x08\x0e-\x1f\x7f\x9b]", value)
    assert article.text.strip()
    assert "root:" not in article.text  # of /etc/passwd


@pytest.mark.parametrize("hostile", CASES, ids=str)
def test_a_hostile_file_ends_in_an_article_or_one_clear_line(
    hostile: Hostile, tmp_path: Path, sandbox: Sandbox
) -> None:
    if hostile.is_heavy and "HOSTILE" not in os.environ:
        pytest.skip("takes long: make hostile")
    started = time.monotonic()
    (tmp_path / hostile.name).write_bytes(hostile.make())
    found = list(outcomes(tmp_path, sandbox))
    assert time.monotonic() - started < LONGEST
    assert found
    for one in found:
        check_line(one) if isinstance(one, Rejected) else check_article(one)
    if hostile.outcome == READ:
        texts = [one.text for one in found if isinstance(one, Article)]
        assert texts, found
        assert any(sentence in texts[0] for sentence in (SENTENCE, ARABIC)), texts
    elif hostile.outcome != ANY:
        reasons = [one.reason for one in found if isinstance(one, Rejected)]
        assert any(re.search(hostile.outcome, reason) for reason in reasons), found


def test_there_are_some_two_hundred_of_them() -> None:
    assert len(CASES) > 190
    assert len({hostile.case for hostile in CASES}) == len(CASES)
    assert {Path(hostile.name).suffix for hostile in CASES} >= set(SUFFIXES) - {".htm", ".md"}


def test_the_articles_beside_hostile_files_are_indexed_and_each_of_those_is_named(
    tmp_path: Path, quick: None, bundled: StaticEncoder
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    refused = [one for one in CASES if one.outcome not in (READ, ANY) and not one.is_heavy]
    for hostile in refused:
        (folder / hostile.case).with_suffix(Path(hostile.name).suffix).write_bytes(hostile.make())
    (folder / "a.html").write_bytes(page(PARAGRAPHS))
    (folder / "m.zip").write_bytes(archive(("in.html", page(PARAGRAPHS)), ("bad.pdf", b"%PDF-")))
    (folder / "z.docx").write_bytes(word())
    summary = index_folders([folder], tmp_path / "data", bundled, max_bytes=MAX_BYTES)
    named = {one.path.removeprefix(f"{folder}/").partition("/")[0] for one in summary.rejected}
    expected = {Path(one.case).with_suffix(Path(one.name).suffix).name for one in refused}
    assert named == expected | {"m.zip"}
    # Of two lines of one id, or two files of one name, the first is an article too.
    assert summary.articles == 3 + 2
    for one in summary.rejected:
        check_line(one)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_of_200_megabytes_is_not_read_into_memory(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"large{suffix}"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError, match="it is larger than 2 MB"):
            read_bytes(path, MAX_BYTES)
        assert tracemalloc.get_traced_memory()[1] < 3 * MAX_BYTES
    finally:
        tracemalloc.stop()


NAMES = [
    "-rf.txt", "$(id).txt", "`id`.txt", "a;b.txt", "a|b.txt", "%s%n.txt", "~.txt",
    "a b.txt", "\"quoted\".txt", "<b>.txt", "\u202egpj.txt", "\u200fخبر.txt", "👍.txt", "NUL.txt",
    "a.html.txt", "x" * 240 + ".txt", "café.txt", "cafe\u0301.txt",
]  # fmt: skip
UNSHOWN = ["a\nb.txt", "\x1b[2J.txt", "a\r.txt", "a\u2028b.txt", "\x7f.txt", "\x9b1m.txt"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_an_odd_name_is_no_reason_to_refuse_a_file(
    name: str, tmp_path: Path, sandbox: Sandbox
) -> None:
    (tmp_path / name).write_text(SENTENCE, "utf-8")
    (article,) = outcomes(tmp_path, sandbox)
    assert isinstance(article, Article)
    assert article.path == str(tmp_path / name)
    check_article(article)


@pytest.mark.parametrize("name", UNSHOWN, ids=ascii)
def test_a_name_that_would_break_a_line_is_refused(
    name: str, tmp_path: Path, sandbox: Sandbox
) -> None:
    (tmp_path / name).write_text(SENTENCE, "utf-8")
    (rejected,) = outcomes(tmp_path, sandbox)
    assert isinstance(rejected, Rejected)
    assert rejected.reason.startswith("its name holds control characters")
    check_line(rejected)
