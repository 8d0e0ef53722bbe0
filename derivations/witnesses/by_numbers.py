"""The witness by numbers: a statement in floating point, at larger sizes than exact matrices allow.

Two things are equal when their difference is below TOLERANCE times the *scale* of the terms: a
bound on what they would be without any cancellation, to which rounding errors are relative. What
ought to be positive is so above TOLERANCE, and is not below ROUNDING; between them nothing is said.

Of the kernel it uses the classes of terms and statements: no normal form, no substitution, no rule.
With the other witnesses it shares these classes, and the exact instances on which a line is tried;
terms are evaluated as in `evaluate`, and second derivatives are written as in `truth`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from ..elimination import Matrix
from ..evaluate import Valuation, Values, degree, differences, in_our_words, named, valuation
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
from ..kernel.terms import (
    Abbreviation,
    Derivative,
    Inverse,
    Letter,
    Product,
    Scaled,
    SquaredNorm,
    Sum,
    Term,
    Trace,
    Transpose,
)
from ..truth import second_derivative, terms_of

TOLERANCE = 1e-8
ROUNDING = 1e-12
RADII = (1e-2, 1.0, 1e2)  # how far from a minimum lower points are looked for
POINTS = 20  # points at each radius


@in_our_words()
def holds(statement: Statement, values: Values, rng: np.random.Generator) -> bool | None:
    """Whether a statement holds for the given matrices as far as floats can tell; None: unclear.

    `values` are as for `evaluate`; exact ones are turned into floats. Raises Undefined where a
    matrix that is inverted is singular to working precision, MalformedError where numbers are too
    large for floats, or become so.

    >>> from derivations.kernel.terms import Dimension
    >>> X, rng = Letter("X", Dimension("n"), Dimension("d")), np.random.default_rng(0)
    >>> values = {X: rng.normal(size=(30, 5))}
    >>> holds(Equals(X @ Inverse(X.T @ X) @ X.T @ X, X), values, rng)
    True
    >>> holds(FullColumnRank(X.T), values, rng)
    False
    """
    at = valuation(values, *terms_of(statement)).floating()
    match statement:
        case Equals(left, right):
            return is_zero(at.value(left) - at.value(right), scale(left, at) + scale(right, at))
        case Invertible(a) | FullColumnRank(a):
            singular = np.linalg.svd(at.value(a), compute_uv=False)
            wide = len(singular) < at.shape(a)[1]
            return not wide and is_positive(singular[-1], singular[0])
        case Nonnegative(a):
            return bool(at.value(a)[0, 0] >= -TOLERANCE * scale(a, at))
        case Positive(a):
            return is_positive(at.value(a)[0, 0], scale(a, at))
        case PositiveSemidefinite(a):
            return is_definite(at.value(a), scale(a, at), strictly=False)
        case PositiveDefinite(a):
            return is_definite(at.value(a), scale(a, at), strictly=True)
        case Minimises(point, f, w):
            return is_minimum(point, f, w, at, rng)
        case UniquelyMinimises(point, f, w):
            least = is_minimum(point, f, w, at, rng)
            if not least:
                return least
            hessian = second_derivative(f, w, point)
            return is_definite(at.value(hessian), scale(hessian, at), strictly=True)
    raise MalformedError(f"{statement!r} is not a statement of a known kind")


def is_zero(matrix: Matrix, size: float) -> bool:
    """Whether a matrix is 0, where its terms have the given scale."""
    return bool(np.linalg.norm(matrix) <= TOLERANCE * size)


def is_positive(number: float, size: float) -> bool | None:
    """Whether a number is positive, where its terms have the given scale."""
    if ROUNDING * size < number <= TOLERANCE * size:
        return None
    return bool(number > TOLERANCE * size)


def is_definite(matrix: Matrix, size: float, strictly: bool) -> bool | None:
    """Whether a matrix is symmetric and its least eigenvalue not negative, or strictly positive."""
    if not is_zero(matrix - matrix.T, size):
        return False
    least = np.linalg.eigvalsh((matrix + matrix.T) / 2)[0]
    if strictly:
        return is_positive(least, float(np.linalg.norm(matrix)))
    return bool(least >= -TOLERANCE * size)


def is_minimum(
    point: Term, f: Term, w: Letter, at: Valuation, rng: np.random.Generator
) -> bool | None:
    """Whether the gradient at the point is 0 and no random point is lower; None if degree > 2."""
    gradient = Derivative(f, w, point)
    if not is_zero(at.value(gradient), scale(gradient, at)):
        return False
    here = at.value(point)
    least = at.bound(w, here).value(f)[0, 0]
    for radius in RADII:
        for _ in range(POINTS):
            there = at.bound(w, here + radius * rng.normal(size=here.shape))
            if there.value(f)[0, 0] < least - TOLERANCE * scale(f, there):
                return False
    return True if degree(f, {w: 1}) <= 2 else None


def scale(term: Term, at: Valuation, known: Mapping[Letter, float] = MappingProxyType({})) -> float:
    """What the norm of a term would be at most without cancellation, inside inverses too.

    An error ε in A becomes ‖A⁻¹‖²ε in A⁻¹; bound letters have the scales of what they stand for.
    Raises MalformedError where it is too large for floats.
    """
    found = unchecked_scale(term, at, known)
    if not np.isfinite(found):
        raise MalformedError(f"the scale of {term} is too large for floats: give smaller numbers")
    return found


def unchecked_scale(term: Term, at: Valuation, known: Mapping[Letter, float]) -> float:
    """The scale, or infinity where it is too large for floats."""

    def of(part: Term) -> float:
        return scale(part, at, known)

    def norm(part: Term) -> float:
        return float(np.linalg.norm(at.value(part)))

    match term:
        case Letter():
            return max(norm(term), known.get(term, 0.0))
        case Sum(left, right):
            return of(left) + of(right)
        case Product(left, right) | Scaled(left, right):
            return max(of(left) * norm(right), norm(left) * of(right))
        case Transpose(matrix):
            return of(matrix)
        case Trace(matrix):
            return of(matrix) * float(np.sqrt(at.shape(matrix)[0]))
        case SquaredNorm(vector):
            return of(vector) * norm(vector)
        case Inverse(matrix):
            return of(matrix) * norm(term) ** 2
        case Derivative(body, letter, point):
            here = at.value(point)
            weights = differences(degree(body, {letter: 1}))
            reach = max(abs(node) for node, _ in weights)
            near = at.bound(letter, np.abs(here) + reach)
            total = float(sum(abs(weight) for _, weight in weights))
            inner = scale(body, near, {**known, letter: of(point)})
            return inner * total * float(np.sqrt(len(here)))
        case Abbreviation(_, parameters, arguments, body):
            used = named(body)
            pairs = zip(parameters, arguments, strict=True)
            scales = {letter: of(argument) for letter, argument in pairs if letter in used}
            return scale(body, at.inside(term), {**known, **scales})
    return norm(term)
