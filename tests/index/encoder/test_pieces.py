"""Our reading of the bundled tokenizer against the library that defines it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.encoder import BUNDLED
from index.encoder.pieces import Pieces
from index.encoder.static import Tokens
from tests.index.encoder.test_static import TEXTS, tiny

FILE = BUNDLED / "tokenizer.json"
LETTERS = "abcdefSs'’xyzéأإابتوفبكلالثقىةکپچ_٢3.,؟«»ـًّ\u200f\u200b-ñΩßあ\ufe70\u2028 \n"
TEXT = st.one_of(
    st.text(LETTERS, max_size=24),
    st.text(max_size=12),
    st.lists(
        st.sampled_from(
            ["والتشالنجر", "بالكتاب", "للجنة", "don’t", "Musk's", "Qwxzyt", "U.S.", "١٥٬٠٠٠"]
        )
    ).map(" ".join),
)


@pytest.fixture(scope="session")
def pieces() -> Pieces:
    read = Pieces.read(FILE)
    assert read is not None
    return read


@pytest.fixture(scope="session")
def library() -> Tokenizer:
    return Tokenizer.from_file(str(FILE))


@given(TEXT)
def test_pieces_are_those_of_the_library(pieces: Pieces, library: Tokenizer, text: str) -> None:
    for chunk in text.split():
        found = pieces.of(chunk)
        if found is not None:
            assert list(found) == library.encode(chunk, add_special_tokens=False).ids


@given(st.lists(TEXT, max_size=4))
def test_the_tokens_of_a_text_are_those_the_library_finds_in_the_whole(
    tokens: Tokens, library: Tokenizer, texts: list[str]
) -> None:
    expected = library.encode_batch_fast(texts, add_special_tokens=False)
    assert tokens.of(texts) == [one.ids for one in expected]


@pytest.fixture(scope="session")
def tokens() -> Tokens:
    tokens = Tokens(FILE)
    tokens.of(["書籍"])  # so that no test waits for the library
    return tokens


def test_news_in_both_scripts_does_not_need_the_library(pieces: Pieces) -> None:
    texts = ("مُحَمَّدٌ فِي المَدْرَسَةِ", "“Musk’s” naïve café", "١٥٬٠٠٠ و 15,000؟!… «»")
    assert all(pieces.of(chunk) is not None for text in texts for chunk in text.split())
    assert pieces.of("書籍") is None


def test_a_tokenizer_with_other_steps_is_left_to_the_library(tmp_path: Path) -> None:
    other = tiny(tmp_path / "tiny", ["[UNK]", "talks"]) / "tokenizer.json"
    assert Pieces.read(other) is None
    assert Tokens(other).of(["Talks talks other", ""]) == [[1, 1, 0], []]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch, library: Tokenizer) -> None:
    monkeypatch.setattr("index.encoder.static._CACHED", 3)
    monkeypatch.setattr("index.encoder.static._FEW", 1)
    tokens = Tokens(FILE)
    for text in [*TEXTS, *TEXTS]:
        assert tokens.of([text])[0] == library.encode(text, add_special_tokens=False).ids
        assert len(tokens._known) < 3 + max(len(one.split()) for one in TEXTS)
