"""Laws of random vectors that can be computed with: jointly Gaussian, and independent Laplace.

Densities are the formulas of textbooks, on NumPy arrays; of the kernel this uses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, pi, prod
from typing import TypeAlias, final

import numpy as np

from . import elimination
from .elimination import Matrix, product

NEARLY = 1e-12  # a floating coefficient that is smaller, beside the largest one, is 0
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


Law: TypeAlias = Normals | Laplaces


def arrays(law: Law) -> tuple[Matrix, Matrix]:
    """The two arrays that make a law."""
    if isinstance(law, Normals):
        return law.mean, law.covariance
    return law.location, law.scale


def is_law(law: Law) -> bool:
    """Whether the arrays make a law: a semidefinite covariance, or positive scales."""
    if isinstance(law, Laplaces):
        return bool((law.scale > 0).all())
    given = law.covariance
    if given.dtype == object:
        return np.array_equal(given, given.T) and elimination.is_semidefinite(given)
    size = np.abs(given).max()
    even = np.abs(given - given.T).max() <= NEARLY * size
    return bool(even and np.linalg.eigvalsh(given)[0] >= -1e-9 * size)


def floating(law: Law) -> Law:
    """The law in floats."""
    return type(law)(*(array.astype(float) for array in arrays(law)))


def image(law: Law, a: Matrix, b: Matrix) -> Law | None:
    """The law of Ax + b for a vector x of the given law, or None where it is none of these."""
    if isinstance(law, Normals):
        covariance = product(product(a, law.covariance), a.T)
        return Normals(product(a, law.mean) + b, covariance)
    if a.dtype != object:
        a = np.where(np.abs(a) > NEARLY * np.abs(a).max(), a, 0.0)
    chosen = [np.flatnonzero(row) for row in a]
    places = [place[0] for place in chosen if len(place) == 1]
    if len(places) < len(a) or len(set(places)) < len(a):
        return None
    return Laplaces(product(a, law.location) + b, product(np.abs(a), law.scale))


def are_independent(law: Law) -> bool:
    """Whether the entries of a vector of this law are independent."""
    if isinstance(law, Laplaces):
        return True
    away = np.abs(law.covariance - np.diag(np.diag(law.covariance)))
    nearly = 0 if away.dtype == object else NEARLY * np.abs(law.covariance).max()
    return bool((away <= nearly).all())


def has_density(law: Law) -> bool:
    """Whether the law has a continuous density."""
    if isinstance(law, Laplaces):
        return True
    given = law.covariance
    rank = elimination.rank(given) if given.dtype == object else np.linalg.matrix_rank(given)
    return bool(rank == len(given))


def precision(law: Law) -> Matrix | None:
    """The inverse of the covariance of a Gaussian law; None where it has none, and of other laws.

    >>> precision(Normals(np.array([[0]]), np.array([[Fraction(2)]], dtype=object)))
    array([[Fraction(1, 2)]], dtype=object)
    """
    if isinstance(law, Laplaces) or not has_density(law):
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
