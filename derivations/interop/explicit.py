"""Terms on explicit SymPy matrices, entry by entry, by SymPy alone.

Of the kernel this uses the classes of terms: no normal form, no substitution, no rule. A derivative
is SymPy's `diff` on symbols of its own, an inverse is SymPy's adjugate over its determinant, an
abbreviation is its body with the parameters bound to the values of the arguments.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import sympy

from ..kernel.errors import DerivationError, MalformedError, ShapeError
from ..kernel.terms import (
    Abbreviation,
    Derivative,
    Dimension,
    Identity,
    Inverse,
    Letter,
    Number,
    Ones,
    Product,
    Scaled,
    Size,
    SquaredNorm,
    Sum,
    Term,
    Trace,
    Transpose,
    Zero,
)

Values: TypeAlias = "Mapping[Letter | Dimension, sympy.MatrixBase | int]"


class Undefined(DerivationError):
    """A term that means nothing at the given values: it inverts a singular matrix."""


def value(term: Term, values: Values) -> sympy.ImmutableDenseMatrix:
    """The explicit matrix of a term.

    Raises `Undefined` where it inverts a singular matrix, `MalformedError` for a missing value and
    `ShapeError` for one of the wrong shape.

    >>> w = Letter("w")
    >>> value(Derivative(w * w, w, at=w), {w: sympy.Matrix([[5]])})
    Matrix([[10]])
    """

    def at(part: Term) -> sympy.ImmutableDenseMatrix:
        return value(part, values)

    def size(given: Size) -> int:
        return given if isinstance(given, int) else int(looked_up(given, values))

    match term:
        case Number(number):
            return scalar(sympy.Rational(number.numerator, number.denominator))
        case Dimension():
            return scalar(size(term))
        case Letter(name, rows, cols):
            matrix = sympy.ImmutableDenseMatrix(looked_up(term, values))
            if matrix.shape != (size(rows), size(cols)):
                raise ShapeError(
                    f"{name} has shape {size(rows)}×{size(cols)}; "
                    f"its value has shape {matrix.rows}×{matrix.cols}"
                )
            return matrix
        case Identity(rows):
            return sympy.ImmutableDenseMatrix.eye(size(rows))
        case Zero(rows, cols):
            return sympy.ImmutableDenseMatrix.zeros(size(rows), size(cols))
        case Ones(rows, cols):
            return sympy.ImmutableDenseMatrix.ones(size(rows), size(cols))
        case Sum(left, right):
            return at(left) + at(right)
        case Scaled(factor, matrix):
            return at(factor)[0] * at(matrix)
        case Product(left, right):
            return at(left) * at(right)
        case Transpose(matrix):
            return at(matrix).T
        case Inverse(matrix):
            return inverted(at(matrix), matrix)
        case Trace(matrix):
            return scalar(at(matrix).trace())
        case SquaredNorm(vector):
            return at(vector).T * at(vector)
        case Derivative(body, letter, point):
            symbols = fresh(size(letter.rows))
            jacobian = value(body, {**values, letter: symbols}).jacobian(symbols)
            return jacobian.xreplace(dict(zip(symbols, at(point), strict=True)))
        case Abbreviation(_, parameters, arguments, body):
            bound = zip(parameters, map(at, arguments), strict=True)
            return value(body, {**values, **dict(bound)})
    raise MalformedError(f"{term!r} is not a term of a known kind")


def looked_up(key: Letter | Dimension, values: Values) -> sympy.MatrixBase | int:
    """The value of a letter or dimension."""
    if key not in values:
        raise MalformedError(f"no value is given for {key}")
    return values[key]


def scalar(number: sympy.Expr | int) -> sympy.ImmutableDenseMatrix:
    """A number as a 1×1 matrix."""
    return sympy.ImmutableDenseMatrix([[number]])


def fresh(size: int) -> sympy.ImmutableDenseMatrix:
    """A column of real symbols that occur nowhere else."""
    return sympy.ImmutableDenseMatrix([sympy.Dummy(real=True) for _ in range(size)])


def inverted(matrix: sympy.Matrix, term: Term) -> sympy.ImmutableDenseMatrix:
    """The adjugate over the determinant.

    `Matrix.inv` gives the same, but takes half a minute for a symbolic XᵀX of shape 3×3.
    """
    divisor = determinant(matrix)
    if divisor == 0:
        raise Undefined(f"{term} is singular here, so that its inverse means nothing: {matrix}")
    return matrix.adjugate() / divisor


def determinant(matrix: sympy.Matrix) -> sympy.Expr:
    """The determinant, without division."""
    return simplest(matrix.det(method="berkowitz"))


def simplest(entry: sympy.Expr) -> sympy.Expr:
    """The canonical form of a rational function; that of the zero function is 0."""
    expanded = sympy.expand(entry)
    return expanded if expanded.is_Rational else sympy.cancel(expanded)
