"""Measures of error in other units, and R² as squared error."""

from __future__ import annotations

import pytest
from sympy import Abs, Matrix, Rational, Symbol, expand, ones, simplify, solve, symbols

from derivations.kernel.statements import Equals, ForEach, Invertible, Nonnegative
from derivations.kernel.terms import Absolute, Root, SquaredNorm, SumOver, Zero
from derivations.kernel.theorem import assume, instantiate, introduce
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import antisymmetric, multiply, square, vanish

from . import metric_letters as e
from .letters import n, y
from .matrices import letter
from .metric_letters import (
    MAE,
    MAPE,
    MSE,
    OBSERVED,
    OTHERS,
    PREDICTED,
    SCALES,
    TSS,
    R_sq,
    a,
    c,
    i,
    mu,
    not_zero,
    nu,
    s,
    t,
    x,
    y_i,
)
from .restatement import Restatement, published, refused
from .test_absolute_error import absolute as law_of_absolute

y_units, mu_units = a * y + c * e.ones, a * mu + c * e.ones
SHIFTS = [0, Rational(10), Rational(-7, 3)]
UNITS = [(scale, shift) for scale in SCALES for shift in SHIFTS]
units = pytest.mark.parametrize(("scale", "shift"), UNITS)


def in_units(column, scale, shift):
    """A column in other units."""
    return scale * column + shift * ones(3, 1)


def measured(error, scale, shift):
    """A measure of the same predictions in other units."""
    return error(in_units(OBSERVED, scale, shift), in_units(PREDICTED, scale, shift))


def squares(of):
    """|x|² = x²."""
    return law_of_absolute("square-of-an-absolute-value", of)


class TestOneSquare(Restatement):
    id = "numbers-that-are-not-negative-and-have-one-square-are-equal"
    hypotheses = (Nonnegative(s), Nonnegative(t), Equals(s**2, t**2))
    conclusion = Equals(s, t)

    def test_in_sympy(self):
        s, t = symbols("s t", positive=True)
        assert solve(s**2 - t**2, s) == [t]

    @pytest.mark.parametrize("s", [0, Rational(2, 3), 5])
    def test_instance(self, s):
        t = abs(-s)
        assert s >= 0
        assert t >= 0
        assert s**2 == t**2
        assert s == t

    def test_near_miss_is_refused(self):
        one = assume(Equals(s**2, t**2))
        first = multiply(assume(Nonnegative(s)), square(s - t))
        second = multiply(assume(Nonnegative(t)), square(s - t))
        opposite = Nonnegative(-(s * SquaredNorm(s - t)))
        antisymmetric(first, rewrite(second, opposite, one))
        refused(rewrite, second, opposite)  # the squares not equal
        refused(antisymmetric, first, second)
        refused(algebra, Equals(s, t), one)  # signs lost
        vanish(assume(Equals(SquaredNorm(s - t), Zero())))

    def test_near_miss_is_false(self):
        s, t = Rational(2), Rational(-2)
        assert s**2 == t**2
        assert s != t


class TestProduct(Restatement):
    id = "absolute-value-of-a-product"
    conclusion = Equals(Absolute(a * x), Absolute(a) * Absolute(x))
    algebraic = False  # numbers that are not negative, with one square

    def test_in_sympy(self):
        a, x = symbols("a x", real=True)
        assert simplify(Abs(a * x) - Abs(a) * Abs(x)) == 0

    def test_near_miss_is_refused(self):
        both = [squares(a * x), squares(a), squares(x)]
        algebra(Equals(Absolute(a * x) ** 2, (Absolute(a) * Absolute(x)) ** 2), *both)
        refused(algebra, self.conclusion, *both)  # signs lost
        refused(algebra, Equals(Absolute(a * x) ** 2, Absolute(a) * Absolute(x)), *both)

    def test_near_miss_is_false(self):
        a, x = Rational(-2), Rational(3)
        assert abs(a * x) == abs(a) * abs(x)
        assert abs(a * x) != a * abs(x)
        assert abs(a + x) != abs(a) + abs(x)


