"""Penrose's equations, written down once more: the letters for the kernel, the same in SymPy."""

from __future__ import annotations

from sympy import Matrix, eye

from derivations.kernel.statements import Equals, symmetric
from derivations.kernel.terms import Identity, Letter

from . import matrices as m
from .letters import X, d, n, y
from .matrices import FULL_RANK, RANK_ONE, equal, letter

# For the kernel.

P, Q = Letter("P", d, n), Letter("Q", d, n)
keeps_X, keeps_P = Equals(X @ P @ X, X), Equals(P @ X @ P, P)
symmetric_XP, symmetric_PX = symmetric(X @ P), symmetric(P @ X)
PENROSE = (keeps_X, keeps_P, symmetric_XP, symmetric_PX)
rest = Identity(d) - P @ X
shortest = P @ y

# In SymPy.

WIDE = Matrix([[1, 0, 1], [0, 1, 1]])  # more features than observations
ALL = (FULL_RANK, RANK_ONE, WIDE)
INVERSE = RANK_ONE.pinv()  # the one matrix with all four equations


def free(X: Matrix, name: str = "Z") -> Matrix:
    """A matrix of the shape of Xᵀ, of symbols."""
    return letter(name, X.cols, X.rows)


def first(X: Matrix, Z: Matrix) -> Matrix:
    """The solutions of Penrose's first equation: all of them, as Z varies."""
    inverse = X.pinv()
    return inverse + Z - inverse * X * Z * X * inverse


def first_and_third(X: Matrix, Z: Matrix) -> Matrix:
    """The solutions of the first and the third equation: all of them, as Z varies."""
    return X.pinv() + (eye(X.cols) - X.pinv() * X) * Z


def first_and_fourth(X: Matrix, Z: Matrix) -> Matrix:
    """The solutions of the first and the fourth equation: all of them, as Z varies."""
    return X.pinv() + Z * (eye(X.rows) - X * X.pinv())


SOME = Matrix([[1, 0, 2], [0, -1, 1]])  # what puts a solution for RANK_ONE off the others
LEAST = first_and_third(RANK_ONE, SOME)
NORM = first_and_fourth(RANK_ONE, SOME)
REFLEXIVE = Matrix([[1, 0, 0], [0, 0, 0]])  # the first two equations, and not the others


def holding(X: Matrix, P: Matrix) -> tuple[bool, bool, bool, bool]:
    """Which of Penrose's equations hold."""
    return (
        equal(X * P * X, X),
        equal(P * X * P, P),
        equal((X * P).T, X * P),
        equal((P * X).T, P * X),
    )


def minimisers(X: Matrix, y: Matrix) -> Matrix:
    """All minimisers, by SymPy: where there are many, the symbols of w parametrise them."""
    w = letter("w", X.cols)
    return m.solution(m.gradient(m.J(X, y, w), w), w)
