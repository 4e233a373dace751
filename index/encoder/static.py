"""A static encoder without torch: a tokenizer and a table; a text is the mean of its tokens' rows.

It loads the layout of sentence-transformers' ``StaticEmbedding`` (``tokenizer.json`` and
``model.safetensors`` with ``embeddings``, and ``mapping`` from token to row), which model2vec
shares, and gives the same vectors (``tests/index/encoder/test_static.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer

from index.errors import EncoderError


class StaticEncoder:
    """See :class:`index.encoder.protocol.Encoder`; questions and passages are encoded alike."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        rows: NDArray[np.float32],
        mapping: NDArray[np.int64],
        name: str,
        fingerprint: str,
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimensions: int = rows.shape[1]
        self._tokenizer = tokenizer
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
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            with safe_open(weights, framework="numpy") as tensors:
                rows, mapping = tensors.get_tensor("embeddings"), tensors.get_tensor("mapping")
                fingerprint = tensors.metadata()["fingerprint"]
            if tokenizer.get_vocab_size() > len(mapping):
                raise ValueError(
                    f"the tokenizer has {tokenizer.get_vocab_size()} tokens, "
                    f"the weights have {len(mapping)}"
                )
        except Exception as error:  # tokenizers raises bare Exception
            raise EncoderError(f"The encoder in {folder} cannot be loaded: {error}.") from error
        return cls(tokenizer, rows, mapping, name, fingerprint)

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
        encoded = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        sizes = np.array([len(one.ids) for one in encoded], np.int64)
        ids = np.array([i for one in encoded for i in one.ids], np.int64)
        vectors = np.zeros((len(encoded), self.dimensions), np.float32)
        filled = sizes > 0
        if filled.any():
            starts = (np.cumsum(sizes) - sizes)[filled]
            sums = np.add.reduceat(self._rows[self._mapping[ids]], starts, axis=0)
            vectors[filled] = sums / sizes[filled, None]
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors, norms[:, 0]

    encode_queries = encode
    encode_passages = encode
