"""The SymPy witness: exact decisions on explicit matrices, and None where it has none."""

from __future__ import annotations

import ast
import random
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy
from sympy import Matrix, Rational, Symbol

from derivations.interop import exact, explicit, laws
from derivations.interop.explicit import (
    Values,
    value,
)
from derivations.kernel.declarations import STATEMENTS, TERMS
from derivations.kernel.errors import MalformedError, ShapeError
from derivations.kernel.statements import (
    ChiSquared,
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Independent,
    IndependentVectors,
    Integrable,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    StudentT,
    UniquelyMaximises,
    UniquelyMinimises,
    symmetric,
)
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
    Letter,
    Log,
    MomentGenerating,
    Number,
    Ones,
    Pi,
    ProductOver,
    Pseudoinverse,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Trace,
    Zero,
)
from derivations.kernel.terms import Random as RandomLetter
from derivations.kernel.trees import Abbreviation
from derivations.numbers.distributions import LAWS, Laplaces, Law, Normals, Quadratics, two_valued
from derivations.numbers.errors import UndefinedError
from derivations.witnesses import by_sympy
from derivations.witnesses.by_sympy import holds

n, d = Dimension("n"), Dimension("d")
X, y, w, v = Letter("X", n, d), Letter("y", n), Letter("w", d), Letter("v", d)
A, s = Letter("A", d, d), Letter("s")
w_hat = Letter("w_hat", d)
gram = X.T @ X
cost = SquaredNorm(X @ w - y) / n
estimate = Inverse(gram) @ X.T @ y
hat = Abbreviation("H", (), (), X @ Inverse(gram) @ X.T)

TALL = Matrix([[1, 2], [0, 1], [Rational(1, 2), -1]])
DEPENDENT = Matrix([[1, 2], [2, 4], [0, 0]])
Y = Matrix([1, -2, 3])
a, b = sympy.symbols("a b", real=True)
DATA: Values = {n: 3, d: 2, X: TALL, y: Y, w: Matrix([a, b]), v: Matrix([1, 1])}
FLAT: Values = {**DATA, X: DEPENDENT}


def J(at: Term) -> Term:
    return Abbreviation("J", (w,), (at,), cost)


def gradient(at: Term) -> Term:
    return Derivative(J(w), w, at).T


# Terms.


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Number(Fraction(2, 3)), Matrix([[Rational(2, 3)]])),
        (n + 1, Matrix([[4]])),
        (X.T @ y, TALL.T * Y),
        (2 * X - X, TALL),
        (X / n, TALL / 3),
        (Inverse(gram), (TALL.T * TALL).inv()),
        (Pseudoinverse(X), (TALL.T * TALL).inv() * TALL.T),
        (Pseudoinverse(X @ v), (TALL * Matrix([1, 1])).T / (TALL * Matrix([1, 1])).norm() ** 2),
        (Trace(gram), Matrix([[(TALL.T * TALL).trace()]])),
        (SquaredNorm(y), Matrix([[14]])),
        (Identity(d) + Zero(d, d) + Ones(d, d), Matrix([[2, 1], [1, 2]])),
        (Ones(n).T @ y, Matrix([[2]])),
        (hat @ y, TALL * (TALL.T * TALL).inv() * TALL.T * Y),
        (J(v), Matrix([[Rational(4 + 9 + Rational(49, 4), 3)]])),
        (gradient(v), Rational(2, 3) * TALL.T * (TALL * Matrix([1, 1]) - Y)),
        (Derivative(gradient(w), w, w), Rational(2, 3) * TALL.T * TALL),
        (Derivative(X @ w, w, v), TALL),
    ],
    ids=str,
)
def test_the_value_of_a_term(term: Term, expected: Matrix) -> None:
    assert value(term, DATA) == expected


def test_the_value_has_symbols_where_the_letters_have() -> None:
    residual = TALL * Matrix([a, b]) - Y
    assert value(X @ w - y, DATA) == residual
    assert (value(cost, DATA) - residual.T * residual / 3).expand() == sympy.zeros(1, 1)


def test_an_abbreviation_is_its_body_at_the_arguments() -> None:
    swapped = Abbreviation("f", (w, v), (v, w), w - 2 * v)
    assert value(swapped, DATA) == Matrix([1 - 2 * a, 1 - 2 * b])
    inner = Abbreviation("g", (), (), 3 * w)
    assert value(Abbreviation("f", (w,), (v,), inner), DATA) == Matrix([3, 3])


