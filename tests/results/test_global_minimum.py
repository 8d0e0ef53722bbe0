"""If XᵀXŵ = Xᵀy, then J(w) − J(ŵ) = ‖X(w − ŵ)‖²/n for every w; who minimises J, and when alone."""

from __future__ import annotations

import pytest

from derivations.kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    UniquelyMinimises,
)
from derivations.kernel.terms import SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut, instantiate, introduce, unfold
from derivations.kernel.trees import unabbreviated
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import constant, multiply, square, vanish

from . import matrices as m
from .letters import J, X, d, estimate, n, t, u, v, w, w_hat, y
from .matrices import (
    DESIGNS,
    FITTED,
    FITTED_TOO,
    FULL_RANK,
    NULL,
    RANK_ONE,
    SOLVED,
    Y,
    equal,
    full_column_rank,
    letter,
    minimises,
    norm2,
    solution,
    solves,
    uniquely_minimises,
)
from .restatement import Restatement, published, refused

normal = Equals(X.T @ X @ w_hat, X.T @ y)


def fitted(X, y, w):
    """The solutions of the normal equation, by SymPy; where there are many, w parametrises them."""
    return solution(X.T * X * w - X.T * y, w)


class TestGap(Restatement):
    id = "squared-error-gap"
    hypotheses = (normal,)
    conclusion = Equals(J(w) - J(w_hat), SquaredNorm(X @ (w - w_hat)) / n)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        w_hat = fitted(X, y, letter("u", 2))
        assert equal(m.J(X, y, w) - m.J(X, y, w_hat), norm2(X * (w - w_hat)) / 3)

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        w = m.Matrix([3, -5])
        assert solves(X, Y, w_hat)
        assert m.J(X, Y, w) - m.J(X, Y, w_hat) == norm2(X * (w - w_hat)) / 3

    def test_near_miss_is_refused(self):
        gap = J(w) - J(w_hat)
        refused(algebra, Equals(gap, SquaredNorm(X @ (w - w_hat)) / n))  # the hypothesis missing
        refused(algebra, Equals(gap, SquaredNorm(X @ (w - w_hat))), assume(normal))  # 1/n lost

    def test_near_miss_is_false(self):
        X, y, w = FULL_RANK, Y, NULL
        anywhere = 0 * NULL
        assert m.J(X, y, w) - m.J(X, y, anywhere) != norm2(X * (w - anywhere)) / 3
        assert solves(X, y, FITTED)
        assert m.J(X, y, w) - m.J(X, y, FITTED) != norm2(X * (w - FITTED))


