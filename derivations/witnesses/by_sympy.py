"""The SymPy witness: a statement checked entry by entry, on explicit matrices, by SymPy alone.

Of the kernel it uses the classes of terms and statements, and nothing that the kernel computes
with: no normal form, no substitution, no rule. With the other witnesses it shares these classes,
and the exact instances on which a line is tried. The values of terms are those of
`interop.explicit`, which keeps to the same.

Values are exact: rational numbers, or rational functions of symbols. A symbol stands for every
real number, so that a claim with symbols holds when it holds for all of them, wherever its
denominators are not 0. A number that is not rational is compared to many digits.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import mpmath  # type: ignore[import-untyped]  # it ships no types
import sympy
from sympy.matrices.expressions.matexpr import MatrixElement

from ..distributions import Laplaces, Normals, arrays
from ..interop.explicit import (
    DIGITS,
    UnknownLaw,
    Values,
    bindings,
    determinant,
    fresh,
    is_irrational,
    law_of,
    sign,
    simplest,
    simplified,
    value,
)
from ..kernel.errors import MalformedError
from ..kernel.statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Independent,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
)
from ..kernel.terms import Dimension, Letter, Random, Term, Variable

STEPS = (sympy.Rational(1, 100), sympy.Rational(1))  # where lower values are looked for


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
    try:
        return true_at(statement, values)
    except UnknownLaw:
        return None


def true_at(statement: Statement, values: Values) -> bool | None:
    """Whether a statement holds at values that were checked."""

    def at(term: Term) -> sympy.Matrix:
        return value(term, values)

    match statement:
        case Equals(left, right):
            return vanishes(at(left) - at(right))
        case Invertible(matrix):
            return is_never_zero(determinant(at(matrix)))
        case FullColumnRank(matrix):
            columns = at(matrix)
            if variables(columns):
                return None
            return is_never_zero(determinant(columns.T * columns))
        case Nonnegative(scalar):
            least = least_sign(at(scalar)[0])
            return None if least is None else least >= 0
        case Positive(scalar):
            least = least_sign(at(scalar)[0])
            return None if least is None else least > 0
        case PositiveSemidefinite(matrix):
            return is_definite(at(matrix), strictly=False)
        case PositiveDefinite(matrix):
            return is_definite(at(matrix), strictly=True)
        case Minimises(point, function, letter):
            return is_minimum(at(point), function, letter, values, unique=False)
        case UniquelyMinimises(point, function, letter):
            return is_minimum(at(point), function, letter, values, unique=True)
        case Maximises(point, function, letter):
            return is_minimum(at(point), -function, letter, values, unique=False)
        case UniquelyMaximises(point, function, letter):
            return is_minimum(at(point), -function, letter, values, unique=True)
        case ForEach(index, each):
            return together(true_at(each, inner) for inner in bindings(index, values))
        case Independent() | Gaussian() | Laplace():
            return law_holds(statement, values)
    raise MalformedError(f"{statement!r} is not a statement of a known kind")


# Exact decisions.


def vanishes(matrix: sympy.Matrix) -> bool | None:
    """Whether every entry is 0; None where one is too close to it."""
    return together(is_zero(entry) for entry in matrix)


def is_zero(entry: sympy.Expr) -> bool | None:
    """Whether an entry is 0, for all values of its symbols."""
    if not is_irrational(entry):
        return bool(simplest(entry) == 0)
    found = sign(entry)
    return None if found is None else found == 0


def together(answers: Iterator[bool | None]) -> bool | None:
    """Whether all answers are yes; None where one is unclear and none is no."""
    found = set(answers)
    return False if False in found else None if None in found else True


def variables(thing: sympy.Basic) -> list[sympy.Expr]:
    """The symbols of an expression or matrix, in a fixed order."""
    return sorted(thing.atoms(sympy.Symbol, MatrixElement), key=sympy.default_sort_key)


def is_never_zero(number: sympy.Expr) -> bool | None:
    """Whether a number is not 0; None where that may depend on its symbols."""
    found = None if variables(number) else sign(number)
    return None if found is None else found != 0


def least_sign(entry: sympy.Expr) -> int | None:
    """The sign of the infimum of an entry; None where it is not known."""
    least = entry if is_irrational(entry) else least_value(entry)
    return -1 if least == -sympy.oo else None if least is None else sign(least)


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


def is_definite(matrix: sympy.Matrix, *, strictly: bool) -> bool | None:
    """Whether a matrix is symmetric and positive (semi)definite; None if it has symbols."""
    even = vanishes(matrix - matrix.T)
    if not even:
        return even
    numbers = simplified(matrix)
    if variables(numbers):
        return None
    if any(map(is_irrational, numbers)):
        return are_eigenvalues_positive(numbers, strictly)
    return bool(numbers.is_positive_definite if strictly else numbers.is_positive_semidefinite)


def are_eigenvalues_positive(numbers: sympy.Matrix, strictly: bool) -> bool | None:
    """Whether the eigenvalues of a symmetric matrix are, to many digits; None where unclear."""
    with mpmath.workdps(DIGITS):
        rows = [[entry._to_mpmath(mpmath.mp.prec) for entry in row] for row in numbers.tolist()]
        values = mpmath.eigsy(mpmath.matrix(rows), eigvals_only=True)
        least, size = min(values), max(map(abs, values))
        if abs(least) > mpmath.mpf("1e-20") * size:
            return bool(least > 0)
        return (not strictly) if abs(least) <= mpmath.mpf("1e-40") * size else None


def is_minimum(
    point: sympy.Matrix, function: Term, letter: Letter, values: Values, *, unique: bool
) -> bool | None:
    """Whether a function has a minimum at a point, as far as its expression tells.

    Where that does not tell, some values near the point are looked at.
    """
    symbols = fresh(point.rows)
    entry = value(function, {**values, letter: symbols})[0]
    answer = is_least(entry, symbols, point, unique)
    if answer is None and is_lower_near(point, function, letter, values):
        return False
    return answer


def is_least(
    entry: sympy.Expr, symbols: sympy.Matrix, point: sympy.Matrix, unique: bool
) -> bool | None:
    """Whether the gradient is 0 at the point and the Hessian, a matrix of numbers, is definite.

    A minimum of a polynomial has the gradient 0; for the converse it must be of degree 2 at most.
    c·exp(p) has one where p has, or −p for a negative c.
    """
    if not entry.is_polynomial(*symbols) and not sympy.cancel(entry).is_polynomial(*symbols):
        factor, power = sympy.powsimp(entry).as_independent(*symbols, as_Add=False)
        if not isinstance(power, sympy.exp):
            return is_least_of_bends(entry, symbols, point, unique)
        way = sign(factor)
        return is_least(way * power.exp, symbols, point, unique) if way else None
    expanded = sympy.expand(entry)
    gradient = sympy.ImmutableDenseMatrix([expanded.diff(symbol) for symbol in symbols])
    flat = vanishes(gradient.xreplace(dict(zip(symbols, point, strict=True))))
    if not flat:
        return flat
    return is_definite(gradient.jacobian(symbols), strictly=unique)


def is_least_of_bends(
    entry: sympy.Expr, symbols: sympy.Matrix, point: sympy.Matrix, unique: bool
) -> bool | None:
    """Whether Σ factor · |affine| + affine, with no factor below 0, is least at the point.

    It is so where no direction leads down. Of the directions only those matter along which the
    slope is constant, and the edges where most of the absolute values stay 0.
    """
    bends = sorted(entry.atoms(sympy.Abs), key=sympy.default_sort_key)
    heights = fresh(len(bends))
    unbent = sympy.expand(entry.xreplace(dict(zip(bends, heights, strict=True))))
    here = dict(zip(symbols, point, strict=True))
    slope = sympy.Matrix([[unbent.diff(symbol) for symbol in symbols]])
    rows = []
    for bend, height in zip(bends, heights, strict=True):
        factor, argument = unbent.diff(height), bend.args[0]
        row = factor * sympy.Matrix([[argument.diff(symbol) for symbol in symbols]])
        way = sign(argument.xreplace(here))
        if way is None or row.free_symbols or sign(factor) == -1:
            return None
        if way:
            slope += way * row
        else:
            rows.append(row)
    if slope.free_symbols:
        return None
    at_bends = sympy.Matrix.vstack(sympy.zeros(0, len(symbols)), *rows)
    for along in at_bends.nullspace():
        if unique or (slope * along)[0] != 0:
            return False
    basis = at_bends.extract(list(at_bends.T.rref()[1]), list(range(len(symbols))))
    for chosen in combinations(rows, basis.rows - 1) if basis.rows else ():
        edges = (sympy.Matrix.vstack(sympy.zeros(0, len(symbols)), *chosen) * basis.T).nullspace()
        for way in (1, -1) if len(edges) == 1 else ():
            edge = way * basis.T * edges[0]
            rise = (slope * edge)[0] + sum(map(abs, at_bends * edge))
            if rise < 0 or (unique and rise == 0):
                return False
    return True


def is_lower_near(point: sympy.Matrix, function: Term, letter: Letter, values: Values) -> bool:
    """Whether a function has a lower value one of some steps from a point."""
    least = value(function, {**values, letter: point})[0]
    basis = sympy.ImmutableDenseMatrix.eye(point.rows)
    steps = (
        way * step * basis[:, k] for k in range(point.rows) for step in STEPS for way in (1, -1)
    )
    return any(
        sign(value(function, {**values, letter: point + step})[0] - least) == -1 for step in steps
    )


def law_holds(statement: Independent | Gaussian | Laplace, values: Values) -> bool | None:
    """Whether a law is as a statement says."""
    if isinstance(statement, Independent):
        law = law_of(statement.vector, values)
        if isinstance(law, Laplaces):
            return True
        pairs = combinations(range(len(law.mean)), 2)
        return together(is_zero(law.covariance[i, j]) for i, j in pairs)
    if isinstance(statement, Gaussian):
        law, gaussian = law_of(statement.vector, values), True
        said = (statement.mean, statement.covariance)
    else:
        law, gaussian = law_of(statement.scalar, values), False
        said = (statement.location, statement.scale)
    if isinstance(law, Normals) is not gaussian:
        return False
    halves = zip(arrays(law), said, strict=True)
    return together(vanishes(mine - value(term, values)) for mine, term in halves)


# What is accepted as a value.


def check_values(values: Values) -> None:
    """Raise unless dimensions are positive integers, and letters exact matrices."""
    for key, given in values.items():
        match key, given:
            case Dimension(), int() if type(given) is int and given >= 1:
                continue
            case Random(), Normals() | Laplaces():
                continue
            case Variable(), sympy.MatrixBase():
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
