"""Cauchy–Schwarz, whatever the columns are, and what stands in for a distinction of cases."""

from __future__ import annotations

from itertools import product

import pytest
from sympy import Matrix, Rational, sqrt, symbols

from derivations.kernel.statements import Equals, Nonnegative
from derivations.kernel.terms import Absolute, Dimension, Letter, Root, SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut, instantiate, law
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import square

from . import matrices as m
from .matrices import letter, norm2
from .restatement import Restatement, published, refused

k = Dimension("k")
x, y = Letter("x", k), Letter("y", k)
a, b, t = Letter("a"), Letter("b"), Letter("t")
gap = SquaredNorm(x) * SquaredNorm(y) - (x.T @ y) ** 2
lengths = Root(SquaredNorm(x)) * Root(SquaredNorm(y))

COLUMNS = [Matrix(entries) for entries in product((-2, 0, 1), repeat=2)]
PAIRS = list(product(COLUMNS, repeat=2))
NUMBERS = [Rational(j, 2) for j in range(-6, 7)]


class TestNotNegativeOrZero(Restatement):
    id = "a-number-is-not-negative-or-a-column-is-zero"
    hypotheses = (Nonnegative(SquaredNorm(y) * t),)
    conclusion = Equals((Absolute(t) - t) * y, Zero(k))

    def test_in_sympy(self):
        """For t ≥ 0, |t| − t is 0; for t < 0, ‖y‖²t is not negative only where it is 0."""
        above, below = symbols("t", nonnegative=True), symbols("t", negative=True)
        assert abs(above) - above == 0
        y = letter("y", 3)
        product = (norm2(y) * below)[0].expand()
        assert product == below * y[0] ** 2 + below * y[1] ** 2 + below * y[2] ** 2
        assert all(term.is_nonpositive for term in product.args)

    def test_instance(self):
        held = [(y, t) for y, t in product(COLUMNS, NUMBERS) if norm2(y)[0] * t >= 0]
        assert any(t < 0 for _, t in held)
        assert any(norm2(y)[0] > 0 for y, _ in held)
        assert all((abs(t) - t) * y == m.zeros(2, 1) for y, t in held)

    def test_near_miss_is_refused(self):  # the hypothesis missing; more than is claimed
        refused(algebra, self.conclusion)
        squares = instantiate(law("square-of-an-absolute-value"), (t, t))
        refused(algebra, self.conclusion, squares)
        refused(algebra, Equals(y, Zero(k)), published(self.id))
        refused(algebra, Equals(Absolute(t), t), published(self.id))
        refused(cut, published(self.id), assume(Nonnegative(-SquaredNorm(y) * t)))

    def test_near_miss_is_false(self):
        y, t = Matrix([1, -2]), -3
        assert norm2(y)[0] * t < 0
        assert (abs(t) - t) * y != m.zeros(2, 1)
        assert norm2(0 * y)[0] * t >= 0
        assert abs(t) != t  # though y = 0
        assert norm2(y)[0] * -t >= 0  # though y is not 0


class TestCauchySchwarz(Restatement):
    id = "cauchy-schwarz"
    conclusion = Nonnegative(gap)

    def test_in_sympy(self):
        """Lagrange's identity: the gap is a sum of squares."""
        x, y = letter("x", 3), letter("y", 3)
        minors = [x[i] * y[j] - x[j] * y[i] for i in range(3) for j in range(i)]
        squares = Matrix([sum(minor**2 for minor in minors)])
        assert m.equal(norm2(x) * norm2(y) - (x.T * y) ** 2, squares)

    def test_near_miss_is_refused(self):
        scaled = square(SquaredNorm(y) * x - (x.T @ y) * y)
        rewrite(scaled, Nonnegative(SquaredNorm(y) * gap))
        refused(rewrite, scaled, self.conclusion)  # ‖y‖² may be 0
        refused(rewrite, scaled, Nonnegative(-SquaredNorm(y) * gap))
        refused(rewrite, published(self.id), Nonnegative(-gap))
        refused(algebra, Equals(gap, Zero()))  # equality

    def test_near_miss_is_false(self):
        x, y = Matrix([1, 2]), Matrix([1, 0])
        assert (x.T * y)[0] ** 2 < norm2(x)[0] * norm2(y)[0]
        assert (x.T * y)[0] ** 2 == norm2(y)[0]
        assert (x.T * x)[0] ** 2 == norm2(x)[0] * norm2(x)[0]
        assert (x.T * x)[0] ** 2 > norm2(x)[0]  # not without the other length
        assert all((x.T * y)[0] ** 2 <= norm2(x)[0] * norm2(y)[0] for x, y in PAIRS)


class TestLargerSquare(Restatement):
    id = "a-larger-square-is-of-a-larger-number"
    hypotheses = (Nonnegative(a), Nonnegative(a**2 - b**2))
    conclusion = Nonnegative(a - Absolute(b))

    def test_in_sympy(self):
        a, b = symbols("a", nonnegative=True), symbols("b", real=True)
        assert ((a - abs(b)) * (a + abs(b))).expand() == a**2 - b**2
        assert (a + abs(b)).is_nonnegative

    def test_instance(self):
        held = [(a, b) for a, b in product(NUMBERS, repeat=2) if a >= 0 and a**2 >= b**2]
        assert any(b < 0 for _, b in held)
        assert all(a - abs(b) >= 0 for a, b in held)

    @pytest.mark.parametrize("missing", [0, 1])
    def test_near_miss_is_refused(self, missing):
        given = assume(self.hypotheses[missing])
        refused(rewrite, given, self.conclusion)
        refused(rewrite, published(self.id), Nonnegative(Absolute(b) - a))
        refused(rewrite, published(self.id), Nonnegative(b - a))

    def test_near_miss_is_false(self):
        a, b = -2, 1
        assert a**2 >= b**2
        assert a - abs(b) < 0  # a is negative
        a, b = 1, -2
        assert a >= 0
        assert a - abs(b) < 0  # its square is not the larger
        assert a - b >= 0  # and b alone would not say as much


class TestOfLengths(Restatement):
    id = "cauchy-schwarz-of-lengths"
    conclusion = Nonnegative(lengths - Absolute(x.T @ y))

    def test_in_sympy(self):
        """Both sides are not negative, and the difference of their squares is that of the other."""
        x, y = letter("x", 3), letter("y", 3)
        left = sqrt(norm2(x)[0]) * sqrt(norm2(y)[0])
        gap = (norm2(x) * norm2(y) - (x.T * y) ** 2)[0]
        assert (left**2 - (x.T * y)[0] ** 2 - gap).expand() == 0
        assert left.is_nonnegative

    def test_near_miss_is_refused(self):
        found = published(self.id)
        refused(rewrite, found, Nonnegative(Absolute(x.T @ y) - lengths))
        refused(rewrite, found, Nonnegative(SquaredNorm(x) * SquaredNorm(y) - Absolute(x.T @ y)))
        refused(rewrite, published("cauchy-schwarz"), self.conclusion)  # squares are not lengths
        roots = [assume(Equals(Root(SquaredNorm(z)) ** 2, SquaredNorm(z))) for z in (x, y)]
        refused(rewrite, published("cauchy-schwarz"), self.conclusion, *roots)

    def test_near_miss_is_false(self):
        x, y = Matrix([Rational(1, 2), 0]), Matrix([Rational(1, 2), 0])
        assert norm2(x)[0] * norm2(y)[0] < abs((x.T * y)[0])  # squares in the place of lengths
        for x, y in PAIRS:
            assert sqrt(norm2(x)[0]) * sqrt(norm2(y)[0]) >= abs((x.T * y)[0])
