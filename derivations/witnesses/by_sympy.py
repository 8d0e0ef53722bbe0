"""The SymPy witness: a statement checked entry by entry, on explicit matrices, by SymPy alone.

Of the kernel it uses the classes of terms and statements, and nothing that the kernel computes
with: no normal form, no substitution, no rule. With the other witnesses it shares these classes,
and the exact instances on which a line is tried. The values of terms are those of
`interop.explicit`, which keeps to the same.

Values are exact: rational numbers, or rational functions of symbols. A symbol stands for every
real number, so that a claim with symbols holds when it holds for all of them, wherever its
denominators are not 0.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy.matrices.expressions.matexpr import MatrixElement

from ..interop.explicit import Values, determinant, fresh, simplest, value
from ..kernel.errors import MalformedError
from ..kernel.statements import (
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
from ..kernel.terms import Dimension, Letter, Term


def holds(statement: Statement, values: Values) -> bool | None:
    """Whether a statement holds at the values; None where this witness cannot decide.

    Equations are decided always. Inequalities, definiteness and minima are decided where the
    scalar is of degree 2 at most in the symbols, or the matrix is one of numbers.

    Raises `explicit.Undefined` where a term means nothing, `MalformedError` for a missing or
    inexact value, and `ShapeError` for a value of the wrong shape.

    >>> from derivations.kernel.terms import Inverse, Trace
    >>> n, d = Dimension("n"), Dimension("d")
    >>> X = Letter("X", n, d)
    >>> data = {n: 3, d: 2, X: sympy.Matrix([[1, 1], [1, 2], [1, 4]])}
    >>> holds(PositiveDefinite(X.T @ X), data)
    True
    >>> holds(Equals(Trace(X @ Inverse(X.T @ X) @ X.T), d), data)
    True
    >>> holds(PositiveDefinite(X @ X.T), data)
    False
    """
    check_values(values)

    def at(term: Term) -> sympy.Matrix:
        return value(term, values)

    match statement:
        case Equals(left, right):
            return vanishes(at(left) - at(right))
        case Invertible(matrix):
            return is_never_zero(determinant(at(matrix)))
        case FullColumnRank(matrix):
            columns = at(matrix)
            return None if variables(columns) else bool(columns.rank() == columns.cols)
        case Nonnegative(scalar):
            least = least_value(at(scalar)[0])
            return None if least is None else bool(least >= 0)
        case Positive(scalar):
            least = least_value(at(scalar)[0])
            return None if least is None else bool(least > 0)
        case PositiveSemidefinite(matrix):
            return is_definite(at(matrix), strictly=False)
        case PositiveDefinite(matrix):
            return is_definite(at(matrix), strictly=True)
        case Minimises(point, function, letter):
            return is_minimum(at(point), function, letter, values, unique=False)
        case UniquelyMinimises(point, function, letter):
            return is_minimum(at(point), function, letter, values, unique=True)
    raise MalformedError(f"{statement!r} is not a statement of a known kind")


# Exact decisions.


def vanishes(matrix: sympy.Matrix) -> bool:
    """Whether every entry is 0."""
    return all(simplest(entry) == 0 for entry in matrix)


def variables(thing: sympy.Basic) -> list[sympy.Expr]:
    """The symbols of an expression or matrix, in a fixed order."""
    return sorted(thing.atoms(sympy.Symbol, MatrixElement), key=sympy.default_sort_key)


def is_never_zero(number: sympy.Expr) -> bool | None:
    """Whether a number is not 0; None where that may depend on its symbols."""
    return None if variables(number) else bool(number != 0)


def least_value(entry: sympy.Expr) -> sympy.Expr | None:
    """The infimum of a polynomial of degree 2 at most, which may be −∞; None for any other.

    For q(x) = xᵀHx/2 + gᵀx + c it is c + gᵀx₀/2 where H is positive semidefinite and Hx₀ = −g.
    """
    q = simplest(entry)
    symbols = variables(q)
    if not symbols:
        return q
    if not q.is_polynomial(*symbols):
        return None
    hessian = simplified(sympy.hessian(q, symbols))
    if variables(hessian):
        return None
    zero = dict.fromkeys(symbols, sympy.S.Zero)
    gradient = sympy.Matrix([q.diff(symbol).xreplace(zero) for symbol in symbols])
    lowest = -hessian.pinv() * gradient
    if not hessian.is_positive_semidefinite or hessian * lowest != -gradient:
        return -sympy.oo
    return q.xreplace(zero) + gradient.dot(lowest) / 2


def simplified(matrix: sympy.Matrix) -> sympy.ImmutableDenseMatrix:
    """The matrix with every entry in its canonical form."""
    return sympy.ImmutableDenseMatrix(matrix.applyfunc(simplest))


def is_definite(matrix: sympy.Matrix, *, strictly: bool) -> bool | None:
    """Whether a matrix is symmetric and positive (semi)definite; None if it has symbols."""
    if not vanishes(matrix - matrix.T):
        return False
    numbers = simplified(matrix)
    if variables(numbers):
        return None
    return bool(numbers.is_positive_definite if strictly else numbers.is_positive_semidefinite)


def is_minimum(
    point: sympy.Matrix, function: Term, letter: Letter, values: Values, *, unique: bool
) -> bool | None:
    """Whether the gradient is 0 at the point and the Hessian, a matrix of numbers, is definite.

    A minimum of a polynomial has the gradient 0; for the converse it must be of degree 2 at most.
    """
    symbols = fresh(point.rows)
    entry = value(function, {**values, letter: symbols})[0]
    gradient = sympy.ImmutableDenseMatrix([entry.diff(symbol) for symbol in symbols])
    if not vanishes(gradient.xreplace(dict(zip(symbols, point, strict=True)))):
        return False
    return is_definite(gradient.jacobian(symbols), strictly=unique)


# What is accepted as a value.


def check_values(values: Values) -> None:
    """Raise unless dimensions are positive integers, and letters exact matrices."""
    for key, given in values.items():
        match key, given:
            case Dimension(), int() if type(given) is int and given >= 1:
                continue
            case Letter(), sympy.MatrixBase():
                for entry in given:
                    for wrong in inexact(entry):
                        raise MalformedError(
                            f"the value of {key} has the entry {entry}, where {wrong} of kind "
                            f"{type(wrong).__name__} is neither an exact rational nor a symbol"
                        )
            case _:
                raise MalformedError(
                    "values are positive ints by Dimension and SymPy matrices by Letter, not "
                    f"{given!r} for {key!r}"
                )


def inexact(entry: sympy.Basic) -> Iterator[sympy.Basic]:
    """The parts of an entry that make it no rational function with rational coefficients."""
    match entry:
        case sympy.Rational() | sympy.Symbol() | MatrixElement():
            return
        case sympy.Add() | sympy.Mul():
            for part in entry.args:
                yield from inexact(part)
        case sympy.Pow(base=base, exp=sympy.Integer()):
            yield from inexact(base)
        case _:
            yield entry
