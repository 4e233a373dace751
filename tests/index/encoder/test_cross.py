"""The reranker of the setting, against the same model run by transformers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encoder import Reranker, load_reranker
from index.errors import EncoderError
from tests.index.encoder.cross_encoders import own_scores, save_cross_encoder

# What torch and transformers warn of at import is not this project's.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]
ROOT = Path(__file__).parents[3]
QUESTION = "ماذا قال الوزير?"
TEXTS = ["قال الوزير", "peace talks", "", "نص أطول من المعتاد " * 50, "a\nb", "2024"]
ADVICE = "). Name a sentence-transformers CrossEncoder model or folder, or leave it empty."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_cross_encoder(tmp_path_factory.mktemp("cross") / "tiny")


def loaded(name: Path | str) -> Reranker:
    reranker = load_reranker(str(name))
    assert reranker is not None
    return reranker


def problem(name: Path | str) -> str:
    """The reason in the one sentence that says why a model cannot be used."""
    with pytest.raises(EncoderError) as caught:
        load_reranker(str(name))
    message, start = str(caught.value), f"IQTIBAS_RERANKER {str(name)!r} cannot be loaded ("
    assert message.startswith(start)
    assert message.endswith(ADVICE)
    assert "\n" not in message
    return message.removeprefix(start).removesuffix(ADVICE)


def test_without_a_name_there_is_none() -> None:
    assert load_reranker("") is None


def test_scores_are_the_sigmoid_of_the_logits_of_the_model(folder: Path) -> None:
    reranker = loaded(folder)
    scores = reranker.scores(QUESTION, TEXTS)
    assert reranker.name == str(folder)
    assert scores.dtype == np.float32
    assert scores.tolist() == pytest.approx(own_scores(folder, QUESTION, TEXTS), abs=1e-5)
    assert np.ptp(scores) > 0.1


@pytest.mark.parametrize("activation", ["linear.Identity", "activation.Sigmoid"])
@pytest.mark.parametrize("key", ["sentence_transformers", "sbert_ce_default_activation_function"])
def test_the_sigmoid_is_taken_once_whatever_activation_is_saved(
    folder: Path, tmp_path: Path, activation: str, key: str
) -> None:
    path = f"torch.nn.modules.{activation}"
    saved = shutil.copytree(folder, tmp_path / "saved")
    config = json.loads((saved / "config.json").read_text())
    config[key] = {"activation_fn": path} if key == "sentence_transformers" else path
    (saved / "config.json").write_text(json.dumps(config))
    expected = own_scores(folder, QUESTION, TEXTS)
    assert loaded(saved).scores(QUESTION, TEXTS).tolist() == pytest.approx(expected, abs=1e-5)


def test_a_model_saved_in_half_precision_is_run_in_single(folder: Path, tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification

    half = shutil.copytree(folder, tmp_path / "half")
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.bfloat16)
    model.save_pretrained(half)
    expected = own_scores(half, QUESTION, TEXTS)
    assert loaded(half).scores(QUESTION, TEXTS).tolist() == pytest.approx(expected, abs=1e-5)


def test_no_texts_are_no_scores(folder: Path) -> None:
    scores = loaded(folder).scores(QUESTION, [])
    assert scores.shape == (0,)
    assert scores.dtype == np.float32


def test_threads_may_share_it(folder: Path) -> None:
    reranker = loaded(folder)
    expected = reranker.scores(QUESTION, TEXTS)
    with ThreadPoolExecutor(8) as pool:
        for scores in pool.map(lambda _: reranker.scores(QUESTION, TEXTS), range(50)):
            assert scores == pytest.approx(expected, abs=1e-5)


def test_a_model_of_several_labels_is_refused(tmp_path: Path) -> None:
    saved = save_cross_encoder(tmp_path / "three", labels=3)
    assert problem(saved) == "it gives 3 figures for a pair, not one score"


def test_an_encoder_which_would_rank_at_random_is_refused(folder: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(folder, tmp_path / "bare")
    config = json.loads((bare / "config.json").read_text())
    (bare / "config.json").write_text(json.dumps(config | {"architectures": ["BertModel"]}))
    assert problem(bare) == "it is an encoder and was not trained to score pairs"


def test_a_model_whose_scores_are_not_numbers_is_refused(folder: Path, tmp_path: Path) -> None:
    from transformers import AutoModelForSequenceClassification

    broken = shutil.copytree(folder, tmp_path / "broken")
    model = AutoModelForSequenceClassification.from_pretrained(folder)
    model.classifier.bias.data.fill_(float("nan"))
    model.save_pretrained(broken)
    assert problem(broken) == "its scores are not numbers"


def test_a_damaged_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(folder, tmp_path / "damaged")
    (damaged / "model.safetensors").write_bytes(b"?")
    assert problem(damaged)


def test_an_unknown_name_is_one_sentence_of_the_command_line_without_a_network(
    tmp_path: Path,
) -> None:
    name = "nobody/nothing-of-this-name"
    script = f"from index.encoder import load_reranker\nload_reranker({name!r})\n"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | {"HF_HUB_OFFLINE": "1"},
        capture_output=True,
        text=True,
    )
    last = done.stderr.splitlines()[-1]
    start = f"index.errors.EncoderError: IQTIBAS_RERANKER {name!r} cannot be loaded ("
    assert last.startswith(start)
    assert last.endswith(ADVICE)
