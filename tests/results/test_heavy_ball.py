"""The errors of the heavy ball follow a recursion over two steps."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye, symbols

from derivations.kernel.statements import Equals
from derivations.kernel.terms import Identity, Letter
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from .descent_letters import (
    EIGENVECTORS,
    TURNED,
    TWO,
    S,
    eigenvector,
    eta,
    fitted,
    is_eigenvector,
    mu,
    normal,
    q,
    responses,
    shrinking,
    step,
    step_from,
)
from .letters import d, n, w, w_hat
from .matrices import DESIGNS, NULL, SOLVED, Y, equal, letter, solves
from .restatement import Restatement, refused

beta, w_before = Letter("beta"), Letter("w_before", d)
ball = step() + beta * (w - w_before)
HALF, THIRD = Rational(1, 2), Rational(1, 3)
NOW, BEFORE = Matrix([3, -5]), Matrix([1, 2])
kept = symbols("beta", real=True)


def ball_from(X, y, w, before, *lengths):
    """The point w − η∇J(w) + β(w − w₋)."""
    *eta, beta = lengths
    return step_from(X, y, w, *eta) + beta * (w - before)


class TestError(Restatement):
    id = "error-after-a-step-of-the-heavy-ball"
    hypotheses = (normal,)
    conclusion = Equals(
        ball - w_hat, (S + beta * Identity(d)) @ (w - w_hat) - beta * (w_before - w_hat)
    )

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, before = letter("y", 3), letter("w", 2), letter("v", 2)
        w_hat = fitted(X, y)
        error = (shrinking(X) + kept * eye(2)) * (w - w_hat) - kept * (before - w_hat)
        assert equal(ball_from(X, y, w, before, kept) - w_hat, error)

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        assert solves(X, Y, w_hat)
        error = (shrinking(X, HALF) + THIRD * eye(2)) * (NOW - w_hat) - THIRD * (BEFORE - w_hat)
        assert ball_from(X, Y, NOW, BEFORE, HALF, THIRD) - w_hat == error

    def test_near_miss_is_refused(self):
        error = (S + beta * Identity(d)) @ (w - w_hat)
        refused(algebra, self.conclusion)  # the hypothesis missing
        refused(algebra, Equals(ball - w_hat, error), assume(normal))  # the last error lost
        added = Equals(ball - w_hat, error + beta * (w_before - w_hat))
        refused(algebra, added, assume(normal))

    def test_near_miss_is_false(self):
        X, y, w_hat = TURNED, TWO, Matrix([-2, 3])
        found = ball_from(X, y, NOW, BEFORE, HALF, THIRD) - w_hat
        first = (shrinking(X, HALF) + THIRD * eye(2)) * (NOW - w_hat)
        assert found == first - THIRD * (BEFORE - w_hat)
        assert found != first
        assert found != first + THIRD * (BEFORE - w_hat)
        away = ball_from(X, y, NOW, BEFORE, HALF, THIRD) - NULL  # which solves nothing
        first = (shrinking(X, HALF) + THIRD * eye(2)) * (NOW - NULL)
        assert away != first - THIRD * (BEFORE - NULL)


factor = 1 - 2 * eta * mu / n


class TestComponent(Restatement):
    id = "heavy-ball-along-an-eigenvector"
    hypotheses = (normal, eigenvector)
    conclusion = Equals(
        q.T @ (ball - w_hat),
        (factor + beta) * (q.T @ (w - w_hat)) - beta * (q.T @ (w_before - w_hat)),
    )
    algebraic = False  # (Sq)ᵀ comes first

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS)
    def test_in_sympy(self, X, q, mu):
        y, w, before = letter("y", X.rows), letter("w", 2), letter("v", 2)
        w_hat, eta = fitted(X, y), symbols("eta", real=True)
        found = q.T * (ball_from(X, y, w, before, kept) - w_hat)
        factor = 1 - 2 * eta * mu / X.rows
        assert equal(found, (factor + kept) * q.T * (w - w_hat) - kept * q.T * (before - w_hat))

    @pytest.mark.parametrize(("X", "q", "mu"), EIGENVECTORS)
    def test_instance(self, X, q, mu):
        y = responses(X)
        w_hat = fitted(X, y)
        assert is_eigenvector(X, q, mu)
        assert solves(X, y, w_hat)
        found = q.T * (ball_from(X, y, NOW, BEFORE, HALF, THIRD) - w_hat)
        factor = 1 - 2 * HALF * mu / X.rows
        wanted = (factor + THIRD) * q.T * (NOW - w_hat) - THIRD * q.T * (BEFORE - w_hat)
        assert equal(found, wanted)

    def test_near_miss_is_refused(self):
        error = assume(
            Equals(ball - w_hat, (S + beta * Identity(d)) @ (w - w_hat) - beta * (w_before - w_hat))
        )
        on_q = assume(Equals(S @ q, factor * q))
        now, before = q.T @ (w - w_hat), q.T @ (w_before - w_hat)
        through = q.T @ S @ (w - w_hat) + beta * now - beta * before
        algebra(Equals(through, self.conclusion.right), on_q)
        refused(algebra, Equals(through, factor * now - beta * before), on_q)  # a β lost
        refused(algebra, self.conclusion, error)  # no eigenvector
        refused(algebra, self.conclusion, on_q)  # no solution of the normal equation

    def test_near_miss_is_false(self):
        X, y, w_hat, q = TURNED, TWO, Matrix([-2, 3]), Matrix([1, 1])

        def missed(q, w_hat, more):
            found = q.T * (ball_from(X, y, NOW, BEFORE, HALF, THIRD) - w_hat)
            factor = 1 - 2 * HALF * Rational(9, 2) + more
            return found - factor * q.T * (NOW - w_hat) + THIRD * q.T * (BEFORE - w_hat)

        nothing = Matrix([0])
        assert missed(q, w_hat, THIRD) == nothing
        assert missed(q, w_hat, 0) != nothing
        assert missed(BEFORE, w_hat, THIRD) != nothing  # which is no eigenvector
        assert missed(q, BEFORE, THIRD) != nothing  # and solves nothing
