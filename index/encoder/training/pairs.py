"""The bilingual pairs that the bundled encoder learns from, each source with its sampling weight.

No evaluation question or passage is among them. What is absent (Tatoeba, names, the dictionary are
not in the repository) is left out and said so in the model card.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index.lexicon import read_entries

QA = Path(__file__).parent / "qa"


@dataclass(frozen=True, slots=True)
class Source:
    """Pairs of one origin.

    Attributes:
        name: For the model card.
        licence: Likewise.
        weight: How often its pairs are drawn, against 1 for each pair of the lexicon.
        pairs: ``(english, arabic)``; a few question–sentence pairs are of one language.
    """

    name: str
    licence: str
    weight: float
    pairs: tuple[tuple[str, str], ...]


def load_sources(data: Path, freedict: Path) -> list[Source]:
    """Every source found.

    Args:
        data: Folder that holds ``train/tatoeba.en-ar.tsv`` and ``train/names.wikidata.en-ar.tsv``.
        freedict: ``freedict-eng-ara.dict.dz`` of Debian's dict-freedict-eng-ara.
    """
    sources = [
        Source("lexicon", "this project, MIT", 1.0, tuple(read_entries())),
        Source("question-sentence pairs", "this project, MIT", 8.0, tuple(_read_qa(QA))),
    ]
    tatoeba, names = data / "train/tatoeba.en-ar.tsv", data / "train/names.wikidata.en-ar.tsv"
    if tatoeba.is_file():
        sources.append(Source("Tatoeba", "CC BY 2.0 FR", 3.0, tuple(_read_tsv(tatoeba))))
    if names.is_file():
        sources.append(Source("Wikidata names", "CC0", 0.25, tuple(_read_tsv(names))))
    if freedict.is_file():
        pairs = tuple(_read_freedict(freedict))
        sources.append(Source("FreeDict English-Arabic 0.6.3", "GPL-2.0-or-later", 0.5, pairs))
    return sources


def _read_qa(folder: Path) -> list[tuple[str, str]]:
    pairs = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            q_en, q_ar, s_en, s_ar = row["q_en"], row["q_ar"], row["s_en"], row["s_ar"]
            pairs += [(q_en, s_ar), (q_ar, s_ar), (q_en, q_ar), (s_en, s_ar)]
    return pairs


def _read_tsv(path: Path) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(row[0], row[1]) for row in rows if len(row) >= 2 and row[0] and row[1]]


def _read_freedict(path: Path) -> list[tuple[str, str]]:
    """Headword lines ``Emperor /pronunciation/`` each followed by one line of translations."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    pairs = []
    for head, body in pairwise(lines):
        match = re.fullmatch(r"([A-Za-z][A-Za-z' -]*?)(?: /[^/]*/)?", head.strip())
        if match and re.search("[\u0621-\u064a]", body) and not re.search("[a-zA-Z]{3}", body):
            pairs += [
                (match[1], form.strip())
                for form in re.split("[،,;؛/]", body)
                if 1 <= len(form.split()) <= 4
            ]
    return pairs
