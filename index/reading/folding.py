"""One spelling for the forms of a line that differ only in looks, for decisions about it.

Folded text is compared and thrown away. It is never kept, searched or shown.
"""

from __future__ import annotations

import re

_LETTERS = str.maketrans("أإآٱىة٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايه01234567890123456789")
# Diacritics, superscript alef, tatweel; then zero-width and bidirectional controls.
_UNSEEN = re.compile(
    "[\u064b-\u0652\u0670\u0640\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BLANKS = re.compile(r"\s+")


def fold(line: str) -> str:
    """Lower case, plain alef, yeh and heh, ASCII digits, single blanks, nothing unseen."""
    line = _UNSEEN.sub("", line).translate(_LETTERS).lower()
    return _BLANKS.sub(" ", line).strip()
