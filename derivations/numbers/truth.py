"""The truth of a statement on exact matrices, by elimination over the rationals.

It judges counterexamples and instances. Of the kernel it uses the classes of terms and statements:
no normal form, no substitution, no rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import inf, prod
from typing import Any

import numpy as np

from ..kernel.declarations import OF_LAWS, ON_LAWS
from ..kernel.errors import MalformedError
from ..kernel.nodes import Node
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
    OfMinimum,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    StudentT,
    UniquelyMaximises,
    UniquelyMinimises,
)
from ..kernel.terms import (
    Derivative,
    Dimension,
    Letter,
    Product,
    Random,
    Term,
    Transpose,
    Variable,
)
from ..kernel.trees import Abbreviation
from ..subterms import parts
from . import distributions, elimination, extrema, images
from .distributions import Laplaces, Normals, Quadratics, TwoValued
from .elimination import Matrix
from .errors import UnknownLawError
from .evaluate import (
    Valuation,
    Values,
    degree,
    degree_or_infinity,
    names_in,
    outcomes_in,
    sizes_of,
    valuation_of,
)

STEPS = (1, -1)  # how far from a minimum lower values are looked for, where it is no polynomial


def holds(statement: Statement, values: Values) -> bool | None:
    """Whether the statement is true for the given exact matrices; None where this cannot tell.

    It can tell but for a minimum of a function whose degree may exceed 2, with gradient 0 and a
    positive semidefinite Hessian, or which is none of those in `extrema`, and no square that is 0.
    `values` are as for `evaluate`, and exact.

    Raises UndefinedError where a term of the statement means nothing, IrrationalError where one is
    not rational, MalformedError for floats.

    >>> from derivations.kernel.terms import Dimension
    >>> n = Dimension("n")
    >>> A = Letter("A", n, n)
    >>> holds(Equals(A @ A, A), {A: [[1, 1], [0, 0]]})
    True
    >>> holds(Invertible(A), {A: [[1, 1], [0, 0]]})
    False
    """
    return true_at(statement, exactly(values, statement))


def exactly(values: Values, statement: Statement) -> Valuation:
    """The exact valuation of all that a statement speaks of."""
    at = valuation_of(values, all_names(statement))
    if not at.exact:
        raise MalformedError("exact truth is of exact matrices: give int and Fraction, no floats")
    return at


def all_names(statement: Statement) -> set[Variable | Dimension]:
    """The free letters of a statement, and all its dimensions."""
    match statement:
        case OfMinimum(point, f, w):
            return names_in(f) - {w} | names_in(point) | sizes_of(w)
        case ForEach(index, each):
            return all_names(each) - {index} | sizes_of(index)
        case Statement():
            return set[Variable | Dimension]().union(*map(names_in, parts(statement)))
    raise MalformedError(f"{statement!r} is not a statement of a known kind")


def uses(node: Node, law: bool = False) -> Iterator[tuple[Random, bool]]:
    """The random letters of a term or statement, each with whether it stands in a law."""
    if isinstance(node, Random):
        yield node, law
    inside = law or isinstance(node, OF_LAWS) or type(node) in ON_LAWS
    for part in parts(node):
        if isinstance(part, Node):
            yield from uses(part, inside)


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
            return _is_semidefinite(at.value(a))
        case PositiveDefinite(a):
            matrix = at.value(a)
            return _is_semidefinite(matrix) and elimination.rank(matrix) == len(matrix)
        case Minimises(point, f, w):
            return minimum(point, f, w, at, unique=False)
        case UniquelyMinimises(point, f, w):
            return minimum(point, f, w, at, unique=True)
        case Maximises(point, f, w):
            return minimum(point, -f, w, at, unique=False)
        case UniquelyMaximises(point, f, w):
            return minimum(point, -f, w, at, unique=True)
        case ForEach(index, each):
            return together(true_at(each, inner) for inner in at.each(index))
        case Gaussian() | Laplace():
            return law_holds(statement, at)
        case Integrable() | SquareIntegrable() | ChiSquared() | StudentT():
            return _image_holds(statement, at)
        case Independent() | IndependentVectors():
            return _image_holds(statement, at)
    raise MalformedError(f"{statement!r} is not a statement of a known kind")


def instances_of(statement: Statement, at: Valuation) -> Iterator[tuple[Statement, Valuation]]:
    """A statement, or what it says for each basis vector, with the valuation that binds it."""
    if isinstance(statement, ForEach):
        for inner in at.each(statement.index):
            yield from instances_of(statement.statement, inner)
    else:
        yield statement, at


def together(answers: Iterator[bool | None]) -> bool | None:
    """Whether all answers are yes; None where one is unclear and none is no."""
    found = set(answers)
    return False if False in found else None if None in found else True


def law_holds(statement: Gaussian | Laplace, at: Valuation) -> bool | None:
    """Whether an exact law is as a statement says; None where the law is not known."""
    term = statement.scalar if isinstance(statement, Laplace) else statement.vector
    try:
        law = at.law(term)
    except UnknownLawError:
        return None
    if isinstance(law, Quadratics) and isinstance(statement, Laplace):
        return None
    said = tuple(map(at.value, list(parts(statement))[1:]))
    kind = Normals if isinstance(statement, Gaussian) else Laplaces
    if isinstance(law, TwoValued) and not distributions.moments(law)[1].any():
        law = Normals(*distributions.moments(law))  # it is constant
    pairs = zip(distributions.arrays(law), said, strict=False)
    return isinstance(law, kind) and all(np.array_equal(mine, theirs) for mine, theirs in pairs)


def _image_holds(statement: images.OnLaws, at: Valuation) -> bool | None:
    """Whether random vectors have such laws; where there are few outcomes, by looking at each."""
    try:
        found = images.holds(statement, at)
    except UnknownLawError:
        return None
    if found is None and isinstance(statement, Independent | IndependentVectors):
        return independent_outcomes(statement, at)
    return found


def independent_outcomes(statement: Independent | IndependentVectors, at: Valuation) -> bool | None:
    """Whether the probabilities of what entries or vectors are together multiply; None: unknown."""
    vectors = list(parts(statement))
    outcomes = at.every_outcome({x for vector in vectors for x in outcomes_in(vector)})
    if outcomes is None:
        return None
    together: dict[tuple[Any, ...], Fraction] = defaultdict(Fraction)
    apart: list[dict[Any, Fraction]] = []
    for chance, inner in outcomes:
        values = [tuple(inner.value(vector)[:, 0]) for vector in vectors]
        event = values[0] if isinstance(statement, Independent) else tuple(values)
        together[event] += chance
        apart = apart or [defaultdict(Fraction) for _ in event]
        for chances, part in zip(apart, event, strict=True):
            chances[part] += chance
    return all(
        together.get(event, 0) == prod(c[part] for c, part in zip(apart, event, strict=True))
        for event in product(*apart)
    )


def _is_semidefinite(matrix: Matrix) -> bool:
    """Whether a matrix is symmetric, and positive semidefinite."""
    return np.array_equal(matrix, matrix.T) and elimination.is_semidefinite(matrix)


def minimum(point: Term, f: Term, w: Letter, at: Valuation, unique: bool) -> bool | None:
    """A quadratic function has a minimum where its gradient is 0, if its Hessian is semidefinite.

    The minimum is unique if the Hessian is definite. Both are necessary for any polynomial.
    """
    if degree_or_infinity(f, {w: 1}) == inf:
        return _minimum_of_no_polynomial(point, f, w, at, unique)
    if at.value(first_derivative(f, w, point)).any():
        return False
    hessian = at.value(second_derivative(f, w, point))
    if not _is_semidefinite(hessian):
        return False
    if degree(f, {w: 1}) > 2:
        return _of_a_square(point, f, w, at, unique)
    return not unique or elimination.rank(hessian) == len(hessian)


def _minimum_of_no_polynomial(
    point: Term, f: Term, w: Letter, at: Valuation, unique: bool
) -> bool | None:
    """Of c·exp(p) a minimum of p or −p; of absolute values one from which no direction leads down.

    Densities of Gaussian vectors are such exponentials. Of another function only some values near
    the point are looked at.
    """
    f, at = extrema.with_exponentials(f, w, at)
    parts = extrema.exponential(f, {w: 1})
    if parts:
        sign = extrema.sign_of(parts[0], at)
        return minimum(point, sign * parts[1], w, at, unique) if sign else None
    here = at.value(point)
    pieces = extrema.pieces(f, w, here, at)
    if pieces is not None and extrema.is_convex(pieces):
        return extrema.downward(pieces, len(here), flat=unique) is None
    return False if _is_lower_near(point, f, w, at) else _of_a_square(point, f, w, at, unique)


def _of_a_square(point: Term, f: Term, w: Letter, at: Valuation, unique: bool) -> bool | None:
    """A square is least where it is 0; of anything else, nothing is said."""
    while isinstance(f, Abbreviation):
        f = f.unfolded()
    square = isinstance(f, Product) and f.left == f.right and f.shape == (1, 1)
    zero = square and not at.bound(w, at.value(point)).value(f).any()
    return True if zero and not unique else None


def _is_lower_near(point: Term, f: Term, w: Letter, at: Valuation) -> bool:
    """Whether a function has a lower value one step from a point."""
    here = at.value(point)
    least = at.bound(w, here).value(f)[0, 0]
    around = (here + step * unit for unit in at.units(len(here)) for step in STEPS)
    return any(at.bound(w, there).value(f)[0, 0] < least for there in around)


@lru_cache(maxsize=256)
def second_derivative(f: Term, w: Letter, point: Term) -> Term:
    """The Hessian of w ↦ f at a point."""
    return Derivative(Transpose(first_derivative(f, w, w)), w, point)


@lru_cache(maxsize=256)
def first_derivative(f: Term, w: Letter, point: Term) -> Term:
    """The gradient of w ↦ f at a point, as a row."""
    return Derivative(f, w, point)
