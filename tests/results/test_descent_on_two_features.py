"""Descent where XᵀX = nR: a step of 1/2 leaves |ρ| of the error, and no step has a better rate."""

from __future__ import annotations

import pytest
from sympy import Abs, Matrix, Rational, Symbol, eye, symbols

from derivations.kernel.statements import Equals, Nonnegative, Positive, PositiveSemidefinite
from derivations.kernel.terms import Identity, Letter, SquaredNorm, as_term
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, multiply, square

from . import matrices as m
from .descent_letters import eta, shrinking, step_from
from .letters import n
from .matrices import equal, fit, letter, norm2
from .restatement import Restatement, refused
from .test_correlated_features import (
    ANY,
    ANY_RHO,
    DESIGN,
    OTHERS,
    RHO,
    SHORT,
    every_design,
    given,
    gram,
)
from .test_two_features import condition, one, rho, size, v

r = Letter("r")
left = (Identity(2) - gram / n) @ v  # what a step of 1/2 leaves of an error
S = Identity(2) - 2 * eta / n * gram
rate = PositiveSemidefinite(r**2 * Identity(2) - S.T @ S)
share = (condition - 1) / (condition + 1)

DATA = Matrix([1, 0, 2, 5])
AWAY = Matrix([3, -4])
HALF = Rational(1, 2)


def correlation(X):
    """The mean of the products."""
    return (X.T * X)[0, 1] / X.rows


class TestHalf(Restatement):
    id = "half-step-on-two-correlated-features"
    hypotheses = (given,)
    conclusion = Equals(SquaredNorm(left), rho**2 * SquaredNorm(v))
    algebraic = False

    def test_in_sympy(self):
        v = letter("v", 2)
        assert equal(norm2(shrinking(ANY, HALF) * v), ANY_RHO**2 * norm2(v))

    @every_design
    def test_instance(self, X):
        fitted, rho = fit(X, DATA), correlation(X)
        assert equal(X.T * X, 4 * Matrix([[1, rho], [rho, 1]]))
        assert norm2(AWAY - X.T * X * AWAY / 4) == rho**2 * norm2(AWAY)
        reached = step_from(X, DATA, AWAY, HALF)  # the error is multiplied by this matrix
        assert norm2(reached - fitted) == rho**2 * norm2(AWAY - fitted)

    def test_near_miss_is_refused(self):
        correlated = assume(given)
        image = Equals(left, rho * ((Identity(2) - one @ one.T) @ v))
        turned = algebra(image, correlated)
        refused(algebra, image)
        algebra(self.conclusion, turned)
        refused(algebra, Equals(SquaredNorm(left), rho * SquaredNorm(v)), turned)
        longer = v - 2 * (gram @ v) / n
        refused(algebra, Equals(longer, image.right), correlated)

    def test_near_miss_is_false(self):
        fitted = fit(DESIGN, DATA)
        for length in (1, Rational(1, 4)):
            reached = step_from(DESIGN, DATA, AWAY, length)
            assert norm2(reached - fitted) != RHO**2 * norm2(AWAY - fitted)
        reached = step_from(SHORT, DATA, AWAY, HALF)
        assert norm2(reached - fit(SHORT, DATA)) != norm2(AWAY - fit(SHORT, DATA)) / 4


class TestNoBetter(Restatement):
    id = "no-step-is-better-on-two-correlated-features"
    hypotheses = (given, rate)
    conclusion = Nonnegative(r**2 - rho**2)

    def test_in_sympy(self):
        """(1 − ρ)‖S1‖² and (1 + ρ)‖S(1, −1)‖² add up to what no η makes less than 4ρ²."""
        length, rho = symbols("eta", real=True), Symbol("rho", real=True)
        S = eye(2) - 2 * length * Matrix([[1, rho], [rho, 1]])
        total = (1 - rho) * norm2(S * Matrix([1, 1])) + (1 + rho) * norm2(S * Matrix([1, -1]))
        least = rho**2 + (1 - rho**2) * (1 - 2 * length) ** 2
        assert equal(total, Matrix([4 * least]))

    @pytest.mark.parametrize("X", OTHERS)
    @pytest.mark.parametrize("length", [0, Rational(1, 4), HALF, Rational(2, 3)])
    def test_instance(self, X, length):
        rho = correlation(X)
        S = shrinking(X, length)
        assert equal(X.T * X, 4 * Matrix([[1, rho], [rho, 1]]))
        steep = max(abs(1 - 2 * length * (1 + rho)), abs(1 - 2 * length * (1 - rho)))
        for r in (steep, steep + 1):
            assert m.positive_semidefinite(r**2 * eye(2) - S.T * S)
            assert r**2 - rho**2 >= 0

    def test_near_miss_is_refused(self):
        correlated, bound = assume(given), assume(rate)
        half = Nonnegative(2 * r**2 - 2 * (1 - 2 * eta * (1 + rho)) ** 2)
        at_sum = rewrite(unfold(bound, 1, one), half, correlated)
        refused(rewrite, unfold(bound, 1, one), half)  # any features
        refused(rewrite, at_sum, self.conclusion)  # one direction is not enough
        weighted = multiply(assume(Nonnegative(1 - rho)), at_sum)
        refused(rewrite, add(weighted, square(1 - 2 * eta)), self.conclusion)

    def test_near_miss_is_false(self):
        S = shrinking(DESIGN, HALF)
        assert m.positive_semidefinite(RHO**2 * eye(2) - S.T * S)  # so that |ρ| is a rate
        assert not m.positive_semidefinite(RHO**4 * eye(2) - S.T * S)
        along = Matrix([1, 1])  # in one direction a step may do better
        other = shrinking(DESIGN, Rational(5, 18))
        assert norm2(other * along)[0] < RHO**2 * norm2(along)[0]


class TestRate(Restatement):
    id = "rate-of-descent-is-the-correlation"
    hypotheses = (Positive(1 - size),)
    conclusion = Equals(share, size)

    def test_in_sympy(self):
        kappa = (1 + Abs(Symbol("rho"))) / (1 - Abs(Symbol("rho")))
        assert ((kappa - 1) / (kappa + 1)).simplify() == Abs(Symbol("rho"))

    @pytest.mark.parametrize("rho", [0, HALF, -RHO, Rational(99, 100)])
    def test_instance(self, rho):
        assert 1 - abs(rho) > 0
        kappa = (1 + abs(rho)) / (1 - abs(rho))
        assert (kappa - 1) / (kappa + 1) == abs(rho)

    def test_near_miss_is_refused(self):
        algebra(Equals(condition - 1, size * (condition + 1)))
        refused(algebra, Equals(condition - 1, rho * (condition + 1)))
        refused(algebra, Equals(condition - 1, size**2 * (condition + 1)))
        refused(algebra, Equals(share, as_term(0)))

    def test_near_miss_is_false(self):
        rho = -RHO
        kappa = (1 + abs(rho)) / (1 - abs(rho))
        assert (kappa - 1) / (kappa + 1) != rho  # its absolute value
        assert 1 / kappa != abs(rho)
