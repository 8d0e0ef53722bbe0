"""The witness by numbers, at sizes that exact matrices do not reach: accept, refuse, not told."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from derivations.examples.instances import judge
from derivations.kernel.declarations import STATEMENTS
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
    StudentT,
    UniquelyMaximises,
    UniquelyMinimises,
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
    Random,
    Root,
    SquaredNorm,
    SumOver,
    Trace,
    Zero,
)
from derivations.kernel.trees import Abbreviation
from derivations.numbers.distributions import Laplaces, Normals
from derivations.numbers.errors import UndefinedError
from derivations.numbers.evaluate import valuation_of
from derivations.witnesses.by_numbers import holds

n, d = Dimension("n"), Dimension("d")
X, Z, y, w, w_hat = (
    Letter("X", n, d),
    Letter("Z", n, d),
    Letter("y", n),
    Letter("w", d),
    Letter("w_hat", d),
)
A, s, t = Letter("A", d, d), Letter("s"), Letter("t")
J = Abbreviation("J", (w,), (w,), SquaredNorm(X @ w - y) / n)
G = X.T @ X
H = X @ Inverse(G) @ X.T
at_hat = Abbreviation("J", (w,), (w_hat,), J.body)

i, j, k, eps, zeta = (
    Index("i", n),
    Index("j", d),
    Index("k", n),
    Random("eps", n),
    Random("zeta", n),
)
random = np.random.default_rng(1)
X0, Y0 = random.normal(size=(40, 6)), random.normal(size=40)
VALUES = {
    X: X0,
    Z: X0 @ np.diag([1.0, 1, 1, 1, 1, 0]),
    y: Y0,
    w: random.normal(size=6),
    w_hat: np.linalg.lstsq(X0, Y0)[0],
    A: random.normal(size=(6, 6)),
    s: np.array(2.0),
    t: np.array(0.0),
    eps: Normals(np.zeros(40), 2 * np.eye(40)),
    k: np.eye(40)[3],
    zeta: Laplaces(np.zeros(40), np.ones(40)),
}
RESIDUAL = SquaredNorm(y - X @ w)
LIKELIHOOD = ProductOver(i, Density(i.T @ (X @ w + eps), i.T @ y))
ESTIMATE = Inverse(G) @ X.T @ (X @ w + eps)
LEFT = X @ w + eps - X @ ESTIMATE
TRUE = [
    Equals(H @ H, H),
    Equals(Trace(H), d),
    Equals(J, at_hat + SquaredNorm(X @ (w - w_hat)) / n),
    Equals(X.T @ (y - X @ w_hat), Zero(d)),
    Equals(Derivative(J, w, w_hat), Zero(1, d)),
    Equals(Derivative(Derivative(J, w, w).T, w, w), 2 * G / n),
    Invertible(G),
    Invertible(s),
    Nonnegative(SquaredNorm(y - X @ w_hat)),
    Nonnegative(t),
    Positive(s),
    FullColumnRank(X),
    PositiveSemidefinite(Z.T @ Z),
    PositiveDefinite(G),
    Minimises(w_hat, J, w),
    UniquelyMinimises(w_hat, J, w),
    Minimises(w_hat, SquaredNorm(Z @ (w - w_hat)), w),
    Maximises(w_hat, -J, w),
    UniquelyMaximises(w_hat, -J, w),
    UniquelyMinimises(w_hat, Exp(J), w),
    UniquelyMinimises(w_hat, J * J, w),
    Maximises(w_hat, Exp(-Absolute(J)), w),
    Equals(Density(X @ w + eps, y), LIKELIHOOD),
    Equals(LIKELIHOOD, Exp(-RESIDUAL / (2 * s)) * ProductOver(i, 1 / Root(2 * Pi() * s))),
    Equals(Log(LIKELIHOOD), -n * Log(2 * Pi() * s) / 2 - RESIDUAL / (2 * s)),
    Equals(Log(Density(100 * zeta, y)), -n * Log(Number(Fraction(200)))
           - SumOver(i, Absolute(i.T @ y)) / 100),
    Equals(Exp(-1000 * s) * s, Exp(Log(s) - 1000 * s)),
    Equals(Determinant(G), Exp(Log(Determinant(2 * G))) / 64),
    Equals(Pseudoinverse(X), Inverse(G) @ X.T),
    Equals(Z @ Pseudoinverse(Z) @ Z, Z),
    Equals(Pseudoinverse(Z.T @ Z) @ Z.T, Pseudoinverse(Z)),
    Equals(Pseudoinverse(Z - X + X), Pseudoinverse(Z)),
    Equals(Pseudoinverse(t), Zero()),
    Minimises(Pseudoinverse(Z) @ y, SquaredNorm(Z @ w - y), w),
    Positive(Exp(-1000 * s)),
    ForEach(j, Positive(j.T @ G @ j)),
    Independent(zeta + y),
    Gaussian(X.T @ eps, Zero(d), s * G),
    ForEach(i, Laplace(i.T @ (s * zeta), t, s)),
    Laplace(k.T @ zeta, t, s / 2),
    Equals(Expectation(ESTIMATE), w),
    Equals(Covariance(ESTIMATE, ESTIMATE), s * Inverse(G)),
    Equals(Expectation(SquaredNorm(LEFT)), s * (n - d)),
    Equals(Covariance(ESTIMATE, LEFT), Zero(d, n)),
    Equals(Expectation(zeta @ zeta.T), 2 * Identity(n)),
    Equals(Covariance(eps + zeta, eps - zeta), (s - 2) * Identity(n)),
    Equals(MomentGenerating(X.T @ eps, w), Exp(s * SquaredNorm(X @ w) / 2)),
    Equals(MomentGenerating(eps, 100 * y), Exp(10000 * SquaredNorm(y))),  # too large for floats
    Integrable(LEFT),
    SquareIntegrable(zeta),
    IndependentVectors(ESTIMATE, LEFT),
    IndependentVectors(eps, SquaredNorm(zeta)),
    ChiSquared(SquaredNorm(LEFT) / s, n - d),
    StudentT(w.T @ (ESTIMATE - w), w.T @ Inverse(G) @ w * SquaredNorm(LEFT) / (n - d), n - d),
]  # fmt: skip
FALSE = [
    Equals(H @ H, H + H),
    Equals(Trace(H), n),
    Equals(J, at_hat + SquaredNorm(X @ (w + w_hat)) / n),
    Equals(A @ A.T, A.T @ A),
    Equals(X @ w_hat, y),
    Invertible(Z.T @ Z),
    Invertible(t),
    Nonnegative(-s),
    Positive(-s),
    Positive(t),
    FullColumnRank(Z),
    FullColumnRank(X.T),
    PositiveSemidefinite(-G),
    PositiveSemidefinite(A),
    PositiveDefinite(Z.T @ Z),
    PositiveDefinite(A + A.T),
    Minimises(w, J, w),
    Minimises(w_hat, -J, w),
    UniquelyMinimises(w, J, w),
    UniquelyMinimises(w_hat, SquaredNorm(Z @ (w - w_hat)), w),
    Maximises(w_hat, J, w),
    Minimises(w, SumOver(i, Absolute(i.T @ (y - X @ w))), w),
    Maximises(w, Exp(-J), w),
    UniquelyMaximises(w_hat, -SquaredNorm(Z @ (w - w_hat)), w),
    Equals(Log(LIKELIHOOD), -n * Log(2 * Pi() * s) / 2 - RESIDUAL / s),
    Equals(Exp(-1000 * s), Exp(-1001 * s)),
    Equals(Pseudoinverse(Z) @ Z, Identity(d)),
    Equals(Pseudoinverse(2 * X), 2 * Pseudoinverse(X)),
    Equals(Pseudoinverse(A @ A.T @ G), Pseudoinverse(G) @ A @ A.T),
    Minimises(Z.T @ y, SquaredNorm(Z @ w - y), w),
    ForEach(j, Positive(j.T @ A @ j)),
    Independent(X.T @ eps),
    Gaussian(X.T @ eps, Zero(d), G),
    Gaussian(zeta, Zero(n), s * Identity(n)),
    ForEach(i, Laplace(i.T @ zeta, t, s)),
    Laplace(k.T @ zeta, s, s / 2),
    Equals(Expectation(ESTIMATE), w_hat),
    Equals(Covariance(ESTIMATE, ESTIMATE), Inverse(G)),
    Equals(Expectation(SquaredNorm(LEFT)), s * n),
    Equals(Covariance(ESTIMATE, eps), Zero(d, n)),
    Equals(MomentGenerating(X.T @ eps, w / 9), Exp(s * SquaredNorm(X @ w) / 9)),
    Equals(MomentGenerating(eps, 100 * y), Exp(10001 * SquaredNorm(y))),
    IndependentVectors(ESTIMATE, eps),
    IndependentVectors(zeta, X.T @ zeta),
    ChiSquared(SquaredNorm(LEFT) / s, n),
    StudentT(w.T @ (ESTIMATE - w), w.T @ Inverse(G) @ w * SquaredNorm(LEFT) / n, n - d),
]


@pytest.mark.parametrize("statement", TRUE, ids=str)
def test_what_is_true_is_accepted(statement):
    assert holds(statement, VALUES, np.random.default_rng(0)) is True


@pytest.mark.parametrize("statement", FALSE, ids=str)
def test_what_is_false_is_refused(statement):
    assert holds(statement, VALUES, np.random.default_rng(0)) is False


def test_what_is_not_told():
    def told(statement):
        return holds(statement, VALUES, np.random.default_rng(0))

    assert told(UniquelyMinimises(w_hat, Absolute(J), w)) is None
    assert told(Laplace(Ones(n).T @ zeta, t, s)) is None
    assert told(Positive(Density(X.T @ zeta, w))) is None


def test_every_kind_of_statement_is_accepted_and_refused():
    """But for moments, which all of the laws have."""
    assert {*map(type, TRUE)} == STATEMENTS
    assert {*map(type, FALSE)} == STATEMENTS - {Integrable, SquareIntegrable}


@pytest.mark.parametrize("size", [1e-9, 1e-3, 1.0, 1e6, 1e12])
def test_tolerances_follow_the_scale_of_the_data(size):
    scaled = {**VALUES, X: size * X0, y: size * Y0, Z: size * VALUES[Z]}
    rng = np.random.default_rng(0)
    for true in (TRUE[0], TRUE[1], TRUE[2], TRUE[3], TRUE[4], Invertible(G), FullColumnRank(X)):
        assert holds(true, scaled, rng) is True
    for false in (FALSE[0], FALSE[1], FALSE[2], FALSE[4], FullColumnRank(Z), Invertible(Z.T @ Z)):
        assert holds(false, scaled, rng) is False


def test_what_floats_cannot_tell_is_not_told():
    rng = np.random.default_rng(0)
    assert holds(Invertible(A), {A: np.diag([1.0, 1e-10])}, rng) is None
    assert holds(FullColumnRank(A), {A: np.diag([1.0, 1e-10])}, rng) is None
    assert holds(PositiveDefinite(A), {A: np.diag([1.0, 1e-10])}, rng) is None


# Minima of what is not quadratic: numbers refute them, or agree.

u, point, e1, e2 = Letter("u", 2), Letter("u_hat", 2), Letter("e1", 2), Letter("e2", 2)
missed = ((e1.T @ u) * (e2.T @ u) - 1) ** 2  # by a product of two weights
motzkin = ((e1.T @ u) * (e2.T @ u)) ** 2 * (SquaredNorm(u) - 3)
relu = (s + Absolute(s)) / 2
million, thousandth = 10**6, Number(Fraction(1, 1000))


def cubic(at):
    return at**3 - 3 * at


def two_wells(at):
    return 3 * at**4 + 4 * at**3 - 12 * at**2


MINIMA = [  # whether the point is one, and the only one
    (missed, (1, 1), True, False),
    (missed, (0.3, 1 / 0.3), True, False),
    (missed, (-0.007, -1 / 0.007), True, False),
    (missed + million, (0.1, 10), True, False),
    (missed, (0, 0), False, False),  # a saddle
    (missed, (1, 1.001), False, False),
    (-missed, (1, 1), False, False),
    (motzkin, (-1, 1), True, False),
    (motzkin, (0, 0), False, False),  # the Hessian is 0
    (SquaredNorm(u) ** 2, (0, 0), True, None),
    (SquaredNorm(u) ** 2 + SquaredNorm(u), (0, 0), True, True),
    ((e1.T @ u) ** 4, (0, 3), True, None),  # nor is it the only one
    (s**4 - 100 * s**2, 0, False, False),
    (cubic(s), 1, False, False),  # a local minimum
    (cubic(s / 1000), 1000, False, False),
    (cubic(1000 * s), 1e-3, False, False),
    (cubic(s / 1000 + 1), 0, False, False),
    (two_wells(s), 1, False, False),  # a local minimum too
    (two_wells(s), -2, True, True),
    (two_wells(s / 100), 100, False, False),
    (two_wells(100 * s), 0.01, False, False),
    ((s * s - 1) ** 2, 1, True, False),
    ((s * s - 10000) ** 2 / 10000, 100, True, False),
    ((s * s - 1) ** 2 * ((s - 3) ** 2 + thousandth), 1, True, False),
    ((relu - 1) ** 2, 1, True, None),
    ((relu - 1) ** 2, 1.001, False, False),
    ((relu - 1) ** 2, -1, False, False),  # a dead unit
    ((Absolute(s) - 1) ** 2, 1, True, False),
    (Exp(s) + Exp(-s), 0, True, None),
    (Exp(s) + Exp(-s), 0.001, False, False),
    (Exp(two_wells(s) / 10), -2, True, True),
    (Exp(two_wells(s) / 10), 1, False, False),
]  # fmt: skip


@pytest.mark.parametrize(("function", "at", "minimal", "unique"), MINIMA, ids=str)
def test_minima_of_what_is_not_quadratic(function, at, minimal, unique):
    letter, there = (u, point) if isinstance(at, tuple) else (s, t)
    values = {there: np.array(at, dtype=float), e1: [1.0, 0.0], e2: [0.0, 1.0]}
    for kind, said in ((Minimises, minimal), (UniquelyMinimises, unique)):
        assert holds(kind(there, function, letter), values, np.random.default_rng(0)) is said


def test_a_minimum_on_which_numbers_only_agree_is_no_instance():
    """A counterexample rests on hypotheses that hold for certain; what is tried may not."""
    cosine = Minimises(t, Exp(s) + Exp(-s), s)
    assert judge(cosine, valuation_of({t: 0}, {t})) is None
    assert judge(ForEach(i, cosine), valuation_of({t: 0, n: 2}, {t, n})) is None
    assert judge(cosine, valuation_of({t: 1}, {t})) is False


def test_exact_values_are_read_as_floats():
    assert holds(Invertible(A), {A: [[1, 2], [3, 4]]}, np.random.default_rng(0)) is True


def test_refusals():
    rng = np.random.default_rng(0)
    with pytest.raises(UndefinedError, match="singular"):
        holds(Equals(Inverse(Z.T @ Z) @ Z.T @ Z, Identity(d)), VALUES, rng)
    with pytest.raises(MalformedError, match="no value is given for y"):
        holds(Equals(y, y), {}, rng)
    with pytest.raises(MalformedError, match="not a statement"):
        holds(False, VALUES, rng)


def test_what_floats_cannot_hold_is_refused_in_words():
    """Equality would be refused for nan ≤ …, or accepted for … ≤ inf, whatever is equal."""
    rng = np.random.default_rng(0)
    large = {A: np.full((2, 2), 1e308)}
    for claim in (Equals(A @ A, A @ A), Equals(SquaredNorm(y) * y, y), Nonnegative(Trace(A @ A))):
        with pytest.raises(MalformedError, match="too large for floats"):
            holds(claim, {**large, y: [1e120, 1e120]}, rng)
    scales = Equals((A - A) @ (A - A), A - A)  # the values are 0, their scale is not
    with pytest.raises(MalformedError, match="too large for floats"):
        holds(scales, large, rng)
    with pytest.raises(MalformedError, match="too large for floats"):
        holds(Invertible(A), {A: [[10**400]]}, rng)
    with pytest.raises(MalformedError, match="A is given nan"):
        holds(Invertible(A), {A: [[float("nan")]]}, rng)


def test_what_numpy_cannot_do_is_said_in_words(monkeypatch):
    def fails(*_, **__):
        raise np.linalg.LinAlgError("SVD did not converge")

    monkeypatch.setattr(np.linalg, "svd", fails)
    with pytest.raises(UndefinedError, match="SVD did not converge"):
        holds(Invertible(A), {A: np.eye(2)}, np.random.default_rng(0))
