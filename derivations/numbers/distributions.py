"""Laws of random vectors that can be computed with.

Jointly Gaussian, independent Laplace, finitely many outcomes, and quadratic in a Gaussian vector.

Where values are given by letter, a law stands for the letter, or under the tuple of several letters
as the law of their entries one below the other; letters whose laws are given apart are
independent. A law under the tuple `(epsilon,)` leaves `epsilon` for its outcome.

Densities and moments are the formulas of textbooks, on NumPy arrays; of the kernel this uses
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from itertools import product as choices
from math import exp, inf, isqrt, log, pi, prod
from typing import Any, TypeAlias, final

import numpy as np

from . import elimination
from .elimination import Matrix, as_matrix, product

_NEARLY = 1e-12  # a floating coefficient that is smaller, beside the largest one, is 0
ONE = Fraction(1)


@final
@dataclass(frozen=True, slots=True, eq=False)
class Normals:
    """A Gaussian vector, by its mean (k×1) and its covariance (k×k), which may be singular."""

    mean: Matrix
    covariance: Matrix


@final
@dataclass(frozen=True, slots=True, eq=False)
class Laplaces:
    """Independent Laplace entries, by their locations (k×1) and their positive scales (k×1)."""

    location: Matrix
    scale: Matrix


@final
@dataclass(frozen=True, slots=True, eq=False)
class TwoValued:
    """The vector mean + loading · z, where the entries of z are independent and of mean 0.

    An entry of z takes the two numbers in its row of `values` (N×2), the first positive and the
    second negative; this gives their probabilities. The mean is k×1, the loading k×N.
    """

    mean: Matrix
    loading: Matrix
    values: Matrix


@final
@dataclass(frozen=True, slots=True, eq=False)
class Quadratics:
    """The entries cᵢ + lᵢᵀx + xᵀFᵢx for a Gaussian vector x of mean 0 and this covariance (N×N).

    The constant is k×1, the loading k×N, and the symmetric forms stand one below the other (kN×N).
    """

    constant: Matrix
    loading: Matrix
    forms: Matrix
    covariance: Matrix


Law: TypeAlias = Normals | Laplaces | TwoValued | Quadratics
LAWS = (Normals, Laplaces, TwoValued, Quadratics)


def two_valued(mean: Any, covariance: Any, skewed: bool = False) -> TwoValued:
    """A law of finitely many outcomes with an exact mean and covariance: sign vectors, or skewed.

    Each entry of z takes ±√v, or 2√v with probability 1/5 and −√v/2; for a v that is no square of
    a rational number, s and −v/s for an s near √v or 2√v.

    >>> for chance, outcome in outcomes(two_valued([0], [[1]], skewed=True)):
    ...     print(chance, outcome[0, 0])
    1/5 2
    4/5 -1/2
    """
    given = np.array(covariance, dtype=object)
    loading, variances = elimination.ldl(given)
    values = [(above, v / above) for v in variances for above in [_near_root(v) * (1 + skewed)]]
    return TwoValued(
        np.array(mean, dtype=object).reshape(-1, 1),
        loading,
        as_matrix([above, -below] for above, below in values),
    )


def _near_root(number: Fraction) -> Fraction:
    """The root of a positive rational number where it is rational, and otherwise a number near."""
    top, bottom = number.numerator, number.denominator
    return Fraction(max(1, isqrt(top)), isqrt(bottom))


def laws_in(values: Mapping[Any, Any]) -> dict[tuple[Any, ...], Law]:
    """The laws that are given, each under the tuple of the letters whose entries it is of."""
    return {
        key if type(key) is tuple else (key,): value
        for key, value in values.items()
        if isinstance(value, LAWS)
    }


def arrays(law: Law) -> tuple[Matrix, ...]:
    """The arrays that make a law."""
    return tuple(getattr(law, item.name) for item in fields(law))


def size(law: Law) -> int:
    """The number of entries of a vector of this law."""
    return len(arrays(law)[0])


def fits(law: Law) -> bool:
    """Whether the shapes of the arrays fit together, and all are exact or all floating."""
    found = arrays(law)
    k = size(law)
    match law:
        case Normals():
            wanted = [(k, 1), (k, k)]
        case Laplaces():
            wanted = [(k, 1), (k, 1)]
        case TwoValued():
            n = law.loading.shape[1]
            wanted = [(k, 1), (k, n), (n, 2)]
        case Quadratics():
            n = law.loading.shape[1]
            wanted = [(k, 1), (k, n), (k * n, n), (n, n)]
    return [array.shape for array in found] == wanted and len({a.dtype for a in found}) == 1


def is_law(law: Law) -> bool:
    """Whether arrays that fit make a law: semidefinite covariances, positive scales, …."""
    match law:
        case Laplaces():
            return bool((law.scale > 0).all())
        case TwoValued():
            return bool((law.values[:, 0] > 0).all() and (law.values[:, 1] < 0).all())
        case Quadratics():
            even = all(_is_symmetric(form) for form in _forms_of(law))
            return even and _is_covariance(law.covariance)
    return _is_covariance(law.covariance)


def _is_covariance(given: Matrix) -> bool:
    """Whether a matrix is symmetric and positive semidefinite."""
    if not _is_symmetric(given):
        return False
    if given.dtype == object:
        return elimination.is_semidefinite(given)
    return bool(np.linalg.eigvalsh(given)[0] >= -1e-9 * np.abs(given).max())


def _is_symmetric(given: Matrix) -> bool:
    """Whether a matrix is symmetric."""
    return is_nothing(given - given.T, given)


def is_nothing(given: Matrix, *beside: Matrix) -> bool:
    """Whether an exact matrix is 0, or a floating one is so beside others."""
    if given.dtype == object:
        return not given.any()
    largest = max((np.abs(other).max() for other in beside), default=0.0)
    return bool(np.abs(given).max() <= _NEARLY * largest)


def _forms_of(law: Quadratics) -> Matrix:
    """The symmetric matrices of the quadratic forms, as an array k×N×N."""
    n = law.loading.shape[1]
    return law.forms.reshape(-1, n, n)


def floating(law: Law) -> Law:
    """The law in floats."""
    return type(law)(*(array.astype(float) for array in arrays(law)))


def quadratic(law: Normals | Quadratics) -> Quadratics:
    """A Gaussian law as one that is quadratic in a centred Gaussian vector."""
    if isinstance(law, Quadratics):
        return law
    k, kind = len(law.mean), law.mean.dtype
    nothing: Matrix = np.zeros((k * k, k), dtype=kind)
    return Quadratics(law.mean, np.eye(k, dtype=kind), nothing, law.covariance)


def stack(laws: Sequence[Law]) -> Law | None:
    """The law of independent vectors one below the other, or None where it is none of these."""
    first, kinds = laws[0], {type(law) for law in laws}
    if len(laws) == 1:
        return first
    if kinds == {Normals}:
        means, covariances = zip(*map(arrays, laws), strict=True)
        return Normals(np.vstack(means), diagonal(covariances))
    if kinds == {Laplaces}:
        locations, scales = zip(*map(arrays, laws), strict=True)
        return Laplaces(np.vstack(locations), np.vstack(scales))
    if kinds == {TwoValued}:
        parts = [arrays(law) for law in laws]
        loading = diagonal([p[1] for p in parts])
        return TwoValued(
            np.vstack([p[0] for p in parts]), loading, np.vstack([p[2] for p in parts])
        )
    if kinds <= {Normals, Quadratics}:
        found = [quadratic(law) for law in laws if isinstance(law, Normals | Quadratics)]
        covariance = diagonal([law.covariance for law in found])
        wide, forms, start = len(covariance), [], 0
        for law in found:
            n = len(law.covariance)
            inside = slice(start, start + n)
            for form in _forms_of(law):
                whole = np.zeros((wide, wide), dtype=form.dtype)
                whole[inside, inside] = form
                forms.append(whole)
            start += n
        constant = np.vstack([law.constant for law in found])
        loading = diagonal([law.loading for law in found])
        return Quadratics(constant, loading, np.vstack(forms), covariance)
    return None


def diagonal(blocks: Sequence[Matrix]) -> Matrix:
    """A matrix with these blocks along its diagonal."""
    rows, cols = (sum(block.shape[axis] for block in blocks) for axis in (0, 1))
    whole: Matrix = np.zeros((rows, cols), dtype=blocks[0].dtype)
    row = col = 0
    for block in blocks:
        whole[row : row + block.shape[0], col : col + block.shape[1]] = block
        row, col = row + block.shape[0], col + block.shape[1]
    return whole


def image(law: Law, a: Matrix, b: Matrix) -> Law | None:
    """The law of Ax + b for a vector x of the given law, or None where it is none of these."""
    match law:
        case Normals():
            covariance = product(product(a, law.covariance), a.T)
            return Normals(product(a, law.mean) + b, covariance)
        case TwoValued():
            return TwoValued(product(a, law.mean) + b, product(a, law.loading), law.values)
        case Quadratics():
            n = law.loading.shape[1]
            forms = product(a, law.forms.reshape(-1, n * n)).reshape(-1, n)
            constant, loading = product(a, law.constant) + b, product(a, law.loading)
            if is_nothing(forms, law.forms):
                return Normals(constant, product(product(loading, law.covariance), loading.T))
            return Quadratics(constant, loading, forms, law.covariance)
    if a.dtype != object:
        a = np.where(np.abs(a) > _NEARLY * np.abs(a).max(), a, 0.0)
    chosen = [np.flatnonzero(row) for row in a]
    places = [place[0] for place in chosen if len(place) == 1]
    if len(places) < len(a) or len(set(places)) < len(a):
        return None
    return Laplaces(product(a, law.location) + b, product(np.abs(a), law.scale))


# Moments.


def moments(law: Law) -> tuple[Matrix, Matrix]:
    """The mean and the covariance of a vector of this law.

    >>> moments(two_valued([1], [[2]]))[1]
    array([[2]], dtype=object)
    """
    match law:
        case Normals():
            return law.mean, law.covariance
        case Laplaces():
            return law.location, components(law)
        case TwoValued():
            return law.mean, product(product(law.loading, components(law)), law.loading.T)
    twisted = [product(form, law.covariance) for form in _forms_of(law)]
    shift = np.array([[np.trace(form)] for form in twisted], dtype=law.constant.dtype)
    spread = product(product(law.loading, law.covariance), law.loading.T)
    bent = [[2 * np.trace(product(one, other)) for other in twisted] for one in twisted]
    return law.constant + shift, spread + np.array(bent, dtype=law.constant.dtype)


def components(law: Law) -> Matrix:
    """The covariance of what a vector of this law is made of, which has mean 0; see `made_of`."""
    match law:
        case TwoValued():
            return np.diag(-law.values[:, 0] * law.values[:, 1])
        case Laplaces():
            return np.diag(2 * law.scale[:, 0] ** 2)
    return law.covariance


def made_of(law: Law, x: Matrix) -> Matrix:
    """The vector that is made of x: of independent numbers, or of a Gaussian vector."""
    moved = product(law.loading, x) if isinstance(law, TwoValued | Quadratics) else x
    found: Matrix = moved + arrays(law)[0]
    if isinstance(law, Quadratics):
        found = found + np.vstack([product(product(x.T, form), x) for form in _forms_of(law)])
    return found


def outcomes(law: TwoValued) -> Iterator[tuple[Any, Matrix]]:
    """The probability of each choice of the two values, and what the vector is then."""
    chances = [(-low / (high - low), high / (high - low)) for high, low in fractions(law.values)]
    for chosen in choices((0, 1), repeat=len(chances)):
        z = law.values[np.arange(len(chosen)), list(chosen)][:, None]
        chance = prod((pair[k] for pair, k in zip(chances, chosen, strict=True)), start=ONE)
        yield chance, law.mean + product(law.loading, z)


def fractions(values: Matrix) -> list[list[Any]]:
    """The rows of a matrix, whole numbers as fractions, so that they can be divided exactly."""
    exact = values.dtype == object
    return [[Fraction(x) if exact else float(x) for x in row] for row in values]


def cubature(mean: Matrix, covariance: Matrix) -> Iterator[tuple[Any, Matrix]]:
    """A law of at most 2N + 1 outcomes with the given mean and covariance: chances and outcomes.

    Up to the second degree, moments are averages over these outcomes.

    >>> rule = cubature(np.array([[1]], dtype=object), np.array([[4]], dtype=object))
    >>> sum(chance * (outcome[0, 0] - 1) ** 2 for chance, outcome in rule)
    Fraction(4, 1)
    """
    if mean.dtype == object:
        loading, variances = elimination.ldl(covariance)
        steps = [isqrt(int(len(variances) * v)) + 1 for v in variances]
        weights: list[Any] = [v / (2 * step**2) for v, step in zip(variances, steps, strict=True)]
        moves = as_matrix(loading * np.array(steps, dtype=object))
        yield 1 - 2 * sum(weights, start=Fraction(0)), mean
    else:
        squares, vectors = np.linalg.eigh(covariance)
        weights = [1 / (2 * len(squares))] * len(squares)
        moves = vectors * np.sqrt(len(squares) * np.maximum(squares, 0.0))
    for weight, move in zip(weights, moves.T, strict=True):
        yield weight, mean + move[:, None]
        yield weight, mean - move[:, None]


# Moment generating functions.


def log_generating(law: Law, at: Matrix) -> float | None:
    """ln E[exp(tᵀu)] of a floating law, infinite where it is; None for a law quadratic in another.

    >>> round(log_generating(floating(two_valued([0], [[1]])), np.array([[1.0]])), 6)
    0.433781
    """
    match law:
        case Normals():
            return float((product(at.T, law.mean) + at.T @ law.covariance @ at / 2)[0, 0])
        case Laplaces():
            narrow = 1 - (law.scale * at) ** 2
            if (narrow <= 0).any():
                return inf
            return float((at * law.location).sum() - np.log(narrow).sum())
        case TwoValued():
            along = product(law.loading.T, at)
            high, low = law.values[:, :1], law.values[:, 1:]
            with_high = np.log(-low / (high - low)) + high * along
            with_low = np.log(high / (high - low)) + low * along
            return float((at * law.mean).sum() + np.logaddexp(with_high, with_low).sum())
    return None


def exact_generating(law: Law, at: Matrix) -> tuple[Any, Any] | None:
    """Rational a and x with E[exp(tᵀu)] = a·exp(x), a = 0 where it is infinite; None without such.

    By Lindemann and Weierstrass there are none for a law of two outcomes or more.
    """
    mean, covariance = moments(law)
    middle, spread = product(at.T, mean)[0, 0], product(product(at.T, covariance), at)[0, 0]
    if isinstance(law, Laplaces):
        narrow = [1 - (b * t) ** 2 for b, t in zip(law.scale[:, 0], at[:, 0], strict=True)]
        return (prod((1 / x for x in narrow), start=ONE), middle) if min(narrow) > 0 else (0, 0)
    if isinstance(law, Normals):
        return 1, middle + spread * Fraction(1, 2)
    return (1, middle) if spread == 0 else None


# Densities.


def has_density(law: Law) -> bool:
    """Whether the law has a continuous density."""
    if isinstance(law, Laplaces):
        return True
    if not isinstance(law, Normals):
        return False
    given = law.covariance
    rank = elimination.rank(given) if given.dtype == object else np.linalg.matrix_rank(given)
    return bool(rank == len(given))


def precision(law: Law) -> Matrix | None:
    """The inverse of the covariance of a Gaussian law; None where it has none, and of other laws.

    >>> precision(Normals(np.array([[0]]), np.array([[Fraction(2)]], dtype=object)))
    array([[Fraction(1, 2)]], dtype=object)
    """
    if not isinstance(law, Normals) or not has_density(law):
        return None
    given = law.covariance
    return elimination.inverse(given) if given.dtype == object else np.linalg.inv(given)


def density(law: Law, point: Matrix) -> float:
    """The density of a floating law at a point."""
    return exp(log_density(law, point)) if has_density(law) else 0.0


def log_density(law: Law, point: Matrix) -> float:
    """The logarithm of the density of a floating law that has one."""
    if isinstance(law, Laplaces):
        distance = np.abs(point - law.location) / law.scale
        return float(-distance.sum() - np.log(2 * law.scale).sum())
    if not isinstance(law, Normals):
        raise ValueError("a law without a density")
    away = point - law.mean
    _, logarithm = np.linalg.slogdet(law.covariance)
    form = float((away.T @ np.linalg.solve(law.covariance, away))[0, 0])
    return -(form + float(logarithm) + len(away) * log(2 * pi)) / 2


def exact_density(law: Law, point: Matrix) -> Matrix | None:
    """The density of an exact law as a 1×1 matrix where it is rational, and None where it is not.

    It is so where there is none, and at the location of a Laplace law.
    """
    if not has_density(law):
        return np.zeros((1, 1), dtype=object)
    if isinstance(law, Laplaces) and np.array_equal(law.location, point):
        return elimination.as_matrix([[1 / prod((2 * law.scale).reshape(-1), start=ONE)]])
    return None