def test_a_bound_letter_does_not_capture() -> None:
    # ∂/∂w of vᵀw at w, where v ↦ w: the w that arrives is not bound.
    body = Abbreviation("f", (v,), (w,), Derivative(v.T @ w, w, w))
    assert value(body, DATA) == Matrix([[a, b]])
    # The derivative of w ↦ wᵀ·∇(‖w‖²)(w), twice over one letter.
    nested = Derivative(w.T @ Derivative(SquaredNorm(w), w, w).T, w, v)
    assert value(nested, DATA) == Matrix([[4, 4]])


@pytest.mark.parametrize("matrix", [DEPENDENT.T * DEPENDENT, Matrix([[a, 2 * a], [b, 2 * b]])])
def test_a_singular_inverse_means_nothing(matrix: Matrix) -> None:
    with pytest.raises(UndefinedError, match="A is singular here"):
        value(Inverse(A), {d: 2, A: matrix})


def test_an_inverse_that_is_singular_only_when_simplified() -> None:
    x = Matrix(2, 3, sympy.symbols("x:6"))
    with pytest.raises(UndefinedError):
        holds(Equals(Inverse(gram) @ gram, Identity(d)), {n: 2, d: 3, X: x})


# Equations.


@pytest.mark.parametrize(
    "statement",
    [
        Equals(y.T @ X @ w, w.T @ X.T @ y),
        Equals(hat @ hat, hat),
        Equals(Trace(hat), d),
        Equals(gradient(w), 2 / n * (gram @ w - X.T @ y)),
        Equals(gradient(estimate), Zero(d)),
        Equals(J(w) - J(estimate), SquaredNorm(X @ (w - estimate)) / n),
        symmetric(gram),
    ],
    ids=str,
)
def test_true_equations_hold(statement: Statement) -> None:
    assert holds(statement, DATA) is True


@pytest.mark.parametrize(
    "statement",
    [
        Equals(hat, Identity(n)),
        Equals(Trace(hat), n),
        Equals(gradient(w), 2 / n * (gram @ w + X.T @ y)),
        Equals(w, v),
        Equals(J(w), J(estimate)),
        symmetric(w @ v.T),
    ],
    ids=str,
)
def test_false_equations_do_not(statement: Statement) -> None:
    assert holds(statement, DATA) is False


def test_a_rational_function_is_decided() -> None:
    values: Values = {s: Matrix([[a]])}
    assert holds(Equals(1 / (s + 1) - 1 / (s - 1), -2 / (s * s - 1)), values) is True
    assert holds(Equals(1 / (s + 1) - 1 / (s - 1), 2 / (s * s - 1)), values) is False


# Statements about one matrix.


@pytest.mark.parametrize(
    ("statement", "tall", "flat"),
    [
        (Invertible(gram), True, False),
        (FullColumnRank(X), True, False),
        (FullColumnRank(X.T), False, False),
        (PositiveDefinite(gram), True, False),
        (PositiveSemidefinite(gram), True, True),
        (PositiveSemidefinite(-gram), False, False),
        (Invertible(Trace(X.T @ X)), True, True),
        (Minimises(estimate, cost, w), True, None),
        (UniquelyMinimises(estimate, cost, w), True, None),
    ],
    ids=str,
)
def test_statements_at_full_and_at_deficient_rank(
    statement: Statement, tall: bool, flat: bool | None
) -> None:
    assert holds(statement, DATA) is tall
    if flat is None:
        with pytest.raises(UndefinedError):
            holds(statement, FLAT)
    else:
        assert holds(statement, FLAT) is flat


def test_definiteness_includes_symmetry() -> None:
    # SymPy's own predicate accepts this matrix.
    matrix = Matrix([[1, 1], [-1, 1]])
    assert matrix.is_positive_definite
    assert holds(PositiveDefinite(A), {d: 2, A: matrix}) is False
    assert holds(PositiveSemidefinite(A), {d: 2, A: matrix}) is False


def test_definiteness_agrees_with_principal_minors() -> None:
    random.seed(0)
    seen = set()
    for _ in range(200):
        size = random.randint(1, 3)
        matrix = Matrix(size, size, lambda *_: random.randint(-1, 2))
        matrix = random.choice([matrix + matrix.T, matrix * matrix.T])
        minors = {
            rows: matrix.extract(rows, rows).det()
            for count in range(1, size + 1)
            for rows in combinations(range(size), count)
        }
        semidefinite = all(minor >= 0 for minor in minors.values())
        definite = all(minors[tuple(range(k))] > 0 for k in range(1, size + 1))
        assert holds(PositiveSemidefinite(A), {d: size, A: matrix}) is semidefinite
        assert holds(PositiveDefinite(A), {d: size, A: matrix}) is definite
        seen.add((semidefinite, definite))
    assert seen == {(False, False), (True, False), (True, True)}


@pytest.mark.parametrize("kind", [FullColumnRank, PositiveDefinite, PositiveSemidefinite])
def test_a_symbolic_matrix_is_undecided(kind: type[FullColumnRank]) -> None:
    assert holds(kind(A), {d: 2, A: Matrix([[a, 1], [1, b]])}) is None


