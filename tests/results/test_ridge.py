"""For λ > 0 and every X, (XᵀX + λI)⁻¹Xᵀy is the one minimiser of ‖Xw − y‖² + λ‖w‖²."""

from __future__ import annotations

import pytest
from sympy import Symbol, eye, zeros

from derivations.kernel.statements import (
    Equals,
    Invertible,
    Minimises,
    Nonnegative,
    PositiveDefinite,
    PositiveSemidefinite,
    UniquelyMinimises,
)
from derivations.kernel.terms import Identity, SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut, introduce, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, multiply, square

from . import matrices as m
from .letters import J, X, d, gradient, gram, n, v, w, y
from .matrices import DESIGNS, FULL_RANK, RANK_ONE, Y, equal, letter, norm2, positive_definite
from .restatement import Restatement, published, refused
from .ridge_letters import (
    HALF,
    R,
    fitted,
    invertible,
    lam,
    matrix,
    objective,
    positive,
    ridge,
    ridge_gram,
)

h = w - ridge
PENALTY = Symbol("lambda", positive=True)


class TestDefinite(Restatement):
    id = "ridge-matrix-positive-definite"
    hypotheses = (positive,)
    conclusion = PositiveDefinite(ridge_gram)

    @pytest.mark.parametrize("X", [*DESIGNS, zeros(2, 2)])
    def test_in_sympy(self, X):
        v = letter("v", 2)
        form = norm2(X * v) + PENALTY * norm2(v)
        assert equal(v.T * matrix(X, PENALTY) * v, form)
        assert positive_definite(matrix(X, HALF))

    def test_instance(self):
        assert HALF > 0
        assert positive_definite(matrix(RANK_ONE, HALF))

    def test_near_miss_is_refused(self):
        penalty = multiply(assume(Nonnegative(lam)), square(v))
        form = add(square(X @ v), penalty)
        rewrite(form, Nonnegative(v.T @ ridge_gram @ v))
        refused(rewrite, form, Nonnegative(v.T @ (gram - lam * Identity(d)) @ v))
        flat = assume(Equals(v.T @ ridge_gram @ v, Zero()))
        refused(algebra, Equals(v, Zero(d)), flat)
        refused(cut, published(self.id), assume(Nonnegative(lam)))  # λ = 0 let in

    def test_near_miss_is_false(self):
        assert not positive_definite(matrix(RANK_ONE, 0))
        assert not positive_definite(matrix(RANK_ONE, -HALF))


class TestInvertible(Restatement):
    id = "ridge-matrix-invertible"
    hypotheses = (positive,)
    conclusion = Invertible(ridge_gram)

    @pytest.mark.parametrize("X", [*DESIGNS, zeros(2, 2)])
    def test_in_sympy(self, X):
        determinant = matrix(X, PENALTY).det().as_poly(PENALTY)
        assert determinant.LC() == 1
        assert all(coefficient >= 0 for coefficient in determinant.all_coeffs())

    def test_instance(self):
        assert HALF > 0
        assert matrix(RANK_ONE, HALF).det() != 0

    def test_near_miss_is_refused(self):
        semidefinite = assume(PositiveSemidefinite(ridge_gram))
        refused(unfold, semidefinite, 2, v)
        refused(cut, published(self.id), assume(Nonnegative(lam)))
        refused(rewrite, published(self.id), Invertible(gram))

    def test_near_miss_is_false(self):
        assert matrix(RANK_ONE, 0).det() == 0
        assert matrix(RANK_ONE, -25).det() == 0


class TestObjective(Restatement):
    id = "ridge-objective-and-squared-error"
    conclusion = Equals(R(), n * (J(w) + lam / n * SquaredNorm(w)))

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        mean = m.J(X, y, w) + PENALTY / 3 * norm2(w)
        assert equal(objective(X, y, w, PENALTY), 3 * mean)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(R(), n * (J(w) + lam * SquaredNorm(w))))
        refused(algebra, Equals(R(), J(w) + lam * SquaredNorm(w)))

    def test_near_miss_is_false(self):
        X, y, w = FULL_RANK, Y, m.FITTED
        assert objective(X, y, w, 1) != 3 * (m.J(X, y, w) + norm2(w))
        assert objective(X, y, w, 1) != m.J(X, y, w) + norm2(w)


