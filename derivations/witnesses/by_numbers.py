"""The witness by numbers: a statement in floating point, at larger sizes than exact matrices allow.

Two things are equal when their difference is below TOLERANCE times the *scale* of the terms: a
bound on what they would be without any cancellation, to which rounding errors are relative. What
ought to be positive is so above TOLERANCE, and is not below ROUNDING; between them nothing is said.

A minimum is decided where the function is a polynomial of degree 2 at most, or one of `extrema`. Of
any other function lower points are looked for, downhill from many random points near and far: where
one is found, numbers refute the minimum, and otherwise they agree, which is no proof.

Of the kernel it uses the classes of terms and statements: no normal form, no substitution, no rule.
With the other witnesses it shares these classes, and the program that draws the instances on which
a line is tried; terms are evaluated as in `evaluate`, and second derivatives are written as in
`truth`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite, log, sqrt
from types import MappingProxyType

import numpy as np

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
    Absolute,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Inverse,
    Iterate,
    Letter,
    Log,
    MomentGenerating,
    Number,
    OfArgument,
    Ones,
    Pi,
    Product,
    ProductOver,
    Pseudoinverse,
    Root,
    Scaled,
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
from ..numbers import distributions, images
from ..numbers.distributions import Laplaces, Normals, Quadratics, TwoValued
from ..numbers.elimination import Matrix
from ..numbers.errors import UndefinedError, UnknownLawError
from ..numbers.evaluate import (
    Valuation,
    Values,
    degree,
    degree_or_infinity,
    differences,
    in_our_words,
    names_in,
    outcomes_in,
    valuation_of,
)
from ..numbers.extrema import Piece, exponential, is_convex, pieces, with_exponentials
from ..numbers.truth import all_names, second_derivative, together
from ..subterms import parts, unknown

_TOLERANCE = 1e-8
_ROUNDING = 1e-12
_TINY = 1e-300  # in place of a divisor that is 0
_RADII = (1e-2, 1.0, 1e2)  # how far from a minimum lower points are looked for
_POINTS = 20  # points at each radius
_FAR = (*_RADII, 1e4)  # the same where the function is not quadratic, downhill
_WALKS = 5  # from each radius
_STEPS = 300  # of each walk
_SWEEPS = 1000  # over the weights of a subgradient


@in_our_words()
def holds(statement: Statement, values: Values, rng: np.random.Generator) -> bool | None:
    """Whether a statement holds for the given matrices as far as floats can tell; None: unclear.

    `values` are as for `evaluate`; exact ones are turned into floats. Raises UndefinedError where a
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
    try:
        at = valuation_of(values, all_names(statement)).floating()
        return true_at(statement, at, rng, agrees=True)
    except UnknownLawError:
        return None


def true_at(
    statement: Statement, at: Valuation, rng: np.random.Generator, *, agrees: bool = False
) -> bool | None:
    """Whether a statement is true at a floating valuation; None where that is unclear.

    With `agrees`, a minimum counts as true where it is tried and not refuted, which is no proof.
    """
    match statement:
        case Equals(left, right) if _is_extreme(left, at) and _is_extreme(right, at):
            a, b = at.logarithm(left), at.logarithm(right)
            return abs(a - b) <= _TOLERANCE * max(abs(a), abs(b))
        case Positive(a) | Invertible(a) if _underflows(a, at):
            return True
        case Equals(left, right):
            return _is_zero(at.value(left) - at.value(right), scale(left, at) + scale(right, at))
        case Invertible(a) | FullColumnRank(a):
            singular = np.linalg.svd(at.value(a), compute_uv=False)
            wide = len(singular) < at.shape(a)[1]
            return not wide and _is_positive(singular[-1], singular[0])
        case Nonnegative(a):
            return bool(at.value(a)[0, 0] >= -_TOLERANCE * scale(a, at))
        case Positive(a):
            return _is_positive(at.value(a)[0, 0], scale(a, at))
        case PositiveSemidefinite(a):
            return _is_definite(at.value(a), scale(a, at), strictly=False)
        case PositiveDefinite(a):
            return _is_definite(at.value(a), scale(a, at), strictly=True)
        case OfMinimum(point, f, w):
            unique = isinstance(statement, UniquelyMinimises | UniquelyMaximises)
            f = -f if isinstance(statement, Maximises | UniquelyMaximises) else f
            return _is_minimum(point, f, w, at, rng, unique=unique, agrees=agrees)
        case ForEach(index, each):
            return together(true_at(each, there, rng, agrees=agrees) for there in at.each(index))
        case Gaussian() | Laplace():
            return _law_holds(statement, at)
        case Integrable() | SquareIntegrable() | ChiSquared() | StudentT():
            return images.holds(statement, at)
        case Independent() | IndependentVectors():
            return images.holds(statement, at)
    raise MalformedError(f"{statement!r} is not a statement of a known kind")


