"""A minimiser of J satisfies the normal equation, whatever the rank."""

from __future__ import annotations

import pytest

from derivations.kernel.statements import Equals, Minimises, Nonnegative
from derivations.kernel.terms import SquaredNorm
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import algebra
from derivations.proving.sequents import above_one, square

from . import matrices as m
from .letters import J, X, u, v, w, y
from .matrices import DESIGNS, FITTED, FULL_RANK, SOLVED, Y, equal, letter, minimises, norm2, solves
from .restatement import Restatement, refused


class TestMinimiserIsStationary(Restatement):
    id = "a-minimiser-satisfies-the-normal-equation"
    hypotheses = (Minimises(u, J(w), w),)
    conclusion = Equals(X.T @ X @ u, X.T @ y)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        """The step against g goes lower by ‖g‖⁴(2 + ‖Xg‖²)/(n(1 + ‖Xg‖²)²), unless g = 0."""
        y, u = letter("y", 3), letter("u", 2)
        g = X.T * (X * u - y)
        length, bend = norm2(g)[0], norm2(X * g)[0]
        lower = m.J(X, y, u - length / (1 + bend) * g) - m.J(X, y, u)
        here = {symbol: number for number, symbol in enumerate([*y, *u], -2)}
        gained = -(length**2) * (2 + bend) / (3 * (1 + bend) ** 2)
        assert equal(lower.subs(here), m.Matrix([gained.subs(here)]))

    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u):
        assert minimises(X, Y, u)
        assert solves(X, Y, u)

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion)  # the hypothesis missing
        at_v = unfold(assume(Minimises(u, J(w), w)), 0, v)
        assert at_v.conclusion == Nonnegative(J(v) - J(u))  # and not the other way round
        refused(above_one, assume(Equals(SquaredNorm(u), SquaredNorm(v))))

    def test_near_miss_is_false(self):
        assert not minimises(FULL_RANK, Y, 2 * FITTED)
        assert not solves(FULL_RANK, Y, 2 * FITTED)


def test_one_plus_a_square_is_not_zero():
    assert above_one(square(u)).hypotheses == ()
