"""∇ℓ = Xᵀ(y − Xw)/σ² and −∇²ℓ = XᵀX/σ²."""

from __future__ import annotations

from sympy import Matrix, Rational, log, pi, sqrt, symbols

import derivations.results.score  # noqa: F401
from derivations.kernel.statements import Equals, Positive
from derivations.kernel.theorem import algebra

from . import matrices as m
from .letters import X, gradient, gram, hessian, w, y
from .likelihood_letters import ell, variance
from .matrices import FITTED, FULL_RANK, NULL, Y, equal, letter, norm2
from .restatement import Restatement, refused

FOUR = Matrix([[1, 0], [1, 1], [1, 2], [1, 4]])


def log_likelihood(X, y, w, spread):
    """−n ln √(2πσ²) − ‖y − Xw‖²/(2σ²), a 1×1 matrix."""
    return Matrix([-X.rows * log(sqrt(2 * pi * spread))]) - norm2(y - X * w) / (2 * spread)


class TestScore(Restatement):
    id = "score"
    hypotheses = (Positive(variance),)
    conclusion = Equals(gradient(ell(w, variance)), X.T @ (y - X @ w) / variance)

    def test_in_sympy(self):
        X, y, w = letter("X", 3, 2), letter("y", 3), letter("w", 2)
        spread = symbols("s", positive=True)
        assert equal(m.gradient(log_likelihood(X, y, w, spread), w), X.T * (y - X * w) / spread)

    def test_instance(self):
        X, y, w, spread = FOUR, Matrix([1, 0, 2, 5]), letter("w", 2), Rational(3, 4)
        score = m.at(m.gradient(log_likelihood(X, y, w, spread), w), w, NULL)
        assert score == X.T * (y - X * NULL) / spread != 0 * NULL
        score = m.at(m.gradient(log_likelihood(X, y, w, spread), w), w, m.fit(X, y))
        assert score == 0 * NULL

    def test_near_miss_is_refused(self):
        score = gradient(ell(w, variance))
        algebra(self.conclusion)
        refused(algebra, Equals(score, X.T @ (y - X @ w)))  # 1/σ² lost
        refused(algebra, Equals(score, X.T @ (X @ w - y) / variance))  # the sign
        refused(algebra, Equals(score, 2 * (X.T @ (y - X @ w)) / variance))  # the ½ lost

    def test_near_miss_is_false(self):
        w, spread = letter("w", 2), Rational(3, 4)
        score = m.at(m.gradient(log_likelihood(FULL_RANK, Y, w, spread), w), w, NULL)
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


def test_the_information_is_the_curvature_on_the_way_to_the_estimate():
    """The score at w is the information times ŵ − w."""
    X, y, w, spread = FULL_RANK, Y, letter("w", 2), Rational(3, 4)
    score = m.gradient(log_likelihood(X, y, w, spread), w)
    assert equal(score, -m.hessian(log_likelihood(X, y, w, spread), w) * (FITTED - w))
