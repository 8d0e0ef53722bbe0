"""The estimate without one observation, from the one with it, and what is summed over them."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, zeros

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Invertible,
    Minimises,
    Nonnegative,
    UniquelyMinimises,
)
from derivations.kernel.terms import Identity, Inverse, SquaredNorm, SumOver
from derivations.kernel.theorem import assume, introduce, rewrite
from derivations.proving.certificates import algebra
from derivations.proving.sequents import square

from . import matrices as m
from .letters import X, d, gram, n, w, w_hat, y
from .matrices import FITTED, FULL_RANK, Y, equal, fit, letter, norm2, solves
from .observation_letters import (
    E1,
    HAND,
    RSS,
    X_1,
    basis,
    by_gram,
    error,
    h_i,
    i,
    invertible,
    leverage,
    normal,
    not_1,
    r_i,
    without,
    x_i,
    y_1,
    y_i,
)
from .restatement import Restatement, published, refused

gram_out = gram - x_i @ x_i.T
products_out = X.T @ y - y_i * x_i
w_out = Inverse(gram_out) @ products_out
others = Equals(i @ i.T + E1 @ E1.T, Identity(n))
none_1 = ForEach(i, not_1)
squared = (r_i / (1 - h_i)) ** 2
PRESS = SumOver(i, (y_i - x_i.T @ w_out) ** 2)
s_sq = RSS(w_hat) / (n - d)


def RSS_out(at):
    """‖y − Xw‖² − (yᵢ − xᵢᵀw)²."""
    return SquaredNorm(y - X @ at) - (y_i - x_i.T @ at) ** 2


ROWS = range(3)
FOUR = Matrix([[1, 0], [1, 1], [1, 2], [1, 5]])
RESPONSE = Matrix([0, 1, 1, 4])


def fit_without(X, y, row):
    """Least squares on the other rows."""
    return fit(without(X, row), without(y, row))


def gram_without(X, row):
    """XᵀX − xᵢxᵢᵀ."""
    return X.T * X - X[row, :].T * X[row, :]


def residual(X, y, row):
    """yᵢ − xᵢᵀŵ, a number."""
    return y[row] - (X[row, :] * fit(X, y))[0]


def left_out(X, y, row):
    """yᵢ − xᵢᵀw, at the estimate without the observation; a number."""
    return y[row] - (X[row, :] * fit_without(X, y, row))[0]


def scaled(X, y, row):
    """rᵢ/(1 − hᵢ)."""
    return residual(X, y, row) / (1 - leverage(X, row)[0])


def press(X, y):
    """Fit by fit."""
    return sum(left_out(X, y, row) ** 2 for row in range(X.rows))


class TestOtherRows(Restatement):
    id = "least-squares-on-the-other-observations"
    hypotheses = (others, Invertible(gram_out))
    conclusion = Equals(Inverse(X_1.T @ X_1) @ (X_1.T @ y_1), w_out)
    algebraic = False  # that X₁ᵀX₁ is invertible comes first

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        X, y = FULL_RANK, letter("y", 3)
        said = gram_without(X, row).inv() * (X.T * y - y[row] * X[row, :].T)
        assert equal(fit_without(X, y, row), said)

    def test_instance(self):
        X, y, picked = FULL_RANK, Y, eye(3)[:, 1:]
        assert basis(0) * basis(0).T + picked * picked.T == eye(3)
        assert gram_without(X, 0).det() != 0
        said = gram_without(X, 0).inv() * (X.T * y - y[0] * X[0, :].T)
        assert fit(picked.T * X, picked.T * y) == said

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        left = self.conclusion.left
        refused(algebra, Equals(left, Inverse(gram_out) @ (X.T @ y)), known)
        refused(algebra, Equals(left, Inverse(gram) @ products_out), known)

    def test_near_miss_is_false(self):
        X, y = FULL_RANK, Y + basis(0)
        exact = fit_without(X, y, 0)
        assert exact != gram_without(X, 0).inv() * (X.T * y)
        assert exact != (X.T * X).inv() * (X.T * y - y[0] * X[0, :].T)


class TestGramInvertible(Restatement):
    id = "gram-matrix-without-an-observation-is-invertible"
    hypotheses = (invertible, not_1)
    conclusion = Invertible(gram_out)

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        """det(XᵀX − xᵢxᵢᵀ) = det(XᵀX)(1 − hᵢ)."""
        X = letter("X", 3, 2)
        said = (X.T * X).det() * (1 - leverage(X, row)[0])
        assert equal(Matrix([gram_without(X, row).det()]), Matrix([said]))

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert leverage(X, 0)[0] != 1
        assert gram_without(X, 0).det() != 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Invertible(gram - 2 * x_i @ x_i.T))
        refused(rewrite, known, Invertible(x_i @ x_i.T))

    def test_near_miss_is_false(self):
        assert gram_without(HAND, 2).det() == 0  # of leverage 1
        X = Matrix([1, 1])
        assert leverage(X, 0)[0] != 1
        assert (X.T * X - 2 * X[0, :].T * X[0, :]).det() == 0
        assert (FULL_RANK[0, :].T * FULL_RANK[0, :]).det() == 0


class TestLeverageNot1(Restatement):
    id = "leverage-is-not-1-if-gram-matrix-without-the-observation-is-invertible"
    hypotheses = (invertible, Invertible(gram_out))
    conclusion = Invertible(1 - h_i)

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        """(1 − hᵢ)(1 + xᵢᵀ(XᵀX − xᵢxᵢᵀ)⁻¹xᵢ) = 1."""
        X = letter("X", 3, 1)
        other = X[row, :] * gram_without(X, row).inv() * X[row, :].T
        assert equal((eye(1) - leverage(X, row)) * (eye(1) + other), eye(1))

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert gram_without(X, 1).det() != 0
        assert leverage(X, 1)[0] != 1

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Invertible(h_i))
        refused(rewrite, known, Invertible(1 - 3 * h_i))

    def test_near_miss_is_false(self):
        assert leverage(Matrix([0, 1]), 0)[0] == 0
        assert 1 - 3 * leverage(FULL_RANK, 1)[0] == 0
        assert gram_without(HAND, 2).det() == 0
        assert leverage(HAND, 2)[0] == 1


class TestEstimate(Restatement):
    id = "estimate-without-an-observation"
    hypotheses = (invertible, not_1, normal)
    conclusion = Equals(w_out, w_hat - r_i / (1 - h_i) * by_gram)
    algebraic = False

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        X, y = FULL_RANK, letter("y", 3)
        said = fit(X, y) - scaled(X, y, row) * (X.T * X).inv() * X[row, :].T
        assert equal(fit_without(X, y, row), said)

    def test_instance(self):
        X, y = FULL_RANK, Y
        assert (X.T * X).det() != 0
        assert leverage(X, 0)[0] != 1
        assert solves(X, y, FITTED)
        assert fit_without(X, y, 0) == FITTED - scaled(X, y, 0) * (X.T * X).inv() * X[0, :].T

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        refused(algebra, Equals(w_out, w_hat - r_i * by_gram), known)
        refused(algebra, Equals(w_out, w_hat + r_i / (1 - h_i) * by_gram), known)
        refused(algebra, Equals(w_out, w_hat - r_i / (1 + h_i) * by_gram), known)

    def test_near_miss_is_false(self):
        X, y, h, r = FULL_RANK, Y, leverage(FULL_RANK, 0)[0], residual(FULL_RANK, Y, 0)
        exact, by = fit_without(X, y, 0), (X.T * X).inv() * X[0, :].T
        assert all(exact != FITTED - share * by for share in (r, -r / (1 - h), r / (1 + h)))


class TestResidual(Restatement):
    id = "leave-one-out-residual"
    hypotheses = (invertible, not_1, normal)
    conclusion = Equals(y_i - x_i.T @ w_out, r_i / (1 - h_i))
    algebraic = False

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        X, y = FULL_RANK, letter("y", 3)
        assert equal(Matrix([left_out(X, y, row)]), Matrix([scaled(X, y, row)]))

    def test_instance(self):
        X, y = FULL_RANK, Y
        assert (X.T * X).det() != 0
        assert leverage(X, 1)[0] != 1
        assert solves(X, y, FITTED)
        assert left_out(X, y, 1) == scaled(X, y, 1)

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        left = self.conclusion.left
        refused(algebra, Equals(left, r_i), known)
        refused(algebra, Equals(left, r_i * (1 - h_i)), known)
        refused(algebra, Equals(left, r_i / h_i), known)

    def test_near_miss_is_false(self):
        r, h = residual(FULL_RANK, Y, 1), leverage(FULL_RANK, 1)[0]
        assert left_out(FULL_RANK, Y, 1) not in (r, r * (1 - h), r / h)


class TestUnique(Restatement):
    id = "estimate-without-an-observation-is-the-unique-minimiser"
    hypotheses = (Invertible(gram_out),)
    conclusion = UniquelyMinimises(w_out, RSS_out(w), w)

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        """What is minimised is the squared error on the other rows."""
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        rest = error(X, y, w) - error(X[row, :], y[row : row + 1, :], w)
        assert equal(rest, error(without(X, row), without(y, row), w))
        assert m.uniquely_minimises(without(X, row), without(y, row), fit_without(X, y, row))

    def test_instance(self):
        assert gram_without(FULL_RANK, 1).det() != 0
        rest = without(FULL_RANK, 1), without(Y, 1)
        assert m.uniquely_minimises(*rest, fit(*rest))

    def test_near_miss_is_refused(self):
        least = assume(Minimises(w_out, RSS_out(w), w))
        refused(introduce, self.conclusion, w, least, square(w))
        gap = square((Identity(n) - i @ i.T) @ X @ (w - w_out))
        refused(rewrite, gap, Nonnegative(RSS(w) - RSS(w_out)))

    def test_near_miss_is_false(self):
        rest = without(FULL_RANK, 1), without(Y, 1)
        assert not m.minimises(*rest, FITTED)
        assert not m.minimises(FULL_RANK, Y, fit(*rest))
        rows = without(HAND, 2)
        assert not m.positive_definite(rows.T * rows)  # there are other minimisers


class TestPress(Restatement):
    id = "press"
    hypotheses = (invertible, none_1, normal)
    conclusion = Equals(PRESS, SumOver(i, squared))
    algebraic = False

    def test_in_sympy(self):
        X, y = FOUR, letter("y", 4)
        said = sum(scaled(X, y, row) ** 2 for row in range(4))
        assert equal(Matrix([press(X, y)]), Matrix([said]))

    def test_instance(self):
        X, y = FOUR, RESPONSE
        assert (X.T * X).det() != 0
        assert all(leverage(X, row)[0] != 1 for row in range(4))
        assert press(X, y) == sum(scaled(X, y, row) ** 2 for row in range(4))

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        refused(algebra, Equals(PRESS, SumOver(i, r_i**2)), known)
        refused(algebra, Equals(PRESS, SumOver(i, r_i**2 / (1 - h_i))), known)
        refused(algebra, Equals(PRESS, RSS(w_hat)), known)

    def test_near_miss_is_false(self):
        X, y = FOUR, RESPONSE
        squares = [residual(X, y, row) ** 2 for row in range(4)]
        halfway = [r / (1 - leverage(X, row)[0]) for row, r in enumerate(squares)]
        assert press(X, y) not in (sum(squares), sum(halfway))
        assert sum(squares) == error(X, y, fit(X, y))[0]


class TestNeverBelow(Restatement):
    id = "press-is-never-below-the-residual-sum-of-squares"
    hypotheses = (invertible, none_1, normal)
    conclusion = Nonnegative(PRESS - RSS(w_hat))

    def test_in_sympy(self):
        """Each of its terms is larger by a square times hᵢ(2 − hᵢ)."""
        X, y = FOUR, letter("y", 4)
        for row in range(4):
            h = leverage(X, row)[0]
            more = scaled(X, y, row) ** 2 * h * (2 - h)
            assert 0 <= h <= 1
            found = left_out(X, y, row) ** 2 - residual(X, y, row) ** 2
            assert equal(Matrix([found]), Matrix([more]))

    def test_instance(self):
        X, y = FOUR, RESPONSE
        assert (X.T * X).det() != 0
        assert all(leverage(X, row)[0] != 1 for row in range(4))
        assert press(X, y) > error(X, y, fit(X, y))[0]

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Nonnegative(RSS(w_hat) - PRESS))
        refused(rewrite, known, Nonnegative(PRESS - 2 * RSS(w_hat)))
        refused(rewrite, known, Nonnegative(PRESS - RSS(w)))

    def test_near_miss_is_false(self):
        X, y = FOUR, RESPONSE
        assert error(X, y, fit(X, y))[0] - press(X, y) < 0
        level, heights = Matrix([1] * 9), Matrix([1] + [0] * 8)
        assert press(level, heights) - 2 * error(level, heights, fit(level, heights))[0] < 0
        assert press(X, y) - error(X, y, zeros(2, 1))[0] < 0


class TestCook(Restatement):
    id = "cooks-distance"
    hypotheses = (invertible, not_1, normal, Invertible(n - d), Invertible(s_sq))
    conclusion = Equals(
        SquaredNorm(X @ (w_hat - w_out)) / (d * s_sq),
        r_i**2 / (d * s_sq) * (h_i / (1 - h_i) ** 2),
    )
    algebraic = False

    @staticmethod
    def scale(X, y):
        """ds²."""
        return X.cols * error(X, y, fit(X, y))[0] / (X.rows - X.cols)

    @classmethod
    def distance(cls, X, y, row):
        """From the two fits."""
        return norm2(X * (fit(X, y) - fit_without(X, y, row)))[0] / cls.scale(X, y)

    @pytest.mark.parametrize("row", ROWS)
    def test_in_sympy(self, row):
        X, y = FULL_RANK, letter("y", 3)
        h = leverage(X, row)[0]
        said = residual(X, y, row) ** 2 / self.scale(X, y) * h / (1 - h) ** 2
        assert equal(Matrix([self.distance(X, y, row)]), Matrix([said]))

    def test_instance(self):
        X, y, h = FOUR, RESPONSE, leverage(FOUR, 3)[0]
        assert (X.T * X).det() != 0
        assert h != 1
        assert X.rows != X.cols
        assert self.scale(X, y) != 0
        said = residual(X, y, 3) ** 2 / self.scale(X, y) * h / (1 - h) ** 2
        assert self.distance(X, y, 3) == said

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        left = self.conclusion.left
        refused(algebra, Equals(left, r_i**2 / (d * s_sq) * (h_i / (1 - h_i))), known)
        refused(algebra, Equals(left, r_i**2 / s_sq * (h_i / (1 - h_i) ** 2)), known)

    def test_near_miss_is_false(self):
        X, y, h = FOUR, RESPONSE, leverage(FOUR, 3)[0]
        exact, share = self.distance(X, y, 3), residual(X, y, 3) ** 2 / self.scale(X, y)
        assert share != 0
        assert exact not in (share * h / (1 - h), X.cols * share * h / (1 - h) ** 2)
