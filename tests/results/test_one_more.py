"""The estimate with one observation more, from the one without it."""

from __future__ import annotations

import pytest
from sympy import Matrix, Symbol, eye, symbols, zeros

from derivations.kernel.statements import (
    Equals,
    Invertible,
    Minimises,
    Nonnegative,
    UniquelyMinimises,
)
from derivations.kernel.terms import Inverse, Letter, SquaredNorm
from derivations.kernel.theorem import assume, introduce, rewrite
from derivations.proving.certificates import algebra
from derivations.proving.sequents import square

from . import matrices as m
from .letters import X, gram, w, w_hat, y
from .matrices import FITTED, FULL_RANK, RANK_ONE, Y, equal, fit, letter, solves
from .moment_letters import x_0
from .observation_letters import RSS, error, invertible, normal
from .restatement import Restatement, published, refused

y_0 = Letter("y_0")
by_gram = Inverse(gram) @ x_0
h_0 = x_0.T @ by_gram
gram_new = gram + x_0 @ x_0.T
w_new = Inverse(gram_new) @ (X.T @ y + y_0 * x_0)
surprise = y_0 - x_0.T @ w_hat


def RSS_new(at):
    """‖y − Xw‖² + (y₀ − x₀ᵀw)²."""
    return SquaredNorm(y - X @ at) + (y_0 - x_0.T @ at) ** 2


AT, TARGET = Matrix([1, 4]), Symbol("y_0", real=True)


def more(X, row):
    """The matrix with one row more."""
    return X.col_join(row.T)


def lever(X, row):
    """x₀ᵀ(XᵀX)⁻¹x₀, a number."""
    return (row.T * (X.T * X).inv() * row)[0]


def missed(X, y, row, target):
    """y₀ − x₀ᵀŵ, a number."""
    return target - (row.T * fit(X, y))[0]


class TestInvertible(Restatement):
    id = "gram-matrix-with-one-observation-more-is-invertible"
    hypotheses = (invertible,)
    conclusion = Invertible(gram_new)

    def test_in_sympy(self):
        """det(XᵀX + x₀x₀ᵀ) = det(XᵀX)(1 + h₀), and h₀ is a squared length."""
        X, row = FULL_RANK, Matrix(symbols("x_1 x_2", real=True))
        gram = X.T * X
        assert equal(
            Matrix([(gram + row * row.T).det()]), Matrix([gram.det() * (1 + lever(X, row))])
        )
        assert equal(Matrix([lever(X, row)]), m.norm2(X * gram.inv() * row))

    def test_instance(self):
        gram = FULL_RANK.T * FULL_RANK
        assert gram.det() != 0
        assert (gram + AT * AT.T).det() != 0

    def test_near_miss_is_refused(self):
        known = published(self.id)
        refused(rewrite, known, Invertible(gram - x_0 @ x_0.T))
        refused(rewrite, known, Invertible(x_0 @ x_0.T))

    def test_near_miss_is_false(self):
        gram = eye(2)
        assert (gram - Matrix([1, 0]) * Matrix([[1, 0]])).det() == 0
        assert (AT * AT.T).det() == 0
        gram = RANK_ONE.T * RANK_ONE
        assert (gram + Matrix([1, 2]) * Matrix([[1, 2]])).det() == 0  # nothing new


class TestInverse(Restatement):
    id = "inverse-gram-matrix-with-one-observation-more"
    hypotheses = (invertible,)
    conclusion = Equals(
        Inverse(gram_new), Inverse(gram) - Inverse(gram) @ x_0 @ x_0.T @ Inverse(gram) / (1 + h_0)
    )
    algebraic = False  # that 1 + h₀ is not 0 comes first

    @staticmethod
    def said(X, row):
        by = (X.T * X).inv()
        return by - by * row * row.T * by / (1 + lever(X, row))

    def test_in_sympy(self):
        X, row = FULL_RANK, letter("x", 2)
        assert equal(self.said(X, row), (X.T * X + row * row.T).inv())

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert self.said(X, AT) == (more(X, AT).T * more(X, AT)).inv()

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        undivided = Inverse(gram) - Inverse(gram) @ x_0 @ x_0.T @ Inverse(gram)
        refused(algebra, Equals(Inverse(gram_new), undivided), known)
        refused(algebra, Equals(Inverse(gram_new), Inverse(gram)), known)

    def test_near_miss_is_false(self):
        X, by = FULL_RANK, (FULL_RANK.T * FULL_RANK).inv()
        exact = (X.T * X + AT * AT.T).inv()
        assert exact not in (by, by - by * AT * AT.T * by)


