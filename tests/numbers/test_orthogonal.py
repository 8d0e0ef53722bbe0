"""The inverse of a Gram matrix by QR: how exact it is, and that what is singular is refused."""

from fractions import Fraction

import numpy as np
import pytest

from derivations.evidence.datasets import NIST, nist
from derivations.kernel.statements import Equals
from derivations.kernel.terms import Dimension, Identity, Inverse, Letter
from derivations.numbers import elimination
from derivations.numbers.errors import UndefinedError
from derivations.numbers.evaluate import evaluate, names_in
from derivations.numbers.orthogonal import factored, share
from derivations.results.closed_form import estimate
from derivations.results.model import X, centring, gram, hat_matrix, n, y
from derivations.witnesses.by_numbers import holds

ROUNDING = 2.0**-53
A, B = Letter("A", *X.shape), Letter("B", n, Dimension("k"))


def drawn(rng, most=8):
    """A random integer matrix of more rows than columns."""
    d = int(rng.integers(2, most + 1))
    return rng.integers(-9, 10, size=(int(rng.integers(d, 30)), d)).astype(float)


def singular(rng):
    """A matrix with a column that is a combination of the others, by small whole numbers."""
    A = drawn(rng)
    d = A.shape[1]
    place = int(rng.integers(d))
    others = [j for j in range(d) if j != place]
    A[:, place] = A[:, others] @ rng.integers(-3, 4, size=d - 1)
    return A


SINGULAR = {
    "a column twice": np.array([[1.0, 1.0], [2.0, 2.0], [4.0, 4.0]]),
    "a multiple": np.array([[1.0, 3.0], [2.0, 6.0], [4.0, 12.0]]),
    "a multiple that is rounded": np.array([[0.1, 0.3], [0.7, 2.1], [1.1, 3.3]]),
    "a sum": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 9.0], [7.0, 9.0, 16.0], [0.0, 1.0, 1.0]]),
    "a column of zeros": np.array([[1.0, 0.0], [2.0, 0.0]]),
    "too few rows": np.array([[1.0, 2.0]]),
    "a multiple in other units": np.array([[1.0, 3e150], [2.0, 6e150], [4.0, 12e150]]),
    "polynomial of a degree too high": np.vander(np.arange(5.0).repeat(4), 6),
}
TERMS = (Inverse(gram), estimate, Inverse(gram) @ (X.T @ y), hat_matrix, X @ Inverse(gram))


@pytest.mark.parametrize("name", SINGULAR)
@pytest.mark.parametrize("term", TERMS, ids=str)
def test_singular_designs_are_refused_in_floats(name, term):
    values = {X: SINGULAR[name], y: np.ones(len(SINGULAR[name]))}
    with pytest.raises(UndefinedError, match="XᵀX is singular"):
        evaluate(term, {key: values[key] for key in values.keys() & names_in(term)})


def test_random_singular_designs_are_refused_whatever_the_units():
    rng = np.random.default_rng(0)
    for trial in range(2000):
        A = singular(rng)
        if trial % 2:  # each entry is rounded, and the columns have other units
            A = A / 7 * 10.0 ** rng.integers(-8, 9, size=A.shape[1])
        assert factored(A) is None


def test_designs_of_full_rank_are_not_refused():
    """For integers the determinant of XᵀX is 1 at least, so that these are far from singular."""
    rng = np.random.default_rng(1)
    for _ in range(200):
        A = drawn(rng, most=5)
        exact = np.array([[int(x) for x in row] for row in A], dtype=object)
        assert (factored(A) is None) is (elimination.rank(exact) < A.shape[1])


def test_a_matrix_that_is_computed_is_judged_by_its_gram_matrix():
    """Of a column of ones centring leaves nothing but rounding, which has a length of its own."""
    constant = np.column_stack([np.full(7, 0.1), np.arange(7.0)])
    centred = centring @ X
    assert factored(evaluate(centred, {X: constant})) is not None  # so that the danger is real
    with pytest.raises(UndefinedError, match="singular"):
        evaluate(Inverse(centred.T @ centred), {X: constant})


def test_the_witness_still_refuses_what_it_cannot_tell():
    """Of statements on Longley's XᵀX, which is singular to working precision, nothing is said."""
    design = np.array(nist("Longley").design, dtype=float)
    twice = Equals(Inverse(gram) @ gram, 2 * Identity(X.cols))
    with pytest.raises(UndefinedError, match="XᵀX is singular"):
        holds(twice, {X: design}, np.random.default_rng(0))
    assert holds(twice, {X: np.eye(3, 2)}, np.random.default_rng(0)) is False


