"""The benchmark's figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from bot.benchmark.measure import Asked, Built

_ROWS = {
    "passages": "passages",
    "words": "different words",
    "passages_per_second": "built, passages/s",
    "cpu_seconds": "processor s of it",
    "build_mb": "peak MB building",
    "bytes_per_passage": "bytes/passage",
    "added_seconds": "one more article, s",
    "open_seconds": "open, s",
    "p50_ms": "answer p50, ms",
    "p99_ms": "answer p99, ms",
    "cpu_p50_ms": "processor ms, p50",
    "serve_mb": "peak MB answering",
    "recall": "recall@10 of exact",
    "found": "planted found",
    "found_across": "found across",
    "vectors": "vectors",
}


def figures(built: Built, asked: Asked) -> dict[str, object]:
    """One size's figures, by name."""
    first, second = asdict(built), asdict(asked)
    return {"build_mb": first.pop("peak_mb"), "serve_mb": second.pop("peak_mb")} | first | second


def table(measured: Sequence[dict[str, object]]) -> str:
    """A line for each figure, a column for each size."""
    lines = []
    for name, label in _ROWS.items():
        cells = [f"{one[name]:,}" if isinstance(one[name], int) else one[name] for one in measured]
        lines.append(f"{label:<21}" + "".join(f"{cell:>14}" for cell in cells))
    return "\n".join(lines)
