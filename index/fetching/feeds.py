"""A feed's bytes to its entries, read in a child process with little time and memory.

The library reads whatever is broken, and some hostile feeds keep it busy for minutes. The child is
this module, run: bytes on its standard input, a JSON list of entries on its output.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import urljoin

from index.fetching.errors import FetchError

MOST_ENTRIES = 100  # newest first in all feeds; older ones are an archive
KINDS = frozenset(
    {
        "application/atom+xml",
        "application/rdf+xml",
        "application/rss+xml",
        "application/xml",
        "text/html",  # not rightly, but often
        "text/plain",
        "text/xml",
    }
)
SECONDS = 10  # of processor time
_MEMORY = 1_000_000_000  # bytes of address space
_LONGEST_LINK = 4096


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article that a feed names."""

    link: str


def read_feed(data: bytes, url: str) -> tuple[FeedEntry, ...]:
    """The entries of an RSS or Atom feed, in its order, those without a link left out.

    Args:
        data: As it came.
        url: Where it came from, for links that are relative.

    Raises:
        FetchError: It is no feed (``type``), or cannot be read within the limits (``broken``).
    """
    command = (sys.executable, "-P", "-m", "index.fetching.feeds", str(SECONDS))
    try:
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=3 * SECONDS, check=False
        )
        links = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise FetchError(
            "broken", "the feed cannot be read; look whether its address is right"
        ) from None
    if links is None:
        raise FetchError("type", "it is no RSS or Atom feed; name the address of the feed itself")
    return tuple(FeedEntry(_joined(url, link)) for link in links)


def _joined(url: str, link: str) -> str:
    try:
        return urljoin(url, link)
    except ValueError:  # it is refused, and told of, where it is fetched
        return link


def links_of(data: bytes) -> list[str] | None:
    """The links of a feed's entries; None where it is no feed. To be called in the child only."""
    import feedparser  # it takes a tenth of a second, and the parent has no use for it

    # Given bytes or text, the library would take them for an address or the name of a file.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        return None
    links = (entry.get("link") for entry in feed.entries[:MOST_ENTRIES])
    return [link for link in links if isinstance(link, str) and 0 < len(link) <= _LONGEST_LINK]


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
    json.dump(links_of(sys.stdin.buffer.read()), sys.stdout)
