"""ln L(w, σ²) = −n ln √(2πσ²) − ‖y − Xw‖²/(2σ²), and the same for other kinds of noise."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    Expr,
    Matrix,
    Rational,
    Symbol,
    diag,
    expand_log,
    eye,
    log,
    ones,
    pi,
    prod,
    simplify,
    sqrt,
    symbols,
)
from sympy import stats as st

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
)
from derivations.kernel.terms import (
    Absolute,
    Determinant,
    Exp,
    Inverse,
    Log,
    Ones,
    Pi,
    ProductOver,
    Root,
    SquaredNorm,
    SumOver,
    Term,
)
from derivations.kernel.theorem import assume, cut
from derivations.proving.certificates import algebra

from .letters import X, n, w, y
from .likelihood_letters import L, V, b, ell, i, s, tau, variance, x_i, y_i
from .matrices import FITTED, FULL_RANK, Y, letter, norm2, positive_definite
from .restatement import Restatement, published, refused

residual = y_i - x_i.T @ w
root = Root(2 * Pi() * variance)
quadratic = (y - X @ w).T @ Inverse(V) @ (y - X @ w)

HALF = Rational(1, 2)
SPREADS = (HALF, Rational(1), Rational(3))
RESIDUALS = Y - FULL_RANK * FITTED
DEPENDENT = Matrix([[1, HALF, 0], [HALF, 1, 0], [0, 0, 1]])


def gaussians(away: Term, spread: Term) -> ProductOver:
    """∏ᵢ of the density of a Gaussian."""
    return ProductOver(i, 1 / Root(2 * Pi() * spread) * Exp(-(away**2 / (2 * spread))))


def log_density(*entries: tuple[Expr, Expr]) -> Expr:
    """The logarithm of the density of independent entries, of given variances, by SymPy."""
    densities = [st.density(st.Normal("u", 0, sqrt(spread)))(away) for away, spread in entries]
    return logarithm(prod(densities))


def logarithm(positive: Expr) -> Expr:
    return expand_log(log(positive), force=True)


def same(left: Expr, right: Expr) -> bool:
    """Whether two sums of logarithms and rational functions are equal."""
    return simplify(expand_log(left - right, force=True)) == 0


class TestLogLikelihood(Restatement):
    id = "log-likelihood"
    hypotheses = (Positive(variance),)
    conclusion = Equals(Log(L(w, variance)), ell(w, variance))

    @staticmethod
    def ell(residuals: Matrix, spread: Expr) -> Expr:
        return -3 * log(sqrt(2 * pi * spread)) - norm2(residuals)[0] / (2 * spread)

    def test_in_sympy(self):
        X, y, w, spread = FULL_RANK, letter("y", 3), letter("w", 2), Symbol("s", positive=True)
        entries = [(residual, spread) for residual in y - X * w]
        assert same(log_density(*entries), self.ell(y - X * w, spread))

    def test_instance(self):
        entries = [(residual, HALF) for residual in RESIDUALS]
        assert same(log_density(*entries), self.ell(RESIDUALS, HALF))

    def test_near_miss_is_refused(self):
        known = published(self.id)
        once = -Log(root) - SquaredNorm(y - X @ w) / (2 * variance)  # n lost
        refused(algebra, Equals(Log(L()), once), known)
        without_half = -n * Log(root) - SquaredNorm(y - X @ w) / variance
        refused(algebra, Equals(Log(L()), without_half), known)
        plus = -n * Log(root) + SquaredNorm(y - X @ w) / (2 * variance)
        refused(algebra, Equals(Log(L()), plus), known)
        refused(algebra, Equals(Log(L()), ell()))  # without the rules of the logarithm
        refused(cut, known, assume(Nonnegative(variance)))

    def test_near_miss_is_false(self):
        found = log_density(*[(residual, HALF) for residual in RESIDUALS])
        square = norm2(RESIDUALS)[0]
        assert not same(found, -log(sqrt(pi)) - square)
        assert not same(found, -3 * log(sqrt(pi)) - 2 * square)
        assert not same(found, -3 * log(sqrt(pi)) + square)
        assert not log(sqrt(2 * pi * 0)).is_finite


class TestIntercept(Restatement):
    id = "log-likelihood-with-intercept"
    hypotheses = (Positive(variance),)
    conclusion = Equals(
        Log(gaussians(residual - b, variance)),
        -n * Log(root) - SquaredNorm(y - X @ w - Ones(n) * b) / (2 * variance),
    )

    def test_in_sympy(self):
        X, y, w, b = FULL_RANK, letter("y", 3), letter("w", 2), Symbol("b", real=True)
        spread = Symbol("s", positive=True)
        entries = [(residual - b, spread) for residual in y - X * w]
        square = norm2(y - X * w - b * ones(3, 1))[0]
        right = -3 * log(sqrt(2 * pi * spread)) - square / (2 * spread)
        assert same(log_density(*entries), right)

    def test_instance(self):
        b = Rational(2)
        entries = [(residual - b, HALF) for residual in RESIDUALS]
        square = norm2(RESIDUALS - b * ones(3, 1))[0]
        assert same(log_density(*entries), -3 * log(sqrt(pi)) - square)

    def test_near_miss_is_refused(self):
        known, left = published(self.id), self.conclusion.left
        refused(algebra, Equals(left, ell()), known)  # b lost
        twice = SquaredNorm(y - X @ w) + n * b**2  # no product of b and the residuals
        refused(algebra, Equals(left, -n * Log(root) - twice / (2 * variance)), known)
        refused(cut, known, assume(Nonnegative(variance)))

    def test_near_miss_is_false(self):
        shifted = Y - FULL_RANK * 2 * FITTED
        found = log_density(*[(residual - 2, HALF) for residual in shifted])
        assert not same(found, -3 * log(sqrt(pi)) - norm2(shifted)[0])
        assert not same(found, -3 * log(sqrt(pi)) - norm2(shifted)[0] - 3 * 4)
        assert not log(sqrt(2 * pi * 0)).is_finite


class TestUnequalVariances(Restatement):
    id = "log-likelihood-with-unequal-variances"
    hypotheses = (ForEach(i, Positive(i.T @ s)),)
    conclusion = Equals(
        Log(gaussians(residual, i.T @ s)),
        -SumOver(i, Log(Root(2 * Pi() * (i.T @ s)))) - SumOver(i, residual**2 / (i.T @ s)) / 2,
    )

    @staticmethod
    def ell(residuals: Matrix, spreads: tuple[Expr, ...]) -> Expr:
        heights = sum(log(sqrt(2 * pi * spread)) for spread in spreads)
        return -heights - sum(residuals[i] ** 2 / spreads[i] for i in range(3)) / 2

    def test_in_sympy(self):
        X, y, w, s = FULL_RANK, letter("y", 3), letter("w", 2), symbols("s_:3", positive=True)
        found = log_density(*zip(y - X * w, s, strict=True))
        assert same(found, self.ell(y - X * w, s))

    def test_instance(self):
        found = log_density(*zip(RESIDUALS, SPREADS, strict=True))
        assert same(found, self.ell(RESIDUALS, SPREADS))

    def test_near_miss_is_refused(self):
        known, left = published(self.id), self.conclusion.left
        heights = SumOver(i, Log(Root(2 * Pi() * (i.T @ s))))
        unweighted = -heights - SquaredNorm(y - X @ w) / 2
        refused(algebra, Equals(left, unweighted), known)
        apart = SumOver(i, residual**2) * SumOver(i, 1 / (i.T @ s))  # no sum of products
        refused(algebra, Equals(left, -heights - apart / 2), known)
        refused(cut, known, assume(ForEach(i, Nonnegative(i.T @ s))))

    def test_near_miss_is_false(self):
        found = log_density(*zip(RESIDUALS, SPREADS, strict=True))
        heights, square = sum(log(sqrt(2 * pi * s)) for s in SPREADS), norm2(RESIDUALS)[0]
        assert not same(found, -heights - square / 2)
        assert not same(found, -heights - square * sum(1 / s for s in SPREADS) / 2)
        assert not log(sqrt(2 * pi * 0)).is_finite


class TestLaplaceNoise(Restatement):
    id = "log-likelihood-with-laplace-noise"
    hypotheses = (Positive(tau),)
    conclusion = Equals(
        Log(ProductOver(i, 1 / (2 * tau) * Exp(-(Absolute(residual) / tau)))),
        -n * Log(2 * tau) - SumOver(i, Absolute(residual)) / tau,
    )

    @staticmethod
    def log_density(residuals: Matrix, tau: Expr) -> Expr:
        density = st.density(st.Laplace("u", 0, tau))
        return logarithm(prod(density(residual) for residual in residuals))

    def test_in_sympy(self):
        X, y, w, tau = FULL_RANK, letter("y", 3), letter("w", 2), Symbol("t", positive=True)
        right = -3 * log(2 * tau) - sum(map(Abs, y - X * w)) / tau
        assert same(self.log_density(y - X * w, tau), right)

    def test_instance(self):
        tau = Rational(2, 3)
        right = -3 * log(2 * tau) - sum(map(Abs, RESIDUALS)) / tau
        assert same(self.log_density(RESIDUALS, tau), right)

    def test_near_miss_is_refused(self):
        known, left = published(self.id), self.conclusion.left
        signed = -n * Log(2 * tau) - SumOver(i, residual) / tau  # |·| lost
        refused(algebra, Equals(left, signed), known)
        outside = -n * Log(2 * tau) - Absolute(SumOver(i, residual)) / tau  # of the sum
        refused(algebra, Equals(left, outside), known)
        refused(cut, known, assume(Nonnegative(tau)))

    def test_near_miss_is_false(self):
        found = self.log_density(RESIDUALS, HALF)
        assert not same(found, -2 * sum(RESIDUALS))  # 2τ = 1
        assert not same(found, -2 * Abs(sum(RESIDUALS)))
        assert not log(2 * 0).is_finite


class TestCovariance(Restatement):
    id = "log-likelihood-with-covariance"
    hypotheses = (Positive(variance), PositiveDefinite(V))
    conclusion = Equals(
        Log(1 / (Root(Determinant(V)) * ProductOver(i, root)) * Exp(-(quadratic / (2 * variance)))),
        -n * Log(root) - Log(Determinant(V)) / 2 - quadratic / (2 * variance),
    )
    facts = ("determinant-of-a-positive-definite-matrix-is-positive",)

    @staticmethod
    def log_density(residuals: Matrix, covariance: Matrix) -> Expr:
        return logarithm(st.density(st.Normal("u", 0 * residuals, covariance))(*residuals))

    @staticmethod
    def ell(residuals: Matrix, V: Matrix, spread: Expr) -> Expr:
        form = (residuals.T * V.inv() * residuals)[0]
        return -3 * log(sqrt(2 * pi * spread)) - log(V.det()) / 2 - form / (2 * spread)

    @pytest.mark.parametrize("V", [DEPENDENT, diag(*SPREADS)])
    def test_in_sympy(self, V):
        X, y, w, spread = FULL_RANK, letter("y", 3), letter("w", 2), Symbol("s", positive=True)
        found = self.log_density(y - X * w, spread * V)
        assert same(found, self.ell(y - X * w, V, spread))

    def test_instance(self):
        assert positive_definite(DEPENDENT)
        found = self.log_density(RESIDUALS, HALF * DEPENDENT)
        assert same(found, self.ell(RESIDUALS, DEPENDENT, HALF))

    def test_near_miss_is_refused(self):
        known, left = published(self.id), self.conclusion.left
        whole = -n * Log(root) - Log(Determinant(V)) - quadratic / (2 * variance)  # ½ lost
        refused(algebra, Equals(left, whole), known)
        refused(algebra, Equals(left, ell()), known)  # as if V were I
        refused(cut, known, assume(PositiveSemidefinite(V)))
        refused(cut, known, assume(Nonnegative(variance)))

    def test_near_miss_is_false(self):
        found = self.log_density(RESIDUALS, DEPENDENT)
        assert not same(found, self.ell(RESIDUALS, DEPENDENT, 1) - log(DEPENDENT.det()) / 2)
        assert not same(found, self.ell(RESIDUALS, eye(3), 1))
        assert Matrix([[1, 1], [1, 1]]).det() == 0
        assert not log(0).is_finite
