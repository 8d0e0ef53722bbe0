"""Laws in SymPy: every random vector is written as polynomials in independent random numbers.

A Gaussian vector is m + Lz with Gaussian numbers z, where S = L·diag(variances)·Lᵀ. A mean is the
sum over outcomes of z, probability times value. Those of a number that takes two values are its
own. A Gaussian number has in their place five outcomes with the same first five moments, a Laplace
number three with the same first three: this gives the means of polynomials up to that degree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from math import inf
from typing import Any, final

import sympy
from sympy.polys.rings import PolyRing

from ..numbers.distributions import Laplaces, Law, Normals, Quadratics, TwoValued, arrays
from ..numbers.errors import UnknownLawError
from .exact import determinant, fresh, is_definite, sign, simplest, simplify, variables


@final
@dataclass(frozen=True, slots=True, eq=False)
class Coordinate:
    """A random number of mean 0, or of two values, that is independent of all others.

    Its outcomes, each with a probability, have its moments up to the degree.
    """

    symbol: sympy.Dummy
    kind: type[Law]
    size: sympy.Expr  # the variance, and of a Laplace law the scale
    outcomes: tuple[tuple[sympy.Expr, sympy.Expr], ...]
    degree: float


def gaussian(symbol: sympy.Dummy, variance: sympy.Rational) -> Coordinate:
    """A Gaussian number: in its place 0, ±s and ±2s, for a power s of 2 near its deviation."""
    s = sympy.S.One
    while 3 * variance > 4 * s**2:
        s *= 2
    while 3 * variance < s**2:
        s /= 2
    u = variance / s**2
    near, far = u * (4 - 3 * u) / 6, u * (3 * u - 1) / 24
    outcomes = ((1 - 2 * near - 2 * far, sympy.S.Zero), (near, s), (near, -s))
    return Coordinate(symbol, Normals, variance, (*outcomes, (far, 2 * s), (far, -2 * s)), 5)


def laplace(symbol: sympy.Dummy, scale: sympy.Rational) -> Coordinate:
    """A Laplace number of location 0, and so of variance 2·scale²: in its place 0 and ±2·scale."""
    quarter = sympy.Rational(1, 4)
    outcomes = ((1 - 2 * quarter, sympy.S.Zero), (quarter, 2 * scale), (quarter, -2 * scale))
    return Coordinate(symbol, Laplaces, scale, outcomes, 3)


def two_valued(symbol: sympy.Dummy, high: sympy.Rational, low: sympy.Rational) -> Coordinate:
    """A number of mean 0 that takes these two values."""
    outcomes = ((-low / (high - low), high), (high / (high - low), low))
    return Coordinate(symbol, TwoValued, -high * low, outcomes, inf)


@lru_cache(maxsize=64)
def write_out(law: Law) -> tuple[sympy.ImmutableDenseMatrix, tuple[Coordinate, ...]]:
    """A vector of the law, as polynomials in the symbols of coordinates."""
    given = [sympy.Matrix(array) for array in arrays(law)]
    match law:
        case Normals():
            mean, covariance = given
            moved, coordinates = _centred_gaussian(covariance)
            return sympy.ImmutableDenseMatrix(mean + moved), coordinates
        case Laplaces():
            location, scale = given
            z = fresh(scale.rows)
            vector = sympy.ImmutableDenseMatrix(location + z)
            return vector, tuple(map(laplace, z, scale))
        case TwoValued():
            mean, loading, values = given
            z = fresh(values.rows)
            pairs = zip(z, values.tolist(), strict=True)
            vector = sympy.ImmutableDenseMatrix(mean + loading * z)
            return vector, tuple(two_valued(symbol, *pair) for symbol, pair in pairs)
        case Quadratics():
            constant, loading, forms, covariance = given
            x, coordinates = _centred_gaussian(covariance)
            size = covariance.rows
            bent = [(x.T * forms[size * i :, :][:size, :] * x)[0] for i in range(constant.rows)]
            return simplify(constant + loading * x + sympy.Matrix(bent)), coordinates
    raise UnknownLawError(f"{law!r} is not a law that is known here")


def _centred_gaussian(covariance: sympy.Matrix) -> tuple[sympy.Matrix, tuple[Coordinate, ...]]:
    """A Gaussian vector of mean 0 and this covariance."""
    left, vector, coordinates = covariance, sympy.zeros(covariance.rows, 1), []
    for k in range(covariance.rows):
        pivot = left[k, k]
        if pivot != 0:
            column, (symbol,) = left[:, k] / pivot, fresh(1)
            left = left - pivot * column * column.T
            vector += symbol * column
            coordinates.append(gaussian(symbol, pivot))
    return vector, tuple(coordinates)


def in_use(coordinates: Iterable[Coordinate], *things: Any) -> list[Coordinate]:
    """The coordinates that occur in matrices or expressions."""
    symbols = set[Any]().union(*(thing.free_symbols for thing in things))
    return [c for c in coordinates if c.symbol in symbols]


def kind_of(coordinates: Sequence[Coordinate]) -> type[Law]:
    """The one kind that all coordinates are of; none at all make a Gaussian vector."""
    kinds = {c.kind for c in coordinates}
    if len(kinds) > 1:
        raise UnknownLawError("the law of vectors of several kinds together is not one known here")
    return kinds.pop() if kinds else Normals


def degree(matrix: sympy.Matrix, coordinates: Sequence[Coordinate]) -> int:
    """The degree of the entries in the symbols of coordinates together."""
    if not coordinates:
        return 0
    entries = polynomials(matrix, coordinates)
    return max((sum(powers[: len(coordinates)]) for p in entries for powers in p), default=0)


def mean(matrix: sympy.Matrix, coordinates: Sequence[Coordinate]) -> sympy.ImmutableDenseMatrix:
    """The sum over all outcomes of probability times value."""
    if not coordinates:
        return sympy.ImmutableDenseMatrix(matrix)
    means = [average(entry, coordinates).as_expr() for entry in polynomials(matrix, coordinates)]
    return sympy.ImmutableDenseMatrix(*matrix.shape, means)


def covariance(
    u: sympy.Matrix, v: sympy.Matrix, coordinates: Sequence[Coordinate]
) -> sympy.ImmutableDenseMatrix:
    """The mean of (u − E[u])(v − E[v])ᵀ."""
    if not coordinates:
        return sympy.ImmutableDenseMatrix.zeros(len(u), len(v))
    entries = polynomials(sympy.Matrix.vstack(u, v), coordinates)
    away = [entry - average(entry, coordinates) for entry in entries]
    pairs = product(away[: len(u)], away[len(u) :])
    means = [average(x * y, coordinates).as_expr() for x, y in pairs]
    return sympy.ImmutableDenseMatrix(len(u), len(v), means)


def polynomials(matrix: sympy.Matrix, coordinates: Sequence[Coordinate]) -> list[Any]:
    """The entries in a ring of SymPy's polynomials, with coordinates as its first generators."""
    symbols = [c.symbol for c in coordinates]
    if not all(entry.is_polynomial(*symbols) for entry in matrix):
        raise UnknownLawError("what is no polynomial in a random vector has no law known here")
    others = [x for x in variables(matrix) if x not in symbols]
    try:
        ring = PolyRing([*symbols, *others], sympy.QQ)
        return [ring.from_expr(entry) for entry in matrix]
    except ValueError:  # some other number is not rational, or stands in a denominator
        ring = PolyRing(symbols, sympy.EX)
        return [ring.from_expr(entry) for entry in matrix]


