"""The command line, and the place where everything is put together.

Exit codes: 0 done or answered, 1 error, 2 usage, 3 abstained.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import commands
from config import SettingsError, load_settings
from index.errors import IqtibasError

ERROR = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        code = int(options.run(load_settings(), options))
        print(end="", flush=True)  # a broken pipe shows here, not while Python shuts down
    except (IqtibasError, SettingsError) as error:
        return _fail(options, str(error))
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERROR
    except KeyboardInterrupt:
        return 130
    return code


def _fail(options: argparse.Namespace, message: str) -> int:
    if getattr(options, "progress_json", False):
        print(json.dumps({"error": message}, ensure_ascii=False), flush=True)
    else:
        print(f"iqtibas: {message}", file=sys.stderr)
    return ERROR


def parser() -> argparse.ArgumentParser:
    """The commands and their options; ``docs/COMMANDS.md`` is generated from it."""
    root = argparse.ArgumentParser(
        prog="iqtibas",
        description="Answers questions over news articles by quoting them, in Arabic and English.",
    )
    every = root.add_subparsers(title="commands", required=True, metavar="COMMAND")

    index = every.add_parser("index", help="bring the index in line with the article folders")
    index.add_argument(
        "folders", metavar="DIR", nargs="*", type=Path, help="instead of IQTIBAS_ARTICLES"
    )
    index.add_argument("--full", action="store_true", help="read and encode everything anew")
    index.add_argument(
        "--progress-json", action="store_true", help="progress and summary as JSON lines"
    )
    index.set_defaults(run=commands.index)

    ask = every.add_parser("ask", help="answer one question; exit code 3 if nothing answers it")
    ask.add_argument("question", metavar="QUESTION", type=_text, help="in Arabic or English")
    ask.add_argument("--json", action="store_true", help="the answer as one JSON object")
    ask.add_argument(
        "-k", type=_count, metavar="N", help="quotes at most, instead of IQTIBAS_QUOTES"
    )
    ask.set_defaults(run=commands.ask)

    chat = every.add_parser("chat", help="the bot in the terminal")
    chat.set_defaults(run=commands.chat)

    show = every.add_parser("show", help="an article as indexed")
    show.add_argument("article_id", metavar="ARTICLE_ID", type=_text, help="as ask --json names it")
    show.add_argument("--json", action="store_true", help="the article as one JSON object")
    show.set_defaults(run=commands.show)

    add = every.add_parser("add", help="add articles: files, or pages of the web")
    add.add_argument(
        "given", metavar="PATH_OR_URL", nargs="+", type=_text, help="copied, or fetched, as it is"
    )
    add.add_argument("--json", action="store_true", help="a JSON object for each, on a line")
    add.set_defaults(run=commands.add)

    remove = every.add_parser("remove", help="take articles away; their files go to DATA/removed")
    remove.add_argument(
        "article_ids", metavar="ARTICLE_ID", nargs="+", type=_text, help="as ask --json names it"
    )
    remove.set_defaults(run=commands.remove)

    fetch = every.add_parser("fetch", help="look for new articles in the feeds and recent pages")
    fetch.add_argument("--json", action="store_true", help="what was found as one JSON object")
    fetch.set_defaults(run=commands.fetch)

    status = every.add_parser("status", help="the served index in figures")
    status.add_argument("--json", action="store_true", help="the figures as one JSON object")
    status.set_defaults(run=commands.status)

    verify = every.add_parser("verify", help="check every byte of every index that is kept")
    verify.set_defaults(run=commands.verify)

    generations = every.add_parser(
        "generations",
        help="the indexes on disk, the served one marked, and what each is an update of",
    )
    generations.set_defaults(run=commands.generations)

    rollback = every.add_parser("rollback", help="serve an earlier index again")
    rollback.add_argument(
        "generation", metavar="ID", nargs="?", help="by default the one before the served one"
    )
    rollback.set_defaults(run=commands.rollback)

    evaluate = every.add_parser("eval", help="measure quality on a dataset in the BEIR layout")
    evaluate.add_argument("dataset", metavar="DATASET", type=Path, help="a folder")
    evaluate.add_argument(
        "--queries", metavar="FILE", type=Path, help="needed where the folder has several"
    )
    evaluate.add_argument("--json", action="store_true", help="the figures as one JSON object")
    evaluate.set_defaults(run=commands.evaluate)

    bench = every.add_parser("bench", help="measure speed on made-up articles; takes minutes")
    what = bench.add_mutually_exclusive_group()
    what.add_argument(
        "--sizes",
        metavar="N,…",
        type=_sizes,
        default=(1_000, 10_000, 100_000),
        help="passages, by default 1000,10000,100000; a million takes half an hour and 10 GB",
    )
    what.add_argument(
        "--wire",
        type=_articles,
        metavar="N",
        help="instead, take in a made-up wire of N articles, 30 %% near-copies",
    )
    bench.add_argument("--json", action="store_true", help="the figures of each as a JSON line")
    bench.set_defaults(run=commands.bench)

    bot = every.add_parser("bot", help="the Telegram bot; needs IQTIBAS_TELEGRAM_TOKEN")
    bot.set_defaults(run=commands.bot)
    return root


def _text(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("it is not UTF-8 text") from None
    return text


def _articles(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of articles, 1 or more")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number, 1 or more")
    return int(text)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(_count(size) for size in text.split(","))


if __name__ == "__main__":
    raise SystemExit(main())
