"""The SymPy witness: a statement checked entry by entry, on explicit matrices, by SymPy alone.

Of the kernel it uses the classes of terms and statements, and nothing that the kernel computes
with: no normal form, no substitution, no clauses, no unfolding. A derivative is SymPy's `diff` on
symbols of its own, an inverse is SymPy's adjugate over its determinant, an abbreviation is its body
with the parameters bound to the values of the arguments.

Values are exact: rational numbers, or rational functions of symbols. A symbol stands for every
real number, so that a claim with symbols holds when it holds for all of them, wherever its
denominators are not 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import sympy
from sympy.matrices.expressions.matexpr import MatrixElement

from ..kernel.errors import DerivationError, MalformedError, ShapeError
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


def holds(statement: Statement, values: Values) -> bool | None:
    """Whether a statement holds at the values; None where this witness cannot decide.

    Equations are decided always. Inequalities, definiteness and minima are decided where the
    scalar is of degree 2 at most in the symbols, or the matrix is one of numbers.

    Raises `Undefined` where a term means nothing, `MalformedError` for a missing or inexact value,
    and `ShapeError` for a value of the wrong shape.

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


# Exact decisions.


def simplest(entry: sympy.Expr) -> sympy.Expr:
    """The canonical form of a rational function; that of the zero function is 0."""
    expanded = sympy.expand(entry)
    return expanded if expanded.is_Rational else sympy.cancel(expanded)


def vanishes(matrix: sympy.Matrix) -> bool:
    """Whether every entry is 0."""
    return all(simplest(entry) == 0 for entry in matrix)


def variables(thing: sympy.Basic) -> list[sympy.Expr]:
    """The symbols of an expression or matrix, in a fixed order."""
    return sorted(thing.atoms(sympy.Symbol, MatrixElement), key=sympy.default_sort_key)


def determinant(matrix: sympy.Matrix) -> sympy.Expr:
    """The determinant, without division."""
    return simplest(matrix.det(method="berkowitz"))


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