def _is_extreme(term: Term, at: Valuation) -> bool:
    """Whether a positive number is too small for floats, such as a density far away, or too large.

    Its logarithm is known then.
    """
    if term.shape != (1, 1):
        return False
    try:
        if at.value(term)[0, 0] != 0:
            return False
    except MalformedError:
        pass
    try:
        return isfinite(at.logarithm(term))
    except (UndefinedError, MalformedError):
        return False


def _underflows(term: Term, at: Valuation) -> bool:
    """Whether a positive number is too small for floats."""
    return _is_extreme(term, at) and at.logarithm(term) < 0


def _is_zero(matrix: Matrix, size: float) -> bool:
    """Whether a matrix is 0, where its terms have the given scale."""
    return bool(_length(matrix) <= _TOLERANCE * size)


def _length(matrix: Matrix) -> float:
    """The root of the sum of the squared entries, which may themselves be too large for floats."""
    largest = float(np.abs(matrix).max())
    return largest * float(np.linalg.norm(matrix / largest)) if largest > 0 else 0.0


def _is_positive(number: float, size: float) -> bool | None:
    """Whether a number is positive, where its terms have the given scale."""
    if _ROUNDING * size < number <= _TOLERANCE * size:
        return None
    return bool(number > _TOLERANCE * size)


def _is_definite(matrix: Matrix, size: float, strictly: bool) -> bool | None:
    """Whether a matrix is symmetric and its least eigenvalue not negative, or strictly positive."""
    if not _is_zero(matrix - matrix.T, size):
        return False
    least = np.linalg.eigvalsh((matrix + matrix.T) / 2)[0]
    if strictly:
        return _is_positive(least, float(np.linalg.norm(matrix)))
    return bool(least >= -_TOLERANCE * size)


def _law_holds(statement: Gaussian | Laplace, at: Valuation) -> bool | None:
    """Whether a law is as a statement says."""
    vector = statement.scalar if isinstance(statement, Laplace) else statement.vector
    law, size = at.law(vector), _deviation(vector, at)
    if isinstance(law, Quadratics):
        return None  # it may be Gaussian but for rounding errors, or Laplace
    if isinstance(law, TwoValued):
        mean, covariance = distributions.moments(law)
        if _is_zero(covariance, size**2):
            law = Normals(mean, covariance)  # it is constant
    if not isinstance(law, Normals if isinstance(statement, Gaussian) else Laplaces):
        return False
    mean, spread = list(parts(statement))[1:]
    ours, theirs = distributions.arrays(law)
    power = 2 if isinstance(statement, Gaussian) else 1
    return _is_zero(ours - at.value(mean), size + scale(mean, at)) and _is_zero(
        theirs - at.value(spread), size**power + scale(spread, at)
    )


def _is_minimum(
    point: Term,
    f: Term,
    w: Letter,
    at: Valuation,
    rng: np.random.Generator,
    *,
    unique: bool,
    agrees: bool,
) -> bool | None:
    """Whether the gradient at the point is 0 and no random point is lower, if of degree 2 at most.

    The minimum is unique if the Hessian is definite. Otherwise it is tried farther away.
    """
    bound = degree_or_infinity(f, {w: 1})
    gradient = Derivative(f, w, point) if bound < inf else None
    if gradient and not _is_zero(at.value(gradient), scale(gradient, at)):
        return False
    here = at.value(point)
    least = at.bound(w, here).value(f)[0, 0]
    for radius in _RADII:
        for _ in range(_POINTS):
            there = at.bound(w, here + radius * rng.normal(size=here.shape))
            if _is_lower(f, there, least):
                return False
    if bound == inf:
        return _is_minimum_of_no_polynomial(point, f, w, at, rng, unique=unique, agrees=agrees)
    if bound > 2 and not agrees:
        return None
    if bound > 2 and _is_refuted(here, f, w, at, rng, unique):
        return False
    if not unique:
        return True
    hessian = second_derivative(f, w, point)
    definite = _is_definite(at.value(hessian), scale(hessian, at), strictly=True)
    return definite if bound <= 2 else definite or None


