"""A step of gradient descent multiplies the error by S, and keeps what lies in the null space."""

from __future__ import annotations

import pytest
from sympy import Rational

from derivations.kernel.statements import Equals
from derivations.kernel.terms import SquaredNorm, Zero
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from . import matrices as m
from .descent_letters import S, eta, fitted, length, normal, shrinking, slope, step, step_from
from .letters import J, X, n, v, w, w_hat
from .matrices import DESIGNS, FULL_RANK, NULL, RANK_ONE, SOLVED, Y, equal, letter, norm2, solves
from .restatement import Restatement, refused

HALF = Rational(1, 2)


class TestError(Restatement):
    id = "error-after-a-step-of-descent"
    hypotheses = (normal,)
    conclusion = Equals(step() - w_hat, S @ (w - w_hat))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        w_hat = fitted(X, y)
        assert equal(step_from(X, y, w) - w_hat, shrinking(X) * (w - w_hat))

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        w = m.Matrix([3, -5])
        assert solves(X, Y, w_hat)
        assert step_from(X, Y, w, HALF) - w_hat == shrinking(X, HALF) * (w - w_hat)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the hypothesis missing
        uphill = Equals(w + eta * slope() - w_hat, S @ (w - w_hat))
        refused(algebra, uphill, assume(normal))
        refused(algebra, Equals(step() - w_hat, S @ w - w_hat), assume(normal))

    def test_near_miss_is_false(self):
        X, w = FULL_RANK, m.Matrix([3, -5])
        assert not solves(X, Y, NULL)
        assert step_from(X, Y, w, HALF) - NULL != shrinking(X, HALF) * (w - NULL)
        w_hat = m.FITTED
        assert step_from(X, Y, w, -HALF) - w_hat != shrinking(X, HALF) * (w - w_hat)
        assert step_from(X, Y, w, HALF) - w_hat != shrinking(X, HALF) * w - w_hat


class TestGap(Restatement):
    id = "gap-after-a-step-of-descent"
    hypotheses = (normal,)
    conclusion = Equals(J(step()) - J(w_hat), SquaredNorm(X @ S @ (w - w_hat)) / n)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        w_hat = fitted(X, y)
        gap = m.J(X, y, step_from(X, y, w)) - m.J(X, y, w_hat)
        assert equal(gap, norm2(X * shrinking(X) * (w - w_hat)) / 3)

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        w = m.Matrix([3, -5])
        assert solves(X, Y, w_hat)
        gap = m.J(X, Y, step_from(X, Y, w, HALF)) - m.J(X, Y, w_hat)
        assert gap == norm2(X * shrinking(X, HALF) * (w - w_hat)) / 3

    def test_near_miss_is_refused(self):
        gap = J(step()) - J(w_hat)
        refused(algebra, self.conclusion)  # the hypothesis missing
        refused(algebra, Equals(gap, SquaredNorm(S @ (w - w_hat)) / n), assume(normal))
        refused(algebra, Equals(gap, SquaredNorm(X @ (w - w_hat)) / n), assume(normal))

    def test_near_miss_is_false(self):
        X, w, w_hat = FULL_RANK, m.Matrix([3, -5]), m.FITTED
        gap = m.J(X, Y, step_from(X, Y, w, HALF)) - m.J(X, Y, w_hat)
        assert gap != norm2(shrinking(X, HALF) * (w - w_hat)) / 3
        assert gap != norm2(X * (w - w_hat)) / 3
        gap = m.J(X, Y, step_from(X, Y, w, HALF)) - m.J(X, Y, NULL)  # NULL is no solution
        assert gap != norm2(X * shrinking(X, HALF) * (w - NULL)) / 3


class TestNullComponent(Restatement):
    id = "descent-keeps-what-lies-in-the-null-space"
    hypotheses = (Equals(X @ v, Zero(n)),)
    conclusion = Equals(v.T @ step(), v.T @ w)

    def test_in_sympy(self):
        y, w, v = letter("y", 3), letter("w", 2), length * NULL
        assert RANK_ONE * v == m.zeros(3, 1)
        assert equal(v.T * step_from(RANK_ONE, y, w), v.T * w)

    def test_instance(self):
        w = m.Matrix([3, -5])
        assert m.zeros(3, 1) == RANK_ONE * NULL
        assert NULL.T * step_from(RANK_ONE, Y, w, HALF) == NULL.T * w
        assert step_from(RANK_ONE, Y, w, HALF) != w

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the hypothesis missing
        refused(algebra, Equals(step(), w), assume(self.hypotheses[0]))  # not all of w stays

    def test_near_miss_is_false(self):
        w = m.Matrix([3, -5])
        assert m.zeros(3, 1) != FULL_RANK * NULL
        assert NULL.T * step_from(FULL_RANK, Y, w, HALF) != NULL.T * w
