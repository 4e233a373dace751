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
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from index.catalogue import Held
from index.encoder import Encoder, StaticEncoder, bundled_encoder
from index.errors import GenerationError
from index.generation import Generation
from index.intake.analysed import Analysed, analysed
from index.intake.spool import Spool
from index.lock import indexing
from index.passages import LIMIT, TARGET
from index.reading import (
    Part,
    Rejected,
    UnreadableError,
    iter_files,
    parse_article,
    parts,
    read_bytes,
)
from index.summary import Progress, Reporter, Summary
from index.swap import Trial, prune, tidy
from index.update.plan import update_of
from index.writing import Draft, write


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
            manifest = write(
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


def _draft(
    article_id: str,
    content: str,
    place: int | None,
    new: Iterator[Analysed],
    previous: Generation | None,
    held: dict[str, Held],
) -> Draft:
    if place is not None:
        return Draft(next(new), content, None)
    assert previous is not None  # only an article it holds is not loaded  # noqa: S101
    first, count = held[article_id].first_passage, held[article_id].passages
    found = Analysed(
        previous.catalogue.article(article_id),
        tuple(previous.catalogue.passages(range(first, first + count))),
        previous.catalogue.signature(article_id),
        words=None,
        vectors=previous.vectors.rows(first, count),
    )
    return Draft(found, content, first)
