"""Candidates to quotes: what says the same is one quote, with the others that report it.

Near-copies of one text count as one article, whichever of them a quote is taken from. Independent
reports that say the same stand under one quote too, told apart from copies by ``copy_of``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.encoder import StaticEncoder
from index.generation import Generation
from retrieval.answer import Quote, Report
from retrieval.candidates import Candidate
from retrieval.copies import reprints
from retrieval.quoting import quote_span
from retrieval.sameness import Sayings, in_the_same_words

PER_ARTICLE = 2  # quotes of one article in an answer
REPEATED = 0.8  # worth of a further quote of the same article, against one of another
QUOTE_FLOOR = 0.5  # share of the first candidate's score under which none is shown


def quotes(
    candidates: Sequence[Candidate], k: int, generation: Generation, terms: StaticEncoder
) -> tuple[Quote, ...]:
    """The best candidates as quotes, at most ``k``; one that says what an earlier says joins it."""
    chosen: list[Candidate] = []
    joined: list[list[Candidate]] = []
    candidates = _spread(candidates)
    floor = QUOTE_FLOOR * candidates[0].score if candidates else 0.0
    candidates = [one for one in candidates if one.score >= floor]
    said = Sayings([one.highlight for one in candidates], terms)
    for candidate in candidates:
        twin = next((i for i, one in enumerate(chosen) if _same(one, candidate, said)), None)
        if twin is not None:
            joined[twin].append(candidate)
            continue
        of_report = sum(one.report == candidate.report for one in chosen)
        if len(chosen) < k and of_report < PER_ARTICLE:
            chosen.append(candidate)
            joined.append([])
    return tuple(
        _quote(rank, candidate, others, generation)
        for rank, (candidate, others) in enumerate(zip(chosen, joined, strict=True), 1)
    )


def _spread(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, each further one of a report worth less, so that others come forward."""
    before: Counter[str] = Counter()
    spread = []
    for one in candidates:
        spread.append(replace(one, score=one.score * REPEATED ** before[one.report]))
        before[one.report] += 1
    return sorted(spread, key=lambda one: -one.score)  # of equals the first stays first


def _same(one: Candidate, other: Candidate, said: Sayings) -> bool:
    if said.same(one.highlight, other.highlight):
        return True
    if one.report != other.report or one.article.id == other.article.id:
        return False
    start, end = quote_span(one.passage, (one.sentence.start, one.sentence.end))
    return any(  # the copy's sentence stands in the quote, beside the highlight
        in_the_same_words(one.article.text[first:last], other.highlight)
        for first, last in one.passage.sentences
        if start <= first and last <= end
    )


def _quote(
    rank: int, candidate: Candidate, others: Sequence[Candidate], generation: Generation
) -> Quote:
    highlight = (candidate.sentence.start, candidate.sentence.end)
    return Quote.of(
        candidate.article,
        quote_span(candidate.passage, highlight),
        highlight,
        rank=rank,
        score=round(candidate.score, 4),
        also_reported_by=_reports(candidate, others, generation),
    )


def _reports(
    quoted: Candidate, others: Sequence[Candidate], generation: Generation
) -> tuple[Report, ...]:
    """The other articles that say the same, best first; after each, copies that were not found."""
    first_of: dict[str, str] = {}  # report to the article it is known by
    found: dict[str, Report] = {}
    for one in (quoted, *others):
        known = first_of.setdefault(one.report, one.article.id)
        copy_of = known if known != one.article.id else None
        found.setdefault(one.article.id, Report.of(one.article, copy_of=copy_of))
        if copy_of is None:
            for copy in reprints(one.article, one.highlight, generation.catalogue):
                found.setdefault(copy.article_id, copy)
    del found[quoted.article.id]
    return tuple(found.values())
