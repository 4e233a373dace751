"""Train the bundled bilingual static encoder. ``python -m index.encoder.training.train --help``.

One vector for each stem and each character piece; a text is the mean of the vectors of its words
(``StaticEmbedding`` of sentence-transformers). Both sides of a pair are drawn together and all the
other pairs of the batch pushed away: the in-batch softmax of Henderson et al. (2017,
arXiv:1705.00652), both ways. The norms of the rows are learned with them and act as the weights of
the words.

Words of one stem share one row through ``mapping``, so that the vocabulary holds inflected forms at
no cost in weights. In training a word is sometimes replaced by its pieces, so that an unseen word
still lands near its relatives.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from torch.nn import functional

from index.analysis.stems import arabic_stem, english_stem
from index.encoder.training.pairs import Source, load_sources
from index.encoder.training.tokenizer import build_tokenizer, compact_json, count_pieces, normaliser

DIMENSIONS = 128
STEMS = 46_000
PIECES = 14_000
STEPS = 3_000
BATCH = 2_048
TEMPERATURE = 0.06
LEARNING_RATE = 0.01
PIECE_RATE = 0.25  # share of the words replaced by their pieces in training
SEED = 7


def main() -> None:
    """Train, save and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    freedict = Path("/usr/share/dictd/freedict-eng-ara.dict.dz")
    parser.add_argument("--freedict", type=Path, default=freedict)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "model")
    parser.add_argument("--steps", type=int, default=STEPS)
    arguments = parser.parse_args()
    started = time.perf_counter()
    sources = load_sources(arguments.data, arguments.freedict)
    for source in sources:
        print(f"{source.name}: {len(source.pairs):,} pairs")  # noqa: T201
    vocabulary = Vocabulary(sources)
    print(f"{len(vocabulary.words):,} words on {vocabulary.rows:,} rows")  # noqa: T201
    weights = fit(sources, vocabulary, arguments.steps)
    save(arguments.out, vocabulary, weights, sources)
    print(f"{arguments.out} written in {time.perf_counter() - started:.0f} s")  # noqa: T201


class Vocabulary:
    """Which words and pieces the encoder knows, and the row of each.

    Attributes:
        words: Whole words, marked ``_word_``, most frequent first.
        pieces: Character n-grams.
        rows: Number of rows of the table; row 0 is for what is not known and stays zero.
        mapping: Shape (1 + words + pieces,), token id to row.
        tokenizer: Words and pieces.
        spelling: Pieces only; what a word looks like when it is not known.
    """

    def __init__(self, sources: list[Source]) -> None:
        counts = _count_words(sources)
        stem_of = _stems(counts)
        weight: Counter[str] = Counter()
        for word, count in counts.items():
            weight[stem_of[word]] += count
        kept = {stem for stem, _ in weight.most_common(STEMS)}
        self.words = [word for word, _ in counts.most_common() if stem_of[word] in kept]
        candidates = count_pieces(counts)
        known = set(self.words)
        single = sorted(piece for piece in candidates if len(piece) == 1)
        longer = [p for p, _ in candidates.most_common() if len(p) > 1 and p not in known]
        self.pieces = single + longer[: PIECES - len(single)]
        row_of = {stem: row for row, stem in enumerate(sorted(kept), 1)}
        first_piece = 1 + len(row_of)
        self.rows = first_piece + len(self.pieces)
        self.mapping = np.array(
            [0, *(row_of[stem_of[word]] for word in self.words), *range(first_piece, self.rows)],
            dtype=np.int32,
        )
        self.tokenizer = build_tokenizer(self.words, self.pieces)
        self.spelling = build_tokenizer([], self.pieces)

    def spelt(self) -> list[list[int]]:
        """Rows of the pieces of each token, by token id; empty for what is a piece itself."""
        offset = len(self.words)  # a piece's id is higher by this in the full tokenizer
        encoded = self.spelling.model
        spelt: list[list[int]] = [[]]
        for word in self.words:
            ids = [token.id for token in encoded.tokenize(word)]
            spelt.append([int(self.mapping[i + offset]) if i else 0 for i in ids])
        spelt += [[] for _ in self.pieces]
        return spelt


def _count_words(sources: list[Source]) -> Counter[str]:
    """Marked, normalised words; each pair counts with its source's weight."""
    normalise = normaliser()
    counts: Counter[str] = Counter()
    for source in sources:
        for pair in source.pairs:
            for text in pair:
                for word in normalise.normalize_str(text).split():
                    counts[word] += max(1, round(4 * source.weight))
    return counts


def _stems(counts: Counter[str]) -> dict[str, str]:
    """Marked word to stem; an Arabic affix goes only where the rest is a word of the data too."""
    stems = {}
    for marked in counts:
        word = marked.strip("_")
        if word.isascii():
            stems[marked] = english_stem(word)
        else:
            stems[marked] = arabic_stem(word, lambda other: counts.get(f"_{other}_", 0))
    return stems


