from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import index.vectors
from index.errors import GenerationError
from index.vectors import VectorIndex

Matrix = NDArray[np.float32]


def unit(seed: int, n: int, d: int) -> Matrix:
    rows: Matrix = np.random.default_rng(seed).normal(size=(n, d)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 24), st.integers(1, 80))
def test_search_finds_what_brute_force_finds(seed: int, n: int, d: int, k: int) -> None:
    vectors = unit(seed, n, d)
    query = unit(seed + 1, 1, d)[0]
    cosines, rows = VectorIndex.build(vectors).search(query, k)
    expected = vectors.astype(np.float64) @ query  # (n,)
    best = np.sort(expected)[::-1][:k]
    assert cosines == pytest.approx(best, abs=1e-5)
    assert expected[rows] == pytest.approx(best, abs=1e-5)
    assert len(set(rows.tolist())) == min(k, n)
    assert (cosines.dtype.name, rows.dtype.name) == ("float32", "int64")


@given(st.integers(0, 2**32), st.integers(1, 300), st.integers(1, 5), st.integers(1, 320))
def test_rows_that_tie_come_in_their_order_also_at_the_cut(
    seed: int, n: int, kinds: int, k: int
) -> None:
    chosen = np.random.default_rng(seed).integers(kinds, size=n)
    vectors = unit(seed, kinds, 8)[chosen]
    query = unit(seed + 1, 1, 8)[0]
    cosine_of = unit(seed, kinds, 8) @ query
    _, rows = VectorIndex.build(vectors).search(query, k)
    assert rows.tolist() == np.lexsort((np.arange(n), -cosine_of[chosen]))[:k].tolist()


def test_fewer_rows_than_asked_for_are_all_there_is() -> None:
    vectors = np.eye(3, dtype=np.float32)
    cosines, rows = VectorIndex.build(vectors).search(vectors[1], 1000)
    assert (cosines.tolist(), rows.tolist()) == ([1.0, 0.0, 0.0], [1, 0, 2])


@given(st.integers(0, 2**32), st.integers(1, 60), st.integers(1, 80))
def test_among_some_rows_it_finds_what_brute_force_finds_among_them(
    seed: int, n: int, k: int
) -> None:
    vectors = unit(seed, n, 4)[np.random.default_rng(seed).integers(n, size=n)]  # some tie
    query = unit(seed + 1, 1, 4)[0]
    among = np.random.default_rng(seed + 2).random(n) < 0.5
    cosines, rows = VectorIndex.build(vectors).search(query, k, among)
    assert set(rows.tolist()) <= set(np.flatnonzero(among).tolist())
    assert len(rows) == min(k, int(among.sum()))
    best = np.sort((vectors @ query)[among])[::-1][:k]
    assert cosines == pytest.approx(best, abs=1e-5)


def test_a_mask_of_another_shape_is_refused() -> None:
    index = VectorIndex.build(np.eye(3, dtype=np.float32))
    with pytest.raises(ValueError, match="a mask of 3 rows"):
        index.search(np.eye(3, dtype=np.float32)[0], 1, np.ones(2, bool))


def test_a_zero_row_matches_nothing() -> None:
    vectors = np.array([[0, 0], [1, 0], [-1, 0]], np.float32)
    cosines, rows = VectorIndex.build(vectors).search(vectors[1], 3)
    assert (cosines.tolist(), rows.tolist()) == ([1.0, 0.0, -1.0], [1, 0, 2])


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    VectorIndex.build(np.zeros((0, 4), np.float32)).save(tmp_path / "v")
    index = VectorIndex.open(tmp_path / "v")
    cosines, rows = index.search(np.ones(4, np.float32), 3)
    assert (len(index), index.dimensions, cosines.shape, rows.shape) == (0, 4, (0,), (0,))


@pytest.mark.parametrize(
    "vectors",
    [
        np.zeros(4, np.float32),
        np.zeros((2, 4)),
        np.zeros((1, 2, 4), np.float32),
        np.array([[1, np.nan]], np.float32),
        np.array([[1, np.inf]], np.float32),
    ],
)
def test_only_a_finite_float32_matrix_is_indexed(vectors: Matrix) -> None:
    with pytest.raises(ValueError, match=r"^expected a finite float32 matrix, got float"):
        VectorIndex.build(vectors)


