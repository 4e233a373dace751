"""One question through one generation: search, choose sentences, rerank, group, decide, quote."""

from __future__ import annotations

import time
from collections.abc import Sequence

from index.analysis import question_language
from index.encoder import Encoder, Reranker, StaticEncoder
from index.generation import Generation
from retrieval import reports
from retrieval.answer import Answer, Quote, Report, Unmatched
from retrieval.candidates import Candidate, Found
from retrieval.confidence import THRESHOLD, Evidence, confidence
from retrieval.copies import FOUND, without_copies
from retrieval.coverage import Coverage
from retrieval.evidence import evidence
from retrieval.expansion import Concept, Expander
from retrieval.filters import read_filters
from retrieval.hits import Hit, search
from retrieval.lexical_search import LexicalSearcher
from retrieval.recency import newer_than_first, newest_first
from retrieval.reranking import rerank
from retrieval.selection import Mask, Selection
from retrieval.sentences import Scored, SentenceScorer, answering

CANDIDATES = 30  # passages whose sentences are looked at
SENTENCE_SHARE = 1.6  # of the best sentence's score against the passage's
AROUND_SHARE = 0.7  # of what the passage and those beside it hold
LONGEST = 1_000  # characters of a question that are read
NEAREST = 3  # articles named where none answers
NEAR = 0.4  # share of the question that an article must hold to be named there


class Retriever:
    """Answers questions from one opened generation. Holds no state; safe to use from threads.

    Attributes:
        generation: What it answers from.
        encoder: Of questions and passages.
        terms: Of single words.
    """

    def __init__(
        self,
        generation: Generation,
        encoder: Encoder,
        terms: StaticEncoder,
        reranker: Reranker | None = None,
    ) -> None:
        self.generation = generation
        self.encoder = encoder
        self.terms = terms
        self._reranker = reranker
        self._lexical = LexicalSearcher(generation.lexical, generation.gone)
        self._selection = Selection(generation.catalogue)
        self._expander = Expander(
            generation.lexical,
            generation.words,
            terms,
            generation.lexicon,
        )

    def answer(self, question: str, k: int = 3) -> Answer:
        """Answer by quoting, or abstain.

        Args:
            question: In Arabic or English; its filters (see :mod:`retrieval.filters`) decide which
                articles are searched.
            k: Quotes at most.

        Raises:
            ValueError: The question is empty or has no word, or ``k < 1``.
        """
        started = time.perf_counter()
        if k < 1:
            raise ValueError(f"k must be at least 1, got {k}")
        asked = read_filters(question)
        selected = self._selection.of(asked)
        unmatched = selected if isinstance(selected, Unmatched) else None
        quotes: tuple[Quote, ...] = ()
        nearest: tuple[Report, ...] = ()
        newer: Report | None = None
        sure = 0.0
        if not isinstance(selected, Unmatched):
            found = self._search(asked.question, selected)
            sure = self._sure(found)
            if sure >= THRESHOLD:
                quotes = reports.quotes(found.candidates, k, self.generation, self.terms)
                newer = _newer(found, quotes)
            nearest = () if quotes else _nearest(found)
        return Answer(
            question=question,
            language=question_language(asked.question or question),
            answered=bool(quotes),
            confidence=round(sure, 4),
            generation=self.generation.manifest.id,
            took_ms=round((time.perf_counter() - started) * 1000, 2),
            quotes=quotes,
            newer=newer,
            nearest=nearest,
            unmatched=unmatched,
        )

    def candidates(self, question: str, among: Mask | None = None) -> tuple[list[Candidate], float]:
        """Passages with their best sentences, best first, and the confidence in the first.

        Args:
            question: Without filters.
            among: Shape (passages,), those to search; by default all.

        Raises:
            ValueError: The question has no word.
        """
        found = self._search(question, among)
        return found.candidates, self._sure(found)

    def evidence(self, question: str, passed_over: frozenset[str] = frozenset()) -> Evidence | None:
        """What speaks for the best candidate outside some articles; for calibration."""
        found = self._search(question)
        left = [one for one in found.candidates if one.article.id not in passed_over]
        return evidence(found, left, self.terms) if left else None

    def _sure(self, found: Found) -> float:
        if not found.candidates:
            return 0.0
        return confidence(evidence(found, found.candidates, self.terms))

    def _search(self, question: str, among: Mask | None = None) -> Found:
        question = question.encode("utf-8", "ignore").decode("utf-8")  # lone surrogates
        catalogue = self.generation.catalogue
        wanted = CANDIDATES * (FOUND if catalogue.has_copies else 1)
        concepts, hits = self.hits(question, wanted, among)
        if catalogue.has_copies:
            hits = without_copies(hits, self.generation, CANDIDATES)
        stories = catalogue.stories([hit.row for hit in hits]).tolist()
        passages = catalogue.passages(hit.row for hit in hits)
        articles = catalogue.articles({passage.article_id for passage in passages})
        compared = Coverage(question, concepts, self.generation, self.terms)
        scorer = SentenceScorer(question, concepts, self.generation.lexical)
        found = []
        for hit, story, passage, held in zip(
            hits, stories, passages, compared.of([hit.row for hit in hits]), strict=True
        ):
            article = articles[passage.article_id]
            sentences = scorer.score(article, passage, held)
            total = _total(hit, sentences, float(held.around @ scorer.weights))
            best = answering(sentences)
            found.append(
                Candidate(
                    hit,
                    article,
                    passage,
                    article.id if story < 0 else f"story {story}",
                    sentences,
                    best,
                    held,
                    likeness=total,
                    score=round(total + SENTENCE_SHARE * best.spoken, 5),
                )
            )
        found.sort(key=lambda one: (-one.score, one.hit.row))
        if self._reranker is None:
            found = newest_first(found)
        else:  # which reads closely enough to tell two near-equal answers apart
            found = rerank(question[:LONGEST], found, self._reranker)
        return Found(concepts, scorer.weights, scorer.wanted, found)

    def hits(
        self, question: str, k: int, among: Mask | None = None
    ) -> tuple[list[Concept], list[Hit]]:
        """The words looked for, and the ``k`` passages that match best.

        Raises:
            ValueError: The question has no word.
        """
        concepts = self._expander.concepts(question[:LONGEST])
        if not concepts:
            raise ValueError("The question has no words. Ask in Arabic or English.")
        query = self.encoder.encode_queries([question])[0]
        return concepts, search(self.generation, self._lexical, concepts, query, k, among)


def _nearest(found: Found) -> tuple[Report, ...]:
    """The first articles that hold some of what is asked about."""
    near = [one for one in found.candidates if float(one.held.passage @ found.weights) >= NEAR]
    first: dict[str, Report] = {}
    for one in near:
        first.setdefault(one.report, Report.of(one.article))
    return tuple(first.values())[:NEAREST]


def _newer(found: Found, quotes: Sequence[Quote]) -> Report | None:
    """A newer article on the matter, unless it is said already to report what is quoted first."""
    newer = newer_than_first(found.candidates, found.weights)
    if newer is None or not quotes:
        return None
    named = {quotes[0].article_id, *(one.article_id for one in quotes[0].also_reported_by)}
    return None if newer.article.id in named else Report.of(newer.article)


def _total(hit: Hit, sentences: Sequence[Scored], around: float) -> float:
    """What candidates are ordered by, rounded: equal texts must tie whatever the order of sums."""
    best = max(one.score for one in sentences)
    return round(hit.score + SENTENCE_SHARE * best + AROUND_SHARE * around, 5)
