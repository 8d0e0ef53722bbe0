"""J is convex, and by how much it lies below its chord."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational

from derivations.kernel.statements import Equals, Nonnegative
from derivations.kernel.terms import SquaredNorm
from derivations.kernel.theorem import assume
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import constant, multiply, square

from . import matrices as m
from .letters import J, X, n, t, u, v
from .matrices import DESIGNS, FITTED, FULL_RANK, NULL, RANK_ONE, Y, equal, letter
from .restatement import Restatement, published, refused

between = t * u + (1 - t) * v
excess = t * J(u) + (1 - t) * J(v) - J(between)


def below(X, u, v, t):
    """By how much J lies below its chord, a number."""
    chord = t * m.J(X, Y, u) + (1 - t) * m.J(X, Y, v)
    return (chord - m.J(X, Y, t * u + (1 - t) * v))[0]


class TestGap(Restatement):
    id = "convexity-gap-of-the-squared-error"
    conclusion = Equals(excess, t * (1 - t) / n * SquaredNorm(X @ (u - v)))

    def test_in_sympy(self):
        X, y, u, v = letter("X", 3, 2), letter("y", 3), letter("u", 2), letter("v", 2)
        t = letter("t", 1)[0]
        chord = t * m.J(X, y, u) + (1 - t) * m.J(X, y, v)
        gap = t * (1 - t) * m.norm2(X * (u - v)) / 3
        assert equal(chord - m.J(X, y, t * u + (1 - t) * v), gap)

    def test_near_miss_is_refused(self):
        length = SquaredNorm(X @ (u - v))
        algebra(self.conclusion)
        refused(algebra, Equals(excess, t * (1 - t) * length))  # the n lost
        refused(algebra, Equals(excess, t / n * length))
        refused(algebra, Equals(excess, t * (1 - t) / n * SquaredNorm(X @ (u + v))))
        refused(algebra, Equals(excess, t * (1 - t) / n * SquaredNorm(u - v)))

    def test_near_miss_is_false(self):
        X, u, v, t = FULL_RANK, FITTED, NULL, Rational(1, 3)
        gap, length = below(X, u, v, t), m.norm2(X * (u - v))[0]
        assert gap == t * (1 - t) / 3 * length
        assert gap != t * (1 - t) * length
        assert gap != t / 3 * length
        assert gap != t * (1 - t) / 3 * m.norm2(X * (u + v))[0]
        assert gap != t * (1 - t) / 3 * m.norm2(u - v)[0]


class TestConvex(Restatement):
    id = "squared-error-is-convex"
    hypotheses = (Nonnegative(t), Nonnegative(1 - t))
    conclusion = Nonnegative(excess)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        w = letter("w", 2)
        assert m.positive_semidefinite(m.hessian(m.J(X, Y, w), w))

    @pytest.mark.parametrize("X", DESIGNS)
    @pytest.mark.parametrize("t", [0, Rational(1, 7), Rational(1, 2), 1])
    def test_instance(self, X, t):
        assert t >= 0
        assert 1 - t >= 0
        assert below(X, FITTED, Matrix([2, 5]), t) >= 0

    def test_near_miss_is_refused(self):  # a bound on t missing; a strict inequality; concave
        length, gap = square(X @ (u - v)), published("convexity-gap-of-the-squared-error")
        for weight in (t, 1 - t):
            half = multiply(constant(1 / n), multiply(assume(Nonnegative(weight)), length))
            refused(rewrite, half, self.conclusion, gap)
        both = multiply(assume(Nonnegative(t)), assume(Nonnegative(1 - t)))
        scaled = multiply(multiply(constant(1 / n), both), length)
        rewrite(scaled, self.conclusion, gap)
        refused(rewrite, scaled, Nonnegative(-excess), gap)

    def test_near_miss_is_false(self):
        assert below(FULL_RANK, FITTED, NULL, -1) < 0
        assert below(FULL_RANK, FITTED, NULL, 2) < 0
        assert below(FULL_RANK, FITTED, NULL, Rational(1, 2)) > 0
        assert below(RANK_ONE, FITTED + NULL, FITTED, Rational(1, 2)) == 0  # not strictly convex
