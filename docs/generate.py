"""Writes what the documents repeat from the code: ``make docs``.

``docs/COMMANDS.md`` comes from the command line's parser; the table of settings in ``README.md``,
between its two markers, from :mod:`config.settings`. A test compares both with what is on disk, so
neither can fall behind.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import bot.cli
from config.settings import settings_table

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "COMMANDS.md"

_MARKED = re.compile(r"(<!-- settings -->\n).*?(<!-- /settings -->)", re.DOTALL)
_REPEATED = {"?": "[{}]", "*": "[{} …]", "+": "{} …"}


def main() -> None:
    """Write both."""
    COMMANDS.write_text(commands_page(), "utf-8")
    README.write_text(with_settings(README.read_text("utf-8")), "utf-8")


def with_settings(readme: str) -> str:
    """The README with the table of settings between its markers replaced by the current one.

    Raises:
        ValueError: The markers are not there exactly once.
    """
    table = "| variable | default | meaning |\n|---|---|---|\n"
    for name, default, meaning in settings_table():
        shown = f"`{default}`" if default else ""
        table += f"| `{name}` | {shown} | {_cell(meaning)} |\n"
    written, found = _MARKED.subn(lambda marker: marker[1] + table + marker[2], readme)
    if found != 1:
        raise ValueError("README.md needs <!-- settings --> and <!-- /settings -->, once each.")
    return written


def commands_page() -> str:
    """The page of commands, in the order of ``iqtibas --help``."""
    exit_codes = (bot.cli.__doc__ or "").partition("\n\n")[2].strip()
    page = (
        "# Commands\n\n"
        "<!-- Generated from the command line's parser; `make docs` writes it. -->\n\n"
        f"{exit_codes}\n"
    )
    for name, summary, parser in commands():
        actions = arguments(parser)
        usage = " ".join(["iqtibas", name, *map(_usage, actions)])
        page += f"\n## {name}\n\n{_sentence(summary)}\n\n    {usage}\n"
        if actions:
            page += "\n| argument | meaning |\n|---|---|\n"
            page += "".join(f"| `{_spelling(a)}` | {_cell(a.help or '')} |\n" for a in actions)
    return page


def commands() -> list[tuple[str, str, argparse.ArgumentParser]]:
    """``(name, help, parser)`` of each command, in order."""
    actions = bot.cli.parser()._actions
    every = next(a for a in actions if isinstance(a, argparse._SubParsersAction))
    # argparse keeps the help beside the parsers, under the same name.
    summaries = {one.dest: one.help or "" for one in every._choices_actions}
    return [(name, summaries.get(name, ""), parser) for name, parser in every.choices.items()]


def arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """What may be given to a command, ``--help`` aside: positional arguments first."""
    actions = [a for a in parser._actions if not isinstance(a, argparse._HelpAction)]
    return sorted(actions, key=lambda action: bool(action.option_strings))


def _usage(action: argparse.Action) -> str:
    if action.option_strings:
        return f"[{_spelling(action)}]"
    return _REPEATED.get(str(action.nargs), "{}").format(_spelling(action))


def _spelling(action: argparse.Action) -> str:
    value = str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return value
    return ", ".join(action.option_strings) + ("" if action.nargs == 0 else f" {value}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    main()
