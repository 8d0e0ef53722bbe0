"""All minimisers of J are Py + (I − PX)z, and Py is the shortest, whatever the rank of X."""

from __future__ import annotations

import pytest
from sympy import Matrix, eye, solve, zeros

from derivations.kernel.statements import Equals, Invertible, Minimises, Nonnegative
from derivations.kernel.terms import Dimension, Inverse, Letter, SquaredNorm, Zero
from derivations.kernel.theorem import assume, cut, instantiate
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.sequents import square, transitive

from .letters import J, X, d, gram, n, u, w, w_hat, y
from .matrices import (
    FITTED,
    FULL_RANK,
    NULL,
    RANK_ONE,
    Y,
    equal,
    full_column_rank,
    letter,
    minimises,
    norm2,
    solves,
)
from .rank_letters import (
    ALL,
    INVERSE,
    LEAST,
    NORM,
    PENROSE,
    REFLEXIVE,
    WIDE,
    P,
    first_and_third,
    free,
    holding,
    keeps_P,
    keeps_X,
    minimisers,
    rest,
    shortest,
    symmetric_PX,
    symmetric_XP,
)
from .restatement import Restatement, published, refused

z = Letter("z", d)
least = (symmetric_XP, keeps_X)
minimiser = Minimises(u, J(w), w)
away = u - shortest
SHORT = INVERSE * Y
LONG = SHORT + NULL

whatever_the_design = pytest.mark.parametrize("X", ALL)


def values(X):
    """Some y of the right size."""
    return Y[: X.rows, :]


class TestSolves(Restatement):
    id = "py-solves-the-normal-equation"
    hypotheses = least
    conclusion = Equals(gram @ shortest, X.T @ y)
    algebraic = False  # in steps, each by one equation

    @whatever_the_design
    def test_in_sympy(self, X):
        y = letter("y", X.rows)
        assert solves(X, y, first_and_third(X, free(X)) * y)

    def test_instance(self):
        for each in (INVERSE, LEAST):
            assert holding(RANK_ONE, each)[::2] == (True, True)
            assert solves(RANK_ONE, Y, each * Y)
        assert LEAST * Y != INVERSE * Y

    def test_near_miss_is_refused(self):
        turned = (X @ P @ X).T @ y
        transposed, kept = Equals(gram @ shortest, turned), Equals(turned, X.T @ y)
        steps = algebra(transposed, assume(symmetric_XP)), algebra(kept, assume(keeps_X))
        assert transitive(*steps).conclusion == self.conclusion
        refused(algebra, transposed, assume(keeps_X), assume(keeps_P), assume(symmetric_PX))
        refused(algebra, kept, assume(keeps_P), assume(symmetric_XP))
        refused(algebra, Equals(X @ shortest, y), *map(assume, least))

    def test_near_miss_is_false(self):
        assert holding(RANK_ONE, NORM) == (True, False, False, True)
        assert not solves(RANK_ONE, Y, NORM * Y)
        assert holding(RANK_ONE, REFLEXIVE)[:2] == (True, True)
        assert not solves(RANK_ONE, Y, REFLEXIVE * Y)
        assert RANK_ONE * SHORT != Y


class TestIsMinimiser(Restatement):
    id = "py-is-a-minimiser"
    hypotheses = least
    conclusion = Minimises(shortest, J(w), w)

    @whatever_the_design
    def test_in_sympy(self, X):
        y = letter("y", X.rows)
        assert minimises(X, y, first_and_third(X, free(X)) * y)

    def test_instance(self):
        assert holding(RANK_ONE, LEAST)[::2] == (True, True)
        assert minimises(RANK_ONE, Y, LEAST * Y)

    def test_near_miss_is_refused(self):
        at_py = instantiate(
            published("normal-equation-gives-the-global-minimum"), (w_hat, shortest)
        )
        cut(at_py, published("py-solves-the-normal-equation"))
        refused(cut, at_py, assume(Equals(X @ shortest, y)))
        refused(algebra, Equals(J(shortest), Zero()), *map(assume, PENROSE))

    def test_near_miss_is_false(self):
        for each in (NORM, REFLEXIVE, 2 * INVERSE, zeros(2, 3)):
            assert not minimises(RANK_ONE, Y, each * Y)


