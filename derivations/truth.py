"""The truth of a statement on exact matrices, by elimination over the rationals.

It judges counterexamples and instances. Of the kernel it uses the classes of terms and statements:
no normal form, no substitution, no rule.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from . import elimination
from .elimination import Matrix
from .evaluate import Valuation, Values, degree, valuation
from .kernel.errors import MalformedError
from .kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    UniquelyMinimises,
)
from .kernel.terms import Derivative, Letter, Term, Transpose


def holds(statement: Statement, values: Values) -> bool | None:
    """Whether the statement is true for the given exact matrices; None where this cannot tell.

    It can tell but for one case: a minimum of a function whose degree may exceed 2, with gradient
    0 and a positive semidefinite Hessian. `values` are as for `evaluate`, and exact.

    Raises Undefined where a term of the statement means nothing, MalformedError for floats.

    >>> from derivations.kernel.terms import Dimension
    >>> n = Dimension("n")
    >>> A = Letter("A", n, n)
    >>> holds(Equals(A @ A, A), {A: [[1, 1], [0, 0]]})
    True
    >>> holds(Invertible(A), {A: [[1, 1], [0, 0]]})
    False
    """
    at = valuation(values, *terms_of(statement))
    if not at.exact:
        raise MalformedError("exact truth is of exact matrices: give int and Fraction, no floats")
    return true_at(statement, at)


def terms_of(statement: Statement) -> tuple[Term, ...]:
    """Terms in which all that a statement speaks of is free, and what it binds is bound."""
    match statement:
        case Equals(left, right):
            return left, right
        case Invertible(a) | FullColumnRank(a) | PositiveSemidefinite(a) | PositiveDefinite(a):
            return (a,)
        case Nonnegative(a) | Positive(a):
            return (a,)
        case Minimises(point, f, w) | UniquelyMinimises(point, f, w):
            return (first_derivative(f, w, point),)
    raise MalformedError(f"{statement!r} is not a statement of a known kind")


def true_at(statement: Statement, at: Valuation) -> bool | None:
    """Whether a statement is true at an exact valuation."""
    match statement:
        case Equals(left, right):
            return np.array_equal(at.value(left), at.value(right))
        case Invertible(a) | FullColumnRank(a):
            matrix = at.value(a)
            return elimination.rank(matrix) == len(matrix.T)
        case Nonnegative(a):
            return bool(at.value(a)[0, 0] >= 0)
        case Positive(a):
            return bool(at.value(a)[0, 0] > 0)
        case PositiveSemidefinite(a):
            return is_semidefinite(at.value(a))
        case PositiveDefinite(a):
            matrix = at.value(a)
            return is_semidefinite(matrix) and elimination.rank(matrix) == len(matrix)
        case Minimises(point, f, w):
            return minimum(point, f, w, at, unique=False)
        case UniquelyMinimises(point, f, w):
            return minimum(point, f, w, at, unique=True)
    raise MalformedError(f"{statement!r} is not a statement of a known kind")


def is_semidefinite(matrix: Matrix) -> bool:
    """Whether a matrix is symmetric, and positive semidefinite."""
    return np.array_equal(matrix, matrix.T) and elimination.is_semidefinite(matrix)


def minimum(point: Term, f: Term, w: Letter, at: Valuation, unique: bool) -> bool | None:
    """A quadratic function has a minimum where its gradient is 0, if its Hessian is semidefinite.

    The minimum is unique if the Hessian is definite. Both are necessary for any polynomial.
    """
    if at.value(first_derivative(f, w, point)).any():
        return False
    hessian = at.value(second_derivative(f, w, point))
    if not is_semidefinite(hessian):
        return False
    if degree(f, {w: 1}) > 2:
        return None
    return not unique or elimination.rank(hessian) == len(hessian)


@lru_cache(maxsize=256)
def second_derivative(f: Term, w: Letter, point: Term) -> Term:
    """The Hessian of w ↦ f at a point."""
    return Derivative(Transpose(first_derivative(f, w, w)), w, point)


@lru_cache(maxsize=256)
def first_derivative(f: Term, w: Letter, point: Term) -> Term:
    """The gradient of w ↦ f at a point, as a row."""
    return Derivative(f, w, point)
