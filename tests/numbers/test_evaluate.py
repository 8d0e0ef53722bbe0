"""Terms on numbers: exact and floating, agreeing with NumPy and SymPy; bad values refused."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from derivations.examples.random_matrices import any_matrix, sparse
from derivations.interop import explicit
from derivations.kernel.declarations import TERMS
from derivations.kernel.errors import MalformedError, ShapeError
from derivations.kernel.terms import (
    Absolute,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Iterate,
    Letter,
    Log,
    MomentGenerating,
    Number,
    Ones,
    Pi,
    Product,
    ProductOver,
    Pseudoinverse,
    Root,
    SquaredNorm,
    Sum,
    SumOver,
    Term,
    Trace,
    Zero,
)
from derivations.kernel.terms import Random as RandomLetter
from derivations.kernel.trees import Abbreviation, substitute
from derivations.numbers.distributions import (
    LAWS,
    Laplaces,
    Normals,
    Quadratics,
    TwoValued,
    arrays,
    moments,
    outcomes,
    two_valued,
)
from derivations.numbers.elimination import inverse, is_semidefinite, rank
from derivations.numbers.errors import IrrationalError, UndefinedError, UnknownLawError
from derivations.numbers.evaluate import (
    degree,
    degree_or_infinity,
    differences,
    evaluate,
)

n, d = Dimension("n"), Dimension("d")
X, y, w, v, s = Letter("X", n, d), Letter("y", n), Letter("w", d), Letter("v", d), Letter("s")
A, B = Letter("A", n, n), Letter("B", n, n)
X0 = np.array([[1, 2], [0, 1], [1, -1]])
Y0 = np.array([1, 0, 2])
W0 = np.array([3, -1])
J = Abbreviation("J", (w,), (w,), SquaredNorm(X @ w - y) / n)
SIZES = {n: 3, d: 2}
DATA = {
    X: X0,
    y: Y0,
    w: W0,
    v: [2, 5],
    s: 7,
    A: np.arange(9).reshape(3, 3),
    B: np.eye(3, dtype=int),
}
i, j, Z = Index("i", n), Index("j", n), RandomLetter("Z", n, d)
DATA |= {j: [0, 1, 0], Z: X0}


def same(term: Term, expected: object) -> None:
    """Exact and floating evaluation agree with what is expected."""
    exact = evaluate(term, {**DATA, **SIZES})
    assert exact.dtype == object
    assert all(type(entry) in (int, Fraction) for entry in exact.reshape(-1))
    assert np.array_equal(exact, np.asarray(expected, dtype=object))
    floats = {letter: np.asarray(value, dtype=float) for letter, value in DATA.items()}
    rounded = evaluate(term, {**floats, **SIZES})
    assert rounded.dtype == float
    assert rounded.shape == exact.shape
    assert np.allclose(rounded, exact.astype(float))


A0 = DATA[A]
COLUMN = Y0.reshape(-1, 1)
RESIDUAL = X0 @ W0.reshape(-1, 1) - COLUMN
CASES = {
    "letter": (X, X0),
    "dimension": (n, [[3]]),
    "number": (Number(Fraction(1, 3)), [[Fraction(1, 3)]]),
    "identity": (Identity(d), [[1, 0], [0, 1]]),
    "zero": (Zero(n, 2), np.zeros((3, 2), dtype=int)),
    "ones": (Ones(2, d), [[1, 1], [1, 1]]),
    "sum": (A + B, A0 + np.eye(3, dtype=int)),
    "difference": (A - B, A0 - np.eye(3, dtype=int)),
    "product": (X.T @ A @ y, X0.T @ A0 @ COLUMN),
    "scaled": (s * X, 7 * X0),
    "fraction": (X / n, [[Fraction(int(e), 3) for e in row] for row in X0]),
    "transpose": (X.T, X0.T),
    "trace": (Trace(A), [[12]]),
    "squared norm": (SquaredNorm(X @ w - y), RESIDUAL.T @ RESIDUAL),
    "inverse": (
        Inverse(X.T @ X),
        [[Fraction(6, 11), Fraction(-1, 11)], [Fraction(-1, 11), Fraction(2, 11)]],
    ),
    "pseudoinverse": (Pseudoinverse(X) * 11, [[4, -1, 7], [3, 2, -3]]),
    "pseudoinverse of rank 1": (Pseudoinverse(v @ w.T) * 290, [[6, 15], [-2, -5]]),
    "pseudoinverse of 0": (Pseudoinverse(Zero(n, d)), np.zeros((2, 3), dtype=int)),
    "pseudoinverses of numbers": (Pseudoinverse(s) + Pseudoinverse(s - 7), [[Fraction(1, 7)]]),
    "gradient": (Derivative(J, w, w).T * n, 2 * X0.T @ RESIDUAL),
    "Jacobian": (Derivative(X @ w, w, v), X0),
    "Hessian": (Derivative(Derivative(J, w, w).T, w, v) * n, 2 * X0.T @ X0),
    "degree 4": (Derivative(SquaredNorm(w) * SquaredNorm(w), w, w), [[4 * 10 * 3, -4 * 10]]),
    "cubic of a scalar": (Derivative(s * s * s, s, s + 1), [[192]]),
    "root of a square": (Root(s * s / 9), [[Fraction(7, 3)]]),
    "exp of 0": (Exp(s - 7), [[1]]),
    "log of 1": (Log(s - 6), [[0]]),
    "absolute value": (Absolute(-s), [[7]]),
    "determinant": (Determinant(X.T @ X) + Determinant(A), [[11]]),
    "sum over an index": (SumOver(i, (i.T @ X @ w) * i), X0 @ W0.reshape(-1, 1)),
    "product over an index": (ProductOver(i, i.T @ A @ Ones(n)), [[3 * 12 * 21]]),
    "steps": (Iterate(v - 2 * w, w, v, d), [[2 * (1 - 2 + 4)], [5 * (1 - 2 + 4)]]),
    "a given index": (j.T @ X, [[0, 1]]),
    "an outcome": (Z - X, np.zeros((3, 2), dtype=int)),
    "constant": (Derivative(y, w, w), np.zeros((3, 2), dtype=int)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_term_is_what_numpy_says(name):
    same(*CASES[name])


def test_every_kind_of_term_is_evaluated():
    kinds = set()

    def visit(term):
        kinds.add(type(term))
        for part in vars_of(term):
            visit(part)

    def vars_of(term):
        fields = (getattr(term, name) for name in type(term).types)
        return [part for part in fields if isinstance(part, Term)]

    for term, _ in CASES.values():
        visit(term)
    in_floats = {type(term) for term, *_ in IN_FLOATS.values()}
    assert kinds | in_floats | {Expectation, Covariance} == TERMS  # for which see below


eps, one = RandomLetter("eps", n), Number(Fraction(1))
GAUSSIAN = Normals([0, 1, 2], [[2, 0, 0], [0, 1, 0], [0, 0, 4]])
CORRELATED = Normals([0, 1, 2], [[2, 1, 0], [1, 1, 0], [0, 0, 4]])
LAPLACE = Laplaces([0, 1, 2], [1, 2, 3])
SIGNS = two_valued([0, 1, 2], [[4, 0, 0], [0, 1, 0], [0, 0, 9]])
SKEWED = two_valued([0, 1, 2], [[2, 1, 0], [1, 1, 0], [0, 0, 4]], skewed=True)
OF_SQUARES = Quadratics([0, 1, 2], np.eye(3, dtype=int), np.vstack([0 * A0, A0 * 0, np.eye(3)])
                        .astype(int), [[1, 0, 0], [0, 2, 0], [0, 0, 1]])  # fmt: skip
SINGULAR_LAW = Normals([0, 0, 0], [[1, 1, 0], [1, 1, 0], [0, 0, 0]])


def normal(x, mean, variance):
    return np.exp(-((x - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)


IN_FLOATS = {
    "pi": (Pi(), {}, np.pi),
    "exp": (Exp(s), {}, np.exp(7)),
    "log": (Log(s), {}, np.log(7)),
    "root": (Root(s), {}, np.sqrt(7)),
    "moment generating function": (
        MomentGenerating(eps, y), {eps: CORRELATED, y: [1, 2, 0]}, np.exp(2 + 5)
    ),
    "log of what underflows": (Log(Exp(-1000 * s) * s), {}, np.log(7) - 7000),
    "density": (Density(eps, y), {eps: GAUSSIAN},
                normal(1, 0, 2) * normal(0, 1, 1) * normal(2, 2, 4)),
    "density of a shift": (Density(eps + X @ w, X @ w), {eps: GAUSSIAN},
                           normal(0, 0, 2) * normal(0, 1, 1) * normal(0, 2, 4)),
    "density of an entry": (Density(i.T @ (eps - y), s), {i: [0, 0, 1], eps: CORRELATED},
                            normal(7, 0, 4)),
    "density of a sum": (Density(Ones(n).T @ eps, s), {eps: CORRELATED}, normal(7, 3, 9)),
    "Laplace": (Density(2 * eps, y), {eps: LAPLACE},
                np.exp(-1 / 2 - 2 / 4 - 2 / 6) / (4 * 8 * 12)),
    "product of densities": (ProductOver(i, Density(i.T @ eps, i.T @ y)), {eps: CORRELATED},
                             normal(1, 0, 2) * normal(0, 1, 1) * normal(2, 2, 4)),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_FLOATS)
def test_a_number_that_is_not_rational_is_one_in_floats_and_in_sympy(name):
    term, more, expected = IN_FLOATS[name]
    exact = {**DATA, **SIZES, **more}
    with pytest.raises(IrrationalError, match="not rational here"):
        evaluate(term, exact)
    floats = {key: in_floats(value) for key, value in {**DATA, **more}.items()}
    assert evaluate(term, {**floats, **SIZES})[0, 0] == pytest.approx(expected)
    theirs = {
        key: value if (isinstance(value, int) and key != s) or isinstance(value, LAWS)
        else sympy.Matrix(np.atleast_1d(value).tolist())
        for key, value in exact.items()
    }  # fmt: skip
    found = sympy.N(explicit.value(term, theirs)[0])
    assert float(found) == pytest.approx(expected)


def in_floats(value):
    if isinstance(value, LAWS):
        return type(value)(*(np.array(part, float) for part in arrays(value)))
    return np.asarray(value, dtype=float)


def test_a_density_that_is_rational_is_exact():
    assert evaluate(Density(eps, y), {eps: SINGULAR_LAW, y: Y0}) == [[0]]
    assert evaluate(Density(y, y), {y: Y0}) == [[0]]
    assert evaluate(Density(eps, y), {eps: LAPLACE, y: [0, 1, 2]}) == [[Fraction(1, 48)]]


@pytest.mark.parametrize(
    ("term", "values", "error", "message"),
    [
        (Log(s), {s: 0}, UndefinedError, "s is not positive here"),
        (Log(s), {s: -1.0}, UndefinedError, "s is not positive here"),
        (Root(s), {s: Fraction(-1, 4)}, UndefinedError, "s is not nonnegative here"),
        (Exp(s), {s: 1e4}, MalformedError, "too large for floats"),
        (i.T @ y, {i: [1, 1, 0], y: Y0}, MalformedError, "i.* is no basis vector"),
        (eps + y, {eps: GAUSSIAN, y: Y0}, MalformedError, "stands here for its outcome"),
        (Density(eps, y), {eps: Y0, y: Y0}, MalformedError, "is given no law"),
        (Density(eps, y), {y: Y0}, MalformedError, "no value is given for"),
        (y, {y: GAUSSIAN}, MalformedError, "a law is given for a random vector"),
        (Density(eps, y), {eps: Normals([0], [[-1]]), y: [1]}, MalformedError, "is no law"),
        (Density(eps, y), {eps: Laplaces([0], [0]), y: [1]}, MalformedError, "is no law"),
        (Density(eps, y), {eps: GAUSSIAN, y: [1.0, 2.0, 3.0]}, MalformedError, "in floats among"),
        (Density(Ones(n).T @ eps, s), {eps: LAPLACE, s: 1}, UnknownLawError, "is not one"),
        (Density(SquaredNorm(eps), s), {eps: GAUSSIAN, s: 1}, UnknownLawError, "is not one"),
    ],
)  # fmt: skip
def test_what_means_nothing_or_has_no_law_is_refused(term, values, error, message):
    with pytest.raises(error, match=message):
        evaluate(term, values)


@pytest.mark.parametrize("law", [GAUSSIAN, CORRELATED, LAPLACE, SIGNS, SKEWED, OF_SQUARES])
def test_moments_are_those_of_the_law(law):
    """Of affine and of quadratic functions, exactly and in floats, as by the usual formulas."""
    parts = (np.array(part, dtype=object) for part in arrays(law))
    law = type(law)(*(part if part.ndim > 1 else part.reshape(-1, 1) for part in parts))
    mean, covariance = moments(law)
    seconds = covariance + mean @ mean.T
    values = {A: A0, y: Y0, eps: law}
    floats = {key: in_floats(value) for key, value in values.items()}
    for term, expected in (
        (Expectation(A @ eps + y), A0 @ mean + COLUMN),
        (Covariance(A @ eps, eps - y), A0 @ covariance),
        (Expectation(eps.T @ A @ eps), mean.T @ A0 @ mean + np.trace(A0 @ covariance)),
        (Expectation(eps @ y.T @ eps @ Ones(1, 2)), seconds @ COLUMN * [[1, 1]]),
    ):  # fmt: skip
        assert (evaluate(term, values) == expected).all()
        assert evaluate(term, floats) == pytest.approx(np.array(expected, float))


@pytest.mark.parametrize("covariance", [[[1]], [[2]], [[Fraction(2, 9)]], [[3, 1], [1, 2]], [[0]],
                                        [[1, 1], [1, 1]]])  # fmt: skip
@pytest.mark.parametrize("skewed", [True, False])
def test_any_covariance_is_that_of_a_law_of_finitely_many_outcomes(covariance, skewed):
    mean = np.arange(len(covariance)).reshape(-1, 1)
    law = two_valued(mean, covariance, skewed)
    assert sum(chance for chance, _ in outcomes(law)) == 1
    assert all(chance > 0 for chance, _ in outcomes(law))
    assert (sum(chance * outcome for chance, outcome in outcomes(law)) == mean).all()
    second = sum(chance * (u - mean) @ (u - mean).T for chance, u in outcomes(law))
    assert (second == np.array(covariance)).all()


def test_a_skewed_law_shows_third_moments():
    found = outcomes(two_valued([0], [[1]], skewed=True))
    assert [(chance, u[0, 0]) for chance, u in found] == [
        (Fraction(1, 5), 2),
        (Fraction(4, 5), Fraction(-1, 2)),
    ]


a, b = RandomLetter("a"), RandomLetter("b")
JOINT = Normals([1, 2], [[2, 1], [1, 3]])


def test_letters_have_a_joint_law_or_independent_ones():
    assert evaluate(Covariance(a, b), {(a, b): JOINT}) == [[1]]
    assert evaluate(Covariance(b, a + b), {("a", "b"): JOINT}) == [[4]]
    assert evaluate(Expectation(a * b), {(b, a): two_valued([1, 2], [[2, 1], [1, 3]])}) == [[3]]
    apart = {a: Normals([1], [[1]]), b: Laplaces([2], [1])}
    assert evaluate(Covariance(a, b), apart) == [[0]]
    assert evaluate(Expectation((a + b) ** 2), apart) == [[9 + 1 + 2]]
    u, v = RandomLetter("u", n), RandomLetter("v", n)
    four = Normals([0] * 4, np.eye(4, dtype=int))
    assert (evaluate(Covariance(u, u + v), {(u, v): four}) == np.eye(2)).all()


def test_a_letter_can_have_a_law_and_an_outcome():
    values = {(a,): Normals([1], [[1]]), a: 3}
    assert evaluate(a + Expectation(a) + Covariance(a, a), values) == [[5]]


def test_a_moment_generating_function_is_exact_where_it_is_rational():
    half = Fraction(1, 2)
    assert evaluate(MomentGenerating(a, s), {a: Laplaces([0], [1]), s: half}) == [[Fraction(4, 3)]]
    assert evaluate(MomentGenerating(a, s), {a: Laplaces([1], [1]), s: 1}) == [[0]]
    assert evaluate(MomentGenerating(a, s), {a: Normals([-half], [[1]]), s: 1}) == [[1]]
    assert evaluate(MomentGenerating(a * a, s), {a: JOINT_OF_ONE, s: 0}) == [[1]]
    with pytest.raises(IrrationalError):
        evaluate(MomentGenerating(a, s), {a: JOINT_OF_ONE, s: 1})
    floats = {a: two_valued([0.0], [[1]]), s: 1.0}
    floats[a] = in_floats(floats[a])
    assert evaluate(MomentGenerating(a, s), floats) == pytest.approx(np.cosh(1))
    assert evaluate(MomentGenerating(a * a, s), floats) == pytest.approx(np.exp(1))


JOINT_OF_ONE = two_valued([0], [[1]])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({(a, b): JOINT, a: Normals([0], [[1]])}, "given twice"),
        ({a: Normals([0], [[1]]), "a": 1, b: 1}, "given twice"),
        ({(a, a): JOINT, b: 1}, "distinct letters"),
        ({(a, b): 1}, "for several letters a law is given"),
        ({(a, b): Normals([0], [[1]])}, "is of 1 numbers"),
        ({(a, b): Normals([0, 1], [[1]])}, "do not fit together"),
        ({(a, b): TwoValued([0, 1], [[1], [1]], [[1, 1]])}, "is no law"),
    ],
)
def test_laws_that_do_not_fit_are_refused(values, message):
    with pytest.raises((MalformedError, ShapeError), match=message):
        evaluate(Covariance(a, b), values)


def test_a_derivative_is_exact_where_what_is_irrational_is_constant():
    function = Abbreviation("K", (w,), (w,), -Log(2 * Pi() * s) - J)
    assert np.array_equal(
        evaluate(Derivative(function, w, v), DATA), -evaluate(Derivative(J, w, v), DATA)
    )
    with pytest.raises(IrrationalError):
        evaluate(Derivative(Pi() * w, w, w), {**DATA, **SIZES})


def test_the_degree_is_infinite_in_what_is_no_polynomial():
    for term in (Exp(s), Log(s), Root(s), Absolute(s), Determinant(s * A), Pseudoinverse(s * X)):
        assert degree_or_infinity(term, {s: 1}) == np.inf
        assert degree_or_infinity(term, {v: 1}) == 0
    assert degree(SumOver(i, (i.T @ y) * SquaredNorm(w)), {w: 1}) == 2
    assert degree_or_infinity(ProductOver(i, i.T @ X @ w), {w: 1}) == np.inf
    assert degree_or_infinity(Density(eps + X @ w, y), {w: 1}) == np.inf


def test_an_abbreviation_is_its_body_at_the_arguments():
    at = Abbreviation("J", (w,), (v,), J.body)
    assert evaluate(at, {**DATA}) == evaluate(at.unfolded(), DATA)
    nested = Abbreviation("K", (v,), (w + v,), Abbreviation("J", (w,), (2 * v,), J.body) + s)
    assert evaluate(nested, DATA) == evaluate(nested.unfolded(), DATA)


def test_a_letter_of_the_body_is_bound_from_outside_as_it_is_in_the_text():
    """J has w free; the derivative in w sees it."""
    free = Abbreviation("J", (), (), J.body)
    assert np.array_equal(
        evaluate(Derivative(free, w, v), DATA), evaluate(Derivative(J.body, w, v), DATA)
    )


def test_an_argument_is_not_captured_by_a_bound_letter():
    gradient = Derivative(X @ w, w, w) @ v
    captured = Abbreviation("g", (v,), (w,), gradient)
    assert np.array_equal(evaluate(captured, DATA), X0 @ W0.reshape(-1, 1))


def test_an_argument_means_something_or_the_abbreviation_does_not():
    used = Abbreviation("c", (s,), (Inverse(Trace(A) - 12),), s * y)
    with pytest.raises(UndefinedError):
        evaluate(used, DATA)


def test_values_by_name_and_vectors_of_one_dimension():
    assert evaluate(SquaredNorm(X @ w - y) / n, {"X": X0, "y": Y0, "w": W0}) == [[Fraction(5, 3)]]
    assert evaluate(Letter("r", 1, n) @ y, {"r": [1, 1, 1], "y": Y0.reshape(3, 1)}) == [[3]]
    assert np.array_equal(evaluate(Identity(n), {"n": 2}), np.eye(2, dtype=int))
    assert evaluate(n, {X: X0}) == [[3]]  # sizes are read off letters that do not occur


def test_large_integers_and_fractions_of_other_libraries_stay_exact():
    assert evaluate(s * s, {s: 10**30}) == [[10**60]]
    assert evaluate(s, {s: sympy.Rational(2, 6)})[0, 0] == Fraction(1, 3)
    assert type(evaluate(s, {s: np.int64(4)})[0, 0]) is int


# Refusals.

REFUSED = {
    "sizes conflict": (
        X.T @ y,
        {X: X0, y: [1, 2]},
        ShapeError,
        r"X of shape n×d .* 3×2.* y of shape n×1 .* 2×1: n .* both 3 and 2",
    ),
    "a given size conflicts": (X, {n: 4, X: X0}, ShapeError, r"n is given as 4, but X .* 3×2"),
    "a fixed size": (Letter("M", 2, 2), {"M": X0}, ShapeError, "M is of shape 2×2; given is 3×2"),
    "a matrix of one dimension": (X, {X: [1, 2, 3]}, ShapeError, "X is of shape n×d; given is 3"),
    "three dimensions": (X, {X: np.zeros((2, 2, 2))}, ShapeError, "given is 2×2×2"),
    "no rows": (X, {X: np.zeros((0, 2))}, ShapeError, "given is 0×2"),
    "a scalar for a matrix": (X, {X: [[1, 2]], "d": 0}, ShapeError, "d is a size"),
    "a size that is true": (Identity(n), {n: True}, ShapeError, "positive integer"),
    "letters are missing": (X @ w - y, {X: X0}, MalformedError, "w of shape d×1, y of shape n×1"),
    "a dimension is missing": (Identity(n), {}, MalformedError, "no value is given for n"),
    "an unknown name": (X, {"X": X0, "XX": X0}, MalformedError, "'XX': did you mean 'X'"),
    "an unknown name, nothing near": (X, {"q": X0}, MalformedError, "there are X, d, n"),
    "given twice": (X, {"X": X0, X: X0}, MalformedError, "X is given twice"),
    "a key of another kind": (X, {3: X0}, MalformedError, "not by 3"),
    "two letters of one name": (
        X.T @ Letter("X", n),
        {"X": X0},
        MalformedError,
        "2 letters are named X",
    ),
    "a float among exact numbers": (
        y,
        {y: [Fraction(1, 2), 0.5]},
        MalformedError,
        "0.5, a float among exact",
    ),
    "a float matrix among exact ones": (
        X @ w,
        {X: X0, w: [0.5, 1.0]},
        MalformedError,
        "w is given in floats",
    ),
    "a complex number": (y, {y: [1j, 2]}, MalformedError, "complex"),
    "text": (y, {y: ["a"]}, MalformedError, "write numbers"),
    "a symbol": (y, {y: [sympy.Symbol("t")]}, MalformedError, "no exact number"),
    "a symbol is not told of floats": (s, {s: sympy.Symbol("n")}, MalformedError, "int and Frac"),
    "not a number": (
        Inverse(A),
        {A: [[float("nan"), 1], [1, 1]]},
        MalformedError,
        "A is given nan: every entry is a finite number",
    ),
    "infinite": (y, {y: [1.0, float("-inf")]}, MalformedError, "y is given -inf: every entry"),
    "not a number, among exact ones": (
        y,
        {y: [1, Fraction(1), float("nan")]},
        MalformedError,
        "nan",
    ),
    "values are none": (A, None, MalformedError, r"values are given by letter, .* not as None"),
    "values are a list": (A, [[1]], MalformedError, r"not as \[\[1\]\]"),
    "too large for floats": (
        Inverse(A @ A),
        {A: [[1e200, 1], [1, 1]]},
        MalformedError,
        "too large for floats",
    ),
    "an integer too large for floats": (
        y * Number(Fraction(10**400)),
        {y: [0.5]},
        MalformedError,
        "too large for floats",
    ),
    "ragged rows": (X, {X: [[1, 2], [3]]}, MalformedError, "X is given no matrix"),
    "a singular matrix": (Inverse(A), {A: [[1, 2], [2, 4]]}, UndefinedError, "A is singular here"),
    "a singular matrix of floats": (
        Inverse(X.T @ X),
        {X: [[1.0, 2.0]]},
        UndefinedError,
        "XᵀX is singular",
    ),
    "a division by 0": (y / s, {y: [1], s: 0}, UndefinedError, "s is singular"),
    "0 times a singular inverse": (0 * Inverse(A), {A: [[0]]}, UndefinedError, "A is singular"),
    "a constant of a singular inverse": (
        Derivative(Inverse(A) @ y, w, w),
        {A: [[0]], y: [1], w: [1]},
        UndefinedError,
        "A is singular",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_values_are_refused_in_words(name):
    term, values, error, message = REFUSED[name]
    with pytest.raises(error, match=message):
        evaluate(term, values)


def test_only_a_float_among_exact_numbers_is_told_how_to_write_half():
    with pytest.raises(MalformedError) as found:
        evaluate(s, {s: sympy.Symbol("n")})
    assert "0.5" not in str(found.value)


def test_what_numpy_cannot_do_is_said_in_words(monkeypatch):
    def fails(_):
        raise np.linalg.LinAlgError("SVD did not converge")

    monkeypatch.setattr(np.linalg, "cond", fails)
    with pytest.raises(UndefinedError, match="cannot compute this in floats: SVD"):
        evaluate(Inverse(A), {A: np.array([[1.25, 0.75], [0.5, 3.125]])})  # inverted nowhere else


def test_a_letter_inside_an_inverse_has_no_degree():
    assert degree(s * SquaredNorm(w), {w: 1, s: 1}) == 3
    assert degree(Derivative(SquaredNorm(w), w, v), {v: 1}) == 1
    with pytest.raises(MalformedError, match="not a polynomial in s"):
        degree(y / s, {s: 1})


@pytest.mark.parametrize("top", range(8))
def test_differences_are_exact_up_to_their_degree(top):
    for power in range(top + 1):
        slope = sum(weight * node**power for node, weight in differences(top))
        assert slope == (1 if power == 1 else 0)


# Against SymPy, with which this shares the classes of terms only.


@pytest.mark.parametrize("seed", range(40))
def test_elimination_agrees_with_sympy(seed):
    rng = Random(seed)
    size = rng.randint(1, 4)
    matrix = any_matrix(size, size, rng)
    theirs = sympy.Matrix(matrix.tolist())
    assert rank(matrix) == theirs.rank()
    ours = inverse(matrix)
    assert (ours is None) == (theirs.det() == 0)
    if ours is not None:
        assert sympy.Matrix(ours.tolist()) == theirs.inv()
    form = matrix + matrix.T
    picks = [pick for k in range(1, size + 1) for pick in combinations(range(size), k)]
    minors = [sympy.Matrix(form[np.ix_(pick, pick)].tolist()).det() for pick in picks]
    assert is_semidefinite(form) == all(minor >= 0 for minor in minors)


@st.composite
def terms(draw, rows=n, cols=d, depth=3):
    """A random typed term over the letters of this module."""
    letters = [letter for letter in (X, y, w, v, s, A, B) if letter.shape == (rows, cols)]
    leaves = [*letters, Zero(rows, cols), Ones(rows, cols)]
    if rows == cols:
        leaves.append(Identity(rows))
    if depth == 0:
        return draw(st.sampled_from(leaves))

    def part(p, q):
        return draw(terms(p, q, depth - 1))

    kinds = ["leaf", "sum", "product", "transpose", "scaled"]
    kinds += ["trace", "norm"] if rows == cols == 1 else []
    kinds += ["derivative"] if rows in (1, n) and cols == d else []
    match draw(st.sampled_from(kinds)):
        case "sum":
            return Sum(part(rows, cols), part(rows, cols))
        case "product":
            inner = draw(st.sampled_from((n, d, 1)))
            return Product(part(rows, inner), part(inner, cols))
        case "transpose":
            return part(cols, rows).T
        case "scaled":
            return part(1, 1) * part(rows, cols)
        case "trace":
            return Trace(part(n, n))
        case "norm":
            return SquaredNorm(part(d, 1))
        case "derivative":
            return Derivative(part(rows, 1), w, part(d, 1))
    return draw(st.sampled_from(leaves))


@settings(max_examples=60, deadline=None)
@given(terms(), st.integers(0, 10**6))
def test_a_random_term_is_what_sympy_says(term, seed):
    rng = Random(seed)
    sizes = {n: rng.randint(1, 3), d: rng.randint(1, 2)}
    values = {
        letter: sparse(*(sizes.get(size, size) for size in letter.shape), rng)
        for letter in (X, y, w, v, s, A, B)
    }
    theirs = {letter: sympy.Matrix(matrix.tolist()) for letter, matrix in values.items()}
    expected = explicit.value(term, {**theirs, **sizes})
    assert sympy.Matrix(evaluate(term, {**values, **sizes}).tolist()) == expected


@settings(max_examples=30, deadline=None)
@given(terms(depth=2), st.integers(0, 10**6))
def test_substitution_and_evaluation_commute(term, seed):
    rng = Random(seed)
    values = {x: sparse(*(SIZES.get(k, k) for k in x.shape), rng) for x in (X, y, w, v, s, A, B)}
    replaced = substitute(term, {w: v + w, A: B @ A})
    new = {w: values[v] + values[w], A: values[B] @ values[A]}
    assert np.array_equal(
        evaluate(replaced, {**values, **SIZES}), evaluate(term, {**values, **new, **SIZES})
    )
