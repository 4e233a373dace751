"""The catalogues of a base and of an update over it, read as one.

The passages and articles of the update follow those of the base.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Passage
from index.catalogue import Catalogue, Held, Listed, Origin
from index.copies import Signature
from index.stories import Stories, Telling


class JoinedCatalogue(Telling):
    """Two catalogues. Safe to use from many threads.

    Attributes:
        gone: Shape (passages,), those of the base that are not there any more.
    """

    def __init__(self, base: Catalogue, own: Catalogue) -> None:
        self._base, self._own = base, own
        articles, passages = base.count()
        self._articles, self._first = articles, passages
        gone = own.gone()
        spans = base.spans(gone)
        self._gone = frozenset(article_id for _, article_id, _, _ in spans)
        self.gone: NDArray[np.bool_] = np.zeros(passages + own.count()[1], bool)
        for _, _, first, last in spans:
            self.gone[first:last] = True
        retold, self._lost = own.retold(), frozenset(gone)
        told = (
            [one for one in base.told.told() if one[3] not in retold and one[3] not in self._lost]
            + [(a, b, retold[number], number) for number, _, a, b in base.spans(retold)]
            + [(passages + a, passages + b, c, articles + d) for a, b, c, d in own.told.told()]
        )
        left = Counter(story for _, _, story, _ in told)
        self.told = Stories([one for one in told if left[one[2]] > 1])

    def article(self, article_id: str) -> Article:
        """One article.

        Raises:
            KeyError: There is none of this id.
        """
        return self.articles([article_id])[article_id]

    def articles(self, ids: Iterable[str]) -> dict[str, Article]:
        """Those of these articles that are there."""
        wanted = list(ids)
        found = self._own.articles(wanted)
        left = [one for one in wanted if one not in found and one not in self._gone]
        return found | self._base.articles(left)

    def _of(self, article_id: str) -> Catalogue:
        """The catalogue that has it: of what is gone from the base, none but the update's."""
        if article_id in self._gone or self._own.has(article_id):
            return self._own
        return self._base

    def listing(self) -> list[Listed]:
        """What a list shows of each article, in the order of their passages."""
        left = [one for one in self._base.listing() if one.id not in self._gone]
        return left + self._own.listing()

    def origins(self) -> list[Origin]:
        """Where each article is from, in the order of their passages."""
        base = enumerate(self._base.origins())
        left = [one for number, one in base if number not in self._lost]
        own = self._own.origins()
        return left + [one._replace(first_passage=self._first + one.first_passage) for one in own]

    def held(self) -> dict[str, Held]:
        """Each article by id, in the order of their passages."""
        found = {i: one for i, one in self._base.held().items() if i not in self._gone}
        for article_id, one in self._own.held().items():
            first, number = self._first + one.first_passage, self._articles + one.number
            found[article_id] = replace(one, first_passage=first, number=number)
        return found

    def passages(self, rows: Iterable[int]) -> list[Passage]:
        """The passages of these rows, in the order asked for.

        Raises:
            KeyError: A row does not exist.
        """
        wanted = list(rows)
        base = [row for row in wanted if row < self._first]
        own = [row - self._first for row in wanted if row >= self._first]
        found = dict(zip(base, self._base.passages(base), strict=True))
        for row, passage in zip(own, self._own.passages(own), strict=True):
            found[self._first + row] = passage
        return [found[row] for row in wanted]

    def signature(self, article_id: str) -> Signature:
        """The signature of one article. Raises KeyError."""
        return self._of(article_id).signature(article_id)

    def copies(self, article_id: str) -> list[str]:
        """The other articles that are near-copies of one, in the order of their passages."""
        held, articles = self._of(article_id), self._articles
        own = articles if held is self._own else 0
        fellows = self.told.fellows(own + held.number(article_id))
        spans = self._base.spans(number for number in fellows if number < articles)
        spans += self._own.spans(number - articles for number in fellows if number >= articles)
        return [one for _, one, _, _ in spans if one != article_id]

    def count(self) -> tuple[int, int]:
        """``(articles, passages)``."""
        articles = self._articles + self._own.count()[0]
        return articles - len(self._lost), int(np.count_nonzero(~self.gone))

    @property
    def rows(self) -> int:
        """How many rows passages have, those that are gone among them."""
        return len(self.gone)

    def close(self) -> None:
        """Release the files."""
        self._base.close()
        self._own.close()


AnyCatalogue: TypeAlias = Catalogue | JoinedCatalogue
