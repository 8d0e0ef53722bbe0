"""Random exact laws with the means and covariances that hypotheses ask for.

What hypotheses say of a mean is linear in it; what they say of second moments is, for a given mean,
linear in the covariance. Both are solved, with free entries at random, and realised by laws
of several kinds: Gaussian, and of finitely many outcomes, symmetric or skewed. It remains to be
checked whether the hypotheses hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random as Generator
from typing import TypeAlias

import numpy as np

from ..kernel.statements import (
    ChiSquared,
    Equals,
    Gaussian,
    Independent,
    IndependentVectors,
    Laplace,
    Statement,
)
from ..kernel.terms import Covariance, Density, Expectation, Random, Term
from ..numbers.distributions import (
    Laplaces,
    Law,
    Normals,
    Quadratics,
    TwoValued,
    components,
    diagonal,
    is_law,
    made_of,
    quadratic,
    two_valued,
)
from ..numbers.elimination import Matrix, as_matrix, echelon, inverse
from ..numbers.evaluate import Valuation, degree_or_infinity, outcomes_in
from ..numbers.truth import uses
from ..subterms import subterms
from .random_matrices import definite, positive, semidefinite, sparse

Letters: TypeAlias = "tuple[Random, ...]"
Said: TypeAlias = "list[tuple[Statement, Valuation]]"  # and where it is said, for each basis vector

_SPREADS = (Fraction(1, 4), 1, 1, 4, 16)  # of covariances, beside the variances that are given
DRAWS = 24  # covariances, until one is semidefinite
_MOST_DEGREES = 6  # of freedom, of a χ² law


def random_laws(
    at: Valuation, letters: Iterable[Random], said: Said, rng: Generator
) -> Iterator[Valuation]:
    """Valuations with laws of the letters; of several kinds, but with the same moments."""
    squares = _chi_squares(letters, said)
    others = tuple(letter for letter in letters if letter not in squares)
    said = [(s, inner) for s, inner in said if {x for x, _ in uses(s)} <= set(others)]
    asked = {type(statement) for statement, _ in said}
    if Laplace in asked or (not asked & {Gaussian, Equals, ChiSquared} and rng.random() < 0.25):
        found = _draw_laplaces(at, others, said, rng)
    else:
        found = _draw_with_moments(at, others, said, rng)
    for laws in found:
        for letter, degrees in squares.items():
            laws = _with_chi_squared(laws, letter, degrees, rng)
        yield replace(at, laws=laws)


def _draw_with_moments(
    at: Valuation, letters: Letters, said: Said, rng: Generator
) -> Iterator[dict[Letters, Law]]:
    """Laws with one mean and one covariance, as it is said, of one kind after the other."""
    if not letters:
        yield {}
        return
    size = sum(at.size(letter.rows) for letter in letters)
    means = solve(_mean_system(letters, said, size), size)
    if means is None:
        return
    mean = _nearest(means, rng.choice((0, 1)) * sparse(size, 1, rng))
    triangle = size * (size + 1) // 2
    covariances = solve(_covariance_system(letters, said, mean), triangle)
    if covariances is None:
        return
    for _ in range(DRAWS if len(covariances[1]) < triangle else 1):
        covariance = _symmetric_nearest(
            covariances, rng.choice(_SPREADS) * _any_covariance(size, rng)
        )
        if is_law(Normals(mean, covariance)):
            with_density = any(
                isinstance(part, Density) for statement, _ in said for part in subterms(statement)
            )
            gaussian = with_density or any(isinstance(statement, Gaussian) for statement, _ in said)
            for kind in ["normal"] if gaussian else rng.sample(_KINDS, len(_KINDS)):
                yield _of_kind(kind, at, letters, Normals(mean, covariance), rng)
            return


_KINDS = ("normal", "signs", "skewed", "mixed")


def _of_kind(
    kind: str, at: Valuation, letters: Letters, law: Normals, rng: Generator
) -> dict[Letters, Law]:
    """Laws of one kind with the moments of a Gaussian law.

    Letters that are not correlated have independent laws, except where these are mixed.
    """
    mean, covariance = law.mean, law.covariance
    if kind == "mixed":
        return {letters: _mix(law, rng)}
    laws: dict[Letters, Law] = {}
    for group, place in _uncorrelated_groups(at, letters, covariance):
        own, spread = mean[place], covariance[np.ix_(place, place)]
        normal = kind == "normal"
        laws[group] = Normals(own, spread) if normal else two_valued(own, spread, kind == "skewed")
    return laws


def _mix(law: Normals, rng: Generator) -> TwoValued:
    """A law of finitely many outcomes whose entries, uncorrelated or not, share numbers."""
    size = len(law.mean)
    basis = np.eye(size, dtype=object) + np.triu(sparse(size, size, rng), 1)
    back = inverse(basis)
    if back is None:
        raise ValueError("a triangular matrix with ones on its diagonal has an inverse")
    found = two_valued(0 * law.mean, back @ law.covariance @ back.T, rng.random() < 0.5)
    return TwoValued(law.mean, as_matrix(basis @ found.loading), found.values)


def _uncorrelated_groups(
    at: Valuation, letters: Letters, covariance: Matrix
) -> Iterator[tuple[Letters, list[int]]]:
    """The letters in groups that are not correlated with each other, and the places of each."""
    places, start = {}, 0
    for letter in letters:
        end = start + at.size(letter.rows)
        places[letter] = list(range(start, end))
        start = end
    left = list(letters)
    while left:
        group = [left.pop(0)]
        for letter in group:  # which grows
            near = [x for x in left if covariance[np.ix_(places[letter], places[x])].any()]
            group += near
            left = [x for x in left if x not in near]
        group.sort(key=letters.index)
        yield tuple(group), [place for letter in group for place in places[letter]]


# What is said of moments.


def _mean_system(letters: Letters, said: Said, size: int) -> list[Matrix]:
    """Linear systems [A | b] for the mean."""
    systems = []
    for statement, inner in said:
        if isinstance(statement, Gaussian) and _is_affine(statement.vector):
            a, b = _affine_in(letters, statement.vector, inner)
            systems.append(np.hstack([a, inner.value(statement.mean) - b]))
        elif isinstance(statement, Equals) and _speaks_of(statement) == 1:
            nothing = np.zeros((size, size), dtype=object)

            def residual(
                mean: Matrix, s: Equals = statement, at: Valuation = inner, n: Matrix = nothing
            ) -> Matrix:
                return _difference(s, replace(at, laws={letters: Normals(mean, n)}))

            zero = residual(np.zeros((size, 1), dtype=object))
            columns = [residual(unit) - zero for unit in inner.units(size)]
            systems.append(np.stack([*columns, -zero], axis=1))
    return systems


def _covariance_system(letters: Letters, said: Said, mean: Matrix) -> list[Matrix]:
    """Linear systems for the entries of the covariance, of a law with that mean."""
    size = len(mean)
    systems = []
    for statement, inner in said:
        match statement:
            case Gaussian(vector, _, spread) if _is_affine(vector):
                a, _ = _affine_in(letters, vector, inner)
                systems.append(np.hstack([np.kron(a, a), inner.value(spread).reshape(-1, 1)]))
            case Independent(vector) if _is_affine(vector):
                a, _ = _affine_in(letters, vector, inner)
                rows = [np.kron(a[i], a[j]) for i, j in combinations(range(len(a)), 2)]
                systems += [np.append(row, 0)[None, :] for row in rows]
            case IndependentVectors(first, second):
                a, b = (_argument_in(letters, vector, inner) for vector in (first, second))
                crossed = np.kron(a, b)
                systems.append(np.hstack([crossed, np.zeros((len(crossed), 1), dtype=object)]))
            case Equals(Covariance(first, second), right) if not moments_in(right):
                a, _ = _affine_in(letters, first, inner)
                b, _ = _affine_in(letters, second, inner)
                systems.append(np.hstack([np.kron(a, b), inner.value(right).reshape(-1, 1)]))
            case Equals() if _speaks_of(statement) == 2:
                systems.append(_second_system(letters, statement, inner, mean))
    return [_in_upper_triangle(system, size) for system in systems]


def _in_upper_triangle(system: Matrix, size: int) -> Matrix:
    """A linear system for all entries of a symmetric matrix, as one for those of a triangle."""
    upper, lower = np.triu_indices(size), np.triu_indices(size)[::-1]
    places = np.arange(size * size).reshape(size, size)
    twice = np.array(upper[0] != upper[1], dtype=object)
    merged = system[:, places[upper]] + system[:, places[lower]] * twice
    return np.hstack([merged, system[:, -1:]])


def _symmetric_nearest(system: Echelon, start: Matrix) -> Matrix:
    """A symmetric matrix whose upper triangle solves a system, with free entries of another."""
    upper = np.triu_indices(len(start))
    found = np.zeros(start.shape, dtype=object)
    found[upper] = _nearest(system, start[upper][:, None])[:, 0]
    return found + np.triu(found, 1).T


def _second_system(letters: Letters, equation: Equals, at: Valuation, mean: Matrix) -> Matrix:
    """A linear system from values at covariances vvᵀ, for sums v of at most two basis vectors."""
    size = len(mean)

    def residual(v: Matrix) -> Matrix:
        law = Normals(mean, v @ v.T)
        return _difference(equation, replace(at, laws={letters: law}))

    units = at.units(size)
    zero = residual(0 * units[0])
    single = [residual(unit) - zero for unit in units]
    system = np.zeros((len(zero), size * size + 1), dtype=object)
    system[:, -1] = -zero
    for i in range(size):
        system[:, i * size + i] = single[i]
    for i, j in combinations(range(size), 2):
        both = residual(units[i] + units[j]) - zero
        system[:, i * size + j] = both - single[i] - single[j]
    return system


def _difference(equation: Equals, at: Valuation) -> Matrix:
    """The entries of left − right."""
    found: Matrix = (at.value(equation.left) - at.value(equation.right)).reshape(-1)
    return found


def moments_in(term: Term | Statement) -> list[Term]:
    """The means and covariances in a term or statement."""
    return [found for found in subterms(term) if isinstance(found, Expectation | Covariance)]


def _speaks_of(equation: Equals) -> int:
    """The degree of the moments that an equation speaks of, or 0 if it speaks of none."""
    degrees = [
        degree_or_infinity(found.of, dict.fromkeys(outcomes_in(found.of), 1))
        if isinstance(found, Expectation)
        else 2
        for found in moments_in(equation)
    ]
    return 2 if 2 in degrees else min(1, len(degrees))


def _is_affine(vector: Term) -> bool:
    """Whether a vector is affine in its random letters together."""
    return degree_or_infinity(vector, dict.fromkeys(outcomes_in(vector), 1)) <= 1


def _affine_in(letters: Letters, vector: Term, at: Valuation) -> tuple[Matrix, Matrix]:
    """A and b of a vector Ax + b, where x are the random letters one below the other."""
    units = at.units(sum(at.size(letter.rows) for letter in letters))
    b = at.at_outcome(letters, 0 * units[0]).value(vector)
    columns = [at.at_outcome(letters, unit).value(vector) - b for unit in units]
    return np.hstack(columns), b


def _argument_in(letters: Letters, vector: Term, at: Valuation) -> Matrix:
    """A matrix A where a vector is affine in Ax, or any function of it."""
    if _is_affine(vector):
        return _affine_in(letters, vector, at)[0]
    used = outcomes_in(vector)
    each = [np.full(at.size(letter.rows), letter in used) for letter in letters]
    chosen: Matrix = np.diag(np.concatenate(each).astype(int).astype(object))
    return chosen


def _any_covariance(size: int, rng: Generator) -> Matrix:
    """A covariance matrix: diagonal, one number times I, positive definite or singular."""
    kind = rng.random()
    if kind < 0.5:
        return np.diag(positive(size, 1, rng)[:, 0])
    return (definite if kind < 0.9 else semidefinite)(size, rng)


Echelon: TypeAlias = "tuple[list[list[Fraction]], list[int]]"


def solve(systems: list[Matrix], size: int) -> Echelon | None:
    """Linear systems [A | b] in echelon form, as one; None if they have no solution."""
    if not systems:
        return [], []
    found = echelon(np.vstack(systems))
    return None if size in found[1] else found


def _nearest(system: Echelon, start: Matrix) -> Matrix:
    """A solution x of a system in echelon form, whose free entries are those of a matrix."""
    size, (rows, pivots) = start.size, system
    x = [Fraction(number) for number in start.reshape(-1)]
    others = [j for j in range(size) if j not in set(pivots)]
    for row, pivot in zip(rows, pivots, strict=True):
        x[pivot] = row[size] - sum(row[j] * x[j] for j in others if row[j])
    return as_matrix(np.array(x, dtype=object).reshape(start.shape))


# Laplace and χ².


def _draw_laplaces(
    at: Valuation, letters: Letters, said: Said, rng: Generator
) -> Iterator[dict[Letters, Law]]:
    """Independent Laplace entries."""
    size = sum(at.size(letter.rows) for letter in letters)
    locations, scales = [], []
    for statement, inner in said:
        if isinstance(statement, Laplace):
            a, b = _affine_in(letters, statement.scalar, inner)
            locations.append(np.hstack([a, inner.value(statement.location) - b]))
            scales.append(np.hstack([np.abs(a), inner.value(statement.scale)]))
    middle, spread = solve(locations, size), solve(scales, size)
    if middle is None or spread is None:
        return
    location = _nearest(middle, rng.choice((0, 1)) * sparse(size, 1, rng))
    law = Laplaces(location, _nearest(spread, positive(size, 1, rng)))
    if is_law(law):
        start = 0
        laws: dict[Letters, Law] = {}
        for letter in letters:
            place = slice(start, start + at.size(letter.rows))
            laws[(letter,)] = Laplaces(law.location[place], law.scale[place])
            start = place.stop
        yield laws


def _chi_squares(letters: Iterable[Random], said: Said) -> dict[Random, int]:
    """The letters that have a χ² law, with their degrees of freedom."""
    found = {}
    for statement, inner in said:
        match statement:
            case ChiSquared(Random() as letter, degrees) if letter in letters:
                number = inner.value(degrees)[0, 0]
                if number == int(number) and 0 <= number <= _MOST_DEGREES:
                    found[letter] = int(number)
    return found


def _with_chi_squared(
    laws: Mapping[Letters, Law], letter: Random, degrees: int, rng: Generator
) -> dict[Letters, Law]:
    """Laws with one more: of a sum of squares of standard Gaussian numbers.

    At times one of these is a Gaussian number that has a law already.
    """
    size = max(1, degrees)
    form = np.diag(np.array([1] * degrees + [0] * (size - degrees), dtype=object))
    zero = np.zeros((1, size), dtype=object)
    alone = Quadratics(zero[:, :1], zero, form, np.eye(size, dtype=object))
    normal = [
        group for group, law in laws.items() if isinstance(law, Normals) and law.covariance[0, 0]
    ]
    if not normal or not degrees or rng.random() < 0.5:
        return {**laws, (letter,): alone}
    group = rng.choice(normal)
    given = laws[group]
    first = quadratic(given) if isinstance(given, Normals) else alone
    inside = len(first.covariance)
    covariance = diagonal([first.covariance, np.eye(size, dtype=object)])
    wide = len(covariance)
    square = np.zeros((wide, wide), dtype=object)
    square[0, 0] = 1 / Fraction(first.covariance[0, 0])
    for k in range(1, degrees):
        square[inside + k, inside + k] = 1
    forms = np.zeros((inside * wide, wide), dtype=object)
    loading = np.zeros((inside + 1, wide), dtype=object)
    loading[:inside, :inside] = first.loading
    constant = np.vstack([first.constant, zero[:, :1]])
    law = Quadratics(constant, loading, np.vstack([forms, square]), covariance)
    return {g: found for g, found in laws.items() if g != group} | {(*group, letter): law}


# Outcomes.


def with_outcomes(at: Valuation, letters: Iterable[Random], rng: Generator) -> Valuation:
    """The valuation with outcomes for letters, which their laws can take."""
    wanted = set(letters) - at.letters.keys()
    found = dict(at.letters)
    for group, law in at.laws.items():
        if wanted & set(group):
            there = at.at_outcome(group, _any_outcome(law, rng))
            found |= {letter: there.letters[letter] for letter in wanted & set(group)}
    return replace(at, letters=found)


def _any_outcome(law: Law, rng: Generator) -> Matrix:
    """A vector that the law can take."""
    spread = components(law)
    if isinstance(law, TwoValued):
        return made_of(law, np.array([[rng.choice(list(pair))] for pair in law.values], object))
    return made_of(law, spread @ sparse(len(spread), 1, rng))


def can_take(law: Law, outcome: Matrix) -> bool:
    """Whether it is known that a vector of the law can take a value."""
    match law:
        case Laplaces():
            return True
        case Normals(mean, covariance):
            away = np.hstack([covariance, outcome - mean])
            return len(echelon(away)[1]) == len(echelon(covariance)[1])
    return False
