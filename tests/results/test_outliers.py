"""What one observation does to a mean and to a median."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, Symbol, expand, eye

from derivations.kernel.statements import Equals, ForEach, Minimises, Nonnegative
from derivations.kernel.terms import Absolute, Letter
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, multiply

from . import metric_letters as e
from .letters import n, y
from .matrices import letter
from .metric_letters import MAE, OBSERVED, b, b_hat, g_i, i
from .restatement import Restatement, refused
from .test_absolute_error import above, above_negative
from .test_one_number import at_best, bounds, certified, no_slope, slopes

delta, v = Letter("delta"), Letter("v", n)
v_i = i.T @ v
moved = i.T @ (y + v) - b_hat
SLOPES = (-1, 0, 1)


class TestMean(Restatement):
    id = "how-far-the-mean-moves-with-one-observation"
    conclusion = Equals(e.ones.T @ (y + delta * i) / n - e.ones.T @ y / n, delta / n)

    @pytest.mark.parametrize("row", range(3))
    def test_in_sympy(self, row):
        y, delta = letter("y", 3), Symbol("delta")
        assert expand(e.mean(y + delta * eye(3)[:, row]) - e.mean(y) - delta / 3) == 0

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(self.conclusion.left, delta))  # the n lost
        refused(algebra, Equals(e.ones.T @ (y + delta * e.ones) / n - e.ones.T @ y / n, delta / n))

    def test_near_miss_is_false(self):
        raised = OBSERVED + 300 * eye(3)[:, 2]
        assert e.mean(raised) - e.mean(OBSERVED) == 100
        assert e.mean(OBSERVED + 300 * Matrix([1, 1, 1])) - e.mean(OBSERVED) == 300


class TestMedian(Restatement):
    id = "median-stays-where-observations-move-away"
    hypotheses = (
        *bounds(1),
        no_slope,
        slopes(at_best, Absolute(at_best)),
        ForEach(i, Equals(g_i * v_i, Absolute(v_i))),
    )
    conclusion = Minimises(b_hat, MAE(y + v, e.ones @ b), b)

    @pytest.mark.parametrize("raised", [0, 3, Rational(1, 2), 300])
    def test_in_sympy(self, raised):
        assert e.best(e.absolute, OBSERVED + Matrix([-raised, 0, raised])) == [2]

    @pytest.mark.parametrize("v", [(0, 0, 0), (0, 0, 300), (Rational(-7, 2), 0, 1)])
    def test_instance(self, v):
        assert certified(OBSERVED, 2, SLOPES, [1] * 3)
        assert all(g * by == abs(by) for g, by in zip(SLOPES, v, strict=True))
        there = OBSERVED + Matrix(v)
        assert certified(there, 2, SLOPES, [1] * 3)
        assert e.best(e.absolute, there) == [2]

    def test_near_miss_is_refused(self):
        slope = assume(Equals(g_i * at_best, Absolute(at_best)))
        away = assume(Equals(g_i * v_i, Absolute(v_i)))
        upper = Nonnegative(g_i * moved - moved)
        lower = Nonnegative(g_i * moved + moved)
        over = rewrite(add(above(at_best), above(v_i)), upper, slope, away)
        under = rewrite(add(above_negative(at_best), above_negative(v_i)), lower, slope, away)
        refused(rewrite, add(above(at_best), above(v_i)), upper, slope)  # v moves anywhere
        refused(rewrite, add(above(at_best), above(v_i)), lower, slope, away)
        squares = Nonnegative((g_i * moved) ** 2 - moved**2)
        rewrite(multiply(over, under), squares)
        refused(rewrite, multiply(over, over), squares)

    def test_near_miss_is_false(self):
        """Observations that cross the median take it along."""
        v = (4, 0, 0)
        assert any(g * by != abs(by) for g, by in zip(SLOPES, v, strict=True))
        assert 2 not in e.best(e.absolute, OBSERVED + Matrix(v))
