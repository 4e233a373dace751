"""Tiny cross-encoders of random weights, and their scores by way of transformers alone."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from pathlib import Path

from tests.index.encoder.test_transformer import save_tokenizer


def save_cross_encoder(folder: Path, seed: int = 0, labels: int = 1) -> Path:
    """A BERT classifier of random weights, large enough that its scores differ widely."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=200,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
        initializer_range=0.4,
    )
    config.num_labels = labels
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        BertForSequenceClassification(config).save_pretrained(folder)
        save_tokenizer(folder, longest=512)
    return folder


def own_scores(folder: Path, question: str, texts: Sequence[str]) -> list[float]:
    """The sigmoid of the model's logit, each pair alone and through transformers only."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval()
    scores = []
    with torch.inference_mode():
        for text in texts:
            pair = tokenizer([question], [text], truncation=True, return_tensors="pt")
            scores.append(1 / (1 + math.exp(-model(**pair).logits.item())))
    return scores
