"""What a reader of a message gets, after the server's parsing and cleaning."""

import re
from dataclasses import dataclass

from bot.telegram.markup import Message
from tests.fake_telegram import Entity, parse_html, utf16_length
from tests.fake_telegram.entities import QUOTES
from tests.fake_telegram.formatted import message_text


@dataclass(frozen=True)
class Read:
    """A message as a reader gets it."""

    text: str
    entities: tuple[Entity, ...]

    def of(self, *types: str) -> list[str]:
        """The texts of the entities of these types, in order."""
        return [e.text_of(self.text) for e in self.entities if e.type in types]

    @property
    def quotes(self) -> list[str]:
        """What stands in quotations."""
        return self.of(*QUOTES)

    @property
    def labels(self) -> list[str]:
        """The lines that are not in a quotation and not blank."""
        units = self.text.encode("utf-16-le")
        for entity in reversed([e for e in self.entities if e.type in QUOTES]):
            units = units[: 2 * entity.offset] + units[2 * entity.end :]
        return [line for line in units.decode("utf-16-le").split("\n") if line]


def received(message: Message) -> Read:
    """As the server delivers it; raises ApiError where it would be refused."""
    text, entities = message_text(message.html, "HTML", None)
    return Read(text, tuple(entities))


def sent(message: Message) -> Read:
    """As it is before the server's cleaning."""
    text, entities = parse_html(message.html)
    assert utf16_length(text) <= 4096
    return Read(text, tuple(entities))


def without_mark(text: str) -> str:
    """Without the one mark of direction it may begin with."""
    return re.sub("^[\u200e\u200f]", "", text)
