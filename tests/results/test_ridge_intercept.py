"""With an intercept that is not penalised, ridge is ridge on the centred data."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, Symbol, eye, ones

from derivations.kernel.statements import Equals, Invertible, Nonnegative
from derivations.kernel.terms import Identity, Inverse, SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import square

from . import matrices as m
from .intercept_letters import (
    DATA,
    DESIGN,
    C,
    b,
    b_hat,
    centred,
    in_intercept,
    in_weights,
    mean,
    one,
    x_bar,
    y_bar,
)
from .letters import X, d, w, w_hat, y
from .matrices import equal, letter, norm2
from .restatement import Restatement, published, refused
from .ridge_letters import HALF, lam, matrix, positive
from .test_augmented import E1, E2, LAST, PLACES, apart, intercept_apart, put, weights_apart

ridge_gram = X.T @ C @ X + lam * Identity(d)
invertible = Invertible(ridge_gram)
weights = Inverse(ridge_gram) @ X.T @ C @ y
intercept = y_bar - x_bar.T @ weights


def R(at, offset):
    """R(w, b) = ‖y − Xw − 1b‖² + λ‖w‖²."""
    return SquaredNorm(y - X @ at - one @ offset) + lam * SquaredNorm(at)


with_penalty = Equals(X.T @ X @ w_hat + lam * w_hat + X.T @ one @ b_hat, X.T @ y)
for_intercept = Equals(in_intercept, one.T @ y)
excess = R(w, b) - R(weights, intercept)
as_small = Equals(R(w, b), R(weights, intercept))

PENALTY = Symbol("lambda", positive=True)
ALIKE = Matrix([[1, 2], [1, 2], [1, 2], [0, 0]])  # of rank one, and centred of rank one
CONSTANT = ones(4, 2)
DESIGNS = (DESIGN, ALIKE, CONSTANT)
whatever_the_rank = pytest.mark.parametrize("X", DESIGNS)


def objective(X, y, w, b, penalty):
    """‖y − Xw − 1b‖² + λ‖w‖², a 1×1 matrix."""
    return norm2(y - X * w - ones(X.rows, 1) * b) + penalty * norm2(w)


def fitted(X, y, penalty):
    """The weights and the intercept, by columns less their means."""
    found = matrix(centred(X), penalty).inv() * centred(X).T * centred(y)
    return found, mean(y) - mean(X).T * found


def stationary(X, y, penalty):
    """The weights and the intercept at which the gradient of the objective is 0."""
    both = letter("u", X.cols + 1)
    f = objective(X, y, Matrix(both[:-1]), Matrix(both[-1:]), penalty)
    point = m.solution(m.gradient(f, both), both)
    return Matrix(point[:-1]), Matrix(point[-1:])


class TestGap(Restatement):
    id = "ridge-objective-gap-with-intercept"
    hypotheses = (with_penalty, for_intercept)
    away = X @ (w - w_hat) + one @ (b - b_hat)
    conclusion = Equals(R(w, b) - R(w_hat, b_hat), SquaredNorm(away) + lam * SquaredNorm(w - w_hat))

    @staticmethod
    def sides(X, y, penalty, w, b):
        u, c = stationary(X, y, penalty)
        away = X * (w - u) + ones(X.rows, 1) * (b - c)
        excess = objective(X, y, w, b, penalty) - objective(X, y, u, c, penalty)
        return excess, norm2(away), penalty * norm2(w - u)

    @whatever_the_rank
    def test_in_sympy(self, X):
        excess, fit, penalty = self.sides(X, DATA, HALF, letter("w", 2), letter("b", 1))
        assert equal(excess, fit + penalty)

    def test_instance(self):
        u, c = stationary(ALIKE, DATA, HALF)
        column = ones(4, 1)
        left = ALIKE.T * ALIKE * u + HALF * u + ALIKE.T * column * c
        assert left == ALIKE.T * DATA
        assert column.T * ALIKE * u + 4 * c == column.T * DATA
        excess, fit, penalty = self.sides(ALIKE, DATA, HALF, Matrix([3, -5]), Matrix([2]))
        assert excess == fit + penalty

    def test_near_miss_is_refused(self):
        left, known = self.conclusion.left, (assume(with_penalty), assume(for_intercept))
        refused(algebra, self.conclusion, known[0])
        refused(algebra, self.conclusion, known[1])
        refused(algebra, Equals(left, SquaredNorm(self.away)), *known)
        unpenalised = assume(Equals(in_weights, X.T @ y))
        refused(algebra, self.conclusion, unpenalised, known[1])

    def test_near_miss_is_false(self):
        w, b = Matrix([3, -5]), Matrix([2])
        excess, fit, penalty = self.sides(DESIGN, DATA, HALF, w, b)
        assert excess not in (fit, penalty)
        u, c = stationary(DESIGN, DATA, 0)
        away = norm2(DESIGN * (w - u) + ones(4, 1) * (b - c)) + HALF * norm2(w - u)
        assert objective(DESIGN, DATA, w, b, HALF) - objective(DESIGN, DATA, u, c, HALF) != away


class TestInvertible(Restatement):
    id = "centred-ridge-matrix-invertible"
    hypotheses = (positive,)
    conclusion = invertible

    @whatever_the_rank
    def test_in_sympy(self, X):
        determinant = matrix(centred(X), PENALTY).det().as_poly(PENALTY)
        assert determinant.LC() == 1
        assert all(coefficient >= 0 for coefficient in determinant.all_coeffs())

    def test_instance(self):
        assert HALF > 0
        assert matrix(centred(CONSTANT), HALF).det() != 0

    def test_near_miss_is_refused(self):
        refused(rewrite, published(self.id), Invertible(X.T @ C @ X))
        refused(rewrite, published(self.id), Invertible(X.T @ X + lam * Identity(d)))
        refused(cut, published(self.id), assume(Nonnegative(lam)))

    def test_near_miss_is_false(self):
        assert matrix(centred(CONSTANT), 0).det() == 0
        assert matrix(centred(ALIKE), -Rational(15, 4)).det() == 0


class TestCentred(Restatement):
    id = "ridge-with-intercept-is-ridge-on-centred-data"
    hypotheses = (invertible,)
    of_centred = Inverse((C @ X).T @ (C @ X) + lam * Identity(d)) @ (C @ X).T @ (C @ y)
    conclusion = Equals(weights, of_centred)
    algebraic = False  # that one matrix has an inverse gives that of the other

    @whatever_the_rank
    def test_in_sympy(self, X):
        y, centring = letter("y", 4), eye(4) - ones(4, 4) / 4
        written_out = (X.T * centring * X + PENALTY * eye(2)).inv() * X.T * centring * y
        assert equal(written_out, fitted(X, y, PENALTY)[0])

    def test_instance(self):
        centring = eye(4) - ones(4, 4) / 4
        ridge_gram = ALIKE.T * centring * ALIKE + HALF * eye(2)
        assert ridge_gram.det() != 0
        assert ridge_gram.inv() * ALIKE.T * centring * DATA == fitted(ALIKE, DATA, HALF)[0]

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        uncentred = Inverse(X.T @ X + lam * Identity(d)) @ X.T @ y
        refused(algebra, Equals(weights, uncentred))
        half = Inverse((C @ X).T @ (C @ X) + lam * Identity(d)) @ X.T @ y
        refused(algebra, Equals(weights, half))

    def test_near_miss_is_false(self):
        found = fitted(DESIGN, DATA, HALF)[0]
        assert found != matrix(DESIGN, HALF).inv() * DESIGN.T * DATA
        assert found != matrix(centred(DESIGN), HALF).inv() * DESIGN.T * DATA


class TestMinimum(Restatement):
    id = "ridge-with-intercept-is-a-minimum"
    hypotheses = (positive,)
    conclusion = Nonnegative(excess)

    @whatever_the_rank
    def test_in_sympy(self, X):
        assert stationary(X, DATA, HALF) == fitted(X, DATA, HALF)
        w, b = letter("w", 2), letter("b", 1)
        f = objective(X, DATA, w, b, HALF)
        assert m.positive_definite(m.hessian(f, Matrix([*w, *b])))

    def test_instance(self):
        assert HALF > 0
        u, c = fitted(CONSTANT, DATA, HALF)
        elsewhere = objective(CONSTANT, DATA, Matrix([1, 0]), Matrix([0]), HALF)
        assert (elsewhere - objective(CONSTANT, DATA, u, c, HALF))[0] > 0

    def test_near_miss_is_refused(self):
        refused(rewrite, published(self.id), Nonnegative(-excess))
        refused(rewrite, published(self.id), Nonnegative(excess - lam * SquaredNorm(w)))
        refused(rewrite, square(X @ (w - weights)), Nonnegative(excess))
        refused(cut, published(self.id), assume(invertible))

    def test_near_miss_is_false(self):
        u, c = fitted(DESIGN, DATA, HALF)
        least = objective(DESIGN, DATA, u, c, HALF)[0]
        assert objective(DESIGN, DATA, u, c + Matrix([1]), HALF)[0] > least
        u, c = fitted(CONSTANT, DATA, -HALF)  # λ < 0
        away = Matrix([1, -1])
        gained = objective(CONSTANT, DATA, away, c, -HALF) - objective(CONSTANT, DATA, u, c, -HALF)
        assert gained[0] < 0


class OnlyMinimum:
    """The minimum has one point, which a singular Hessian would deny."""

    hypotheses = (positive, as_small)

    def one_point(self, X, place):
        assert stationary(X, DATA, HALF)[place] == fitted(X, DATA, HALF)[place]
        w, b = letter("w", 2), letter("b", 1)
        f = objective(X, DATA, w, b, HALF)
        assert m.positive_definite(m.hessian(f, Matrix([*w, *b])))

    def at_the_point(self):
        assert HALF > 0
        u, c = fitted(CONSTANT, DATA, HALF)
        v, e = stationary(CONSTANT, DATA, HALF)
        assert objective(CONSTANT, DATA, v, e, HALF) == objective(CONSTANT, DATA, u, c, HALF)
        assert (v, e) == (u, c)

    def another_without_a_penalty(self):
        """λ = 0, and the same columns twice: other weights, another intercept."""
        u, c = Matrix([0, 0]), mean(DATA)
        v, e = Matrix([1, 0]), mean(DATA) - Matrix([1])
        same, too = (objective(CONSTANT, DATA, *at, 0) for at in ((u, c), (v, e)))
        assert same == too
        assert u != v
        assert c != e


class TestOneMinimum(OnlyMinimum, Restatement):
    id = "ridge-with-intercept-has-one-minimum"
    conclusion = Equals(w, weights)
    algebraic = False

    @whatever_the_rank
    def test_in_sympy(self, X):
        self.one_point(X, 0)

    def test_instance(self):
        self.at_the_point()

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(as_small))
        refused(cut, published(self.id), assume(Nonnegative(lam)))
        refused(algebra, Equals(w, Zero(d)), published(self.id))

    def test_near_miss_is_false(self):
        self.another_without_a_penalty()


class TestOneIntercept(OnlyMinimum, Restatement):
    id = "ridge-with-intercept-has-one-intercept"
    conclusion = Equals(b, intercept)
    algebraic = False

    @whatever_the_rank
    def test_in_sympy(self, X):
        self.one_point(X, 1)

    def test_instance(self):
        self.at_the_point()

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, assume(as_small))
        refused(cut, published(self.id), assume(Nonnegative(lam)))
        refused(algebra, Equals(b, y_bar), published(self.id))

    def test_near_miss_is_false(self):
        self.another_without_a_penalty()


class TestPenalised(Restatement):
    id = "ridge-on-the-augmented-matrix-penalises-the-intercept"
    hypotheses = (weights_apart, apart, intercept_apart)
    joined = E1 @ w + E2 @ b
    left = SquaredNorm((X @ E1.T + one @ E2.T) @ joined - y) + lam * SquaredNorm(joined)
    conclusion = Equals(left, R(w, b) + lam * b**2)

    @staticmethod
    def sides(parts, penalty, X, y, w, b):
        first, last = parts
        both = first * w + last * b
        return (
            norm2(put(X, first, last) * both - y) + penalty * norm2(both),
            objective(X, y, w, b, penalty),
        )

    @pytest.mark.parametrize("parts", PLACES)
    def test_in_sympy(self, parts):
        w, b = letter("w", 2), letter("b", 1)
        found, unpenalised = self.sides(parts, PENALTY, DESIGN, letter("y", 4), w, b)
        assert equal(found, unpenalised + PENALTY * b**2)

    @pytest.mark.parametrize("parts", PLACES)
    def test_instance(self, parts):
        first, last = parts
        assert first.T * first == eye(2)
        assert first.T * last == m.zeros(2, 1)
        assert last.T * last == eye(1)
        w, b = Matrix([3, -5]), Matrix([2])
        found, unpenalised = self.sides(parts, HALF, DESIGN, DATA, w, b)
        assert found == unpenalised + HALF * b**2

    def test_near_miss_is_refused(self):
        known = tuple(map(assume, self.hypotheses))
        refused(algebra, Equals(self.left, R(w, b)), *known)
        refused(algebra, Equals(self.left, R(w, b) + b**2), *known)

    def test_near_miss_is_false(self):
        found, unpenalised = self.sides(LAST, HALF, DESIGN, DATA, Matrix([3, -5]), Matrix([2]))
        assert found not in (unpenalised, unpenalised + Matrix([4]))
        longer = (LAST[0], 2 * LAST[1])
        found, unpenalised = self.sides(longer, HALF, DESIGN, DATA, Matrix([3, -5]), Matrix([2]))
        assert found != unpenalised + Matrix([2])
