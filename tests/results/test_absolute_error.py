"""|x| = ±x by the sign of x; every u in [a, b] minimises |a − u| + |b − u|."""

from __future__ import annotations

import pytest
from sympy import Abs, Rational, symbols

import derivations.results.absolute_error  # noqa: F401
from derivations.kernel.statements import Equals, Minimises, Nonnegative
from derivations.kernel.terms import Absolute, Letter, SquaredNorm, Zero, as_term
from derivations.kernel.theorem import (
    add,
    algebra,
    assume,
    constant,
    instantiate,
    introduce,
    law,
    multiply,
    rewrite,
)

from .restatement import Restatement, published, refused

a, b, m, t, u, x = (Letter(name) for name in "abmtux")

PLACES = [Rational(k, 4) for k in range(-6, 11)]


def error(at):
    """|a − m| + |b − m|."""
    return Absolute(a - at) + Absolute(b - at)


def total(a, b, at):
    """The same, of numbers."""
    return abs(a - at) + abs(b - at)


def minimises(a, b, u):
    """The error at u is not above that at a and at b, one of which is a minimiser.

    The error is a convex function of m with corners at a and b, and it goes to infinity.
    """
    return total(a, b, u) <= min(total(a, b, a), total(a, b, b))


def absolute(name, term):
    """A law of |t|, at a term."""
    return instantiate(law(name), (t, term))


def above(term):
    """|x| − x ≥ 0."""
    return absolute("absolute-value-is-not-less", term)


def above_negative(term):
    """|x| + x ≥ 0."""
    return absolute("absolute-value-is-not-less-than-the-negative", term)


class TestNotNegative(Restatement):
    id = "absolute-value-of-what-is-not-negative"
    hypotheses = (Nonnegative(x),)
    conclusion = Equals(Absolute(x), x)

    def test_in_sympy(self):
        x = symbols("x", nonnegative=True)
        assert Abs(x) == x

    @pytest.mark.parametrize("x", [0, Rational(3, 7), 5])
    def test_instance(self, x):
        assert x >= 0
        assert abs(x) == x

    def test_near_miss_is_refused(self):
        squares = absolute("square-of-an-absolute-value", x)
        below = Nonnegative(-SquaredNorm(Absolute(x) - x))
        twice = multiply(constant(as_term(2)), assume(Nonnegative(x)))
        rewrite(multiply(twice, above(x)), below, squares)
        no_sign = multiply(constant(as_term(2)), above(x))
        refused(rewrite, no_sign, below, squares)  # the hypothesis missing
        refused(algebra, self.conclusion, squares)  # |x|² = x² alone
        algebra(self.conclusion, assume(Equals(Absolute(x) - x, Zero())))
        refused(algebra, Equals(Absolute(x), -x), assume(Equals(Absolute(x) - x, Zero())))

    def test_near_miss_is_false(self):
        x = Rational(-3, 7)
        assert abs(x) ** 2 == x**2
        assert abs(x) != x


class TestNotPositive(Restatement):
    id = "absolute-value-of-what-is-not-positive"
    hypotheses = (Nonnegative(-x),)
    conclusion = Equals(Absolute(x), -x)

    def test_in_sympy(self):
        x = symbols("x", nonpositive=True)
        assert Abs(x) == -x

    @pytest.mark.parametrize("x", [0, Rational(-3, 7), -5])
    def test_instance(self, x):
        assert -x >= 0
        assert abs(x) == -x

    def test_near_miss_is_refused(self):
        squares = absolute("square-of-an-absolute-value", x)
        below = Nonnegative(-SquaredNorm(Absolute(x) + x))
        twice = multiply(constant(as_term(2)), assume(Nonnegative(-x)))
        rewrite(multiply(twice, above_negative(x)), below, squares)
        wrong = multiply(constant(as_term(2)), assume(Nonnegative(x)))
        refused(rewrite, multiply(wrong, above_negative(x)), below, squares)  # the other sign
        refused(algebra, self.conclusion, squares)

    def test_near_miss_is_false(self):
        x = Rational(3, 7)
        assert abs(x) ** 2 == x**2
        assert abs(x) != -x


class TestBetween(Restatement):
    id = "every-point-between-two-observations-minimises-absolute-error"
    hypotheses = (Nonnegative(u - a), Nonnegative(b - u))
    conclusion = Minimises(u, error(m), m)

    @pytest.mark.parametrize(("a", "b"), [(0, 1), (Rational(-1, 2), 2), (1, 1)])
    def test_in_sympy(self, a, b):
        """Just the points between are minimisers."""
        for u in PLACES:
            lowest = min(total(a, b, m) for m in PLACES)
            assert minimises(a, b, u) == (a <= u <= b) == (total(a, b, u) == lowest)

    def test_instance(self):
        a, b, u = 0, 1, Rational(1, 3)
        assert u - a >= 0
        assert b - u >= 0
        assert minimises(a, b, u)
        assert all(total(a, b, m) >= total(a, b, u) for m in PLACES)

    def test_near_miss_is_refused(self):
        everywhere = rewrite(
            add(above_negative(a - m), above(b - m)), Nonnegative(error(m) - (b - a))
        )
        left, right = (
            assume(Equals(Absolute(a - u), u - a)),
            assume(Equals(Absolute(b - u), b - u)),
        )
        gap = Nonnegative(error(m) - error(u))
        introduce(self.conclusion, m, rewrite(everywhere, gap, left, right))
        refused(rewrite, everywhere, gap, left)  # u ≤ b missing
        refused(rewrite, everywhere, gap, right)  # a ≤ u missing
        refused(rewrite, everywhere, Nonnegative(error(u) - error(m)), left, right)
        no_better = assume(Equals(error(m), error(u)))
        refused(algebra, Equals(m, u), no_better, left, right)  # the only minimiser

    def test_near_miss_is_false(self):
        a, b = 0, 1
        for u in (Rational(-1, 4), Rational(5, 4)):  # u < a, b < u
            assert not minimises(a, b, u)
        assert minimises(a, b, 0)
        assert minimises(a, b, 1)  # two minimisers
        assert total(a, b, 2) > total(a, b, 0)


def test_the_error_is_that_of_two_observations_and_a_constant():
    """With X = (1, 1)ᵀ and y = (0, 1), n times the mean absolute error at each w in [0, 1] is 1."""
    observations = ((1, 0), (1, 1))  # xᵢ and yᵢ
    for w in PLACES:
        twice_the_mean = sum(abs(y - x * w) for x, y in observations)
        assert twice_the_mean == total(0, 1, w)
        assert (twice_the_mean == 1) == (0 <= w <= 1)
        assert twice_the_mean >= 1


def test_the_published_hypotheses_put_a_below_b():
    """From u − a ≥ 0 and b − u ≥ 0 comes b − a ≥ 0: no minimum is claimed elsewhere."""
    both = add(*map(assume, published(TestBetween.id).hypotheses))
    rewrite(both, Nonnegative(b - a))
