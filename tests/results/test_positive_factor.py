"""argmin cJ = argmin J for every c > 0."""

from __future__ import annotations

import pytest
from sympy import Rational, symbols

from derivations.kernel.statements import Maximises, Minimises, Nonnegative, Positive
from derivations.kernel.terms import Letter
from derivations.kernel.theorem import assume, introduce, unfold
from derivations.proving.certificates import rewrite
from derivations.proving.sequents import multiply

from . import matrices as m
from .letters import J, u, w
from .matrices import DESIGNS, FITTED, FULL_RANK, NULL, SOLVED, Y, letter, minimises, solution
from .restatement import Restatement, refused
from .test_maximum_likelihood import lowest

c = Letter("c")
positive = Positive(c)
FACTORS = (Rational(1, 7), Rational(3, 2), 3)  # the last two are n/2 and n


class TestKept(Restatement):
    id = "positive-factor-keeps-a-minimiser"
    hypotheses = (positive, Minimises(u, J(w), w))
    conclusion = Minimises(u, c * J(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, c = letter("y", 3), letter("w", 2), symbols("c", positive=True)
        u = solution(m.gradient(m.J(X, y, w), w), w)
        slope = m.at(m.gradient(c * m.J(X, y, w), w), w, u)
        assert m.equal(slope, 0 * slope)
        assert m.positive_semidefinite(m.hessian(m.J(X, y, w), w))

    @pytest.mark.parametrize("c", FACTORS)
    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u, c):
        w = letter("w", 2)
        assert c > 0
        assert minimises(X, Y, u)
        assert lowest(c * m.J(X, Y, w), w, u)

    def test_near_miss_is_refused(self):
        gap = unfold(assume(Minimises(u, J(w), w)), 0, w)
        times_c = multiply(unfold(assume(positive), 0), gap)
        better = rewrite(times_c, Nonnegative(c * J(w) - c * J(u)))
        introduce(self.conclusion, w, better)
        refused(rewrite, times_c, Nonnegative(c * J(u) - c * J(w)))
        refused(rewrite, gap, Nonnegative(c * J(w) - c * J(u)))
        refused(introduce, Maximises(u, c * J(w), w), w, better)
        refused(introduce, Minimises(u, -J(w), w), w, better)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert not lowest(-m.J(FULL_RANK, Y, w), w, FITTED)  # a negative factor
        assert not lowest(2 * m.J(FULL_RANK, Y, w), w, NULL)


class TestNoneMade(Restatement):
    id = "positive-factor-makes-no-minimiser"
    hypotheses = (positive, Minimises(u, c * J(w), w))
    conclusion = Minimises(u, J(w), w)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w, c = letter("y", 3), letter("w", 2), symbols("c", positive=True)
        u = solution(m.gradient(c * m.J(X, y, w), w), w)
        assert minimises(X, y, u)

    @pytest.mark.parametrize("c", FACTORS)
    @pytest.mark.parametrize(("X", "u"), SOLVED)
    def test_instance(self, X, u, c):
        w = letter("w", 2)
        assert c > 0
        assert lowest(c * m.J(X, Y, w), w, u)
        assert minimises(X, Y, u)

    def test_near_miss_is_refused(self):
        gap = unfold(assume(Minimises(u, c * J(w), w)), 0, w)
        divided = multiply(assume(Nonnegative(1 / c)), gap)
        better = rewrite(divided, Nonnegative(J(w) - J(u)))
        refused(rewrite, gap, Nonnegative(J(w) - J(u)))
        refused(rewrite, divided, Nonnegative(J(u) - J(w)))
        refused(introduce, Maximises(u, J(w), w), w, better)

    def test_near_miss_is_false(self):
        w = letter("w", 2)
        assert lowest(0 * m.J(FULL_RANK, Y, w), w, NULL)  # the factor 0
        assert not minimises(FULL_RANK, Y, NULL)