def test_invertibility_with_symbols() -> None:
    def invertible(matrix: Matrix) -> bool | None:
        return holds(Invertible(A), {d: 2, A: matrix})

    assert invertible(Matrix([[1, a], [0, 1]])) is True
    assert invertible(Matrix([[a, a], [b, b]])) is False
    assert invertible(Matrix([[a, 0], [0, 1]])) is None


# Inequalities.


@pytest.mark.parametrize(
    ("entry", "nonnegative", "positive"),
    [
        (Rational(1, 3), True, True),
        (sympy.S.Zero, True, False),
        (Rational(-1, 3), False, False),
        (a**2, True, False),
        (a**2 + 1, True, True),
        (a**2 - 2 * a * b + b**2, True, False),
        (a**2 - 2 * a * b + b**2 + Rational(1, 7), True, True),
        (a**2 - 3 * a * b + b**2, False, False),
        (a**2 + a + Rational(1, 4), True, False),
        (a**2 + a, False, False),
        (a**2 + b, False, False),
        (a, False, False),
        (-(a**2), False, False),
        ((a + b) ** 2 + (a - b) ** 2 - 2 * a**2 - 2 * b**2, True, False),
        ((a**2 - 1) / (a - 1) - a, True, True),
        (a**4 + 1, None, None),
        (a**3, None, None),
        (1 / (a**2 + 1), None, None),
    ],
    ids=str,
)
def test_inequalities(entry: sympy.Expr, nonnegative: bool | None, positive: bool | None) -> None:
    values: Values = {s: Matrix([[entry]])}
    assert holds(Nonnegative(s), values) is nonnegative
    assert holds(Positive(s), values) is positive


def test_inequalities_of_terms() -> None:
    assert holds(Nonnegative(SquaredNorm(X @ w)), FLAT) is True
    assert holds(Positive(SquaredNorm(X @ w)), DATA) is False
    assert holds(Nonnegative(J(w) - J(estimate)), DATA) is True
    assert holds(Nonnegative(J(w) - J(v)), DATA) is False
    assert holds(Positive(n), DATA) is True


# Minima.


@pytest.mark.parametrize(
    ("point", "tall", "flat"),
    [
        (Matrix([0, 0]), (False, False), (False, False)),
        ((TALL.T * TALL).inv() * TALL.T * Y, (True, True), (False, False)),
        (Matrix([Rational(-3, 5), 0]), (False, False), (True, False)),
        (Matrix([Rational(-3, 5) - 2 * a, a]), (False, False), (True, False)),
    ],
    ids=str,
)
def test_minima(point: Matrix, tall: tuple[bool, bool], flat: tuple[bool, bool]) -> None:
    for data, expected in ((DATA, tall), (FLAT, flat)):
        values = {**data, w_hat: point}
        assert holds(Minimises(w_hat, J(w), w), values) is expected[0]
        assert holds(UniquelyMinimises(w_hat, J(w), w), values) is expected[1]


@pytest.mark.parametrize(
    ("function", "minimal", "unique"),
    [
        (-SquaredNorm(w), False, False),
        (w.T @ A @ w, False, False),
        (Number(Fraction(3)), True, False),
        (SquaredNorm(w) * SquaredNorm(w), True, None),
    ],
    ids=str,
)
def test_minima_at_zero(function: Term, minimal: bool | None, unique: bool | None) -> None:
    values: Values = {d: 2, A: Matrix([[1, 3], [0, 1]])}
    assert holds(Minimises(Zero(d), function, w), values) is minimal
    assert holds(UniquelyMinimises(Zero(d), function, w), values) is unique


def test_the_point_of_a_minimum_may_name_the_bound_letter() -> None:
    values: Values = {d: 2, w: Matrix([1, 2])}
    assert holds(UniquelyMinimises(w, SquaredNorm(w - v), w), {**values, v: Matrix([1, 2])}) is True
    assert (
        holds(UniquelyMinimises(w, SquaredNorm(w - v), w), {**values, v: Matrix([1, 3])}) is False
    )


# Numbers that are not rational, and laws.

