"""A step of descent changes J by −η‖∇J‖² + η²‖X∇J‖²/n; short steps lower it."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, eye

from derivations.kernel.statements import Equals, Invertible, Nonnegative, Positive
from derivations.kernel.terms import SquaredNorm
from derivations.kernel.theorem import assume, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import constant, multiply, square

from . import matrices as m
from .descent_letters import (
    BOUNDS,
    TURNED,
    TWO,
    below_M,
    between,
    eta,
    high,
    length,
    responses,
    slope,
    slope_at,
    step,
    step_from,
)
from .letters import J, X, n, w
from .matrices import DESIGNS, FULL_RANK, Y, equal, letter, norm2
from .restatement import Restatement, published, refused

steep, bend = SquaredNorm(slope()), SquaredNorm(X @ slope())
POINT = Matrix([3, -5])


class TestExactChange(Restatement):
    id = "squared-error-after-a-step-of-descent"
    conclusion = Equals(J(step()), J(w) - eta * steep + eta**2 / n * bend)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = letter("y", 3), letter("w", 2)
        g = slope_at(X, y, w)
        there = m.J(X, y, w) - length * norm2(g) + length**2 / 3 * norm2(X * g)
        assert equal(m.J(X, y, step_from(X, y, w)), there)

    def test_near_miss_is_refused(self):
        refused(algebra, Equals(J(step()), J(w) - eta * steep + eta**2 * bend))  # 1/n lost
        refused(algebra, Equals(J(step()), J(w) - 2 * eta * steep + eta**2 / n * bend))
        refused(algebra, Equals(J(step()), J(w) - eta * steep + eta**2 / n * steep))

    def test_near_miss_is_false(self):
        X, y, eta = FULL_RANK, Y, Rational(1, 2)
        g = slope_at(X, y, POINT)
        change = m.J(X, y, step_from(X, y, POINT, eta)) - m.J(X, y, POINT)
        assert change != -eta * norm2(g) + eta**2 * norm2(X * g)
        assert change != -2 * eta * norm2(g) + eta**2 / 3 * norm2(X * g)
        assert change != -eta * norm2(g) + eta**2 / 3 * norm2(g)


def drop(X, y, w, eta):
    """J(w) − J(w − η∇J(w))."""
    return (m.J(X, y, w) - m.J(X, y, step_from(X, y, w, eta)))[0]


def promised(X, y, w, eta, high):
    """η(1 − ηM/n)‖∇J(w)‖²."""
    return eta * (1 - eta * high / X.rows) * norm2(slope_at(X, y, w))[0]


class TestDescentLemma(Restatement):
    id = "descent-lemma"
    hypotheses = (below_M,)
    conclusion = Nonnegative(J(w) - eta * (1 - eta * high / n) * steep - J(step()))

    @pytest.mark.parametrize(("X", "low", "high"), BOUNDS)
    def test_in_sympy(self, X, low, high):
        """It is a multiple of the form of MI − XᵀX at the gradient."""
        y, w = letter("y", X.rows), letter("w", 2)
        g = slope_at(X, y, w)
        form = g.T * (high * eye(2) - X.T * X) * g
        left = drop(X, y, w, length) - promised(X, y, w, length, high)
        assert equal(Matrix([left]), length**2 / X.rows * form)
        assert between(X, low, high)

    @pytest.mark.parametrize(("X", "low", "high"), BOUNDS)
    @pytest.mark.parametrize("eta", [Rational(1, 9), Rational(3), Rational(-1)])
    def test_instance(self, X, low, high, eta):
        y = responses(X)
        assert between(X, low, high)
        assert drop(X, y, POINT, eta) >= promised(X, y, POINT, eta, high)

    def test_near_miss_is_refused(self):
        form = unfold(assume(below_M), 1, slope())
        scaled = multiply(multiply(square(eta), constant(1 / n)), form)
        rewrite(scaled, self.conclusion)
        more = eta * (1 - eta * high / (2 * n)) * steep  # as if the Hessian were half as large
        refused(rewrite, scaled, Nonnegative(J(w) - more - J(step())))
        refused(rewrite, scaled, Nonnegative(J(step()) - J(w) + eta * (1 - eta * high / n) * steep))

    def test_near_miss_is_false(self):
        X, y, eta = TURNED, TWO, Rational(1, 9)
        w = Matrix([-1, 4])  # its gradient is along the eigenvector of 9
        assert drop(X, y, w, eta) == promised(X, y, w, eta, 9)
        assert drop(X, y, w, eta) < promised(X, y, w, eta, Rational(9, 2))
        assert not between(X, Rational(1), Rational(8))
        assert drop(X, y, w, eta) < promised(X, y, w, eta, 8)


class TestFalls(Restatement):
    id = "squared-error-falls-if-the-step-is-short"
    hypotheses = (Invertible(steep), Positive(eta), Positive(n - eta * high), below_M)
    conclusion = Positive(J(w) - J(step()))

    @pytest.mark.parametrize(("X", "low", "high"), BOUNDS)
    def test_in_sympy(self, X, low, high):
        """What it falls by is what the lemma promises, and a form that is not negative."""
        y, w = letter("y", X.rows), letter("w", 2)
        g = slope_at(X, y, w)
        form = (g.T * (high * eye(2) - X.T * X) * g)[0]
        fall = promised(X, y, w, length, high) + length**2 / X.rows * form
        assert equal(Matrix([drop(X, y, w, length)]), Matrix([fall]))
        assert between(X, low, high)

    @pytest.mark.parametrize(("X", "low", "high"), BOUNDS)
    def test_instance(self, X, low, high):
        y, eta = responses(X), X.rows / high - Rational(1, 100)
        assert norm2(slope_at(X, y, POINT))[0] != 0
        assert eta > 0
        assert X.rows - eta * high > 0
        assert between(X, low, high)
        assert drop(X, y, POINT, eta) > 0

    def test_near_miss_is_refused(self):
        lemma, gain = published("descent-lemma"), eta * (1 - eta * high / n) * steep
        refused(rewrite, lemma, Nonnegative(J(w) - J(step())))  # without the gain
        rewrite(lemma, Nonnegative(J(w) - J(step()) - gain))
        refused(rewrite, assume(Positive(gain)), self.conclusion)

    def test_near_miss_is_false(self):
        X, y, w, w_hat = TURNED, TWO, Matrix([-1, 4]), Matrix([-2, 3])
        assert slope_at(X, y, w_hat) == 0 * w_hat
        assert drop(X, y, w_hat, Rational(1, 9)) == 0  # where the gradient is 0
        assert drop(X, y, w, Rational(2, 9)) == 0  # η = n/M
        assert drop(X, y, w, Rational(1, 4)) < 0  # too long
        assert drop(X, y, w, Rational(-1, 9)) < 0  # the wrong way
        assert Rational(1, 4) * 7 < 2  # short for 7, which is no bound
        assert not between(X, Rational(1), Rational(7))
