"""What each part of the search is worth: ``python -m bot.ablation FOLDER``, FOLDER as calibrate's.

Asks the questions of ``xquad-dev`` (Arabic and English) and ``arcd-dev`` of the production index
with ever more of its parts, and of bm25s; then each set's questions of the other's corpus, which
does not answer them.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import astuple
from importlib.metadata import version
from pathlib import Path

from bot.evaluation import Trial, dev_trials
from config import Settings, SettingsError, load_settings
from index.errors import IqtibasError
from retrieval.confidence import THRESHOLD
from retrieval.evaluation import Dataset, DatasetError
from retrieval.evaluation.ablation import AS_SHIPPED, Figures, ablation
from retrieval.evaluation.abstention import abstention
from retrieval.evaluation.baseline import snowball_bm25
from retrieval.evaluation.evaluate import ask
from retrieval.retriever import Retriever

USAGE = 2
LEGEND = (
    "dense: passage vectors alone. lexical: stems and grams, nothing widened. + expansion: "
    "translations by lexicon and by neighbouring vectors, and words that say the same. + names: "
    f"spellings that sound alike. + dense: words and vectors fused. {AS_SHIPPED}: by the best "
    "sentences, as shipped."
)


def main(folder: Path) -> int:
    """Print the two tables; returns the exit code."""
    try:
        settings = load_settings()
        with dev_trials(folder, settings) as trials:
            print(_quality(trials), _notes(trials, settings), sep="\n\n", flush=True)
            print(f"\n{_abstention(trials)}")
    except (DatasetError, IqtibasError, SettingsError) as error:
        print(error, file=sys.stderr)
        return USAGE
    return 0


def _quality(trials: Sequence[Trial]) -> str:
    heading = [""]
    rows: dict[str, list[str]] = {}
    for one in trials:
        name = f"{one.dataset.name} {one.language}"
        print(f"{name}: {len(one.dataset.queries)} questions", file=sys.stderr)
        heading += [f"{name}: ndcg@10", "quote_hit@1", "quote_hit@3", "ms"]
        others = {
            "bm25s, whole articles": snowball_bm25(one.home.generation, whole=True),
            "bm25s, our passages": snowball_bm25(one.home.generation, whole=False),
        }
        for row, figures in ablation(one.dataset, one.home, others).items():
            rows.setdefault(row, []).extend(_cells(figures))
    return _table([heading, *([row, *cells] for row, cells in rows.items())])


def _cells(figures: Figures) -> list[str]:
    *shares, milliseconds = astuple(figures)
    return [*map(_share, shares), f"{milliseconds:.1f}"]


def _share(value: float) -> str:
    """Four decimals, as ``iqtibas eval`` has them."""
    return "-" if math.isnan(value) else f"{value:.4f}"


def _notes(trials: Sequence[Trial], settings: Settings) -> str:
    sizes = ", ".join(
        f"{len(one.dataset.queries)} {one.language} over {len(one.dataset.corpus)} articles"
        for one in trials
    )
    return (
        f"{LEGEND} Questions: {sizes}. Encoder: {settings.encoder}; cross-encoder: "
        f"{settings.reranker or 'none'}. quote_hit is of what is shown, so of the program as "
        f"shipped; ms is the median of a question. bm25s {version('bm25s')} has Snowball's stemmer "
        "of the articles' language and translates nothing: a question in the other language finds "
        "only what is written alike in both, figures and names in Latin letters. Below, at "
        f"the shipped threshold of {THRESHOLD}, the questions are asked of their own corpus and of "
        "the other set's, which does not answer them."
    )


def _abstention(trials: Sequence[Trial]) -> str:
    rows = [["questions", "AUROC", "false abstentions", "false answers"]]
    for language in dict.fromkeys(one.language for one in trials):
        asked = [one for one in trials if one.language == language]
        rates = abstention(
            [sure for one in asked for sure in _confidences(one.dataset, one.home)],
            [sure for one in asked for sure in _confidences(one.dataset, one.away)],
        )
        rows.append([language, *map(_share, astuple(rates))])
    return _table(rows)


def _confidences(dataset: Dataset, retriever: Retriever) -> list[float]:
    return [ask(retriever, question)[1] for question in dataset.queries.values()]


def _table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table that can be read as it is; the first row is its heading."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in rows
    ]
    rule = f"|{'|'.join('-' * (width + 2) for width in widths)}|"
    return "\n".join([lines[0], rule, *lines[1:]])


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
