"""Links that open a page at the sentence quoted from it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bot.telegram.markup import LONGEST_URL, is_web_address

WHOLE = 8  # words of a sentence that is named whole
ENDS = 4  # words named of a longer one, at its start and at its end

# What Telegram takes under a button: a refused button would lose the answer above it.
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")


def link_to(url: str | None, text: str) -> str | None:
    """``url`` with a text fragment that names ``text``; None where it cannot be under a button.

    References:
        https://wicg.github.io/scroll-to-text-fragment/ : ``#:~:text=start,end``, in which the
        characters ``&``, ``-`` and ``,`` of the text are percent-encoded; a fragment directive
        follows the page's own fragment.
    """
    if url is None or not _may_be_under_a_button(url):
        return None
    page, _, _ = url.partition(":~:")
    fragment = f":~:text={_directive(text)}"
    whole = f"{page}{'' if '#' in page else '#'}{fragment}"
    return whole if len(whole) <= LONGEST_URL else url


def _may_be_under_a_button(url: str) -> bool:
    if not is_web_address(url):
        return False
    parts = urlsplit(url)
    try:
        parts.port  # noqa: B018  reading it is the check
    except ValueError:
        return False
    return "@" not in parts.netloc and _HOST.fullmatch(parts.hostname or "") is not None


def _directive(text: str) -> str:
    words = text.split()
    if len(words) <= WHOLE:
        return _encoded(words)
    return f"{_encoded(words[:ENDS])},{_encoded(words[-ENDS:])}"


def _encoded(words: list[str]) -> str:
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
