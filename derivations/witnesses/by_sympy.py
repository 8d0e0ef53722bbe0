"""The SymPy witness: a statement checked entry by entry, on explicit matrices, by SymPy alone.

Of the kernel it uses the classes of terms and statements, and nothing that the kernel computes
with: no normal form, no substitution, no rule. With the other witnesses it shares these classes,
and the program that draws the instances on which a line is tried. The values of terms are those of
`interop.explicit`, which keeps to the same.

Values are exact: rational numbers, or rational functions of symbols. A symbol stands for every
real number, so that a claim with symbols holds when it holds for all of them, wherever its
denominators are not 0. A number that is not rational is compared to many digits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, combinations, pairwise, product
from typing import Any

import sympy
from sympy.matrices.expressions.matexpr import MatrixElement

from ..interop import laws
from ..interop.exact import (
    determinant,
    fresh,
    is_definite,
    is_irrational,
    sign,
    simplest,
    simplify,
    together,
    vanishes,
    variables,
)
from ..interop.explicit import Values, bindings, in_coordinates, value
from ..interop.laws import (
    Coordinate,
)
from ..kernel.errors import MalformedError
from ..kernel.statements import (
    ChiSquared,
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Independent,
    IndependentVectors,
    Integrable,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    StudentT,
    UniquelyMaximises,
    UniquelyMinimises,
)
from ..kernel.terms import Dimension, Letter, Random, Term, Variable
from ..numbers.distributions import LAWS, Laplaces, Normals, TwoValued
from ..numbers.errors import UnknownLawError, UnknownRankError

STEPS = (
    sympy.Rational(1, 100),
    sympy.Rational(1),
    sympy.Rational(100),
)  # where lower values are looked for


def holds(statement: Statement, values: Values) -> bool | None:
    """Whether a statement holds at the values; None where this witness cannot decide.

    Equations are decided always. Inequalities, definiteness and minima are decided where the
    scalar is of degree 2 at most in the symbols, or the matrix is one of numbers; and a minimum
    where SymPy sees that no value is lower, as of a square that is 0.

    Raises `UndefinedError` where a term means nothing, `MalformedError` for a missing or
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
    _check_values(values)
    try:
        return true_at(statement, values)
    except (UnknownLawError, UnknownRankError):
        return None


def true_at(statement: Statement, values: Values) -> bool | None:
    """Whether a statement holds at values that were checked."""

    def at(term: Term) -> sympy.Matrix:
        return value(term, values)

    match statement:
        case Equals(left, right):
            return vanishes(at(left) - at(right))
        case Invertible(matrix):
            return _is_never_zero(determinant(at(matrix)))
        case FullColumnRank(matrix):
            columns = at(matrix)
            if variables(columns):
                return None
            return _is_never_zero(determinant(columns.T * columns))
        case Nonnegative(scalar):
            least = _least_sign(at(scalar)[0])
            return None if least is None else least >= 0
        case Positive(scalar):
            least = _least_sign(at(scalar)[0])
            return None if least is None else least > 0
        case PositiveSemidefinite(matrix):
            return is_definite(at(matrix), strictly=False)
        case PositiveDefinite(matrix):
            return is_definite(at(matrix), strictly=True)
        case Minimises(point, function, letter):
            return _is_minimum(at(point), function, letter, values, unique=False)
        case UniquelyMinimises(point, function, letter):
            return _is_minimum(at(point), function, letter, values, unique=True)
        case Maximises(point, function, letter):
            return _is_minimum(at(point), -function, letter, values, unique=False)
        case UniquelyMaximises(point, function, letter):
            return _is_minimum(at(point), -function, letter, values, unique=True)
        case ForEach(index, each):
            return together(true_at(each, inner) for inner in bindings(index, values))
        case Integrable(matrix):
            return _has_moments(matrix, values)
        case SquareIntegrable(vector):
            return _has_moments(vector, values)
        case Independent(vector):
            coordinates, (u,) = in_coordinates(values, vector)
            return are_independent([u[i, :] for i in range(u.rows)], coordinates)
        case IndependentVectors(first, second):
            coordinates, pair = in_coordinates(values, first, second)
            return are_independent(pair, coordinates)
        case Gaussian(vector, mean, covariance):
            coordinates, (u,) = in_coordinates(values, vector)
            return _is_gaussian(u, coordinates, at(mean), at(covariance))
        case Laplace(scalar, location, scale):
            coordinates, (u,) = in_coordinates(values, scalar)
            return _is_laplace(u, coordinates, at(location), at(scale))
        case ChiSquared(scalar, degrees):
            coordinates, (u,) = in_coordinates(values, scalar)
            return _is_chi_squared(u[0], coordinates, at(degrees)[0])
        case StudentT(scalar, square, degrees):
            coordinates, (u, q) = in_coordinates(values, scalar, square)
            return _is_student_t(u, q, coordinates, at(degrees)[0])
    raise MalformedError(f"{statement!r} is not a statement of a known kind")


