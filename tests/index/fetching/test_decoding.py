"""Compressed bodies in pieces: whole, or refused before they fill the memory."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.decoding import Decoder
from index.fetching.errors import FetchError

LIMIT = 100_000
RAW = -15  # window bits of deflate without a header


def deflated(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(9, wbits=window)
    return packer.compress(data) + packer.flush()


def packed(data: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.compress(data)
    return deflated(data, 15) if encoding == "deflate" else data


@given(
    st.binary(max_size=2000),
    st.integers(1, 500),
    st.sampled_from(["gzip", "deflate", "identity", ""]),
)
def test_a_body_in_pieces_of_any_size_is_the_body(data: bytes, size: int, encoding: str) -> None:
    decoder = Decoder(encoding, LIMIT)
    body = packed(data, encoding)
    for start in range(0, len(body), size):
        decoder.take(body[start : start + size])
    assert decoder.whole() == data


@pytest.mark.parametrize("over", [0, 1])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", ""])
def test_the_limit_itself_is_not_too_large_and_one_byte_more_is(encoding: str, over: int) -> None:
    decoder = Decoder(encoding, LIMIT)
    body = packed(b"\0" * (LIMIT + over), encoding)
    if over:
        with pytest.raises(FetchError, match=r"larger than 0\.1 MB"):
            decoder.take(body)
    else:
        decoder.take(body)
        assert len(decoder.whole()) == LIMIT


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("window", [31, 15, RAW])
def test_a_bomb_is_never_unpacked_in_memory(window: int, cut: bool) -> None:
    bomb = deflated(b"\0" * 50_000_000, window)
    decoder = Decoder("gzip" if window == 31 else "deflate", LIMIT, cut=cut)
    tracemalloc.start()
    try:
        if cut:
            decoder.take(bomb)
            assert decoder.full
            assert decoder.whole() == b"\0" * LIMIT
        else:
            with pytest.raises(FetchError) as told:
                decoder.take(bomb)
            assert told.value.kind == "large"
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
