"""F₂(t) = (ReLU(t) − 1)² + (ReLU(−t) − 2)²: least of all t ≥ 0 at 1, and lower at −2."""

from __future__ import annotations

import pytest
from sympy import Abs, Rational, Symbol, expand

from derivations.kernel.statements import Equals, Nonnegative
from derivations.kernel.terms import SquaredNorm, Zero, as_term
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import square

from .letters import t
from .restatement import Restatement, refused
from .test_hidden_units import one, positive_part, relu

minus_two = as_term(-2)
PLACES = (0, Rational(1, 3), 1, Rational(3, 2), 7)


def F(at):
    """The squared error of ReLU(t) and ReLU(−t), which are to be 1 and 2."""
    return (relu(at) - 1) ** 2 + (relu(-at) - 2) ** 2


def error(at):
    """The same of a number, or in SymPy."""
    return (positive_part(at) - 1) ** 2 + (positive_part(-at) - 2) ** 2


right = assume(Equals(F(t), (t - 1) ** 2 + 4))
value = assume(Equals(F(one), as_term(4)))


class TestLeastNearby(Restatement):
    id = "error-of-one-unit-is-least-nearby"
    hypotheses = (Nonnegative(t),)
    conclusion = Nonnegative(F(t) - F(one))

    def test_in_sympy(self):
        t = Symbol("t", nonnegative=True)
        by_hand = ((t + Abs(t)) / 2 - 1) ** 2 + ((-t + Abs(-t)) / 2 - 2) ** 2
        assert expand(by_hand - (t - 1) ** 2 - 4) == 0
        assert error(1) == 4

    @pytest.mark.parametrize("t", PLACES)
    def test_instance(self, t):
        assert t >= 0
        assert error(t) >= error(1)

    def test_near_miss_is_refused(self):
        rewrite(square(t - 1), self.conclusion, right, value)
        refused(rewrite, square(t - 1), self.conclusion, value)  # for every t
        refused(rewrite, square(t - 1), Nonnegative(F(t) - F(minus_two)), right, value)
        refused(rewrite, square(t - 1), Nonnegative(F(one) - F(t)), right, value)

    def test_near_miss_is_false(self):
        assert error(-2) < error(1)
        assert error(-1) < error(1)
        assert error(2) > error(1)


class TestLargerNearby(Restatement):
    id = "error-of-one-unit-is-larger-nearby"
    hypotheses = (Nonnegative(t), Equals(F(t), F(one)))
    conclusion = Equals(t, one)
    algebraic = False

    def test_in_sympy(self):
        assert all(error(t) > error(1) for t in PLACES if t != 1)

    def test_instance(self):
        assert [t for t in PLACES if t >= 0 and error(t) == error(1)] == [1]

    def test_near_miss_is_refused(self):
        same = assume(Equals(F(t), F(one)))
        none = Equals(SquaredNorm(t - 1), Zero())
        algebra(none, right, value, same)
        refused(algebra, none, same)  # for every t
        refused(algebra, none, right, value)  # wherever
        refused(algebra, Equals(SquaredNorm(t + 1), Zero()), right, value, same)

    def test_near_miss_is_false(self):
        other = -2 - Symbol("r", positive=True)
        assert other.is_negative
        at = Rational(-2) + 3 ** Rational(1, 2)  # there (t + 2)² + 1 is 4, too
        assert at < 0
        assert expand((at + 2) ** 2 + 1) == error(1)
        assert at != 1


class TestLowerElsewhere(Restatement):
    id = "error-of-one-unit-is-lower-elsewhere"
    conclusion = Equals(F(one) - F(minus_two), as_term(3))
    algebraic = False

    def test_in_sympy(self):
        assert error(1) - error(-2) == 3
        assert error(-2) == 1

    def test_near_miss_is_refused(self):
        there = assume(Equals(F(minus_two), one))
        algebra(self.conclusion, value, there)
        refused(algebra, self.conclusion, value)
        refused(algebra, self.conclusion, there)
        refused(algebra, Equals(F(one) - F(minus_two), as_term(4)), value, there)

    def test_near_miss_is_false(self):
        assert error(1) - error(-2) != 4
        assert error(1) - error(2) != 3
        assert (1 - 1) ** 2 + (-1 - 2) ** 2 - (-2 - 1) ** 2 - (2 - 2) ** 2 != 3  # without ReLU
