"""The leverage of an observation, and how far the fit follows it."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, Symbol, eye, trace

from derivations.kernel.statements import Equals, Nonnegative
from derivations.kernel.terms import Inverse, Letter, SquaredNorm, SumOver, Zero, as_term
from derivations.kernel.theorem import assume, rewrite
from derivations.proving.certificates import algebra
from derivations.proving.sequents import square

from .letters import H, X, d, gram, n, w_hat, y
from .matrices import FITTED, FULL_RANK, Y, equal, fit, hat, letter, norm2, solves
from .moment_letters import (
    V,
    Var,
    epsilon,
    equal_variance,
    estimate,
    observed,
    sigma_sq,
    square_integrable,
)
from .moments import MIXED, TRUTH, noise, sigma, variance, whatever_the_law
from .observation_letters import (
    HAND,
    basis,
    by_gram,
    h_i,
    i,
    invertible,
    leverage,
    normal,
    r_i,
    x_i,
    y_i,
)
from .restatement import Restatement, published, refused

delta = Letter("delta")
moves = Inverse(gram) @ X.T @ (y + delta * i) - w_hat
CHANGE = Symbol("delta", real=True)
ROWS = range(3)
LINE = letter("X", 3, 1)  # XᵀX is invertible but at 0


def mean_leverage(X):
    """d/n."""
    return Rational(X.cols, X.rows)


def shift(X, y, row, change):
    """How far the estimate moves when one observation is changed."""
    return fit(X, y + change * basis(row)) - fit(X, y)


class TestLeverage(Restatement):
    id = "leverage-on-the-diagonal-of-the-hat-matrix"
    hypotheses = (invertible,)
    conclusion = Equals(i.T @ H @ i, h_i)

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        assert equal(basis(row).T * hat(LINE) * basis(row), leverage(LINE, row))

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert [hat(X)[row, row] for row in ROWS] == [leverage(X, row)[0] for row in ROWS]

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(i.T @ X @ X.T @ i, h_i))  # the inverse lost
        refused(algebra, Equals(1 - i.T @ H @ i, h_i))

    def test_near_miss_is_false(self):
        X = FULL_RANK
        assert (X * X.T)[2, 2] != leverage(X, 2)[0]
        assert 1 - hat(X)[2, 2] != leverage(X, 2)[0]


class TestNotNegative(Restatement):
    id = "leverage-is-not-negative"
    hypotheses = (invertible,)
    conclusion = Nonnegative(h_i)

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        """It is a squared length."""
        assert equal(leverage(LINE, row), norm2(hat(LINE) * basis(row)))

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert all(leverage(X, row)[0] >= 0 for row in ROWS)

    def test_near_miss_is_refused(self):
        refused(rewrite, square(H @ i), Nonnegative(-h_i))
        refused(rewrite, square(H @ i), Nonnegative(h_i - 1))
        refused(rewrite, square(H @ i), Nonnegative(h_i - 1 / n))  # true with an intercept only

    def test_near_miss_is_false(self):
        X = FULL_RANK
        assert -leverage(X, 0)[0] < 0
        assert leverage(X, 0)[0] - 1 < 0
        assert leverage(Matrix([[0], [1], [2]]), 0)[0] - Rational(1, 3) < 0


class TestAtMost1(Restatement):
    id = "leverage-is-at-most-1"
    hypotheses = (invertible,)
    conclusion = Nonnegative(1 - h_i)

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        """What is left of 1 is a squared length."""
        rest = norm2((eye(3) - hat(LINE)) * basis(row))
        assert equal(eye(1) - leverage(LINE, row), rest)

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert all(leverage(X, row)[0] <= 1 for row in ROWS)

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Nonnegative(1 - 2 * h_i))
        refused(rewrite, known, Nonnegative(1 - i.T @ X @ X.T @ i))  # the inverse lost
        refused(rewrite, known, Nonnegative(d / n - h_i))  # the mean is no bound

    def test_near_miss_is_false(self):
        X = FULL_RANK
        assert 1 - 2 * leverage(X, 0)[0] < 0
        assert 1 - (X * X.T)[2, 2] < 0
        assert mean_leverage(X) - leverage(X, 0)[0] < 0
        assert leverage(HAND, 2)[0] == 1  # the bound is attained


class TestAddUp(Restatement):
    id = "leverages-add-up-to-d"
    hypotheses = (invertible,)
    conclusion = Equals(SumOver(i, h_i), d)

    def test_in_sympy(self):
        total = sum(leverage(LINE, row)[0] for row in ROWS)
        assert equal(Matrix([total]), Matrix([LINE.cols]))

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert sum(leverage(X, row)[0] for row in ROWS) == 2

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(SumOver(i, h_i), n))
        refused(algebra, Equals(SumOver(i, h_i) / n, as_term(1)))
        refused(algebra, Equals(SumOver(i, x_i.T @ x_i), d))  # the inverse lost

    def test_near_miss_is_false(self):
        X = FULL_RANK
        total = sum(leverage(X, row)[0] for row in ROWS)
        assert total != X.rows
        assert total / X.rows != 1
        assert trace(X * X.T) != X.cols


class TestLeverage1(Restatement):
    id = "leverage-1-leaves-no-residual"
    hypotheses = (invertible, normal, Equals(h_i, as_term(1)))
    conclusion = Equals(r_i, Zero())
    algebraic = False  # that a column of squared length 0 vanishes comes in between

    def test_in_sympy(self):
        a = letter("a", 3)
        X, y = Matrix([[a[0], 0], [a[1], 0], [1, a[2]]]), letter("y", 3)
        assert equal(leverage(X, 2), eye(1))
        assert equal(y[2:, :] - X[2, :] * fit(X, y), 0 * eye(1))

    def test_instance(self):
        X, y = HAND, Y
        assert (X.T * X).det() != 0
        assert leverage(X, 2)[0] == 1
        assert solves(X, y, fit(X, y))
        assert (X * fit(X, y))[2] == y[2]

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(algebra, Equals(y_i, Zero()), known)
        refused(algebra, Equals(y, X @ w_hat), known)  # the others may well have one

    def test_near_miss_is_false(self):
        X, y = HAND, Y
        assert y[2] != 0
        assert y != X * fit(X, y)
        assert leverage(FULL_RANK, 1)[0] != 1
        assert FULL_RANK[1, :] * FITTED != Y[1:2, :]


class TestEstimateMoves(Restatement):
    id = "how-far-the-estimate-moves-with-one-observation"
    hypotheses = (invertible, normal)
    conclusion = Equals(moves, delta * by_gram)
    by_way_of = moves + w_hat - Inverse(gram) @ (gram @ w_hat)

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        X, y = LINE, letter("y", 3)
        said = CHANGE * (X.T * X).inv() * X[row, :].T
        assert equal(shift(X, y, row, CHANGE), said)

    def test_instance(self):
        X, y = FULL_RANK, Y
        assert (X.T * X).det() != 0
        assert solves(X, y, FITTED)
        assert fit(X, y + 6 * basis(2)) - FITTED == 6 * (X.T * X).inv() * X[2, :].T

    def test_near_miss_is_refused(self):
        known = assume(normal)
        refused(algebra, Equals(moves, by_gram), known)
        refused(algebra, Equals(moves, delta * x_i), known)
        refused(algebra, Equals(moves, h_i * delta * by_gram), known)

    def test_near_miss_is_false(self):
        X, y, row = FULL_RANK, Y, 2
        exact, by = shift(X, y, row, 6), (X.T * X).inv() * X[row, :].T
        assert exact not in (by, 6 * X[row, :].T, 6 * leverage(X, row)[0] * by)


class TestFitMoves(Restatement):
    id = "how-far-a-prediction-follows-its-observation"
    hypotheses = (invertible, normal)
    conclusion = Equals(x_i.T @ moves, h_i * delta)
    by_way_of = x_i.T @ (moves + w_hat - Inverse(gram) @ (gram @ w_hat))

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        X, y = LINE, letter("y", 3)
        said = leverage(X, row) * CHANGE
        assert equal(X[row, :] * shift(X, y, row, CHANGE), said)

    def test_instance(self):
        X, y = FULL_RANK, Y
        assert (X.T * X).det() != 0
        assert solves(X, y, FITTED)
        assert X[0, :] * (fit(X, y + 6 * basis(0)) - FITTED) == 6 * leverage(X, 0)

    def test_near_miss_is_refused(self):
        known = assume(normal)
        left = self.conclusion.left
        refused(algebra, Equals(left, delta), known)
        refused(algebra, Equals(left, (1 - h_i) * delta), known)
        refused(algebra, Equals(left, h_i * delta**2), known)

    def test_near_miss_is_false(self):
        X, y = FULL_RANK, Y
        exact, h = (X[0, :] * shift(X, y, 0, 6))[0], leverage(X, 0)[0]
        assert exact not in (6, (1 - h) * 6, h * 36)


class TestAllFitsMove(Restatement):
    id = "how-far-all-predictions-move-with-one-observation"
    hypotheses = (invertible, normal)
    conclusion = Equals(SquaredNorm(X @ moves), h_i * delta**2)
    by_way_of = SquaredNorm(X @ (moves + w_hat - Inverse(gram) @ (gram @ w_hat)))

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        X, y = LINE, letter("y", 3)
        said = leverage(X, row) * CHANGE**2
        assert equal(norm2(X * shift(X, y, row, CHANGE)), said)

    def test_instance(self):
        X, y = FULL_RANK, Y
        assert (X.T * X).det() != 0
        assert solves(X, y, FITTED)
        assert norm2(X * (fit(X, y + 6 * basis(0)) - FITTED)) == 36 * leverage(X, 0)

    def test_near_miss_is_refused(self):
        known = assume(normal)
        left = self.conclusion.left
        refused(algebra, Equals(left, delta**2), known)
        refused(algebra, Equals(left, (h_i * delta) ** 2), known)
        refused(algebra, Equals(SquaredNorm(moves), h_i * delta**2), known)

    def test_near_miss_is_false(self):
        X, y = FULL_RANK, Y
        exact, h = norm2(X * shift(X, y, 0, 6))[0], leverage(X, 0)[0]
        assert exact not in (36, (h * 6) ** 2)
        assert norm2(shift(X, y, 0, 6))[0] != h * 36


class TestVariance(Restatement):
    id = "variance-of-one-residual"
    hypotheses = (square_integrable, invertible, equal_variance)
    conclusion = Equals(Var(i.T @ (observed - X @ estimate)), sigma_sq * (1 - h_i))

    @staticmethod
    def residual(X, row):
        """As a function of the noise."""
        return lambda e: ((X * TRUTH + e) - X * fit(X, X * TRUTH + e))[row : row + 1, :]

    @whatever_the_law
    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, entry, row):
        X = FULL_RANK
        said = sigma**2 * (eye(1) - leverage(X, row))
        assert equal(variance(self.residual(X, row), noise(entry, sigma * eye(3))), said)

    @whatever_the_law
    def test_instance(self, entry):
        X, law = FULL_RANK, noise(entry, 3 * eye(3))
        assert (X.T * X).det() != 0
        assert variance(lambda e: e, law) == 9 * eye(3)
        assert variance(self.residual(X, 1), law) == 9 * (eye(1) - leverage(X, 1))

    def test_near_miss_is_refused(self):
        known = assume(equal_variance)
        left = self.conclusion.left
        refused(algebra, Equals(left, sigma_sq), known)
        refused(algebra, Equals(left, sigma_sq * h_i), known)
        refused(algebra, Equals(left, sigma_sq * (1 - d / n)), known)
        refused(algebra, self.conclusion, assume(Equals(Var(epsilon), sigma_sq * V)))

    @whatever_the_law
    def test_near_miss_is_false(self, entry):
        X, h = FULL_RANK, leverage(FULL_RANK, 1)[0]
        found = variance(self.residual(X, 1), noise(entry, eye(3)))[0]
        assert found not in (1, h, 1 - mean_leverage(X))
        assert variance(self.residual(X, 1), noise(entry, MIXED))[0] != 1 - h
