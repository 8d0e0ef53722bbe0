"""(XᵀX + λI)⁻¹Xᵀ = Xᵀ(XXᵀ + λI)⁻¹, and ridge as least squares on data with more rows."""

from __future__ import annotations

import pytest
from sympy import Symbol, eye, sqrt, trace, zeros

from derivations.kernel.statements import Equals, Invertible, Nonnegative
from derivations.kernel.terms import (
    Identity,
    Index,
    Inverse,
    Root,
    SumOver,
    Trace,
    Zero,
)
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from .letters import X, d, gram, n, w, y
from .matrices import DESIGNS, FULL_RANK, RANK_ONE, Y, equal, letter, norm2
from .moment_letters import x_0
from .moments import TRUTH
from .restatement import Restatement, published, refused
from .ridge_letters import HALF, R, fitted, inverse, invertible, lam, matrix, objective, ridge

kernel = X @ X.T + lam * Identity(n)
kernel_invertible = Invertible(kernel)
i, j = Index("i", n), Index("j", d)
feature = Root(lam) * j
not_negative = Nonnegative(lam)
root = assume(Equals(Root(lam) * Root(lam), lam))

PENALTY = Symbol("lambda", positive=True)


def inner(X, penalty):
    """XXᵀ + λI."""
    return X * X.T + penalty * eye(X.rows)


class TestPushThrough(Restatement):
    id = "push-through"
    hypotheses = (invertible, kernel_invertible)
    conclusion = Equals(inverse @ X.T, X.T @ Inverse(kernel))
    algebraic = False  # both inverses have to be multiplied in first

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        assert equal(matrix(X, PENALTY).inv() * X.T, X.T * inner(X, PENALTY).inv())

    def test_instance(self):
        X = RANK_ONE
        assert matrix(X, -1).det() != 0  # λ need not be positive
        assert inner(X, -1).det() != 0
        assert matrix(X, -1).inv() * X.T == X.T * inner(X, -1).inv()

    def test_near_miss_is_refused(self):
        known = published(self.id)
        algebra(self.conclusion, known)
        unscaled = X @ X.T + Identity(n)
        refused(algebra, Equals(inverse @ X.T, X.T @ Inverse(unscaled)), known)
        refused(algebra, Equals(inverse @ X.T, Inverse(gram) @ X.T), known)

    def test_near_miss_is_false(self):
        X = FULL_RANK
        assert matrix(X, HALF).inv() * X.T != X.T * inner(X, 1).inv()
        assert matrix(X, HALF).inv() * X.T != matrix(X, 0).inv() * X.T
        assert inner(X, 0).det() == 0  # at λ = 0 the other one has an inverse, and this one not


class TestInnerProducts(Restatement):
    id = "ridge-prediction-by-inner-products"
    hypotheses = (invertible, kernel_invertible)
    conclusion = Equals(x_0.T @ ridge, (X @ x_0).T @ Inverse(kernel) @ y)
    algebraic = False

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        x, y = letter("x", 2), letter("y", 3)
        said = (X * x).T * inner(X, PENALTY).inv() * y
        assert equal(x.T * fitted(X, y, PENALTY), said)

    def test_instance(self):
        X = RANK_ONE
        assert matrix(X, HALF).det() != 0
        assert inner(X, HALF).det() != 0
        said = (X * TRUTH).T * inner(X, HALF).inv() * Y
        assert TRUTH.T * fitted(X, Y, HALF) == said

    def test_near_miss_is_refused(self):
        known = published("push-through")
        algebra(self.conclusion, known)
        refused(algebra, Equals(x_0.T @ ridge, (X @ x_0).T @ y), known)
        refused(algebra, Equals(x_0.T @ ridge, lam * (X @ x_0).T @ Inverse(kernel) @ y), known)

    def test_near_miss_is_false(self):
        X = FULL_RANK
        found = TRUTH.T * fitted(X, Y, HALF)
        assert found != (X * TRUTH).T * Y
        assert found != HALF * (X * TRUTH).T * inner(X, HALF).inv() * Y


