"""Articles that change from state to state, their index, and what must be true of it.

State ``n`` gives article ``n % 5`` the number ``1000 + n``; the others keep theirs. A sixth is
there in every other state. So a served index can be told from any other by its articles and by
what it answers.

Its indexes are whole, or updates of the first, or of either kind by turns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import index.build
import index.update.plan
import index.writing
from index.build import index_folders
from index.encoder import StaticEncoder, bundled_encoder
from index.generation import generation_ids, served_id
from index.integrity import verify
from index.manifest import base_id
from index.rollback import roll_back
from index.serving import open_served
from retrieval.retriever import Retriever

PLACES = ("Marwan", "Silvan", "Basrim", "Tolvik", "Qasran")
FIRST = 1000
SENTENCES = "The ferry of {place} carried {number} passengers. It rained in {place} all morning.\n"
KNOWN = {"current", "lock", "generations"}


class Kind(Enum):
    """From how many passages, and up to which share of articles, an index is an update."""

    WHOLE = (index.update.plan.FROM, index.update.plan.SHARE)
    UPDATES = (1, 9.0)
    BY_TURNS = (1, 0.45)  # two of five articles: a whole one, two updates of it, a whole one


class WrongError(AssertionError):
    """The index is not what it must be."""


def article(place: str, number: int) -> str:
    return f"Ferry of {place}\n\n" + SENTENCES.format(place=place, number=number)


def articles(state: int) -> dict[str, str]:
    """File name to text."""
    numbers = [max(n for n in range(state + 1) if n % 5 == i or n == 0) for i in range(5)]
    found = {
        f"{place}.txt": article(place, FIRST + n) for place, n in zip(PLACES, numbers, strict=True)
    }
    return found | ({"extra.txt": article("Zumra", 7)} if state % 2 else {})


def quick_builds() -> StaticEncoder:
    """Build with a lexicon of one entry, and load the bundled encoder once."""
    encoder = bundled_encoder()
    for module, name, value in (
        (index.writing, "read_entries", lambda: iter([("ferry", "عبّارة")])),
        (index.build, "bundled_encoder", lambda: encoder),
    ):
        setattr(module, name, value)
    return encoder


@dataclass
class World:
    """A folder of articles and their index."""

    folder: Path
    encoder: StaticEncoder
    kind: Kind = Kind.WHOLE
    states: dict[str, int] = field(default_factory=dict)  # of each generation
    served: str = ""  # when last checked

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def write(self, state: int) -> None:
        """Bring the files of the articles into a state."""
        files = self.folder / "articles"
        files.mkdir(exist_ok=True)
        wanted = articles(state)
        for path in files.iterdir():
            if path.name not in wanted:
                path.unlink()
        for name, text in wanted.items():
            (files / name).write_text(text, "utf-8")

    def index(self) -> str:
        """Index the articles as they are; the generation served then."""
        index.update.plan.FROM, index.update.plan.SHARE = self.kind.value
        return index_folders([self.folder / "articles"], self.data, self.encoder).generation

    def advance(self, state: int) -> None:
        """Bring articles and index into a state, undisturbed, and check that all is as it must."""
        self.write(state)
        first, made = not self.states, self.index()
        updated = bool(base_id(self.data / "generations" / made))
        if self.kind is not Kind.BY_TURNS and updated != (self.kind is Kind.UPDATES and not first):
            raise WrongError(f"{made} is {'' if updated else 'no '}update")
        self.states[made] = state
        if self.check({state}) != state or self.leftovers():
            raise WrongError(f"left behind: {self.leftovers()}")

    def roll_back(self) -> str:
        return roll_back(self.data)

    def check(self, allowed: set[int]) -> int:
        """The state that is served, which is one of these, whole, and answers as it must."""
        served = open_served(self.data)
        generation = served.generation
        try:
            name = generation.manifest.id
            if served.notice or name != served_id(self.data):
                raise WrongError(served.notice)
            catalogue = generation.catalogue
            found = {
                Path(one.path).name: one.text
                for one in (catalogue.article(listed.id) for listed in catalogue.listing())
            }
            texts = {state: {n: t.strip() for n, t in articles(state).items()} for state in allowed}
            states = [state for state, expected in texts.items() if found == expected]
            if not states:
                raise WrongError(f"{name} holds none of the states {sorted(allowed)}: {found}")
            (state,) = states
            self._ask(Retriever(generation, self.encoder, self.encoder), state)
        finally:
            generation.close()
        for one in generation_ids(self.data):
            if damaged := verify(self.data / "generations" / one):
                raise WrongError(f"{one} is damaged: {damaged}")
        self.states[name], self.served = state, name
        kept = [one for one in self.states if one in generation_ids(self.data)]
        if len(kept) < min(2, len(self.states)):
            there = sorted(path.name for path in (self.data / "generations").iterdir())
            raise WrongError(f"of {list(self.states)[-5:]} there are only {kept}: {there}")
        return state

    def _ask(self, retriever: Retriever, state: int) -> None:
        for i, place in enumerate(PLACES):
            answer = retriever.answer(f"How many passengers did the ferry of {place} carry?")
            number = FIRST + max(n for n in range(state + 1) if n % 5 == i or n == 0)
            sentence = f"The ferry of {place} carried {number} passengers."
            if not answer.quotes or answer.quotes[0].highlight.text != sentence:
                raise WrongError(f"{place} in state {state}: {answer.quotes[:1]}")

    def leftovers(self) -> list[str]:
        """What lies in the data folder besides complete generations."""
        known = KNOWN | set(generation_ids(self.data))
        paths = [*self.data.iterdir(), *(self.data / "generations").iterdir()]
        return sorted(path.name for path in paths if path.name not in known)