# Exact decisions.


def _is_never_zero(number: sympy.Expr) -> bool | None:
    """Whether a number is not 0; None where that may depend on its symbols."""
    found = None if variables(number) else sign(number)
    return None if found is None else found != 0


def _least_sign(entry: sympy.Expr) -> int | None:
    """The sign of the infimum of an entry; None where it is not known."""
    least = entry if is_irrational(entry) else _least_value(entry)
    return -1 if least == -sympy.oo else None if least is None else sign(least)


def _least_value(entry: sympy.Expr) -> sympy.Expr | None:
    """The infimum of a polynomial of degree 2 at most, which may be −∞; None for any other.

    For q(x) = xᵀHx/2 + gᵀx + c it is c + gᵀx₀/2 where H is positive semidefinite and Hx₀ = −g.
    """
    q = simplest(entry)
    symbols = variables(q)
    if not symbols:
        return q
    if not q.is_polynomial(*symbols):
        return None
    hessian = simplify(sympy.hessian(q, symbols))
    if variables(hessian):
        return None
    zero = dict.fromkeys(symbols, sympy.S.Zero)
    gradient = sympy.Matrix([q.diff(symbol).xreplace(zero) for symbol in symbols])
    lowest = -hessian.pinv() * gradient
    if not hessian.is_positive_semidefinite or hessian * lowest != -gradient:
        return -sympy.oo
    return q.xreplace(zero) + gradient.dot(lowest) / 2


def _is_minimum(
    point: sympy.Matrix, function: Term, letter: Letter, values: Values, *, unique: bool
) -> bool | None:
    """Whether a function has a minimum at a point, as far as its expression tells.

    Where that does not tell, some values near the point and far from it are looked at.
    """
    symbols = fresh(point.rows)
    entry = value(function, {**values, letter: symbols})[0]
    answer = _is_least(entry, symbols, point, unique)
    if answer is None and _is_lower_near(point, function, letter, values):
        return False
    return answer


def _is_least(
    entry: sympy.Expr, symbols: sympy.Matrix, point: sympy.Matrix, unique: bool
) -> bool | None:
    """Whether slopes say so, or else SymPy sees, in factors too, that no value is lower."""
    answer = _is_least_by_slopes(entry, symbols, point, unique)
    if answer is not None or unique:
        return answer
    gap = entry - entry.xreplace(dict(zip(symbols, point, strict=True)))
    factors = gap if any(_inexact(gap)) else sympy.factor(gap)
    return True if gap.is_nonnegative or factors.is_nonnegative else None


def _is_least_by_slopes(
    entry: sympy.Expr, symbols: sympy.Matrix, point: sympy.Matrix, unique: bool
) -> bool | None:
    """Whether the gradient is 0 at the point and the Hessian, a matrix of numbers, is definite.

    A minimum of a polynomial has the gradient 0, and a Hessian that is semidefinite; for the
    converse it must be of degree 2 at most. c·exp(p) has one where p has, or −p for a negative c.
    """
    if not entry.is_polynomial(*symbols) and not sympy.cancel(entry).is_polynomial(*symbols):
        factor, power = sympy.powsimp(entry).as_independent(*symbols, as_Add=False)
        if not isinstance(power, sympy.exp):
            return _is_least_of_bends(entry, symbols, point, unique)
        way = sign(factor)
        return _is_least(way * power.exp, symbols, point, unique) if way else None
    expanded = sympy.expand(entry)
    gradient = sympy.ImmutableDenseMatrix([expanded.diff(symbol) for symbol in symbols])
    here = dict(zip(symbols, point, strict=True))
    flat = vanishes(gradient.xreplace(here))
    if not flat:
        return flat
    hessian = gradient.jacobian(symbols)
    if is_definite(hessian.xreplace(here), strictly=False) is False:
        return False
    return is_definite(hessian, strictly=unique)


