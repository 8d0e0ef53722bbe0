"""ŵ = (XᵀX)⁻¹Xᵀy, where XᵀX is invertible."""

from __future__ import annotations

from derivations.kernel.statements import Equals, Invertible
from derivations.kernel.terms import Inverse
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra

from . import matrices as m
from .letters import X, estimate, gram, u, w_hat, y
from .matrices import (
    FITTED,
    FITTED_TOO,
    FULL_RANK,
    NULL,
    RANK_ONE,
    Y,
    equal,
    letter,
    solution,
    solves,
)
from .restatement import Restatement, refused


class TestEstimate(Restatement):
    id = "least-squares-estimate"
    hypotheses = (Invertible(X.T @ X), Equals(X.T @ X @ w_hat, X.T @ y))
    conclusion = Equals(w_hat, estimate)
    by_way_of = Inverse(X.T @ X) @ (X.T @ X @ w_hat)

    def test_in_sympy(self):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        assert equal(solution(X.T * X * w - X.T * y, w), m.fit(X, y))
        X, w = letter("X", 3, 1), letter("w", 1)
        assert equal(solution(X.T * X * w - X.T * y, w), m.fit(X, y))

    def test_instance(self):
        X, y, w_hat = FULL_RANK, Y, FITTED
        assert (X.T * X).det() != 0
        assert solves(X, y, w_hat)
        assert w_hat == m.fit(X, y)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(Inverse(gram) @ (gram @ w_hat), estimate))  # no normal equation
        normal, normal_too = (assume(Equals(gram @ each, X.T @ y)) for each in (w_hat, u))
        refused(algebra, Equals(w_hat, u), normal, normal_too)  # one solution, whatever the rank

    def test_near_miss_is_false(self):
        assert (FULL_RANK.T * FULL_RANK).det() != 0
        assert m.fit(FULL_RANK, Y) != NULL
        w_hat, u = FITTED_TOO, FITTED_TOO + NULL
        assert solves(RANK_ONE, Y, w_hat)
        assert solves(RANK_ONE, Y, u)
        assert w_hat != u


class TestEstimateSolves(Restatement):
    id = "least-squares-estimate-solves-the-normal-equation"
    hypotheses = (Invertible(X.T @ X),)
    conclusion = Equals(X.T @ X @ estimate, X.T @ y)

    def test_in_sympy(self):
        X, y = letter("X", 3, 2), letter("y", 3)
        assert equal(X.T * X * m.fit(X, y), X.T * y)

    def test_instance(self):
        X, y = FULL_RANK, Y
        assert (X.T * X).det() != 0
        assert X.T * X * m.fit(X, y) == X.T * y

    def test_near_miss_is_refused(self):  # Xᵀ cancelled: the fit is not the data
        refused(algebra, Equals(X @ estimate, y), assume(Invertible(gram)))

    def test_near_miss_is_false(self):
        X, y = FULL_RANK, Y
        assert (X.T * X).det() != 0
        assert X * m.fit(X, y) != y