def average(entry: Any, coordinates: Sequence[Coordinate]) -> Any:
    """The mean of such a polynomial: the sum over outcomes, one symbol after the other."""
    to, generators = entry.ring.domain.from_sympy, entry.ring.gens
    for x, c in zip(generators, coordinates, strict=False):  # the ring has others too
        if entry.degree(x) > c.degree:
            raise UnknownLawError(f"a mean of degree {entry.degree(x)} is not one known here")
        terms = [entry.subs(x, to(outcome)) * to(chance) for chance, outcome in c.outcomes]
        entry = sum(terms[1:], start=terms[0])
    return entry


def outcomes(
    matrix: sympy.Matrix, coordinates: Sequence[Coordinate]
) -> list[tuple[sympy.Expr, sympy.ImmutableDenseMatrix]]:
    """The probabilities and values of a vector that takes finitely many, some of them repeated."""
    found = []
    for chosen in product(*(c.outcomes for c in coordinates)):
        pairs = zip(coordinates, chosen, strict=True)
        at = {c.symbol: outcome for c, (_, outcome) in pairs}
        found.append((sympy.prod(chance for chance, _ in chosen), simplify(matrix.xreplace(at))))
    return found


def affine(
    vector: sympy.Matrix, coordinates: Sequence[Coordinate]
) -> tuple[sympy.ImmutableDenseMatrix, sympy.ImmutableDenseMatrix]:
    """A and b of a vector Az + b in the symbols z of coordinates."""
    if degree(vector, coordinates) > 1:
        raise UnknownLawError("what is not affine in a random vector has no law known here")
    zero = {c.symbol: sympy.S.Zero for c in coordinates}
    return simplify(gradients(vector, coordinates)), vector.xreplace(zero)


