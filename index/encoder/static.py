"""A static encoder without torch: a tokenizer and a table; a text is the mean of its tokens' rows.

It loads the layout of sentence-transformers' ``StaticEmbedding`` (``tokenizer.json`` and
``model.safetensors`` with ``embeddings``, and ``mapping`` from token to row), which model2vec
shares, and gives the same vectors (``tests/index/encoder/test_static.py``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoder.pieces import Pieces
from index.errors import EncoderError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_AROUND = '.,:;!?،؛؟…"“”«»()'  # what is no part of a word, so that fewer are kept
_CACHED = 400_000  # stretches between blanks whose tokens are kept, some 250 bytes each
_FEW = 2_000  # new ones at a time; with more the library, once loaded, is faster
_KINDS = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}


class StaticEncoder:
    """See :class:`index.encoder.protocol.Encoder`; questions and passages are encoded alike."""

    def __init__(
        self,
        tokens: Tokens,
        rows: NDArray[np.float32],
        mapping: NDArray[np.int64],
        name: str,
        fingerprint: str,
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimensions: int = rows.shape[1]
        self._tokens = tokens
        self._rows = rows  # (rows, dimensions)
        self._mapping = mapping  # (tokens,)

    @classmethod
    def open(cls, folder: Path, name: str) -> StaticEncoder:
        """Load a saved model.

        Raises:
            EncoderError: A file is missing or damaged.
        """
        weights = folder / "model.safetensors"
        try:
            tokens = Tokens(folder / "tokenizer.json")
            rows, mapping, fingerprint = _mapped(weights)
            if len(tokens) > len(mapping):
                raise ValueError(
                    f"the tokenizer has {len(tokens)} tokens, the weights have {len(mapping)}"
                )
        except Exception as error:  # tokenizers raises bare Exception
            raise EncoderError(f"The encoder in {folder} cannot be loaded: {error}.") from error
        return cls(tokens, rows, mapping, name, fingerprint)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors, shape (texts, dimensions), rows of norm 1 (0 where no token is known)."""
        return self.encode_weighted(texts)[0]

    def encode_weighted(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Vectors as :meth:`encode` gives them, and how much each weighs in a longer text.

        The norm of a word's mean row was learned with it: the words that say little are short. A
        word of several pieces counts once (docs/LOG.md).

        Returns:
            Shapes (texts, dimensions) and (texts,).
        """
        found = self._tokens.of(texts)
        sizes = np.array([len(one) for one in found], np.int64)
        return self.of_tokens(np.fromiter(chain.from_iterable(found), np.int64), sizes)

    def of_tokens(
        self, ids: NDArray[np.int64], sizes: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The same of texts that are cut into tokens already.

        Args:
            ids: Shape (tokens,), those of the texts one after another.
            sizes: Shape (texts,), how many each has.
        """
        vectors = np.zeros((len(sizes), self.dimensions), np.float32)
        filled = sizes > 0
        if filled.any():
            starts = (np.cumsum(sizes) - sizes)[filled]
            sums = np.add.reduceat(self._rows[self._mapping[ids]], starts, axis=0)
            vectors[filled] = sums / sizes[filled, None]
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors, norms[:, 0]

    def cut(self, chunks: Sequence[str]) -> list[tuple[int, ...]]:
        """The tokens of what stands between two blanks, many at a time; none is remembered.

        Only where :attr:`cuts_chunks`.
        """
        return self._tokens.cut(chunks)

    @property
    def cuts_chunks(self) -> bool:
        """Whether the tokens of a text are those of what stands between its blanks."""
        return self._tokens.are_of_chunks

    encode_queries = encode
    encode_passages = encode


class Tokens:
    """Texts to tokens. Safe to use from many threads: what two of them write at once is the same.

    With our own tokenizer, what stands between two blanks is cut without looking beyond them; so it
    is cut once and remembered.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._loaded: Tokenizer | None = None
        self._known: dict[str, tuple[int, ...]] = {}
        self._pieces = Pieces.read(path)
        if self._pieces is None:
            self._tokenizer()  # it must be readable at least

    def __len__(self) -> int:
        return len(self._pieces or ()) or int(self._tokenizer().get_vocab_size())

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text."""
        if self._pieces is None:
            return [list(one) for one in self._cut(texts)]
        chunks = [[one.strip(_AROUND) for one in text.split()] for text in texts]
        cut: dict[str, tuple[int, ...]] = {}
        new: list[str] = []
        for one in dict.fromkeys(chain.from_iterable(chunks)):
            pieces = self._known.get(one)
            if pieces is None:
                new.append(one)
            else:
                cut[one] = pieces
        cut.update(self._cut_anew(new))
        return [list(chain.from_iterable([cut[one] for one in found])) for found in chunks]

    @property
    def are_of_chunks(self) -> bool:
        """Whether the tokens of a text are those of what stands between its blanks."""
        return self._pieces is not None

    def cut(self, chunks: Sequence[str]) -> list[tuple[int, ...]]:
        """The tokens of each chunk, by the library; it is quick where it is asked for much."""
        return list(self._cut([one.strip(_AROUND) for one in chunks]))

    def _cut_anew(self, new: list[str]) -> dict[str, tuple[int, ...]]:
        """The tokens of what is met for the first time."""
        assert self._pieces is not None  # noqa: S101
        cut: dict[str, tuple[int, ...]] = {}
        if len(new) <= _FEW:
            cut = {one: pieces for one in new if (pieces := self._pieces.of(one)) is not None}
            new = [one for one in new if one not in cut]
        if new:
            cut.update(zip(new, self._cut(new), strict=True))
        if len(self._known) < _CACHED:  # the first to come are the most frequent
            self._known.update(cut)
        return cut

    def _cut(self, texts: Sequence[str]) -> Iterator[tuple[int, ...]]:
        """The tokens of each text by the library."""
        found = self._tokenizer().encode_batch_fast(list(texts), add_special_tokens=False)
        return (tuple(one.ids) for one in found)

    def _tokenizer(self) -> Tokenizer:
        if self._loaded is None:
            from tokenizers import Tokenizer  # 140 MB with the vocabulary: only where needed

            self._loaded = Tokenizer.from_file(str(self._path))
        return self._loaded


def _mapped(path: Path) -> tuple[NDArray[np.float32], NDArray[np.int64], str]:
    """The rows, the mapping and the fingerprint of a ``.safetensors`` file, memory-mapped.

    A question needs a few of the 60,000 rows; the library reads all into memory. The format: the
    length of a header of JSON, 8 bytes little-endian; the header; the arrays
    (https://huggingface.co/docs/safetensors).
    """
    held = np.memmap(path, np.uint8, "r")
    start = 8 + int.from_bytes(held[:8].tobytes(), "little")
    header = json.loads(held[8:start].tobytes())

    def array(name: str) -> NDArray[Any]:
        first, last = header[name]["data_offsets"]
        kind = _KINDS[header[name]["dtype"]]
        return np.asarray(held[start + first : start + last].view(kind)).reshape(
            header[name]["shape"]
        )

    rows, mapping = array("embeddings"), array("mapping")
    fingerprint = str(header["__metadata__"]["fingerprint"])
    return rows.astype(np.float32, copy=False), mapping.astype(np.int64, copy=False), fingerprint
