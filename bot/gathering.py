"""The commands that change the folders of articles: ``add``, ``remove`` and ``fetch``."""

from __future__ import annotations

import json
import sqlite3
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.library import Library
from bot.removal import NotOursError, set_aside
from bot.uploads import AlreadyThereError, has_known_kind, save_article
from config import Settings
from config.loopback import WARNING, loopback_port
from index.errors import ArticlesError, IqtibasError
from index.fetching.addresses import Reach
from index.fetching.errors import FetchError
from index.fetching.fetch import Limits, Network
from index.fetching.intake import AlreadyKeptError, Intake
from index.fetching.memory import FILE, Memory, alone
from index.fetching.polling import Arrival, Report, poll
from index.fetching.urls import is_address
from index.reading import SUFFIXES, UnreadableError, read_bytes
from index.reading.provenance import LONGEST_HEAD

OK, ERROR = 0, 1
TO_INDEX = "To have them in the answers, run: iqtibas index"


def add(settings: Settings, options: Namespace) -> int:
    """``iqtibas add PATH_OR_URL… [--json]``."""
    statuses = set()
    for one in _results(options.given, settings):
        statuses.add(one["status"])
        if options.json:
            print(json.dumps(one), flush=True)
        elif one["status"] == "failed":
            print(f"iqtibas: {_shown(one['given'])}: {one['reason']}.", file=sys.stderr)
        elif one["status"] == "already":
            print(f"{_shown(one['given'])} is there already, as {one['path']}.")
        else:
            print(_line(f"added {one['title']} — {one['source']}, as {one['path']}"))
    if "added" in statuses and not options.json:
        print(TO_INDEX)
    return ERROR if "failed" in statuses else OK


def remove(settings: Settings, options: Namespace) -> int:
    """``iqtibas remove ARTICLE_ID…``."""
    library, failed = Library(settings), False
    for article_id in options.article_ids:
        try:
            article = library.article(article_id)
            target = set_aside(Path(article.path), settings.articles, settings.data)
        except KeyError:
            reason = "there is no such article in the index; ask --json names the ids"
        except FileNotFoundError:
            reason = "its file is gone already; run: iqtibas index"
        except NotOursError as error:
            reason = str(error).removesuffix(".")
        except OSError as error:
            reason = f"its file cannot be moved: {error.strerror}"
        else:
            told = f"removed {article.title} — {article.source}; its file is now {target}"
            print(_line(told))
            continue
        failed = True
        print(f"iqtibas: {article_id}: {reason}.", file=sys.stderr)
    if failed:
        return ERROR
    print("To have them out of the answers, run: iqtibas index")
    return OK


def fetch(settings: Settings, options: Namespace) -> int:
    """``iqtibas fetch [--json]``."""
    try:
        report = _polled(settings)
    except IqtibasError as error:
        if not options.json:
            raise
        print(json.dumps({"error": str(error)}), flush=True)
        return ERROR
    if options.json:
        print(json.dumps(asdict(report), default=str), flush=True)
    else:
        _print_report(report)
    return OK


@contextmanager
def intake(settings: Settings) -> Iterator[Intake]:
    """What fetches into the first folder of articles.

    Raises:
        IqtibasError: The data folder cannot be used.
    """
    port = loopback_port()
    if port is not None:
        print(WARNING.format(port), file=sys.stderr)
    memory = Memory(settings.data / FILE)
    try:
        yield Intake(
            settings.articles[0],
            memory,
            Limits(bytes=max(int(settings.max_file_mb * 1_000_000) - LONGEST_HEAD, 1)),
            Network(Reach(port)),
            pause=0.0 if port else 1.0,
        )
    except sqlite3.Error as error:
        raise IqtibasError(
            f"{settings.data / FILE} cannot be used ({error}). Make room on the disk, or move the "
            "file away: it holds no articles."
        ) from None
    finally:
        memory.close()


def _polled(settings: Settings) -> Report:
    with alone(settings.data), intake(settings) as one:
        try:
            return poll(settings.feeds, one)
        except OSError as error:
            raise IqtibasError(
                f"The folder {settings.articles[0]} cannot be written ({error.strerror}): give the "
                "program's user write access to it."
            ) from None


def _results(given: Sequence[str], settings: Settings) -> Iterator[dict[str, Any]]:
    """What became of each argument, as ``--json`` tells it, as soon as it is known."""
    with ExitStack() as stack:
        web: Intake | None = None  # opened for the first address, and one for all of them
        for one in given:
            if is_address(one) and web is None:
                web = stack.enter_context(intake(settings))
            yield _added(one, settings, web)


def _added(given: str, settings: Settings, web: Intake | None) -> dict[str, Any]:
    try:
        if web is not None and is_address(given):
            return _added_page(given, web)
        return _added_file(given, settings)
    except FetchError as error:
        return _failed(given, str(error), error.kind)
    except (UnreadableError, ArticlesError) as error:
        return _failed(given, str(error).removesuffix("."))
    except OSError as error:
        return _failed(given, f"{settings.articles[0]} cannot be written: {error.strerror}")


def _added_page(url: str, web: Intake) -> dict[str, Any]:
    try:
        page = web.take(url)
    except AlreadyKeptError as error:
        return _already(url, error.path)
    article = page.article()
    return _done(url, article.title, article.source, page.path)


def _added_file(name: str, settings: Settings) -> dict[str, Any]:
    path = Path(name)
    if path.is_dir():
        return _failed(name, "it is a folder; name it in IQTIBAS_ARTICLES, or give its files")
    if not has_known_kind(path.name):
        return _failed(name, f"it is none of the kinds that are read ({' '.join(SUFFIXES)})")
    data = read_bytes(path, int(settings.max_file_mb * 1_000_000))
    try:
        target, article = save_article(data, path.name, settings.articles)
    except AlreadyThereError as error:
        return _already(name, error.path)
    return _done(name, article.title, article.source, target)


def _done(given: str, title: str, source: str, path: Path) -> dict[str, Any]:
    told = {"title": title, "source": source, "path": str(path)}
    return {"given": given, "status": "added"} | told


def _already(given: str, path: Path) -> dict[str, Any]:
    return {"given": given, "status": "already", "path": str(path)}


def _failed(given: str, reason: str, kind: str | None = None) -> dict[str, Any]:
    return {"given": given, "status": "failed", "reason": reason, "kind": kind}


def _print_report(report: Report) -> None:
    lists: dict[str, list[Arrival]] = {
        "added": report.added,
        "edited": report.edited,
        "withdrawn": report.withdrawn,
        "there again": report.returned,
    }
    for what, arrivals in lists.items():
        for one in arrivals:
            print(_line(f"{what}: {one.title} — {one.source}, {one.url}"))
    for problem in report.problems:
        print(f"iqtibas: {_shown(problem.url)}: {problem.reason}.", file=sys.stderr)
    print(", ".join(f"{len(arrivals)} {what}" for what, arrivals in lists.items()))
    if report.changed:
        print(TO_INDEX)


def _line(text: str) -> str:
    """A line with an article's title in it, without control characters."""
    return "".join(c for c in text if unicodedata.category(c) != "Cc")


def _shown(text: str) -> str:
    """What a stranger may have written, on one line and without what moves a cursor."""
    return "".join(c if c.isprintable() else "�" for c in text[:300])
