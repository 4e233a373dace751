"""Bring the index in line with the articles: read, split, encode, analyse, write, swap.

What did not change is taken over from the served generation: an article whose bytes are the same
keeps its passages and their vectors.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analysed import Analysed, analysed
from index.article import Article
from index.catalogue import CatalogueWriter, Held
from index.encoded import encode_words
from index.encoder import Encoder, StaticEncoder, bundled_encoder
from index.errors import GenerationError
from index.generation import Generation
from index.lexical import LexicalWriter
from index.lexicon import Lexicon, read_entries
from index.lock import indexing
from index.manifest import Manifest
from index.passages import LIMIT, TARGET, passage_text
from index.reading import (
    Part,
    Rejected,
    UnreadableError,
    iter_files,
    parse_article,
    parts,
    read_bytes,
)
from index.spool import Spool, VectorWriter
from index.steps import Steps
from index.summary import Progress, Reporter, Summary
from index.swap import Trial, fingerprints, new_folder, next_id, prune, serve, tidy
from index.update.plan import Update, update_of
from index.update.stories import regrouped
from index.update.words import write_words
from index.vectors import VectorIndex
from index.word_vectors import WordVectors

_REPORTED = 50  # articles between two reports


@dataclass(frozen=True, slots=True)
class Incoming:
    """An article that should be in the index; it is loaded only if it is not there already."""

    id: str
    path: str
    content: str  # hexadecimal digest of all that ``load`` depends on
    load: Callable[[], Article]


def index_folders(
    folders: Sequence[Path],
    data: Path,
    encoder: Encoder,
    *,
    full: bool = False,
    max_bytes: int = 5_000_000,
    report: Reporter = lambda progress: None,
    trial: Trial | None = None,
) -> Summary:
    """Bring the index in ``data`` in line with the article files below ``folders``.

    Args:
        folders: Folders of articles.
        data: The data folder.
        encoder: Encoder of the passages.
        full: Read and encode everything anew.
        max_bytes: Larger files are rejected.
        report: Called now and then.
        trial: Tries the new generation before it is served.

    Raises:
        ArticlesError: A folder does not exist.
        GenerationError: The data folder cannot be used; the served index is as it was.
    """
    rejected: list[Rejected] = []
    files = list(iter_files(folders))

    def incoming() -> Iterator[Incoming]:
        for number, file in enumerate(files, 1):
            if isinstance(file, Rejected):
                rejected.append(file)
            else:
                try:
                    for part in parts(read_bytes(file.path, max_bytes), file, max_bytes):
                        if isinstance(part, Rejected):
                            rejected.append(part)
                        else:
                            yield _incoming(part)
                except UnreadableError as error:
                    rejected.append(Rejected(str(file.path), str(error)))
            report(Progress("reading", number, len(files)))

    return index_articles(
        incoming(), data, encoder, full=full, rejected=rejected, report=report, trial=trial
    )


def _incoming(part: Part) -> Incoming:
    file, content = part.file, part.data
    digest = hashlib.sha256(content + os.fsencode(file.path)).hexdigest()
    return Incoming(file.id, str(file.path), digest, lambda: parse_article(content, file))


def index_articles(
    incoming: Iterable[Incoming],
    data: Path,
    encoder: Encoder,
    *,
    full: bool = False,
    rejected: list[Rejected] | None = None,
    report: Reporter = lambda progress: None,
    trial: Trial | None = None,
) -> Summary:
    """Bring the index in ``data`` in line with ``incoming``; arguments as :func:`index_folders`."""
    started = time.perf_counter()
    rejected = [] if rejected is None else rejected
    terms = bundled_encoder()
    with indexing(data), _failures_told(data), ExitStack() as stack:
        stack.callback(tidy, data)
        previous = None if full else _previous(data, encoder, terms)
        if previous:
            stack.callback(previous.close)
        held = previous.catalogue.held() if previous else {}
        spool = stack.enter_context(Spool(data))
        plan: dict[
            str, tuple[str, int | None]
        ] = {}  # id to content and, if new, place in the spool
        for one in incoming:
            same = one.id in held and held[one.id].content == one.content
            try:
                plan[one.id] = (one.content, None if same else spool.add(one.load()))
            except UnreadableError as error:
                rejected.append(Rejected(one.path, str(error)))
        unchanged = sum(place is None for _, place in plan.values())
        if previous and unchanged == len(plan) == len(held):
            manifest = previous.manifest
        else:
            update = update_of({i: content for i, (content, _) in plan.items()}, previous)
            ids = update.ids if update else sorted(plan)
            places = [place for i in ids if (place := plan[i][1]) is not None]
            new = analysed(map(spool.read, places), len(places), encoder)
            drafts = (_draft(i, *plan[i], new, previous, held) for i in ids)
            manifest = _write(
                drafts, len(ids), data, encoder, terms, previous, update, report, trial
            )
        deleted = prune(data)
    return Summary(
        generation=manifest.id,
        added=sum(article_id not in held for article_id in plan),
        changed=sum(i in held and place is not None for i, (_, place) in plan.items()),
        removed=sum(article_id not in plan for article_id in held),
        unchanged=unchanged,
        passages=manifest.passages,
        seconds=time.perf_counter() - started,
        rejected=tuple(rejected),
        deleted=tuple(deleted),
    )


@contextmanager
def _failures_told(data: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence for the operator."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise GenerationError(
            f"The index could not be written to {data} ({error}); the last complete one, if any, "
            "is served. Make room on the disk, or mend what is named, and run: iqtibas index"
        ) from error
    except sqlite3.DatabaseError as error:
        raise GenerationError(
            f"The index in {data} is damaged ({error}). Run: iqtibas index --full"
        ) from error


def _previous(data: Path, encoder: Encoder, terms: StaticEncoder) -> Generation | None:
    """The served generation, if what it holds can be taken over."""
    try:
        generation = Generation.open(data, thorough=True)  # nothing damaged is taken over
    except GenerationError:
        return None
    made = generation.manifest
    here = (encoder.fingerprint, terms.fingerprint, TARGET, LIMIT)
    if here == (
        made.encoder_fingerprint,
        made.terms_fingerprint,
        made.passage_target,
        made.passage_limit,
    ):
        return generation
    generation.close()
    return None


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article on its way into a generation.

    Attributes:
        found: What is known of it; no words where it was there before.
        content: See :class:`Incoming`.
        row: Of its first passage in the previous generation, where it is there as it is.
    """

    found: Analysed
    content: str
    row: int | None


