"""Dead units, and networks of other weights that give the same output."""

from __future__ import annotations

import pytest
from sympy import Matrix, Max, Rational, Symbol, eye, symbols

from derivations.kernel.statements import Equals, ForEach, Minimises, Nonnegative, Positive
from derivations.kernel.terms import (
    Absolute,
    Dimension,
    Identity,
    Letter,
    SquaredNorm,
    SumOver,
    Zero,
    as_term,
)
from derivations.kernel.theorem import assume, instantiate, introduce, law
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import square

from .letters import t, w, y
from .likelihood_letters import i, x_i, y_i
from .matrices import FULL_RANK, Y, equal, letter, norm2
from .restatement import Restatement, refused

c, one = Letter("c"), as_term(1)


def relu(at):
    """(t + |t|)/2."""
    return (at + Absolute(at)) / 2


def positive_part(number):
    """The same of a number, or in SymPy."""
    return Max(number, 0)


DEAD = [Matrix([0, 0]), Matrix([-1, 0]), Matrix([-2, 1]), Matrix([-3, -4])]


def error(X, y, w):
    """Σᵢ (ReLU(xᵢᵀw) − yᵢ)²."""
    return sum((positive_part(score) - label) ** 2 for score, label in zip(X * w, y, strict=True))


class TestDead(Restatement):
    id = "dead-unit-learns-nothing"
    hypotheses = (ForEach(i, Nonnegative(-(x_i.T @ w))),)
    conclusion = Equals(SumOver(i, (relu(x_i.T @ w) - y_i) ** 2), SquaredNorm(y))

    def test_in_sympy(self):
        scores, y = symbols("z_:3", nonpositive=True), letter("y", 3)
        total = sum(
            (positive_part(score) - label) ** 2 for score, label in zip(scores, y, strict=True)
        )
        assert equal(Matrix([total]), norm2(y))

    @pytest.mark.parametrize("w", DEAD)
    def test_instance(self, w):
        assert all(-score >= 0 for score in FULL_RANK * w)
        assert error(FULL_RANK, Y, w) == norm2(Y)[0]

    def test_near_miss_is_refused(self):
        silent = assume(ForEach(i, Equals(relu(x_i.T @ w), Zero())))
        algebra(self.conclusion, silent)
        refused(algebra, self.conclusion)  # any weights
        linear = SumOver(i, (x_i.T @ w - y_i) ** 2)
        refused(algebra, Equals(linear, SquaredNorm(y)), silent)  # a unit without ReLU
        refused(algebra, Equals(self.conclusion.left, Zero()), silent)

    def test_near_miss_is_false(self):
        live = Matrix([1, 0])
        assert error(FULL_RANK, Y, live) != norm2(Y)[0]
        assert norm2(FULL_RANK * DEAD[1] - Y) != norm2(Y)
        assert error(FULL_RANK, Y, DEAD[1]) != 0


class TestLive(Restatement):
    id = "live-unit-reaches-its-target"
    conclusion = Minimises(one, (relu(t) - 1) ** 2, t)

    def test_in_sympy(self):
        error = (positive_part(Symbol("t", real=True)) - 1) ** 2
        assert error.is_nonnegative
        assert (positive_part(1) - 1) ** 2 == 0

    def test_near_miss_is_refused(self):
        absolute = assume(Equals(Absolute(one), one))
        above = square(relu(t) - 1)
        gap = Nonnegative((relu(t) - 1) ** 2 - (relu(one) - 1) ** 2)
        rewrite(above, gap, absolute)
        refused(rewrite, above, gap)
        two = as_term(2)
        refused(rewrite, above, Nonnegative((relu(t) - 1) ** 2 - (relu(two) - 1) ** 2), absolute)
        refused(introduce, self.conclusion, t, above)

    def test_near_miss_is_false(self):
        assert all((positive_part(at) - 1) ** 2 > 0 for at in (-2, -1, 0, Rational(1, 2), 2))


class TestRescaled(Restatement):
    id = "rescaled-hidden-unit-gives-the-same-output"
    hypotheses = (Positive(c),)
    conclusion = Equals(relu(c * t) / c, relu(t))

    def test_in_sympy(self):
        c, t = Symbol("c", positive=True), Symbol("t", real=True)
        assert ((c * t + abs(c * t)) / 2 / c - (t + abs(t)) / 2).expand() == 0

    @pytest.mark.parametrize("c", [Rational(1, 3), 1, 7])
    @pytest.mark.parametrize("t", [-2, 0, Rational(3, 5)])
    def test_instance(self, c, t):
        assert c > 0
        assert positive_part(c * t) / c == positive_part(t)

    def test_near_miss_is_refused(self):
        squares = [instantiate(law("square-of-an-absolute-value"), (t, at)) for at in (c * t, t)]
        algebra(Equals(Absolute(c * t) ** 2, (c * Absolute(t)) ** 2), *squares)
        refused(algebra, self.conclusion, *squares)  # the squares alone
        scaled = assume(Equals(Absolute(c * t), c * Absolute(t)))
        algebra(self.conclusion, scaled)
        refused(algebra, Equals(relu(c * t), relu(t)), scaled)  # the output weight as it was
        refused(algebra, Equals(c * relu(c * t), relu(t)), scaled)

    def test_near_miss_is_false(self):
        c, t = -2, 3
        assert (c * t) ** 2 == (c * abs(t)) ** 2
        assert Rational(positive_part(c * t), c) != positive_part(t)  # c < 0
        assert positive_part(2 * t) != positive_part(t)
        assert 2 * positive_part(2 * t) != positive_part(t)


k = Dimension("k")
V, P, a = Letter("V", Dimension("m"), k), Letter("P", k, k), Letter("a", k)

ORDERS = [
    eye(3),
    Matrix([[0, 1, 0], [1, 0, 0], [0, 0, 1]]),
    Matrix([[0, 0, 1], [1, 0, 0], [0, 1, 0]]),
]
OUT, ACTIVE = Matrix([[1, 2, 3], [0, -1, 5]]), Matrix([4, 0, 7])


class TestPermuted(Restatement):
    id = "hidden-units-in-another-order-give-the-same-output"
    hypotheses = (Equals(P.T @ P, Identity(k)),)
    conclusion = Equals(V @ P.T @ (P @ a), V @ a)

    @pytest.mark.parametrize("P", ORDERS)
    def test_in_sympy(self, P):
        V, a = letter("V", 2, 3), letter("a", 3)
        assert equal(V * P.T * (P * a), V * a)

    @pytest.mark.parametrize("P", ORDERS)
    def test_instance(self, P):
        assert eye(3) == P.T * P
        assert OUT * P.T * (P * ACTIVE) == OUT * ACTIVE

    def test_near_miss_is_refused(self):
        given = assume(self.hypotheses[0])
        algebra(self.conclusion, given)
        refused(algebra, self.conclusion)  # any matrix
        refused(algebra, Equals(V @ P @ (P @ a), V @ a), given)
        refused(algebra, Equals(V @ (P @ a), V @ a), given)  # the output weights as they were

    def test_near_miss_is_false(self):
        turn, double = ORDERS[2], 2 * eye(3)
        assert OUT * turn * (turn * ACTIVE) != OUT * ACTIVE
        assert OUT * (turn * ACTIVE) != OUT * ACTIVE
        assert OUT * double.T * (double * ACTIVE) != OUT * ACTIVE
