"""Where sentences begin and end in Arabic and English news text.

Rules over one line at a time, without a model: a newline always ends a sentence. Only offsets are
returned; the text is never altered. Every pattern is linear in the length of the text.
"""

from __future__ import annotations

import re

# Everything str.splitlines() treats as the end of a line.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Zero-width and bidirectional controls: ignored where a decision is made, kept in the text.
_UNSEEN = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")  # diacritics and tatweel

_STOPS = ".!?؟۔…"
_QUOTES = "»”\"’'›"
_CLOSERS = _QUOTES + ")\\]}*†‡¹²³"
_END = re.compile(
    rf"(?P<stops>[{_STOPS}](?:[{_STOPS}\s]*[{_STOPS}])?)"
    rf"(?P<closers>[{_CLOSERS}]*+"
    # A closing quote after a blank closes only if a blank follows it too: else it opens the next.
    rf"(?:\s++[{_CLOSERS}]++(?=\s|\Z))*+"
    r"(?:\[[^\[\]]{1,40}\](?=[\s\[]|\Z))*+)"  # footnote marks, "[5]"
)
_NOT_BLANK = re.compile(r"\S")
_BULLET_NUMBER = re.compile(r"[\W_]*\d{1,3}")

_LETTER = "[\u0620-\u063a\u0641-\u064a\u066e-\u06d3]"
_MARK = "[\u0640\u064b-\u0652\u0670]*"
_WORD_START = re.compile(rf"(?:{_LETTER}{_MARK}){{3}}")
_WORD_END = re.compile(rf"(?:{_LETTER}{_MARK}){{3}}\Z")

_ARABIC_INITIALS = re.compile(r"و?(?:[\u0621-\u064a]\.)*[\u0621-\u064a]")  # د، أ.د، ق.م، ود
_LATIN_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")  # J, U.S, p.m
# Never the last word of a sentence.
_TITLES = (
    "دبليو جيه كيه آر"  # letters of foreign names, as Arabic spells them
    " mr mrs ms mx dr prof gen sen rep gov lt col capt cmdr sgt maj adm hon rev fr mt ft vs fig"
    " messrs e.g i.e cf ph.d jan feb mar apr jun jul aug sep sept oct nov dec"
)
# Abbreviations only before a number: "No. 5", but "He said no."
_BEFORE_NUMBERS = "no nos p pp vol art sec ch"
# May be the last word: then the next word tells.
_MAY_END = "st inc ltd co corp jr sr etc al dept est bros ave"
_STARTER = re.compile(  # an Arabic word too: Arabic writes the rest of a foreign name in Arabic
    r"[\W_]*(?:[\u0620-\u064a]|"
    r"(?:The|He|She|It|They|We|I|A|An|In|On|At|But|And|This|That|His|Her|Its|Their|Nobody)\b)"
)
_ABBREVIATIONS = {
    word: kind for kind in (_TITLES, _BEFORE_NUMBERS, _MAY_END) for word in kind.split()
}
_LOOK_BACK = 16  # characters; longer words are no abbreviations


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Args:
        text: Any text, Arabic or English.

    Returns:
        ``(start, end)`` of each sentence, in order, without blanks at either end, not
        overlapping. Every character that is not blank lies in exactly one.
    """
    sentences: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        line, left = match[0], match.start()
        for right in (*(match.start() + cut for cut in _cuts(line)), match.end()):
            sentence = text[left:right]
            start = right - len(sentence.lstrip())
            end = left + len(sentence.rstrip())
            if start < end:
                sentences.append((start, end))
            left = right
    return sentences


def _cuts(line: str) -> list[int]:
    """Offsets inside a line at which one sentence ends and the next begins."""
    if not _UNSEEN.search(line):
        return [end.end() for end in _END.finditer(line) if _ends(line, end)]
    seen = [at for at, character in enumerate(line) if not _UNSEEN.match(character)]
    bare = "".join(line[at] for at in seen)
    return [seen[cut] for cut in _cuts(bare)]


def _ends(line: str, end: re.Match[str]) -> bool:
    """Whether a sentence ends at some stops, and another follows on the same line."""
    stops, closers, cut = end["stops"], end["closers"], end.end()
    beyond = _NOT_BLANK.search(line, cut)
    if beyond is None:
        return False
    following = beyond.start()
    if following == cut:
        return not closers and _is_blank_missing(line, end.start(), cut, stops)
    after = line[following]
    if after.islower() or after in "،؛,;:)":
        return False
    if line[max(0, end.start() - 1) : end.start()] in ("(", "[") and closers[:1] in (")", "]"):
        return False  # "(!)", "[...]"
    if stops == "." and not closers:
        return not _is_abbreviation(line, end.start(), following)
    return True


def _is_blank_missing(line: str, stop: int, cut: int, stops: str) -> bool:
    """Whether the blank after a sentence was forgotten: between two Arabic words of 3 letters."""
    return (
        set(stops) <= set(".!?؟۔")
        and stops.count(".") < 2
        and _WORD_START.match(line, cut) is not None
        and _WORD_END.search(line[max(0, stop - _LOOK_BACK) : stop]) is not None
    )


def _is_abbreviation(line: str, stop: int, following: int) -> bool:
    """Whether a single full stop belongs to the word before it, which is no sentence's last."""
    if stop < _LOOK_BACK and _BULLET_NUMBER.fullmatch(line, 0, stop):
        return True  # "1. First"
    words = line[max(0, stop - _LOOK_BACK) : stop].split()
    if not words or line[stop - 1].isspace():
        return False
    word = _MARKS.sub("", words[-1]).lstrip("«“”\"‘'([{‹-–—/")
    if _ARABIC_INITIALS.fullmatch(word):
        # After a number it is a unit or an era, "1446 هـ.", and may well be the last word.
        return not (len(word) == 1 and len(words) > 1 and words[-2].isdigit())
    kind = _ABBREVIATIONS.get(word.lower())
    if kind is _BEFORE_NUMBERS:
        return line[following].isdigit()
    if kind is _MAY_END or (kind is None and _LATIN_INITIALS.fullmatch(word)):
        return _STARTER.match(line, following) is None
    return kind is _TITLES
