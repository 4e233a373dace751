"""What each command of the command line does. Each takes the settings and its options and prints.

Heavy imports (telegram, the evaluation) stay inside the commands that need them, so that ``ask``
starts fast.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from argparse import Namespace
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bot.library import Library
from bot.progress import ProgressBar
from bot.rehearsal import trial_with
from bot.terminal import chat as converse
from bot.terminal import render_terminal
from bot.verbatim import quoted_answer
from config import Settings
from config.loopback import WARNING, loopback_port
from index.build import index_folders
from index.encoder import load_encoder
from index.errors import REPAIR, DamagedError, GenerationError, IqtibasError
from index.generation import FOLDER, damage, generation_ids, served_id
from index.integrity import verify as damaged_files
from index.manifest import base_id
from index.rollback import roll_back
from index.summary import Progress, Summary
from index.swap import KEPT

OK, ERROR, ABSTAINED = 0, 1, 3


def index(settings: Settings, options: Namespace) -> int:
    """``iqtibas index [DIR…] [--full]``."""
    bar = ProgressBar(sys.stderr)

    def report(progress: Progress) -> None:
        if options.progress_json:
            _print_json(asdict(progress))
        else:
            bar.show(progress)

    encoder = load_encoder(settings.encoder)
    summary = index_folders(
        options.folders or settings.articles,
        settings.data,
        encoder,
        full=options.full,
        max_bytes=int(settings.max_file_mb * 1_000_000),
        report=report,
        trial=trial_with(encoder),
    )
    bar.clear()
    if options.progress_json:
        _print_json({"summary": asdict(summary)})
    else:
        _print_summary(summary)
    return OK


def ask(settings: Settings, options: Namespace) -> int:
    """``iqtibas ask QUESTION [--json] [-k N]``."""
    try:
        answer = quoted_answer(Library(settings), options.question, options.k)
    except ValueError as error:
        raise IqtibasError(str(error)) from error
    if options.json:
        _print_json(answer.to_json(), indent=1)
    else:
        print(render_terminal(answer, _colour(), _width()))
    return OK if answer.answered else ABSTAINED


def chat(settings: Settings, options: Namespace) -> int:
    """``iqtibas chat``."""
    converse(Library(settings), input, print, _colour(), _width())
    return OK


def show(settings: Settings, options: Namespace) -> int:
    """``iqtibas show ARTICLE_ID [--json]``."""
    try:
        article = Library(settings).article(options.article_id)
    except KeyError:
        raise IqtibasError(
            f"There is no article {options.article_id!r} in the index; ask --json names the ids."
        ) from None
    if options.json:
        _print_json(asdict(article), indent=1)
    else:
        facts = (article.title, article.source, article.published, article.url, article.path)
        print("\n".join(fact for fact in facts if fact) + f"\n\n{article.text}")
    return OK


def add(settings: Settings, options: Namespace) -> int:
    """``iqtibas add PATH_OR_URL… [--json]``."""
    from bot import gathering

    return gathering.add(settings, options)


def remove(settings: Settings, options: Namespace) -> int:
    """``iqtibas remove ARTICLE_ID…``."""
    from bot import gathering

    return gathering.remove(settings, options)


def fetch(settings: Settings, options: Namespace) -> int:
    """``iqtibas fetch [--json]``."""
    from bot import gathering

    return gathering.fetch(settings, options)


def status(settings: Settings, options: Namespace) -> int:
    """``iqtibas status [--json]``."""
    figures = asdict(Library(settings).status())
    if not figures["notice"]:
        del figures["notice"]
    if options.json:
        _print_json(figures, indent=1)
    else:
        figures["languages"] = ", ".join(f"{n} {name}" for name, n in figures["languages"].items())
        print("\n".join(f"{name:<11} {value}" for name, value in figures.items()))
    return OK


def verify(settings: Settings, options: Namespace) -> int:
    """``iqtibas verify``."""
    served = served_id(settings.data)
    problems = []
    for one in dict.fromkeys([*generation_ids(settings.data), served]):
        try:
            damaged = damaged_files(settings.data / FOLDER / one)
            problem = damage(one, damaged) if damaged else ""
        except GenerationError as error:
            problem = str(error).removesuffix(REPAIR)
        if not problem:
            print(f"{one} is as it was written.")
        elif one == served or one in generation_ids(settings.data):  # not deleted meanwhile
            problems.append(problem)
    if problems:
        raise GenerationError("; ".join(problems) + REPAIR)
    return OK


def generations(settings: Settings, options: Namespace) -> int:
    """``iqtibas generations``."""
    ids = generation_ids(settings.data)
    try:
        served = served_id(settings.data)
    except DamagedError as error:
        served = ""
        print(f"iqtibas: {error}", file=sys.stderr)
    for one in ids:
        try:
            base = base_id(settings.data / FOLDER / one)
        except OSError:  # whether it can be used is told by verify
            base = ""
        print(f"{'*' if one == served else ' '} {one}" + (f" over {base}" if base else ""))
    return OK


def rollback(settings: Settings, options: Namespace) -> int:
    """``iqtibas rollback [ID]``."""
    target = roll_back(settings.data, options.generation)
    print(f"{target} is served now.")
    return OK


def evaluate(settings: Settings, options: Namespace) -> int:
    """``iqtibas eval DATASET [--queries FILE] [--json]``."""
    from bot.evaluation import index_dataset
    from retrieval.evaluation import DatasetError, read_dataset
    from retrieval.evaluation import evaluate as measure

    try:
        dataset = read_dataset(options.dataset, options.queries)
    except DatasetError as error:
        raise IqtibasError(str(error)) from error
    with tempfile.TemporaryDirectory(prefix="iqtibas-eval-") as data:
        with_data = replace(settings, data=Path(data))
        index_dataset(dataset, with_data)
        figures = measure(dataset, Library(with_data).retriever()).to_json()
    if options.json:
        _print_json(figures, indent=1)
    else:
        print("\n".join(f"{name:<14} {'-' if v is None else v}" for name, v in figures.items()))
    return OK


def bench(settings: Settings, options: Namespace) -> int:
    """``iqtibas bench [--sizes N,… | --wire N] [--json]``."""
    from bot.benchmark.ingestion import bench_ingestion, lines
    from bot.benchmark.measure import measure
    from bot.benchmark.report import figures, table

    if options.wire:
        taken_in = bench_ingestion(options.wire)
        if options.json:
            _print_json(asdict(taken_in))
        else:
            print(lines(taken_in))
        return OK
    bar, measured = ProgressBar(sys.stderr), []
    for size in options.sizes:
        measured.append(figures(*measure(size, settings, report=bar.show)))
        bar.clear()
        if options.json:
            _print_json(measured[-1])
    if not options.json:
        print(table(measured))
    return OK


def bot(settings: Settings, options: Namespace) -> int:
    """``iqtibas bot``."""
    from bot.telegram.application import run

    port = loopback_port()
    if port is not None:
        print(WARNING.format(port), file=sys.stderr, flush=True)
    run(settings)
    return OK


def _print_json(value: dict[str, Any], indent: int | None = None) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=indent), flush=True)


def _print_summary(summary: Summary) -> None:
    for one in summary.rejected:
        print(f"left out {one.path}: {one.reason}", file=sys.stderr)
    if summary.deleted:
        print(f"{KEPT} indexes are kept; deleted: {', '.join(summary.deleted)}", file=sys.stderr)
    print(
        f"{summary.added} added, {summary.changed} changed, {summary.removed} removed, "
        f"{summary.unchanged} unchanged; {summary.passages} passages; {summary.seconds:.1f} s"
    )


def _colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _width() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
