"""Bernoulli's inequality: powers above 1 grow without end, and powers below 1 vanish."""

from __future__ import annotations

import pytest
from sympy import Rational, cancel, expand, fraction, sqrt, symbols

from derivations.kernel.statements import Equals, Nonnegative
from derivations.kernel.terms import Iterate, as_term
from derivations.kernel.theorem import assume, induct
from derivations.proving.certificates import rewrite
from derivations.proving.sequents import add, constant, multiply, square

from .letters import t
from .restatement import Restatement, published, refused
from .steps_letters import COUNTS, HALF, at, by_induction, k, one, power, r, unrolled, x

growth = 1 + k * x
not_negative, not_less = Nonnegative(x), Nonnegative(1 + x)
above_one, below_one = Equals(r**2, 1 + x), Equals(r**2 * (1 + x), one)
whatever_the_count = pytest.mark.parametrize("k", COUNTS)
positive = symbols("x", nonnegative=True)


def multiplied(r, k):
    """A power, one factor at a time."""
    found = Rational(1)
    for _ in range(k):
        found *= r
    return found


class TestBernoulli(Restatement):
    id = "bernoulli-inequality"
    hypotheses = (not_less,)
    conclusion = Nonnegative(power(1 + x) - growth)

    @pytest.mark.parametrize("k", [*COUNTS, 4])
    def test_in_sympy(self, k):
        assert expand(multiplied(1 + positive, k) - (1 + positive) ** k) == 0
        assert expand((1 + positive) ** k - (1 + k * positive)).is_nonnegative

    @pytest.mark.parametrize("x", [-1, -HALF, 0, HALF, 3])
    @whatever_the_count
    def test_instance(self, x, k):
        assert 1 + x >= 0
        assert multiplied(1 + Rational(x), k) >= 1 + k * x

    def test_near_miss_is_refused(self):
        bernoulli = published(self.id)
        refused(rewrite, bernoulli, Nonnegative(power(1 + x) - (1 + (k + 1) * x)))
        refused(rewrite, bernoulli, Nonnegative(power(x) - growth))
        refused(rewrite, bernoulli, Nonnegative(Iterate((1 + x) * t, t, x, k) - growth))
        # From 2 factors on there is x² besides; at 1, where an induction begins, there is not.
        claim = Nonnegative(power(1 + x) - (1 + k * x + x**2))
        two, more = at(claim, one + 1), at(claim, k + 1)
        at_two = rewrite(square(as_term(0)), two, *unrolled(two), *unrolled(at(claim, 1)))
        known, x_sq = assume(not_negative), rewrite(square(x), Nonnegative(x**2))
        grown = multiply(add(constant(one), known), assume(claim))
        rest = multiply(add(constant(k), known), x_sq)
        step = rewrite(add(grown, rest), more, *unrolled(more))
        refused(induct, claim, k, at_two, step)
        refused(rewrite, grown, more, *unrolled(more))
        refused(rewrite, assume(claim), more, *unrolled(more))

    def test_near_miss_is_false(self):
        assert multiplied(Rational(-3), 3) < 1 + 3 * -4  # x = −4
        assert multiplied(Rational(2), 1) < 1 + 2 * 1
        assert multiplied(Rational(1), 2) < 1 + 2 * 1  # a power of x
        assert HALF * multiplied(Rational(3, 2), 1) < 1 + HALF  # from x instead of 1
        assert multiplied(Rational(3, 2), 2) == 1 + 2 * HALF + HALF**2
        assert multiplied(Rational(3, 2), 1) < 1 + HALF + HALF**2


