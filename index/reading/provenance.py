"""The head of a file that was fetched from the web: where it came from, and what became of it.

Below the head is the page, byte for byte as the site sent it, so that a better cleaning can read
it anew. The head is a comment of HTML, which browsers pass over.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import asdict, dataclass, fields

_FIRST = b"<!-- iqtibas: as fetched from the web"
_LAST = b"\n-->\n"
LONGEST_HEAD = 4096  # bytes
_PAIR = re.compile(r"([a-z]+): (\S+)")
_OF_TEXT = re.compile(  # Python has others too, of which some take hours on a hostile page
    r"ascii|big5|cp(125\d|720|864|874|932|949)|euc_(jp|kr)|gb(k|2312|18030)|iso8859-\d+|koi8-[rtu]"
    r"|mac-(arabic|cyrillic|roman)|shift_jis|utf-(8(-sig)?|(16|32)(-[bl]e)?)"
)
_BOM = b"\xef\xbb\xbf"  # by which every reader of text and HTML knows UTF-8


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fetched page comes from.

    Attributes:
        url: Its address, as it was reached.
        fetched: When it was first kept, ISO date and time, UTC.
        charset: As the site stated it beside the page.
        edited: The day its text was last found to be another than before.
        withdrawn: The day it was found to be gone.
    """

    url: str
    fetched: str
    charset: str | None = None
    edited: str | None = None
    withdrawn: str | None = None

    def write(self, page: bytes) -> bytes:
        """The file: the head, and the page as it came."""
        lines = [f"{name}: {value}" for name, value in asdict(self).items() if value]
        return _FIRST + b"\n" + "\n".join(lines).encode() + _LAST + page

    def decoded(self, page: bytes) -> bytes:
        """The page in UTF-8, where it is text in the charset that was stated; else as it came.

        What is stated beside a page outranks what stands in it, unless it cannot be true.
        """
        try:
            codec = codecs.lookup(self.charset or "")
        except (LookupError, ValueError):
            return page
        if not _OF_TEXT.fullmatch(codec.name):
            return page
        try:
            text = page.decode(codec.name)
        except UnicodeError:
            return page
        return _BOM + text.removeprefix("\ufeff").encode()


def split_provenance(data: bytes) -> tuple[Provenance | None, bytes]:
    """Part the head from the page.

    Returns:
        ``(head, page)``; None and all of the bytes where there is no head, or a broken one.
    """
    end = data.find(_LAST, 0, LONGEST_HEAD) if data.startswith(_FIRST) else -1
    if end < 0:
        return None, data
    found: dict[str, str] = {}
    for line in data[len(_FIRST) : end].decode("ascii", "replace").splitlines():
        pair = _PAIR.fullmatch(line)
        if pair:
            found[pair[1]] = pair[2]
    names = {field.name for field in fields(Provenance)}
    known = {name: value for name, value in found.items() if name in names}
    if not {"url", "fetched"} <= known.keys():
        return None, data
    return Provenance(**known), data[end + len(_LAST) :]
