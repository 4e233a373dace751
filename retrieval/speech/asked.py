"""Whether a question asks for a person's words, and whose: "what did Peskov say…?"."""

from __future__ import annotations

import re

from index.analysis import normalise_word, phonetic_key
from index.analysis.stems import bare_word
from retrieval.stopwords import STOPWORDS

_SAY = "say|said|tell|told|announce|announced|state|claim|deny|confirm|warn|write|add|comment|reply"
_ENGLISH = re.compile(
    rf"\bwhat\s+(?:did|does|has|have|had)\s+(?P<a>(?:[^\s?]+\s+){{1,6}}?)(?:{_SAY})\b"
    rf"|\bwhat\s+(?P<b>(?:[A-Z][^\s?]*\s+){{1,4}})(?:said|says|told|announced)\b"
    r"|\bhow\s+did\s+(?P<c>(?:[^\s?]+\s+){1,6}?)(?:react|respond|reply|comment)\b"
    r"|\baccording\s+to\s+(?P<d>(?:[A-Z][^\s?,]*\s*){1,4})",
    re.IGNORECASE,
)
_VERBS = (
    "قال|قالت|يقول|تقول|صرح|صرحت|ذكر|ذكرت|اضاف|اضافت|اكد|اكدت|اعلن|اعلنت|اوضح|اوضحت|كتب|كتبت|رد|ردت"
    "|علق|علقت"
)
_ARABIC = re.compile(  # in normalised words
    rf"(?:^|\s)(?:ماذا|بماذا|بم|شو|ايش|وش|ايه|شنو)\s+(?:كان\s+)?(?:{_VERBS})\s+(?P<e>\S+(?:\s+\S+){{0,5}})"
    rf"|(?:^|\s)ما\s*(?:ال)?ذي\s+(?:{_VERBS})ه\s+(?P<f>\S+(?:\s+\S+){{0,5}})"
    rf"|(?:^|\s)(?:ما|ماهو|ما هو)\s+(?:رد|تعليق|تصريح|قول|موقف)\s+(?P<g>\S+(?:\s+\S+){{0,5}})"
)
_NAME_ENDS = re.compile(
    r"\s(?:عن|بشان|حول|في|علي|ل|ان|انه|بخصوص|لـ|بعد|قبل|خلال|من|الي|about|on|of|regarding|after|"
    r"before|when|that|to|in|at)(?:\s|\Z)"
)
_SOUND = 3  # consonants of a key, from which it tells a name


class AskedWords:
    """The person whose words a question asks for; false where it asks for nobody's.

    Attributes:
        names: The last word of the name, normalised. Where that may be somebody spoken to ("قال
            بوتين لماسك"), the word before it too.
    """

    def __init__(self, question: str) -> None:
        self.names = _asked(question)
        self._keys = {key for name in self.names if len(key := phonetic_key(name)) >= _SOUND}
        self._bare = {bare_word(name) for name in self.names}

    def __bool__(self) -> bool:
        return bool(self.names)

    def are_of(self, speaker: str) -> bool:
        """Whether a speaker, as written, is that person: a word of the name is or sounds alike."""
        return any(self._is_name(word) for word in map(normalise_word, speaker.split()))

    def _is_name(self, word: str) -> bool:
        return bare_word(word) in self._bare or phonetic_key(word) in self._keys


def _asked(question: str) -> tuple[str, ...]:
    words = " ".join(map(_plain, question.split()))
    match = _ENGLISH.search(question) or _ARABIC.search(words)
    if match is None:
        return ()
    phrase = next(group for group in match.groups() if group)
    phrase = _NAME_ENDS.split(f"{phrase.strip()} ")[0]
    names = [name for name in map(_plain, phrase.split()) if name and name not in STOPWORDS]
    return tuple(names[-2:] if names and names[-1].startswith("ل") else names[-1:])


def _plain(word: str) -> str:
    return normalise_word(word.strip("؟?!.،,\"'«»“”"))