i, eps, root = Index("i", d), RandomLetter("eps", d), Root(s)
NOISE = {
    d: 2,
    s: Matrix([3]),
    w: Matrix([1, 200]),
    v: Matrix([0, 0]),
    A: Matrix([[1, 2], [0, 1]]),
    eps: Normals(np.array([[0], [0]]), np.array([[3, 0], [0, 3]])),
}
LIKELIHOOD = Exp(-SquaredNorm(w) / (2 * s)) / (2 * Pi() * s)
DECIDED = [
    (Equals(Density(eps, w), LIKELIHOOD), True),
    (Equals(Density(eps, w), 2 * LIKELIHOOD), False),
    (Equals(Density(eps, w), ProductOver(i, Density(i.T @ eps, i.T @ w))), True),
    (Equals(Log(Density(eps, w)), -Log(2 * Pi() * s) - SquaredNorm(w) / (2 * s)), True),
    (Equals(root * root * A, s * A), True),
    (Equals(Root(2 * s) * root - s * Root(s - 1), 0 * s), True),
    (Equals(Inverse(root * A) @ A, Identity(d) / root), True),
    (Equals(Log(Determinant(s * A)), 2 * Log(s)), True),
    (Equals(Pseudoinverse(root * A), Inverse(A) / root), True),
    (Equals(Pseudoinverse(root * w), w.T / (root * SquaredNorm(w))), True),
    (Equals(Pseudoinverse(root * w), root * w.T / SquaredNorm(w)), False),
    (Equals(Pseudoinverse(root * root - s), 0 * s), True),
    (Minimises(Pseudoinverse(A) @ w, SquaredNorm(A @ v - w), v), True),
    (Minimises(v, SquaredNorm(Pseudoinverse(w.T)), w), None),  # its rank jumps at 0
    (Invertible(root * root - s), False),
    (Invertible(root * A), True),
    (Positive(Density(eps, w)), True),
    (Nonnegative(Absolute(s) - Root(10 * s)), False),
    (Nonnegative(s - root * root), True),
    (PositiveDefinite(root * A @ A.T), True),
    (PositiveSemidefinite(root * w @ w.T), True),
    (PositiveDefinite(root * w @ w.T), False),
    (PositiveSemidefinite(-root * A @ A.T), False),
    (Minimises(v, root * SquaredNorm(w), w), True),
    (UniquelyMaximises(v, -root * SquaredNorm(A @ w), w), True),
    (Maximises(v, Exp(-SquaredNorm(w)), w), True),
    (Maximises(v, Exp(-(SquaredNorm(w) ** 2)), w), True),
    (Minimises(v, root * SquaredNorm(w) ** 2, w), True),
    (Minimises(v, SquaredNorm(w) ** 2 - Exp(-10000 * s) * SquaredNorm(w), w), False),
    (Minimises(w, SquaredNorm(w) ** 2 * SquaredNorm(w - v) + Exp(-10000 * s), w), False),
    (Maximises(w, Exp(-SquaredNorm(w)), w), False),
    (Minimises(w, SumOver(i, Absolute(i.T @ w)), w), False),
    (ForEach(i, Gaussian(i.T @ eps, i.T @ v, s)), True),
    (ForEach(i, Gaussian(i.T @ eps, i.T @ w, s)), False),
    (Gaussian(A @ eps + w, w, s * A @ A.T), True),
    (Independent(eps), True),
    (Independent(A @ eps), False),
    (Laplace(i.T @ eps, s, s), False),
]


@pytest.mark.parametrize(("statement", "said"), DECIDED, ids=str)
def test_numbers_that_are_not_rational(statement: Statement, said: bool | None) -> None:
    assert holds(statement, {**NOISE, i: Matrix([1, 0])}) is said


# Functions that are no polynomials of degree 2.

s_hat, relu = Letter("s_hat"), (s + Absolute(s)) / 2
missed = (((Ones(d).T @ w) ** 2 - SquaredNorm(w)) / 2 - 1) ** 2  # of a product of two weights
two_wells = 3 * s**4 + 4 * s**3 - 12 * s**2
MINIMA = [
    (missed, w, (1, 1), True, None),
    (missed, w, (Rational(2, 3), Rational(3, 2)), True, None),
    (missed, w, (0, 0), False, False),  # a saddle
    (missed, w, (1, 2), False, False),
    (missed, w, (a, b), False, False),
    (-missed, w, (1, 1), False, False),
    ((missed - 1) ** 2, w, (1, 1), False, False),
    ((s - s_hat) ** 4, s, (a,), True, None),
    ((s * s - 1) ** 2 + 5, s, (-1,), True, None),
    ((s * s - 1) ** 2, s, (0,), False, False),
    (s**3, s, (0,), False, False),
    (s**3 - 3 * s, s, (1,), False, False),  # a local minimum, of which lower values are far
    (two_wells, s, (-2,), None, None),
    (two_wells, s, (1,), None, None),  # a local minimum too; what is lower is not tried
    ((relu - 1) ** 2, s, (1,), True, None),
    ((relu - 1) ** 2, s, (2,), False, False),
    ((relu - 1) ** 2, s, (0,), False, False),
    ((relu - 1) ** 3, s, (1,), False, False),
    (Absolute(s * s - 1), s, (1,), True, None),
    (-Absolute(s * s - 1), s, (1,), False, False),
    (Exp(Absolute(s)), s, (1,), False, False),
]  # fmt: skip


