"""The English–Arabic lexicon, looked up both ways.

A line of ``index/lexicon/*.tsv`` is ``english key<TAB>arabic form|arabic form``; keys and forms may
have several words. They are filed by stem, so that *asked* finds *ask*. Compiled once into each
generation, where it is memory-mapped: reading the lines takes seconds, opening takes none.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import ANALYSER_VERSION, english_stem, words
from index.analysis.stems import bare_word, without_suffix
from index.strings import StringTable, open_array

FOLDER = Path(__file__).parent / "lexicon"
_SOURCE = "lexicon_source.txt"
LONGEST = 5  # words of the longest phrase looked up
Phrase = tuple[str, ...]


class Lexicon:
    """Translations of words and set phrases."""

    def __init__(
        self, labels: StringTable, texts: StringTable, translations: NDArray[np.int32]
    ) -> None:
        self._labels = labels
        self._texts = texts  # the translations of a label: phrases separated by TAB
        self._translations = translations  # (labels,), row of texts

    @classmethod
    def compile(cls, entries: Iterable[tuple[str, str]]) -> Lexicon:
        """File ``(english key, arabic form)`` pairs both ways."""
        filed: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for key, form in entries:
            english, arabic = tuple(words(key)), tuple(words(form))
            if english and arabic and max(len(english), len(arabic)) <= LONGEST:
                filed[_label(english)][" ".join(arabic)] = None
                filed[_label(arabic)][" ".join(english)] = None
        texts = StringTable.of("\t".join(found) for found in filed.values())
        row_of = {text: row for row, text in enumerate(texts)}
        labels = StringTable.of(filed)
        rows = [row_of["\t".join(filed[label])] for label in labels]
        return cls(labels, texts, np.array(rows, np.int32))

    @classmethod
    def open(cls, folder: Path) -> Lexicon:
        """What :meth:`save` wrote."""
        labels = StringTable.open(folder / "lexicon_labels")
        texts = StringTable.open(folder / "lexicon_texts")
        return cls(labels, texts, open_array(folder / "lexicon_rows.npy"))

    @classmethod
    def bring(cls, entries: Iterable[tuple[str, str]], folder: Path, previous: Path | None) -> None:
        """Write the compiled entries into ``folder``; as they are in another, where they are.

        Compiling takes seconds, which is most of what adding an article to a small index takes.
        """
        wanted = list(entries)
        source = digest(wanted)
        known = previous / _SOURCE if previous is not None else None
        if known is not None and known.is_file() and known.read_text("utf-8") == source:
            for path in sorted(known.parent.glob("lexicon_*")):
                shutil.copyfile(path, folder / path.name)
            return
        cls.compile(wanted).save(folder)
        (folder / _SOURCE).write_text(source, "utf-8")

    def save(self, folder: Path) -> None:
        """Write the compiled lexicon into ``folder``."""
        self._labels.save(folder / "lexicon_labels")
        self._texts.save(folder / "lexicon_texts")
        np.save(folder / "lexicon_rows.npy", self._translations, allow_pickle=False)

    def translate(self, question: Sequence[str]) -> Iterator[tuple[range, list[Phrase]]]:
        """Every stretch of the question that the lexicon has, the longest first.

        Args:
            question: Normalised words, in order.

        Yields:
            ``(places, translations)``: which words, and the phrases they translate to.
        """
        for size in range(min(LONGEST, len(question)), 0, -1):
            for start in range(len(question) - size + 1):
                row = self._labels.find(_label(tuple(question[start : start + size])))
                if row >= 0:
                    phrases = self._texts[int(self._translations[row])].split("\t")
                    yield range(start, start + size), [tuple(p.split(" ")) for p in phrases]


def read_entries(folder: Path = FOLDER) -> Iterator[tuple[str, str]]:
    """``(english key, arabic form)`` for each form of each line of each file."""
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            key, _, forms = line.partition("\t")
            for form in forms.split("|"):
                if form.strip():
                    yield key, form


def digest(entries: Sequence[tuple[str, str]]) -> str:
    """What a compiled lexicon depends on."""
    text = "\n".join("\t".join(entry) for entry in entries)
    return hashlib.sha256(f"{ANALYSER_VERSION}\n{text}".encode()).hexdigest()


def _label(phrase: Phrase) -> str:
    """What a phrase is filed under: English stems, Arabic words without article or ending."""
    return " ".join(english_stem(word) if word.isascii() else _bare(word) for word in phrase)


def _bare(word: str) -> str:
    base = bare_word(word)
    return next((rest for rest in without_suffix(base) if len(rest) > 3), base)