class TestGrow(Restatement):
    id = "powers-above-one-grow"
    hypotheses = (above_one,)
    conclusion = Nonnegative(power(r) ** 2 - growth)

    @pytest.mark.parametrize("sign", [1, -1])
    @whatever_the_count
    def test_in_sympy(self, sign, k):
        r = sign * sqrt(1 + positive)
        assert expand(multiplied(r, k) ** 2 - (r**k) ** 2) == 0
        assert expand((r**k) ** 2 - (1 + k * positive)).is_nonnegative

    @pytest.mark.parametrize(
        ("r", "x"), [(1, 0), (-1, 0), (Rational(-3, 2), Rational(5, 4)), (2, 3), (0, -1)]
    )
    @whatever_the_count
    def test_instance(self, r, x, k):
        assert r**2 == 1 + x
        assert multiplied(Rational(r), k) ** 2 >= 1 + k * x

    def test_near_miss_is_refused(self):
        squares = Equals(power(r) ** 2, power(1 + x))
        powers, bernoulli = (
            by_induction(squares, assume(above_one)),
            published("bernoulli-inequality"),
        )
        rewrite(bernoulli, self.conclusion, powers)
        refused(rewrite, bernoulli, self.conclusion)
        refused(by_induction, squares)  # r² is anything
        refused(by_induction, Equals(power(r), power(1 + x)), assume(above_one))
        refused(rewrite, bernoulli, Nonnegative(power(r) - growth), powers)
        refused(rewrite, bernoulli, Nonnegative(power(r) ** 2 - (1 + 2 * k * x)), powers)

    def test_near_miss_is_false(self):
        r, x = Rational(3, 2), Rational(5, 4)
        assert multiplied(r, 1) ** 2 == 1 + x
        assert multiplied(r, 1) < 1 + x  # without the square
        assert multiplied(r, 1) ** 2 < 1 + 2 * x
        assert multiplied(Rational(5, 4), 2) ** 2 < 1 + 2 * x  # where r² is less than 1 + x


class TestVanish(Restatement):
    id = "powers-below-one-vanish"
    hypotheses = (below_one,)
    conclusion = Nonnegative(1 - growth * power(r) ** 2)

    @pytest.mark.parametrize("sign", [1, -1])
    @whatever_the_count
    def test_in_sympy(self, sign, k):
        r = sign / sqrt(1 + positive)
        left, below = fraction(cancel(1 - (1 + k * positive) * multiplied(r, k) ** 2))
        assert expand(left).is_nonnegative
        assert below.is_positive

    @pytest.mark.parametrize(
        ("r", "x"),
        [(1, 0), (-1, 0), (Rational(-2, 3), Rational(5, 4)), (HALF, 3), (2, Rational(-3, 4))],
    )
    @whatever_the_count
    def test_instance(self, r, x, k):
        assert r**2 * (1 + x) == 1
        assert (1 + k * x) * multiplied(Rational(r), k) ** 2 <= 1

    def test_near_miss_is_refused(self):
        product = Equals(power(r) ** 2 * power(1 + x), one)
        powers, bernoulli = (
            by_induction(product, assume(below_one)),
            published("bernoulli-inequality"),
        )
        scaled = multiply(rewrite(square(power(r)), Nonnegative(power(r) ** 2)), bernoulli)
        rewrite(scaled, self.conclusion, powers)
        refused(rewrite, scaled, self.conclusion)
        refused(by_induction, product)  # r² is anything
        refused(by_induction, Equals(power(r) * power(1 + x), one), assume(below_one))
        refused(rewrite, scaled, Nonnegative(1 - growth * power(r)), powers)
        refused(rewrite, scaled, Nonnegative(1 - (1 + 2 * k * x) * power(r) ** 2), powers)

    def test_near_miss_is_false(self):
        r, x = HALF, 3
        assert (1 + x) * multiplied(r, 1) ** 2 == 1
        assert (1 + x) * multiplied(r, 1) > 1  # without the square
        assert (1 + 2 * x) * multiplied(r, 1) ** 2 > 1
        assert (1 + 2 * x) * multiplied(Rational(2, 3), 2) ** 2 > 1  # where r²(1 + x) is above 1
