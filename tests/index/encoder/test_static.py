from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from index.encoder import BUNDLED, StaticEncoder, load_encoder
from index.errors import EncoderError

ROOT = Path(__file__).parents[3]
TEXTS = [
    "مُحَمَّدٌ فِي المَدْرَسَةِ",
    "The ministers met in Geneva on Friday.",
    "زقفونيا Qwxzyt وبرشلاميط",
    "أعلنت SpaceX إطلاق Starlink في 2024",
    "Musk’s O'Neill's rock'n'roll",
    "١٥٬٠٠٠ و 15,000",
    "",
    " \n\t",
    "؟!… «»",
    "😀🚀",
    "قالت الوزارة إن الخبر غير صحيح. " * 500,
    "ا",
    "a\0b",
]

# Words the bundled tokenizer has whole: a word in pieces weighs as one, a text counts each piece.
KNOWN = ["مدرسه", "جسر", "رئيس", "افتتح", "من", "ferry", "opened", "the", "passengers"]


def tiny(folder: Path, vocabulary: list[str], dimensions: int = 8) -> Path:
    """A static model of a few words, two of which share a row, saved as the training saves it."""
    tokenizer = Tokenizer(models.WordLevel({one: i for i, one in enumerate(vocabulary)}, "[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    folder.mkdir()
    tokenizer.save(str(folder / "tokenizer.json"))
    rows = np.random.default_rng(1).normal(size=(len(vocabulary) - 1, dimensions))
    rows[0] = 0  # of the unknown word
    mapping = np.minimum(np.arange(len(vocabulary)), len(vocabulary) - 2)
    save_file(
        {"embeddings": rows.astype(np.float32), "mapping": mapping},
        folder / "model.safetensors",
        metadata={"fingerprint": "0123456789abcdef"},
    )
    for name in ("modules.json", "config_sentence_transformers.json"):
        shutil.copy(BUNDLED / name, folder)
    (folder / "1_Normalize").mkdir()
    return folder


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    return tiny(tmp_path / "tiny", ["[UNK]", "قال", "الوزير", "talks", "peace", "سلام"])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what the import brings in
@pytest.mark.parametrize("model", ["bundled", "tiny"])
def test_vectors_are_those_of_sentence_transformers(model: str, tiny_folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    folder = BUNDLED if model == "bundled" else tiny_folder
    texts = [*TEXTS, "قال الوزير: Peace talks", "سلام", "peace"]
    expected = SentenceTransformer(str(folder), device="cpu").encode(texts)
    found = StaticEncoder.open(folder, "any").encode(texts)
    assert found.dtype == np.float32
    assert np.abs(found - expected).max() < 1e-5
    assert np.abs(expected).max() > 0.1


def test_a_text_is_the_mean_of_its_tokens_rows(tiny_folder: Path) -> None:
    encoder = StaticEncoder.open(tiny_folder, "tiny")
    rows = np.random.default_rng(1).normal(size=(5, 8)).astype(np.float32)
    mean = (rows[1] + rows[3] + rows[3]) / 3
    assert encoder.encode(["قال TALKS talks"])[0] == pytest.approx(
        mean / np.linalg.norm(mean), abs=1e-6
    )
    assert np.array_equal(*encoder.encode(["peace", "سلام"]))  # they share a row


def test_rows_are_unit_and_zero_for_a_blank_text(bundled: StaticEncoder) -> None:
    norms = np.linalg.norm(bundled.encode(TEXTS), axis=1)
    blank = [i for i, text in enumerate(TEXTS) if not any(map(str.isalnum, text))]
    assert len(blank) == 4
    assert norms[blank].tolist() == [0.0] * 4
    assert np.delete(norms, blank) == pytest.approx(1.0, abs=1e-5)


def test_a_text_of_unknown_words_only_is_zero(tiny_folder: Path) -> None:
    vectors = StaticEncoder.open(tiny_folder, "tiny").encode(["مجهول", "", "unknown"])
    assert not vectors.any()


def test_a_word_weighs_the_norm_of_the_mean_of_its_rows(tiny_folder: Path) -> None:
    encoder = StaticEncoder.open(tiny_folder, "tiny")
    rows = np.random.default_rng(1).normal(size=(5, 8)).astype(np.float32)
    texts = ["قال", "TALKS", "قال TALKS talks", "", "مجهول"]
    vectors, weights = encoder.encode_weighted(texts)
    means = [rows[1], rows[3], (rows[1] + rows[3] + rows[3]) / 3, rows[0] * 0, rows[0] * 0]
    assert weights.tolist() == pytest.approx([np.linalg.norm(mean) for mean in means], abs=1e-6)
    assert np.array_equal(vectors, encoder.encode(texts))


@given(text=st.lists(st.sampled_from(KNOWN), min_size=1, max_size=12))
def test_a_text_is_the_sum_of_its_words_as_they_weigh(
    bundled: StaticEncoder, text: list[str]
) -> None:
    vectors, weights = bundled.encode_weighted(text)
    total = sum(weight * vector for weight, vector in zip(weights, vectors, strict=True))
    assert len(set(weights.tolist())) == len(set(text))  # so that leaving them out would be seen
    assert bundled.encode([" ".join(text)])[0] == pytest.approx(
        total / np.linalg.norm(total), abs=1e-5
    )


def test_no_texts_are_no_vectors(bundled: StaticEncoder) -> None:
    vectors, weights = bundled.encode_weighted([])
    assert (vectors.shape, weights.shape) == ((0, bundled.dimensions), (0,))


@given(texts=st.lists(st.one_of(st.sampled_from(TEXTS), st.text(max_size=20)), max_size=6))
def test_a_text_has_the_same_vector_in_whatever_company(
    bundled: StaticEncoder, texts: list[str]
) -> None:
    together = bundled.encode(texts)
    assert together.shape == (len(texts), bundled.dimensions)
    for text, vector in zip(texts, together, strict=True):
        assert np.array_equal(bundled.encode([text])[0], vector)


def test_spellings_of_a_word_have_one_vector(bundled: StaticEncoder) -> None:
    for spellings in (["مدرسة", "مدرسه", "مَدْرَسَة"], ["أحمد", "احمد"], ["Zürich", "zurich"]):
        first, *others = bundled.encode(spellings)
        for other in others:
            assert np.array_equal(other, first), spellings


def test_questions_and_passages_are_encoded_alike(bundled: StaticEncoder) -> None:
    assert np.array_equal(bundled.encode_queries(TEXTS), bundled.encode_passages(TEXTS))


def test_the_bundled_encoder_says_what_it_is(bundled: StaticEncoder) -> None:
    loaded = load_encoder("bundled")
    assert (loaded.name, loaded.dimensions, loaded.fingerprint) == (
        "bundled",
        bundled.dimensions,
        bundled.fingerprint,
    )
    assert len(bundled.fingerprint) == 16


def test_the_bundled_encoder_needs_no_torch() -> None:
    script = (
        "import sys\nfrom index.encoder import load_encoder\n"
        "load_encoder('bundled').encode_queries(['قال'])\n"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff" * 100])
def test_a_damaged_folder_is_an_encoder_error_that_names_it(
    tiny_folder: Path, name: str, content: bytes | None
) -> None:
    (tiny_folder / name).unlink()
    if content is not None:
        (tiny_folder / name).write_bytes(content)
    with pytest.raises(EncoderError) as caught:
        StaticEncoder.open(tiny_folder, "tiny")
    assert str(caught.value).startswith(f"The encoder in {tiny_folder} cannot be loaded: ")


@pytest.mark.parametrize("lost", ["embeddings", "mapping", "fingerprint"])
def test_weights_that_lack_a_part_are_an_encoder_error(tiny_folder: Path, lost: str) -> None:
    tensors = {
        name: array
        for name, array in (("embeddings", np.zeros((5, 8))), ("mapping", np.arange(5)))
        if name != lost
    }
    metadata = {} if lost == "fingerprint" else {"fingerprint": "0"}
    save_file(tensors, tiny_folder / "model.safetensors", metadata=metadata)
    with pytest.raises(EncoderError, match="cannot be loaded"):
        StaticEncoder.open(tiny_folder, "tiny")


def test_weights_of_another_tokenizer_are_an_encoder_error(tiny_folder: Path) -> None:
    tensors = {"embeddings": np.zeros((5, 8)), "mapping": np.arange(5.0)}
    save_file(tensors, tiny_folder / "model.safetensors", metadata={"fingerprint": "0"})
    with pytest.raises(EncoderError, match="the tokenizer has 6 tokens, the weights have 5"):
        StaticEncoder.open(tiny_folder, "tiny")


def test_a_folder_that_does_not_exist_is_an_encoder_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cannot be loaded"):
        StaticEncoder.open(tmp_path / "none", "tiny")


def test_the_bundled_model_says_where_its_data_come_from() -> None:
    assert all(
        "licence" in one for one in json.loads((BUNDLED / "training.json").read_text()).values()
    )
