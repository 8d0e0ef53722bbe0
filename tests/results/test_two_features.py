"""Two features of correlation ρ: the eigenvalues of R, its bounds, determinant and inverse."""

from __future__ import annotations

import pytest
from sympy import Abs, Matrix, Rational, Symbol, eye, ones, simplify

from derivations.kernel.statements import (
    Equals,
    Invertible,
    Nonnegative,
    Positive,
    PositiveSemidefinite,
)
from derivations.kernel.terms import (
    Absolute,
    Determinant,
    Identity,
    Index,
    Inverse,
    Letter,
    Ones,
    SquaredNorm,
    Trace,
)
from derivations.kernel.theorem import assume, cite, instantiate, law, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, square

from .matrices import equal, norm2, positive_semidefinite
from .restatement import Restatement, published, refused

rho, size = Letter("rho"), Absolute(Letter("rho"))
one, j = Ones(2), Index("j", 2)
u, v = Letter("u", 2), Letter("v", 2)
R = (1 - rho) * Identity(2) + rho * (one @ one.T)
steepest, flattest = rho * j + size * (one - j), rho * j - size * (one - j)
condition = (1 + size) / (1 - size)
inverse = ((1 + rho) * Identity(2) - rho * (one @ one.T)) / (1 - rho**2)
two_by_two = "determinant-of-a-two-by-two-matrix"

RHO = Symbol("rho", real=True)
SUM, DIFFERENCE = Matrix([1, 1]), Matrix([1, -1])
VALUES = [Rational(k, 5) for k in (-10, -5, -4, -1, 0, 2, 4, 5, 7)]
every_value = pytest.mark.parametrize("rho", VALUES)


def correlated(rho):
    """R, written out."""
    return Matrix([[1, rho], [rho, 1]])


def squares():
    """|ρ|² = ρ²."""
    return instantiate(law("square-of-an-absolute-value"), (Letter("t"), rho))


class TestAlongSum(Restatement):
    id = "correlation-matrix-along-the-sum"
    conclusion = Equals(R @ one, (1 + rho) * one)

    def test_in_sympy(self):
        assert equal(correlated(RHO) * SUM, (1 + RHO) * SUM)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(R @ one, (1 - rho) * one))
        refused(algebra, Equals(R @ j, (1 + rho) * j))

    def test_near_miss_is_false(self):
        R = correlated(Rational(4, 5))
        assert Rational(1, 5) * SUM != R * SUM
        assert R * Matrix([1, 0]) != Rational(9, 5) * Matrix([1, 0])


class TestAlongDifference(Restatement):
    id = "correlation-matrix-along-the-difference"
    conclusion = Equals(R @ (2 * j - one), (1 - rho) * (2 * j - one))

    @pytest.mark.parametrize("place", [0, 1])
    def test_in_sympy(self, place):
        q = 2 * eye(2)[:, place] - ones(2, 1)
        assert q in (DIFFERENCE, -DIFFERENCE)
        assert equal(correlated(RHO) * q, (1 - RHO) * q)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(R @ (2 * j - one), (1 + rho) * (2 * j - one)))
        refused(algebra, Equals(R @ (j - one), (1 - rho) * (j - one)))

    def test_near_miss_is_false(self):
        R = correlated(Rational(4, 5))
        assert Rational(9, 5) * DIFFERENCE != R * DIFFERENCE
        assert R * Matrix([0, -1]) != Rational(1, 5) * Matrix([0, -1])


class TestLowerBound(Restatement):
    id = "correlation-matrix-lower-bound"
    conclusion = PositiveSemidefinite(R - (1 - size) * Identity(2))

    @every_value
    def test_in_sympy(self, rho):
        assert positive_semidefinite(correlated(rho) - (1 - abs(rho)) * eye(2))

    def test_near_miss_is_refused(self):  # no absolute value
        form = v.T @ (R - (1 - rho) * Identity(2)) @ v
        refused(rewrite, square(one.T @ v), Nonnegative(form))
        alone = PositiveSemidefinite(R - Identity(2))
        refused(rewrite, published(self.id), alone)

    def test_near_miss_is_false(self):
        low = Rational(-1, 2)
        assert not positive_semidefinite(correlated(low) - (1 - low) * eye(2))
        assert not positive_semidefinite(correlated(low) - eye(2))


