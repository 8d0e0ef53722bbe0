"""∇ℓ = Xᵀ(y − Xw)/σ² and −∇²ℓ = XᵀX/σ²; the score is 0 where the normal equation holds."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, log, pi, sqrt, symbols

from derivations.kernel.statements import Equals, Positive
from derivations.kernel.terms import Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from . import matrices as m
from .letters import X, d, gradient, gram, hessian, w, w_hat, y
from .likelihood_letters import ell, variance
from .matrices import (
    DESIGNS,
    FITTED,
    FULL_RANK,
    NULL,
    SOLVED,
    Y,
    equal,
    letter,
    norm2,
    solution,
    solves,
    zeros,
)
from .restatement import Restatement, published, refused

FOUR = Matrix([[1, 0], [1, 1], [1, 2], [1, 4]])


def log_likelihood(X, y, w, spread):
    """−n ln √(2πσ²) − ‖y − Xw‖²/(2σ²), a 1×1 matrix."""
    return Matrix([-X.rows * log(sqrt(2 * pi * spread))]) - norm2(y - X * w) / (2 * spread)


def score_at(X, y, point, spread):
    """∇ℓ at a point, by SymPy."""
    w = letter("w", X.cols)
    return m.at(m.gradient(log_likelihood(X, y, w, spread), w), w, point)


class TestScore(Restatement):
    id = "score"
    hypotheses = (Positive(variance),)
    conclusion = Equals(gradient(ell(w, variance)), X.T @ (y - X @ w) / variance)

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        spread = symbols("s", positive=True)
        assert equal(m.gradient(log_likelihood(X, y, w, spread), w), X.T * (y - X * w) / spread)

    def test_instance(self):
        X, y, spread = FOUR, Matrix([1, 0, 2, 5]), Rational(3, 4)
        assert score_at(X, y, NULL, spread) == X.T * (y - X * NULL) / spread != 0 * NULL
        assert score_at(X, y, m.fit(X, y), spread) == 0 * NULL

    def test_near_miss_is_refused(self):
        score = gradient(ell(w, variance))
        algebra(self.conclusion)
        refused(algebra, Equals(score, X.T @ (y - X @ w)))  # 1/σ² lost
        refused(algebra, Equals(score, X.T @ (X @ w - y) / variance))  # the sign
        refused(algebra, Equals(score, 2 * (X.T @ (y - X @ w)) / variance))  # the ½ lost

    def test_near_miss_is_false(self):
        spread = Rational(3, 4)
        score = score_at(FULL_RANK, Y, NULL, spread)
        right = FULL_RANK.T * (Y - FULL_RANK * NULL)
        assert score not in (right, -right / spread, 2 * right / spread)


class TestInformation(Restatement):
    id = "information"
    hypotheses = (Positive(variance),)
    conclusion = Equals(-hessian(ell(w, variance)), gram / variance)

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        spread = symbols("s", positive=True)
        assert equal(-m.hessian(log_likelihood(X, y, w, spread), w), X.T * X / spread)

    def test_instance(self):
        X, y, w, spread = FOUR, Matrix([1, 0, 2, 5]), letter("w", 2), Rational(3, 4)
        information = -m.hessian(log_likelihood(X, y, w, spread), w)
        assert information == X.T * X / spread
        assert m.positive_definite(information)

    def test_near_miss_is_refused(self):
        information = -hessian(ell(w, variance))
        algebra(self.conclusion)
        refused(algebra, Equals(information, -gram / variance))  # the sign
        refused(algebra, Equals(information, gram))  # 1/σ² lost
        refused(algebra, Equals(information, gram / variance**2))

    def test_near_miss_is_false(self):
        w, spread = letter("w", 2), Rational(3, 4)
        information = -m.hessian(log_likelihood(FULL_RANK, Y, w, spread), w)
        right = FULL_RANK.T * FULL_RANK
        assert information not in (-right / spread, right, right / spread**2)


class TestNormalEquationFromTheScore(Restatement):
    id = "normal-equation-if-the-score-is-0"
    hypotheses = (Positive(variance), Equals(gradient(ell(w, variance), w_hat), Zero(d)))
    conclusion = Equals(X.T @ X @ w_hat, X.T @ y)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, spread = letter("y", 3), letter("w", 2), symbols("s", positive=True)
        w_hat = solution(m.gradient(log_likelihood(X, y, w, spread), w), w)
        assert equal(X.T * X * w_hat, X.T * y)

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        spread = Rational(3, 4)
        assert spread > 0
        assert score_at(X, Y, w_hat, spread) == zeros(2, 1)
        assert X.T * X * w_hat == X.T * Y

    def test_near_miss_is_refused(self):
        score = gradient(ell(w, variance), w_hat)
        by_score = Equals(variance * score, X.T @ (y - X @ w_hat))
        times = algebra(Equals(variance * score, Zero(d)), assume(Equals(score, Zero(d))))
        algebra(self.conclusion, algebra(by_score), times)
        refused(algebra, self.conclusion, algebra(by_score))  # the hypothesis missing
        elsewhere = assume(Equals(gradient(ell(w, variance)), Zero(d)))
        refused(algebra, self.conclusion, algebra(by_score), elsewhere)  # at w instead
        refused(algebra, Equals(X @ w_hat, y), published(self.id))  # Xᵀ cancelled
        refused(algebra, Equals(gram @ w_hat, -X.T @ y), published(self.id))

    def test_near_miss_is_false(self):
        X, spread = FULL_RANK, Rational(3, 4)
        assert score_at(X, Y, FITTED, spread) == zeros(2, 1)
        assert not solves(X, Y, NULL)  # at another point
        assert X * FITTED != Y
        assert X.T * X * FITTED != -X.T * Y


class TestScoreFromTheNormalEquation(Restatement):
    id = "score-is-0-if-the-normal-equation-holds"
    hypotheses = (Positive(variance), Equals(X.T @ X @ w_hat, X.T @ y))
    conclusion = Equals(gradient(ell(w, variance), w_hat), Zero(d))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, spread = letter("y", 3), letter("w", 2), symbols("s", positive=True)
        w_hat = solution(X.T * X * w - X.T * y, w)
        assert equal(score_at(X, y, w_hat, spread), zeros(2, 1))

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        spread = Rational(3, 4)
        assert spread > 0
        assert solves(X, Y, w_hat)
        assert score_at(X, Y, w_hat, spread) == zeros(2, 1)

    def test_near_miss_is_refused(self):
        solved = assume(Equals(gram @ w_hat, X.T @ y))
        algebra(self.conclusion, solved)
        refused(algebra, self.conclusion)  # the normal equation missing
        refused(algebra, Equals(gradient(ell(w, variance)), Zero(d)), solved)  # at w instead
        doubled = assume(Equals(gram @ w_hat, 2 * (X.T @ y)))
        refused(algebra, self.conclusion, doubled)

    def test_near_miss_is_false(self):
        spread = Rational(3, 4)
        assert solves(FULL_RANK, Y, FITTED)
        assert score_at(FULL_RANK, Y, NULL, spread) != zeros(2, 1)  # at another point
        assert score_at(FULL_RANK, Y, 2 * FITTED, spread) != zeros(2, 1)


def test_the_information_is_the_curvature_on_the_way_to_the_estimate():
    """The score at w is the information times ŵ − w."""
    X, y, w, spread = FULL_RANK, Y, letter("w", 2), Rational(3, 4)
    score = m.gradient(log_likelihood(X, y, w, spread), w)
    assert equal(score, -m.hessian(log_likelihood(X, y, w, spread), w) * (FITTED - w))
