"""(ab − 1)²: its minima, its saddle, and that it has no bad local minimum."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sympy import Matrix, Rational, symbols

from derivations.kernel.statements import (
    Equals,
    Invertible,
    Minimises,
    Nonnegative,
    PositiveSemidefinite,
)
from derivations.kernel.terms import (
    Derivative,
    Identity,
    Index,
    Letter,
    Ones,
    SquaredNorm,
    Zero,
    as_term,
)
from derivations.kernel.theorem import assume, introduce, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import square

from . import matrices as m
from .matrices import equal, positive_semidefinite
from .restatement import Restatement, refused

w, w_hat, one, j = Letter("w", 2), Letter("w_hat", 2), Ones(2), Index("j", 2)
a, b = Letter("a"), Letter("b")
exchange = one @ one.T - Identity(2)
half, one_ = as_term(Fraction(1, 2)), as_term(1)


def product(at):
    """ab, as half the form of the exchange."""
    return at.T @ exchange @ at / 2


def F(at):
    """(ab − 1)²."""
    return (product(at) - 1) ** 2


def slope(at):
    """∇F."""
    return Derivative(F(w), w, at).T


def bend(at):
    """∇²F."""
    return Derivative(slope(w), w, at)


# The same in SymPy.

A, B = symbols("a b", real=True)
AT = Matrix([A, B])
ERROR = Matrix([(A * B - 1) ** 2])
SLOPE, BEND = m.gradient(ERROR, AT), m.hessian(ERROR, AT)
HITS = [
    Matrix([1, 1]),
    Matrix([-1, -1]),
    Matrix([3, Rational(1, 3)]),
    Matrix([-2, Rational(-1, 2)]),
]
MISSES = [Matrix([0, 0]), Matrix([1, -1]), Matrix([1, 2]), Matrix([0, 5])]


def error(at):
    return m.at(ERROR, AT, at)[0]


def slope_at(at):
    return m.at(SLOPE, AT, at)


def bend_at(at):
    return m.at(BEND, AT, at)


def hits(at):
    return at[0] * at[1] == 1


class TestProduct(Restatement):
    id = "product-of-two-weights"
    conclusion = Equals(product(a * j + b * (one - j)), a * b)

    @pytest.mark.parametrize("pair", [Matrix([A, B]), Matrix([B, A])])
    def test_in_sympy(self, pair):
        P = Matrix([[0, 1], [1, 0]])
        assert equal(pair.T * P * pair / 2, Matrix([A * B]))

    def test_near_miss_is_refused(self):
        pair = a * j + b * (one - j)
        algebra(self.conclusion)
        refused(algebra, Equals(pair.T @ exchange @ pair, a * b))  # the half lost
        refused(algebra, Equals(pair.T @ pair / 2, a * b))
        refused(algebra, Equals(product(a * j + b * one), a * b))

    def test_near_miss_is_false(self):
        pair, P = Matrix([2, 5]), Matrix([[0, 1], [1, 0]])
        assert (pair.T * P * pair)[0] != 10
        assert (pair.T * pair)[0] / 2 != 10
        assert product_of(Matrix([7, 5])) != 10


def product_of(pair):
    return pair[0] * pair[1]


class TestMinimises(Restatement):
    id = "weights-of-product-one-minimise"
    hypotheses = (Equals(product(w_hat), one_),)
    conclusion = Minimises(w_hat, F(w), w)

    def test_in_sympy(self):
        assert ERROR[0].is_nonnegative
        assert ERROR[0].subs(B, 1 / A) == 0

    @pytest.mark.parametrize("at", HITS)
    def test_instance(self, at):
        assert hits(at)
        assert error(at) == 0  # and a square is never less

    def test_near_miss_is_refused(self):
        given, gap = assume(self.hypotheses[0]), Nonnegative(F(w) - F(w_hat))
        above = square(product(w) - 1)
        rewrite(above, gap, given)
        refused(rewrite, above, gap)  # any weights
        refused(rewrite, above, gap, assume(Equals(product(w_hat), -one_)))
        refused(rewrite, above, Nonnegative(F(w_hat) - F(w)), given)

    def test_near_miss_is_false(self):
        assert all(error(at) > 0 for at in MISSES)
        assert all(not hits(at) for at in MISSES)


class TestNotConvex(Restatement):
    id = "squared-error-of-a-product-is-not-convex"
    conclusion = Equals(half * F(one) + half * F(-one) - F(half * one + half * -one), -one_)

    def test_in_sympy(self):
        up = Matrix([1, 1])
        assert (error(up) + error(-up)) / 2 - error((up + -up) / 2) == -1

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        left = self.conclusion.left
        refused(algebra, Equals(left, Zero()))
        refused(algebra, Equals(left, one_))
        refused(algebra, Equals(F(half * one + half * -one), Zero()))

    def test_near_miss_is_false(self):
        up = Matrix([1, 1])
        assert error(0 * up) not in (0, -1)
        assert (error(up) + error(-up)) / 2 < error(0 * up)


class TestGradient(Restatement):
    id = "gradient-of-the-squared-error-of-a-product"
    conclusion = Equals(slope(w), 2 * (product(w) - 1) * (exchange @ w))

    def test_in_sympy(self):
        assert equal(SLOPE, 2 * (A * B - 1) * Matrix([B, A]))

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(slope(w), 2 * (product(w) - 1) * w))
        refused(algebra, Equals(slope(w), (product(w) - 1) * (exchange @ w)))
        refused(algebra, Equals(slope(w), 2 * product(w) * (exchange @ w)))

    def test_near_miss_is_false(self):
        at, swapped = Matrix([1, 3]), Matrix([3, 1])
        assert slope_at(at) == 4 * swapped
        assert slope_at(at) != 4 * at
        assert slope_at(at) != 2 * swapped
        assert slope_at(at) != 6 * swapped


class TestFalls(Restatement):
    id = "saddle-falls-along-the-sum"
    conclusion = Equals(one.T @ bend(Zero(2)) @ one, as_term(-4))

    def test_in_sympy(self):
        along = Matrix([1, 1])
        assert along.T * bend_at(0 * along) * along == Matrix([-4])

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(one.T @ bend(Zero(2)) @ one, as_term(4)))
        refused(algebra, Equals(one.T @ bend(one) @ one, as_term(-4)))  # at a minimum

    def test_near_miss_is_false(self):
        along = Matrix([1, 1])
        assert along.T * bend_at(0 * along) * along != Matrix([4])
        assert along.T * bend_at(along) * along == Matrix([8])


class TestRises(Restatement):
    id = "saddle-rises-along-the-difference"
    conclusion = Equals((2 * j - one).T @ bend(Zero(2)) @ (2 * j - one), as_term(4))

    @pytest.mark.parametrize("along", [Matrix([1, -1]), Matrix([-1, 1])])
    def test_in_sympy(self, along):
        assert along.T * bend_at(0 * along) * along == Matrix([4])

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        along = 2 * j - one
        refused(algebra, Equals(along.T @ bend(Zero(2)) @ along, as_term(-4)))
        refused(algebra, Equals(along.T @ bend(one) @ along, as_term(4)))
        refused(algebra, Equals(j.T @ bend(Zero(2)) @ j, as_term(4)))

    def test_near_miss_is_false(self):
        along, edge = Matrix([1, -1]), Matrix([1, 0])
        assert along.T * bend_at(0 * along) * along != Matrix([-4])
        assert along.T * bend_at(Matrix([1, 1])) * along == Matrix([0])
        assert edge.T * bend_at(0 * edge) * edge == Matrix([0])


critical = Equals(slope(w_hat), Zero(2))


class TestCritical(Restatement):
    id = "critical-points-of-the-squared-error-of-a-product"
    hypotheses = (critical, Invertible(product(w_hat) - 1))
    conclusion = Equals(w_hat, Zero(2))
    algebraic = False  # the exchange is applied to the gradient first

    def test_in_sympy(self):
        swap = Matrix([[0, 1], [1, 0]])
        assert equal(swap * SLOPE, 2 * (A * B - 1) * AT)

    def test_instance(self):
        at = Matrix([0, 0])
        assert slope_at(at) == at
        assert at[0] * at[1] - 1 != 0

    def test_near_miss_is_refused(self):
        s, away = Letter("s"), assume(Invertible(product(w_hat) - 1))
        refused(algebra, self.conclusion, assume(critical))  # a minimum
        refused(algebra, self.conclusion, away)
        refused(algebra, Equals(w_hat, Zero(2)), assume(Equals(s * w_hat, Zero(2))))
        refused(algebra, Equals(w_hat, one), assume(critical), away)

    def test_near_miss_is_false(self):
        for at in HITS:
            assert slope_at(at) == 0 * at
            assert at != 0 * at
        for at in MISSES[1:]:
            assert not hits(at)
            assert at != 0 * at
            assert slope_at(at) != 0 * at


class TestNoBadMinimum(Restatement):
    id = "no-bad-local-minimum-of-the-squared-error-of-a-product"
    hypotheses = (critical, PositiveSemidefinite(bend(w_hat)))
    conclusion = Minimises(w_hat, F(w), w)

    def test_in_sympy(self):
        """With c = ab − 1, cw = 0 and (a + b)² + 2c ≥ 0 give −2c² ≥ 0."""
        c, along = A * B - 1, Matrix([1, 1])
        form = (along.T * BEND * along)[0]
        assert equal(Matrix([form]), Matrix([2 * (A + B) ** 2 + 4 * c]))
        rest = c**2 * form + 4 * c**2
        multiples = 2 * (c * A + c * B) ** 2 + 4 * c * B * (c * A)
        assert equal(Matrix([rest]), Matrix([multiples]))

    @pytest.mark.parametrize("at", HITS)
    def test_instance(self, at):
        assert slope_at(at) == 0 * at
        assert positive_semidefinite(bend_at(at))
        assert error(at) == 0

    def test_near_miss_is_refused(self):
        form = unfold(assume(PositiveSemidefinite(bend(w_hat))), 1, one)
        misses = product(w_hat) - 1
        rewrite(form, Nonnegative(2 * (one.T @ w_hat) ** 2 + 4 * misses))
        refused(rewrite, form, Nonnegative(4 * misses))
        refused(rewrite, form, Nonnegative(-SquaredNorm(misses)))  # and no critical point
        above = square(product(w) - 1)
        refused(rewrite, above, Nonnegative(F(w) - F(w_hat)), assume(critical))
        refused(introduce, self.conclusion, w, above)

    def test_near_miss_is_false(self):
        saddle, steep = Matrix([0, 0]), Matrix([1, Rational(1, 2)])
        assert slope_at(saddle) == saddle  # a critical point alone
        assert not positive_semidefinite(bend_at(saddle))
        assert error(saddle) > 0
        assert positive_semidefinite(bend_at(steep))  # a Hessian alone
        assert slope_at(steep) != 0 * steep
        assert error(steep) > 0