class TestUpperBound(Restatement):
    id = "correlation-matrix-upper-bound"
    conclusion = PositiveSemidefinite((1 + size) * Identity(2) - R)

    @every_value
    def test_in_sympy(self, rho):
        assert positive_semidefinite((1 + abs(rho)) * eye(2) - correlated(rho))

    def test_near_miss_is_refused(self):
        refused(rewrite, published(self.id), PositiveSemidefinite((1 + rho) * Identity(2) - R))
        refused(rewrite, published(self.id), PositiveSemidefinite(Identity(2) - R))

    def test_near_miss_is_false(self):
        low = Rational(-1, 2)
        assert not positive_semidefinite((1 + low) * eye(2) - correlated(low))
        assert not positive_semidefinite(eye(2) - correlated(low))


def corner(rho, sign, place):
    """ρ at one place, ±|ρ| at the other."""
    basis = eye(2)[:, place]
    return rho * basis + sign * Abs(rho) * (ones(2, 1) - basis)


class TestUpperAttained(Restatement):
    id = "correlation-matrix-upper-bound-attained"
    conclusion = Equals(R @ steepest, (1 + size) * steepest)
    algebraic = False  # |ρ|² = ρ²

    @pytest.mark.parametrize("place", [0, 1])
    def test_in_sympy(self, place):
        q = corner(RHO, 1, place)
        assert (correlated(RHO) * q - (1 + Abs(RHO)) * q).applyfunc(simplify) == 0 * q

    def test_near_miss_is_refused(self):
        algebra(self.conclusion, squares())
        refused(algebra, self.conclusion)  # |ρ| as any number
        refused(algebra, Equals(R @ steepest, (1 - size) * steepest), squares())

    def test_near_miss_is_false(self):
        rho = Rational(-4, 5)
        q = corner(rho, 1, 0)
        assert correlated(rho) * q != (1 - abs(rho)) * q
        assert q != 0 * q


class TestLowerAttained(Restatement):
    id = "correlation-matrix-lower-bound-attained"
    conclusion = Equals(R @ flattest, (1 - size) * flattest)
    algebraic = False  # |ρ|² = ρ²

    @pytest.mark.parametrize("place", [0, 1])
    def test_in_sympy(self, place):
        q = corner(RHO, -1, place)
        assert (correlated(RHO) * q - (1 - Abs(RHO)) * q).applyfunc(simplify) == 0 * q

    def test_near_miss_is_refused(self):
        algebra(self.conclusion, squares())
        refused(algebra, self.conclusion)
        refused(algebra, Equals(R @ flattest, (1 + size) * flattest), squares())

    def test_near_miss_is_false(self):
        rho = Rational(-4, 5)
        q = corner(rho, -1, 0)
        assert correlated(rho) * q != (1 + abs(rho)) * q
        assert q != 0 * q


def form(rho, v):
    """vᵀRv."""
    return (v.T * correlated(rho) * v)[0]


class TestConditionNumber(Restatement):
    id = "correlation-matrix-condition-number"
    hypotheses = (Positive(1 - size), Equals(SquaredNorm(u), SquaredNorm(v)))
    conclusion = Nonnegative(condition * (v.T @ R @ v) - u.T @ R @ u)

    PAIRS = (
        (SUM, DIFFERENCE),
        (DIFFERENCE, SUM),
        (Matrix([3, 4]), Matrix([0, 5])),
        (Matrix([5, 0]), Matrix([4, -3])),
    )

    @every_value
    def test_in_sympy(self, rho):
        kappa = (1 + abs(rho)) / (1 - abs(rho)) if abs(rho) < 1 else 0
        for u, v in self.PAIRS if kappa else ():
            assert kappa * form(rho, v) - form(rho, u) >= 0

    @pytest.mark.parametrize("rho", [Rational(4, 5), Rational(-1, 3), 0])
    def test_instance(self, rho):
        for u, v in self.PAIRS:
            assert 1 - abs(rho) > 0
            assert norm2(u) == norm2(v)
            assert (1 + abs(rho)) / (1 - abs(rho)) * form(rho, v) >= form(rho, u)

    def test_near_miss_is_refused(self):
        lower = unfold(published("correlation-matrix-lower-bound"), 1, v)
        upper = unfold(published("correlation-matrix-upper-bound"), 1, u)
        same = assume(self.hypotheses[1])
        refused(rewrite, add(lower, upper), self.conclusion, same)  # not scaled
        both = Nonnegative(v.T @ R @ v - (1 - size) * SquaredNorm(u))
        rewrite(lower, both, same)
        refused(rewrite, lower, both)  # of different lengths

    def test_near_miss_is_false(self):
        rho = Rational(4, 5)
        kappa = (1 + rho) / (1 - rho)
        assert kappa * form(rho, DIFFERENCE) - form(rho, 2 * SUM) < 0  # of another length
        assert (kappa - 1) * form(rho, DIFFERENCE) - form(rho, SUM) < 0  # a smaller number
        large = Rational(3, 2)  # |ρ| > 1
        kappa = (1 + large) / (1 - large)
        assert kappa * form(large, SUM) - form(large, SUM) < 0


