"""What ``make eval-extraction`` prints, over pages of our own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bot.extraction import main

ENGLISH = "The delegation arrived in Cairo on Friday morning and left again in the evening."
ARABIC = "وصل الوفد إلى القاهرة صباح الجمعة وغادر في المساء بعد محادثات مع المسؤولين."


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "html").mkdir()
    truth = {}
    for name, sentence in (("one", ENGLISH), ("ar-two", ARABIC)):
        text = "\n".join([sentence] * 4)
        body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        page = f"<html><meta charset=utf-8><nav>Home</nav><article>{body}</article></html>"
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(page.encode()))
        truth[name] = {"articleBody": text}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), "utf-8")
    return tmp_path


def test_ours_stands_above_the_libraries_each_language_apart(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(pages) == 0
    heading, _, *rows = capsys.readouterr().out.splitlines()
    assert "en: F1" in heading
    assert "ar: F1" in heading
    first = [cell.strip() for cell in rows[0].strip("|").split("|")]
    assert first[0].startswith("iqtibas")
    assert first[1:] == ["1.0000"] * 6
    assert rows[1].startswith("| trafilatura ")


def test_a_folder_without_pages_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path) == 2
    assert "holds no pages to measure with" in capsys.readouterr().err
