"""Fit the confidence of an answer: ``python -m bot.calibrate FOLDER``, FOLDER with the dev sets.

Answerable: the questions of ``xquad-dev`` (Arabic and English) and ``arcd-dev`` over their own
corpora. Unanswerable: those of each over the other's corpus (weight 1), and over their own corpus
with the relevant article passed over (weight 1/4: close in topic, but some are answered elsewhere).
A logistic regression, both classes weighing the same; prints what ``retrieval.confidence`` holds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.evaluation import dev_trials
from config import Settings
from retrieval.confidence import THRESHOLD, Evidence
from retrieval.evaluation import Dataset
from retrieval.evaluation.abstention import abstention
from retrieval.retriever import Retriever

NEAR_WEIGHT = 0.25
RIDGE = 0.1  # keeps the weights of near-collinear figures small
Rows = NDArray[np.float64]


def main(folder: Path) -> None:
    """Fit and print."""
    with dev_trials(folder, Settings()) as trials:
        parts = []  # (group, answerable, weight, figures)
        for one in trials:
            own = _figures(one.dataset, one.home, without_relevant=False)
            other = _figures(one.dataset, one.away, without_relevant=False)
            near = _figures(one.dataset, one.home, without_relevant=True)
            parts.append((one.language, 1, 1.0, own))
            parts.append((one.language, 0, 1.0, other))
            parts.append((one.language, 0, NEAR_WEIGHT, near))
    figures = np.vstack([rows for *_, rows in parts])
    labels = np.concatenate([np.full(len(rows), label) for _, label, _, rows in parts])
    weights = np.concatenate([np.full(len(rows), weight) for *_, weight, rows in parts])
    for label in (0, 1):
        weights[labels == label] /= weights[labels == label].sum()
    fitted = fit_logistic(figures, labels, weights * len(labels) / 2)
    print(f"intercept {fitted[0]:.3f}")
    for field, weight in zip(fields(Evidence), fitted[1:], strict=True):
        print(f"{field.name} {weight:.3f}")
    for group in ("ar", "en"):
        sure = {
            (label, weight): np.concatenate(
                [
                    _sure(rows, fitted)
                    for g, y, w, rows in parts
                    if (g, y, w) == (group, label, weight)
                ]
            )
            for label, weight in ((1, 1.0), (0, 1.0), (0, NEAR_WEIGHT))
        }
        yes, no, close = sure.values()
        rates = abstention(yes.tolist(), no.tolist())
        print(
            f"{group}: AUROC {rates.auroc:.3f}, false abstentions {rates.false_abstentions:.3f}, "
            f"false answers {rates.false_answers:.3f}, "
            f"of the close ones {np.mean(close >= THRESHOLD):.3f}"
        )


def _figures(dataset: Dataset, retriever: Retriever, *, without_relevant: bool) -> Rows:
    """One row of evidence for each question that finds anything."""

    def rows() -> Iterator[tuple[float, ...]]:
        for query_id, question in dataset.queries.items():
            relevant = dataset.qrels.get(query_id, {}) if without_relevant else {}
            evidence = retriever.evidence(question, frozenset(relevant))
            if evidence:
                yield astuple(evidence)

    return np.array(list(rows()), np.float64)


def fit_logistic(figures: Rows, labels: NDArray[np.int64], weights: Rows) -> Rows:
    """Ridge logistic regression by Newton's method (Hastie et al., 2009, section 4.4.1).

    Args:
        figures: Shape (n, d).
        labels: Shape (n,), 0 or 1.
        weights: Shape (n,), of each row.

    Returns:
        Shape (1 + d,): the intercept, which is not shrunk, and the weights.
    """
    rows = np.hstack([np.ones((len(figures), 1)), figures])  # (n, 1 + d)
    ridge = RIDGE * np.eye(rows.shape[1])
    ridge[0, 0] = 1e-9
    fitted = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ fitted))
        gradient = rows.T @ (weights * (labels - chance)) - ridge @ fitted
        curvature = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + ridge
        step = np.linalg.solve(curvature, gradient)
        fitted += step
        if np.abs(step).max() < 1e-8:
            break
    return fitted


def _sure(figures: Rows, fitted: Rows) -> Rows:
    return np.asarray(1 / (1 + np.exp(-(fitted[0] + figures @ fitted[1:]))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
