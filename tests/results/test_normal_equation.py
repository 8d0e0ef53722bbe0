"""∇J(ŵ) = 0 and XᵀXŵ = Xᵀy are one condition, whatever the rank of X."""

from __future__ import annotations

import pytest

from derivations.kernel.statements import Equals
from derivations.kernel.terms import Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from . import matrices as m
from .letters import J, X, d, gradient, gram, w, w_hat, y
from .matrices import DESIGNS, FITTED, FULL_RANK, NULL, SOLVED, Y, equal, letter, solution, solves
from .restatement import Restatement, refused


def gradient_at(X, y, point):
    """∇J at a point, by SymPy."""
    w = letter("w", 2)
    return m.at(m.gradient(m.J(X, y, w), w), w, point)


class TestNormalEquation(Restatement):
    id = "normal-equation"
    hypotheses = (Equals(gradient(J(w), w_hat), Zero(d)),)
    conclusion = Equals(X.T @ X @ w_hat, X.T @ y)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        w_hat = solution(m.gradient(m.J(X, y, w), w), w)
        assert equal(X.T * X * w_hat, X.T * y)

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        assert gradient_at(X, Y, w_hat) == m.zeros(2, 1)
        assert X.T * X * w_hat == X.T * Y

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(gram @ w_hat, X.T @ y))  # the hypothesis missing
        refused(algebra, Equals(gram @ w_hat, X.T @ y), assume(Equals(gradient(J(w)), Zero(d))))
        stationary = assume(Equals(gradient(J(w), w_hat), Zero(d)))
        refused(algebra, Equals(X @ w_hat, y), stationary)  # Xᵀ cancelled

    def test_near_miss_is_false(self):
        X, y, w, w_hat = FULL_RANK, Y, FITTED, NULL
        assert gradient_at(X, y, w) == m.zeros(2, 1)
        assert X.T * X * w_hat != X.T * y
        assert X * w != y


class TestStationarity(Restatement):
    id = "normal-equation-gives-stationarity"
    hypotheses = (Equals(X.T @ X @ w_hat, X.T @ y),)
    conclusion = Equals(gradient(J(w), w_hat), Zero(d))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        w_hat = solution(X.T * X * w - X.T * y, w)
        assert equal(gradient_at(X, y, w_hat), m.zeros(2, 1))

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        assert solves(X, Y, w_hat)
        assert gradient_at(X, Y, w_hat) == m.zeros(2, 1)

    def test_near_miss_is_refused(self):
        normal = assume(Equals(gram @ w_hat, X.T @ y))
        refused(algebra, Equals(gradient(J(w)), Zero(d)), normal)  # everywhere, not at ŵ
        refused(algebra, Equals(J(w_hat), Zero()), normal)  # J for its gradient

    def test_near_miss_is_false(self):
        X, y, w, w_hat = FULL_RANK, Y, NULL, FITTED
        assert solves(X, y, w_hat)
        assert gradient_at(X, y, w) != m.zeros(2, 1)
        assert m.J(X, y, w_hat) != m.zeros(1, 1)
