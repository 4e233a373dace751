"""One other system over the same texts and vectors.

It is run by the Python that the others are installed for, so it imports nothing of ours. It
reads a folder that ``tests.peers`` wrote and prints a JSON object: how long building took, how long
each question, and the passages found for each.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

FOUND = 30  # passages asked for
Asking = Callable[[str, Any], list[int]]


def bm25s(texts: list[str], _: Any) -> Asking:
    """BM25 alone, words stemmed by Snowball in both languages."""
    import bm25s
    import Stemmer

    stemmers = [Stemmer.Stemmer(name) for name in ("english", "arabic")]

    def stem(words: list[str]) -> list[str]:
        for stemmer in stemmers:
            words = stemmer.stemWords(words)
        return words

    def cut(some: list[str]) -> Any:
        return bm25s.tokenize(some, stemmer=stem, return_ids=False, show_progress=False)

    scorer = bm25s.BM25()
    scorer.index(cut(texts), show_progress=False)

    def ask(question: str, _: Any) -> list[int]:
        (asked,) = cut([question])
        scores = scorer.get_scores(asked) if asked else np.zeros(len(texts))
        best: list[int] = np.argsort(-scores, kind="stable")[:FOUND].tolist()
        return best

    return ask


def langchain(texts: list[str], vectors: Any) -> Asking:
    """Its FAISS store and its BM25 (rank_bm25), joined by its ensemble of equal weights."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_core.embeddings import Embeddings

    class Known(Embeddings):  # type: ignore[misc]
        now: list[float] = []  # noqa: RUF012

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise NotImplementedError

        def embed_query(self, text: str) -> list[float]:
            return self.now

    known = Known()
    metadata = [{"row": row} for row in range(len(texts))]
    store = FAISS.from_embeddings(
        list(zip(texts, vectors.tolist(), strict=True)), known, metadatas=metadata
    )
    words = BM25Retriever.from_texts(texts, metadatas=metadata, k=FOUND)
    both = EnsembleRetriever(
        retrievers=[words, store.as_retriever(search_kwargs={"k": FOUND})], weights=[0.5, 0.5]
    )

    def ask(question: str, vector: Any) -> list[int]:
        known.now = vector.tolist()
        return [one.metadata["row"] for one in both.invoke(question)][:FOUND]

    return ask


def haystack(texts: list[str], vectors: Any) -> Asking:
    """Its store in memory, by BM25 and by vectors, joined by reciprocal rank."""
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
    store.write_documents(
        [
            Document(id=str(row), content=text, embedding=vectors[row].tolist())
            for row, text in enumerate(texts)
        ]
    )
    joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=FOUND)

    def ask(question: str, vector: Any) -> list[int]:
        words = store.bm25_retrieval(question, top_k=FOUND)
        near = store.embedding_retrieval(vector.tolist(), top_k=FOUND)
        joined = joiner.run(documents=[words, near])["documents"]
        return [int(one.id) for one in joined]

    return ask


def txtai(texts: list[str], vectors: Any) -> Asking:
    """Its hybrid index, given the vectors."""
    from txtai import Embeddings

    rows = dict(zip(texts, vectors, strict=True))
    index = Embeddings(
        method="external",
        transform=lambda some: np.stack([rows[text] for text in some]),
        hybrid=True,
    )
    index.index(list(enumerate(texts)))

    def ask(question: str, vector: Any) -> list[int]:
        rows[question] = vector
        return [row for row, _ in index.search(question, FOUND)]

    return ask


SYSTEMS = {
    "bm25s": (bm25s, ("bm25s",)),
    "langchain": (langchain, ("langchain-community", "rank-bm25", "faiss-cpu")),
    "haystack": (haystack, ("haystack-ai",)),
    "txtai": (txtai, ("txtai",)),
}


def main(folder: Path, name: str) -> None:
    """Build, ask, print."""
    texts = json.loads((folder / "texts.json").read_text("utf-8"))
    questions = json.loads((folder / "questions.json").read_text("utf-8"))
    vectors, asked = np.load(folder / "texts.npy"), np.load(folder / "questions.npy")
    build, packages = SYSTEMS[name]
    started = time.perf_counter()
    ask = build(texts, vectors)
    built = time.perf_counter() - started
    times, found = [], []
    for question, vector in zip(questions, asked, strict=True):
        started = time.perf_counter()
        found.append(ask(question, vector))
        times.append(1000 * (time.perf_counter() - started))
    print(
        json.dumps(
            {
                "name": name,
                "versions": ", ".join(f"{one} {version(one)}" for one in packages),
                "build_s": built,
                "p50_ms": float(np.percentile(times, 50)),
                "p99_ms": float(np.percentile(times, 99)),
                "found": found,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
