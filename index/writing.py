"""Write a generation from what is known of its articles, and serve it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue import CatalogueWriter
from index.encoded import encode_words
from index.encoder import Encoder, StaticEncoder
from index.generation import Generation
from index.intake.analysed import Analysed
from index.intake.spool import VectorWriter
from index.lexical_writer import LexicalWriter
from index.lexicon import Lexicon, read_entries
from index.manifest import Manifest
from index.passages import LIMIT, TARGET, passage_text
from index.steps import Steps
from index.summary import Progress, Reporter
from index.swap import Trial, fingerprints, new_folder, next_id, serve
from index.update.plan import Update
from index.update.stories import regrouped
from index.update.words import write_words
from index.vectors import VectorIndex
from index.word_vectors import WordVectors

_REPORTED = 50  # articles between two reports


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way into a generation.

    Attributes:
        found: What is known of it; no words where it was there before.
        content: See :class:`Incoming`.
        row: Of its first passage in the previous generation, where it is there as it is.
    """

    found: Analysed
    content: str
    row: int | None


def write(
    drafts: Iterable[Draft],
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
