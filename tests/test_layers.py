"""The order of the packages, config ← index ← retrieval ← bot, read from the modules' imports.

Imports inside functions and under ``TYPE_CHECKING`` count: they hide a wrong order, not mend it.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("config", "index", "retrieval", "bot")
CONFINED = {
    "faiss": "index",
    "sentence_transformers": "index",
    "torch": "index",
    "telegram": "bot",
}
NAMELESS = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    module_name(path): path.read_text("utf-8")
    for layer in LAYERS
    for path in sorted((ROOT / layer).rglob("*.py"))
}


def imported(source: str, modules: Iterable[str]) -> set[str]:
    """The modules ``source`` imports; ``from a import b`` is ``a.b`` where that is a module."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: write the full name of the module"
            name = node.module or ""
            inner = {f"{name}.{alias.name}" for alias in node.names}
            found |= {one if one in modules else name for one in inner}
    return found


def wrong_imports(module: str, source: str) -> list[str]:
    """The imports that ``module`` must not make, sorted."""
    layer = module.partition(".")[0]
    allowed = LAYERS[: LAYERS.index(layer) + 1]
    wrong = []
    for name in imported(source, SOURCES):
        top = name.partition(".")[0]
        if (top in LAYERS and top not in allowed) or CONFINED.get(top, layer) != layer:
            wrong.append(name)
        if top in ("docs", "tests"):
            wrong.append(name)
    return sorted(wrong)


def cycle(sources: dict[str, str]) -> list[str]:
    """Modules that import each other in a ring; empty where there is none."""
    graph = {name: imported(source, sources) & sources.keys() for name, source in sources.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("module", SOURCES)
def test_a_module_imports_only_from_its_own_package_and_those_below(module: str) -> None:
    assert wrong_imports(module, SOURCES[module]) == []


def test_no_modules_import_each_other_in_a_ring() -> None:
    assert cycle(SOURCES) == []


def test_every_file_and_folder_is_named_by_what_it_is() -> None:
    folders = [ROOT / name for name in (*LAYERS, "docs", "tests")]
    paths = [path for folder in folders for path in folder.rglob("*")]
    assert [path for path in paths if path.stem in NAMELESS] == []


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        ("config.settings", "import index.article", ["index.article"]),
        ("index.build", "from retrieval.answer import Answer", ["retrieval.answer"]),
        ("index.build", "def late():\n    from bot import cli", ["bot.cli"]),
        ("retrieval.hits", "import faiss, numpy", ["faiss"]),
        (
            "bot.cli",
            "from sentence_transformers import SentenceTransformer",
            ["sentence_transformers"],
        ),
        ("bot.cli", "import torch.nn", ["torch.nn"]),
        ("index.build", "from telegram.ext import Application", ["telegram.ext"]),
        ("bot.cli", "from tests.test_layers import cycle", ["tests.test_layers"]),
        ("bot.cli", "import json, config, index.build, retrieval.hits, bot.library, telegram", []),
        ("index.vectors", "import faiss\nfrom index.errors import GenerationError", []),
    ],
)
def test_a_wrong_import_is_noticed(module: str, source: str, wrong: list[str]) -> None:
    assert wrong_imports(module, source) == wrong


def test_a_ring_is_noticed() -> None:
    ring = {
        "a": "import b",
        "b": "def late():\n    from c import x",
        "c": "import a",
        "d": "import a",
    }
    assert sorted(set(cycle(ring))) == ["a", "b", "c"]
    assert cycle(ring | {"c": "import json"}) == []


def test_only_the_ablation_needs_a_development_dependency() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    development = extras["optional-dependencies"]["dev"]
    names = {re.split(r"\W", requirement)[0] for requirement in development}
    assert "bm25s" in names
    importers = {
        module: imported(source, SOURCES)
        for module, source in SOURCES.items()
        if not module.startswith("index.encoder.training")
    }
    needing = {one for one, found in importers.items() if found & names}
    assert needing == {"retrieval.evaluation.baseline"}
    assert {one for one, found in importers.items() if found & needing} == {"bot.ablation"}
    assert [one for one, found in importers.items() if "bot.ablation" in found] == []