class TestGradient(Restatement):
    id = "gradient-of-the-ridge-objective"
    conclusion = Equals(gradient(R()), 2 * (ridge_gram @ w - X.T @ y))

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        slope = m.gradient(objective(X, y, w, PENALTY), w)
        assert equal(slope, 2 * (matrix(X, PENALTY) * w - X.T * y))

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(gradient(R()), 2 * (gram @ w - X.T @ y)))
        refused(algebra, Equals(gradient(R()), 2 * (gram @ w - X.T @ y) + lam * w))

    def test_near_miss_is_false(self):
        X, y, w = FULL_RANK, Y, letter("w", 2)
        slope = m.gradient(objective(X, y, w, 1), w)
        assert not equal(slope, 2 * (X.T * X * w - X.T * y))
        assert not equal(slope, 2 * (X.T * X * w - X.T * y) + w)


class TestGap(Restatement):
    id = "ridge-objective-gap"
    hypotheses = (invertible,)
    conclusion = Equals(R() - R(ridge), SquaredNorm(X @ h) + lam * SquaredNorm(h))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        u = fitted(X, y, PENALTY)
        gap = norm2(X * (w - u)) + PENALTY * norm2(w - u)
        assert equal(objective(X, y, w, PENALTY) - objective(X, y, u, PENALTY), gap)

    def test_instance(self):
        X, w = RANK_ONE, m.NULL
        assert matrix(X, -1).det() != 0  # λ need not be positive
        u = fitted(X, Y, -1)
        gap = norm2(X * (w - u)) - norm2(w - u)
        assert objective(X, Y, w, -1) - objective(X, Y, u, -1) == gap

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(R() - R(ridge), SquaredNorm(X @ h)))
        refused(algebra, Equals(R() - R(ridge), SquaredNorm(X @ h) + SquaredNorm(h)))

    def test_near_miss_is_false(self):
        X, w = RANK_ONE, m.NULL
        u = fitted(X, Y, HALF)
        found = objective(X, Y, w, HALF) - objective(X, Y, u, HALF)
        assert found not in (norm2(X * (w - u)), norm2(X * (w - u)) + norm2(w - u))


class TestMinimiser(Restatement):
    id = "ridge-estimate-is-the-unique-minimiser"
    hypotheses = (positive,)
    conclusion = UniquelyMinimises(ridge, R(), w)

    @pytest.mark.parametrize("X", [*DESIGNS, zeros(3, 2)])
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        f = objective(X, y, w, HALF)
        slope = m.at(m.gradient(f, w), w, fitted(X, y, HALF))
        assert equal(slope, zeros(2, 1))
        assert positive_definite(m.hessian(f, w))

    def test_instance(self):
        w = letter("w", 2)
        assert HALF > 0
        assert m.solution(m.gradient(objective(RANK_ONE, Y, w, HALF), w), w) == fitted(
            RANK_ONE, Y, HALF
        )

    def test_near_miss_is_refused(self):
        form = unfold(assume(PositiveSemidefinite(ridge_gram)), 1, h)
        above = rewrite(form, Nonnegative(R() - R(ridge)), published(TestGap.id))
        minimum = introduce(Minimises(ridge, R(), w), w, above)
        refused(introduce, self.conclusion, w, minimum, above)  # semidefinite only
        refused(rewrite, form, Nonnegative(R(ridge) - R()), published(TestGap.id))
        refused(cut, published(self.id), assume(Nonnegative(lam)))

    def test_near_miss_is_false(self):
        X, w = RANK_ONE, letter("w", 2)
        flat = m.gradient(objective(X, Y, w, 0), w)
        assert len(m.solution(flat, w).free_symbols) == 1  # λ = 0: a line of minimisers
        assert not m.hessian(objective(X, Y, w, -1), w).is_positive_semidefinite
        assert fitted(X, Y, HALF) != fitted(X, Y, 1)
        assert equal(fitted(eye(2), m.NULL, 1), m.NULL / 2)
