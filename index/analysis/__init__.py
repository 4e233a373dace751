"""Text to terms: what is searched is normalised here, what is shown never is."""

from index.analysis.analyser import ANALYSER_VERSION, Term, analyse, question_language, words
from index.analysis.normalise import normalise_word
from index.analysis.phonetics import phonetic_key
from index.analysis.stems import arabic_stem, english_stem, stem

__all__ = [
    "ANALYSER_VERSION",
    "Term",
    "analyse",
    "arabic_stem",
    "english_stem",
    "normalise_word",
    "phonetic_key",
    "question_language",
    "stem",
    "words",
]
