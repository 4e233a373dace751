"""The documents say what the code does: generated parts are current, what they name exists."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path

import pytest

from config.settings import settings_table
from docs.generate import COMMANDS, README, ROOT, arguments, commands, commands_page, with_settings

PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def read(path: Path) -> str:
    return path.read_text("utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))


def code(page: str) -> list[str]:
    """What is set as code: indented by four, fenced, or between backticks in a line."""
    fenced = re.findall(r"^```.*?\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^ {4}(.*)$", page, re.MULTILINE)
    return [*fenced, *indented, *re.findall(r"`([^`\n]+)`", page)]


def local_links(page: str) -> list[str]:
    links = re.findall(r"\]\(([^)\s]+)\)", page)
    return [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]


def missing_links(path: Path) -> list[str]:
    return [link for link in local_links(read(path)) if not (path.parent / link).exists()]


def test_the_page_of_commands_is_current() -> None:
    assert read(COMMANDS) == commands_page(), "Run: make docs"


def test_the_settings_in_the_readme_are_current() -> None:
    assert read(README) == with_settings(read(README)), "Run: make docs"


@pytest.mark.parametrize(("name", "summary", "parser"), commands())
def test_a_command_and_its_arguments_have_help(
    name: str, summary: str, parser: ArgumentParser
) -> None:
    assert summary
    assert [argument.dest for argument in arguments(parser) if not argument.help] == []
    assert f"\n## {name}\n" in read(COMMANDS)


@pytest.mark.parametrize("setting", settings_table())
def test_a_setting_is_in_the_readme_with_its_default_and_meaning(
    setting: tuple[str, str, str],
) -> None:
    name, default, meaning = setting
    row = next(line for line in read(README).splitlines() if line.startswith(f"| `{name}` |"))
    assert meaning
    assert default in row
    assert meaning in row


def test_a_stale_table_is_replaced_and_the_rest_is_kept() -> None:
    readme = "before\n<!-- settings -->\nstale\n<!-- /settings -->\nafter\n"
    written = with_settings(readme)
    assert "stale" not in written
    assert written.startswith("before\n<!-- settings -->\n| variable | default | meaning |\n")
    assert written.endswith(" |\n<!-- /settings -->\nafter\n")
    assert with_settings(written) == written


def test_a_readme_without_the_markers_is_refused() -> None:
    with pytest.raises(ValueError, match=r"needs <!-- settings --> and <!-- /settings -->"):
        with_settings("no markers")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_tells_to_make_is_a_target(page: Path) -> None:
    named = {name for text in code(read(page)) for name in re.findall(r"\bmake ([a-z-]+)", text)}
    assert named - targets() == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_tells_to_run_is_a_command(page: Path) -> None:
    pattern = r"(?:^|[\s/])iqtibas ([a-z]+)"
    named = {name for text in code(read(page)) for name in re.findall(pattern, text)}
    known = {name for name, _, _ in commands()}
    assert named - known == set()


def test_the_readme_tells_how_to_see_it_and_how_to_test_it() -> None:
    assert {"make demo", "make test"} <= {
        text.partition("#")[0].strip() for text in code(read(README))
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    assert missing_links(page) == []


def test_a_link_that_leads_nowhere_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](page.md#top) [b](gone.md) [c](https://example.org/x) [d](#top)", "utf-8")
    assert missing_links(page) == ["gone.md"]


def test_every_make_target_is_in_its_help() -> None:
    lines = MAKEFILE.replace("\\\n", "").splitlines()
    phony = next(line for line in lines if line.startswith(".PHONY:"))
    explained = set(re.findall(r"^([a-z-]+):.*## \S", MAKEFILE, re.MULTILINE))
    assert set(phony.split()[1:]) - {"unsound"} == explained == targets()