@pytest.mark.parametrize(("function", "letter", "point", "minimal", "unique"), MINIMA, ids=str)
def test_minima_of_what_is_not_quadratic(
    function: Term,
    letter: Letter,
    point: tuple[Any, ...],
    minimal: bool | None,
    unique: bool | None,
) -> None:
    at = w_hat if letter == w else s_hat
    values: Values = {d: 2, at: Matrix(point)}
    assert holds(Minimises(at, function, letter), values) is minimal
    assert holds(UniquelyMinimises(at, function, letter), values) is unique
    assert holds(Maximises(at, -function, letter), values) is minimal
    assert holds(UniquelyMaximises(at, -function, letter), values) is unique


def test_laplace_laws() -> None:
    values = {**NOISE, eps: Laplaces(np.array([[0], [0]]), np.array([[3], [3]]))}
    exponent = -SumOver(i, Absolute(i.T @ w)) / s
    assert holds(Equals(Density(eps, w), Exp(exponent) / (4 * s * s)), values) is True
    assert holds(ForEach(i, Laplace(i.T @ (2 * eps), i.T @ v, 2 * s)), values) is True
    assert holds(Independent(2 * eps), values) is True
    assert holds(Independent(A @ eps), values) is False  # by Darmois and Skitovich
    assert holds(Gaussian(eps, v, s * Identity(d)), values) is False


def test_what_has_no_law_or_means_nothing() -> None:
    with pytest.raises(MalformedError, match="is given no law"):
        holds(Independent(eps), {**NOISE, eps: Matrix([1, 2])})
    with pytest.raises(MalformedError, match="stands for its outcome"):
        holds(Equals(eps, v), NOISE)
    with pytest.raises(UndefinedError, match="is not positive here"):
        holds(Equals(Log(s - 3), s), NOISE)
    with pytest.raises(UndefinedError, match="is negative here"):
        holds(Equals(Root(s - 4), s), NOISE)


# Means, and what is said of laws.

noise, truth, sigma_sq = RandomLetter("epsilon", n), Letter("w_star", d), Letter("sigma_sq")
observed = Abbreviation("y", (), (), X @ truth + noise)
fitted = Abbreviation("w_hat", (), (), Inverse(gram) @ X.T @ observed)
residual = observed - X @ fitted
t, c = Letter("t", d), Letter("c", d)
length = c.T @ Inverse(gram) @ c
one = Number(Fraction(1))
solver = Inverse(gram) @ X.T
MOMENTS = [
    (Equals(Expectation(fitted), truth), True),
    (Equals(Expectation(fitted), 2 * truth), False),
    (Equals(Covariance(fitted, fitted), sigma_sq * Inverse(gram)), True),
    (Equals(Covariance(fitted, fitted), 2 * sigma_sq * Inverse(gram)), False),
    (Equals(Covariance(fitted, fitted), solver @ Covariance(noise, noise) @ solver.T), True),
    (Equals(Expectation(SquaredNorm(residual)), sigma_sq * (n - d)), True),
    (Equals(Expectation(SquaredNorm(residual)), sigma_sq * n), False),
    (Equals(Covariance(fitted, residual), Zero(d, n)), True),
    (Equals(Covariance(fitted, observed), Zero(d, n)), False),
    (Equals(Covariance(noise, fitted), Covariance(fitted, noise).T), True),
    (
        Equals(
            Expectation((fitted - Expectation(fitted)) @ (fitted - truth).T),
            Covariance(fitted, fitted),
        ),
        True,
    ),
    (Integrable(residual @ residual.T), True),
    (SquareIntegrable(fitted), True),
]
MODEL: Values = {
    n: 3,
    d: 2,
    X: TALL,
    truth: Matrix([a, b]),
    c: Matrix([1, -2]),
    t: Matrix([Rational(1, 3), Rational(-1, 2)]),
    sigma_sq: Matrix([2]),
}
ZEROS, TWICE = np.zeros((3, 1), dtype=object), 2 * np.eye(3, dtype=int).astype(object)
OF_NOISE: dict[str, Law] = {
    "normal": Normals(ZEROS, TWICE),
    "signs": two_valued(ZEROS, TWICE),
    "skewed": two_valued(ZEROS, TWICE, skewed=True),
    "laplace": Laplaces(ZEROS, np.ones((3, 1), dtype=object)),
}


@pytest.mark.parametrize("law", OF_NOISE.values(), ids=list(OF_NOISE))
@pytest.mark.parametrize(("statement", "said"), MOMENTS, ids=str)
def test_moments(statement: Statement, said: bool, law: Law) -> None:
    assert holds(statement, {**MODEL, noise: law}) is said