def quadratic(
    entry: sympy.Expr, coordinates: Sequence[Coordinate]
) -> tuple[sympy.Matrix, sympy.Matrix, sympy.Expr]:
    """F, l and c of zᵀFz + lᵀz + c, with F symmetric, in the symbols z of coordinates."""
    if degree(sympy.Matrix([entry]), coordinates) > 2:
        raise UnknownLawError("what has degree 3 in a random vector has no law known here")
    zero = {c.symbol: sympy.S.Zero for c in coordinates}
    gradient = gradients(sympy.Matrix([entry]), coordinates).T
    form = simplify(gradients(gradient, coordinates) / 2)
    return form, gradient.xreplace(zero), entry.xreplace(zero)


def gradients(vector: sympy.Matrix, coordinates: Sequence[Coordinate]) -> sympy.Matrix:
    """The derivatives of the entries, as rows."""
    rows = [[entry.diff(c.symbol) for c in coordinates] for entry in vector]
    return sympy.Matrix(len(vector), len(coordinates), list(chain.from_iterable(rows)))


def spread(coordinates: Sequence[Coordinate]) -> sympy.Matrix:
    """The sizes of coordinates along the diagonal: of Gaussian ones the covariance."""
    return sympy.diag(*(c.size for c in coordinates))


def moment_generating(exponent: sympy.Expr, coordinates: Sequence[Coordinate]) -> sympy.Expr:
    """E[exp p] of a polynomial p, and 0 where that is infinite.

    Of Gaussian numbers with covariance D it is exp(c + lᵀP⁻¹l/2)/√(det D · det P) for
    p = zᵀFz + lᵀz + c and P = D⁻¹ − 2F, where that is positive definite.
    """
    kind = kind_of(coordinates)
    if kind is TwoValued:
        values = outcomes(sympy.Matrix([exponent]), coordinates)
        return sum(chance * sympy.exp(found[0]) for chance, found in values)
    if kind is Laplaces:
        slopes, constant = affine(sympy.Matrix([exponent]), coordinates)
        narrow = [1 - (c.size * slope) ** 2 for c, slope in zip(coordinates, slopes, strict=True)]
        finite = [positive(number) for number in narrow]
        return sympy.exp(constant[0]) / sympy.prod(narrow) if all(finite) else sympy.S.Zero
    form, slope, constant = quadratic(exponent, coordinates)
    variances = spread(coordinates)
    precision = simplify(variances.inv() - 2 * form)
    definite = form.is_zero_matrix or is_definite(precision, strictly=True)
    if definite is None:
        raise UnknownLawError("whether a mean is finite depends on symbols")
    if not definite:
        return sympy.S.Zero
    size = simplest(determinant(variances) * determinant(precision))
    middle = (slope.T * precision.inv() * slope)[0] if coordinates else sympy.S.Zero
    return sympy.exp(constant + middle / 2) / sympy.sqrt(size)


def positive(number: sympy.Expr) -> bool:
    """Whether a number is positive, on which it depends whether a mean is finite."""
    way = sign(number)
    if way is None:
        raise UnknownLawError("whether a mean is finite depends on symbols")
    return way > 0


def density(
    vector: sympy.Matrix, coordinates: Sequence[Coordinate], point: sympy.Matrix
) -> sympy.Expr:
    """The density of a vector at a point; 0 where there is none, as of a singular covariance."""
    kind = kind_of(coordinates)
    if kind is TwoValued:
        return sympy.S.Zero
    slopes, middle = affine(vector, coordinates)
    away = point - middle
    if kind is Laplaces:
        places = alone(slopes)
        scales = [abs(slopes[i, j]) * coordinates[j].size for i, j in enumerate(places)]
        factors = (
            sympy.exp(-sympy.Abs(x) / b) / (2 * b) for x, b in zip(away, scales, strict=True)
        )
        return sympy.Mul(*factors)
    covariance = slopes * spread(coordinates) * slopes.T
    size = determinant(covariance)
    if sign(size) == 0:
        return sympy.S.Zero
    form = (away.T * covariance.adjugate() * away)[0] / size
    return sympy.exp(-form / 2) / sympy.sqrt((2 * sympy.pi) ** len(away) * size)


def alone(slopes: sympy.Matrix) -> list[int]:
    """The one column that is not 0 of each row, another for each row."""
    places = [[j for j in range(slopes.cols) if slopes[i, j] != 0] for i in range(slopes.rows)]
    chosen = [place[0] for place in places if len(place) == 1]
    if len(set(chosen)) < slopes.rows:
        raise UnknownLawError("the law of a sum of Laplace numbers is not one known here")
    return chosen