class TestSquared(Restatement):
    id = "mean-squared-error-in-other-units"
    conclusion = Equals(MSE(y_units, mu_units), a**2 * MSE(y, mu))

    def test_in_sympy(self):
        y, mu, a, c = letter("y", 3), letter("mu", 3), Symbol("a"), Symbol("c")
        there = e.squared(in_units(y, a, c), in_units(mu, a, c))
        assert expand(there - a**2 * e.squared(y, mu)) == 0

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(MSE(y_units, mu_units), a * MSE(y, mu)))
        refused(algebra, Equals(MSE(y_units, a * mu), a**2 * MSE(y, mu)))  # one is shifted

    def test_near_miss_is_false(self):
        assert measured(e.squared, 5, 10) == 25 * e.squared(OBSERVED, PREDICTED)
        assert measured(e.squared, 5, 10) != 5 * e.squared(OBSERVED, PREDICTED)
        assert e.squared(in_units(OBSERVED, 1, 10), PREDICTED) != e.squared(OBSERVED, PREDICTED)


class TestRoot(Restatement):
    id = "root-mean-squared-error-in-other-units"
    conclusion = Equals(Root(MSE(y_units, mu_units)), Absolute(a) * Root(MSE(y, mu)))
    algebraic = False  # numbers that are not negative, with one square

    @units
    def test_in_sympy(self, scale, shift):
        assert measured(e.root, scale, shift) == abs(scale) * e.root(OBSERVED, PREDICTED)

    def test_near_miss_is_refused(self):
        there, here = Root(MSE(y_units, mu_units)), Root(MSE(y, mu))
        squared = [
            assume(Equals(there * there, MSE(y_units, mu_units))),
            assume(Equals(here * here, MSE(y, mu))),
            squares(a),
        ]
        algebra(Equals(there**2, (Absolute(a) * here) ** 2), *squared)
        refused(algebra, self.conclusion, *squared)  # signs lost
        refused(algebra, Equals(there**2, a * here**2), *squared)

    def test_near_miss_is_false(self):
        assert measured(e.root, -2, 0) != -2 * e.root(OBSERVED, PREDICTED)
        assert measured(e.root, 5, 0) != 25 * e.root(OBSERVED, PREDICTED)


class TestAbsolute(Restatement):
    id = "mean-absolute-error-in-other-units"
    conclusion = Equals(MAE(y_units, mu_units), Absolute(a) * MAE(y, mu))
    algebraic = False  # the absolute value of a product

    @units
    def test_in_sympy(self, scale, shift):
        assert measured(e.absolute, scale, shift) == abs(scale) * e.absolute(OBSERVED, PREDICTED)

    def test_near_miss_is_refused(self):
        product = instantiate(published(TestProduct.id), (x, y_i - i.T @ mu))
        each = introduce(ForEach(i, product.conclusion), i, product)
        scaled = SumOver(i, Absolute(a * (y_i - i.T @ mu))) / n
        algebra(Equals(MAE(y_units, mu_units), scaled))
        apart = SumOver(i, Absolute(a) * Absolute(y_i - i.T @ mu)) / n
        algebra(Equals(scaled, apart), each)
        algebra(Equals(apart, Absolute(a) * MAE(y, mu)))
        refused(algebra, Equals(scaled, apart))
        refused(algebra, Equals(apart, a * MAE(y, mu)))
        refused(algebra, Equals(MAE(y_units, a * mu), scaled))  # one is shifted

    def test_near_miss_is_false(self):
        assert measured(e.absolute, -2, 0) != -2 * e.absolute(OBSERVED, PREDICTED)
        assert e.absolute(in_units(OBSERVED, 1, 10), PREDICTED) != e.absolute(OBSERVED, PREDICTED)


