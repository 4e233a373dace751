"""Encoders: text to unit vectors. The bundled one needs no download and does not import torch.

Beside them the reranker, of which there is none by default.
"""

from __future__ import annotations

from pathlib import Path

from index.encoder.protocol import Encoder, Reranker
from index.encoder.static import StaticEncoder

__all__ = [
    "BUNDLED",
    "Encoder",
    "Reranker",
    "StaticEncoder",
    "bundled_encoder",
    "load_encoder",
    "load_reranker",
]

BUNDLED = Path(__file__).parent / "model"


def bundled_encoder() -> StaticEncoder:
    """The bilingual static encoder in the repository."""
    return StaticEncoder.open(BUNDLED, name="bundled")


def load_encoder(name: str) -> Encoder:
    """The encoder of a setting: ``bundled``, or any sentence-transformers model by name or folder.

    Raises:
        EncoderError: It cannot be loaded.
    """
    if name == "bundled":
        return bundled_encoder()
    from index.encoder.transformer import TransformerEncoder  # imports torch: only where asked for

    return TransformerEncoder.open(name)


def load_reranker(name: str) -> Reranker | None:
    """The reranker of a setting: a cross-encoder by name or folder; None for the empty name.

    Raises:
        EncoderError: It cannot be loaded.
    """
    if not name:
        return None
    from index.encoder.cross import CrossEncoderReranker  # imports torch: only where asked for

    return CrossEncoderReranker.open(name)
