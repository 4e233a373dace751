"""Telegram's HTML: what it reads, and how it refuses.

The rules and the refusals are those of the official server's parser, byte offsets included. It
does not know about cleaning or lengths. One rule is stricter than Telegram's: a quotation inside
a quotation, of which Telegram silently loses the inner one, is refused.
"""

import re
from dataclasses import dataclass, replace

from tests.fake_telegram.entities import QUOTES, Entity, in_order
from tests.fake_telegram.errors import ApiError, bad_request
from tests.fake_telegram.limits import utf16_length
from tests.fake_telegram.urls import LinkError, checked_link, mentioned_user

_STYLES = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler",
}  # fmt: skip
_TAGS = {*_STYLES, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
_SPACE = b" \t\r\n\0\v"
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_ALPHA = re.compile(rb"[A-Za-z]*")
_NUMBER = re.compile(rb"#x([0-9A-Fa-f]*)|#([0-9]*)")
_NAME_TOKEN = re.compile(rb"[A-Za-z0-9.-]*")
_DATE_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


@dataclass(slots=True)
class _Open:
    """A tag waiting for its end."""

    tag: str
    argument: str
    unix_time: int
    offset: int
    begin: int


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Read Telegram's HTML.

    Returns:
        The plain text and its entities, offsets in UTF-16 units. Unknown named references
        (``&nbsp;``) stay as written, and a link that is none loses its entity, as on Telegram.

    Raises:
        ApiError: 400, "Bad Request: can't parse entities: ...".
    """
    return _Reader(text).read()


def _cannot(reason: str) -> ApiError:
    return bad_request(f"Can't parse entities: {reason}")


class _Reader:
    def __init__(self, text: str) -> None:
        self.source = text.encode("utf-8", "surrogatepass")
        self.at = 0
        self.out = bytearray()
        self.units = 0  # UTF-16 units written to out
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            byte = self.source[self.at : self.at + 1]
            if byte == b"<" and self.source[self.at + 1 : self.at + 2] == b"/":
                self._end_tag()
            elif byte == b"<":
                self._start_tag()
            elif byte != b"&" or not self._reference(self.out):
                self.at += 1
                self.out += byte
                # continuation bytes count nothing, a four-byte character two units
                self.units += 0 if 0x80 <= byte[0] < 0xC0 else 1 + (byte[0] >= 0xF0)
        if self.open:
            tag = self.open[-1].tag
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{tag}"')
        for entity in self.entities:
            if entity.type in QUOTES:
                self._refuse_nested(entity)
        try:
            plain = self.out.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _cannot(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ) from error
        # the language of a lone code tag only mattered to an enclosing pre
        return plain, in_order(
            replace(e, language="") if e.type == "code" else e for e in self.entities
        )

    def _peek(self) -> int:
        """The byte at hand; past the end 0, which counts as white space."""
        return self.source[self.at] if self.at < len(self.source) else 0

    def _skip_space(self) -> None:
        while self._peek() in _SPACE and self.at < len(self.source):
            self.at += 1

    def _until(self, stops: bytes) -> bytes:
        begin = self.at
        while self._peek() not in stops and self._peek() not in _SPACE:
            self.at += 1
        return self.source[begin : self.at]

    def _reference(self, out: bytearray) -> bool:
        """Decode the character reference at hand into ``out``; False if it is none."""
        begin = self.at + 1
        if number := _NUMBER.match(self.source, begin):
            if number.end() - self.at >= 10:
                return False
            code = int(number[1] or b"0", 16) if number[1] is not None else int(number[2] or b"0")
            if code == 0 or code >= 0x10FFFF:
                return False
            end, char = number.end(), chr(code)
        else:
            name = _ALPHA.match(self.source, begin)
            if name is None or name[0] not in _NAMED:
                return False
            end, char = name.end(), _NAMED[name[0]]
        if out is self.out:
            self.units += utf16_length(char)
        out += char.encode("utf-8", "surrogatepass")
        self.at = end + (self.source[end : end + 1] == b";")
        return True

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(b">").decode().lower()
        if self._peek() == 0:
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TAGS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument, unix_time = "", 0
        while True:
            self._skip_space()
            if self._peek() == ord(">"):
                break
            name, value = self._attribute(tag, begin)
            match tag, name:
                case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format"):
                    argument = value or ""
                case ("code", "class") if (value or "").startswith("language-"):
                    argument = (value or "").removeprefix("language-")
                case ("span", "class") if (value or "").startswith("tg-"):
                    argument = (value or "").removeprefix("tg-")
                case ("blockquote", "expandable"):
                    argument = "1"
                case ("tg-time", "unix"):
                    unix_time = int(value) if value and value.isdecimal() else 0
        if tag == "span" and argument != "spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.at += 1
        self.open.append(_Open(tag, argument, unix_time, self.units, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str | None]:
        """One attribute of the start tag at ``begin``; the value is None where none is given."""
        name = self._until(b"=>/\"'").decode()
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_space()
        if self._peek() != ord("="):
            if self._peek() == 0:
                raise _cannot(f'Unclosed start tag "{tag}" at byte offset {begin}')
            return name, None
        self.at += 1
        self._skip_space()
        if self._peek() == 0:
            raise _cannot(f'Unclosed start tag "{tag}" at byte offset {begin}')
        quote = self._peek()
        if quote not in b"'\"":
            token = _NAME_TOKEN.match(self.source, self.at)
            start, self.at = self.at, token.end() if token else self.at
            if self._peek() not in _SPACE and self._peek() != ord(">"):
                raise _cannot(f"Unexpected end of name token at byte offset {start}")
            value = self.source[start : self.at].lower()
        else:
            self.at += 1
            literal = bytearray()
            while self._peek() not in (quote, 0):
                if self._peek() != ord("&") or not self._reference(literal):
                    literal.append(self._peek())
                    self.at += 1
            value = bytes(literal)
            self.at += self._peek() == quote
        if self._peek() == 0:
            raise _cannot(f"Unclosed start tag at byte offset {begin}")
        return name, value.decode("utf-8", "replace")

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        found = self._until(b">").decode().lower()
        self._skip_space()
        if self._peek() != ord(">"):
            raise _cannot(f"Unclosed end tag at byte offset {begin}")
        tag = self.open[-1].tag
        if found not in ("", tag):
            raise _cannot(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag}>", found "</{found}>"'
            )
        self.at += 1
        opened = self.open.pop()
        if self.units > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        """Add the entity of a tag that enclosed some text."""
        where = opened.offset, self.units - opened.offset
        last = self.entities[-1] if self.entities else Entity("", 0, 0)
        same = (last.offset, last.length) == where
        argument = opened.argument
        match opened.tag:
            case "a":
                self._link(argument or self.out[opened.begin :].decode("utf-8", "replace"), where)
            case "pre" if same and last.type == "code" and last.language:
                self.entities[-1] = Entity("pre", *where, language=last.language)
            case "code" if same and last.type == "pre" and argument:
                self.entities[-1] = Entity("pre", *where, language=argument)
            case "pre":
                self.entities.append(Entity("pre", *where))
            case "code":
                self.entities.append(Entity("code", *where, language=argument))
            case "blockquote":
                kind = "expandable_blockquote" if argument else "blockquote"
                self.entities.append(Entity(kind, *where))
            case "tg-emoji":
                if not argument.lstrip("-").isdecimal() or int(argument) == 0:
                    raise _cannot("Invalid custom emoji identifier specified")
                self.entities.append(Entity("custom_emoji", *where, custom_emoji_id=argument))
            case "tg-time":
                if not _DATE_FORMAT.fullmatch(argument):
                    raise _cannot("Invalid date format specified")
                if opened.unix_time:
                    time, shown = opened.unix_time, argument
                    self.entities.append(
                        Entity("date_time", *where, unix_time=time, date_time_format=shown)
                    )
            case _:
                self.entities.append(Entity(_STYLES[opened.tag], *where))

    def _link(self, url: str, where: tuple[int, int]) -> None:
        if user_id := mentioned_user(url):
            self.entities.append(Entity("text_mention", *where, user_id=user_id))
            return
        try:
            self.entities.append(Entity("text_link", *where, url=checked_link(url)))
        except LinkError:
            return

    def _refuse_nested(self, quote: Entity) -> None:
        for other in self.entities:
            within = other.offset <= quote.offset and quote.end <= other.end
            if other is not quote and other.type in QUOTES and within:
                raise _cannot(f"Nested blockquote at UTF-16 offset {quote.offset}")