class TestPercentage(Restatement):
    id = "percentage-error-in-other-units"
    hypotheses = (not_zero, Invertible(a))
    conclusion = Equals(MAPE(a * y, a * mu), MAPE(y, mu))
    algebraic = False  # term by term

    @pytest.mark.parametrize("scale", SCALES)
    def test_in_sympy(self, scale):
        assert measured(e.percentage, scale, 0) == e.percentage(OBSERVED, PREDICTED)

    @pytest.mark.parametrize("scale", SCALES)
    def test_instance(self, scale):
        assert scale != 0
        assert all(each != 0 for each in OBSERVED)
        assert measured(e.percentage, scale, 0) == Rational(11, 18)

    def test_near_miss_is_refused(self):
        error = (a * y_i - a * (i.T @ mu)) / (a * y_i)
        algebra(Equals(error, (y_i - i.T @ mu) / y_i))
        refused(algebra, Equals(error, a * (y_i - i.T @ mu) / y_i))
        shifted = (y_i + c - (i.T @ mu + c)) / (y_i + c)
        refused(algebra, Equals(shifted, (y_i - i.T @ mu) / y_i))  # another zero

    def test_near_miss_is_false(self):
        """Another zero makes another percentage error."""
        assert e.percentage(OBSERVED, PREDICTED) == Rational(11, 18)
        assert measured(e.percentage, 1, 10) == Rational(79, 792)


class TestDetermination(Restatement):
    id = "r-squared-in-other-units"
    hypotheses = (Invertible(TSS(y)), Invertible(a))
    conclusion = Equals(R_sq(y_units, mu_units), R_sq(y, mu))
    algebraic = False  # a² cancels in an inverse that is a sum

    def test_in_sympy(self):
        y, mu, a, c = letter("y", 3), letter("mu", 3), Symbol("a"), Symbol("c")
        there = e.determination(in_units(y, a, c), in_units(mu, a, c))
        assert simplify(there - e.determination(y, mu)) == 0

    @units
    def test_instance(self, scale, shift):
        assert e.total(OBSERVED) != 0
        assert scale != 0
        assert measured(e.determination, scale, shift) == Rational(4, 7)

    def test_near_miss_is_refused(self):
        total = Equals(TSS(y_units), a**2 * TSS(y))
        algebra(total)
        refused(algebra, Equals(TSS(y_units), a * TSS(y)))
        shifted = y + c * e.ones
        refused(algebra, Equals(R_sq(shifted, mu), R_sq(y, mu)))  # one is shifted

    def test_near_miss_is_false(self):
        shifted = in_units(OBSERVED, 1, 10)
        assert e.determination(shifted, PREDICTED) != e.determination(OBSERVED, PREDICTED)
        assert e.total(ones(3, 1)) == 0  # without the hypothesis R² means nothing


class TestDifference(Restatement):
    id = "difference-of-r-squared-of-two-predictions"
    hypotheses = (Invertible(TSS(y)),)
    conclusion = Equals(R_sq(y, mu) - R_sq(y, nu), n / TSS(y) * (MSE(y, nu) - MSE(y, mu)))

    def test_in_sympy(self):
        y, mu, nu = letter("y", 3), letter("mu", 3), letter("nu", 3)
        left = e.determination(y, mu) - e.determination(y, nu)
        right = 3 / e.total(y) * (e.squared(y, nu) - e.squared(y, mu))
        assert simplify(left - right) == 0

    def test_instance(self):
        y, mu, nu = OBSERVED, PREDICTED, OTHERS
        assert e.total(y) == 14
        difference = e.determination(y, mu) - e.determination(y, nu)
        assert difference == Rational(3, 14) * (e.squared(y, nu) - e.squared(y, mu)) > 0

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        left = R_sq(y, mu) - R_sq(y, nu)
        refused(algebra, Equals(left, n / TSS(y) * (MSE(y, mu) - MSE(y, nu))))  # the other way
        refused(algebra, Equals(left, (MSE(y, nu) - MSE(y, mu)) / TSS(y)))  # the n lost

    def test_near_miss_is_false(self):
        """Absolute error may rank two predictions the other way round."""
        mu, nu = Matrix([1, 2, 2]), OTHERS
        assert e.determination(OBSERVED, mu) < e.determination(OBSERVED, nu)
        assert e.squared(OBSERVED, mu) > e.squared(OBSERVED, nu)
        assert e.absolute(OBSERVED, mu) < e.absolute(OBSERVED, nu)


def test_r_squared_may_be_negative():
    """The line that is fitted to 1, 2 and 6 at 0, 1 and 2, on 3, 2 and 4."""
    X = Matrix([[1, 0], [1, 1], [1, 2]])
    fit = X * (X.T * X).inv() * X.T * OBSERVED
    assert e.determination(OBSERVED, fit) == Rational(25, 28)
    assert e.determination(Matrix([3, 2, 4]), fit) == Rational(-15, 4)