def test_a_mean_is_the_sum_over_all_outcomes() -> None:
    square = residual @ residual.T - noise @ fitted.T @ X.T
    total = sympy.zeros(3, 3)
    for chosen in product((True, False), repeat=3):
        outcome = Matrix([2 if high else -Rational(1, 2) for high in chosen])
        chance = sympy.prod(Rational(1, 5) if high else Rational(4, 5) for high in chosen)
        total += chance * value(square, {**MODEL, noise: outcome})
    law = two_valued([0, 0, 0], np.eye(3, dtype=int), skewed=True)
    mean = value(Expectation(square), {**MODEL, noise: law})
    assert exact.simplify(mean - total).is_zero_matrix


@pytest.mark.parametrize("variance", [Rational(1, 3), Rational(4, 3), Rational(7), Rational(1, 50)])
def test_outcomes_in_place_of_a_gaussian_number_have_its_moments(variance: Rational) -> None:
    number = laws.gaussian(sympy.Dummy(), variance)
    assert min(chance for chance, _ in number.outcomes) >= 0
    found = [sum(chance * x**k for chance, x in number.outcomes) for k in range(6)]
    assert found == [1, 0, variance, 0, 3 * variance**2, 0]


def test_outcomes_in_place_of_a_laplace_number_have_its_moments() -> None:
    z = sympy.Dummy(real=True)
    number = laws.laplace(z, Rational(3))
    for power in range(4):
        half = sympy.integrate(z**power * sympy.exp(-z / 3) / 6, (z, 0, sympy.oo))
        found = sum(chance * x**power for chance, x in number.outcomes)
        assert found == half * (1 + (-1) ** power)
    with pytest.raises(laws.UnknownLawError, match="of degree 4"):
        laws.mean(Matrix([z**4]), [number])


LAWS_OF = [  # under the normal, the signs and the Laplace law
    (Gaussian(fitted, truth, sigma_sq * Inverse(gram)), (True, False, False)),
    (Gaussian(fitted, truth, 2 * sigma_sq * Inverse(gram)), (False, False, False)),
    (Gaussian(fitted - fitted, 0 * truth, Zero(d, d)), (True, True, True)),
    (Gaussian(SquaredNorm(noise), n, sigma_sq), (False, False, None)),
    (IndependentVectors(fitted, residual), (True, False, False)),
    (IndependentVectors(fitted, observed), (False, False, False)),
    (IndependentVectors(fitted, SquaredNorm(residual)), (True, False, None)),
    (IndependentVectors(fitted, SquaredNorm(observed)), (False, False, None)),
    (Independent(noise), (True, True, True)),
    (Independent(X @ fitted), (False, False, False)),
    (ChiSquared(SquaredNorm(residual) / sigma_sq, n - d), (True, False, None)),
    (ChiSquared(SquaredNorm(residual) / sigma_sq, n), (False, False, None)),
    (ChiSquared(SquaredNorm(residual), n - d), (False, False, None)),
    (ChiSquared(SquaredNorm(observed) / sigma_sq, n), (False, False, None)),
    (ChiSquared(0 * SquaredNorm(residual), n - d - 1), (True, True, True)),
    (
        StudentT(c.T @ (fitted - truth), length * SquaredNorm(residual) / (n - d), n - d),
        (True, False, None),
    ),
    (
        StudentT(c.T @ (fitted - truth), length * SquaredNorm(residual) / n, n - d),
        (False, False, None),
    ),
    (
        StudentT(c.T @ fitted, length * SquaredNorm(residual) / (n - d), n - d),
        (False, False, None),
    ),
    (StudentT(c.T @ fitted, SquaredNorm(observed), n - d), (None, False, None)),
    (StudentT(c.T @ fitted, SquaredNorm(observed), d - n), (False, False, False)),
    (
        Equals(
            MomentGenerating(fitted, t),
            Exp(t.T @ truth + sigma_sq * (t.T @ Inverse(gram) @ t) / 2),
        ),
        (True, False, False),
    ),
    (
        Equals(
            MomentGenerating(fitted, t),
            Exp(t.T @ truth) * MomentGenerating(noise, X @ Inverse(gram) @ t),
        ),
        (True, True, True),
    ),
    (Laplace(Index("i", n).T @ noise, Zero(), one), (False, False, True)),
    (Laplace(c.T @ fitted, Zero(), one), (False, False, False)),
    (Equals(Density(fitted, truth), Zero()), (False, True, None)),
]


