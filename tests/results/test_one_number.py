"""One number for all: the mean, a median, and those with weights."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sympy import Abs, Matrix, Rational, expand, ones, simplify, symbols

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Minimises,
    Nonnegative,
    Positive,
    UniquelyMinimises,
)
from derivations.kernel.terms import Absolute, Letter, SquaredNorm, SumOver, Zero, as_term
from derivations.kernel.theorem import assume, introduce, sum_of_nonnegatives, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import add, constant, multiply, square

from . import metric_letters as e
from .letters import X, d, n, w, w_hat, y
from .matrices import FULL_RANK, letter
from .metric_letters import (
    MAE,
    MAPE,
    MSE,
    MSPE,
    OBSERVED,
    a,
    b,
    b_hat,
    g,
    g_i,
    i,
    not_zero,
    t,
    x,
    y_i,
)
from .restatement import Restatement, refused
from .test_absolute_error import above, above_negative

weights = Letter("c", n)
weight_i, x_i = i.T @ weights, X.T @ i
half = as_term(Fraction(1, 2))
y_bar = e.ones.T @ y / n
alike = e.ones @ b
no_slope = Equals(SumOver(i, g_i), Zero())
at_best = y_i - b_hat

EVEN = Matrix([1, 2, 6, 7])


def bounds(weight):
    """−cᵢ ≤ gᵢ ≤ cᵢ for each i."""
    return ForEach(i, Nonnegative(weight - g_i)), ForEach(i, Nonnegative(weight + g_i))


def slopes(error, weighted):
    """gᵢr is the absolute error, with its weight."""
    return ForEach(i, Equals(g_i * error, weighted))


def certified(y, number, slopes, shares):
    """The hypotheses of a median with weights, in numbers."""
    triples = list(zip(y, slopes, shares, strict=True))
    return (
        all(-share <= g <= share for _, g, share in triples)
        and all(g * (o - number) == share * abs(o - number) for o, g, share in triples)
        and sum(slopes) == 0
    )


class TestMean(Restatement):
    id = "mean-minimises-squared-error"
    conclusion = UniquelyMinimises(y_bar, MSE(y, alike), b)

    def test_in_sympy(self):
        y, b = letter("y", 3), symbols("b", real=True)
        excess = e.squared(y, e.alike(b, y)) - e.squared(y, e.alike(e.mean(y), y))
        assert expand(excess - (b - e.mean(y)) ** 2) == 0
        assert e.best(e.squared, OBSERVED) == [3]

    def test_near_miss_is_refused(self):
        gap = Equals(MSE(y, alike) - MSE(y, e.ones @ y_bar), SquaredNorm(b - y_bar))
        algebra(gap)
        refused(algebra, Equals(gap.left, n * SquaredNorm(b - y_bar)))
        least = rewrite(square(b - y_bar), Nonnegative(gap.left))
        introduce(Minimises(y_bar, MSE(y, alike), b), b, least)
        total = n * y_bar  # the sum, not divided
        refused(introduce, Minimises(total, MSE(y, alike), b), b, least)

    def test_near_miss_is_false(self):
        median = e.squared(OBSERVED, e.alike(2, OBSERVED))
        assert median > e.squared(OBSERVED, e.alike(3, OBSERVED))
        assert e.best(e.absolute, OBSERVED) == [2]


class TestLines(Restatement):
    id = "lines-below-an-absolute-value"
    hypotheses = (Nonnegative(a - t), Nonnegative(a + t))
    conclusion = Nonnegative(a * Absolute(x) - t * x)

    def test_in_sympy(self):
        a, t, x = symbols("a t x", real=True)
        halves = ((a - t) * (Abs(x) + x) + (a + t) * (Abs(x) - x)) / 2
        assert expand(halves - (a * Abs(x) - t * x)) == 0

    @pytest.mark.parametrize("x", [Rational(-5), Rational(0), Rational(7, 3)])
    def test_instance(self, x):
        a = Rational(2)
        for slope in (-2, Rational(-1, 3), 0, 2):
            assert a - slope >= 0
            assert a + slope >= 0
            assert a * abs(x) >= slope * x

    def test_near_miss_is_refused(self):
        below, over = assume(Nonnegative(a - t)), assume(Nonnegative(a + t))
        up, down = multiply(below, above_negative(x)), multiply(over, above(x))
        halves = multiply(constant(half), add(up, down))
        rewrite(halves, self.conclusion)
        refused(rewrite, multiply(constant(half), up), self.conclusion)  # one bound missing
        refused(rewrite, multiply(constant(half), down), self.conclusion)
        refused(rewrite, halves, Nonnegative(a * Absolute(x) - 2 * t * x))

    def test_near_miss_is_false(self):
        a, t = Rational(1), Rational(2)  # t > a
        assert a * abs(3) < t * 3
        assert a * abs(-3) < -t * -3


class TestSlopes(Restatement):
    id = "slopes-that-balance-give-least-absolute-error"
    hypotheses = (
        *bounds(weight_i),
        Equals(X.T @ g, Zero(d)),
        slopes(y_i - x_i.T @ w_hat, weight_i * Absolute(y_i - x_i.T @ w_hat)),
    )
    conclusion = Minimises(w_hat, SumOver(i, weight_i * Absolute(y_i - x_i.T @ w)), w)

    # A line through the first and the last of three observations at 0, 1 and 2.
    y, w, g, c = Matrix([0, 2, 2]), Matrix([0, 1]), Matrix([-1, 2, -1]), Matrix([1, 2, 3])

    @staticmethod
    def error(X, y, w, c):
        """Σᵢ cᵢ|yᵢ − xᵢᵀw|."""
        return sum(share * abs(r) for share, r in zip(c, y - X * w, strict=True))

    def others(self):
        places = [Rational(k, 2) for k in range(-4, 5)]
        return [self.w + Matrix([first, second]) for first in places for second in places]

    def test_in_sympy(self):
        least = self.error(FULL_RANK, self.y, self.w, self.c)
        assert min(self.error(FULL_RANK, self.y, w, self.c) for w in self.others()) == least

    def test_instance(self):
        X, y, w, g, c = FULL_RANK, self.y, self.w, self.g, self.c
        assert X.T * g == Matrix([0, 0])
        assert all(-c[k] <= g[k] <= c[k] for k in range(3))
        errors = y - X * w
        assert all(g[k] * errors[k] == c[k] * abs(errors[k]) for k in range(3))
        least = self.error(X, y, w, c)
        assert all(self.error(X, y, other, c) >= least for other in self.others())

    def test_near_miss_is_refused(self):
        error = y_i - x_i.T @ w
        term = weight_i * Absolute(error) - g_i * error
        each = assume(ForEach(i, Nonnegative(term)))
        added = sum_of_nonnegatives(SumOver(i, term), each)
        moved = Equals(SumOver(i, g_i * error), g.T @ y)
        balance = assume(Equals(X.T @ g, Zero(d)))
        algebra(Equals(SumOver(i, g_i * error), g.T @ y - (X.T @ g).T @ w))
        refused(algebra, moved)  # the slopes do not balance
        rewrite(
            added,
            Nonnegative(SumOver(i, weight_i * Absolute(error)) - g.T @ y),
            algebra(Equals(g.T @ y - (X.T @ g).T @ w, g.T @ y), balance),
            algebra(Equals(SumOver(i, g_i * error), g.T @ y - (X.T @ g).T @ w)),
        )
        refused(rewrite, added, Nonnegative(SumOver(i, weight_i * Absolute(error)) - g.T @ y))

    def test_near_miss_is_false(self):
        """Slopes that do not balance: with the weights 1, 1, 1 in the place of the sum 0."""
        X, y, c = FULL_RANK, self.y, ones(3, 1)
        level = Matrix([1, 0])
        signs = Matrix([-1, 1, 1])
        errors = y - X * level
        assert all(signs[k] * errors[k] == abs(errors[k]) for k in range(3))
        assert X.T * signs != Matrix([0, 0])
        assert self.error(X, y, level, c) > self.error(X, y, self.w, c)


class TestMedian(Restatement):
    id = "median-minimises-absolute-error"
    hypotheses = (*bounds(1), no_slope, slopes(at_best, Absolute(at_best)))
    conclusion = Minimises(b_hat, MAE(y, alike), b)

    def test_in_sympy(self):
        assert e.best(e.absolute, OBSERVED) == [2]
        assert e.best(e.absolute, EVEN) == [place for place in e.PLACES if 2 <= place <= 6]

    @pytest.mark.parametrize(
        ("y", "number", "slopes"),
        [
            (OBSERVED, 2, (-1, 0, 1)),
            (EVEN, Rational(7, 2), (-1, -1, 1, 1)),
            (EVEN, 2, (-1, -1, 1, 1)),
        ],
    )
    def test_instance(self, y, number, slopes):
        assert certified(y, number, slopes, [1] * len(y))
        assert number in {*e.best(e.absolute, y)}

    def test_near_miss_is_refused(self):
        error = y_i - b
        term = Absolute(error) - g_i * error
        added = sum_of_nonnegatives(SumOver(i, term), assume(ForEach(i, Nonnegative(term))))
        goal = Nonnegative(SumOver(i, Absolute(error)) - SumOver(i, g_i * y_i))
        rewrite(added, goal, algebra(Equals(SumOver(i, g_i * b), Zero()), assume(no_slope)))
        refused(rewrite, added, goal)  # the slopes do not add up to 0
        wrong = Equals(SumOver(i, g_i * b), b)
        refused(algebra, wrong, assume(no_slope))

    def test_near_miss_is_false(self):
        assert not certified(OBSERVED, 3, (-1, -1, 1), [1] * 3)  # the mean
        assert 3 not in e.best(e.absolute, OBSERVED)


class TestWeightedMedian(Restatement):
    id = "weighted-median-minimises-percentage-error"
    hypotheses = (
        not_zero,
        *bounds(Absolute(1 / y_i)),
        no_slope,
        slopes(at_best, Absolute(at_best / y_i)),
    )
    conclusion = Minimises(b_hat, MAPE(y, alike), b)
    slopes = (Rational(-2, 3), Rational(1, 2), Rational(1, 6))

    def test_in_sympy(self):
        assert e.best(e.percentage, OBSERVED) == [1]
        assert e.best(e.percentage, -OBSERVED) == [-1]

    @pytest.mark.parametrize("sign", [1, -1])
    def test_instance(self, sign):
        y, slopes = sign * OBSERVED, [sign * g for g in self.slopes]
        assert all(each != 0 for each in y)
        assert certified(y, sign, slopes, [abs(1 / each) for each in y])
        assert e.best(e.percentage, y) == [sign]

    def test_near_miss_is_refused(self):
        share = Absolute(1 / y_i)
        both = Equals(share * Absolute(at_best), Absolute(at_best / y_i))
        refused(algebra, both)  # not by algebra alone
        refused(algebra, Equals(Absolute(at_best / y_i), Absolute(at_best) / y_i))

    def test_near_miss_is_false(self):
        """The median, with equal weights, is not what is best."""
        assert certified(OBSERVED, 2, (-1, 0, 1), [1] * 3)
        assert 2 not in e.best(e.percentage, OBSERVED)


class TestWeightedMean(Restatement):
    id = "weighted-mean-minimises-squared-percentage-error"
    hypotheses = (not_zero,)
    conclusion = UniquelyMinimises(SumOver(i, 1 / y_i) / SumOver(i, 1 / y_i**2), MSPE(y, alike), b)

    @staticmethod
    def best(y):
        return sum(1 / each for each in y) / sum(1 / each**2 for each in y)

    def test_in_sympy(self):
        y, b = letter("y", 3), symbols("b", real=True)
        excess = e.squared_percentage(y, e.alike(b, y)) - e.squared_percentage(
            y, e.alike(self.best(y), y)
        )
        squares = sum(1 / each**2 for each in y)
        assert simplify(excess - squares / 3 * (b - self.best(y)) ** 2) == 0

    def test_instance(self):
        y = OBSERVED
        assert all(each != 0 for each in y)
        assert self.best(y) == Rational(30, 23)
        least = e.squared_percentage(y, e.alike(self.best(y), y))
        assert all(e.squared_percentage(y, e.alike(place, y)) > least for place in e.PLACES)

    def test_near_miss_is_refused(self):
        inverses, squares = SumOver(i, 1 / y_i), SumOver(i, 1 / y_i**2)
        expanded = (b**2 * squares - 2 * b * inverses + n) / n
        algebra(Equals(MSPE(y, alike), expanded))
        refused(algebra, Equals(MSPE(y, alike), (b**2 * squares - b * inverses + n) / n))
        total = assume(Positive(squares))
        unfold(total, 1)
        refused(algebra, Equals(inverses / squares, n / inverses), unfold(total, 1))

    def test_near_miss_is_false(self):
        y = OBSERVED
        harmonic = 3 / sum(1 / each for each in y)  # a mean with the weights 1/yᵢ
        least = e.squared_percentage(y, e.alike(self.best(y), y))
        assert e.squared_percentage(y, e.alike(harmonic, y)) > least


class TestBelow(Restatement):
    id = "percentage-error-of-a-prediction-below-is-at-most-1"
    hypotheses = (Positive(Letter("y")), Nonnegative(b), Nonnegative(Letter("y") - b))
    conclusion = Nonnegative(1 - Absolute((Letter("y") - b) / Letter("y")))

    def test_in_sympy(self):
        b, more = symbols("b more", nonnegative=True)
        y = b + more + 1  # some y > 0 that is at least b
        assert simplify(1 - Abs((y - b) / y) - b / y) == 0

    @pytest.mark.parametrize("b", [0, Rational(1, 2), 2])
    def test_instance(self, b):
        y = 2
        assert y > 0
        assert b >= 0
        assert y - b >= 0
        assert abs(Rational(y - b, y) if isinstance(b, int) else (y - b) / y) <= 1

    def test_near_miss_is_refused(self):
        y = Letter("y")
        share = (y - b) / y
        without_sign = assume(Equals(Absolute(share), share))
        left = assume(Nonnegative(b / y))
        rewrite(left, self.conclusion, without_sign)
        refused(rewrite, left, self.conclusion)  # the sign is not known
        refused(rewrite, left, Nonnegative(-Absolute(share)), without_sign)

    def test_near_miss_is_false(self):
        y = Rational(2)
        assert abs((y - 8) / y) == 3  # above
        assert abs((y + 1) / y) > 1  # below 0
