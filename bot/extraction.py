"""How well articles are found in pages: ``python -m bot.extraction FOLDER [LIBRARIES]``.

FOLDER is laid out as the article extraction benchmark is: ``ground-truth.json`` and
``html/NAME.html.gz``; names that begin with ``ar-`` are Arabic. LIBRARIES is a folder that other
extractors are installed in; those that are not there are left out.
"""

from __future__ import annotations

import gzip
import json
import logging
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.article import Language
from index.reading import ArticleFile, UnreadableError, parse_article
from index.reading.evaluation import Score, mean_score, score
from index.reading.evaluation.libraries import LIBRARIES, Extractor, without_network

USAGE = 2
OURS = "iqtibas"
LANGUAGES: tuple[Language, ...] = ("en", "ar")


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the article that is in it."""

    language: Language
    markup: bytes
    article: str


def main(folder: Path, libraries: Path | None = None) -> int:
    """Print the table; returns the exit code, 1 where a library is better than we are."""
    try:
        pages = list(read_pages(folder))
    except (OSError, ValueError, KeyError) as error:
        print(f"{folder} holds no pages to measure with ({error}).", file=sys.stderr)
        return USAGE
    if libraries:
        sys.path.append(str(libraries))
    scores: dict[str, dict[Language, Score]] = {}
    print(f"| {'':28} |" + "".join(f" {one}: F1 | precision | recall |" for one in LANGUAGES))
    print("|---" * (1 + 3 * len(LANGUAGES)) + "|")
    with without_network(), _without_remarks():
        for name, extract in {OURS: ours, **LIBRARIES}.items():
            row = f"{name} {_version(name)}".strip()
            try:
                scores[name] = measure(pages, extract)
            except ImportError as error:
                print(f"{name} is left out: {error}", file=sys.stderr)
                continue
            print(f"| {row:28} |" + "".join(map(_cells, scores[name].values())), flush=True)
    return int(any(_better(one, scores[OURS]) for one in scores.values()))


@contextmanager
def _without_remarks() -> Iterator[None]:
    """Other libraries say much about each page, in the log and as warnings."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def read_pages(folder: Path) -> Iterable[Page]:
    """The pages of a folder in the benchmark's layout. Raises OSError, ValueError, KeyError."""
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, page in truth.items():
        markup = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Page("ar" if name.startswith("ar-") else "en", markup, page["articleBody"])


def measure(pages: Iterable[Page], extract: Extractor) -> dict[Language, Score]:
    """The mean score on the pages of each language.

    Raises:
        ImportError: The library is not installed.
    """
    scores: dict[Language, list[Score]] = {language: [] for language in LANGUAGES}
    for page in pages:
        scores[page.language].append(score(page.article, _found(page, extract)))
    return {language: mean_score(found) for language, found in scores.items() if found}


def ours(page: bytes, language: Language) -> str:
    """What would be indexed of a page."""
    try:
        return parse_article(page, ArticleFile("", Path("page.html"))).text
    except UnreadableError:
        return ""


def _found(page: Page, extract: Extractor) -> str:
    try:
        return extract(page.markup, page.language)
    except ImportError:
        raise
    except Exception:  # a library that fails on a page has found nothing in it
        return ""


def _better(one: dict[Language, Score], than: dict[Language, Score]) -> bool:
    return any(one[language].f1 > than[language].f1 for language in than)


def _cells(found: Score) -> str:
    return f" {found.f1:.4f} | {found.precision or 0.0:.4f} | {found.recall:.4f} |"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


if __name__ == "__main__":
    raise SystemExit(main(*map(Path, sys.argv[1:3])))
