"""Instances: small exact matrices that satisfy given hypotheses.

Letters are drawn one after the other in a random order. Where hypotheses are affine in the letter
given those before it, the letter is a random point of the solution set of that linear system;
otherwise a random matrix is drawn until the hypotheses that it completes are true.

Letters that stand in laws are given these at once, often after all others: means and covariances
solve the equations that the hypotheses make them satisfy, which are linear too. Where the laws are
drawn earlier, the letters after them solve such equations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import inf
from random import Random as Generator
from typing import Any, TypeAlias, final

import numpy as np

from ..kernel.errors import MalformedError
from ..kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    OfMinimum,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
    symmetric,
)
from ..kernel.terms import (
    Covariance,
    Density,
    Derivative,
    Dimension,
    Exp,
    Identity,
    Index,
    Letter,
    Product,
    Random,
    Scaled,
    SquaredNorm,
    Sum,
    Term,
    Transpose,
    Variable,
    Zero,
)
from ..kernel.trees import Abbreviation, free_letters, substitute
from ..numbers.distributions import Law
from ..numbers.elimination import Matrix, as_matrix, echelon
from ..numbers.errors import IrrationalError, UndefinedError
from ..numbers.evaluate import (
    Valuation,
    degree_or_infinity,
    in_our_words,
    names_in,
)
from ..numbers.extrema import exponential, least_point
from ..numbers.truth import (
    all_names,
    first_derivative,
    instances_of,
    second_derivative,
    true_at,
    uses,
)
from ..subterms import parts, subterms
from .random_laws import can_take, moments_in, random_laws, with_outcomes
from .random_matrices import (
    any_matrix,
    basis_vector,
    definite,
    entry,
    positive,
    semidefinite,
    signs,
)

Instance: TypeAlias = dict[Any, Any]  # a matrix or law for each letter, an int for each Dimension

_ORDERS = 12  # orders of the letters to choose from, in one try
DRAWS = 24  # matrices drawn for one letter, in one try
_LAST = 0.75  # the share of tries that draw laws after all letters first
LAWS = Letter("all_laws")  # in orders and constraints, in the place of all laws


def instance(
    hypotheses: Iterable[Statement],
    letters: Iterable[Variable],
    sizes: Mapping[Dimension, int],
    rng: Generator,
    tries: int = 30,
    about: Iterable[Statement] = (),
) -> Instance | None:
    """Exact matrices for the letters, of the given sizes, that satisfy every hypothesis.

    Letters of the hypotheses, and of the statements that it is all `about`, are included, and the
    sizes are given back. Each hypothesis is checked at the end by `truth`, in floats where a term
    is not rational. A random letter is given a law where these statements speak of its law; where
    they speak of its outcome as well, the law is under the tuple of the letter, and an outcome that
    it can take under the letter. Letters with a joint law have it under their tuple.

    None where the tries are exhausted; this is no proof that there is no instance. Deterministic
    for a given state of `rng`. Raises MalformedError for a missing size.

    >>> from random import Random
    >>> from derivations.kernel.terms import Letter
    >>> n = Dimension("n")
    >>> A, v = Letter("A", n, n), Letter("v", n)
    >>> found = instance([Equals(A @ A, A), symmetric(A), Equals(A @ v, v)], [], {n: 2}, Random(0))
    >>> bool((found[A] @ found[v] == found[v]).all())
    True
    """
    hypotheses = tuple(hypotheses)
    told = (*hypotheses, *about)
    letters, wanted = set(letters), set(sizes)
    things = {found for statement in told for found in all_names(statement)}
    letters |= {thing for thing in things if isinstance(thing, Variable)}
    spoken = {size for thing in things | letters for size in (thing, *thing.shape)}
    wanted |= {size for size in spoken if isinstance(size, Dimension)}
    if wanted > set(sizes):
        missing = ", ".join(sorted(map(str, wanted - set(sizes))))
        raise MalformedError(f"no size is given for {missing}")
    used = {use for statement in told for use in uses(statement)}
    random = sorted({letter for letter, in_law in used if in_law}, key=_by_name)
    if any(letter.cols != 1 for letter in random):
        return None
    fixed = {letter for h in hypotheses for letter, in_law in uses(h) if not in_law}
    constraints = [c for h in hypotheses for c in _constraints_of(h)]
    stronger = [c for h in hypotheses for s in _strengthen(h) for c in _constraints_of(s)]
    choices = [constraints] if stronger == constraints else [constraints, stronger]
    start = Valuation({}, dict(sizes), exact=True)
    in_order = sorted(letters - (set(random) - fixed), key=_by_name)
    if not agree(start, [c for c in constraints if not c.letters]):
        return None
    for _ in range(tries):
        chosen = rng.choice(choices) if len(choices) > 1 else constraints
        order = _order_of(in_order, [c for c in chosen if LAWS not in c.letters], rng)
        for place in _places_of_laws(chosen, order, rng):
            found = draw(start, [*order[:place], LAWS, *order[place:]], random, chosen, rng)
            if found is not None and possible(found) and agree(found, map(_constraint, hypotheses)):
                outcomes = {letter for letter, in_law in used if not in_law}
                found = with_outcomes(found, outcomes, rng)
                return {**sizes, **found.letters, **_as_given(found)}
    return None


def _by_name(letter: Variable) -> tuple[str, str]:
    """What letters are sorted by."""
    return letter.name, str(letter.shape)


def _places_of_laws(
    constraints: list[Constraint], order: list[Variable], rng: Generator
) -> list[int]:
    """The places among the letters at which to draw laws: the last, and any other one.

    Only where equations speak of moments can letters be found for laws that are drawn already.
    """
    if not order or not any(moments_in(c.statement) for c in constraints):
        return [len(order)]
    places = [len(order), rng.randrange(len(order))]
    return places if rng.random() < _LAST else places[::-1]


def possible(at: Valuation) -> bool:
    """Whether random letters that are given a law and an outcome can have this outcome."""
    for group, law in at.laws.items():
        given = [at.letters[letter] for letter in group if letter in at.letters]
        if given and not (len(given) == len(group) and can_take(law, np.vstack(given))):
            return False
    return True


def _as_given(at: Valuation) -> dict[Any, Law]:
    """The laws as values are given: under a letter, or under several, or where one has outcomes."""
    return {
        group if len(group) > 1 or group[0] in at.letters else group[0]: law
        for group, law in at.laws.items()
    }


def judge(statement: Statement, at: Valuation) -> bool | None:
    """Whether a statement is true at an exact valuation, in floats where a term is not rational."""
    try:
        return true_at(statement, at)
    except IrrationalError:
        from ..witnesses.by_numbers import true_at as true_in_floats

        try:
            with in_our_words():
                return true_in_floats(statement, at.floating(), np.random.default_rng(0))
        except MalformedError:  # too large for floats
            return None


@final
@dataclass(frozen=True, slots=True)
class Constraint:
    """A statement, its letters, those in which it is an affine equation, and those it ignores."""

    statement: Statement
    letters: frozenset[Variable]
    affine: frozenset[Variable]
    idle: frozenset[Variable]


@lru_cache(maxsize=256)
def _constraints_of(hypothesis: Statement) -> tuple[Constraint, ...]:
    """The hypothesis, and simpler statements that it implies."""
    return tuple(map(_constraint, (hypothesis, *_implications(hypothesis))))


def _implications(hypothesis: Statement) -> Iterator[Statement]:
    """Statements that a hypothesis implies, in fewer letters or affine."""
    match hypothesis:
        case Minimises(point, f, w) | UniquelyMinimises(point, f, w):
            power = exponential(f, {w: 1})
            bound = degree_or_infinity(f, {w: 1})
            if power and bound == inf:
                of_power = _implications(Minimises(point, power[1], w))
                yield from (s for s in of_power if type(s) is Equals)
            if bound < inf:
                gradient = first_derivative(f, w, point)
                yield Equals(gradient, Zero(*gradient.shape))
            unique = isinstance(hypothesis, UniquelyMinimises)
            if bound <= 2:
                hessian = second_derivative(f, w, Zero(*w.shape))
                yield (PositiveDefinite if unique else PositiveSemidefinite)(hessian)
        case Maximises(point, f, w):
            yield from _implications(Minimises(point, -f, w))
        case UniquelyMaximises(point, f, w):
            yield from _implications(UniquelyMinimises(point, -f, w))
        case PositiveSemidefinite(a) | PositiveDefinite(a):
            yield symmetric(a)
        case Equals(Sum(Product(a, Transpose(same)) as part, _), Identity()) if a == same:
            yield PositiveSemidefinite(hypothesis.right - part)
        case Gaussian(_, _, covariance):
            yield symmetric(covariance)
            yield PositiveSemidefinite(covariance)
        case Laplace(_, _, spread):
            yield Positive(spread)
        case Equals(Covariance(u, v), s) | Equals(s, Covariance(u, v)) if u == v:
            if not any(in_law for _, in_law in uses(s)):
                yield symmetric(s)
                yield PositiveSemidefinite(s)
        case ForEach(index, each):
            yield from (ForEach(index, statement) for statement in _implications(each))


def _strengthen(hypothesis: Statement) -> list[Statement]:
    """For one abbreviation of two arguments, that the arguments are equal: so its values are.

    For one density at a point of two vectors, that these are equal but for their random parts.

    For a maximum of a density, that the squared distance from the point to the vector without its
    random part is least, as where the noise is of mean 0 and its entries alike and independent.

    For an eigenvector q of XᵀX, that X = zqᵀ for some z: so q need not be 0.

    For an equation with exponentials, that they are of 0: no other rational number has a rational
    exponential.
    """
    match hypothesis:
        case ForEach(index, each):
            return [ForEach(index, statement) for statement in _strengthen(each)]
        case Equals(Product(Product(Transpose(left), right), q), Scaled(_, same)):
            if left == right and q == same:
                return [hypothesis, Equals(SquaredNorm(q) * right, right @ q @ q.T)]
        case Equals(Density(of, at), Density(other, same)) if at == same:
            return [hypothesis, Equals(_without_noise(of), _without_noise(other))]
        case Maximises(point, Density(of, at), w) | UniquelyMaximises(point, Density(of, at), w):
            distance = SquaredNorm(at - _without_noise(of))
            if degree_or_infinity(distance, {w: 1}) < inf:
                gradient = first_derivative(distance, w, point)
                return [hypothesis, Equals(gradient, Zero(*gradient.shape))]
        case Equals(Abbreviation() as left, Abbreviation() as right):
            if (left.name, left.parameters, left.body) == (
                right.name,
                right.parameters,
                right.body,
            ):
                pairs = zip(left.arguments, right.arguments, strict=True)
                return [Equals(a, b) for a, b in pairs if a != b]
        case Equals():
            powers = {x.argument: x for x in subterms(hypothesis) if isinstance(x, Exp)}
            free = [power for power in powers if free_letters(power) <= free_letters(hypothesis)]
            return [hypothesis, *(Equals(power, Zero()) for power in free)]
    return [hypothesis]


def _without_noise(of: Term) -> Term:
    """A term with 0 in the place of what is random."""
    outcomes = (x for x in names_in(of) if isinstance(x, Random))
    noise: dict[Any, Term] = {x: Zero(*x.shape) for x in outcomes}
    without: Term = substitute(of, noise)
    return without


def _constraint(statement: Statement) -> Constraint:
    """A constraint from a statement."""
    used = set(uses(statement))
    letters = {thing for thing in all_names(statement) if isinstance(thing, Variable)}
    letters -= {letter for letter, in_law in used if in_law and (letter, False) not in used}
    each = _innermost(statement)
    degrees = {x: max(degree_or_infinity(term, {x: 1}) for term in parts(each)) for x in letters}
    affine = {x for x in letters if type(x) is not Index and degrees[x] == 1}
    idle = frozenset(x for x in letters if degrees[x] == 0)
    if any(in_law for _, in_law in used):
        letters |= {LAWS}
    return Constraint(
        statement,
        frozenset(letters),
        frozenset(affine if isinstance(each, Equals) else ()),
        idle,
    )


def _innermost(statement: Statement) -> Statement:
    """What a statement says of each basis vector, or the statement where it is of none."""
    return _innermost(statement.statement) if isinstance(statement, ForEach) else statement


def _order_of(
    letters: list[Variable], constraints: list[Constraint], rng: Generator
) -> list[Variable]:
    """A random order in which most equations are affine in their last letter.

    An equation letter = term counts as affine in that letter only, a minimum in its point.
    """

    def quality(order: list[Variable]) -> int:
        place = {letter: i for i, letter in enumerate(order)}
        return sum(
            max(c.letters, key=place.__getitem__) in (_defined_letter(c) or c.affine)
            for c in constraints
            if c.affine or _defined_letter(c)
        )

    return max((rng.sample(letters, len(letters)) for _ in range(_ORDERS)), key=quality)


def _defined_letter(c: Constraint) -> frozenset[Variable]:
    """The letter that an equation defines, or the point of a minimum that is searched for."""
    match c.statement:
        case Equals(Variable() as letter, right) if letter not in names_in(right):
            return frozenset({letter})
        case OfMinimum(Variable() as letter, f, w) if letter not in names_in(f) - {w}:
            return frozenset({letter}) if degree_or_infinity(f, {w: 1}) == inf else frozenset()
    return frozenset()


def best(at: Valuation, statement: Statement, start: Matrix) -> Matrix:
    """A point that is found to make a minimum or maximum, or else the one to start from."""
    found = None
    with suppress(UndefinedError, IrrationalError):
        match statement:
            case Minimises(_, f, w) | UniquelyMinimises(_, f, w):
                found = least_point(f, w, start, at)
            case Maximises(_, f, w) | UniquelyMaximises(_, f, w):
                found = least_point(-f, w, start, at)
    return start if found is None else found


def draw(
    at: Valuation,
    order: list[Variable],
    random: list[Random],
    constraints: list[Constraint],
    rng: Generator,
) -> Valuation | None:
    """The valuation with a matrix drawn for each letter in turn, and the laws in their turn."""
    known: set[Variable] = set()
    for letter in order:
        known.add(letter)
        due = [c for c in constraints if letter in c.letters and c.letters <= known]
        if letter is not LAWS:
            cone = {kind for c in constraints for kind in _definite_kinds(c.statement, letter)}
            columns = any(_is_gram_of(letter, c) for c in constraints)
            extended = _extension(at, letter, due, rng, cone, columns=columns)
        else:
            extended = with_laws(at, random, due, rng) if random else at
        if extended is None:
            return None
        at = extended
    return at


def _is_gram_of(letter: Variable, constraint: Constraint) -> bool:
    """Whether a statement says what AᵀA is in other letters, as of columns of one length."""
    match constraint.statement:
        case Equals(Product(Transpose(a), same), _) if a == same == letter:
            return len(constraint.letters) > 1
    return False


def _extension(
    at: Valuation,
    letter: Variable,
    due: list[Constraint],
    rng: Generator,
    cone: set[Any],
    *,
    columns: bool,
) -> Valuation | None:
    """The valuation with one more letter, at which all constraints that are due hold.

    A letter that other constraints make definite is often drawn so, as the kinds in `cone`; columns
    that are to have one length are at times made of 1 and −1.
    """
    shape = at.shape(letter)
    if type(letter) is Index:
        extended = at.bound(letter, basis_vector(shape[0], rng))
        return extended if agree(extended, due) else None
    if not agree(
        at.bound(letter, np.zeros(shape, dtype=object)), (c for c in due if letter in c.idle)
    ):
        return None
    due = [c for c in due if letter not in c.idle]
    affine = [c for c in due if letter in c.affine]
    others = [c for c in due if letter not in c.affine]
    ordered = any(isinstance(_innermost(c.statement), Positive | Nonnegative) for c in others)
    system = None
    if affine:
        try:
            system = echelon(_linear_system(at, letter, [c.statement for c in affine]))
        except (UndefinedError, IrrationalError):
            return None
        if shape[0] * shape[1] in system[1]:
            return None  # 0 = 1
    for _ in range(DRAWS if others else 1):
        if cone and rng.random() < 0.75:
            kind = semidefinite if cone == {semidefinite} else definite
            matrix, left = kind(shape[0], rng), due
        elif system and (not others or rng.random() < 0.5):
            matrix, left = solution(*system, shape, rng), others
        elif ordered and rng.random() < 0.5:
            matrix, left = positive(*shape, rng), due
        elif columns and rng.random() < 0.75:
            matrix, left = signs(*shape, rng), due
        else:
            matrix, left = any_matrix(*shape, rng, list(at.letters.values())), due
            for c in due:
                if letter in _defined_letter(c):
                    matrix = best(at, c.statement, matrix)
        extended = at.bound(letter, matrix)
        if agree(extended, left):
            return extended
    return None


def _definite_kinds(statement: Statement, letter: Variable) -> Iterator[Any]:
    """The kind of matrices that a letter is one of, where it is said to be positive definite.

    Where a Hessian of the letter's shape is, the letter may well be.
    """
    match statement:
        case PositiveSemidefinite(Derivative() as matrix) if matrix.shape == letter.shape:
            yield semidefinite
        case PositiveDefinite(Derivative() as matrix) if matrix.shape == letter.shape:
            yield definite
        case PositiveSemidefinite(matrix) if matrix == letter:
            yield semidefinite
        case PositiveDefinite(matrix) if matrix == letter:
            yield definite


def agree(at: Valuation, constraints: Iterable[Constraint]) -> bool:
    """Whether constraints hold, and their terms mean something."""
    try:
        return all(judge(c.statement, at) for c in constraints)
    except UndefinedError:
        return False


def _linear_system(at: Valuation, letter: Variable, equations: list[Statement]) -> Matrix:
    """[A | b] with Ax = b for the entries x of a letter, from values at 0 and at unit matrices."""
    rows, cols = at.shape(letter)
    sides = [
        (term, inner, sign, letter in names_in(term))
        for equation in equations
        for each, inner in instances_of(equation, at)
        if isinstance(each, Equals)
        for term, sign in ((each.left, 1), (each.right, -1))
    ]

    def residual(matrix: Matrix) -> Matrix:
        values = [
            sign * (inner.bound(letter, matrix) if speaks else inner).value(term).reshape(-1)
            for term, inner, sign, speaks in sides
        ]
        return np.concatenate([a + b for a, b in zip(values[::2], values[1::2], strict=True)])

    zero = np.zeros((rows, cols), dtype=object)
    constant = residual(zero)
    columns = []
    for place in product(range(rows), range(cols)):
        unit = zero.copy()
        unit[place] = 1
        columns.append(residual(unit) - constant)
    return np.stack([*columns, -constant], axis=1)


def solution(
    rows: list[list[Fraction]], pivots: list[int], shape: tuple[int, int], rng: Generator
) -> Matrix:
    """A random solution of a consistent linear system in echelon form, as a matrix."""
    size = shape[0] * shape[1]
    free = {j: entry(rng) for j in range(size) if j not in pivots}
    x = [Fraction(free.get(j, 0)) for j in range(size)]
    for row, pivot in zip(rows, pivots, strict=True):
        x[pivot] = row[size] - sum(row[j] * value for j, value in free.items() if value and row[j])
    return as_matrix([x[i * shape[1] : (i + 1) * shape[1]] for i in range(shape[0])])


# Laws.


def with_laws(
    at: Valuation, random: list[Random], due: list[Constraint], rng: Generator
) -> Valuation | None:
    """The valuation with laws for random letters, as the constraints that are due ask for."""
    try:
        said = [found for c in due for found in instances_of(c.statement, at)]
        for found in random_laws(at, random, said, rng):
            if possible(found) and agree(found, due):
                return found
    except (UndefinedError, IrrationalError):
        pass
    return None