def _is_refuted(
    here: Matrix, f: Term, w: Letter, at: Valuation, rng: np.random.Generator, unique: bool
) -> bool:
    """Whether a walk downhill from a random point ends lower than here, or as low if unique.

    It is as low if it is so to ROUNDING times the height of a hill between.
    """
    least, size = _height(f, at.bound(w, here)), scale(f, at.bound(w, here))

    def rise(there: Matrix) -> tuple[float, bool]:
        """By how much it is higher there, and whether more than rounding may make it so."""
        found = at.bound(w, there)
        try:
            gap = _height(f, found) - least
            return gap, abs(gap) > _TOLERANCE * (size + scale(f, found))
        except MalformedError:  # too large for floats
            return inf, False

    for radius in _FAR:
        for _ in range(_WALKS):
            low = _downhill(f, w, at, here + radius * rng.normal(size=here.shape), radius, rng)
            (gap, clear), (hill, high) = rise(low), rise((here + low) / 2)
            if (clear and gap < 0) or (unique and high and gap <= _ROUNDING * hill):
                return True
    return False


def _downhill(
    f: Term, w: Letter, at: Valuation, here: Matrix, step: float, rng: np.random.Generator
) -> Matrix:
    """Where random steps lead that are taken only down, and grow where they are."""
    low = _height(f, at.bound(w, here))
    for _ in range(_STEPS):
        there = here + step * rng.normal(size=here.shape)
        height = _height(f, at.bound(w, there))
        down = height < low
        here, low, step = (there, height, 2 * step) if down else (here, low, 0.7 * step)
    return here


def _height(f: Term, at: Valuation) -> float:
    """The value of a function, infinite where it is too large for floats."""
    try:
        return float(at.value(f)[0, 0])
    except MalformedError:
        return inf


def _is_minimum_of_no_polynomial(
    point: Term,
    f: Term,
    w: Letter,
    at: Valuation,
    rng: np.random.Generator,
    *,
    unique: bool,
    agrees: bool,
) -> bool | None:
    """Of c·exp(p) a minimum of p or −p; of a convex sum of absolute values one that is balanced.

    Densities of Gaussian vectors are such exponentials.
    """
    f, at = with_exponentials(f, w, at)
    parts = exponential(f, {w: 1})
    if parts:
        factor, exponent = at.value(parts[0])[0, 0], parts[1]
        way = int(factor > 0) - int(factor < 0)
        if not way:
            return None
        return _is_minimum(point, way * exponent, w, at, rng, unique=unique, agrees=agrees)
    found = pieces(f, w, at.value(point), at)
    if found is None or not is_convex(found):
        if agrees and _is_refuted(at.value(point), f, w, at, rng, unique):
            return False
        return True if agrees and not unique else None
    balanced = _is_balanced(found)
    return balanced if not (balanced and unique) else None


def _is_balanced(found: list[Piece]) -> bool | None:
    """Whether 0 is a subgradient: the slope plus gradients of what is 0, with weights in [−1, 1].

    The weights are improved one after the other, until the sum falls against what remains.
    """
    size = len(found[0].gradient) if found else 1
    slope, total, bends = np.zeros(size), 0.0, []
    for piece in found:
        total += float(np.linalg.norm(piece.gradient))
        if piece.bends and abs(piece.here) <= _TOLERANCE * scale(piece.argument, piece.around[0]):
            bends.append(piece.gradient)
        else:
            slope = slope + (np.sign(piece.here) if piece.bends else 1) * piece.gradient
    rows = np.array([row for row in bends if row.any()]).reshape(-1, size)
    weights = np.clip(np.linalg.lstsq(rows.T, -slope)[0], -1, 1)
    for _ in range(_SWEEPS):
        left = slope + weights @ rows
        if np.linalg.norm(left) <= _TOLERANCE * total:
            return True
        if slope @ -left + np.abs(rows @ left).sum() < -_TOLERANCE * total * np.linalg.norm(left):
            return False
        for k, row in enumerate(rows):
            weights[k] = np.clip(weights[k] - row @ (slope + weights @ rows) / (row @ row), -1, 1)
    return None


