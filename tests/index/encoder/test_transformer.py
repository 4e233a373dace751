from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from index.build import index_folders
from index.encoder import Encoder, StaticEncoder, load_encoder
from index.errors import EncoderError
from index.generation import Generation
from retrieval.retriever import Retriever

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# What torch and transformers warn of at import and at saving is not this project's.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]
ROOT = Path(__file__).parents[3]
TEXTS = ["قال الوزير", "Peace talks", "", "نص أطول من المعتاد " * 50, "😀"]
PROMPTS = {"query": "query: ", "document": "passage: "}
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def save_tokenizer(folder: Path, longest: int = 64) -> None:
    """A WordPiece of the letters of both scripts, each also as a piece inside a word."""
    from transformers import PreTrainedTokenizerFast

    letters = [*map(chr, range(0x0621, 0x064B)), *"abcdefghijklmnopqrstuvwxyz0123456789:."]
    pieces = [*SPECIAL, *letters, *(f"##{letter}" for letter in letters)]
    vocabulary = {piece: row for row, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocab=vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = zip(("pad", "unk", "cls", "sep", "mask"), SPECIAL, strict=True)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        model_max_length=longest,
        **{f"{name}_token": token for name, token in names},
    ).save_pretrained(folder)


def save_model(folder: Path, seed: int = 0, prompts: dict[str, str] | None = None) -> Path:
    """A BERT of random weights, two layers of 32, saved by sentence-transformers."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel

    torch.manual_seed(seed)
    bert = folder.with_name(folder.name + "-bert")
    config = BertConfig(
        vocab_size=200,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(bert)
    save_tokenizer(bert)
    modules = [Transformer(str(bert)), Pooling(32)]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved model with prompts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return save_model(tmp_path_factory.mktemp("models") / "tiny", prompts=PROMPTS)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved model without prompts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return save_model(tmp_path_factory.mktemp("models") / "bare")


def reference(folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu")


def renamed(folder: Path, place: Path, name: str) -> Encoder:
    return load_encoder(str(shutil.copytree(folder, place / name)))


def test_queries_and_passages_have_the_prompts_of_the_saved_model(folder: Path) -> None:
    encoder, model = load_encoder(str(folder)), reference(folder)
    queries, passages = encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)
    for found, prompt in ((queries, "query: "), (passages, "passage: ")):
        expected = model.encode(TEXTS, prompt=prompt, normalize_embeddings=True)
        assert found.dtype == np.float32
        assert found == pytest.approx(expected, abs=1e-5)
        assert np.linalg.norm(found, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.abs(queries - passages).max() > 0.01


def test_a_model_without_prompts_encodes_both_alike(bare: Path) -> None:
    encoder = load_encoder(str(bare))
    queries = encoder.encode_queries(TEXTS)
    assert np.array_equal(queries, encoder.encode_passages(TEXTS))
    expected = reference(bare).encode(TEXTS, normalize_embeddings=True)
    assert queries == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "prompted"),
    [
        ("multilingual-e5-small", True),
        ("E5_base", True),
        ("e5-large-instruct", False),
        ("me5x", False),
    ],
)
def test_an_e5_model_has_the_prompts_of_its_card(
    bare: Path, tmp_path: Path, name: str, prompted: bool
) -> None:
    encoder, model = renamed(bare, tmp_path, name), reference(bare)
    for found, prompt in (
        (encoder.encode_queries(TEXTS), "query: "),
        (encoder.encode_passages(TEXTS), "passage: "),
    ):
        expected = model.encode(
            TEXTS, prompt=prompt if prompted else None, normalize_embeddings=True
        )
        assert found == pytest.approx(expected, abs=1e-5)


def test_the_prompts_of_the_saved_model_go_before_those_of_a_card(
    folder: Path, tmp_path: Path
) -> None:
    config = "config_sentence_transformers.json"
    own = shutil.copytree(folder, tmp_path / "e5-own")
    text = (own / config).read_text().replace("query: ", "Question = ")
    (own / config).write_text(text)
    found = load_encoder(str(own)).encode_queries(TEXTS)
    expected = reference(folder).encode(TEXTS, prompt="Question = ", normalize_embeddings=True)
    assert found == pytest.approx(expected, abs=1e-5)


def test_the_encoder_says_what_it_is(folder: Path) -> None:
    encoder = load_encoder(str(folder))
    assert (encoder.name, encoder.dimensions, len(encoder.fingerprint)) == (str(folder), 32, 16)
    assert load_encoder(str(folder)).fingerprint == encoder.fingerprint


def test_no_texts_are_no_vectors(folder: Path) -> None:
    assert load_encoder(str(folder)).encode_queries([]).shape == (0, 32)


def test_the_fingerprint_changes_with_the_weights_and_the_prompts(
    folder: Path, tmp_path: Path
) -> None:
    model = shutil.copytree(folder, tmp_path / "model")
    before = load_encoder(str(model)).fingerprint
    other = save_model(tmp_path / "other", seed=1, prompts=PROMPTS)
    shutil.copy(other / "model.safetensors", model)
    weights = load_encoder(str(model)).fingerprint
    config = model / "config_sentence_transformers.json"
    config.write_text(config.read_text().replace("query: ", "ask: "))
    assert len({before, weights, load_encoder(str(model)).fingerprint}) == 3


@pytest.mark.usefixtures("quick")
def test_an_index_is_built_and_asked_with_it(
    folder: Path, articles: Path, data: Path, bundled: StaticEncoder
) -> None:
    encoder = load_encoder(str(folder))
    summary = index_folders([articles], data, encoder)
    assert (summary.added, summary.passages) == (3, 3)
    generation = Generation.open(data)
    manifest = generation.manifest
    assert (manifest.encoder, manifest.encoder_fingerprint) == (str(folder), encoder.fingerprint)
    assert generation.vectors.dimensions == 32
    retriever = Retriever(generation, encoder, bundled)
    answer = retriever.answer("كم بلغت كلفة جسر السلام في بغداد؟")
    assert answer.quotes[0].title == "افتتاح جسر السلام في بغداد"
    generation.close()
    again = index_folders([articles], data, load_encoder(str(folder)))
    assert (again.unchanged, again.generation) == (3, summary.generation)
    other = index_folders([articles], data, bundled)
    assert (other.added, Generation.open(data).vectors.dimensions) == (3, bundled.dimensions)


def test_a_damaged_folder_is_an_encoder_error(folder: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(folder, tmp_path / "damaged")
    (damaged / "model.safetensors").write_bytes(b"?")
    with pytest.raises(EncoderError) as caught:
        load_encoder(str(damaged))
    message = str(caught.value)
    assert message.startswith(f"IQTIBAS_ENCODER {str(damaged)!r} cannot be loaded (")
    assert message.endswith("). Name a sentence-transformers model or folder, or write bundled.")
    assert "\n" not in message


def test_an_unknown_name_is_one_sentence_without_a_network() -> None:
    script = (
        "from index.encoder import load_encoder\nfrom index.errors import EncoderError\n"
        "try:\n    load_encoder('nobody/nothing-of-this-name')\n"
        "except EncoderError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    (message,) = done.stdout.splitlines()
    assert message.startswith("IQTIBAS_ENCODER 'nobody/nothing-of-this-name' cannot be loaded (")
    assert message.endswith("). Name a sentence-transformers model or folder, or write bundled.")
