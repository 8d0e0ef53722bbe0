"""A Gauss–Newton step solves the linearised problem; and what is left out of the curvature."""

from __future__ import annotations

import pytest
from sympy import Matrix, Rational, Symbol

from derivations.kernel.statements import Equals, Invertible, Minimises, Nonnegative
from derivations.kernel.terms import Derivative, Inverse, Letter, SquaredNorm, Zero
from derivations.kernel.theorem import assume, introduce
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import constant, multiply, square

from . import matrices as m
from .letters import X, d, estimate, gram, h, n, t, w, y
from .matrices import DESIGNS, FULL_RANK, NULL, RANK_ONE, Y, equal, letter, norm2, solves
from .restatement import Restatement, refused

A, mu = Letter("A", n, d), Letter("mu", n)
a, c = Letter("a", n), Letter("c", n)
step = Equals(A.T @ A @ h, A.T @ (y - mu))

MU = Matrix([2, -1, 0])
WAY, BEND = Matrix([1, 2, 0]), Matrix([0, 1, -1])


def linearised(at):
    """‖μ + Aw − y‖²/n."""
    return SquaredNorm(mu + A @ at - y) / n


def steps(A):
    """Steps h with AᵀAh = Aᵀ(y − μ)."""
    if A.rank() == 2:
        return [m.fit(A, Y - MU)]
    first = Matrix([(A[:, 0].T * (Y - MU))[0] / norm2(A[:, 0])[0], 0])
    return [first, first + NULL]


SOLVED = [(A, h) for A in DESIGNS for h in steps(A)]
solved = pytest.mark.parametrize(("A", "h"), SOLVED)


class TestMinimises(Restatement):
    id = "gauss-newton-step-minimises-the-linearised-squared-error"
    hypotheses = (step,)
    conclusion = Minimises(h, linearised(w), w)

    @pytest.mark.parametrize("A", DESIGNS)
    def test_in_sympy(self, A):
        """What another step adds is a square, but for the normal equation."""
        mu, y, w, h = letter("mu", 3), letter("y", 3), letter("w", 2), letter("h", 2)
        gap = norm2(mu + A * w - y) - norm2(mu + A * h - y) - norm2(A * (w - h))
        assert equal(gap, 2 * (A.T * A * h - A.T * (y - mu)).T * (w - h))

    @solved
    def test_instance(self, A, h):
        assert solves(A, Y - MU, h)
        assert m.minimises(A, Y - MU, h)

    def test_near_miss_is_refused(self):
        gap = Nonnegative(linearised(w) - linearised(h))
        over_n = multiply(constant(1 / n), square(A @ (w - h)))
        above = rewrite(over_n, gap, assume(step))
        introduce(self.conclusion, w, above)
        refused(rewrite, over_n, gap)  # any step
        other = assume(Equals(A.T @ A @ h, A.T @ (mu - y)))
        refused(rewrite, over_n, gap, other)  # the wrong way
        refused(introduce, Minimises(w, linearised(w), w), w, above)

    def test_near_miss_is_false(self):
        assert not m.minimises(FULL_RANK, Y - MU, Matrix([0, 0]))
        assert not m.minimises(FULL_RANK, Y - MU, -m.fit(FULL_RANK, Y - MU))


