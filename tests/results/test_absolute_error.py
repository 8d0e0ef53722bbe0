"""|x| = ±x by the sign of x; every u in [y₁, y₂] minimises |y₁ − u| + |y₂ − u|."""

from __future__ import annotations

import pytest
from sympy import Abs, Rational, symbols

from derivations.kernel.statements import Equals, Minimises, Nonnegative
from derivations.kernel.terms import Absolute, Letter, SquaredNorm, Zero, as_term
from derivations.kernel.theorem import assume, instantiate, introduce, law
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, constant, multiply

from .restatement import Restatement, published, refused

c, t, u, x = (Letter(name) for name in "ctux")
y1, y2 = Letter("y1"), Letter("y2")

PLACES = [Rational(k, 4) for k in range(-6, 11)]


def error(at):
    """|y₁ − c| + |y₂ − c|."""
    return Absolute(y1 - at) + Absolute(y2 - at)


def total(y1, y2, at):
    """The same, of numbers."""
    return abs(y1 - at) + abs(y2 - at)


def minimises(y1, y2, u):
    """The error at u is not above that at y₁ and at y₂, one of which is a minimiser.

    The error is a convex function of c with corners at y₁ and y₂, and it goes to infinity.
    """
    return total(y1, y2, u) <= min(total(y1, y2, y1), total(y1, y2, y2))


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
    hypotheses = (Nonnegative(u - y1), Nonnegative(y2 - u))
    conclusion = Minimises(u, error(c), c)

    @pytest.mark.parametrize(("y1", "y2"), [(0, 1), (Rational(-1, 2), 2), (1, 1)])
    def test_in_sympy(self, y1, y2):
        """Just the points between are minimisers."""
        for u in PLACES:
            lowest = min(total(y1, y2, c) for c in PLACES)
            assert minimises(y1, y2, u) == (y1 <= u <= y2) == (total(y1, y2, u) == lowest)

    def test_instance(self):
        y1, y2, u = 0, 1, Rational(1, 3)
        assert u - y1 >= 0
        assert y2 - u >= 0
        assert minimises(y1, y2, u)
        assert all(total(y1, y2, c) >= total(y1, y2, u) for c in PLACES)

    def test_near_miss_is_refused(self):
        everywhere = rewrite(
            add(above_negative(y1 - c), above(y2 - c)), Nonnegative(error(c) - (y2 - y1))
        )
        left, right = (
            assume(Equals(Absolute(y1 - u), u - y1)),
            assume(Equals(Absolute(y2 - u), y2 - u)),
        )
        gap = Nonnegative(error(c) - error(u))
        introduce(self.conclusion, c, rewrite(everywhere, gap, left, right))
        refused(rewrite, everywhere, gap, left)  # u ≤ y₂ missing
        refused(rewrite, everywhere, gap, right)  # y₁ ≤ u missing
        refused(rewrite, everywhere, Nonnegative(error(u) - error(c)), left, right)
        no_better = assume(Equals(error(c), error(u)))
        refused(algebra, Equals(c, u), no_better, left, right)  # the only minimiser

    def test_near_miss_is_false(self):
        y1, y2 = 0, 1
        for u in (Rational(-1, 4), Rational(5, 4)):  # u < y₁, y₂ < u
            assert not minimises(y1, y2, u)
        assert minimises(y1, y2, 0)
        assert minimises(y1, y2, 1)  # two minimisers
        assert total(y1, y2, 2) > total(y1, y2, 0)


def test_the_error_is_that_of_two_observations_and_a_constant():
    """With X = (1, 1)ᵀ and y = (0, 1), n times the mean absolute error at each w in [0, 1] is 1."""
    observations = ((1, 0), (1, 1))  # xᵢ and yᵢ
    for w in PLACES:
        twice_the_mean = sum(abs(y - x * w) for x, y in observations)
        assert twice_the_mean == total(0, 1, w)
        assert (twice_the_mean == 1) == (0 <= w <= 1)
        assert twice_the_mean >= 1


def test_the_published_hypotheses_put_y1_below_y2():
    """From u − y₁ ≥ 0 and y₂ − u ≥ 0 comes y₂ − y₁ ≥ 0: no minimum is claimed elsewhere."""
    both = add(*map(assume, published(TestBetween.id).hypotheses))
    rewrite(both, Nonnegative(y2 - y1))
