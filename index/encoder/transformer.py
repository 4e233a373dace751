"""Any sentence-transformers model as the encoder, with the prompts it was trained with.

Imported only when ``IQTIBAS_ENCODER`` names a model: it imports torch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from index.errors import EncoderError

# Models whose card asks for prompts that their saved configuration does not carry.
_CARD_PROMPTS = {"e5": ("query: ", "passage: ")}


class TransformerEncoder:
    """See :class:`index.encoder.protocol.Encoder`."""

    def __init__(self, model: SentenceTransformer, name: str, fingerprint: str) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimensions = int(model.get_embedding_dimension() or 0)
        self._model = model
        self._query_prompt, self._passage_prompt = _prompts(model, name)

    @classmethod
    def open(cls, name: str) -> TransformerEncoder:
        """Load a model by hub name or local folder.

        Raises:
            EncoderError: It is not there, or cannot be loaded.
        """
        try:
            model = SentenceTransformer(name, device="cpu")
        except Exception as error:  # the library raises many kinds; the reader needs one sentence
            reason = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
            raise EncoderError(
                f"IQTIBAS_ENCODER {name!r} cannot be loaded ({reason}). "
                "Name a sentence-transformers model or folder, or write bundled."
            ) from error
        return cls(model, name, _fingerprint(model, name))

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, shape (texts, dimensions), unit rows."""
        return self._encode(texts, self._query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, shape (texts, dimensions), unit rows."""
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        vectors = self._model.encode(
            list(texts), prompt=prompt or None, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def _prompts(model: SentenceTransformer, name: str) -> tuple[str, str]:
    """``(query, passage)``: the model's own, else those its family's card asks for."""
    saved = {key.lower(): text for key, text in model.prompts.items() if text}
    query = saved.get("query", "")
    passage = next((saved[k] for k in ("passage", "document", "corpus") if k in saved), "")
    if query or passage:
        return query, passage
    family = Path(name).name.lower()
    for word, prompts in _CARD_PROMPTS.items():
        if word in family.replace("_", "-").split("-") and "instruct" not in family:
            return prompts
    return "", ""


def _fingerprint(model: SentenceTransformer, name: str) -> str:
    """Of the weights themselves: the same name may stand for other weights tomorrow."""
    digest = hashlib.sha256(repr((name, *_prompts(model, name), model.max_seq_length)).encode())
    for key, tensor in sorted(model.state_dict().items()):
        flat = tensor.detach().cpu().flatten()
        digest.update(f"{key}{tuple(tensor.shape)}".encode())
        digest.update(flat[:: max(1, len(flat) // 256)].float().numpy().tobytes())
    return digest.hexdigest()[:16]