class TestGoesDown(Restatement):
    id = "gauss-newton-step-goes-down"
    hypotheses = (step,)
    conclusion = Equals((2 * (A.T @ (mu - y))).T @ h, -2 * SquaredNorm(A @ h))

    @pytest.mark.parametrize("A", DESIGNS)
    def test_in_sympy(self, A):
        mu, y, h = letter("mu", 3), letter("y", 3), letter("h", 2)
        left = 2 * (A.T * (mu - y)).T * h + 2 * norm2(A * h)
        assert equal(left, 2 * (A.T * A * h - A.T * (y - mu)).T * h)

    @solved
    def test_instance(self, A, h):
        assert solves(A, Y - MU, h)
        assert 2 * (A.T * (MU - Y)).T * h == -2 * norm2(A * h)

    def test_near_miss_is_refused(self):
        given = assume(step)
        algebra(self.conclusion, given)
        left = self.conclusion.left
        refused(algebra, Equals(left, 2 * SquaredNorm(A @ h)), given)
        refused(algebra, Equals(left, -SquaredNorm(A @ h)), given)
        refused(algebra, Equals(left, -2 * SquaredNorm(h)), given)

    def test_near_miss_is_false(self):
        h = m.fit(FULL_RANK, Y - MU)
        first = 2 * (FULL_RANK.T * (MU - Y)).T * h
        assert first != 2 * norm2(FULL_RANK * h)
        assert first != -norm2(FULL_RANK * h)
        assert first != -2 * norm2(h)
        assert -2 * norm2(FULL_RANK * NULL) != 2 * (FULL_RANK.T * (MU - Y)).T * NULL  # any step


class TestArrives(Restatement):
    id = "gauss-newton-arrives-in-one-step-if-linear"
    hypotheses = (Invertible(gram),)
    conclusion = Equals(w + Inverse(gram) @ X.T @ (y - X @ w), estimate)

    def test_in_sympy(self):
        X, y, w = FULL_RANK, letter("y", 3), letter("w", 2)
        assert equal(w + (X.T * X).inv() * X.T * (y - X * w), m.fit(X, y))

    def test_instance(self):
        X = FULL_RANK
        assert (X.T * X).det() != 0
        assert equal(NULL + (X.T * X).inv() * X.T * (Y - X * NULL), m.fit(X, Y))

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        residual = Inverse(gram) @ X.T @ (y - X @ w)
        refused(algebra, Equals(w + residual / 2, estimate))  # half a step
        refused(algebra, Equals(w - residual, estimate))
        refused(algebra, Equals(residual, estimate))

    def test_near_miss_is_false(self):
        X, best = FULL_RANK, m.fit(FULL_RANK, Y)
        step = (X.T * X).inv() * X.T * (Y - X * NULL)
        assert NULL + step == best
        assert NULL + step / 2 != best
        assert NULL - step != best
        assert step != best
        assert (RANK_ONE.T * RANK_ONE).det() == 0  # where there is no such step


path = SquaredNorm(mu + t * a + t**2 * c - y)


def bent(function):
    """The second derivative in t, at 0."""
    return Derivative(Derivative(function, t, t).T, t, Zero())


class TestBend(Restatement):
    id = "second-derivative-along-a-path-of-predictions"
    conclusion = Equals(bent(path), 2 * SquaredNorm(a) + 4 * (mu - y).T @ c)

    @staticmethod
    def second(mu, a, c, y):
        """The second derivative, by SymPy."""
        t = Symbol("t")
        return norm2(mu + t * a + t**2 * c - y).diff(t, 2).subs(t, 0)

    def test_in_sympy(self):
        mu, a, c, y = (letter(name, 3) for name in ("mu", "a", "c", "y"))
        assert equal(self.second(mu, a, c, y), 2 * norm2(a) + 4 * (mu - y).T * c)

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        refused(algebra, Equals(bent(path), 2 * SquaredNorm(a)))  # what Gauss and Newton keep
        refused(algebra, Equals(bent(path), 2 * SquaredNorm(a) + 2 * (mu - y).T @ c))
        refused(algebra, Equals(bent(path), 2 * SquaredNorm(a) - 4 * (mu - y).T @ c))

    def test_near_miss_is_false(self):
        found, kept = self.second(MU, WAY, BEND, Y), 2 * norm2(WAY)
        rest = 4 * (MU - Y).T * BEND
        assert found == kept + rest
        assert found not in (kept, kept + rest / 2, kept - rest)
        saddle = self.second(Matrix([0]), Matrix([0]), Matrix([1]), Matrix([1]))
        assert saddle == Matrix([Rational(-4)])  # (ab − 1)² at 0, along (1, 1)
