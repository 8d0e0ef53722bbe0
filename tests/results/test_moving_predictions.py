"""The squared error of predictions that move, with all that it leaves over."""

from __future__ import annotations

from sympy import Matrix

from derivations.kernel.statements import Equals
from derivations.kernel.terms import Letter, SquaredNorm
from derivations.proving.certificates import algebra

from .letters import d, h, n, y
from .matrices import FULL_RANK, NULL, Y, equal, letter, norm2
from .restatement import Restatement, refused

A, mu, r = Letter("A", n, d), Letter("mu", n), Letter("r", n)
moved = SquaredNorm(mu + A @ h + r - y)
first = (2 * (A.T @ (mu - y))).T @ h
rest = 2 * (mu - y).T @ r + SquaredNorm(A @ h + r)


class TestMoved(Restatement):
    id = "squared-error-of-predictions-that-move"
    conclusion = Equals(
        moved,
        SquaredNorm(mu - y) + first + 2 * (mu - y).T @ r + SquaredNorm(A @ h + r),
    )

    def test_in_sympy(self):
        A, h = letter("A", 3, 2), letter("h", 2)
        mu, r, y = letter("mu", 3), letter("r", 3), letter("y", 3)
        first = (2 * A.T * (mu - y)).T * h
        rest = 2 * (mu - y).T * r + norm2(A * h + r)
        assert equal(norm2(mu + A * h + r - y), norm2(mu - y) + first + rest)

    def test_near_miss_is_refused(self):
        algebra(self.conclusion)
        error = SquaredNorm(mu - y)
        refused(algebra, Equals(moved, error + first))  # without the rest
        refused(algebra, Equals(moved, error + first / 2 + rest))  # the 2 lost
        refused(algebra, Equals(moved, error - first + rest))  # the sign
        refused(algebra, Equals(moved, error + first + SquaredNorm(A @ h + r)))

    def test_near_miss_is_false(self):
        mu, r = Matrix([1, 0, 2]), Matrix([0, 1, -1])
        error, there = norm2(mu - Y), norm2(mu + FULL_RANK * NULL + r - Y)
        first = (2 * FULL_RANK.T * (mu - Y)).T * NULL
        rest = 2 * (mu - Y).T * r + norm2(FULL_RANK * NULL + r)
        assert there == error + first + rest
        assert there != error + first
        assert there != error + first / 2 + rest
        assert there != error - first + rest
        assert there != error + first + norm2(FULL_RANK * NULL + r)
