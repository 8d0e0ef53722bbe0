"""Terms on explicit SymPy matrices, entry by entry, by SymPy alone.

Of the kernel this uses the classes of terms: no normal form, no substitution, no rule. A derivative
is SymPy's `diff` on symbols of its own, an inverse is SymPy's adjugate over its determinant, an
abbreviation is its body with the parameters bound to the values of the arguments, a sum over basis
vectors is written out, and a density is the formula of its law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import sympy

from ..distributions import Laplaces, Law, Normals, arrays
from ..kernel.errors import DerivationError, MalformedError, ShapeError
from ..kernel.terms import (
    Abbreviation,
    Absolute,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Identity,
    Index,
    Inverse,
    Log,
    Number,
    Ones,
    Pi,
    Product,
    ProductOver,
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

Values: TypeAlias = "Mapping[Variable | Dimension, sympy.MatrixBase | int | Law]"

DIGITS = 60  # of a number that is compared with another
SAME = sympy.Float("1e-40")  # relative to their size, numbers that are closer are one
APART = sympy.Float("1e-20")  # and numbers that are farther apart are two


class Undefined(DerivationError):
    """A term that means nothing at the given values, such as the inverse of a singular matrix."""


class UnknownLaw(Undefined):
    """A random vector whose law is none of those that are computed with."""


def value(term: Term, values: Values) -> sympy.ImmutableDenseMatrix:
    """The explicit matrix of a term.

    Raises `Undefined` where it inverts a singular matrix, or takes the logarithm of a number that
    is not positive or the root of a negative one, `MalformedError` for a missing value and
    `ShapeError` for one of the wrong shape.

    >>> from derivations.kernel.terms import Letter
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
        case Variable(name, rows, cols):
            given = looked_up(term, values)
            if isinstance(given, Normals | Laplaces):
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
        case Pi():
            return scalar(sympy.pi)
        case Exp(argument):
            return scalar(sympy.exp(at(argument)[0]))
        case Absolute(argument):
            return scalar(sympy.Abs(at(argument)[0]))
        case Log(argument):
            inside = at(argument)[0]
            if sign(inside) in (0, -1):
                raise Undefined(f"{argument} is not positive here, so that {term} means nothing")
            return scalar(sympy.log(inside))
        case Root(argument):
            inside = at(argument)[0]
            if sign(inside) == -1:
                raise Undefined(f"{argument} is negative here, so that {term} means nothing")
            return scalar(sympy.sqrt(inside))
        case Determinant(matrix):
            return scalar(determinant(at(matrix)))
        case SumOver(index, body):
            zero = sympy.ImmutableDenseMatrix.zeros(*map(size, body.shape))
            return sum((value(body, inner) for inner in bindings(index, values)), start=zero)
        case ProductOver(index, body):
            return scalar(sympy.Mul(*(value(body, inner)[0] for inner in bindings(index, values))))
        case Density(vector, point):
            return scalar(density(law_of(vector, values), at(point)))
    raise MalformedError(f"{term!r} is not a term of a known kind")


def bindings(index: Index, values: Values) -> Iterator[Values]:
    """The values with an index bound to each basis vector in turn."""
    rows = index.rows if isinstance(index.rows, int) else int(looked_up(index.rows, values))
    basis = sympy.ImmutableDenseMatrix.eye(rows)
    for k in range(rows):
        yield {**values, index: basis[:, k]}


def law_of(vector: Term, values: Values) -> Law:
    """The law of a vector that is affine in one random letter, in SymPy's matrices."""
    given: dict[Any, Any] = {x: law for x, law in values.items() if type(x) is Random}
    zeros: dict[Any, Any] = {x: sympy.zeros(length(law), 1) for x, law in given.items()}
    base = value(vector, {**values, **zeros})
    found: list[tuple[Law, sympy.Matrix]] = []
    for letter, law in given.items():
        symbols = fresh(length(law))
        moved = value(vector, {**values, **zeros, letter: symbols}) - base
        coefficients = simplified(moved.jacobian(symbols))
        if coefficients.is_zero_matrix:
            continue
        if not isinstance(law, Normals | Laplaces):
            raise MalformedError(f"{letter} is given no law: give Normals or Laplaces")
        if coefficients.free_symbols & set(symbols):
            raise UnknownLaw(f"the law of {vector} is not one that is known here")
        found.append((law, coefficients))
    if not found:
        return Normals(base, sympy.zeros(base.rows, base.rows))
    image = image_of(*found[0], base) if len(found) == 1 else None
    if image is None:
        raise UnknownLaw(f"the law of {vector} is not one that is known here")
    return image


