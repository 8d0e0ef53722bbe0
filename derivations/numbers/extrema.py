"""Extrema of some functions that are no polynomials: c·exp(p), and sums of absolute values.

c·exp(p) has its extrema where p has, or −p for a negative c; the density of a Gaussian vector whose
covariance does not change is one such function. A sum of absolute values of affine
functions, with factors that are not negative, is convex: a point is least where no direction leads
down from it, and of the directions only the edges of the cones on which the slope is linear matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, count
from math import inf
from typing import Any, final

import numpy as np

from ..kernel.terms import (
    Absolute,
    Density,
    Exp,
    Letter,
    ProductOver,
    Random,
    Scaled,
    Sum,
    SumOver,
    Term,
    Variable,
    Zero,
    as_term,
)
from ..kernel.trees import Abbreviation
from .distributions import precision
from .elimination import Matrix, as_matrix, echelon, product
from .errors import IrrationalError
from .evaluate import (
    Valuation,
    degree_or_infinity,
    degrees_inside,
    names_in,
)

_TURNS = 100  # from one bend to the next, on the way to a least point


def exponential(f: Term, degrees: Mapping[Variable, float]) -> tuple[Term, Term] | None:
    """c and p of f = c·exp(p), where no letter of the given degrees is in c; None for another f."""
    if degree_or_infinity(f, degrees) == 0:
        return f, Zero()
    match f:
        case Exp(argument):
            return as_term(1), argument
        case Scaled(left, right):
            first, second = exponential(left, degrees), exponential(right, degrees)
            return (first[0] * second[0], first[1] + second[1]) if first and second else None
        case ProductOver(index, body):
            inside = exponential(body, {**degrees, index: 0})
            return (ProductOver(index, inside[0]), SumOver(index, inside[1])) if inside else None
        case Abbreviation(body=body):
            inside = exponential(body, degrees_inside(f, degrees))
            return (_with_body(f, inside[0]), _with_body(f, inside[1])) if inside else None
    return None


def _with_body(f: Abbreviation, body: Term) -> Abbreviation:
    """An abbreviation of another body, with the same arguments."""
    used = [
        (parameter, argument)
        for parameter, argument in zip(f.parameters, f.arguments, strict=True)
        if parameter in names_in(body)
    ]
    return Abbreviation(f.name, tuple(p for p, _ in used), tuple(a for _, a in used), body)


def with_exponentials(f: Term, w: Letter, at: Valuation) -> tuple[Term, Valuation]:
    """A function of w with each density of a Gaussian vector as exp(p), but for a positive factor.

    The valuation is one in which that function is to be evaluated. Densities that depend on w
    otherwise than by the mean, and those of other laws, stay as they are.
    """
    match f:
        case Scaled(left, right):
            first, at = with_exponentials(left, w, at)
            second, at = with_exponentials(right, w, at)
            return first * second, at
        case Density(of, point) if degree_or_infinity(f, {w: 1}) > 0:
            return _exponential_of_distance(of, point, w, at) or (f, at)
    return f, at


def _exponential_of_distance(
    of: Term, point: Term, w: Letter, at: Valuation
) -> tuple[Term, Valuation] | None:
    """exp(−½ (point − mean)ᵀ Σ⁻¹ (point − mean)), where random letters are bound to their means."""
    random = [letter for letter in names_in(of) if isinstance(letter, Random)]
    if degree_or_infinity(of, {w: 1, **dict.fromkeys(random, 1)}) > 1:
        return None
    law = at.bound(w, np.zeros(at.shape(w), object if at.exact else float)).law(of)
    found = precision(law)
    if found is None:
        return None
    fresh = (Letter(f"precision{k}", of.shape[0], of.shape[0]) for k in count())
    inverse = next(letter for letter in fresh if letter not in {*at.letters, w})
    at = at.bound(inverse, found)
    for letter in random:
        at = at.bound(letter, at.mean(letter))
    away = point - of
    return Exp(-(away.T @ inverse @ away) / 2), at


def sign_of(scalar: Term, at: Valuation) -> int:
    """The sign of a number, in floats where it is not rational."""
    try:
        number = at.value(scalar)[0, 0]
    except IrrationalError:
        number = at.floating().value(scalar)[0, 0]
    return int(number > 0) - int(number < 0)


@final
@dataclass(frozen=True, slots=True)
class Piece:
    """factor · |argument|, or factor · argument; affine in a letter, which moves `around` a point.

    The first of these valuations is at the point, the others are one step along each axis.
    """

    factor: Any
    bends: bool
    argument: Term
    around: list[Valuation]

    @property
    def here(self) -> Any:
        """The argument at the point."""
        return self.around[0].value(self.argument)[0, 0]

    @property
    def gradient(self) -> Matrix:
        """The gradient of the argument, times the factor."""
        there = [at.value(self.argument)[0, 0] for at in self.around[1:]]
        found: Matrix = self.factor * np.array([x - self.here for x in there])
        return found


def pieces(f: Term, w: Letter, here: Matrix, at: Valuation) -> list[Piece] | None:
    """The pieces that f is the sum of, but for a constant; None where it is no such sum."""
    around = [at.bound(w, place) for place in (here, *(here + u for u in at.units(len(here))))]
    return _pieces_of(f, {w: 1}, around)


def _pieces_of(
    f: Term, degrees: Mapping[Variable, float], around: list[Valuation]
) -> list[Piece] | None:
    """The pieces of a term in which letters have the given degrees."""

    def degree(part: Term) -> float:
        return degree_or_infinity(part, degrees)

    def of(part: Term) -> list[Piece] | None:
        return _pieces_of(part, degrees, around)

    match f:
        case _ if degree(f) == 0:
            with suppress(IrrationalError):
                around[0].value(f)  # it must mean something
            return []
        case _ if degree(f) <= 1:
            return [Piece(1, False, f, around)]
        case Absolute(argument) if degree(argument) <= 1:
            return [Piece(1, True, argument, around)]
        case Sum(left, right):
            return together([of(left), of(right)])
        case Scaled(scalar, matrix) if degree(scalar) == 0:
            factor, found = around[0].value(scalar)[0, 0], of(matrix)
            return found and [replace(piece, factor=factor * piece.factor) for piece in found]
        case SumOver(index, body):
            inner = zip(*(at.each(index) for at in around), strict=True)
            return together(_pieces_of(body, {**degrees, index: 0}, list(ats)) for ats in inner)
        case Abbreviation(body=body):
            return _pieces_of(body, degrees_inside(f, degrees), [at.inside(f) for at in around])
    return None


def together(found: Iterable[list[Piece] | None]) -> list[Piece] | None:
    """All pieces, or None where there is a None."""
    lists = list(found)
    return None if None in lists else [piece for each in lists if each for piece in each]


def is_convex(found: list[Piece]) -> bool:
    """Whether no piece bends down."""
    return all(piece.factor >= 0 for piece in found if piece.bends)


def downward(found: list[Piece], size: int, flat: bool = False) -> Matrix | None:
    """A direction in which an exact convex sum of pieces falls; None at a least point.

    With `flat` also one in which it stays as it is.
    """
    slope, bends = np.zeros(size, dtype=object), []
    for piece in found:
        if piece.bends and piece.here == 0:
            bends.append(piece.gradient)
        else:
            slope = slope + (-1 if piece.bends and piece.here < 0 else 1) * piece.gradient
    if not (slope.any() or flat):
        return None
    rows = np.array(bends, dtype=object).reshape(-1, size)
    for along in kernel(rows):
        if flat or product(slope, along):
            return -along if product(slope, along) > 0 else along
    basis = rows[echelon(rows.T)[1]]
    for chosen in combinations(rows, len(basis) - 1) if len(basis) else ():
        edges = kernel(product(np.array(chosen, dtype=object).reshape(-1, size), basis.T))
        edge = product(edges[0], basis)
        for way in (edge, -edge) if len(edges) == 1 else ():
            rise = product(slope, way) + np.abs(product(rows, way)).sum()
            if rise < 0 or (flat and rise == 0):
                return way
    return None


def kernel(matrix: Matrix) -> list[Matrix]:
    """A basis of the vectors that an exact matrix takes to 0."""
    rows, pivots = echelon(matrix)
    size = matrix.shape[1]
    found = []
    for free in (j for j in range(size) if j not in pivots):
        vector = np.zeros(size, dtype=object)
        vector[free] = 1
        for row, pivot in zip(rows, pivots, strict=True):
            vector[pivot] = -row[free]
        found.append(vector)
    return found


def least_point(f: Term, w: Letter, start: Matrix, at: Valuation) -> Matrix | None:
    """A least point of an exact convex sum of pieces, from bend to bend; None for another f.

    Of c·exp(p) it is one of p or −p.
    """
    parts = exponential(f, {w: 1})
    if parts and degree_or_infinity(f, {w: 1}) == inf:
        sign = sign_of(parts[0], at)
        return least_point(sign * parts[1], w, start, at) if sign else None
    here = start
    for _ in range(_TURNS):
        found = pieces(f, w, here, at)
        if found is None or not is_convex(found):
            return None
        way = downward(found, len(here))
        if way is None:
            return here
        lines = [(p.bends, p.factor * p.here, product(p.gradient, way)) for p in found]
        stops = [Fraction(-a) / b for bends, a, b in lines if bends and a * b < 0]
        if not stops:
            return None  # it falls for ever

        def height(step: Any, lines: list[tuple[bool, Any, Any]] = lines) -> Any:
            heights = ((bends, a + step * b) for bends, a, b in lines)
            return sum(abs(a) if bends else a for bends, a in heights)

        here = as_matrix(here + min(stops, key=height) * way[:, None])
    return None