class TestAll(Restatement):
    id = "py-plus-what-px-leaves-is-a-minimiser"
    hypotheses = (keeps_X, symmetric_XP)
    conclusion = Minimises(shortest + rest @ z, J(w), w)

    @whatever_the_design
    def test_in_sympy(self, X):
        y, z = letter("y", X.rows), letter("z", X.cols)
        P = first_and_third(X, free(X))
        assert minimises(X, y, P * y + (eye(X.cols) - P * X) * z)

    def test_instance(self):
        X, P, z = RANK_ONE, LEAST, Matrix([3, -5])
        point = P * Y + (eye(2) - P * X) * z
        assert holding(X, P)[::2] == (True, True)
        assert point != P * Y
        assert minimises(X, Y, point)

    def test_near_miss_is_refused(self):
        claim = Equals(X @ (shortest + z - shortest), Zero(n))
        refused(algebra, claim, *map(assume, PENROSE))  # z itself, and not what PX leaves of it
        refused(algebra, Equals(X @ rest @ z, Zero(n)), assume(keeps_P), assume(symmetric_XP))

    def test_near_miss_is_false(self):
        z = Matrix([3, -5])
        assert not minimises(RANK_ONE, Y, SHORT + z)
        P = 2 * INVERSE
        assert holding(RANK_ONE, P)[2]
        assert not minimises(RANK_ONE, Y, P * Y + (eye(2) - P * RANK_ONE) * z)


class TestEvery(Restatement):
    id = "every-minimiser-is-py-plus-what-px-leaves"
    hypotheses = (minimiser, *least)
    conclusion = Equals(u, shortest + rest @ away)

    @whatever_the_design
    def test_in_sympy(self, X):
        y = letter("y", X.rows)
        P, u = first_and_third(X, free(X)), minimisers(X, y)
        assert equal(u, P * y + (eye(X.cols) - P * X) * (u - P * y))

    def test_instance(self):
        X, P = RANK_ONE, LEAST
        assert holding(X, P)[::2] == (True, True)
        assert minimises(X, Y, LONG)
        assert P * Y + (eye(2) - P * X) * (LONG - P * Y) == LONG

    def test_near_miss_is_refused(self):
        refused(algebra, self.conclusion, *map(assume, PENROSE))  # u is anything
        refused(algebra, Equals(u, shortest), published(self.id), *map(assume, PENROSE))
        refused(algebra, Equals(u, shortest + rest @ z), published(self.id))

    def test_near_miss_is_false(self):
        X, P, u = RANK_ONE, INVERSE, Matrix([3, -5])
        assert not minimises(X, Y, u)
        assert u != P * Y + (eye(2) - P * X) * (u - P * Y)
        assert LONG != SHORT
        assert REFLEXIVE * Y + (eye(2) - REFLEXIVE * X) * (LONG - REFLEXIVE * Y) != LONG


class TestLength(Restatement):
    id = "squared-length-of-a-minimiser"
    hypotheses = (keeps_P, symmetric_PX, minimiser, symmetric_XP, keeps_X)
    conclusion = Equals(SquaredNorm(u), SquaredNorm(shortest) + SquaredNorm(away))

    @whatever_the_design
    def test_in_sympy(self, X):
        y = letter("y", X.rows)
        short, u = X.pinv() * y, minimisers(X, y)
        assert equal(norm2(u), norm2(short) + norm2(u - short))

    def test_instance(self):
        assert all(holding(RANK_ONE, INVERSE))
        assert minimises(RANK_ONE, Y, LONG)
        assert norm2(LONG) == norm2(SHORT) + norm2(LONG - SHORT) != norm2(SHORT)

    def test_near_miss_is_refused(self):
        known = published("every-minimiser-is-py-plus-what-px-leaves")
        refused(algebra, self.conclusion, *map(assume, PENROSE))  # u is anything
        refused(algebra, self.conclusion, known, assume(keeps_P))
        refused(algebra, self.conclusion, known, assume(symmetric_PX))

    def test_near_miss_is_false(self):
        point = LEAST * Y  # a minimiser, and not the shortest
        assert minimises(RANK_ONE, Y, point)
        assert norm2(LONG) != norm2(point) + norm2(LONG - point)
        u = Matrix([3, -5])
        assert norm2(u) != norm2(SHORT) + norm2(u - SHORT)


class TestShortest(Restatement):
    id = "py-is-the-shortest-minimiser"
    hypotheses = (keeps_P, symmetric_PX, minimiser, symmetric_XP, keeps_X)
    conclusion = Nonnegative(SquaredNorm(u) - SquaredNorm(shortest))

    @whatever_the_design
    def test_in_sympy(self, X):
        y = letter("y", X.rows)
        short, u = X.pinv() * y, minimisers(X, y)
        assert equal(norm2(u) - norm2(short), norm2(u - short))

    def test_instance(self):
        assert all(holding(RANK_ONE, INVERSE))
        assert minimises(RANK_ONE, Y, LONG)
        assert (norm2(LONG) - norm2(SHORT))[0] > 0

    def test_near_miss_is_refused(self):
        refused(rewrite, square(away), self.conclusion)
        refused(rewrite, square(away), self.conclusion, *map(assume, PENROSE))  # u is anything
        rewrite(square(away), self.conclusion, published("squared-length-of-a-minimiser"))
        other_way = Nonnegative(SquaredNorm(shortest) - SquaredNorm(u))
        refused(rewrite, published(self.id), other_way)

    def test_near_miss_is_false(self):
        assert (norm2(zeros(2, 1)) - norm2(SHORT))[0] < 0  # no minimiser
        assert minimises(RANK_ONE, Y, LEAST * Y)
        assert (norm2(SHORT) - norm2(LEAST * Y))[0] < 0
        assert (norm2(SHORT) - norm2(LONG))[0] < 0