@pytest.mark.parametrize(
    ("query", "k", "message"),
    [
        (np.ones(3, np.float32), 1, r"^expected 4 dimensions, got \(3,\)$"),
        (np.ones((1, 4), np.float32), 1, r"^expected 4 dimensions, got \(1, 4\)$"),
        (np.full(4, np.nan, np.float32), 1, "^k must be at least 1 and the query finite$"),
        (np.full(4, np.inf, np.float32), 1, "^k must be at least 1 and the query finite$"),
        (np.ones(4, np.float32), 0, "^k must be at least 1 and the query finite$"),
        (np.ones(4, np.float32), -1, "^k must be at least 1 and the query finite$"),
    ],
)
def test_a_bad_query_is_refused(query: Matrix, k: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        VectorIndex.build(np.eye(4, dtype=np.float32)).search(query, k)


def test_a_saved_index_opens_equal(tmp_path: Path) -> None:
    vectors = unit(1, 50, 16)
    VectorIndex.build(vectors).save(tmp_path / "v")
    index = VectorIndex.open(tmp_path / "v")
    assert (len(index), index.dimensions) == (50, 16)
    assert np.array_equal(index.rows(0, 50), vectors)
    assert np.array_equal(index.rows(7, 3), vectors[7:10])
    assert index.rows(7, 0).shape == (0, 16)
    found, expected = (one.search(vectors[3], 9) for one in (index, VectorIndex.build(vectors)))
    assert np.array_equal(found[0], expected[0])
    assert np.array_equal(found[1], expected[1])


def test_an_index_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be written"):
        VectorIndex.build(np.eye(2, dtype=np.float32)).save(tmp_path / "none" / "v")


@pytest.mark.parametrize("content", [b"", b"IxFI", b"not an index" * 100, None])
def test_a_damaged_file_is_a_generation_error_that_says_what_to_run(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "v"
    VectorIndex.build(unit(1, 50, 16)).save(path)
    path.write_bytes(path.read_bytes()[:-1] if content is None else content)
    with pytest.raises(GenerationError, match=r"is not a vector index. Run: iqtibas index$"):
        VectorIndex.open(path)


def test_a_missing_file_is_a_generation_error(tmp_path: Path) -> None:
    with pytest.raises(GenerationError, match=r"Run: iqtibas index$"):
        VectorIndex.open(tmp_path / "none")


def near(seed: int, n: int, folder: Path) -> tuple[VectorIndex, Matrix]:
    """An index that compares codes, saved and opened, and its rows."""
    vectors = unit(seed, n, 16)
    VectorIndex.build(vectors, limit=0).save(folder / "v.faiss")
    return VectorIndex.open(folder / "v.faiss"), vectors


def test_above_the_limit_most_of_the_nearest_are_found_with_their_cosines(tmp_path: Path) -> None:
    index, vectors = near(1, 3000, tmp_path)
    assert (index.kind, index.is_exact, len(index)) == ("PQ8x4fs,Refine", False, 3000)
    assert VectorIndex.build(vectors).kind == "Flat"
    shared = 0
    for query in unit(2, 20, 16):
        cosines, rows = index.search(query, 10)
        exact = index.exactly(query, 10)
        assert exact.tolist() == np.argsort(-(vectors @ query), kind="stable")[:10].tolist()
        assert cosines == pytest.approx(vectors[rows] @ query, abs=1e-6)
        assert cosines.tolist() == sorted(cosines.tolist(), reverse=True)
        shared += len(set(rows.tolist()) & set(exact.tolist()))
    assert shared >= 0.95 * 200


def test_above_the_limit_rows_are_as_they_went_in(tmp_path: Path) -> None:
    index, vectors = near(1, 100, tmp_path)
    assert np.array_equal(index.rows(7, 5), vectors[7:12])


def test_above_the_limit_a_mask_leaves_exactly_its_rows(tmp_path: Path) -> None:
    index, vectors = near(1, 100, tmp_path)
    among = np.zeros(100, bool)
    among[[3, 50, 99]] = True
    cosines, rows = index.search(vectors[50], 10, among)
    assert (rows[0], sorted(rows.tolist())) == (50, [3, 50, 99])
    assert cosines[0] == pytest.approx(1.0, abs=1e-6)


def test_a_mask_of_many_rows_leaves_most_of_the_nearest_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.vectors, "EXACT", 10)
    made, vectors = near(1, 6000, tmp_path)
    among = np.random.default_rng(3).random(6000) < 0.3
    shared = 0
    for query in unit(2, 20, 16):
        cosines, rows = made.search(query, 10, among)
        assert len(rows) == 10
        assert among[rows].all()
        assert cosines == pytest.approx(vectors[rows] @ query, abs=1e-6)
        exact = [row for row in made.exactly(query, 6000) if among[row]][:10]
        shared += len(set(rows.tolist()) & set(exact))
    assert shared >= 0.95 * 200


def test_a_mask_of_rows_that_all_lie_far_away_leaves_exactly_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.vectors, "EXACT", 10)
    made, vectors = near(1, 6000, tmp_path)
    query = vectors[0]
    farthest = made.exactly(query, 6000)[-3000:]
    among = np.zeros(6000, bool)
    among[farthest] = True
    cosines, rows = made.search(query, 10, among)
    assert rows.tolist() == farthest[:10].tolist()
    assert cosines == pytest.approx(vectors[rows] @ query, abs=1e-6)


def test_rows_that_were_not_saved_with_the_index_are_given_to_it(tmp_path: Path) -> None:
    vectors = unit(1, 100, 16)
    VectorIndex.build(vectors, limit=0).save(tmp_path / "v.faiss", with_rows=False)
    assert [path.name for path in tmp_path.iterdir()] == ["v.faiss"]
    assert VectorIndex.open(tmp_path / "v.faiss", vectors).search(vectors[9], 1)[1].tolist() == [9]
