"""The best step along the gradient, and Newton's method."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sympy import Matrix, Rational, diff, symbols

from derivations.kernel.statements import Equals, Invertible, Positive, UniquelyMinimises
from derivations.kernel.terms import Inverse, SquaredNorm, Zero
from derivations.kernel.theorem import assume, introduce
from derivations.proving.certificates import algebra, rewrite

from . import matrices as m
from .descent_letters import TURNED, TWO, slope, slope_at, step, step_from
from .letters import J, X, d, estimate, gram, hessian, n, t, w, y
from .matrices import DESIGNS, FITTED, FULL_RANK, NULL, RANK_ONE, Y, equal, letter, norm2
from .restatement import Restatement, published, refused

steep, bend = SquaredNorm(slope()), SquaredNorm(X @ slope())
sloping = Invertible(steep)
best = n / 2 * steep / bend
POINT = Matrix([3, -5])
FLAT = Matrix([Rational(2, 5), 0])  # where the gradient of RANK_ONE and Y is 0


def lengths(X, y, w):
    """‖∇J(w)‖² and ‖X∇J(w)‖²."""
    g = slope_at(X, y, w)
    return norm2(g)[0], norm2(X * g)[0]


def best_from(X, y, w):
    """(n/2)‖∇J(w)‖²/‖X∇J(w)‖²."""
    steep, bend = lengths(X, y, w)
    return Rational(X.rows, 2) * steep / bend


class TestGradientBends(Restatement):
    id = "gradient-is-no-null-direction"
    hypotheses = (sloping,)
    conclusion = Positive(bend)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        """With r = Xw − y, (X∇J(w))ᵀr is (n/2)‖∇J(w)‖², so that X∇J(w) = 0 makes ∇J(w) = 0."""
        y, w = letter("y", 3), letter("w", 2)
        g, r = slope_at(X, y, w), X * w - y
        assert equal((X * g).T * r, Rational(3, 2) * norm2(g))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_instance(self, X):
        steep, bend = lengths(X, Y, POINT)
        assert steep != 0
        assert bend > 0

    def test_near_miss_is_refused(self):
        product = Invertible((X @ slope()).T @ (X @ w - y))
        rewrite(assume(Invertible(n / 2 * steep)), product)
        refused(rewrite, assume(Invertible(n * steep)), product)
        zero = assume(Equals(steep, Zero()))
        refused(algebra, Equals(w, Zero(d)), zero)

    def test_near_miss_is_false(self):
        assert lengths(RANK_ONE, Y, FLAT) == (0, 0)  # where the gradient is 0
        assert norm2(RANK_ONE * NULL)[0] == 0  # another direction than the gradient
        assert norm2(NULL)[0] != 0


class TestExactLineSearch(Restatement):
    id = "exact-line-search"
    hypotheses = (sloping,)
    conclusion = UniquelyMinimises(best, J(step(w, t)), t)

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        """J along the gradient is a polynomial of degree 2, whose vertex it is."""
        t, y, w = symbols("t"), Y, Matrix([*symbols("p q", real=True)])
        steep, bend = lengths(X, y, w)
        along = m.J(X, y, step_from(X, y, w, t))[0].expand()
        vertex = diff(along, t).subs(t, best_from(X, y, w))
        assert m.cancel(vertex) == 0
        assert m.cancel(diff(along, t, 2) - Rational(2, 3) * bend) == 0
        assert m.cancel(steep) != 0

    @pytest.mark.parametrize("X", DESIGNS)
    def test_instance(self, X):
        assert lengths(X, Y, POINT)[0] != 0
        best = best_from(X, Y, POINT)
        lowest = m.J(X, Y, step_from(X, Y, POINT, best))[0]
        others = [best + Rational(k, 7) for k in (-5, -1, 1, 5)]
        assert all(m.J(X, Y, step_from(X, Y, POINT, t))[0] > lowest for t in others)

    def test_near_miss_is_refused(self):
        excess = J(step(w, t)) - J(step(w, best))
        algebra(Equals(excess, (t - best) ** 2 * bend / n))
        twice = n * steep / bend  # from twice as far, J is as before
        refused(algebra, Equals(J(step(w, t)) - J(step(w, twice)), (t - twice) ** 2 * bend / n))
        found = published(self.id)
        claim = UniquelyMinimises(twice, J(step(w, t)), t)
        refused(introduce, claim, t, found, found)

    def test_near_miss_is_false(self):
        best = best_from(TURNED, TWO, POINT)
        lowest = m.J(TURNED, TWO, step_from(TURNED, TWO, POINT, best))
        twice = m.J(TURNED, TWO, step_from(TURNED, TWO, POINT, 2 * best))
        assert twice == m.J(TURNED, TWO, POINT)
        assert (twice - lowest)[0] > 0
        flat = [m.J(RANK_ONE, Y, step_from(RANK_ONE, Y, FLAT, t)) for t in (0, 1)]
        assert flat[0] == flat[1]  # where the gradient is 0, no length is better than another


class TestDecrease(Restatement):
    id = "decrease-of-an-exact-line-search"
    hypotheses = (sloping,)
    conclusion = Equals(J(w) - J(step(w, best)), Fraction(1, 4) * n * steep**2 / bend)
    algebraic = False  # that ‖X∇J(w)‖² is not 0 comes first

    @pytest.mark.parametrize("X", DESIGNS)
    def test_in_sympy(self, X):
        y, w = Y, Matrix([*symbols("p q", real=True)])
        steep, bend = lengths(X, y, w)
        fall = m.J(X, y, w) - m.J(X, y, step_from(X, y, w, best_from(X, y, w)))
        assert equal(fall, Matrix([Rational(3, 4) * steep**2 / bend]))

    @pytest.mark.parametrize("X", DESIGNS)
    def test_instance(self, X):
        steep, bend = lengths(X, Y, POINT)
        assert steep != 0
        fall = m.J(X, Y, POINT) - m.J(X, Y, step_from(X, Y, POINT, best_from(X, Y, POINT)))
        assert fall[0] == Rational(3, 4) * steep**2 / bend

    def test_near_miss_is_refused(self):
        fall = J(w) - J(step(w, best))
        algebra(self.conclusion)
        refused(algebra, Equals(fall, n / 2 * steep**2 / bend))
        refused(algebra, Equals(fall, Fraction(1, 4) * n * steep / bend))

    def test_near_miss_is_false(self):
        X, y = TURNED, TWO
        steep, bend = lengths(X, y, POINT)
        fall = (m.J(X, y, POINT) - m.J(X, y, step_from(X, y, POINT, best_from(X, y, POINT))))[0]
        assert fall != Rational(2, 2) * steep**2 / bend
        assert fall != Rational(2, 4) * steep / bend


class TestNewton(Restatement):
    id = "newton-arrives-in-one-step"
    hypotheses = (Invertible(gram),)
    conclusion = Equals(w - Inverse(hessian(J(w))) @ slope(), estimate)
    algebraic = False  # that the Hessian has an inverse comes first

    @pytest.mark.parametrize("X", [TURNED, FULL_RANK])
    def test_in_sympy(self, X):
        y, w = letter("y", X.rows), letter("w", 2)
        bowl = m.hessian(m.J(X, y, w), w)
        assert equal(w - bowl.inv() * m.gradient(m.J(X, y, w), w), m.fit(X, y))

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        bowl = Rational(2, 3) * X.T * X
        assert POINT - bowl.inv() * slope_at(X, Y, POINT) == FITTED

    def test_near_miss_is_refused(self):
        newton = Inverse(hessian(J(w))) @ slope()
        algebra(self.conclusion)
        refused(algebra, Equals(w + newton, estimate))
        refused(algebra, Equals(w - newton / 2, estimate))
        refused(algebra, Equals(w - Inverse(gram) @ slope(), estimate))

    def test_near_miss_is_false(self):
        X = FULL_RANK
        newton = (Rational(2, 3) * X.T * X).inv() * slope_at(X, Y, POINT)
        assert POINT + newton != FITTED
        assert POINT - newton / 2 != FITTED
        assert POINT - (X.T * X).inv() * slope_at(X, Y, POINT) != FITTED
        assert (RANK_ONE.T * RANK_ONE).det() == 0  # and no step is defined