@pytest.mark.parametrize("name", NIST)
def test_every_set_of_nist_is_evaluated_in_floats(name):
    design = np.array(nist(name).design, dtype=float)
    assert evaluate(estimate, {X: design, y: np.array(nist(name).y, dtype=float)}).shape[1] == 1


def test_a_fit_is_the_prediction_of_the_estimate():
    """(XᵀX)⁻¹Xᵀy first, and not X(XᵀX)⁻¹, after which Xᵀy is formed."""
    data = nist("Longley")
    values = {X: np.array(data.design, dtype=float), y: np.array(data.y, dtype=float)}
    fit = evaluate(X @ Inverse(gram) @ X.T @ y, values)
    assert np.array_equal(fit, values[X] @ evaluate(estimate, values))


def scaled_gram(exact, lengths):
    """The exact inverse of the Gram matrix of columns divided by their lengths, in floats."""
    inverse = elimination.inverse(exact.T @ exact)
    return inverse.astype(float) * np.outer(lengths, lengths)


def test_the_inverse_gram_matrix_is_as_exact_as_the_factorisation_allows():
    """Let B have columns of length 1, s its least singular value, and G = BᵀB.

    QR is exact for B + E with ‖E‖ ≤ √d·share =: e, and (B+E)ᵀ(B+E) differs from G by F =
    (B+E)ᵀE + EᵀB, so that the inverses differ by Ĝ⁻¹FG⁻¹, of norm ≤ 2e/(s − e)³. Each column of
    R⁻¹ solves a system with an error of d roundings in R, which has columns of length 1: that
    moves it by d²u/s times its length at most, twice in the product; and the product has d
    roundings of numbers that are 1/s² at most.
    """
    rng = np.random.default_rng(2)
    for _ in range(200):
        whole = drawn(rng, most=5)
        units = 2.0 ** rng.integers(-20, 21, size=whole.shape[1])  # by which nothing is rounded
        exact = np.array([[Fraction(x) for x in row] for row in whole * units], dtype=object)
        found = factored(whole * units)
        if found is None:
            continue
        count, d = whole.shape
        lengths = np.linalg.norm(whole * units, axis=0)
        right = scaled_gram(exact, lengths)
        s = 1 / np.sqrt(np.linalg.eigvalsh(right)[-1])
        e = np.sqrt(d) * share(count, d)
        bound = 2 * (e + 2 * d**2 * ROUNDING) / (s - e) ** 3
        error = np.linalg.norm(found.inverse_gram() * np.outer(lengths, lengths) - right)
        assert error <= bound


def test_each_form_of_the_product_has_the_value_of_the_exact_one():
    """The bound is that of a Gram matrix whose columns of length 1 have a condition of κ²."""
    rng = np.random.default_rng(3)
    rows = rng.integers(-9, 10, size=(12, 3))
    others = {y: rng.integers(-9, 10, size=12), B: rng.integers(-9, 10, size=(12, 2))}
    exact = {
        X: rows.tolist(),
        A: (rows + np.eye(12, 3, dtype=int)).tolist(),
        y: others[y].tolist(),
        B: others[B].tolist(),
    }
    floats = {key: np.array(value, dtype=float) for key, value in exact.items()}
    for term in (
        estimate,
        Inverse(gram) @ (X.T @ y),
        Inverse(gram) @ X.T @ B,
        X @ Inverse(gram),
        B.T @ X @ Inverse(gram),
        X @ Inverse(gram) @ X.T @ B,
        B.T @ X @ Inverse(gram) @ X.T @ B,
        y.T @ X @ Inverse(gram) @ gram @ Inverse(gram) @ X.T @ y,
        hat_matrix,
        Inverse(gram),
        Inverse(A.T @ X),  # which is no Gram matrix
        Inverse(A.T @ X) @ X.T @ y,
    ):
        names = {key: value for key, value in exact.items() if key in names_in(term)}
        right = evaluate(term, names).astype(float)
        found = evaluate(term, {key: floats[key] for key in names})
        lengths = np.linalg.norm(floats[X], axis=0)
        kappa = np.linalg.cond(floats[X] / lengths)
        scale = np.linalg.norm(floats[B]) ** 2 * max(1.0, np.linalg.norm(right))
        assert np.linalg.norm(found - right) <= 100 * share(12, 3) * kappa**2 * scale
