"""Terms on explicit SymPy matrices, entry by entry, by SymPy alone.

Of the kernel this uses the classes of terms: no normal form, no substitution, no rule. A derivative
is SymPy's `diff` on symbols of its own, an inverse is SymPy's adjugate over its determinant, an
abbreviation is its body with the parameters bound to the values of the arguments, a sum over basis
vectors is written out, a density is the formula of its law, and a mean the sum over the outcomes
of independent random numbers (see `laws`).

Where a law matters, a random letter is given one of the laws of `distributions`, or several under
the tuple of them; under the tuple of one, the letter is free to be given its outcome as well. The
law None is one of which nothing is known: means and densities are then left unevaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias

import sympy
import sympy.stats

from ..kernel.errors import MalformedError, ShapeError
from ..kernel.terms import (
    Absolute,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Iterate,
    Log,
    MomentGenerating,
    Number,
    Ones,
    Pi,
    Product,
    ProductOver,
    Pseudoinverse,
    Random,
    Root,
    Scaled,
    Size,
    SquaredNorm,
    Sum,
    SumOver,
    Term,
    Trace,
    Transpose,
    Variable,
    Zero,
)
from ..kernel.trees import Abbreviation
from ..numbers.distributions import LAWS, Law, laws_in
from ..numbers.errors import TooLargeError, UndefinedError, UnknownRankError
from . import laws
from .exact import determinant, factors, fresh, is_long, sign, simplify
from .laws import Coordinate

_MOST_STEPS, _LONGEST = 100, 60  # of an iteration, and the terms of an entry that it reaches

Values: TypeAlias = Mapping[Any, "sympy.MatrixBase | int | Law | None"]


class Head(sympy.Expr):  # type: ignore[misc]  # SymPy ships no types
    """The base of the functions of a random vector and a point that SymPy has no word for."""

    is_commutative = True

    def _eval_derivative(self, x: sympy.Expr) -> NoReturn:
        raise MalformedError(f"SymPy cannot differentiate {self} by {x}: its law is not known")


class ProbabilityDensity(Head):
    """ProbabilityDensity(u, z): the density of the random vector u at the point z."""


class MomentGeneratingFunction(Head):
    """MomentGeneratingFunction(u, t): the mean of exp(t.T*u), or 0 where it is infinite."""


def value(term: Term, values: Values) -> sympy.ImmutableDenseMatrix:
    """The explicit matrix of a term.

    Raises `UndefinedError` where it inverts a singular matrix, or takes the logarithm of a number
    that is not positive or the root of a negative one, `MalformedError` for a missing value and for
    the pseudoinverse of a matrix whose rank is not certain, and `ShapeError` for a value of the
    wrong shape.

    >>> from derivations.kernel.terms import Letter
    >>> w = Letter("w")
    >>> value(Derivative(w * w, w, at=w), {w: sympy.Matrix([[5]])})
    Matrix([[10]])
    """

    def at(part: Term) -> sympy.ImmutableDenseMatrix:
        return value(part, values)

    def size(given: Size) -> int:
        return given if isinstance(given, int) else int(_look_up(given, values))

    match term:
        case Number(number):
            return scalar(sympy.Rational(number.numerator, number.denominator))
        case Dimension():
            return scalar(size(term))
        case Variable(name, rows, cols):
            given = _look_up(term, values)
            if isinstance(given, LAWS):
                raise MalformedError(f"{name} is given by its law, but stands for its outcome")
            matrix = sympy.ImmutableDenseMatrix(given)
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
            return _invert(at(matrix), matrix)
        case Pseudoinverse(matrix):
            return _pseudoinvert(at(matrix), term)
        case Trace(matrix):
            return scalar(at(matrix).trace())
        case SquaredNorm(vector):
            return at(vector).T * at(vector)
        case Derivative(body, letter, point):
            symbols = fresh(size(letter.rows))
            jacobian = value(body, {**values, letter: symbols}).jacobian(symbols)
            return jacobian.xreplace(dict(zip(symbols, at(point), strict=True)))
        case Iterate(body, letter, start, count):
            reached, steps = at(start), int(at(count)[0])
            if steps > _MOST_STEPS:
                raise TooLargeError(f"{term} takes more than {_MOST_STEPS} steps: too many here")
            for _ in range(steps):
                reached = simplify(value(body, {**values, letter: reached}))
                if any(len(entry.args) > _LONGEST or is_long(entry) for entry in reached):
                    raise TooLargeError(f"{term} is too large to be written out here")
            return reached
        case Abbreviation(_, parameters, arguments, body):
            bound = zip(parameters, map(at, arguments), strict=True)
            return value(body, {**values, **dict(bound)})
        case Pi():
            return scalar(sympy.pi)
        case Exp(argument):
            return scalar(sympy.exp(at(argument)[0]))
        case Absolute(argument):
            return scalar(sympy.Abs(at(argument)[0]))
        case Log(argument):
            inside = at(argument)[0]
            if sign(inside) in (0, -1):
                raise UndefinedError(
                    f"{argument} is not positive here, so that {term} means nothing"
                )
            return scalar(sympy.log(inside))
        case Root(argument):
            inside = at(argument)[0]
            if sign(inside) == -1:
                raise UndefinedError(f"{argument} is negative here, so that {term} means nothing")
            return scalar(sympy.sqrt(inside))
        case Determinant(matrix):
            return scalar(determinant(at(matrix)))
        case SumOver(index, body):
            zero = sympy.ImmutableDenseMatrix.zeros(*map(size, body.shape))
            return sum((value(body, inner) for inner in bindings(index, values)), start=zero)
        case ProductOver(index, body):
            return scalar(sympy.Mul(*(value(body, inner)[0] for inner in bindings(index, values))))
        case Density(vector, point):
            if _is_unevaluated(values):
                return scalar(ProbabilityDensity(at(vector), at(point)))
            coordinates, (written,) = in_coordinates(values, vector)
            return scalar(laws.density(written, coordinates, at(point)))
        case Expectation(matrix):
            if _is_unevaluated(values):
                return at(matrix).applyfunc(sympy.stats.Expectation)
            coordinates, (written,) = in_coordinates(values, matrix)
            return laws.mean(written, coordinates)
        case Covariance(first, second):
            if _is_unevaluated(values):
                return _unevaluated_covariance(at(first), at(second))
            coordinates, (u, v) = in_coordinates(values, first, second)
            return laws.covariance(u, v, coordinates)
        case MomentGenerating(vector, point):
            if _is_unevaluated(values):
                return scalar(MomentGeneratingFunction(at(vector), at(point)))
            coordinates, (written,) = in_coordinates(values, vector)
            exponent = simplify(at(point).T * written)[0]
            return scalar(laws.moment_generating(exponent, laws.in_use(coordinates, exponent)))
    kind = type(term).__name__
    raise MalformedError(f"value knows no {kind}: {term!r} is not a term of a known kind")


def bindings(index: Index, values: Values) -> Iterator[Values]:
    """The values with an index bound to each basis vector in turn."""
    rows = index.rows if isinstance(index.rows, int) else int(_look_up(index.rows, values))
    basis = sympy.ImmutableDenseMatrix.eye(rows)
    for k in range(rows):
        yield {**values, index: basis[:, k]}


def in_coordinates(
    values: Values, *terms: Term
) -> tuple[list[Coordinate], list[sympy.ImmutableDenseMatrix]]:
    """Terms as polynomials in independent random numbers, those in the random letters; and these.

    Each random letter stands for the random vector here, not for its outcome.
    """
    inner: dict[Any, Any] = {k: given for k, given in values.items() if not isinstance(k, Random)}
    found: list[Coordinate] = []
    for letters, law in laws_in(values).items():
        vector, coordinates = laws.write_out(law)
        found += coordinates
        inner[letters] = law
        start = 0
        for letter in letters:
            size = letter.rows if isinstance(letter.rows, int) else _look_up(letter.rows, values)
            inner[letter] = vector[start : start + size, :]
            start += size
        if start != vector.rows:
            names = ", ".join(letter.name for letter in letters)
            raise ShapeError(f"{names} has {start} entries; its law is one of {vector.rows}")
    matrices = [simplify(value(term, inner)) for term in terms]
    return laws.in_use(found, *matrices), matrices


def _is_unevaluated(values: Values) -> bool:
    """Whether a law is given of which nothing is known."""
    return any(given is None for given in values.values())


def _unevaluated_covariance(u: sympy.Matrix, v: sympy.Matrix) -> sympy.ImmutableDenseMatrix:
    """The covariances of the entries of two vectors."""
    entries = [[sympy.stats.Covariance(x, y) for y in v] for x in u]
    return sympy.ImmutableDenseMatrix(entries)


def _look_up(key: Variable | Dimension, values: Values) -> Any:
    """The value of a letter or dimension."""
    if key not in values and isinstance(key, Random):
        raise MalformedError(f"{key} is given no law, or its law and no outcome")
    if key not in values:
        raise MalformedError(f"no value is given for {key}")
    return values[key]


def scalar(number: sympy.Expr | int) -> sympy.ImmutableDenseMatrix:
    """A number as a 1×1 matrix."""
    return sympy.ImmutableDenseMatrix([[number]])


def _invert(matrix: sympy.Matrix, term: Term) -> sympy.ImmutableDenseMatrix:
    """The inverse of a term's matrix."""
    found = inverse(sympy.ImmutableDenseMatrix(matrix))
    if found is None:
        raise UndefinedError(
            f"{term} is singular here, so that its inverse means nothing: {matrix}"
        )
    return found