def _is_least_of_bends(
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


def _is_lower_near(point: sympy.Matrix, function: Term, letter: Letter, values: Values) -> bool:
    """Whether a function has a lower value one of some steps from a point."""
    least = value(function, {**values, letter: point})[0]
    basis = sympy.ImmutableDenseMatrix.eye(point.rows)
    steps = (
        way * step * basis[:, k] for k in range(point.rows) for step in STEPS for way in (1, -1)
    )
    return any(
        sign(value(function, {**values, letter: point + step})[0] - least) == -1 for step in steps
    )


# Laws: statements on polynomials in independent random numbers.


def _has_moments(matrix: Term, values: Values) -> bool:
    """That a mean is finite: so it is of every polynomial, for all the laws that there are here."""
    coordinates, (written,) = in_coordinates(values, matrix)
    laws.degree(written, coordinates)
    return True


def are_independent(vectors: list[sympy.Matrix], coordinates: list[Coordinate]) -> bool | None:
    """Whether vectors are independent of one another.

    They are where no two depend on one coordinate; where they take finitely many values, as the
    probabilities of these say. Polynomials in Gaussian numbers with covariance D are where
    ∇p(z)ᵀD∇q(z′) = 0 for all z and z′, and, if their degree is 2 at most, only there (R. G. Laha,
    Annals of Mathematical Statistics 27, 1956). Sums of other numbers are only where they share
    none (Darmois and Skitovich).
    """
    used = [set(laws.in_use(coordinates, vector)) for vector in vectors]
    pairs = list(combinations(range(len(vectors)), 2))
    if all(used[i].isdisjoint(used[j]) for i, j in pairs):
        return True
    shared = [c for c in coordinates if sum(c in each for each in used) > 1]
    degree = max(laws.degree(vector, coordinates) for vector in vectors)
    if {c.kind for c in coordinates} == {TwoValued}:
        return _are_independent_by_enumeration(vectors, coordinates)
    if degree == 1 and any(c.kind is not Normals for c in shared):
        return False
    if any(c.kind is not Normals for c in coordinates):
        return None
    answer = together(_are_orthogonal(vectors[i], vectors[j], coordinates) for i, j in pairs)
    return None if answer is False and degree > 2 else answer


def _are_orthogonal(u: sympy.Matrix, v: sympy.Matrix, coordinates: list[Coordinate]) -> bool | None:
    """Whether ∇u(z)ᵀD∇v(z′) = 0 for all z and z′, where D is the covariance of the coordinates."""
    symbols = [c.symbol for c in coordinates]
    elsewhere = dict(zip(symbols, fresh(len(symbols)), strict=True))
    there = laws.gradients(v, coordinates).xreplace(elsewhere)
    return vanishes(laws.gradients(u, coordinates) * laws.spread(coordinates) * there.T)


def _are_independent_by_enumeration(
    vectors: list[sympy.Matrix], coordinates: list[Coordinate]
) -> bool | None:
    """Whether the probability of each choice of values is the product of their probabilities."""
    whole = sympy.Matrix.vstack(*(vector.reshape(len(vector), 1) for vector in vectors))
    if set(variables(whole)) != {c.symbol for c in coordinates}:
        return None
    ends = list(accumulate(map(len, vectors), initial=0))
    joint: dict[Any, Any] = defaultdict(lambda: sympy.S.Zero)
    for chance, found in laws.outcomes(whole, coordinates):
        key = tuple(tuple(found[a:b]) for a, b in pairwise(ends))
        joint[key] += chance
    each: list[dict[Any, Any]] = [defaultdict(lambda: sympy.S.Zero) for _ in vectors]
    for key, chance in joint.items():
        for chances, part in zip(each, key, strict=True):
            chances[part] += chance
    return all(
        joint.get(key, 0) == sympy.prod(p[part] for p, part in zip(each, key, strict=True))
        for key in product(*each)
    )


def constant(u: sympy.Matrix, coordinates: list[Coordinate]) -> sympy.Matrix | None:
    """The one value of a vector that takes finitely many, if it is one; None if they are more."""
    if any(c.kind is not TwoValued for c in coordinates):
        return None
    values = {simplify(found) for _, found in laws.outcomes(u, coordinates)}
    return values.pop() if len(values) == 1 else None


def _is_gaussian(
    u: sympy.Matrix, coordinates: list[Coordinate], mean: sympy.Matrix, covariance: sympy.Matrix
) -> bool | None:
    """Whether a vector is Gaussian with this mean and covariance; what is of degree 2 is not."""
    still = constant(u, coordinates)
    if still is not None:
        return together(vanishes(difference) for difference in (still - mean, covariance))
    kind, degree = laws.kind_of(coordinates), laws.degree(u, coordinates)
    if kind is TwoValued or (kind is Laplaces and degree == 1) or (kind is Normals and degree == 2):
        return False
    if degree > 1:
        return None
    a, b = laws.affine(u, coordinates)
    said = (b - mean, a * laws.spread(coordinates) * a.T - covariance)
    return together(vanishes(difference) for difference in said)


def _is_laplace(
    u: sympy.Matrix, coordinates: list[Coordinate], location: sympy.Matrix, scale: sympy.Matrix
) -> bool | None:
    """Whether a number is Laplace; no sum of several is, but z₁z₂ + z₃z₄ of Gaussian ones is."""
    kind = laws.kind_of(coordinates)
    if not coordinates or kind is TwoValued:
        return False
    if laws.degree(u, coordinates) > 1:
        return None
    if kind is Normals or len(coordinates) > 1:
        return False
    a, b = laws.affine(u, coordinates)
    said = (b - location, a.applyfunc(sympy.Abs) * laws.spread(coordinates) - scale)
    return together(vanishes(difference) for difference in said)


def _is_chi_squared(
    q: sympy.Expr, coordinates: list[Coordinate], degrees: sympy.Expr
) -> bool | None:
    """Whether a number has a χ² law with so many degrees of freedom.

    Of Gaussian numbers with covariance D, zᵀFz + lᵀz + c has one where FDF = F, l = 0, c = 0, and
    tr FD is the degrees; only there, as its cumulants 2ˢ⁻¹(s−1)!(tr (FD)ˢ + s·lᵀD(FD)ˢ⁻²l/4) show.
    """
    still = constant(sympy.Matrix([q]), coordinates)
    if still is not None:
        return together(vanishes(number) for number in (still, sympy.Matrix([degrees])))
    kind = laws.kind_of(coordinates)
    if kind is not Normals:
        return False if kind is TwoValued else None
    form, slope, middle = laws.quadratic(q, coordinates)
    twisted = form * laws.spread(coordinates)
    rest = sympy.Matrix([middle, twisted.trace() - degrees])
    return together(vanishes(part) for part in (twisted * form - form, slope, rest))


def _is_student_t(
    u: sympy.Matrix, q: sympy.Matrix, coordinates: list[Coordinate], degrees: sympy.Expr
) -> bool | None:
    """Whether u/√q has Student's t law with so many degrees of freedom r, and q > 0 surely.

    For a Gaussian u and a q that are independent, it has where u has mean 0 and a variance v, and
    r·q/v has a χ² law; only there, as a law that is mixed of centred Gaussian ones tells of which.
    """
    kind = laws.kind_of(coordinates)
    way = sign(degrees)
    if way is None:
        return None
    if way <= 0 or not coordinates or kind is TwoValued:
        return False
    if kind is not Normals or laws.degree(u, coordinates) > 1:
        return None
    a, b = laws.affine(u, coordinates)
    if not are_independent([u, q], coordinates):
        return None
    variance = simplest((a * laws.spread(coordinates) * a.T)[0])
    if variance == 0:
        return False
    ratio = simplest(degrees * q[0] / variance)
    answers = (vanishes(b), _is_chi_squared(ratio, laws.in_use(coordinates, ratio), degrees))
    return together(iter(answers))


# What is accepted as a value.


def _check_values(values: Values) -> None:
    """Raise unless dimensions are positive integers, and letters exact matrices."""
    for key, given in values.items():
        match key, given:
            case Dimension(), int() if type(given) is int and given >= 1:
                continue
            case Random() | tuple(), law if isinstance(law, LAWS):
                continue
            case Variable(), sympy.MatrixBase():
                for entry in given:
                    for wrong in _inexact(entry):
                        raise MalformedError(
                            f"the value of {key} has the entry {entry}, where {wrong} of kind "
                            f"{type(wrong).__name__} is neither an exact rational nor a symbol"
                        )
            case _:
                raise MalformedError(
                    "values are positive ints by Dimension and SymPy matrices by Letter, not "
                    f"{given!r} for {key!r}"
                )


def _inexact(entry: sympy.Basic) -> Iterator[sympy.Basic]:
    """The parts of an entry that make it no rational function with rational coefficients."""
    match entry:
        case sympy.Rational() | sympy.Symbol() | MatrixElement():
            return
        case sympy.Add() | sympy.Mul():
            for part in entry.args:
                yield from _inexact(part)
        case sympy.Pow(base=base, exp=sympy.Integer()):
            yield from _inexact(base)
        case _:
            yield entry