def _draft(
    article_id: str,
    content: str,
    place: int | None,
    new: Iterator[Analysed],
    previous: Generation | None,
    held: dict[str, Held],
) -> _Draft:
    if place is not None:
        return _Draft(next(new), content, None)
    assert previous is not None  # only an article it holds is not loaded  # noqa: S101
    first, count = held[article_id].first_passage, held[article_id].passages
    found = Analysed(
        previous.catalogue.article(article_id),
        tuple(previous.catalogue.passages(range(first, first + count))),
        previous.catalogue.signature(article_id),
        words=None,
        vectors=previous.vectors.rows(first, count),
    )
    return _Draft(found, content, first)


def _write(
    drafts: Iterable[_Draft],
    count: int,
    data: Path,
    encoder: Encoder,
    terms: StaticEncoder,
    previous: Generation | None,
    update: Update | None,
    report: Reporter,
    trial: Trial | None,
) -> Manifest:
    """Write a generation of these articles, in order of their ids, and serve it."""
    base, gone = (update.base, update.gone) if update else (None, [])
    folder = new_folder(data)
    catalogue = CatalogueWriter(folder / "catalogue.sqlite")
    lexical = LexicalWriter(previous.lexical if previous else None)
    passages = 0
    with VectorWriter(data, encoder) as vectors:
        for number, draft in enumerate(drafts):
            found, article = draft.found, draft.found.article
            catalogue.add(article, draft.content, found.passages, found.signature)
            if draft.row is not None:
                rows = range(draft.row, draft.row + len(found.passages))
                lexical.keep(rows, article.language, number)
            if found.words is not None:
                lexical.add_numbered(found.words, article.language, number)
            if found.vectors is not None:
                vectors.keep(found.vectors)
            else:
                for passage in found.passages:
                    vectors.add(passage_text(article, passage))
            passages += len(found.passages)
            if (number + 1) % _REPORTED == 0 or number + 1 == count:
                report(Progress("encoding", number + 1, count))
        steps = Steps(report, passages, len(lexical))
        if base is None:
            catalogue.group_copies()
        else:
            numbers = [one.number for one in gone]
            stories = regrouped(base.catalogue, numbers, catalogue.signatures())
            catalogue.go_over(base.manifest.articles, numbers, stories)
        catalogue.close()
        steps.done("copies")
        VectorIndex.build(vectors.finish()).save(folder / "vectors.faiss")
        steps.done("codes")
    if base is None:
        _write_words(lexical, folder, terms, previous, steps)
    else:
        write_words(lexical.finish(), base.lexical, folder, terms)
    Lexicon.bring(read_entries(), folder, previous.folder if previous else None)
    files = fingerprints(folder)
    steps.done("files")
    content = hashlib.sha256("".join(sha for _, sha in files.values()).encode()).hexdigest()
    manifest = Manifest(
        id=next_id(data, content),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        terms_fingerprint=terms.fingerprint,
        passage_target=TARGET,
        passage_limit=LIMIT,
        articles=count + (base.manifest.articles if base else 0) - len(gone),
        passages=passages
        + (base.manifest.passages if base else 0)
        - sum(one.passages for one in gone),
        files=files,
        base=base.manifest.id if base else "",
        base_sha256=base.manifest.digest if base else "",
    )
    serve(data, folder, manifest, trial)
    steps.finish()
    return manifest


def _write_words(
    writer: LexicalWriter,
    folder: Path,
    terms: StaticEncoder,
    previous: Generation | None,
    steps: Steps,
) -> None:
    """Write the lexical index and what the encoder knows of its words."""
    words = writer.words()
    vectors = np.empty((len(words), terms.dimensions), np.float32)
    weights = np.empty(len(words), np.float32)
    new = np.ones(len(words), bool)
    if previous is not None:
        old = np.flatnonzero(writer.kept >= 0).astype(np.int32)
        rows: NDArray[Any] = writer.kept[old]
        vectors[rows], weights[rows] = previous.words.of(old), previous.words.weights(old)
        new[rows] = False
    with ThreadPoolExecutor(1) as beside:  # while others encode, this goes on
        encoded = beside.submit(
            encode_words,
            words,
            np.flatnonzero(new),
            (vectors, weights),
            terms,
            partial(steps.done, "vectors"),
        )
        lexical = writer.finish(partial(steps.done, "relations"))
        lexical.save(folder)
        encoded.result()
    WordVectors.build(vectors, weights, lexical.scripts()).save(folder)
    steps.done("neighbours")