def _pseudoinvert(matrix: sympy.Matrix, term: Term) -> sympy.ImmutableDenseMatrix:
    """The pseudoinverse that a term is, of a matrix."""
    found = pseudoinverse(sympy.ImmutableDenseMatrix(matrix))
    if found is None:
        raise UnknownRankError(
            f"{term} cannot be written out: the rank of {matrix} is not the same for all values of "
            "its symbols, or is not known; give numbers"
        )
    return found


@lru_cache(maxsize=64)
def pseudoinverse(matrix: sympy.ImmutableDenseMatrix) -> sympy.ImmutableDenseMatrix | None:
    """Cᵀ(BᵀACᵀ)⁻¹Bᵀ for a matrix A = BC, with factors of full rank; None if its rank is unknown."""
    found = factors(matrix)
    if found is None:
        return None
    b, c = found
    if not b.cols:
        return sympy.ImmutableDenseMatrix.zeros(matrix.cols, matrix.rows)
    middle: Any = inverse(sympy.ImmutableDenseMatrix(simplify(b.T * matrix * c.T)))
    return simplify(c.T * middle * b.T)


@lru_cache(maxsize=64)
def inverse(matrix: sympy.ImmutableDenseMatrix) -> sympy.ImmutableDenseMatrix | None:
    """The adjugate over the determinant, or None where that is 0; it is often asked for again.

    `Matrix.inv` gives the same, but takes half a minute for a symbolic XᵀX of shape 3×3.
    """
    divisor = determinant(matrix)
    return None if sign(divisor) == 0 else matrix.adjugate() / divisor
