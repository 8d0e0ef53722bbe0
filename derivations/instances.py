"""Instances: small exact matrices that satisfy given hypotheses.

Letters are drawn one after the other in a random order. Where hypotheses are affine in the letter
given those before it, the letter is a random point of the solution set of that linear system;
otherwise a random matrix is drawn until the hypotheses that it completes are true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from random import Random
from typing import Any, TypeAlias, final

import numpy as np

from .elimination import Matrix, as_matrix, echelon
from .evaluate import Undefined, Valuation, degree_or_infinity, named, sizes_of
from .kernel.errors import MalformedError
from .kernel.statements import (
    Equals,
    Minimises,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    UniquelyMinimises,
    symmetric,
)
from .kernel.terms import Dimension, Letter, Zero
from .random_matrices import any_matrix, entry
from .truth import first_derivative, second_derivative, terms_of, true_at

Instance: TypeAlias = dict[Any, Any]  # a matrix for each Letter, an int for each Dimension

ORDERS = 12  # orders of the letters to choose from, in one try
DRAWS = 24  # matrices drawn for one letter, in one try


def instance(
    hypotheses: Iterable[Statement],
    letters: Iterable[Letter],
    sizes: Mapping[Dimension, int],
    rng: Random,
    tries: int = 30,
) -> Instance | None:
    """Exact matrices for the letters, of the given sizes, that satisfy every hypothesis.

    Letters of the hypotheses are included, and the sizes are given back. Each hypothesis is checked
    at the end by `truth`. None where the tries are exhausted; this is no proof that there is no
    instance. Deterministic for a given state of `rng`. Raises MalformedError for a missing size.

    >>> n = Dimension("n")
    >>> A, v = Letter("A", n, n), Letter("v", n)
    >>> found = instance([Equals(A @ A, A), symmetric(A), Equals(A @ v, v)], [], {n: 2}, Random(0))
    >>> bool((found[A] @ found[v] == found[v]).all())
    True
    """
    hypotheses = tuple(hypotheses)
    letters, wanted = set(letters), set(sizes)
    for thing in {found for h in hypotheses for term in terms_of(h) for found in named(term)}:
        (letters if isinstance(thing, Letter) else wanted).add(thing)  # type: ignore[arg-type]
    wanted |= {size for letter in letters for size in sizes_of(letter)}  # type: ignore[misc]
    if wanted > set(sizes):
        missing = ", ".join(sorted(map(str, wanted - set(sizes))))
        raise MalformedError(f"no size is given for {missing}")
    constraints = [constraint for h in hypotheses for constraint in constraints_of(h)]
    start = Valuation({}, dict(sizes), exact=True)
    in_order = sorted(letters, key=lambda letter: (letter.name, str(letter.shape)))
    if not agree(start, [c for c in constraints if not c.letters]):
        return None
    for _ in range(tries):
        found = drawn(start, order_of(in_order, constraints, rng), constraints, rng)
        if found is not None and all(true_at(h, found) for h in hypotheses):
            return {**sizes, **found.letters}
    return None


@final
@dataclass(frozen=True, slots=True)
class Constraint:
    """A statement, its letters, and those in which it is an affine equation."""

    statement: Statement
    letters: frozenset[Letter]
    affine: frozenset[Letter]


@lru_cache(maxsize=256)
def constraints_of(hypothesis: Statement) -> tuple[Constraint, ...]:
    """The hypothesis, and simpler statements that it implies."""
    return tuple(map(constraint, (hypothesis, *implied(hypothesis))))


def implied(hypothesis: Statement) -> Iterator[Statement]:
    """Statements that a hypothesis implies, in fewer letters or affine."""
    match hypothesis:
        case Minimises(point, f, w) | UniquelyMinimises(point, f, w):
            gradient = first_derivative(f, w, point)
            yield Equals(gradient, Zero(*gradient.shape))
            unique = isinstance(hypothesis, UniquelyMinimises)
            if degree_or_infinity(f, {w: 1}) <= 2:
                hessian = second_derivative(f, w, Zero(*w.shape))
                yield (PositiveDefinite if unique else PositiveSemidefinite)(hessian)
        case PositiveSemidefinite(a) | PositiveDefinite(a):
            yield symmetric(a)


def constraint(statement: Statement) -> Constraint:
    """A constraint from a statement."""
    letters = frozenset(
        thing for term in terms_of(statement) for thing in named(term) if isinstance(thing, Letter)
    )
    affine = frozenset[Letter]()
    if isinstance(statement, Equals):
        residual = statement.left - statement.right
        affine = frozenset(x for x in letters if degree_or_infinity(residual, {x: 1}) <= 1)
    return Constraint(statement, letters, affine)


def order_of(letters: list[Letter], constraints: list[Constraint], rng: Random) -> list[Letter]:
    """A random order in which most equations are affine in their last letter.

    An equation letter = term counts as affine in that letter only.
    """

    def quality(order: list[Letter]) -> int:
        place = {letter: i for i, letter in enumerate(order)}
        return sum(
            max(c.letters, key=place.__getitem__) in (defined(c) or c.affine)
            for c in constraints
            if c.affine
        )

    return max((rng.sample(letters, len(letters)) for _ in range(ORDERS)), key=quality)


def defined(c: Constraint) -> frozenset[Letter]:
    """The letter that an equation defines."""
    match c.statement:
        case Equals(Letter() as letter, right) if letter not in named(right):
            return frozenset({letter})
    return frozenset()


def drawn(
    at: Valuation, order: list[Letter], constraints: list[Constraint], rng: Random
) -> Valuation | None:
    """The valuation with a matrix drawn for each letter in turn."""
    known: set[Letter] = set()
    for letter in order:
        known.add(letter)
        due = [c for c in constraints if letter in c.letters and c.letters <= known]
        extended = extension(at, letter, due, rng)
        if extended is None:
            return None
        at = extended
    return at


def extension(
    at: Valuation, letter: Letter, due: list[Constraint], rng: Random
) -> Valuation | None:
    """The valuation with one more letter, at which all constraints that are due hold."""
    shape = at.shape(letter)
    affine = [c for c in due if letter in c.affine]
    others = [c for c in due if letter not in c.affine]
    system = None
    if affine:
        try:
            system = echelon(linear_system(at, letter, [c.statement for c in affine]))
        except Undefined:
            return None
        if shape[0] * shape[1] in system[1]:
            return None  # 0 = 1
    for _ in range(DRAWS if others else 1):
        if system and (not others or rng.random() < 0.5):
            matrix, left = solution(*system, shape, rng), others
        else:
            matrix, left = any_matrix(*shape, rng, list(at.letters.values())), due
        extended = at.bound(letter, matrix)
        if agree(extended, left):
            return extended
    return None


def agree(at: Valuation, constraints: Iterable[Constraint]) -> bool:
    """Whether constraints hold, and their terms mean something."""
    try:
        return all(true_at(c.statement, at) for c in constraints)
    except Undefined:
        return False


def linear_system(at: Valuation, letter: Letter, equations: list[Statement]) -> Matrix:
    """[A | b] with Ax = b for the entries x of a letter, from values at 0 and at unit matrices."""
    rows, cols = at.shape(letter)

    def residual(matrix: Matrix) -> Matrix:
        bound = at.bound(letter, matrix)
        sides = [tuple(map(bound.value, terms_of(equation))) for equation in equations]
        return np.concatenate([(left - right).reshape(-1) for left, right in sides])

    zero = np.zeros((rows, cols), dtype=object)
    constant = residual(zero)
    columns = []
    for place in product(range(rows), range(cols)):
        unit = zero.copy()
        unit[place] = 1
        columns.append(residual(unit) - constant)
    return np.stack([*columns, -constant], axis=1)


def solution(
    rows: list[list[Fraction]], pivots: list[int], shape: tuple[int, int], rng: Random
) -> Matrix:
    """A random solution of a consistent linear system in echelon form, as a matrix."""
    size = shape[0] * shape[1]
    free = {j: entry(rng) for j in range(size) if j not in pivots}
    x = [Fraction(free.get(j, 0)) for j in range(size)]
    for row, pivot in zip(rows, pivots, strict=True):
        x[pivot] = row[size] - sum(row[j] * value for j, value in free.items())
    return as_matrix([x[i * shape[1] : (i + 1) * shape[1]] for i in range(shape[0])])
