"""Sums over blocks of rows: exact whatever the blocks are, and as the theorems say."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivations import theorem
from derivations.evidence.blocks import (
    blocks_of,
    blocks_of_files,
    fit,
    rows_per_block,
    streamed,
    sums,
)
from derivations.numbers.evaluate import evaluate
from derivations.results.model import X as X_letter
from derivations.results.model import w_hat as w_hat_letter
from derivations.results.model import y as y_letter

NAMES = ("n", "gram", "products", "x_sum", "y_sum", "y_squares", "shift", "level")


def same(one, other):
    """Whether two sums are the same, in each of their parts."""
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in NAMES)


def exact(values):
    """Whole numbers as Python's, in an array of objects."""
    return np.array(values, dtype=object)


@st.composite
def rows_cut_twice(draw):
    """X and y of whole numbers, and the same rows in another order, cut somewhere, as blocks."""
    n, d = draw(st.integers(1, 12)), draw(st.integers(1, 3))
    entries = st.integers(-(10**12), 10**12)
    X = draw(st.lists(st.lists(entries, min_size=d, max_size=d), min_size=n, max_size=n))
    y = draw(st.lists(entries, min_size=n, max_size=n))
    order = draw(st.permutations(range(n)))
    cuts = sorted(draw(st.lists(st.integers(0, n), max_size=5)))
    X, y = exact(X), exact(y)
    parts = zip(np.split(X[order], cuts), np.split(y[order], cuts), strict=True)
    return X, y, list(parts)


@given(rows_cut_twice())
@settings(deadline=None, derandomize=True)
def test_any_partition_of_the_rows_has_the_same_exact_sums(cut):
    X, y, parts = cut
    assert same(streamed(parts), sums(X, y))
    assert streamed(parts).gram.tolist() == [
        [sum(a * b for a, b in zip(one, other, strict=True)) for other in X.T] for one in X.T
    ]


@given(rows_cut_twice())
@settings(deadline=None, derandomize=True)
def test_doubles_of_whole_numbers_have_the_same_sums_while_these_are_small(cut):
    # Below 1,000, twelve products add up to less than 2⁵³, so that no order of them is rounded.
    X, y, parts = cut
    small = [((X % 1000).astype(float), (y % 1000).astype(float)) for X, y in parts]
    whole = streamed(small)
    assert same(whole, sums((X % 1000).astype(float), (y % 1000).astype(float)))
    assert whole.gram.dtype == np.float64


LINE = exact([[1, 4], [2, 1], [3, 5], [5, 2], [8, 3]]), exact([3, 1, 7, 4, 12])


def test_the_fit_is_what_the_theorems_say():
    X, y = LINE
    found = fit(streamed(blocks_of(X, y, 2)))
    known = {X_letter: X.tolist(), y_letter: y.tolist()}
    weights = evaluate(theorem("estimate-with-intercept").conclusion.right, known)
    assert found.weights.tolist() == weights.ravel().tolist()
    intercept = theorem("estimated-intercept").conclusion.right
    assert found.intercept == evaluate(intercept, {**known, w_hat_letter: weights.tolist()}).item()
    residual = y - X @ found.weights - found.intercept
    assert found.residual_sum == residual @ residual > 0


def test_without_an_intercept_too():
    X, y = LINE
    found = fit(streamed(blocks_of(X, y, 2)), intercept=False)
    known = {X_letter: X.tolist(), y_letter: y.tolist()}
    weights = evaluate(theorem("least-squares-estimate").conclusion.right, known)
    assert found.weights.tolist() == weights.ravel().tolist()
    assert found.intercept == 0
    residual = y - X @ found.weights
    assert found.residual_sum == residual @ residual > 0


def test_a_shift_changes_the_sums_and_not_the_fit():
    X, y = LINE
    plain, centred = (streamed(blocks_of(X, y, 2), centre=centre) for centre in (False, True))
    assert centred.shift.tolist() == [1, 2]  # the means of the first block, rounded down
    assert centred.level == 2
    assert not same(plain, centred)
    one, other = fit(plain), fit(centred)
    assert one.weights.tolist() == other.weights.tolist()
    assert (one.intercept, one.residual_sum) == (other.intercept, other.residual_sum)
    with pytest.raises(ValueError, match="unshifted"):
        fit(centred, intercept=False)


