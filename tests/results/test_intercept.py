"""b̂ = ȳ − x̄ᵀŵ and XᵀCXŵ = XᵀCy: the weights and the intercept of the least squared error."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye

from derivations.kernel.statements import Equals, Invertible, Nonnegative
from derivations.kernel.terms import Derivative, Inverse, Letter, Random, SquaredNorm, Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import constant, multiply, square

from . import matrices as m
from .intercept_letters import (
    DATA,
    DESIGN,
    LINE,
    C,
    J,
    b,
    b_hat,
    b_star,
    centred,
    centred_fit,
    error,
    fitted,
    in_intercept,
    in_weights,
    mean,
    one,
    residual,
    slopes,
    solves_for_intercept,
    solves_for_weights,
    x_bar,
    y_bar,
)
from .intercept_letters import constant as column_of_ones
from .letters import P, X, d, gradient, n, w, w_hat, y
from .matrices import equal, letter, norm2
from .restatement import Restatement, refused

ONE = column_of_ones(4)
FITTED, OFFSET = fitted(DESIGN, DATA)  # the weights and the intercept
AWAY, ASIDE = Matrix([3, -5]), Matrix([2])

for_weights = Equals(in_weights, X.T @ y)
for_intercept = Equals(in_intercept, one.T @ y)
through_means = Equals(b_hat, y_bar - x_bar.T @ w_hat)
centred_equation = Equals(X.T @ C @ X @ w_hat, X.T @ C @ y)
invertible = Invertible(X.T @ C @ X)
estimate = Inverse(X.T @ C @ X) @ X.T @ C @ y


class TestGradientInWeights(Restatement):
    id = "gradient-of-the-joint-squared-error-in-the-weights"
    conclusion = Equals(gradient(J(w, b)), 2 / n * X.T @ (X @ w + one @ b - y))

    def test_in_sympy(self):
        X, y, w, b = letter("X", 4, 2), letter("y", 4), letter("w", 2), letter("b", 1)
        slope, _ = slopes(X, y, w, b)
        assert equal(slope, X.T * (X * w + ONE * b - y) / 2)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(gradient(J(w, b)), 2 / n * X.T @ (X @ w - y)))  # b lost
        refused(algebra, Equals(gradient(J(w, b)), 2 / n * X.T @ (y - X @ w - one @ b)))

    def test_near_miss_is_false(self):
        X, y, w, b = DESIGN, DATA, AWAY, ASIDE
        slope, _ = slopes(X, y, w, b)
        assert slope != X.T * (X * w - y) / 2
        assert slope != X.T * (y - X * w - ONE * b) / 2


class TestGradientInIntercept(Restatement):
    id = "derivative-of-the-joint-squared-error-in-the-intercept"
    conclusion = Equals(Derivative(J(w, b), b, b).T, 2 / n * one.T @ (X @ w + one @ b - y))

    def test_in_sympy(self):
        X, y, w, b = letter("X", 4, 2), letter("y", 4), letter("w", 2), letter("b", 1)
        _, slope = slopes(X, y, w, b)
        assert equal(slope, ONE.T * (X * w + ONE * b - y) / 2)

    def test_near_miss_is_refused(self):
        slope = Derivative(J(w, b), b, b).T
        refused(algebra, Equals(slope, 2 * one.T @ (X @ w + one @ b - y)))  # 1/n lost
        refused(algebra, Equals(slope, 2 / n * one.T @ (X @ w - y)))

    def test_near_miss_is_false(self):
        X, y, w, b = DESIGN, DATA, AWAY, ASIDE
        _, slope = slopes(X, y, w, b)
        assert slope != 2 * ONE.T * (X * w + ONE * b - y)
        assert slope != ONE.T * (X * w - y) / 2


class TestNormalInWeights(Restatement):
    id = "normal-equation-for-the-weights-with-intercept"
    hypotheses = (Equals(gradient(J(w, b_hat), w_hat), Zero(d)),)
    conclusion = for_weights

    def test_in_sympy(self):
        y = letter("y", 4)
        assert solves_for_weights(DESIGN, y, *fitted(DESIGN, y))

    def test_instance(self):
        X, y, b = DESIGN, DATA, ASIDE  # any intercept
        w = m.fit(X, y - ONE * b)
        assert slopes(X, y, w, b)[0] == m.zeros(2, 1)
        assert solves_for_weights(X, y, w, b)

    def test_near_miss_is_refused(self):
        refused(algebra, for_weights)  # the hypothesis missing
        stationary = assume(*self.hypotheses)
        refused(algebra, for_intercept, stationary)  # the other equation
        refused(algebra, Equals(X.T @ X @ w_hat, X.T @ y), stationary)

    def test_near_miss_is_false(self):
        X, y, b = DESIGN, DATA, ASIDE
        assert not solves_for_weights(X, y, AWAY, b)
        w = m.fit(X, y - ONE * b)
        assert slopes(X, y, w, b)[0] == m.zeros(2, 1)
        assert not solves_for_intercept(X, y, w, b)
        assert not m.solves(X, y, w)


class TestNormalInIntercept(Restatement):
    id = "normal-equation-for-the-intercept"
    hypotheses = (Equals(Derivative(J(w_hat, b), b, b_hat).T, Zero()),)
    conclusion = for_intercept

    def test_in_sympy(self):
        y = letter("y", 4)
        assert solves_for_intercept(DESIGN, y, *fitted(DESIGN, y))

    def test_instance(self):
        X, y, w = DESIGN, DATA, AWAY  # any weights
        b = mean(y - X * w)
        assert slopes(X, y, w, b)[1] == m.zeros(1, 1)
        assert solves_for_intercept(X, y, w, b)

    def test_near_miss_is_refused(self):
        refused(algebra, for_intercept)  # the hypothesis missing
        stationary = assume(*self.hypotheses)
        refused(algebra, for_weights, stationary)  # the other equation
        refused(algebra, Equals(one.T @ X @ w_hat + b_hat, one.T @ y), stationary)  # n lost

    def test_near_miss_is_false(self):
        X, y, w = DESIGN, DATA, AWAY
        b = mean(y - X * w)
        assert not solves_for_intercept(X, y, w, ASIDE)
        assert not solves_for_weights(X, y, w, b)
        assert ONE.T * X * w + b != ONE.T * y


class TestEstimatedIntercept(Restatement):
    id = "estimated-intercept"
    hypotheses = (for_intercept,)
    conclusion = through_means

    def test_in_sympy(self):
        y = letter("y", 4)
        w, b = fitted(DESIGN, y)
        assert equal(b, mean(y) - mean(DESIGN).T * w)

    def test_instance(self):
        assert solves_for_intercept(DESIGN, DATA, FITTED, OFFSET)
        assert mean(DATA) - mean(DESIGN).T * FITTED == OFFSET

    def test_near_miss_is_refused(self):
        refused(algebra, through_means)  # the hypothesis missing
        normal = assume(for_intercept)
        refused(algebra, Equals(b_hat, y_bar), normal)
        refused(algebra, Equals(b_hat, y_bar + x_bar.T @ w_hat), normal)

    def test_near_miss_is_false(self):
        assert mean(DATA) - mean(DESIGN).T * FITTED != ASIDE
        assert mean(DATA) != OFFSET
        assert mean(DATA) + mean(DESIGN).T * FITTED != OFFSET


class TestCentredResidual(Restatement):
    id = "residual-with-the-estimated-intercept"
    hypotheses = (through_means,)
    conclusion = Equals(residual, C @ (y - X @ w_hat))

    def test_in_sympy(self):
        X, y, w = letter("X", 4, 2), letter("y", 4), letter("w", 2)
        b = mean(y) - mean(X).T * w
        assert equal(y - X * w - ONE * b, centred(y - X * w))

    def test_instance(self):
        X, y, w, b = DESIGN, DATA, FITTED, OFFSET
        assert b == mean(y) - mean(X).T * w
        assert y - X * w - ONE * b == centred(y - X * w)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the hypothesis missing
        refused(algebra, Equals(residual, y - C @ X @ w_hat), assume(through_means))

    def test_near_miss_is_false(self):
        X, y, w, b = DESIGN, DATA, FITTED, OFFSET
        assert y - X * w - ONE * ASIDE != centred(y - X * w)
        assert y - X * w - ONE * b != y - centred(X) * w


class TestElimination(Restatement):
    id = "normal-equation-for-the-weights-alone"
    r = Letter("r", n)
    hypotheses = (Equals(r, P @ (y - X @ w_hat)), Equals(X.T @ r, Zero(d)))
    conclusion = Equals(X.T @ P @ X @ w_hat, X.T @ P @ y)

    def test_in_sympy(self):
        X, y, w = DESIGN, letter("y", 4), letter("w", 2)
        P = Matrix(4, 4, range(16)) + eye(4)
        w = m.solution(X.T * P * (y - X * w), w)
        assert equal(X.T * P * X * w, X.T * P * y)

    def test_instance(self):
        X, y, w = DESIGN, DATA, FITTED
        P = eye(4) - column_of_ones(4) * column_of_ones(4).T / 4
        assert X.T * (P * (y - X * w)) == m.zeros(2, 1)
        assert X.T * P * X * w == X.T * P * y

    def test_near_miss_is_refused(self):  # either hypothesis missing
        for known in self.hypotheses:
            refused(algebra, self.conclusion, assume(known))

    def test_near_miss_is_false(self):
        X, y, w = DESIGN, DATA, AWAY
        assert X.T * X * w != X.T * y  # P = I, and r = 0 or r = y − Xw


class TestCentredNormalEquation(Restatement):
    id = "normal-equation-of-the-centred-data"
    hypotheses = (for_weights, for_intercept)
    conclusion = centred_equation

    def test_in_sympy(self):
        y = letter("y", 4)
        w, _ = fitted(DESIGN, y)
        assert equal(DESIGN.T * centred(DESIGN) * w, DESIGN.T * centred(y))

    def test_instance(self):
        X, y, w, b = DESIGN, DATA, FITTED, OFFSET
        assert solves_for_weights(X, y, w, b)
        assert solves_for_intercept(X, y, w, b)
        assert X.T * centred(X) * w == X.T * centred(y)

    def test_near_miss_is_refused(self):  # either hypothesis missing; C forgotten
        for known in self.hypotheses:
            refused(algebra, centred_equation, assume(known))
        refused(algebra, Equals(X.T @ X @ w_hat, X.T @ y), *map(assume, self.hypotheses))

    def test_near_miss_is_false(self):
        X, y = DESIGN, DATA
        w = m.fit(X, y - ONE * ASIDE)
        assert solves_for_weights(X, y, w, ASIDE)
        assert X.T * centred(X) * w != X.T * centred(y)
        assert solves_for_intercept(X, y, AWAY, mean(y - X * AWAY))
        assert X.T * centred(X) * AWAY != X.T * centred(y)
        assert not m.solves(X, y, FITTED)


class TestEstimate(Restatement):
    id = "estimate-with-intercept"
    hypotheses = (invertible, for_weights, for_intercept)
    conclusion = Equals(w_hat, estimate)
    algebraic = False  # C is a letter while the equation is solved

    @pytest.mark.parametrize("X", [DESIGN, LINE])
    def test_in_sympy(self, X):
        y = letter("y", 4)
        assert equal(fitted(X, y)[0], centred_fit(X, y))

    def test_instance(self):
        X, y, w, b = DESIGN, DATA, FITTED, OFFSET
        assert (X.T * centred(X)).det() != 0
        assert solves_for_weights(X, y, w, b)
        assert solves_for_intercept(X, y, w, b)
        assert w == centred_fit(X, y)

    def test_near_miss_is_refused(self):  # the estimate without an intercept; no equation
        normal = (assume(for_weights), assume(for_intercept))
        refused(algebra, Equals(w_hat, Inverse(X.T @ X) @ X.T @ y), *normal)
        refused(algebra, Equals(w_hat, estimate))

    def test_near_miss_is_false(self):
        assert m.fit(DESIGN, DATA) != FITTED
        assert centred_fit(DESIGN, DATA) != AWAY


class TestSolvesForIntercept(Restatement):
    id = "estimated-intercept-solves-its-normal-equation"
    hypotheses = (through_means,)
    conclusion = for_intercept

    def test_in_sympy(self):
        X, y, w = letter("X", 4, 2), letter("y", 4), letter("w", 2)
        assert solves_for_intercept(X, y, w, mean(y) - mean(X).T * w)

    def test_instance(self):
        X, y, w = DESIGN, DATA, AWAY
        assert solves_for_intercept(X, y, w, mean(y) - mean(X).T * w)

    def test_near_miss_is_refused(self):
        refused(algebra, for_intercept)  # the hypothesis missing
        refused(algebra, for_weights, assume(through_means))  # the other equation

    def test_near_miss_is_false(self):
        X, y, w = DESIGN, DATA, AWAY
        assert not solves_for_intercept(X, y, w, ASIDE)
        assert not solves_for_weights(X, y, w, mean(y) - mean(X).T * w)


class TestSolvesForWeights(Restatement):
    id = "centred-solution-solves-the-normal-equation-for-the-weights"
    hypotheses = (through_means, centred_equation)
    conclusion = for_weights

    def test_in_sympy(self):
        X, y, w = DESIGN, letter("y", 4), letter("w", 2)
        w = m.solution(X.T * centred(X) * w - X.T * centred(y), w)
        assert solves_for_weights(X, y, w, mean(y) - mean(X).T * w)

    def test_instance(self):
        X, y, w, b = DESIGN, DATA, FITTED, OFFSET
        assert b == mean(y) - mean(X).T * w
        assert X.T * centred(X) * w == X.T * centred(y)
        assert solves_for_weights(X, y, w, b)

    def test_near_miss_is_refused(self):  # either hypothesis missing
        for known in self.hypotheses:
            refused(algebra, for_weights, assume(known))

    def test_near_miss_is_false(self):
        X, y = DESIGN, DATA
        assert not solves_for_weights(X, y, AWAY, mean(y) - mean(X).T * AWAY)
        assert not solves_for_weights(X, y, FITTED, ASIDE)


class TestCentredLeastSquares(Restatement):
    id = "least-squares-on-centred-data"
    hypotheses = (invertible,)
    conclusion = Equals(Inverse((C @ X).T @ (C @ X)) @ (C @ X).T @ (C @ y), estimate)
    algebraic = False  # that (CX)ᵀ(CX) has an inverse follows from the other

    @pytest.mark.parametrize("X", [DESIGN, LINE])
    def test_in_sympy(self, X):
        y = letter("y", 4)
        assert equal(m.fit(centred(X), centred(y)), centred_fit(X, y))

    def test_instance(self):
        X, y = DESIGN, DATA
        assert (X.T * centred(X)).det() != 0
        assert m.fit(centred(X), centred(y)) == centred_fit(X, y)

    def test_near_miss_is_refused(self):  # X or y not centred
        plain = Inverse(X.T @ X) @ X.T @ (C @ y)
        refused(algebra, Equals(plain, estimate), assume(invertible))
        half = Inverse((C @ X).T @ (C @ X)) @ X.T @ y
        refused(algebra, Equals(half, estimate), assume(invertible))

    def test_near_miss_is_false(self):
        X, y = DESIGN, DATA
        assert m.fit(X, centred(y)) != centred_fit(X, y)
        assert (centred(X).T * centred(X)).inv() * X.T * y != centred_fit(X, y)


class TestGap(Restatement):
    id = "joint-squared-error-gap"
    hypotheses = (for_weights, for_intercept)
    conclusion = Equals(
        J(w, b) - J(w_hat, b_hat), SquaredNorm(X @ (w - w_hat) + one @ (b - b_hat)) / n
    )
    algebraic = False  # the residual is a letter while the product vanishes

    def test_in_sympy(self):
        X, y, w, b = DESIGN, letter("y", 4), letter("w", 2), letter("b", 1)
        w_hat, b_hat = fitted(X, y)
        gap = norm2(X * (w - w_hat) + ONE * (b - b_hat)) / 4
        assert equal(error(X, y, w, b) - error(X, y, w_hat, b_hat), gap)

    def test_instance(self):
        X, y, w, b = DESIGN, DATA, AWAY, ASIDE
        assert solves_for_weights(X, y, FITTED, OFFSET)
        assert solves_for_intercept(X, y, FITTED, OFFSET)
        gap = norm2(X * (w - FITTED) + ONE * (b - OFFSET)) / 4
        assert error(X, y, w, b) - error(X, y, FITTED, OFFSET) == gap

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the hypotheses missing
        apart = SquaredNorm(X @ (w - w_hat)) / n + (b - b_hat) ** 2  # the product lost
        normal = (assume(for_weights), assume(for_intercept))
        refused(algebra, Equals(J(w, b) - J(w_hat, b_hat), apart), *normal)

    def test_near_miss_is_false(self):
        X, y, w, b = DESIGN, DATA, AWAY, ASIDE
        none = (0 * w, 0 * b)
        assert error(X, y, w, b) - error(X, y, *none) != norm2(X * w + ONE * b) / 4
        w = Matrix([1, 1])
        apart = norm2(X * (w - FITTED)) / 4 + norm2(b - OFFSET)
        assert error(X, y, w, b) - error(X, y, FITTED, OFFSET) != apart


class TestMinimum(Restatement):
    id = "joint-minimum-of-the-squared-error"
    hypotheses = (for_weights, for_intercept)
    conclusion = Nonnegative(J(w, b) - J(w_hat, b_hat))

    def test_in_sympy(self):  # stationary, and convex in both together
        X, y, w, b = DESIGN, letter("y", 4), letter("w", 2), letter("b", 1)
        assert m.positive_semidefinite(m.hessian(error(X, y, w, b), Matrix([*w, *b])))
        assert all(equal(slope, 0 * slope) for slope in slopes(X, y, *fitted(X, y)))

    def test_instance(self):
        X, y, w, b = DESIGN, DATA, AWAY, ASIDE
        assert solves_for_weights(X, y, FITTED, OFFSET)
        assert solves_for_intercept(X, y, FITTED, OFFSET)
        assert (error(X, y, w, b) - error(X, y, FITTED, OFFSET))[0] >= 0

    def test_near_miss_is_refused(self):  # the hypotheses missing
        scaled = multiply(constant(1 / n), square(X @ (w - w_hat) + one @ (b - b_hat)))
        refused(rewrite, scaled, self.conclusion)
        refused(rewrite, scaled, self.conclusion, assume(for_weights))

    def test_near_miss_is_false(self):
        X, y = DESIGN, DATA
        w = m.fit(X, y - ONE * ASIDE)
        assert solves_for_weights(X, y, w, ASIDE)
        assert (error(X, y, FITTED, OFFSET) - error(X, y, w, ASIDE))[0] < 0


class TestKnownIntercept(Restatement):
    id = "estimate-with-known-intercept"
    hypotheses = (Invertible(X.T @ X), Equals(gradient(J(w, b), w_hat), Zero(d)))
    conclusion = Equals(w_hat, Inverse(X.T @ X) @ X.T @ (y - one @ b))
    by_way_of = Inverse(X.T @ X) @ (X.T @ X @ w_hat)

    @pytest.mark.parametrize("X", [DESIGN, LINE])
    def test_in_sympy(self, X):
        y, w, b = letter("y", 4), letter("w", X.cols), letter("b", 1)
        found = m.solution(m.gradient(error(X, y, w, b), w), w)
        assert equal(found, m.fit(X, y - ONE * b))

    def test_instance(self):
        X, y, b = DESIGN, DATA, ASIDE
        w = m.fit(X, y - ONE * b)
        assert (X.T * X).det() != 0
        assert slopes(X, y, w, b)[0] == m.zeros(2, 1)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # stationarity missing
        stationary = assume(self.hypotheses[1])
        refused(algebra, Equals(w_hat, Inverse(X.T @ X) @ X.T @ y), stationary)  # b lost

    def test_near_miss_is_false(self):
        X, y, b = DESIGN, DATA, ASIDE
        assert m.fit(X, y - ONE * b) != AWAY
        assert m.fit(X, y - ONE * b) != m.fit(X, y)


class TestCentredColumns(Restatement):
    id = "with-centred-columns-the-intercept-does-not-change-the-weights"
    hypotheses = (Equals(one.T @ X, Zero(1, d)), Invertible(X.T @ X))
    conclusion = Equals(estimate, Inverse(X.T @ X) @ X.T @ (y - one @ b))
    algebraic = False  # that XᵀCX has an inverse follows from the others

    def test_in_sympy(self):
        X, y, b = centred(DESIGN), letter("y", 4), letter("b", 1)
        assert equal(centred_fit(X, y), m.fit(X, y - ONE * b))

    def test_instance(self):
        X, y, b = centred(DESIGN), DATA, ASIDE
        assert m.zeros(1, 2) == ONE.T * X
        assert (X.T * X).det() != 0
        assert centred_fit(X, y) == m.fit(X, y - ONE * b)

    def test_near_miss_is_refused(self):  # the columns not centred
        refused(algebra, self.conclusion)
        refused(algebra, Equals(estimate, Inverse(X.T @ X) @ X.T @ y))

    def test_near_miss_is_false(self):
        X, y = DESIGN, DATA
        assert centred_fit(X, y) != m.fit(X, y - ONE * ASIDE)
        assert centred_fit(X, y) != m.fit(X, y)


class TestTrueIntercept(Restatement):
    id = "true-intercept"
    w_star, epsilon = Letter("w_star", d), Random("epsilon", n)
    hypotheses = (Equals(y, X @ w_star + one @ b_star + epsilon),)
    conclusion = Equals(b_star, y_bar - x_bar.T @ w_star - one.T @ epsilon / n)

    def test_in_sympy(self):
        X, w, b, noise = letter("X", 4, 2), letter("w", 2), letter("b", 1), letter("e", 4)
        y = X * w + ONE * b + noise
        assert equal(b, mean(y) - mean(X).T * w - mean(noise))

    def test_instance(self):
        X, w, b, noise = DESIGN, AWAY, ASIDE, DATA
        y = X * w + ONE * b + noise
        assert b == mean(y) - mean(X).T * w - mean(noise)

    def test_near_miss_is_refused(self):
        model = assume(*self.hypotheses)
        refused(algebra, self.conclusion)  # the model missing
        refused(algebra, Equals(b_star, y_bar - x_bar.T @ self.w_star), model)  # the noise lost

    def test_near_miss_is_false(self):
        X, w, b, noise = DESIGN, AWAY, ASIDE, DATA
        assert b != mean(noise) - mean(X).T * w - mean(noise)
        assert b != mean(X * w + ONE * b + noise) - mean(X).T * w