def fit(sources: list[Source], vocabulary: Vocabulary, steps: int) -> np.ndarray:
    """Train; returns the rows, shape (rows, dimensions), float32."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # the order of sums, and so the weights, depend on their number
    pairs = [pair for source in sources for pair in source.pairs]
    chances = np.concatenate([np.full(len(s.pairs), s.weight) for s in sources])
    chances /= chances.sum()
    left = _Ragged.of(_encode(vocabulary.tokenizer, [pair[0] for pair in pairs]))
    right = _Ragged.of(_encode(vocabulary.tokenizer, [pair[1] for pair in pairs]))
    whole = [[int(row)] for row in vocabulary.mapping]
    pieces = vocabulary.spelt()
    # A token's rows; and after all the tokens, its rows when it is spelt in pieces.
    forms = _Ragged.of(whole + [own or one for own, one in zip(pieces, whole, strict=True)])
    table = torch.nn.Embedding(vocabulary.rows, DIMENSIONS)
    torch.nn.init.normal_(table.weight, std=DIMENSIONS**-0.5)
    optimiser = torch.optim.Adam(table.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    draws = np.random.default_rng(SEED)
    labels = torch.arange(BATCH)
    for step in range(steps):
        batch = draws.choice(len(pairs), BATCH, p=chances)
        sides = []
        for side in (left, right):
            tokens, sizes = side.rows(batch)
            spelt = draws.random(len(tokens)) < PIECE_RATE
            rows, lengths = forms.rows(tokens + len(whole) * spelt)
            ends = np.cumsum(lengths)[np.cumsum(sizes) - 1]  # where each text ends in rows
            starts = np.concatenate([[0], ends[:-1]])
            bag = functional.embedding_bag(
                torch.from_numpy(rows), table.weight, torch.from_numpy(starts), mode="mean"
            )
            sides.append(functional.normalize(bag, dim=1))  # (batch, dimensions)
        logits = sides[0] @ sides[1].T / TEMPERATURE  # (batch, batch)
        loss = functional.cross_entropy(logits, labels) + functional.cross_entropy(logits.T, labels)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if step % 200 == 0 or step == steps - 1:
            print(f"step {step:5d}  loss {loss.item():.3f}", flush=True)  # noqa: T201
    rows_ = table.weight.detach().numpy().copy()
    rows_[0] = 0.0
    return np.asarray(rows_, dtype=np.float32)


class _Ragged:
    """Lists of integers of different lengths, gathered many at a time."""

    def __init__(self, flat: np.ndarray, starts: np.ndarray) -> None:
        self._flat = flat
        self._starts = starts  # (lists + 1,)

    @classmethod
    def of(cls, lists: list[list[int]]) -> _Ragged:
        flat = np.array([one for own in lists for one in own], np.int64)
        return cls(flat, np.cumsum([0, *map(len, lists)]))

    def rows(self, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The lists asked for, one after another, and the length of each."""
        lengths = self._starts[wanted + 1] - self._starts[wanted]
        first = np.repeat(self._starts[wanted] - np.cumsum(lengths) + lengths, lengths)
        return self._flat[first + np.arange(lengths.sum())], lengths


def _encode(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    encoded = tokenizer.encode_batch(texts, add_special_tokens=False)
    return [encoding.ids or [0] for encoding in encoded]


def save(folder: Path, vocabulary: Vocabulary, rows: np.ndarray, sources: list[Source]) -> None:
    """Write the model in the layout that sentence-transformers and model2vec load."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = compact_json(vocabulary.tokenizer)
    (folder / "tokenizer.json").write_text(tokenizer, "utf-8")
    tensors = {"embeddings": rows, "mapping": vocabulary.mapping.astype(np.int64)}
    digest = hashlib.sha256(tokenizer.encode() + rows.tobytes() + tensors["mapping"].tobytes())
    fingerprint = digest.hexdigest()[:16]
    save_file(tensors, folder / "model.safetensors", metadata={"fingerprint": fingerprint})
    modules = [
        ("", "sentence_transformers.sentence_transformer.modules.StaticEmbedding"),
        ("1_Normalize", "sentence_transformers.sentence_transformer.modules.Normalize"),
    ]
    listing = [
        {"idx": i, "name": str(i), "path": path, "type": kind}
        for i, (path, kind) in enumerate(modules)
    ]
    (folder / "modules.json").write_text(json.dumps(listing, indent=1) + "\n", "utf-8")
    (folder / "1_Normalize").mkdir(exist_ok=True)
    config = {
        "model_type": "SentenceTransformer",
        "similarity_fn_name": "cosine",
        "prompts": {"query": "", "document": ""},
        "default_prompt_name": None,
    }
    path = folder / "config_sentence_transformers.json"
    path.write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    trained_on = {s.name: {"pairs": len(s.pairs), "licence": s.licence} for s in sources}
    path = folder / "training.json"
    path.write_text(json.dumps(trained_on, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