@pytest.mark.parametrize(("statement", "said"), LAWS_OF, ids=str)
def test_laws(statement: Statement, said: tuple[bool | None, ...]) -> None:
    numbers = {**MODEL, truth: Matrix([1, -3]), Index("i", n): Matrix([0, 1, 0])}
    kinds = ("normal", "signs", "laplace")
    assert tuple(holds(statement, {**numbers, noise: OF_NOISE[kind]}) for kind in kinds) == said


def test_laws_where_vectors_are_symbols() -> None:
    given = {**MODEL, t: Matrix(sympy.symbols("t_0 t_1", real=True)), noise: OF_NOISE["normal"]}
    exponent = t.T @ truth + sigma_sq * (t.T @ Inverse(gram) @ t) / 2
    assert holds(Equals(MomentGenerating(fitted, t), Exp(exponent)), given) is True
    assert holds(Equals(MomentGenerating(fitted, t), Exp(2 * exponent)), given) is False
    assert holds(IndependentVectors(fitted, residual), given) is True
    assert holds(Equals(Absolute(c.T @ t), c.T @ t), given) is False
    assert holds(Equals(Absolute(t.T @ t + 1), t.T @ t + 1), given) is not False
    assert holds(Equals(Log(s * s), 2 * Log(s)), {s: Matrix([a])}) is None  # it is for a > 0
    assert holds(Equals(Root(s * s) * Root(s), s * Root(s)), {s: Matrix([a])}) is None
    assert holds(Equals(Log(s * s), 3 * Log(s)), {s: Matrix([a])}) is False


def test_uncorrelated_is_not_independent() -> None:
    e = RandomLetter("e", d)
    plus, minus = v.T @ e, w.T @ e  # the sum and the difference of two entries
    directions = {d: 2, v: Matrix([1, 1]), w: Matrix([1, -1])}
    signs = {**directions, e: two_valued([0, 0], np.eye(2, dtype=int))}
    normal = {**directions, e: Normals(np.array([[0], [0]]), np.eye(2, dtype=int))}
    for values in (signs, normal):
        assert holds(Equals(Covariance(plus, minus), Zero()), values) is True
    assert holds(IndependentVectors(plus, minus), signs) is False
    assert holds(IndependentVectors(plus, minus), normal) is True
    assert holds(IndependentVectors(plus**2, plus**2 + minus**2), signs) is True  # it is 4
    assert holds(IndependentVectors(plus**2, plus**2 + minus**2), normal) is False
    assert holds(IndependentVectors(plus**3, minus**3), normal) is True
    assert holds(IndependentVectors(plus**3, plus), normal) is None


def test_a_moment_generating_function_that_is_infinite_is_0() -> None:
    e, third = RandomLetter("e"), Matrix([Rational(1, 3)])
    laplace = {s: third, e: Laplaces(np.array([[1]]), np.array([[2]]))}
    assert holds(Equals(MomentGenerating(e, s), Exp(s) / (1 - 4 * s * s)), laplace) is True
    assert holds(Equals(MomentGenerating(2 * e, s), Zero()), laplace) is True
    normal = {s: third, e: Normals(np.array([[0]]), np.array([[1]]))}
    assert holds(Equals(MomentGenerating(e * e, s), 1 / Root(1 - 2 * s)), normal) is True
    assert holds(Equals(MomentGenerating(e * e, 2 * s), Zero()), normal) is True
    signs = {s: third, e: two_valued([0], [[1]])}
    assert holds(Equals(MomentGenerating(e, s), (Exp(s) + Exp(-s)) / 2), signs) is True


def test_letters_together_and_apart() -> None:
    first, second = RandomLetter("u"), RandomLetter("u_prime")
    joint = Normals(np.array([[1], [0]]), np.array([[2, 1], [1, 2]]))
    together: Values = {(first, second): joint}
    assert holds(Equals(Covariance(first, second), one), together) is True
    assert holds(IndependentVectors(first, second), together) is False
    assert holds(Gaussian(first + second, one, 6 * one), together) is True
    apart: Values = {
        first: Normals(np.array([[1]]), np.array([[2]])),
        second: two_valued([0], [[1]]),
    }
    assert holds(Equals(Covariance(first, second), Zero()), apart) is True
    assert holds(Equals(Expectation((first + second) ** 2), 4 * one), apart) is True
    assert holds(IndependentVectors(first, second), apart) is True
    assert holds(Gaussian(first + second, one, 3 * one), apart) is None


def test_a_law_that_is_quadratic_in_a_gaussian_vector() -> None:
    u, q = RandomLetter("u"), RandomLetter("q")
    identity = np.eye(2, dtype=int)
    squares = Quadratics(np.array([[0]]), np.array([[0, 0]]), identity, identity)
    values: Values = {u: Normals(np.array([[0]]), np.array([[3]])), q: squares}
    assert holds(ChiSquared(q, 2 * one), values) is True
    assert holds(ChiSquared(q, one), values) is False
    assert holds(Equals(Covariance(q, q), 4 * one), values) is True
    assert holds(StudentT(u, 3 * q / 2, 2 * one), values) is True
    assert holds(StudentT(u, 3 * q, 2 * one), values) is False