class TestRecursive(Restatement):
    id = "recursive-least-squares"
    hypotheses = (invertible, normal)
    conclusion = Equals(w_new, w_hat + surprise / (1 + h_0) * by_gram)
    algebraic = False

    @staticmethod
    def said(X, y, row, target):
        step = missed(X, y, row, target) / (1 + lever(X, row))
        return fit(X, y) + step * (X.T * X).inv() * row

    @pytest.mark.parametrize("row", [AT, zeros(2, 1), Matrix([0, -2])])
    def test_in_sympy(self, row):
        X, y = FULL_RANK, letter("y", 3)
        together = more(X, row), y.col_join(Matrix([TARGET]))
        assert equal(self.said(X, y, row, TARGET), fit(*together))

    def test_instance(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert solves(FULL_RANK, Y, FITTED)
        assert self.said(FULL_RANK, Y, AT, 5) == fit(more(FULL_RANK, AT), Matrix([*Y, 5]))

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        refused(algebra, Equals(w_new, w_hat + surprise * by_gram), known)
        refused(algebra, Equals(w_new, w_hat + y_0 / (1 + h_0) * by_gram), known)
        refused(algebra, Equals(w_new, w_hat - surprise / (1 + h_0) * by_gram), known)

    def test_near_miss_is_false(self):
        X, y, row = FULL_RANK, Y, AT
        exact, by = fit(more(X, row), Matrix([*y, 5])), (X.T * X).inv() * row
        step = missed(X, y, row, 5)
        shares = (step, 5 / (1 + lever(X, row)), -step / (1 + lever(X, row)))
        assert all(exact != fit(X, y) + share * by for share in shares)


class TestResidual(Restatement):
    id = "residual-of-the-observation-that-is-added"
    hypotheses = (invertible, normal)
    conclusion = Equals(y_0 - x_0.T @ w_new, surprise / (1 + h_0))
    algebraic = False

    def test_in_sympy(self):
        X, y, row = FULL_RANK, letter("y", 3), AT
        after = missed(more(X, row), y.col_join(Matrix([TARGET])), row, TARGET)
        before = missed(X, y, row, TARGET)
        assert equal(Matrix([after]), Matrix([before / (1 + lever(X, row))]))

    def test_instance(self):
        X, y = FULL_RANK, Y
        assert (X.T * X).det() != 0
        assert solves(X, y, FITTED)
        after = missed(more(X, AT), Matrix([*y, 5]), AT, 5)
        assert after == missed(X, y, AT, 5) / (1 + lever(X, AT))

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        left = self.conclusion.left
        refused(algebra, Equals(left, surprise), known)
        refused(algebra, Equals(left, surprise * (1 - h_0)), known)

    def test_near_miss_is_false(self):
        X, y = FULL_RANK, Y
        after, before = missed(more(X, AT), Matrix([*y, 5]), AT, 5), missed(X, y, AT, 5)
        assert after not in (before, before * (1 - lever(X, AT)))


class TestUnique(Restatement):
    id = "estimate-with-one-observation-more-is-the-unique-minimiser"
    hypotheses = (invertible,)
    conclusion = UniquelyMinimises(w_new, RSS_new(w), w)

    def test_in_sympy(self):
        """The sum is the squared error of the data with one row more."""
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        together = more(X, AT), y.col_join(Matrix([TARGET]))
        added = error(X, y, w) + error(AT.T, Matrix([TARGET]), w)
        assert equal(added, error(*together, w))
        assert m.uniquely_minimises(*together, fit(*together))

    def test_instance(self):
        together = more(FULL_RANK, AT), Matrix([*Y, 5])
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert m.uniquely_minimises(*together, fit(*together))

    def test_near_miss_is_refused(self):
        least = assume(Minimises(w_new, RSS_new(w), w))
        refused(introduce, self.conclusion, w, least, square(w))
        refused(rewrite, square(X @ w), Nonnegative(RSS_new(w) - RSS_new(w_hat)))

    def test_near_miss_is_false(self):
        together = more(FULL_RANK, AT), Matrix([*Y, 5])
        assert not m.minimises(*together, fit(FULL_RANK, Y))
        rows = more(RANK_ONE, Matrix([1, 2]))
        assert not m.positive_definite(rows.T * rows)  # without full rank there are others


class TestError(Restatement):
    id = "squared-error-with-one-observation-more"
    hypotheses = (invertible, normal)
    conclusion = Equals(RSS_new(w_new), RSS(w_hat) + surprise**2 / (1 + h_0))
    algebraic = False

    def test_in_sympy(self):
        X, y, row = FULL_RANK, letter("y", 3), AT
        together = more(X, row), y.col_join(Matrix([TARGET]))
        added = missed(X, y, row, TARGET) ** 2 / (1 + lever(X, row))
        said = error(X, y, fit(X, y)) + Matrix([added])
        assert equal(error(*together, fit(*together)), said)

    def test_instance(self):
        X, y = FULL_RANK, Y
        together = more(X, AT), Matrix([*y, 5])
        assert (X.T * X).det() != 0
        assert solves(X, y, FITTED)
        added = missed(X, y, AT, 5) ** 2 / (1 + lever(X, AT))
        assert error(*together, fit(*together))[0] == error(X, y, FITTED)[0] + added

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        left = self.conclusion.left
        refused(algebra, Equals(left, RSS(w_hat) + surprise**2), known)
        refused(algebra, Equals(left, RSS(w_hat) + surprise**2 / (1 + h_0) ** 2), known)

    def test_near_miss_is_false(self):
        X, y = FULL_RANK, Y
        together = more(X, AT), Matrix([*y, 5])
        grown = error(*together, fit(*together))[0] - error(X, y, FITTED)[0]
        squared = missed(X, y, AT, 5) ** 2
        assert grown not in (squared, squared / (1 + lever(X, AT)) ** 2)