def _is_lower(f: Term, at: Valuation, least: float) -> bool:
    """Whether a function is lower there than the given value; no where it is too large to tell."""
    try:
        lower = least - at.value(f)[0, 0]
        return lower > 0 and bool(lower > _TOLERANCE * (abs(least) + scale(f, at)))
    except MalformedError:
        return False


def scale(
    term: Term, at: Valuation, known: Mapping[Variable, float] = MappingProxyType({})
) -> float:
    """What the norm of a term would be at most without cancellation, inside inverses too.

    An error ε in A becomes ‖A⁻¹‖²ε in A⁻¹; bound letters have the scales of what they stand for.
    Raises MalformedError where it is too large for floats.
    """
    found = unchecked_scale(term, at, known)
    if not np.isfinite(found):
        raise MalformedError(f"the scale of {term} is too large for floats: give smaller numbers")
    return found


def unchecked_scale(term: Term, at: Valuation, known: Mapping[Variable, float]) -> float:
    """The scale, or infinity where it is too large for floats."""

    def of(part: Term) -> float:
        return scale(part, at, known)

    def norm(part: Term) -> float:
        return _length(at.value(part))

    match term:
        case Variable():
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
        case Pseudoinverse(matrix):
            return max(norm(term), of(matrix) * norm(term) ** 2)
        case OfArgument(argument):
            return _scale_of_function(term, at, of(argument))
        case Determinant(matrix):
            rows = np.linalg.norm(at.value(matrix), axis=1)
            excess = of(matrix) / max(norm(matrix), _TINY)
            return float(np.prod(rows)) * max(1.0, excess)
        case SumOver(index, body):
            return float(sum(scale(body, inner, known) for inner in at.each(index)))
        case ProductOver(index, body):
            factors = [
                (inner.value(body)[0, 0], scale(body, inner, known)) for inner in at.each(index)
            ]
            return norm(term) * float(sum(size / max(abs(x), _TINY) for x, size in factors))
        case Density(_, point):
            value = norm(term)
            return value * max(1.0, -log(max(value, _TINY)), of(point))
        case Expectation(inside):
            outcomes = at.outcomes(outcomes_in(inside))
            return float(sum(chance * scale(inside, there) for chance, there in outcomes))
        case Covariance(first, second):
            return _deviation(first, at) * _deviation(second, at)
        case MomentGenerating(vector, point):
            exponent = _deviation(vector, at) * norm(point)
            return norm(term) * max(1.0, exponent, exponent**2)
        case Derivative(body, letter, point):
            here = at.value(point)
            weights = differences(degree(body, {letter: 1}))
            reach = max(abs(node) for node, _ in weights)
            near = at.bound(letter, np.abs(here) + reach)
            total = float(sum(abs(weight) for _, weight in weights))
            inner = scale(body, near, {**known, letter: of(point)})
            return inner * total * float(np.sqrt(len(here)))
        case Iterate(body, letter, start):
            size = of(start)
            for there, _ in at.steps(term):
                size = scale(body, there, {**known, letter: size})
            return size
        case Abbreviation(_, parameters, arguments, body):
            used = names_in(body)
            pairs = zip(parameters, arguments, strict=True)
            scales: dict[Variable, float] = {
                letter: of(argument) for letter, argument in pairs if letter in used
            }
            return scale(body, at.inside(term), {**known, **scales})
        case Number() | Dimension() | Identity() | Zero() | Ones() | Pi():
            return norm(term)
    raise unknown("unchecked_scale", term)


def _deviation(vector: Term, at: Valuation) -> float:
    """The scale of the root of the mean squared length of a random vector, and of its mean."""
    squares = (c * scale(vector, inner) ** 2 for c, inner in at.outcomes(outcomes_in(vector)))
    return 2 * sqrt(sum(squares))


def _scale_of_function(term: OfArgument, at: Valuation, inner: float) -> float:
    """The scale of a function of a scalar, whose argument has the given scale.

    An error ε in a becomes eᵃε in the exponential, ε/a in the logarithm and ε/2√a in the root.
    """
    value = abs(float(at.value(term)[0, 0]))
    match term:
        case Exp():
            return value * max(1.0, inner)
        case Log(argument):
            return max(value, inner / max(abs(float(at.value(argument)[0, 0])), _TINY))
        case Root():
            return max(value, min(inner / (2 * max(value, _TINY)), 10 * sqrt(inner)))
        case Absolute():
            return inner
    raise unknown("scale_of_function", term)
