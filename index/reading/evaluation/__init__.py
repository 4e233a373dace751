"""How well the article is found in a page, against pages whose main text is known."""

from index.reading.evaluation.shingles import Score, mean_score, score

__all__ = ["Score", "mean_score", "score"]