def test_constants_that_are_not_rational_or_divide() -> None:
    e = RandomLetter("e")
    values = {s: Matrix([a]), e: two_valued([1], [[1]], skewed=True)}
    assert holds(Equals(Expectation(Root(2 * one) * e), Root(2 * one)), values) is True
    assert holds(Equals(Covariance(Root(2 * one) * e, e / s), Root(2 * one) / s), values) is True
    assert holds(Equals(Covariance(e / s, e / s), 1 / (s * s)), values) is True
    assert holds(Equals(Expectation(e * e / (1 + s)), 1 / (1 + s)), values) is False
    assert holds(Equals(Expectation(s), s), values) is True
    assert holds(Equals(Covariance(s, e), Zero()), values) is True
    assert value(MomentGenerating(0 * e + 2, s), values) == Matrix([sympy.exp(2 * a)])
    assert holds(Equals(Density(s * s, one), Zero()), values) is True


def test_a_law_and_an_outcome() -> None:
    values = {**MODEL, (noise,): OF_NOISE["normal"], noise: Y}
    assert holds(Equals(noise - Expectation(noise), y), {**values, y: Y}) is True
    assert holds(Equals(Expectation(noise - Expectation(noise)), y), {**values, y: Y}) is False
    with pytest.raises(MalformedError, match="is given no law"):
        holds(Integrable(noise), {**MODEL, noise: Y})
    with pytest.raises(ShapeError, match="its law is one of 3"):
        holds(Integrable(noise), {**MODEL, n: 4, noise: OF_NOISE["normal"]})


# Values.


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({d: 2}, "no value is given for A"),
        ({A: sympy.eye(2)}, "no value is given for d"),
        ({d: 2, A: sympy.eye(2) * 0.5}, r"0\.5.*Float"),
        ({d: 2, A: sympy.eye(2) * sympy.sqrt(2)}, "sqrt"),
        ({d: 2, A: sympy.eye(2) * sympy.pi * a}, "Pi"),
        ({d: 2, A: sympy.eye(2) * sympy.exp(a)}, "exp"),
        ({d: 2, A: sympy.eye(2) / 0}, "ComplexInfinity"),
        ({d: 0, A: sympy.eye(2)}, "positive ints"),
        ({d: True, A: sympy.eye(1)}, "positive ints"),
        ({d: 2.0, A: sympy.eye(2)}, "positive ints"),
        ({d: 2, A: [[1, 0], [0, 1]]}, "SymPy matrices"),
        ({d: 2, A: 1}, "SymPy matrices"),
        ({d: 2, "A": sympy.eye(2)}, "SymPy matrices"),
    ],
    ids=str,
)
def test_values_are_checked(values: Values, message: str) -> None:
    with pytest.raises(MalformedError, match=message):
        holds(Invertible(A), values)


def test_the_shape_of_a_value_is_checked() -> None:
    with pytest.raises(ShapeError, match="A has shape 2×2; its value has shape 3×3"):
        holds(Invertible(A), {d: 2, A: sympy.eye(3)})


def test_only_statements_and_terms_are_taken() -> None:
    with pytest.raises(MalformedError, match="not a statement"):
        holds(A, {})  # type: ignore[arg-type]
    with pytest.raises(MalformedError, match="not a term"):
        value(Symbol("a"), {})  # type: ignore[arg-type]


def test_the_witness_shares_only_classes_with_the_kernel() -> None:
    paths = [Path(str(m.__file__)) for m in (by_sympy, explicit, exact, laws)]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    taken: dict[str | None, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level:
            taken.setdefault(node.module, set()).update(name.name for name in node.names)
    own = {None, "exact", "interop", "interop.exact", "interop.explicit", "interop.laws", "laws"}
    theirs = {"kernel.errors", "kernel.statements", "kernel.terms", "kernel.trees"}
    assert taken.keys() == own | theirs | {"numbers.distributions", "numbers.errors"}
    assert taken[None] == taken["interop"] == {"laws"}
    assert taken["kernel.statements"] == {kind.__name__ for kind in STATEMENTS} | {"Statement"}
    bases = {"Size", "Term", "Variable"}
    assert taken["kernel.terms"] == {kind.__name__ for kind in TERMS} - {"Abbreviation"} | bases
    assert taken["kernel.trees"] == {"Abbreviation"}
    kinds = {kind.__name__ for kind in LAWS}
    assert taken["numbers.distributions"] == kinds | {"LAWS", "Law", "arrays", "laws_in"}
    called = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert "unfolded" not in called