class TestOnlyShortest(Restatement):
    id = "only-py-is-a-shortest-minimiser"
    hypotheses = (
        Nonnegative(SquaredNorm(shortest) - SquaredNorm(u)),
        keeps_P,
        symmetric_PX,
        minimiser,
        symmetric_XP,
        keeps_X,
    )
    conclusion = Equals(u, shortest)

    @whatever_the_design
    def test_in_sympy(self, X):
        """A sum of squares is at most 0 just where each is 0."""
        y = letter("y", X.rows)
        short, u = X.pinv() * y, minimisers(X, y)
        assert equal(norm2(short) - norm2(u), -norm2(u - short))

    def test_instance(self):
        family = minimisers(RANK_ONE, Y)
        (free,) = family.free_symbols
        (at,) = solve(norm2(family)[0].diff(free), free)
        assert all(holding(RANK_ONE, INVERSE))
        assert norm2(family.subs(free, at)) == norm2(SHORT)
        assert family.subs(free, at) == SHORT

    def test_near_miss_is_refused(self):
        longer = published("py-is-the-shortest-minimiser")
        assert longer.conclusion != self.hypotheses[0]
        refused(algebra, self.conclusion, published("every-minimiser-is-py-plus-what-px-leaves"))
        refused(
            algebra,
            self.conclusion,
            assume(Equals(SquaredNorm(u), SquaredNorm(shortest))),
            *map(assume, PENROSE),
        )  # as long, and no minimiser

    def test_near_miss_is_false(self):
        turned = Matrix([-SHORT[1], SHORT[0]])
        assert norm2(turned) == norm2(SHORT)
        assert turned != SHORT
        assert not minimises(RANK_ONE, Y, turned)
        assert minimises(RANK_ONE, Y, LONG)
        assert LONG != SHORT


class TestByFactors(Restatement):
    id = "a-minimiser-by-factors-of-full-rank"
    q = Dimension("q")
    B, C = Letter("B", n, q), Letter("C", q, d)
    hypotheses = (Invertible(C @ C.T), Invertible(B.T @ B))
    point = C.T @ Inverse(C @ C.T) @ Inverse(B.T @ B) @ B.T @ y
    conclusion = Minimises(point, SquaredNorm(B @ C @ w - y) / n, w)

    @staticmethod
    def by(B, C, y):
        return C.T * (C * C.T).inv() * (B.T * B).inv() * B.T * y

    def test_in_sympy(self):
        y = letter("y", 3)
        B, C = FULL_RANK, WIDE
        assert minimises(B * C, y, self.by(B, C, y))
        B, C = letter("b", 2, 1), letter("c", 1, 2)
        y = letter("y", 2)
        assert solves(B * C, y, self.by(B, C, y))

    def test_instance(self):
        B, C = Matrix([1, 2, 0]), Matrix([[1, 2]])
        assert B * C == RANK_ONE
        assert (C * C.T).det() != 0
        assert (B.T * B).det() != 0
        assert minimises(RANK_ONE, Y, self.by(B, C, Y))
        assert self.by(B, C, Y) == SHORT

    def test_near_miss_is_refused(self):
        product = self.B @ self.C
        algebra(Equals(product.T @ product @ self.point, product.T @ y))
        refused(algebra, Equals(product @ self.point, y))
        half = self.C.T @ Inverse(self.B.T @ self.B) @ self.B.T @ y
        refused(algebra, Equals(product.T @ product @ half, product.T @ y))
        refused(algebra, Equals(gram @ self.point, X.T @ y))  # of another design matrix

    def test_near_miss_is_false(self):
        B, C = Matrix([1, 2, 0]), Matrix([[1, 2]])
        assert not minimises(FULL_RANK, Y, self.by(B, C, Y))  # which is not BC
        assert not minimises(RANK_ONE, Y, C.T * (B.T * B).inv() * B.T * Y)
        assert full_column_rank(FULL_RANK)
        assert self.by(FULL_RANK, eye(2), Y) == FITTED
