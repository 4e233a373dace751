"""What our search is compared with: bm25s with a Snowball stemmer, as one would set it up.

bm25s is a development dependency, so nothing that a reader runs imports this module.
"""

from __future__ import annotations

from collections import Counter

import bm25s
import numpy as np
import Stemmer

from index.article import Language, Passage
from index.generation import Generation
from index.passages import passage_text
from retrieval.evaluation.ablation import Ranker
from retrieval.retriever import CANDIDATES

_STEMMERS: dict[Language, str] = {"ar": "arabic", "en": "english"}


def snowball_bm25(generation: Generation, *, whole: bool) -> Ranker:
    """Rank by bm25s (Lù, 2024, arXiv:2407.03618) with its own tokenizer and default parameters.

    The stemmer is that of the language most articles are in; nothing is translated.

    Args:
        generation: Not empty; its articles are ranked.
        whole: Score whole articles, else our passages and each article by its best.
    """
    catalogue = generation.catalogue
    articles = {one.id: catalogue.article(one.id) for one in catalogue.listing()}
    passages = (
        [Passage(one.id, 0, len(one.text), ()) for one in articles.values()]
        if whole
        else catalogue.passages(generation.passages().tolist())
    )
    texts = [passage_text(articles[passage.article_id], passage) for passage in passages]
    ((language, _),) = Counter(one.language for one in articles.values()).most_common(1)
    stemmer = Stemmer.Stemmer(_STEMMERS[language])

    def tokens(texts: list[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(
            texts, stemmer=stemmer, return_ids=False, show_progress=False
        )
        return found

    scorer = bm25s.BM25()
    scorer.index(tokens(texts), show_progress=False)

    def rank(question: str) -> list[str]:
        (asked,) = tokens([question])
        if not asked:  # which bm25s does not expect
            return []
        scores = scorer.get_scores(asked)  # (passages,)
        best = np.lexsort((np.arange(len(scores)), -scores))[:CANDIDATES]
        found = [passages[row] for row in best.tolist() if scores[row] > 0]
        return list(dict.fromkeys(passage.article_id for passage in found))

    return rank
