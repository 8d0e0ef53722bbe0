"""Statements: what can be assumed or proved about terms.

`Equals`, `Invertible` and `Nonnegative` are primitive. The others are defined: each is the list of
its clauses, and a clause is *for every letter of this shape, the antecedents imply the
consequent*. A statement counts as true only where each of its terms means something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import final

from .errors import MalformedError, ShapeError
from .terms import (
    Abbreviation,
    Letter,
    Shape,
    Substitution,
    Term,
    Zero,
    check_polynomial,
    check_square,
    check_terms,
    free_letters,
    parts,
    show,
    substitute,
    substitute_bound,
)


class Statement:
    """A claim about terms; the base of every kind of statement below."""

    __slots__ = ()

    def __post_init__(self) -> None:
        raise MalformedError(f"{type(self).__name__} is not a kind of statement")

    def __str__(self) -> str:
        from .printing import text

        return text(self)

    __repr__ = __str__

    def _repr_latex_(self) -> str:
        from .printing import latex

        return f"$\\displaystyle {latex(self)}$"


@final
@dataclass(frozen=True, slots=True, repr=False)
class Equals(Statement):
    """left = right, entry by entry."""

    left: Term
    right: Term

    def __post_init__(self) -> None:
        check_terms(self.left, self.right)
        if self.left.shape != self.right.shape:
            raise ShapeError(
                f"{self.left} of shape {show(self.left.shape)} cannot equal {self.right} of shape "
                f"{show(self.right.shape)}"
            )


@dataclass(frozen=True, slots=True, repr=False)
class OfScalar(Statement):
    """The base of the statements on a scalar."""

    scalar: Term

    def __post_init__(self) -> None:
        check_terms(self.scalar)
        check_scalar(self.scalar)


@dataclass(frozen=True, slots=True, repr=False)
class OfSquare(Statement):
    """The base of the statements on a square matrix."""

    matrix: Term

    def __post_init__(self) -> None:
        check_terms(self.matrix)
        check_square(self.matrix, "invertibility or definiteness")


@dataclass(frozen=True, slots=True, repr=False)
class OfMinimum(Statement):
    """The base of the statements on the minimum of a function of a letter, which is bound."""

    point: Term
    function: Term
    letter: Letter

    def __post_init__(self) -> None:
        check_terms(self.point, self.function)
        check_polynomial(self.function, self.letter)
        check_scalar(self.function)
        if self.point.shape != self.letter.shape:
            raise ShapeError(
                f"{self.letter} of shape {show(self.letter.shape)} cannot be {self.point} of "
                f"shape {show(self.point.shape)}"
            )


@final
class Invertible(OfSquare):
    """The square matrix has an inverse; of a scalar, it is not 0."""

    __slots__ = ()


@final
class Nonnegative(OfScalar):
    """scalar ≥ 0."""

    __slots__ = ()


@final
class Positive(OfScalar):
    """scalar > 0: it is ≥ 0 and not 0."""

    __slots__ = ()


@final
@dataclass(frozen=True, slots=True, repr=False)
class FullColumnRank(Statement):
    """The columns are independent: Av = 0 only for v = 0."""

    matrix: Term

    def __post_init__(self) -> None:
        check_terms(self.matrix)


@final
class PositiveSemidefinite(OfSquare):
    """The matrix is symmetric, and vᵀAv ≥ 0 for every v."""

    __slots__ = ()


@final
class PositiveDefinite(OfSquare):
    """The matrix is symmetric, and vᵀAv > 0 for every v ≠ 0."""

    __slots__ = ()


@final
class Minimises(OfMinimum):
    """function(letter) ≥ function(point) for every value of the letter."""

    __slots__ = ()


@final
class UniquelyMinimises(OfMinimum):
    """The point minimises the function, and no other value of the letter does as well."""

    __slots__ = ()


STATEMENTS: frozenset[type[Statement]] = frozenset(
    {Equals, Invertible, Nonnegative, Positive, FullColumnRank, PositiveSemidefinite}
    | {PositiveDefinite, Minimises, UniquelyMinimises}
)


def symmetric(matrix: Term) -> Equals:
    """The claim that a matrix is symmetric, Aᵀ = A."""
    check_terms(matrix)
    return Equals(matrix.T, matrix)


def check_scalar(term: Term) -> None:
    """Raise unless the term is 1×1."""
    if term.shape != (1, 1):
        raise ShapeError(f"an inequality is of scalars; {term} has shape {show(term.shape)}")


@final
@dataclass(frozen=True, slots=True)
class Clause:
    """For every letter of the shape (None: no letter), the antecedents imply the consequent."""

    shape: Shape | None
    at: Callable[[Term], tuple[tuple[Statement, ...], Statement]]


def clauses(statement: Statement) -> tuple[Clause, ...]:
    """The definition of a statement; a primitive statement has none."""

    def whole(part: Statement) -> Clause:
        return Clause(None, lambda _: ((), part))

    match statement:
        case Positive(scalar):
            return whole(Nonnegative(scalar)), whole(Invertible(scalar))
        case FullColumnRank(a):
            (rows, cols) = a.shape
            return (
                Clause((cols, 1), lambda v: ((Equals(a @ v, Zero(rows)),), Equals(v, Zero(cols)))),
            )
        case PositiveSemidefinite(a):
            form = Clause((a.shape[1], 1), lambda v: ((), Nonnegative(v.T @ a @ v)))
            return whole(symmetric(a)), form
        case PositiveDefinite(a):
            size = a.shape[0]
            zero_only = Clause(
                (size, 1), lambda v: ((Equals(v.T @ a @ v, Zero()),), Equals(v, Zero(size)))
            )
            return whole(PositiveSemidefinite(a)), zero_only
        case Minimises(point, f, w):
            least = substitute(f, {w: point})
            return (Clause(w.shape, lambda v: ((), Nonnegative(substitute(f, {w: v}) - least))),)
        case UniquelyMinimises(point, f, w):
            least = substitute(f, {w: point})
            nowhere_else = Clause(
                w.shape, lambda v: ((Equals(substitute(f, {w: v}), least),), Equals(v, point))
            )
            return whole(Minimises(point, f, w)), nowhere_else
    return ()


def statement_letters(statement: Statement) -> frozenset[Letter]:
    """The letters that are free in a statement."""
    match statement:
        case Minimises(point, f, w) | UniquelyMinimises(point, f, w):
            return free_letters(f) - {w} | free_letters(point)
    return free_letters(statement)


def substitute_in(statement: Statement, mapping: Substitution) -> Statement:
    """Replace letters and dimensions in a statement, all at once; bound letters step aside."""
    match statement:
        case Minimises(point, f, w) | UniquelyMinimises(point, f, w):
            letter, body = substitute_bound(w, f, mapping)
            return type(statement)(substitute(point, mapping), body, letter)
    return type(statement)(*(substitute(part, mapping) for part in parts(statement)))


def unabbreviated(statement: Statement) -> Statement:
    """The statement with every abbreviation unfolded; bound letters keep their names."""
    return type(statement)(*map(unabbreviated_term, parts(statement)))


def unabbreviated_term(term: Term) -> Term:
    """The term with every abbreviation unfolded."""
    if type(term) is Abbreviation:
        return unabbreviated_term(term.unfolded())
    return type(term)(
        *(unabbreviated_term(part) if isinstance(part, Term) else part for part in parts(term))
    )
