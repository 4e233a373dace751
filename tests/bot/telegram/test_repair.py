"""After an upgrade the bot makes its index anew, and answers; else it starts at once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.library import Library
from bot.telegram import repair
from bot.telegram.repair import make_usable
from config import Settings
from index.build import index_folders
from index.encoder import bundled_encoder
from index.generation import served_id
from index.manifest import read_manifest
from tests.bot.program import ROOT, Program
from tests.bot.telegram.live import quotes_of
from tests.fake_telegram import FakeTelegram
from tests.retrieval.articles import write_articles

ARTICLE = "euro-2024-final.en.samplewire.txt"


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """A bot over one article, indexed and not started."""
    with FakeTelegram() as fake:
        program = Program(tmp_path, fake)
        shutil.copy(ROOT / "articles" / ARTICLE, program.folder / "articles")
        program.index()
        try:
            yield program
        finally:
            if hasattr(program, "process"):
                program.kill()


def made_by_another_version(data: Path) -> str:
    """Let the served index be of an earlier version; its id."""
    served = served_id(data)
    folder = data / "generations" / served
    manifest = read_manifest(folder)
    earlier = replace(manifest, analyser=manifest.analyser - 1)
    (folder / "manifest.json").write_text(earlier.text(), "utf-8")
    return served


def test_an_index_of_another_version_is_made_anew_before_the_bot_starts(program: Program) -> None:
    data = program.folder / "data"
    before = made_by_another_version(data)
    program.start()
    assert quotes_of(program.ask("Who won Euro 2024?"))
    assert served_id(data) > before
    told = f"The index {before} was made by another version of Iqtibas. Run: iqtibas index"
    assert program.log.count(told) == 1
    assert "1 added, 0 changed, 0 removed, 0 unchanged" in program.log


def test_where_it_cannot_be_made_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(articles=(tmp_path / "articles",), data=tmp_path / "data")
    monkeypatch.setattr("index.writing.read_entries", lambda: iter([("ferry", "عبّارة")]))
    write_articles(settings.articles[0])
    index_folders(settings.articles, settings.data, bundled_encoder())
    make_usable(Library(settings))
    assert caplog.messages == []
    before = made_by_another_version(settings.data)
    command = (sys.executable, "-c", "import os; exit('IQTIBAS_TELEGRAM_TOKEN' not in os.environ)")
    monkeypatch.setattr(repair, "COMMAND", command)
    monkeypatch.setenv("IQTIBAS_TELEGRAM_TOKEN", "1:secret")
    make_usable(Library(settings))
    assert caplog.messages == [
        f"The index {before} was made by another version of Iqtibas. Run: iqtibas index; "
        "this is done now, before the bot starts",
        "nothing can be answered until it is mended; see the line above",
    ]


def test_before_the_first_index_nothing_is_made(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_usable(Library(Settings(data=tmp_path)))
    assert caplog.messages == ["No articles are indexed yet. Run: iqtibas index"]
    assert list(tmp_path.iterdir()) == []