class TestDegrees(Restatement):
    id = "degrees-of-freedom-of-ridge"
    hypotheses = (invertible,)
    conclusion = Equals(Trace(X @ inverse @ X.T), d - lam * Trace(inverse))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        inverse = matrix(X, PENALTY).inv()
        left, right = trace(X * inverse * X.T), 2 - PENALTY * trace(inverse)
        assert (left - right).simplify() == 0

    def test_instance(self):
        X, inverse = RANK_ONE, matrix(RANK_ONE, HALF).inv()
        assert matrix(X, HALF).det() != 0
        assert trace(X * inverse * X.T) == 2 - HALF * trace(inverse)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(self.conclusion.left, d))
        refused(algebra, Equals(self.conclusion.left, n - lam * Trace(inverse)))
        refused(algebra, Equals(self.conclusion.left, d - Trace(inverse)))

    def test_near_miss_is_false(self):
        X, inverse = FULL_RANK, matrix(FULL_RANK, HALF).inv()
        found = trace(X * inverse * X.T)
        assert found not in (2, 3 - HALF * trace(inverse), 2 - trace(inverse))


def more(X, y, penalty):
    """The design matrix and the observations with rows more."""
    return X.col_join(sqrt(penalty) * eye(X.cols)), y.col_join(zeros(X.cols, 1))


def least(X, y):
    """(XᵀX)⁻¹Xᵀy."""
    return (X.T * X).inv() * X.T * y


class TestSumOfSquares(Restatement):
    id = "ridge-objective-as-a-sum-of-squares"
    hypotheses = (not_negative,)
    squares = SumOver(i, (i.T @ y - (X.T @ i).T @ w) ** 2)
    conclusion = Equals(squares + SumOver(j, (0 - feature.T @ w) ** 2), R())
    algebraic = False  # it needs that √λ√λ is λ

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        longer, observed = more(X, y, PENALTY)
        assert equal(norm2(observed - longer * w), objective(X, y, w, PENALTY))

    def test_instance(self):
        assert 4 >= 0
        longer, observed = more(RANK_ONE, Y, 4)
        assert norm2(observed - longer * TRUTH) == objective(RANK_ONE, Y, TRUTH, 4)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # that √λ√λ is λ
        algebra(self.conclusion, root)
        unscaled = Equals(self.squares + SumOver(j, (j.T @ w) ** 2), R())
        refused(algebra, unscaled, root)
        refused(algebra, Equals(self.squares, R()), root)

    def test_near_miss_is_false(self):
        found = objective(RANK_ONE, Y, TRUTH, 4)
        for penalty in (1, 16):  # 1 for √λ, and λ for √λ
            longer, observed = more(RANK_ONE, Y, penalty)
            assert norm2(observed - longer * TRUTH) != found
        assert norm2(Y - RANK_ONE * TRUTH) != found


class TestLeastSquares(Restatement):
    id = "ridge-is-least-squares-with-more-observations"
    hypotheses = (invertible, not_negative)
    sum_gram = SumOver(i, (X.T @ i) @ (X.T @ i).T) + SumOver(j, feature @ feature.T)
    products = SumOver(i, (X.T @ i) * (i.T @ y)) + SumOver(j, feature * Zero())
    conclusion = Equals(Inverse(sum_gram) @ products, ridge)
    algebraic = False

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y = letter("y", 3)
        assert equal(least(*more(X, y, PENALTY)), fitted(X, y, PENALTY))

    def test_instance(self):
        assert 4 >= 0
        assert matrix(RANK_ONE, 4).det() != 0
        assert least(*more(RANK_ONE, Y, 4)) == fitted(RANK_ONE, Y, 4)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)
        algebra(self.conclusion, root)
        left = self.conclusion.left
        refused(algebra, Equals(left, Inverse(gram) @ X.T @ y), root)
        ones = SumOver(i, (X.T @ i) * (i.T @ y)) + SumOver(j, feature)  # 1 for 0
        refused(algebra, Equals(Inverse(self.sum_gram) @ ones, ridge), root)

    def test_near_miss_is_false(self):
        longer, observed = more(FULL_RANK, Y, 4)
        assert least(longer, observed) not in (fitted(FULL_RANK, Y, 0), fitted(FULL_RANK, Y, 2))
        observed[3] = 1
        assert least(longer, observed) != fitted(FULL_RANK, Y, 4)
