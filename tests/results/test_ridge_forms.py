"""(XᵀX + λI)⁻¹Xᵀ = Xᵀ(XXᵀ + λI)⁻¹, and ridge as least squares on data with more rows."""

from __future__ import annotations

import pytest
from sympy import Matrix, Symbol, eye, sqrt, trace, zeros

from derivations.kernel.statements import Equals, Invertible, Nonnegative
from derivations.kernel.terms import (
    Dimension,
    Identity,
    Inverse,
    Letter,
    Root,
    SquaredNorm,
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
k = Dimension("k")
F1, F2 = Letter("F1", k, n), Letter("F2", k, d)
first, second = Equals(F1.T @ F1, Identity(n)), Equals(F2.T @ F2, Identity(d))
apart = Equals(F1.T @ F2, Zero(n, d))
not_negative = Nonnegative(lam)
X_R, y_R = F1 @ X + Root(lam) * F2, F1 @ y

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


# Where the rows go, in SymPy: in their order, and turned by an orthogonal matrix.

BELOW = eye(5)
TURNED = eye(5)[:, [3, 1, 4, 0, 2]]
TURNED[3:, :] *= -1
TURNED[:2, :] = Matrix([[3, 4], [4, -3]]) / 5 * TURNED[:2, :]
STACKS = pytest.mark.parametrize("Q", [BELOW, TURNED])


def stacked(Q, X, y, penalty):
    """The design matrix and the observations with rows more."""
    F1, F2 = Q[:, :3], Q[:, 3:]
    return F1 * X + sqrt(penalty) * F2, F1 * y


def orthogonal(Q):
    """F₁ᵀF₁ = I, F₂ᵀF₂ = I and F₁ᵀF₂ = 0."""
    F1, F2 = Q[:, :3], Q[:, 3:]
    return (eye(3), eye(2), zeros(3, 2)) == (F1.T * F1, F2.T * F2, F1.T * F2)


class TestSumOfSquares(Restatement):
    id = "ridge-objective-as-a-sum-of-squares"
    hypotheses = (not_negative, first, second, apart)
    conclusion = Equals(SquaredNorm(X_R @ w - y_R), R())
    algebraic = False  # it needs that √λ√λ is λ

    @STACKS
    def test_in_sympy(self, Q):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        more, longer = stacked(Q, X, y, PENALTY)
        assert equal(norm2(more * w - longer), objective(X, y, w, PENALTY))

    @STACKS
    def test_instance(self, Q):
        assert HALF >= 0
        assert orthogonal(Q)
        more, longer = stacked(Q, RANK_ONE, Y, HALF)
        found = norm2(more * TRUTH - longer).applyfunc(lambda entry: entry.expand())
        assert found == objective(RANK_ONE, Y, TRUTH, HALF)

    def test_near_miss_is_refused(self):
        known = tuple(map(assume, (first, second, apart)))
        refused(algebra, self.conclusion, *known)  # that √λ√λ is λ
        root = assume(Equals(Root(lam) * Root(lam), lam))
        algebra(self.conclusion, *known, root)
        for missing in range(3):
            others = (each for place, each in enumerate(known) if place != missing)
            refused(algebra, self.conclusion, *others, root)

    def test_near_miss_is_false(self):
        slanted = BELOW.copy()
        slanted[0, 3] = 1
        for Q in (2 * BELOW, slanted):
            assert not orthogonal(Q)
            more, longer = stacked(Q, RANK_ONE, Y, 4)
            assert norm2(more * TRUTH - longer) != objective(RANK_ONE, Y, TRUTH, 4)
        more = RANK_ONE.col_join(4 * eye(2))  # λ for √λ
        assert norm2(more * TRUTH - stacked(BELOW, RANK_ONE, Y, 4)[1]) != objective(
            RANK_ONE, Y, TRUTH, 4
        )


class TestLeastSquares(Restatement):
    id = "ridge-is-least-squares-with-more-rows"
    hypotheses = (first, second, apart, invertible, not_negative)
    conclusion = Equals(Inverse(X_R.T @ X_R) @ X_R.T @ y_R, ridge)
    algebraic = False

    @STACKS
    def test_in_sympy(self, Q):
        y = letter("y", 3)
        for design in DESIGNS:
            more, longer = stacked(Q, design, y, PENALTY)
            least = (more.T * more).inv() * more.T * longer
            assert equal(least, fitted(design, y, PENALTY))

    @STACKS
    def test_instance(self, Q):
        assert 4 >= 0
        assert orthogonal(Q)
        assert matrix(RANK_ONE, 4).det() != 0
        more, longer = stacked(Q, RANK_ONE, Y, 4)
        assert (more.T * more).inv() * more.T * longer == fitted(RANK_ONE, Y, 4)

    def test_near_miss_is_refused(self):
        known = tuple(map(assume, (first, second, apart)))
        refused(algebra, self.conclusion, *known)
        root = assume(Equals(Root(lam) * Root(lam), lam))
        algebra(self.conclusion, *known, root)
        unpenalised = Equals(self.conclusion.left, Inverse(gram) @ X.T @ y)
        refused(algebra, unpenalised, *known, root)

    def test_near_miss_is_false(self):
        more, longer = stacked(BELOW, FULL_RANK, Y, 4)
        least = (more.T * more).inv() * more.T * longer
        assert least not in (fitted(FULL_RANK, Y, 0), fitted(FULL_RANK, Y, 2))
        slanted = BELOW.copy()
        slanted[0, 3] = 1
        more, longer = stacked(slanted, FULL_RANK, Y, 4)
        assert (more.T * more).inv() * more.T * longer != fitted(FULL_RANK, Y, 4)
