"""The exact truth of each kind of statement: true, false, undefined, or not to be told."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest
import sympy

from derivations.examples.instances import judge
from derivations.examples.random_matrices import any_matrix
from derivations.kernel.declarations import ON_LAWS, STATEMENTS
from derivations.kernel.errors import MalformedError
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
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    ProductOver,
    Root,
    SquaredNorm,
    SumOver,
    Trace,
    Zero,
)
from derivations.kernel.terms import Random as RandomLetter
from derivations.numbers.distributions import LAWS, Laplaces, Normals, two_valued
from derivations.numbers.errors import IrrationalError, UndefinedError
from derivations.numbers.truth import exactly, holds, independent_outcomes, true_at
from derivations.witnesses import by_numbers, by_sympy

n, d = Dimension("n"), Dimension("d")
A, X, y, w, p, s = (
    Letter("A", n, n),
    Letter("X", n, d),
    Letter("y", n),
    Letter("w", d),
    Letter("p", d),
    Letter("s"),
)
J = SquaredNorm(X @ w - y) / n
i, j, eps = Index("i", n), Index("j", n), RandomLetter("eps", n)
NORMAL, LAPLACE = Normals([0, 1], [[1, 0], [0, 2]]), Laplaces([0, 3], [1, 3])
STANDARD = Normals([0, 0], [[1, 0], [0, 1]])
SIGNS = two_valued([0, 0], [[1, 0], [0, 1]])
B, C = Letter("B", 1, n), Letter("C", 1, n)
ACROSS = {eps: STANDARD, B: [[1, 1]], C: [[1, -1]]}
TALL = [[1, 0], [0, 1], [0, 0]]
FLAT = [[1, 1], [1, 1], [0, 0]]

CASES = [
    (Equals(A @ A, A), {A: [[1, 5], [0, 0]]}, True),
    (Equals(A @ A, A), {A: [[1, 5], [0, 1]]}, False),
    (Equals(s, Inverse(Trace(Identity(n)))), {s: Fraction(1, 3), n: 3}, True),
    (Equals(s, Inverse(Trace(Identity(n)))), {s: Fraction(1, 3), n: 4}, False),
    (Invertible(A), {A: [[1, 2], [3, 4]]}, True),
    (Invertible(A), {A: [[1, 2], [2, 4]]}, False),
    (Invertible(s), {s: -1}, True),
    (Invertible(s), {s: 0}, False),
    (Nonnegative(s), {s: 0}, True),
    (Nonnegative(s), {s: Fraction(-1, 10**9)}, False),
    (Positive(s), {s: Fraction(1, 10**9)}, True),
    (Positive(s), {s: 0}, False),
    (FullColumnRank(X), {X: TALL}, True),
    (FullColumnRank(X), {X: FLAT}, False),
    (FullColumnRank(X.T), {X: TALL}, False),
    (PositiveSemidefinite(A), {A: [[1, 1], [1, 1]]}, True),
    (PositiveSemidefinite(A), {A: [[0, 0], [0, 0]]}, True),
    (PositiveSemidefinite(A), {A: [[0, 1], [1, 0]]}, False),
    (PositiveSemidefinite(A), {A: [[0, 1], [1, 5]]}, False),
    (PositiveSemidefinite(A), {A: [[1, 1], [-1, 1]]}, False),
    (PositiveDefinite(A), {A: [[2, 1], [1, 1]]}, True),
    (PositiveDefinite(A), {A: [[1, 1], [1, 1]]}, False),
    (PositiveDefinite(A), {A: [[1, 1], [-1, 1]]}, False),
    (PositiveDefinite(X.T @ X), {X: TALL}, True),
    (PositiveDefinite(X @ X.T), {X: TALL}, False),
    (Minimises(p, J, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, True),
    (Minimises(p, J, w), {X: FLAT, y: [1, 1, 3], p: [3, -2]}, True),
    (Minimises(p, J, w), {X: TALL, y: [1, 2, 3], p: [1, 1]}, False),
    (Minimises(p, -J, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, False),
    (UniquelyMinimises(p, J, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, True),
    (UniquelyMinimises(p, J, w), {X: FLAT, y: [1, 1, 3], p: [3, -2]}, False),
    (Minimises(s, s * s * s * s, s), {s: 1}, False),
    (Minimises(s, (s * s - 4) ** 2, s), {s: -2}, True),
    (Minimises(s, (s * s - 4) ** 2, s), {s: 0}, False),
    (Minimises(s, (s * s + 4) ** 2, s), {s: 0}, None),
    (UniquelyMinimises(s, (s * s - 4) ** 2, s), {s: 2}, None),
    (Minimises(s, (Absolute(s) - 1) ** 2, s), {s: -1}, True),
    (Minimises(s, Absolute(s - 1), s), {s: 0}, False),
    (Maximises(p, -J, w), {X: FLAT, y: [1, 1, 3], p: [3, -2]}, True),
    (Maximises(p, J, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, False),
    (UniquelyMaximises(p, -J, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, True),
    (UniquelyMaximises(p, -J, w), {X: FLAT, y: [1, 1, 3], p: [3, -2]}, False),
    (ForEach(i, Positive(i.T @ y)), {y: [1, 2]}, True),
    (ForEach(i, Positive(i.T @ y)), {y: [1, 0]}, False),
    (ForEach(i, ForEach(j, Equals(i.T @ A @ j, j.T @ A @ i))), {A: [[1, 2], [2, 1]]}, True),
    (Independent(eps), {eps: NORMAL}, True),
    (Independent(A @ eps), {eps: NORMAL, A: [[1, 1], [0, 1]]}, False),
    (Independent(eps + y), {eps: LAPLACE, y: [1, 2]}, True),
    (Gaussian(A @ eps, y, A @ A.T), {eps: STANDARD, A: [[1, 1], [0, 1]], y: [0, 0]}, True),
    (Gaussian(eps, y, A), {eps: NORMAL, A: [[1, 0], [0, 2]], y: [0, 1]}, True),
    (Gaussian(eps, y, A), {eps: NORMAL, A: [[1, 0], [0, 2]], y: [0, 0]}, False),
    (Gaussian(eps, y, A), {eps: LAPLACE, A: [[1, 0], [0, 2]], y: [0, 1]}, False),
    (ForEach(i, Gaussian(i.T @ eps, 0 * s, i.T @ y)), {eps: STANDARD, y: [1, 1], s: 0}, True),
    (Laplace(i.T @ (2 * eps), s, s), {eps: LAPLACE, i: [0, 1], s: 6}, True),
    (Laplace(i.T @ eps, s, s), {eps: LAPLACE, i: [0, 1], s: 1}, False),
    (Independent(A @ eps), {eps: SIGNS, A: [[1, 1], [1, -1]]}, False),
    (Independent(A @ eps), {eps: SIGNS, A: [[0, 1], [2, 0]]}, True),
    (Independent(A @ eps), {eps: LAPLACE, A: [[1, 1], [1, -1]]}, False),
    (Gaussian(eps, y, A), {eps: SIGNS, A: [[1, 0], [0, 1]], y: [0, 0]}, False),
    (Gaussian(0 * eps, y, A), {eps: SIGNS, A: [[0, 0], [0, 0]], y: [0, 0]}, True),
    (Integrable(A @ eps @ eps.T), {eps: SIGNS, A: [[1, 1], [1, -1]]}, True),
    (SquareIntegrable(eps), {eps: LAPLACE}, True),
    (IndependentVectors(B @ eps, C @ eps), {eps: STANDARD, B: [[1, 1]], C: [[1, -1]]}, True),
    (IndependentVectors(B @ eps, C @ eps), {eps: SIGNS, B: [[1, 1]], C: [[1, -1]]}, False),
    (IndependentVectors(B @ eps, C @ eps), {eps: LAPLACE, B: [[1, 0]], C: [[0, 2]]}, True),
    (IndependentVectors(eps, eps), {eps: SIGNS}, False),
    (IndependentVectors(eps, SquaredNorm(eps)), {eps: SIGNS}, True),  # for this is constant
    (IndependentVectors(B @ eps, SquaredNorm(C @ eps)), ACROSS, True),
    (IndependentVectors(B @ eps, SquaredNorm(eps)), {eps: STANDARD, B: [[1, 1]]}, False),
    (IndependentVectors(B @ eps, SquaredNorm(B @ eps)), {eps: STANDARD, B: [[1, 1]]}, False),
    (ChiSquared(SquaredNorm(eps), s), {eps: STANDARD, s: 2}, True),
    (ChiSquared(SquaredNorm(eps), s), {eps: STANDARD, s: 1}, False),
    (ChiSquared(eps.T @ A @ eps, s), {eps: STANDARD, A: [[1, 5], [-5, 0]], s: 1}, True),
    (ChiSquared(SquaredNorm(eps + y), s), {eps: STANDARD, y: [1, 0], s: 2}, False),
    (ChiSquared(SquaredNorm(eps) + s, s), {eps: STANDARD, s: 2}, False),
    (ChiSquared(SquaredNorm(eps) / 2, s), {eps: STANDARD, s: 2}, False),
    (ChiSquared(SquaredNorm(eps), s), {eps: SIGNS, s: 2}, False),
    (ChiSquared(SquaredNorm(eps) - 2, s), {eps: SIGNS, s: 0}, True),
    (ChiSquared(SquaredNorm(eps), s), {eps: LAPLACE, s: 2}, False),
    (StudentT(B @ eps, (C @ eps) ** 2, s), {**ACROSS, s: 1}, True),
    (StudentT(B @ eps, (C @ eps) ** 2, s), {**ACROSS, s: 2}, False),
    (StudentT(B @ eps, 2 * (C @ eps) ** 2, s), {**ACROSS, s: 1}, False),
    (StudentT(B @ eps + 1, (C @ eps) ** 2, s), {**ACROSS, s: 1}, False),
    (StudentT(B @ eps, (B @ eps) ** 2, s), {**ACROSS, s: 1}, False),
    (StudentT(B @ eps, (C @ eps) ** 2, s), {**ACROSS, eps: SIGNS, s: 1}, False),
    (Equals(Expectation(eps.T @ A @ eps), Trace(A)), {eps: SIGNS, A: [[1, 2], [3, 4]]}, True),
    (Equals(Covariance(eps, eps), A), {eps: NORMAL, A: [[1, 0], [0, 1]]}, False),
]


@pytest.mark.parametrize(("statement", "values", "truth"), CASES)
def test_truth(statement: Statement, values: dict, truth: bool):
    assert holds(statement, values) is truth
    matrices = {
        key: value if isinstance(key, Dimension) or isinstance(value, LAWS)
        else sympy.Matrix(value if key != s else [value])
        for key, value in values.items()
    }  # fmt: skip
    sizes = {size: matrices[x].shape[place] for x in matrices if isinstance(x, Letter)
             for place, size in enumerate(x.shape) if isinstance(size, Dimension)}  # fmt: skip
    sizes |= {n: 2} if eps in values else {}
    assert {truth, by_sympy.holds(statement, {**matrices, **sizes})} != {True, False}


def test_every_kind_of_statement_is_judged_both_ways():
    """But for moments, which all of the laws have."""
    for truth, always in ((True, set()), (False, {Integrable, SquareIntegrable})):
        found = {type(statement) for statement, _, said in CASES if said is truth}
        assert found == STATEMENTS - always


@pytest.mark.parametrize(("statement", "values", "truth"), CASES)
def test_laws_in_floats_are_judged_alike(statement: Statement, values: dict, truth: bool):
    if type(statement) in ON_LAWS:
        assert by_numbers.holds(statement, values, np.random.default_rng(0)) in (truth, None)


def test_uncorrelated_outcomes_are_seen_to_depend_on_each_other():
    """By looking at each outcome, as by the theorem of Darmois and Skitovich."""
    turned = {eps: SIGNS, B: [[1, 1]], C: [[1, -1]]}
    at = exactly(turned, IndependentVectors(B @ eps, C @ eps))
    assert independent_outcomes(IndependentVectors(B @ eps, C @ eps), at) is False
    assert independent_outcomes(Independent(eps), at) is True
    assert holds(Equals(Covariance(B @ eps, C @ eps), Zero()), turned) is True


def test_what_is_not_known_of_laws_is_not_told():
    one, other = (B @ eps, SquaredNorm(C @ eps))
    assert holds(IndependentVectors(one, other), {**ACROSS, eps: LAPLACE}) is None
    assert holds(StudentT(one, other, s), {**ACROSS, eps: LAPLACE, s: 1}) is None
    assert holds(StudentT(one, SquaredNorm(eps), s), {**ACROSS, s: 1}) is False  # it is bounded
    assert holds(StudentT(one, 1 + other + one**2, s), {**ACROSS, s: 1}) is None
    assert holds(ChiSquared(SquaredNorm(eps) ** 2, s), {eps: STANDARD, s: 1}) is None


def test_what_is_not_rational_is_judged_in_floats():
    for statement, said in (
        (Equals(Exp(s) * Exp(-s), Exp(s - s)), True),
        (Equals(Exp(s + s), 2 * Exp(s)), False),
        (Positive(Log(s)), True),
        (Nonnegative(1 - Root(s)), False),
        (ForEach(i, Positive(Exp(i.T @ y))), True),
    ):
        values = {s: 2, y: [1, -2]}
        with pytest.raises(IrrationalError):
            holds(statement, values)
        assert judge(statement, exactly(values, statement)) is said


DISTANCE = SumOver(i, Absolute(i.T @ (X @ w - y)))
LIKELIHOOD = ProductOver(i, Exp(-((i.T @ (y - X @ w)) ** 2)) / Root(Number(Fraction(2))))
ONE = [[1], [1], [1]]
CROSS = [[1, 0], [0, 1], [1, 1], [2, 0]]  # three bends at 0, and a slope along the first axis
EXTREMA = [
    (Minimises(s, Absolute(s - 1) + Absolute(3 - s), s), {s: 2}, True),
    (Minimises(s, Absolute(s - 1) + Absolute(3 - s), s), {s: Fraction(31, 10)}, False),
    (Minimises(s, Absolute(s) + s, s), {s: 0}, True),
    (Minimises(s, Absolute(s) + 2 * s, s), {s: 0}, False),
    (Minimises(s, -Absolute(s), s), {s: 0}, False),
    (Minimises(p, DISTANCE, w), {X: ONE, y: [1, 2, 5], p: [2]}, True),
    (Minimises(p, DISTANCE, w), {X: ONE, y: [1, 2, 5], p: [Fraction(21, 10)]}, False),
    (Maximises(p, -DISTANCE / n, w), {X: ONE, y: [1, 2, 5], p: [2]}, True),
    (Maximises(p, DISTANCE, w), {X: ONE, y: [1, 2, 5], p: [2]}, False),
    (UniquelyMinimises(p, DISTANCE, w), {X: ONE, y: [1, 2, 5], p: [2]}, True),
    (UniquelyMinimises(p, DISTANCE, w), {X: [[1], [1]], y: [1, 3], p: [2]}, False),
    (UniquelyMinimises(p, DISTANCE, w), {X: [[1], [1]], y: [1, 3], p: [1]}, False),
    (Minimises(p, DISTANCE, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, True),
    (Minimises(p, DISTANCE, w), {X: TALL, y: [1, 2, 3], p: [1, 3]}, False),
    (Minimises(p, DISTANCE, w), {X: FLAT, y: [1, 3, 0], p: [1, 1]}, True),
    (Minimises(p, DISTANCE, w), {X: FLAT, y: [1, 3, 0], p: [2, 2]}, False),
    (Minimises(p, DISTANCE, w), {X: CROSS, y: [0, 0, 0, 2], p: [0, 0]}, True),
    (UniquelyMinimises(p, DISTANCE, w), {X: CROSS, y: [0, 0, 0, 2], p: [0, 0]}, False),
    (Minimises(p, DISTANCE, w), {X: [*CROSS, [1, 0]], y: [0, 0, 0, 2, 1], p: [0, 0]}, False),
    (Minimises(p, DISTANCE, w), {X: CROSS, y: [0, 0, 0, 0], p: [0, 0]}, True),
    (Maximises(p, LIKELIHOOD, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, True),
    (Maximises(p, LIKELIHOOD, w), {X: TALL, y: [1, 2, 3], p: [1, Fraction(9, 5)]}, False),
    (Minimises(p, -LIKELIHOOD, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, True),
    (Minimises(p, LIKELIHOOD, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, False),
    (UniquelyMaximises(p, LIKELIHOOD, w), {X: TALL, y: [1, 2, 3], p: [1, 2]}, True),
    (UniquelyMaximises(p, LIKELIHOOD, w), {X: FLAT, y: [1, 1, 3], p: [3, -2]}, False),
    (Maximises(p, Exp(-DISTANCE / 3) / 2, w), {X: ONE, y: [1, 2, 5], p: [2]}, True),
    (Maximises(p, Exp(-DISTANCE / 3) / 2, w), {X: ONE, y: [1, 2, 5], p: [1]}, False),
]


@pytest.mark.parametrize(("statement", "values", "truth"), EXTREMA)
def test_all_judges_tell_extrema_of_exponentials_and_of_absolute_values(statement, values, truth):
    assert holds(statement, values) is truth
    in_floats = by_numbers.holds(statement, values, np.random.default_rng(0))
    assert in_floats is truth or (in_floats is None and isinstance(statement, UniquelyMinimises))
    rows = len(values.get(X, [0]))
    matrices = {key: sympy.Matrix(value if key != s else [value]) for key, value in values.items()}
    assert by_sympy.holds(statement, {n: rows, d: len(values.get(p, [0])), **matrices}) is truth


PDF = Density(X @ w + eps, y)
PAIR = {X: [[1], [1]], y: [0, 1]}
THREE = {X: TALL, y: [1, 2, 3]}
BENT = {X: FLAT, y: [1, 1, 3]}
UNIT, SHIFTED = Normals([0] * 3, np.eye(3, dtype=int)), Normals([1, 0, 0], np.eye(3, dtype=int))
CORRELATED = Normals([0, 0], [[2, 1], [1, 4]])
DENSITIES = [
    (Maximises(p, PDF, w), {**THREE, eps: UNIT, p: [1, 2]}, True),
    (Maximises(p, PDF, w), {**THREE, eps: UNIT, p: [1, 1]}, False),
    (Maximises(p, PDF, w), {**THREE, eps: SHIFTED, p: [1, 2]}, False),
    (Maximises(p, PDF, w), {**THREE, eps: SHIFTED, p: [0, 2]}, True),
    (Maximises(p, PDF, w), {**PAIR, eps: STANDARD, p: [Fraction(1, 2)]}, True),
    (
        Maximises(p, PDF, w),
        {**PAIR, eps: Normals([0, 0], [[1, 0], [0, 4]]), p: [Fraction(1, 2)]},
        False,
    ),
    (
        Maximises(p, PDF, w),
        {**PAIR, eps: Normals([0, 0], [[1, 0], [0, 4]]), p: [Fraction(1, 5)]},
        True,
    ),
    (Maximises(p, PDF, w), {**PAIR, eps: CORRELATED, p: [Fraction(1, 4)]}, True),
    (Maximises(p, PDF, w), {**PAIR, eps: CORRELATED, p: [Fraction(1, 2)]}, False),
    (Maximises(p, PDF, w), {**BENT, eps: UNIT, p: [3, -2]}, True),
    (UniquelyMaximises(p, PDF, w), {**BENT, eps: UNIT, p: [3, -2]}, False),
    (UniquelyMaximises(p, PDF, w), {**THREE, eps: UNIT, p: [1, 2]}, True),
    (Minimises(p, PDF, w), {**THREE, eps: UNIT, p: [1, 2]}, False),
    (Minimises(p, -PDF, w), {**THREE, eps: UNIT, p: [1, 2]}, True),
    (Maximises(p, 3 * Exp(SquaredNorm(w)) * PDF, w), {**PAIR, eps: STANDARD, p: [0]}, False),
    (
        Maximises(p, PDF * Exp(-SquaredNorm(w)) / 3, w),
        {**PAIR, eps: STANDARD, p: [Fraction(1, 4)]},
        True,
    ),
    (Maximises(p, PDF * PDF, w), {**PAIR, eps: CORRELATED, p: [Fraction(1, 4)]}, True),
    (
        Maximises(p, Density(eps, y - X @ w), w),
        {**PAIR, eps: CORRELATED, p: [Fraction(1, 4)]},
        True,
    ),
    (
        Maximises(p, Density(y - eps, X @ w), w),
        {**PAIR, eps: CORRELATED, p: [Fraction(1, 2)]},
        False,
    ),
]


@pytest.mark.parametrize(("statement", "values", "truth"), DENSITIES)
def test_all_judges_tell_extrema_of_densities_of_gaussian_vectors(statement, values, truth):
    assert judge(statement, exactly(values, statement)) is truth
    assert by_numbers.holds(statement, values, np.random.default_rng(0)) is truth
    matrices = {key: x if key == eps else sympy.Matrix(x) for key, x in values.items()}
    assert by_sympy.holds(statement, {n: len(values[X]), d: len(values[p]), **matrices}) is truth


@pytest.mark.parametrize(
    ("density", "law"),
    [
        (PDF, LAPLACE),
        (PDF, Normals([0, 0], [[1, 1], [1, 1]])),
        (Density(X @ w, y), STANDARD),
        (Density(X @ w + (1 + SquaredNorm(w)) * eps, y), STANDARD),
    ],
)  # fmt: skip
def test_an_extremum_of_another_density_is_not_confirmed(density, law):
    values = {X: [[1], [1]], y: [0, 0], eps: law, p: [0]}
    statement = Maximises(p, density, w)
    assert judge(statement, exactly(values, statement)) is None


def test_a_minimum_of_another_function_is_not_confirmed():
    assert holds(Minimises(p, Absolute(SquaredNorm(w)), w), {p: [0, 0]}) is None
    assert holds(Minimises(p, Absolute(SquaredNorm(w)), w), {p: [1, 0]}) is False


def test_a_minimum_of_degree_four_is_not_told():
    assert holds(Minimises(s, s * s * s * s, s), {s: 0}) is None
    assert holds(UniquelyMinimises(s, s * s * s * s, s), {s: 0}) is None


@pytest.mark.parametrize(
    "statement",
    [
        Equals(Inverse(A) @ A, Identity(n)),
        Equals(Inverse(A), Inverse(A)),
        Invertible(Inverse(A)),
        Nonnegative(Trace(Inverse(A))),
        FullColumnRank(Inverse(A)),
        PositiveDefinite(Inverse(A)),
        Minimises(y, y.T @ Inverse(A) @ y, y),
    ],
)
def test_a_statement_whose_terms_mean_nothing_is_undefined(statement: Statement):
    with pytest.raises(UndefinedError, match="A is singular"):
        holds(statement, {A: [[1, 1], [1, 1]], y: [0, 0]})


def test_refusals():
    with pytest.raises(MalformedError, match="exact truth is of exact matrices"):
        holds(Invertible(A), {A: [[0.5]]})
    with pytest.raises(MalformedError, match="not a statement"):
        holds(True, {})
    with pytest.raises(MalformedError, match="values are given by letter"):
        holds(Invertible(A), None)
    with pytest.raises(MalformedError, match="not a statement"):
        true_at(A == A, None)


@pytest.mark.parametrize("seed", range(40))
def test_definiteness_and_rank_agree_with_sympy(seed: int):
    rng = Random(seed)
    size = rng.randint(1, 4)
    matrix = any_matrix(size, size, rng)
    theirs = {A: sympy.Matrix(matrix.tolist()), n: size}
    for kind in (Invertible, FullColumnRank, PositiveSemidefinite, PositiveDefinite, symmetric):
        assert holds(kind(A), {A: matrix}) == by_sympy.holds(kind(A), theirs)
