"""Any sentence-transformers cross-encoder as the reranker.

Imported only when ``IQTIBAS_RERANKER`` names a model: it imports torch.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import CrossEncoder
from torch.nn import Sigmoid

from index.errors import EncoderError


class CrossEncoderReranker:
    """See :class:`index.encoder.protocol.Reranker`.

    Safe to use from many threads once opened: the first call sets the tokenizer's truncation, which
    must not happen while another thread reads with it, and :meth:`open` makes that call.
    """

    def __init__(self, model: CrossEncoder, name: str) -> None:
        self.name = name
        self._model = model

    @classmethod
    def open(cls, name: str) -> CrossEncoderReranker:
        """Load a model by hub name or local folder.

        Raises:
            EncoderError: It is not there, cannot be loaded, or does not score pairs.
        """
        try:
            # Half precision, as some are saved, is slow on a CPU.
            model = CrossEncoder(name, device="cpu", model_kwargs={"dtype": "float32"})
            reranker = cls(model, name)
            reranker._check()
        except Exception as error:  # the library raises many kinds; the reader needs one sentence
            reason = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
            raise EncoderError(
                f"IQTIBAS_RERANKER {name!r} cannot be loaded ({reason}). "
                "Name a sentence-transformers CrossEncoder model or folder, or leave it empty."
            ) from error
        return reranker

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers, shape (texts,), in [0, 1].

        The sigmoid of the model's logit, once: the activation given here replaces the saved one,
        which is a sigmoid for some models and nothing for others.
        """
        if not texts:
            return np.zeros(0, np.float32)
        pairs = [(question, text) for text in texts]
        scores = self._model.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32)

    def _check(self) -> None:
        """Raise ValueError for what loads and yet is of no use: the library lets it all pass."""
        if self._model.num_labels != 1:
            raise ValueError(f"it gives {self._model.num_labels} figures for a pair, not one score")
        architectures = getattr(self._model.config, "architectures", None) or []
        # On a bare encoder the library puts an untrained head, which would rank at random.
        headed = any(one.endswith("ForSequenceClassification") for one in architectures)
        if len(self._model) == 1 and not headed:
            raise ValueError("it is an encoder and was not trained to score pairs")
        if not np.isfinite(self.scores("?", ["one", "two words"])).all():
            raise ValueError("its scores are not numbers")