class TestMinimises(Restatement):
    id = "normal-equation-gives-the-global-minimum"
    hypotheses = (normal,)
    conclusion = Minimises(w_hat, J(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y = letter("y", 3)
        assert minimises(X, y, fitted(X, y, letter("u", 2)))

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_instance(self, X, w_hat):
        assert solves(X, Y, w_hat)
        assert minimises(X, Y, w_hat)

    def test_near_miss_is_refused(self):
        above = Nonnegative(J(w) - J(w_hat))
        scaled = multiply(constant(1 / n), square(X @ (w - w_hat)))
        refused(rewrite, scaled, above)  # the hypothesis missing
        at_w_hat = rewrite(constant(Zero()), above, assume(Equals(w, w_hat)))
        refused(introduce, Minimises(w_hat, J(w), w), w, at_w_hat)  # only where w = ŵ

    def test_near_miss_is_false(self):
        w_hat = NULL
        assert not solves(FULL_RANK, Y, w_hat)
        assert not minimises(FULL_RANK, Y, w_hat)
        assert (m.J(FULL_RANK, Y, FITTED) - m.J(FULL_RANK, Y, w_hat))[0] < 0


class TestSameFitMinimises(Restatement):
    id = "a-point-with-the-same-fit-is-a-minimiser"
    hypotheses = (normal, Equals(X @ (u - w_hat), Zero(n)))
    conclusion = Minimises(u, J(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, u = letter("y", 3), letter("u", 2)
        w_hat = fitted(X, y, letter("z", 2))
        assert minimises(X, y, solution(X * (u - w_hat), u))

    def test_instance(self):
        X, y, w_hat, u = RANK_ONE, Y, FITTED_TOO, FITTED_TOO + NULL
        assert solves(X, y, w_hat)
        assert X * (u - w_hat) == m.zeros(3, 1)
        assert u != w_hat
        assert minimises(X, y, u)

    def test_near_miss_is_refused(self):
        scaled = multiply(constant(1 / n), square(X @ (w - w_hat)))
        above_u = Nonnegative(J(w) - J(u))
        refused(rewrite, scaled, above_u, assume(normal))  # another fit
        same_fit = assume(Equals(X @ (u - w_hat), Zero(n)))
        refused(rewrite, scaled, above_u, same_fit)  # as another point that is no minimiser

    def test_near_miss_is_false(self):
        w_hat, u = FITTED, NULL
        assert solves(FULL_RANK, Y, w_hat)
        assert not minimises(FULL_RANK, Y, u)
        w_hat, u = NULL, 2 * NULL
        assert RANK_ONE * (u - w_hat) == m.zeros(3, 1)
        assert not minimises(RANK_ONE, Y, u)


class TestMinimisersHaveTheSameFit(Restatement):
    id = "minimisers-have-the-same-fit"
    hypotheses = (normal, Minimises(u, J(w), w))
    conclusion = Equals(X @ (u - w_hat), Zero(n))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, u = letter("y", 3), letter("u", 2)
        w_hat = fitted(X, y, letter("z", 2))
        u = solution(m.gradient(m.J(X, y, u), u), u)
        assert minimises(X, y, u)
        assert equal(X * (u - w_hat), m.zeros(3, 1))

    def test_instance(self):
        X, y, w_hat, u = RANK_ONE, Y, FITTED_TOO, FITTED_TOO + NULL
        assert solves(X, y, w_hat)
        assert minimises(X, y, u)
        assert X * (u - w_hat) == m.zeros(3, 1)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(u, w_hat), published(self.id))  # the same point, without rank
        refused(algebra, Equals(X @ (u - w_hat), Zero(n)), assume(normal))  # u anywhere

    def test_near_miss_is_false(self):
        w_hat, u = FITTED_TOO, FITTED_TOO + NULL
        assert solves(RANK_ONE, Y, w_hat)
        assert minimises(RANK_ONE, Y, u)
        assert u != w_hat
        assert solves(FULL_RANK, Y, FITTED)
        assert any(FULL_RANK * (NULL - FITTED))


class TestUniqueIfFullRank(Restatement):
    id = "unique-minimum-if-full-column-rank"
    hypotheses = (FullColumnRank(X), normal)
    conclusion = UniquelyMinimises(w_hat, J(w), w)

    def test_in_sympy(self):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        w_hat = fitted(X, y, w)
        assert uniquely_minimises(X, y, w_hat)
        assert not w_hat.has(*w)  # nothing is left to choose

    def test_instance(self):
        assert full_column_rank(FULL_RANK)
        assert solves(FULL_RANK, Y, FITTED)
        assert uniquely_minimises(FULL_RANK, Y, FITTED)

    def test_near_miss_is_refused(self):  # full column rank missing
        same_error = assume(Equals(J(w), J(w_hat)))
        no_gap = Equals(SquaredNorm(X @ (w - w_hat)), Zero())
        same_fit = vanish(algebra(no_gap, same_error, published("squared-error-gap")))
        refused(algebra, Equals(w, w_hat), same_fit)
        minimum = published("normal-equation-gives-the-global-minimum")
        refused(introduce, UniquelyMinimises(w_hat, J(w), w), w, minimum, same_fit)

    def test_near_miss_is_false(self):
        w_hat, w = FITTED_TOO, FITTED_TOO + NULL
        assert solves(RANK_ONE, Y, w_hat)
        assert m.J(RANK_ONE, Y, w) == m.J(RANK_ONE, Y, w_hat)
        assert w != w_hat


class TestClosedFormIsTheMinimiser(Restatement):
    id = "least-squares-estimate-is-the-unique-minimiser"
    hypotheses = (FullColumnRank(X),)
    conclusion = UniquelyMinimises(estimate, J(w), w)

    def test_in_sympy(self):
        y = letter("y", 3)
        assert uniquely_minimises(FULL_RANK, y, m.fit(FULL_RANK, y))

    def test_instance(self):
        assert full_column_rank(FULL_RANK)
        assert uniquely_minimises(FULL_RANK, Y, m.fit(FULL_RANK, Y))

    def test_near_miss_is_refused(self):  # full column rank missing; another point
        solves_it = published("least-squares-estimate-solves-the-normal-equation")
        at_estimate = instantiate(published("squared-error-gap"), (w_hat, estimate))
        same_error = assume(Equals(J(w), J(estimate)))
        no_gap = Equals(SquaredNorm(X @ (w - estimate)), Zero())
        same_fit = vanish(algebra(no_gap, same_error, cut(at_estimate, solves_it)))
        assert Invertible(X.T @ X) in map(unabbreviated, same_fit.hypotheses)
        refused(algebra, Equals(X.T @ X @ (2 * estimate), X.T @ y))

    def test_near_miss_is_false(self):
        assert not full_column_rank(RANK_ONE)
        assert (RANK_ONE.T * RANK_ONE).det() == 0  # and the closed form means nothing
        assert not minimises(FULL_RANK, Y, 2 * m.fit(FULL_RANK, Y))


class TestFlat(Restatement):
    id = "flat-along-a-null-direction"
    hypotheses = (Equals(X @ v, Zero(n)),)
    conclusion = Equals(J(w + t * v), J(w))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, v, t = letter("y", 3), letter("w", 2), letter("v", 2), letter("t", 1)
        v = solution(X * v, v)
        assert equal(m.J(X, y, w + v * t), m.J(X, y, w))

    def test_instance(self):
        X, y, w, v, t = RANK_ONE, Y, m.Matrix([3, -5]), NULL, 7
        assert X * v == m.zeros(3, 1)
        assert m.J(X, y, w + t * v) == m.J(X, y, w)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(J(w + t * v), J(w)))  # the hypothesis missing
        first_order_only = assume(Equals((X @ w - y).T @ (X @ v), Zero()))
        refused(algebra, Equals(J(w + t * v), J(w)), first_order_only)

    def test_near_miss_is_false(self):
        X, y, w, v, t = FULL_RANK, Y, FITTED, NULL, 7
        assert (X * w - y).T * X * v == m.zeros(1, 1)
        assert m.J(X, y, w + t * v) != m.J(X, y, w)


class TestFullRankIfUnique(Restatement):
    id = "full-column-rank-if-unique-minimum"
    hypotheses = (UniquelyMinimises(w_hat, J(w), w),)
    conclusion = FullColumnRank(X)

    @pytest.mark.parametrize(("X", "w_hat"), SOLVED)
    def test_in_sympy(self, X, w_hat):
        assert full_column_rank(X) == uniquely_minimises(X, Y, w_hat)

    def test_instance(self):
        assert uniquely_minimises(FULL_RANK, Y, FITTED)
        assert full_column_rank(FULL_RANK)

    def test_near_miss_is_refused(self):  # a minimum, not a unique one
        minimum = assume(Minimises(w_hat, J(w), w))
        refused(unfold, minimum, 1, w_hat + v)
        null = assume(Equals(X @ v, Zero(n)))
        refused(algebra, Equals(v, Zero(d)), algebra(Equals(J(w_hat + v), J(w_hat)), null))

    def test_near_miss_is_false(self):
        assert minimises(RANK_ONE, Y, FITTED_TOO)
        assert not full_column_rank(RANK_ONE)