def length(value: Law | sympy.MatrixBase) -> int:
    """The number of entries of a random vector, of which the law or the outcome is given."""
    return len(arrays(value)[0]) if isinstance(value, Normals | Laplaces) else value.rows


def image_of(law: Law, a: sympy.Matrix, b: sympy.Matrix) -> Law | None:
    """The law of Ax + b for a vector x of the given law; None where it is none of these."""
    first, second = map(sympy.Matrix, arrays(law))
    if isinstance(law, Normals):
        return Normals(a * first + b, a * second * a.T)
    places = [[j for j in range(a.cols) if a[i, j] != 0] for i in range(a.rows)]
    chosen = {place[0] for place in places if len(place) == 1}
    if len(chosen) < a.rows:
        return None
    return Laplaces(a * first + b, a.applyfunc(sympy.Abs) * second)


def density(law: Law, point: sympy.Matrix) -> sympy.Expr:
    """The density of a law in SymPy's matrices, which is 0 where the covariance is singular."""
    if isinstance(law, Laplaces):
        factors = (
            sympy.exp(-sympy.Abs(x - m) / b) / (2 * b)
            for x, m, b in zip(point, law.location, law.scale, strict=True)
        )
        return sympy.Mul(*factors)
    covariance, away = sympy.Matrix(law.covariance), point - law.mean
    size = determinant(covariance)
    if sign(size) == 0:
        return sympy.S.Zero
    form = (away.T * covariance.adjugate() * away)[0] / size
    return sympy.exp(-form / 2) / sympy.sqrt((2 * sympy.pi) ** len(away) * size)


def looked_up(key: Variable | Dimension, values: Values) -> Any:
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
    if sign(divisor) == 0:
        raise Undefined(f"{term} is singular here, so that its inverse means nothing: {matrix}")
    return matrix.adjugate() / divisor


def determinant(matrix: sympy.Matrix) -> sympy.Expr:
    """The determinant, without division."""
    return simplest(matrix.det(method="berkowitz"))


def simplest(entry: sympy.Expr) -> sympy.Expr:
    """The canonical form of a rational function; that of the zero function is 0.

    A number that is not rational is returned as it is.
    """
    if is_irrational(entry):
        return entry
    expanded = sympy.expand(entry)
    return expanded if expanded.is_Rational else sympy.cancel(expanded)


def simplified(matrix: sympy.Matrix) -> sympy.ImmutableDenseMatrix:
    """The matrix with every entry in its canonical form."""
    return sympy.ImmutableDenseMatrix(matrix.applyfunc(simplest))


# Numbers that are not rational, which have no canonical form.


def is_irrational(entry: sympy.Expr) -> bool:
    """Whether an entry is a number that is not written as a rational one."""
    return bool(not entry.free_symbols and not entry.is_Rational and not is_rational_form(entry))


def is_rational_form(entry: sympy.Expr) -> bool:
    """Whether an entry without symbols is built of rational numbers by arithmetic alone."""
    if isinstance(entry, sympy.Pow) and not isinstance(entry.exp, sympy.Integer):
        return False
    known = isinstance(entry, sympy.Rational | sympy.Add | sympy.Mul | sympy.Pow)
    return known and all(map(is_rational_form, entry.args))


def sign(entry: sympy.Expr) -> int | None:
    """The sign of a number, to many digits; None where it has symbols, or is too close to 0."""
    if entry.free_symbols:
        return 0 if entry == 0 else None
    if not is_irrational(entry):
        exact = simplest(entry)
        return int(sympy.sign(exact))
    number, size = sympy.N(entry, DIGITS), magnitude(entry)
    if abs(number) <= SAME * size:
        return 0
    return int(sympy.sign(sympy.re(number))) if abs(number) > APART * size else None


def magnitude(entry: sympy.Expr) -> sympy.Expr:
    """What a number would be at most if nothing in it cancelled."""
    match entry:
        case sympy.Add():
            return sum(map(magnitude, entry.args))
        case sympy.Mul():
            return sympy.prod(map(magnitude, entry.args))
        case sympy.Pow(base=base, exp=sympy.Integer() as power) if power > 0:
            return magnitude(base) ** power
    return abs(sympy.N(entry, DIGITS))
