"""R² = 1 − nJ/TSS on the training data, so that argmax R² = argmin J."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational

from derivations.kernel.statements import Equals, Maximises, Minimises, Nonnegative, Positive
from derivations.kernel.terms import Identity, Ones, SquaredNorm
from derivations.kernel.theorem import assume, introduce, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import multiply

from . import matrices as m
from .letters import J, X, n, u, w, y
from .matrices import (
    DESIGNS,
    FITTED,
    FULL_RANK,
    NULL,
    SOLVED,
    Y,
    equal,
    letter,
    minimises,
    norm2,
    positive_semidefinite,
    solution,
)
from .restatement import Restatement, refused

TSS = y.T @ (Identity(n) - Ones(n) @ Ones(n).T / n) @ y
CONSTANT = Matrix([2, 2, 2])


def R_sq(at=w):
    """R²(w) = 1 − ‖y − Xw‖²/TSS."""
    return 1 - SquaredNorm(y - X @ at) / TSS


def around_the_mean(y):
    """Σᵢ (yᵢ − ȳ)²."""
    mean = sum(y) / len(y)
    return sum((each - mean) ** 2 for each in y)


def r_squared(X, y, w):
    """1 − RSS/TSS, a 1×1 matrix."""
    return Matrix([1]) - norm2(y - X * w) / around_the_mean(y)


def maximises_r_squared(X, y, point):
    """The gradient of R², which is quadratic and concave where TSS > 0, is 0 at the point."""
    w = letter("w", X.cols)
    f = r_squared(X, y, w)
    slope = m.at(m.gradient(f, w), w, point)
    return equal(slope, 0 * slope) and positive_semidefinite(-m.hessian(f, w))


class TestRSquared(Restatement):
    id = "r-squared"
    hypotheses = (Positive(TSS),)
    conclusion = Equals(R_sq(), 1 - n / TSS * J(w))

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        centred = (y.T * (m.Matrix.eye(3) - m.Matrix.ones(3, 3) / 3) * y)[0]
        assert equal(Matrix([centred]), Matrix([around_the_mean(y)]))
        right = Matrix([1]) - m.J(X, y, w) * 3 / around_the_mean(y)
        assert equal(r_squared(X, y, w), right)

    @pytest.mark.parametrize("w", [FITTED, NULL])
    def test_instance(self, w):
        X, y = FULL_RANK, Y
        assert around_the_mean(y) == Rational(2, 3) > 0
        assert r_squared(X, y, w) == Matrix([1]) - m.J(X, y, w) * 3 / Rational(2, 3)
        assert r_squared(X, y, FITTED) == Matrix([Rational(3, 4)])

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(R_sq(), 1 - J(w) / TSS))  # the n lost
        refused(algebra, Equals(R_sq(), 1 - n / (y.T @ y) * J(w)))  # not around the mean

    def test_near_miss_is_false(self):
        X, y, w = FULL_RANK, Y, FITTED
        assert r_squared(X, y, w) != Matrix([1]) - m.J(X, y, w) / around_the_mean(y)
        assert r_squared(X, y, w) != Matrix([1]) - m.J(X, y, w) * 3 / norm2(y)[0]
        assert around_the_mean(CONSTANT) == 0  # without the hypothesis, R² means nothing


class TestMaximisesRSquared(Restatement):
    id = "minimiser-of-squared-error-maximises-r-squared"
    hypotheses = (Positive(TSS), Minimises(u, J(w), w))
    conclusion = Maximises(u, R_sq(), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        w = letter("w", 2)
        u = solution(X.T * X * w - X.T * Y, w)
        assert minimises(X, Y, u)
        assert maximises_r_squared(X, Y, u)

    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u):
        assert around_the_mean(Y) > 0
        assert minimises(X, Y, u)
        assert maximises_r_squared(X, Y, u)
        assert (r_squared(X, Y, u) - r_squared(X, Y, u + FITTED))[0] > 0

    def test_near_miss_is_refused(self):
        gap = unfold(assume(Minimises(u, J(w), w)), 0, w)
        scaled = multiply(assume(Nonnegative(n / TSS)), gap)
        better = rewrite(scaled, Nonnegative(R_sq(u) - R_sq()))
        introduce(self.conclusion, w, better)
        refused(rewrite, scaled, Nonnegative(R_sq() - R_sq(u)))  # the wrong way round
        refused(rewrite, gap, Nonnegative(R_sq(u) - R_sq()))  # n/TSS lost
        refused(introduce, Minimises(u, R_sq(), w), w, better)

    def test_near_miss_is_false(self):
        assert not maximises_r_squared(FULL_RANK, Y, 2 * FITTED)
        assert (r_squared(FULL_RANK, Y, FITTED) - r_squared(FULL_RANK, Y, NULL))[0] > 0


class TestMinimisesSquaredError(Restatement):
    id = "maximiser-of-r-squared-minimises-squared-error"
    hypotheses = (Positive(TSS), Maximises(u, R_sq(), w))
    conclusion = Minimises(u, J(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        w = letter("w", 2)
        u = solution(m.gradient(r_squared(X, Y, w), w), w)
        assert maximises_r_squared(X, Y, u)
        assert minimises(X, Y, u)

    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u):
        assert around_the_mean(Y) > 0
        assert maximises_r_squared(X, Y, u)
        assert minimises(X, Y, u)

    def test_near_miss_is_refused(self):
        gap = unfold(assume(Maximises(u, R_sq(), w)), 0, w)
        scaled = multiply(assume(Nonnegative(TSS / n)), gap)
        better = rewrite(scaled, Nonnegative(J(w) - J(u)))
        introduce(self.conclusion, w, better)
        refused(rewrite, scaled, Nonnegative(J(u) - J(w)))  # the wrong way round
        wrong = unfold(assume(Minimises(u, R_sq(), w)), 0, w)
        scaled = multiply(assume(Nonnegative(TSS / n)), wrong)
        refused(rewrite, scaled, Nonnegative(J(w) - J(u)))  # a minimiser of R²

    def test_near_miss_is_false(self):
        assert not maximises_r_squared(FULL_RANK, Y, NULL)
        assert not minimises(FULL_RANK, Y, NULL)
        assert (m.J(FULL_RANK, Y, NULL) - m.J(FULL_RANK, Y, FITTED))[0] > 0
