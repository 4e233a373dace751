"""What an installation must do: start, carry its data, and answer without the heavy libraries."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import bot.cli

ROOT = Path(__file__).parents[1]

# What only other commands, or another encoder than the bundled one, need. Each costs a reader of
# `ask` from a tenth of a second to some seconds.
HEAVY = ("bm25s", "scipy", "sentence_transformers", "sklearn", "telegram", "torch", "transformers")
# What only the child process imports in which foreign formats are read.
FOREIGN = ("docx", "htmldate", "lxml", "pdfminer", "pypdfium2", "trafilatura", "zipfile")

REPORT_HEAVY = f"""
import sys
from bot.cli import main
code = main(sys.argv[1:])
print([name for name in {HEAVY + FOREIGN!r} if name in sys.modules], file=sys.stderr)
raise SystemExit(code)
"""


@pytest.fixture(scope="module")
def anywhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is not the checkout and has no settings of its own."""
    return tmp_path_factory.mktemp("anywhere")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python as a user would, from ``folder``, over the shipped articles."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("IQTIBAS_", "PYTHON"))}
    environment |= {
        "IQTIBAS_ARTICLES": str(ROOT / "articles"),
        "IQTIBAS_DATA": "data",
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_the_installed_command_is_the_command_line() -> None:
    (command,) = entry_points(group="console_scripts", name="iqtibas")
    assert command.load() is bot.cli.main


def test_the_module_starts_as_the_command_does(anywhere: Path) -> None:
    done = run(anywhere, "-m", "bot", "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage: iqtibas ")


@pytest.fixture(scope="module")
def indexed(anywhere: Path) -> Path:
    done = run(anywhere, "-c", REPORT_HEAVY, "index")
    assert done.returncode == 0, done.stderr
    return anywhere


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("ماذا طلب بوتين من ماسك بشأن تايوان؟", 0),
        ("what did Putin ask about Taiwan?", 0),
        ("who discovered penicillin?", 3),
    ],
)
def test_the_questions_of_the_demo_are_answered_with_nothing_heavy_imported(
    question: str, code: int, indexed: Path
) -> None:
    done = run(indexed, "-c", REPORT_HEAVY, "ask", question, "--json")
    assert done.returncode == code, done.stderr
    assert json.loads(done.stdout)["answered"] is (code == 0)
    assert done.stderr == "[]\n"


def test_every_data_file_of_the_packages_is_installed_with_them() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    declared = {
        path
        for package, patterns in tool["package-data"].items()
        for pattern in patterns
        for path in (ROOT / package.replace(".", "/")).glob(pattern.replace("**", "**/*"))
    }
    training = ROOT / "index" / "encoder" / "training"  # left out of the installation as a whole
    present = {
        path
        for package in ("bot", "config", "index", "retrieval")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and training not in path.parents
    }
    assert present - declared == set()
    assert {path.suffix for path in present} >= {".tsv", ".safetensors"}
