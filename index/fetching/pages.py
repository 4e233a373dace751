"""Fetched pages as article files: ``FOLDER/web/HOST/NAME-KEY.html``, which indexing reads.

A page is found by its address alone, without a list that could get lost. What a page said before
it was edited is kept beside it in ``.versions``, which indexing passes over.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from index.article import Article
from index.fetching.errors import FetchError
from index.fetching.fetch import Fetched
from index.fetching.urls import KEY, host_of, key_of
from index.reading import (
    SUFFIXES,
    ArticleFile,
    Provenance,
    UnreadableError,
    parse_article,
    split_provenance,
)
from index.swap import sync

FOLDER = "web"
VERSIONS = ".versions"
_LONGEST_NAME = 60  # bytes
_SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
KINDS = {kind: suffix for kind, suffix in _SUFFIX_OF.items() if suffix in SUFFIXES}
"""Content types that are read as articles, and the suffix each is kept with."""


@dataclass(frozen=True, slots=True)
class Page:
    """A kept page.

    Attributes:
        path: Its file.
        provenance: Its head.
        body: The page, as it came.
    """

    path: Path
    provenance: Provenance
    body: bytes

    def article(self) -> Article:
        """The article it holds; its id is not known here.

        Raises:
            UnreadableError: It holds none.
        """
        return parse_article(self.provenance.write(self.body), ArticleFile("", self.path))


class PageShelf:
    """The kept pages below one folder of articles.

    Args:
        folder: A folder of articles; made when the first page is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str) -> Path | None:
        """The file of the page with this checked address, in any spelling of it."""
        host = self._folder / FOLDER / host_of(url)
        return next(host.glob(f"*-{key_of(url)}.*"), None)

    def same(self, page: Page) -> Path | None:
        """The file of the kept page that one not kept yet is the same as."""
        key = page.path.stem[-KEY:]
        return next(page.path.parent.glob(f"*-{key}.*"), None)

    def all(self) -> Iterator[Path]:
        """Every kept page's file, in the order of hosts and names."""
        names = f"*-{'[0-9a-f]' * KEY}.*"
        return iter(sorted((self._folder / FOLDER).glob(f"*/{names}")))

    def read(self, path: Path) -> Page | None:
        """A kept page; None where the file is not there or has lost its head."""
        try:
            provenance, body = split_provenance(path.read_bytes())
        except OSError:
            return None
        return Page(path, provenance, body) if provenance else None

    def page_of(self, fetched: Fetched, now: datetime) -> Page:
        """What came, as a page that is not kept yet.

        Raises:
            FetchError: It holds no article (``no_article``).
        """
        provenance = Provenance(
            url=fetched.url,
            fetched=now.astimezone(UTC).isoformat(timespec="seconds"),
            charset=fetched.charset,
        )
        suffix = KINDS[fetched.kind]
        page = Page(self._named(fetched.url, suffix), provenance, fetched.data)
        try:  # without the head, so that the page's own address shows
            article = parse_article(provenance.decoded(page.body), ArticleFile("", page.path))
        except UnreadableError as error:
            raise FetchError("no_article", f"there is no article in it: {error}") from None
        return replace(page, path=self._named(_canonical(article, fetched.url), suffix))

    def keep(self, page: Page) -> None:
        """Write a page's file, whole or not at all.

        Raises:
            OSError: It could not be written; what was there is as it was.
        """
        page.path.parent.mkdir(parents=True, exist_ok=True)
        hidden = page.path.parent / f".{secrets.token_hex(8)}"
        try:
            with hidden.open("xb") as file:
                file.write(page.provenance.write(page.body))
                file.flush()
                os.fsync(file.fileno())
            hidden.replace(page.path)
            # What is remembered of the page must not outlive its name in a power cut.
            for folder in (page.path.parent, self._folder / FOLDER, self._folder):
                sync(folder)
        finally:
            hidden.unlink(missing_ok=True)

    def replace(self, page: Page, now: datetime) -> None:
        """Keep a page in the place of its earlier version, and that one beside it.

        Raises:
            OSError: It could not be written; what was there is as it was.
        """
        versions = page.path.parent / VERSIONS
        versions.mkdir(exist_ok=True)
        stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        earlier = versions / f"{page.path.stem}.{stamp}{page.path.suffix}"
        try:
            os.link(page.path, earlier)
        except OSError:  # some disks have no links
            shutil.copy2(page.path, earlier)
        sync(versions)
        self.keep(page)

    def _named(self, url: str, suffix: str) -> Path:
        name = f"{_name(url)}-{key_of(url)}{suffix}"
        return self._folder / FOLDER / host_of(url) / name


def _canonical(article: Article, url: str) -> str:
    """The address the page gives as its own, where that can be believed: on the same site."""
    stated = article.url
    if not stated or not stated.isascii() or host_of(stated) != host_of(url):
        return url
    return stated if urlsplit(stated).path.strip("/") else url


def _name(url: str) -> str:
    """A readable part of a file's name, from the last part of the address."""
    last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    last = re.sub(r"\.(html?|php|aspx?|txt|md|pdf|docx)$", "", last, flags=re.IGNORECASE)
    last = unicodedata.normalize("NFC", last)
    kept = (c if unicodedata.category(c)[0] in "LMN" or c in "_-" else " " for c in last)
    name = "-".join("".join(kept).split()).strip("-_")
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore").strip("-_") or "page"