def test_the_error_of_sums_in_doubles_has_its_bound():
    # n products, each rounded once, and added in any order: the error is at most γ = nu/(1 − nu)
    # times the sum of what they are without signs (Higham 2002, section 3.1).
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(500, 3)) + 100, rng.normal(size=500) - 50
    rounded = streamed(blocks_of(X, y, 64))
    X, y = (np.vectorize(Fraction, otypes=[object])(each) for each in (X, y))
    right = sums(X, y)
    gamma = Fraction(500, 2**53 - 500)
    bound = abs(X).T @ abs(X)
    for i, j in np.ndindex(3, 3):
        error = abs(Fraction(rounded.gram[i, j]) - right.gram[i, j])
        assert error <= gamma * bound[i, j]
    for j in range(3):
        error = abs(Fraction(rounded.products[j]) - right.products[j])
        assert error <= gamma * (abs(X).T @ abs(y))[j]


def test_integers_of_a_machine_do_not_overflow():
    X = np.full((2, 1), 2**40, dtype=np.int64)
    assert sums(X, [1, 1]).gram.tolist() == [[2.0**81]]


def test_observations_may_be_a_column_and_blocks_a_generator():
    X, y = LINE
    generated = ((X[[k]], y[[k], None]) for k in range(len(y)))
    assert same(streamed(generated), sums(X, y))


def test_files_are_read_block_by_block(tmp_path):
    X, y = (each.astype(float) for each in LINE)
    np.save(tmp_path / "X.npy", X)
    np.save(tmp_path / "y.npy", y)
    blocks = list(blocks_of_files(tmp_path / "X.npy", tmp_path / "y.npy", 2))
    assert [len(rows) for rows, _ in blocks] == [2, 2, 1]
    assert all(isinstance(rows, np.memmap) for rows, _ in blocks)
    assert same(streamed(blocks), sums(X, y))
    assert same(streamed(blocks_of(np.load(tmp_path / "X.npy", mmap_mode="r"), y, 3)), sums(X, y))


def test_a_block_is_of_about_8_megabytes():
    assert rows_per_block(20) * 20 * 8 == pytest.approx(2**23, rel=0.01)
    assert rows_per_block(10_000) == 10_000


def test_wrong_shapes_are_named():
    with pytest.raises(ValueError, match=r"\(3, 2\), and y \(2,\)"):
        sums(np.ones((3, 2)), np.ones(2))
    with pytest.raises(ValueError, match=r"\(3,\), and y \(3,\)"):
        sums(np.ones(3), np.ones(3))
    with pytest.raises(ValueError, match=r"\(3, 2\), and y \(3, 2\)"):
        sums(np.ones((3, 2)), np.ones((3, 2)))
    with pytest.raises(ValueError, match=r"block 2 has the shape \(4, 3\), and the first \(3, 2\)"):
        streamed([(np.ones((3, 2)), np.ones(3)), (np.ones((4, 3)), np.ones(4))])
    with pytest.raises(ValueError, match=r"\(3, 2\), and y \(2,\)"):
        list(blocks_of(np.ones((3, 2)), np.ones(2), 1))
    with pytest.raises(ValueError, match=r"\(1, 1\) and \(2, 2\)"):
        sums([[1]], [1]) + sums([[1, 2]], [1])


def test_sums_with_different_shifts_are_not_added():
    with pytest.raises(ValueError, match="shifts"):
        sums([[1]], [1], [2]) + sums([[1]], [1], [3])
    with pytest.raises(ValueError, match="levels"):
        sums([[1]], [1], 0, 2) + sums([[1]], [1])


@pytest.mark.parametrize("centre", [False, True])
def test_without_rows_there_is_nothing_to_fit(centre):
    with pytest.raises(ValueError, match="there are no rows"):
        streamed([], centre=centre)
    empty = np.empty((0, 2)), np.empty(0)
    with pytest.raises(ValueError, match="there are no rows"):
        streamed([empty], centre=centre)
    X, y = LINE
    full = streamed([(X, y)], centre=centre)
    assert same(streamed([(X[:0], y[:0]), (X, y), (X[:0], y[:0])], centre=centre), full)


@pytest.mark.parametrize("kind", [object, float])
def test_columns_that_depend_on_each_other_are_refused(kind):
    x = np.arange(6).astype(kind)
    y = x * x
    twice, constant = np.stack([x, 2 * x], axis=1), np.stack([x, 0 * x + 3], axis=1)
    for X in (twice, constant):
        with pytest.raises(ValueError, match="no inverse"):
            fit(streamed(blocks_of(X, y, 4)))
    with pytest.raises(ValueError, match="no inverse"):
        fit(streamed(blocks_of(twice, y, 4)), intercept=False)
    assert fit(streamed(blocks_of(constant, y, 4)), intercept=False).n == 6


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_what_is_not_finite_is_refused(wrong):
    with pytest.raises(ValueError, match="not finite"):
        fit(sums([[0.0], [1.0], [wrong]], [1.0, 2.0, 3.0]))
