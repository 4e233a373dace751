"""When a generation is an update, and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.catalogue import Held
from index.generation import Generation, Whole

FROM = 50_000  # passages of a base; a smaller index is written whole in a few seconds
SHARE = 1 / 50  # of the base's articles, up to which others than they may be in an update


@dataclass(frozen=True, slots=True)
class Update:
    """What is to be written over a base.

    Attributes:
        base: The generation updated.
        ids: The articles that it lacks or has otherwise, in order.
        gone: Its articles that are no longer there, or not as they are in it.
    """

    base: Whole
    ids: list[str]
    gone: list[Held]


def update_of(contents: Mapping[str, str], previous: Generation | None) -> Update | None:
    """How an update would bring an index in line with the articles; None where it must be whole.

    Args:
        contents: Id of each article to the digest of its content.
        previous: The served generation, if what it holds can be taken over.
    """
    if previous is None or previous.whole.manifest.passages < FROM:
        return None
    base = previous.whole
    held = base.catalogue.held()
    gone = [one for one in held.values() if contents.get(one.id) != one.content]
    ids = sorted(
        i for i, content in contents.items() if i not in held or held[i].content != content
    )
    if max(len(ids), len(gone)) > SHARE * len(held):
        return None
    return Update(base, ids, gone)
