"""The bundled encoder's tokenizer: whole known words, else the longest known pieces.

It normalises inside the tokenizer, so that any program that loads the model sees the same words:
compatibility forms and diacritics (NFKD without marks, which also unifies أ إ آ ؤ ئ), ى/ي, ة/ه,
tatweel, case, the English possessive, and the Arabic article with its clitics. Every word is then
written ``_word_``, so that a piece knows whether it begins or ends one, as in fastText (Bojanowski
et al., 2017, arXiv:1607.04606).
"""

from __future__ import annotations

import json
from collections import Counter

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
_ARTICLE = r"(?<=_)[وف]?[بكل]?ال(?=[\u0621-\u064a]{3,}_)|(?<=_)[وف]?لل(?=[\u0621-\u064a]{3,}_)"
_EDGES = r"(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}])(?![\p{L}\p{N}])"


def normaliser() -> normalizers.Normalizer:
    """Text to words written ``_word_`` and separated by blanks."""
    steps: list[normalizers.Normalizer] = [
        normalizers.NFKD(),
        normalizers.StripAccents(),
        normalizers.Lowercase(),
        normalizers.Replace(Regex("[ىیې]"), "ي"),
        normalizers.Replace(Regex("[ةۀہھ]"), "ه"),
        normalizers.Replace(Regex("[کڪگ]"), "ك"),
        normalizers.Replace("ڤ", "ف"),
        normalizers.Replace("پ", "ب"),
        normalizers.Replace("چ", "ج"),
        normalizers.Replace(Regex(r"['’]s\b"), ""),
        normalizers.Replace(Regex("[ـ'’\u200b-\u200f]"), ""),
        normalizers.Replace(Regex(r"[^\p{L}\p{N}]+"), " "),
        normalizers.Strip(),
        normalizers.Replace(Regex(_EDGES), "_"),
        normalizers.Replace(Regex(_ARTICLE), ""),
    ]
    return normalizers.Sequence(steps)


def count_pieces(words: Counter[str], shortest: int = 2, longest: int = 5) -> Counter[str]:
    """How often each character n-gram occurs inside the marked words; single characters count."""
    pieces: Counter[str] = Counter()
    for word, count in words.items():
        for n in (1, *range(shortest, longest + 1)):
            for start in range(len(word) - n + 1):
                pieces[word[start : start + n]] += min(count, 3)
    return pieces


def build_tokenizer(words: list[str], pieces: list[str]) -> Tokenizer:
    """A unigram tokenizer (Kudo, 2018, arXiv:1804.10959) with hand-set scores.

    A whole word costs nothing and so always wins; a piece costs the same whatever it is, so a word
    that is not known falls into the fewest pieces.
    """
    vocabulary = [(UNKNOWN, 0.0)]
    vocabulary += [(word, 0.0) for word in words]
    vocabulary += [(piece, -10.0 + 0.01 * len(piece)) for piece in pieces]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normaliser()
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def compact_json(tokenizer: Tokenizer) -> str:
    """``tokenizer.json`` without white space."""
    return json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