class TestConditionAttained(Restatement):
    id = "correlation-matrix-condition-number-attained"
    hypotheses = (Invertible(1 - size),)
    conclusion = Equals(steepest.T @ R @ steepest, condition * (flattest.T @ R @ flattest))
    algebraic = False  # |ρ|² = ρ²

    @pytest.mark.parametrize("place", [0, 1])
    def test_in_sympy(self, place):
        steep, flat = corner(RHO, 1, place), corner(RHO, -1, place)
        gap = (1 - Abs(RHO)) * form(RHO, steep) - (1 + Abs(RHO)) * form(RHO, flat)
        assert simplify(gap) == 0

    @pytest.mark.parametrize("rho", [Rational(4, 5), Rational(-1, 3), Rational(2)])
    def test_instance(self, rho):
        assert 1 - abs(rho) != 0
        steep, flat = corner(rho, 1, 0), corner(rho, -1, 0)
        assert form(rho, steep) == (1 + abs(rho)) / (1 - abs(rho)) * form(rho, flat)

    def test_near_miss_is_refused(self):
        upside_down = Equals(flattest.T @ R @ flattest, condition * (steepest.T @ R @ steepest))
        refused(algebra, upside_down, squares())
        refused(algebra, self.conclusion)

    def test_near_miss_is_false(self):
        rho = Rational(4, 5)
        steep, flat = corner(rho, 1, 0), corner(rho, -1, 0)
        assert form(rho, flat) != (1 + rho) / (1 - rho) * form(rho, steep)


class TestDeterminant(Restatement):
    id = "correlation-matrix-determinant"
    conclusion = Equals(Determinant(R), 1 - rho**2)
    facts = (two_by_two,)
    algebraic = False  # a cited fact

    def test_in_sympy(self):
        assert simplify(correlated(RHO).det() - (1 - RHO**2)) == 0

    def test_near_miss_is_refused(self):
        cited = instantiate(cite(two_by_two), (Letter("A", 2, 2), R))
        algebra(self.conclusion, cited)
        refused(algebra, self.conclusion)  # nothing cited
        refused(algebra, Equals(Determinant(R), 1 + rho**2), cited)
        refused(algebra, Equals(Determinant(R), (Trace(R @ R) - Trace(R) ** 2) / 2), cited)

    def test_near_miss_is_false(self):
        R = correlated(Rational(4, 5))
        assert R.det() not in (1 + Rational(16, 25), -Rational(9, 25))


class TestInverse(Restatement):
    id = "correlation-matrix-inverse"
    hypotheses = (Invertible(1 - rho**2),)
    conclusion = Equals(Inverse(R), inverse)
    algebraic = False  # R is a letter while the equation is solved

    def test_in_sympy(self):
        found = ((1 + RHO) * eye(2) - RHO * ones(2, 2)) / (1 - RHO**2)
        assert equal(correlated(RHO).inv(), found)

    @pytest.mark.parametrize("rho", [Rational(4, 5), -3, 0])
    def test_instance(self, rho):
        assert 1 - rho**2 != 0
        R = correlated(rho)
        assert R.inv() == ((1 + rho) * eye(2) - rho * ones(2, 2)) / (1 - rho**2)

    def test_near_miss_is_refused(self):
        algebra(Equals(R @ inverse, Identity(2)))
        other = ((1 - rho) * Identity(2) + rho * (one @ one.T)) / (1 - rho**2)
        refused(algebra, Equals(R @ other, Identity(2)))
        refused(algebra, Equals(R @ ((1 - rho**2) * inverse), Identity(2)))

    def test_near_miss_is_false(self):
        rho = Rational(4, 5)
        assert correlated(rho).inv() != correlated(rho) / (1 - rho**2)
        assert correlated(1).det() == 0  # there is no inverse
