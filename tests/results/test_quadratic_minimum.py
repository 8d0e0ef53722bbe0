"""f(w) = wᵀAw + wᵀb + c is least where its gradient is 0, if its Hessian is positive definite."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sympy import Matrix, Rational

from derivations.kernel.statements import (
    Equals,
    Minimises,
    Nonnegative,
    PositiveDefinite,
    PositiveSemidefinite,
    UniquelyMinimises,
)
from derivations.kernel.terms import Derivative, Letter, Term, Zero, as_term
from derivations.kernel.theorem import assume, cut, introduce, unfold
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import constant, multiply

from . import matrices as m
from .letters import A, b, d, u, w
from .letters import gradient as slope_of
from .matrices import equal, letter, positive_definite, positive_semidefinite
from .restatement import Restatement, published, refused

c = Letter("c")
half = as_term(Fraction(1, 2))


def f(at: Term) -> Term:
    """wᵀAw + wᵀb + c."""
    return at.T @ A @ at + at.T @ b + c


away = w - u
slope = slope_of(f(w), u)
curvature = Derivative(slope_of(f(w)), w, u)
bend = away.T @ curvature @ away
critical = Equals(slope, Zero(d))


def quadratic(A, b, c, w):
    """The function in SymPy, a 1×1 matrix."""
    return w.T * A * w + w.T * b + Matrix([c])


CONVEX = (Matrix([[2, 1], [0, 1]]), Matrix([-5, -4]), 3)  # not symmetric
VALLEY = (Matrix([[1, 2], [0, 1]]), Matrix([-2, -2]), 0)
SADDLE = (Matrix([[1, 0], [0, -1]]), Matrix([0, 0]), 1)
LEAST = Matrix([Rational(6, 7), Rational(11, 7)])
POINT = Matrix([1, 0])
ORIGIN = Matrix([0, 0])


def slope_at(parts, point):
    w = letter("w", 2)
    return m.at(m.gradient(quadratic(*parts, w), w), w, point)


def curvature_of(parts):
    w = letter("w", 2)
    return m.hessian(quadratic(*parts, w), w)


def gained(parts, point, other):
    """f at another point, less f at the point."""
    return (quadratic(*parts, other) - quadratic(*parts, point))[0]


class TestAroundAPoint(Restatement):
    id = "quadratic-function-around-a-point"
    conclusion = Equals(f(w) - f(u), slope.T @ away + half * bend)

    def test_in_sympy(self):
        A, b, c = letter("A", 2, 2), letter("b", 2), letter("c", 1)[0]
        w, u = letter("w", 2), letter("u", 2)
        g = m.at(m.gradient(quadratic(A, b, c, w), w), w, u)
        H = m.hessian(quadratic(A, b, c, w), w)
        right = g.T * (w - u) + (w - u).T * H * (w - u) / 2
        assert equal(quadratic(A, b, c, w) - quadratic(A, b, c, u), right)

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        left = f(w) - f(u)
        refused(algebra, Equals(left, slope.T @ away + bend))  # the ½ lost
        refused(algebra, Equals(left, half * bend))  # the gradient lost
        refused(algebra, Equals(left, slope_of(f(w)).T @ away + half * bend))  # the gradient at w

    def test_near_miss_is_false(self):
        step = POINT - ORIGIN
        change, g, H = gained(CONVEX, ORIGIN, POINT), slope_at(CONVEX, ORIGIN), curvature_of(CONVEX)
        first, second = (g.T * step)[0], (step.T * H * step)[0]
        assert change == first + second / 2
        assert change != first + second
        assert change != second / 2
        assert change != (slope_at(CONVEX, POINT).T * step)[0] + second / 2


class TestMinimum(Restatement):
    id = "minimum-of-a-quadratic-function"
    hypotheses = (PositiveSemidefinite(curvature), critical)
    conclusion = Minimises(u, f(w), w)

    @pytest.mark.parametrize(("parts", "point"), [(CONVEX, LEAST), (VALLEY, POINT)])
    def test_in_sympy(self, parts, point):
        w = letter("w", 2)
        form = (w - point).T * curvature_of(parts) * (w - point) / 2
        assert equal(quadratic(*parts, w) - quadratic(*parts, point), form)

    @pytest.mark.parametrize(("parts", "point"), [(CONVEX, LEAST), (VALLEY, POINT)])
    def test_instance(self, parts, point):
        assert positive_semidefinite(curvature_of(parts))
        assert slope_at(parts, point) == ORIGIN
        others = [Matrix([j, k]) for j in range(-3, 4) for k in range(-3, 4)]
        assert min(gained(parts, point, other) for other in others) >= 0

    def test_near_miss_is_refused(self):  # the gradient; the half; the claim
        form = unfold(assume(PositiveSemidefinite(curvature)), 1, away)
        gap = assume(Equals(f(w) - f(u), half * bend))
        above = rewrite(multiply(constant(half), form), Nonnegative(f(w) - f(u)), gap)
        refused(rewrite, multiply(constant(half), form), Nonnegative(f(w) - f(u)))
        refused(rewrite, form, Nonnegative(f(w) - f(u)), gap)
        refused(introduce, UniquelyMinimises(u, f(w), w), w, above, above)
        refused(unfold, assume(PositiveSemidefinite(curvature)), 2, away)

    def test_near_miss_is_false(self):
        assert not positive_semidefinite(curvature_of(SADDLE))
        assert slope_at(SADDLE, ORIGIN) == ORIGIN
        assert gained(SADDLE, ORIGIN, Matrix([0, 1])) < 0
        assert slope_at(CONVEX, POINT) != ORIGIN
        assert gained(CONVEX, POINT, LEAST) < 0


class TestUniqueMinimum(Restatement):
    id = "unique-minimum-of-a-quadratic-function"
    hypotheses = (PositiveDefinite(curvature), critical)
    conclusion = UniquelyMinimises(u, f(w), w)

    def test_in_sympy(self):
        w = letter("w", 2)
        H = curvature_of(CONVEX)
        assert m.solution(slope_at(CONVEX, w), w) == LEAST
        form = (w - LEAST).T * H * (w - LEAST) / 2
        assert equal(quadratic(*CONVEX, w) - quadratic(*CONVEX, LEAST), form)
        assert positive_definite(H)

    def test_instance(self):
        assert positive_definite(curvature_of(CONVEX))
        assert slope_at(CONVEX, LEAST) == ORIGIN
        others = [Matrix([j, k]) for j in range(-3, 4) for k in range(-3, 4)]
        assert min(gained(CONVEX, LEAST, other) for other in others) > 0

    def test_near_miss_is_refused(self):  # positive semidefinite is not enough
        semidefinite = assume(PositiveSemidefinite(curvature))
        flat = assume(Equals(bend, Zero()))
        cut(unfold(assume(PositiveDefinite(curvature)), 1, away), flat)
        refused(cut, unfold(semidefinite, 1, away), flat)
        minimum = published("minimum-of-a-quadratic-function")
        refused(introduce, self.conclusion, w, minimum, unfold(semidefinite, 1, away))
        refused(algebra, Equals(w, u), flat)

    def test_near_miss_is_false(self):
        assert positive_semidefinite(curvature_of(VALLEY))
        assert not positive_definite(curvature_of(VALLEY))
        assert slope_at(VALLEY, POINT) == ORIGIN
        assert gained(VALLEY, POINT, Matrix([0, 1])) == 0
