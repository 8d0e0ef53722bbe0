"""J(w, b) = ‖y − Xw − 1b‖²/n: convex in both, and where it is least in each of them."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational

from derivations.kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    UniquelyMinimises,
)
from derivations.kernel.terms import Letter, SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut, introduce
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import constant, multiply, square

from . import matrices as m
from .intercept_letters import (
    DATA,
    DESIGN,
    C,
    J,
    b,
    b_hat,
    centred,
    error,
    fitted,
    in_intercept,
    in_weights,
    mean,
    one,
    slopes,
    solves_for_intercept,
    solves_for_weights,
    x_bar,
    y_bar,
)
from .letters import X, d, gram, n, t, u, v, w, w_hat, y
from .matrices import equal, full_column_rank, letter, norm2
from .restatement import Restatement, published, refused
from .test_augmented import ALIKE, ONE, PLACES, augmented, is_split, put, together

a, c = Letter("a"), Letter("c")
between = J(t * u + (1 - t) * v, t * a + (1 - t) * c)
excess = t * J(u, a) + (1 - t) * J(v, c) - between
apart = X @ (u - v) + one @ (a - c)

FITTED, OFFSET = fitted(DESIGN, DATA)
AWAY, ASIDE = Matrix([3, 1]), Matrix([2])


def below(X, u, a, v, c, t):
    """By how much the error lies below its chord, a 1×1 matrix."""
    chord = t * error(X, DATA, u, a) + (1 - t) * error(X, DATA, v, c)
    return chord - error(X, DATA, t * u + (1 - t) * v, t * a + (1 - t) * c)


class TestGap(Restatement):
    id = "convexity-gap-of-the-joint-squared-error"
    conclusion = Equals(excess, t * (1 - t) / n * SquaredNorm(apart))

    def test_in_sympy(self):
        X, u, v = letter("X", 4, 2), letter("u", 2), letter("v", 2)
        a, c, t = letter("a", 1), letter("c", 1), letter("t", 1)[0]
        length = norm2(X * (u - v) + ONE * (a - c))
        assert equal(below(X, u, a, v, c, t), t * (1 - t) * length / 4)

    def test_near_miss_is_refused(self):
        weight = t * (1 - t) / n
        algebra(self.conclusion)
        refused(algebra, Equals(excess, t * (1 - t) * SquaredNorm(apart)))
        refused(algebra, Equals(excess, weight * SquaredNorm(X @ (u - v))))  # without intercept
        opposed = X @ (u - v) - one @ (a - c)
        refused(algebra, Equals(excess, weight * SquaredNorm(opposed)))

    def test_near_miss_is_false(self):
        t = Rational(1, 3)
        gap = below(DESIGN, FITTED, OFFSET, AWAY, ASIDE, t)
        length = norm2(DESIGN * (FITTED - AWAY) + ONE * (OFFSET - ASIDE))
        assert gap == t * (1 - t) * length / 4
        assert gap != t * (1 - t) * length
        assert gap != t * (1 - t) * norm2(DESIGN * (FITTED - AWAY)) / 4
        assert gap != t * (1 - t) * norm2(DESIGN * (FITTED - AWAY) - ONE * (OFFSET - ASIDE)) / 4


class TestConvex(Restatement):
    id = "joint-squared-error-is-convex"
    hypotheses = (Nonnegative(t), Nonnegative(1 - t))
    conclusion = Nonnegative(excess)

    @pytest.mark.parametrize("X", [DESIGN, ALIKE])
    def test_in_sympy(self, X):
        both = letter("w", 3)
        f = error(X, DATA, both[:2, :], both[2:, :])
        assert m.positive_semidefinite(m.hessian(f, both))

    @pytest.mark.parametrize("X", [DESIGN, ALIKE])
    @pytest.mark.parametrize("t", [0, Rational(1, 7), Rational(1, 2), 1])
    def test_instance(self, X, t):
        assert t >= 0
        assert 1 - t >= 0
        assert below(X, FITTED, OFFSET, AWAY, ASIDE, t)[0] >= 0

    def test_near_miss_is_refused(self):  # a bound on t missing; concave
        length, gap = square(apart), published("convexity-gap-of-the-joint-squared-error")
        for weight in (t, 1 - t):
            half = multiply(constant(1 / n), multiply(assume(Nonnegative(weight)), length))
            refused(rewrite, half, self.conclusion, gap)
        both = multiply(assume(Nonnegative(t)), assume(Nonnegative(1 - t)))
        scaled = multiply(multiply(constant(1 / n), both), length)
        rewrite(scaled, self.conclusion, gap)
        refused(rewrite, scaled, Nonnegative(-excess), gap)

    def test_near_miss_is_false(self):
        for share in (-1, 2):
            assert below(DESIGN, FITTED, OFFSET, AWAY, ASIDE, share)[0] < 0
        flat = Matrix([1, 0])  # of ALIKE, whose first column is the column of ones
        assert below(ALIKE, flat, ASIDE * 0, flat * 0, Matrix([1]), Rational(1, 2))[0] == 0


best = y_bar - x_bar.T @ w


class TestBestIntercept(Restatement):
    id = "best-intercept-for-given-weights"
    conclusion = UniquelyMinimises(best, J(w, b), b)

    def test_in_sympy(self):
        X, y, w, b = letter("X", 4, 2), letter("y", 4), letter("w", 2), letter("b", 1)
        point = mean(y) - mean(X).T * w
        gap = error(X, y, w, b) - error(X, y, w, point)
        assert equal(gap, norm2(b - point))  # which is 0 at the point only

    def test_near_miss_is_refused(self):
        gap = Equals(J(w, b) - J(w, best), (b - best) ** 2)
        algebra(gap)
        refused(algebra, Equals(J(w, b) - J(w, y_bar), (b - y_bar) ** 2))  # the weights left out
        refused(algebra, Equals(J(w, b) - J(w, best), n * (b - best) ** 2))
        least = Nonnegative(J(w, b) - J(w, best))
        refused(introduce, self.conclusion, b, rewrite(square(b - best), least, algebra(gap)))

    def test_near_miss_is_false(self):
        point = mean(DATA) - mean(DESIGN).T * AWAY
        assert slopes(DESIGN, DATA, AWAY, point)[1] == Matrix([0])
        for other in (mean(DATA), OFFSET, mean(DATA) + mean(DESIGN).T * AWAY):
            assert error(DESIGN, DATA, AWAY, other)[0] > error(DESIGN, DATA, AWAY, point)[0]


class TestBestWeights(Restatement):
    id = "best-weights-for-given-intercept-solve-their-normal-equation"
    hypotheses = (Minimises(w_hat, J(w, b_hat), w),)
    conclusion = Equals(in_weights, X.T @ y)

    @pytest.mark.parametrize("X", [DESIGN, ALIKE])
    def test_in_sympy(self, X):
        y, w, b = letter("y", 4), letter("w", 2), letter("b", 1)
        found = m.solution(m.gradient(error(X, y, w, b), w), w)
        assert solves_for_weights(X, y, found, b)

    @pytest.mark.parametrize("offset", [OFFSET, ASIDE])
    def test_instance(self, offset):
        w = letter("w", 2)
        found = m.solution(m.gradient(error(DESIGN, DATA, w, offset), w), w)
        assert m.positive_definite(m.hessian(error(DESIGN, DATA, w, offset), w))
        assert solves_for_weights(DESIGN, DATA, found, offset)

    def test_near_miss_is_refused(self):
        stationary = assume(Equals(gram @ w_hat, X.T @ (y - one @ b_hat)))
        algebra(self.conclusion, stationary)
        refused(algebra, self.conclusion)
        refused(algebra, Equals(gram @ w_hat, X.T @ y), stationary)  # the intercept forgotten
        refused(algebra, Equals(in_intercept, one.T @ y), stationary)  # the other equation
        refused(cut, published(self.id), assume(Minimises(w_hat, J(w, b), w)))

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        found = m.solution(m.gradient(error(DESIGN, DATA, w, ASIDE), w), w)
        assert not solves_for_intercept(DESIGN, DATA, found, ASIDE)
        assert not m.solves(DESIGN, DATA, found)
        assert not solves_for_weights(DESIGN, DATA, AWAY, ASIDE)


class TestInterceptSolves(Restatement):
    id = "best-intercept-for-given-weights-solves-its-normal-equation"
    hypotheses = (Minimises(b_hat, J(w_hat, b), b),)
    conclusion = Equals(in_intercept, one.T @ y)

    def test_in_sympy(self):
        X, y, w, b = letter("X", 4, 2), letter("y", 4), letter("w", 2), letter("b", 1)
        found = m.solution(m.gradient(error(X, y, w, b), b), b)
        assert solves_for_intercept(X, y, w, found)

    @pytest.mark.parametrize("weights", [FITTED, AWAY])
    def test_instance(self, weights):
        b = letter("b", 1)
        found = m.solution(m.gradient(error(DESIGN, DATA, weights, b), b), b)
        assert solves_for_intercept(DESIGN, DATA, weights, found)
        assert all(
            error(DESIGN, DATA, weights, found)[0] <= error(DESIGN, DATA, weights, other)[0]
            for other in (OFFSET, ASIDE, mean(DATA))
        )

    def test_near_miss_is_refused(self):
        through_means = assume(Equals(b_hat, y_bar - x_bar.T @ w_hat))
        algebra(self.conclusion, through_means)
        refused(algebra, self.conclusion)
        refused(algebra, Equals(in_weights, X.T @ y), through_means)  # the other equation
        refused(algebra, Equals(one.T @ X @ w_hat + b_hat, one.T @ y), through_means)
        refused(cut, published(self.id), assume(Minimises(b_hat, J(w, b), b)))

    def test_near_miss_is_false(self):
        best = mean(DATA) - mean(DESIGN).T * AWAY
        assert solves_for_intercept(DESIGN, DATA, AWAY, best)
        assert not solves_for_weights(DESIGN, DATA, AWAY, best)
        assert not solves_for_intercept(DESIGN, DATA, AWAY, ASIDE)


class TestCentredColumns(Restatement):
    id = "centred-columns-of-full-rank-and-ones-have-full-column-rank"
    hypotheses = (together, FullColumnRank(X), Equals(X.T @ one, Zero(d)))
    conclusion = FullColumnRank(augmented)

    @pytest.mark.parametrize("parts", PLACES)
    def test_in_sympy(self, parts):
        X = letter("X", 4, 2)
        columns = put(centred(X), *parts)
        free = columns.T * columns
        gram = centred(X).T * centred(X)
        assert m.cancel(free.det() - 4 * gram.det()) == 0

    @pytest.mark.parametrize("parts", PLACES)
    def test_instance(self, parts):
        X = centred(DESIGN)
        assert is_split(*parts)
        assert full_column_rank(X)
        assert m.zeros(2, 1) == X.T * ONE
        assert full_column_rank(put(X, *parts))

    def test_near_miss_is_refused(self):
        same = Equals(X.T @ C @ X, gram)
        algebra(same, assume(Equals(X.T @ one, Zero(d))))
        refused(algebra, same)  # columns that are not centred
        known = published("augmented-matrix-of-full-column-rank-if-centred-gram-invertible")
        refused(cut, known, assume(Invertible(gram)))

    @pytest.mark.parametrize("parts", PLACES)
    def test_near_miss_is_false(self, parts):
        assert full_column_rank(ALIKE)  # but not centred
        assert not full_column_rank(put(ALIKE, *parts))
        assert not full_column_rank(put(centred(ALIKE), *parts))  # centred, but not of full rank
