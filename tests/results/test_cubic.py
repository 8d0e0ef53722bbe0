"""t³ − 3t at 1: critical, bent upwards, and lower elsewhere."""

from __future__ import annotations

import pytest
from sympy import Rational, Symbol, factor

from derivations.kernel.statements import Equals, Nonnegative
from derivations.kernel.terms import Derivative, Letter, Zero, as_term
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import multiply, square

from .restatement import Restatement, refused

t, s, one = Letter("t"), Letter("s"), as_term(1)
T = Symbol("t", real=True)
CUBIC = T**3 - 3 * T


def f(at):
    """t³ − 3t."""
    return at**3 - 3 * at


def slope(at):
    """The derivative."""
    return Derivative(f(t), t, at).T


def bend(at):
    """The second derivative."""
    return Derivative(slope(t), t, at)


class TestCritical(Restatement):
    id = "cubic-has-a-critical-point"
    conclusion = Equals(slope(one), Zero())

    def test_in_sympy(self):
        assert CUBIC.diff(T).subs(T, 1) == 0

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(slope(as_term(2)), Zero()))
        refused(algebra, Equals(slope(Zero()), Zero()))

    def test_near_miss_is_false(self):
        assert CUBIC.diff(T).subs(T, 2) == 9
        assert CUBIC.diff(T).subs(T, 0) == -3


class TestBend(Restatement):
    id = "cubic-bends-upwards-there"
    conclusion = Equals(bend(one), as_term(6))

    def test_in_sympy(self):
        assert CUBIC.diff(T, 2).subs(T, 1) == 6

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(bend(one), as_term(3)))
        refused(algebra, Equals(bend(-one), as_term(6)))

    def test_near_miss_is_false(self):
        assert CUBIC.diff(T, 2).subs(T, 1) != 3
        assert CUBIC.diff(T, 2).subs(T, -1) == -6


class TestLower(Restatement):
    id = "cubic-is-lower-elsewhere"
    conclusion = Equals(f(one) - f(as_term(-3)), as_term(16))

    def test_in_sympy(self):
        assert CUBIC.subs(T, 1) - CUBIC.subs(T, -3) == 16

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(f(one) - f(as_term(-3)), as_term(-16)))
        refused(algebra, Equals(f(one) - f(as_term(-2)), as_term(16)))

    def test_near_miss_is_false(self):
        assert CUBIC.subs(T, 1) - CUBIC.subs(T, -3) != -16
        assert CUBIC.subs(T, 1) - CUBIC.subs(T, -2) == 0


class TestNearby(Restatement):
    id = "cubic-is-least-nearby"
    hypotheses = (Nonnegative(3 + s),)
    conclusion = Nonnegative(f(1 + s) - f(one))

    def test_in_sympy(self):
        assert factor(CUBIC.subs(T, 1 + T) - CUBIC.subs(T, 1)) == T**2 * (T + 3)

    @pytest.mark.parametrize("s", [-3, Rational(-5, 2), -1, 0, 2])
    def test_instance(self, s):
        assert 3 + s >= 0
        assert CUBIC.subs(T, 1 + s) - CUBIC.subs(T, 1) >= 0

    def test_near_miss_is_refused(self):
        gap = multiply(square(s), assume(Nonnegative(3 + s)))
        rewrite(gap, self.conclusion)
        refused(rewrite, gap, Nonnegative(f(one) - f(1 + s)))
        refused(rewrite, multiply(square(s), assume(Nonnegative(4 + s))), self.conclusion)
        refused(rewrite, square(s), self.conclusion)  # any s

    def test_near_miss_is_false(self):
        s = Rational(-7, 2)
        assert 4 + s >= 0
        assert CUBIC.subs(T, 1 + s) - CUBIC.subs(T, 1) < 0
        assert CUBIC.subs(T, 1) - CUBIC.subs(T, 2) < 0
