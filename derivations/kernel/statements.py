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
    OF_LAWS,
    Abbreviation,
    Exp,
    Index,
    Letter,
    MomentGenerating,
    Node,
    Shape,
    Substitution,
    Term,
    Variable,
    Zero,
    check_constant,
    check_everywhere,
    check_index,
    check_law,
    check_random,
    check_square,
    check_terms,
    free_letters,
    kept,
    node,
    parts,
    show,
    stepped_aside,
    substitute,
    substitute_bound,
    subterms,
)


class Statement(Node):
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
@node
class Equals(Statement):
    """left = right, entry by entry, of two terms of one shape, or ShapeError is raised."""

    left: Term
    right: Term

    def __post_init__(self) -> None:
        check_terms(self.left, self.right)
        if self.left.shape != self.right.shape:
            raise ShapeError(
                f"{self.left} of shape {show(self.left.shape)} cannot equal {self.right} of shape "
                f"{show(self.right.shape)}"
            )


@node
class OfScalar(Statement):
    """The base of the statements on a scalar."""

    scalar: Term

    def __post_init__(self) -> None:
        check_terms(self.scalar)
        check_scalar(self.scalar)


@node
class OfSquare(Statement):
    """The base of the statements on a square matrix."""

    matrix: Term

    def __post_init__(self) -> None:
        check_terms(self.matrix)
        check_square(self.matrix, "invertibility or definiteness")


@node
class OfMinimum(Statement):
    """The base of the statements on the minimum of a function of a letter, which is bound."""

    point: Term
    function: Term
    letter: Letter

    def __post_init__(self) -> None:
        check_terms(self.point, self.function)
        check_everywhere(self.function, self.letter)
        if any(
            type(t) in OF_LAWS and self.letter in free_letters(t) for t in subterms(self.function)
        ):
            check_constant(self.point)  # a random point would change the law
        check_scalar(self.function)
        if self.point.shape != self.letter.shape:
            raise ShapeError(
                f"{self.letter} of shape {show(self.letter.shape)} cannot be {self.point} of "
                f"shape {show(self.point.shape)}"
            )


@final
class Invertible(OfSquare):
    """The square matrix has an inverse; for a scalar, it is not 0."""

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
@node
class FullColumnRank(Statement):
    """The columns of A, of any shape, are independent: Av = 0 only for v = 0."""

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


@final
class Maximises(OfMinimum):
    """function(letter) ≤ function(point) for every value of the letter."""

    __slots__ = ()


@final
class UniquelyMaximises(OfMinimum):
    """The point maximises the function, and no other value of the letter does as well."""

    __slots__ = ()


@final
@node
class ForEach(Statement):
    """The statement, for every basis vector that the index can be; the index is bound."""

    index: Index
    statement: Statement

    def __post_init__(self) -> None:
        if type(self.statement) not in STATEMENTS:
            raise MalformedError(f"{self.statement!r} is not a statement of a known kind")
        check_index(self.index, self.statement)


@final
@node
class Independent(Statement):
    """The entries of a random vector are independent of one another."""

    vector: Term

    def __post_init__(self) -> None:
        check_terms(self.vector)
        check_law(self.vector)


@final
@node
class IndependentVectors(Statement):
    """Two random vectors are independent of each other."""

    first: Term
    second: Term

    def __post_init__(self) -> None:
        check_terms(self.first, self.second)
        check_law(self.first)
        check_law(self.second)


@final
@node
class Integrable(Statement):
    """Every entry of a random matrix has a finite mean absolute value."""

    matrix: Term

    def __post_init__(self) -> None:
        check_terms(self.matrix)
        check_random(self.matrix)


@final
@node
class SquareIntegrable(Statement):
    """A random vector has finite second moments: it is integrable, and so is uuᵀ."""

    vector: Term

    def __post_init__(self) -> None:
        check_terms(self.vector)
        check_law(self.vector)


@final
@node
class Gaussian(Statement):
    """The random vector, of shape k×1, is Gaussian, with this mean and covariance (k×k).

    The covariance is symmetric, and E[exp(tᵀu)] = exp(tᵀm + tᵀSt/2) for every t. No other law has
    this function, which is why facts on Gaussian densities and independence can be cited of it.
    """

    vector: Term
    mean: Term
    covariance: Term

    def __post_init__(self) -> None:
        check_terms(self.vector, self.mean, self.covariance)
        check_law(self.vector)
        check_constant(self.mean)
        check_constant(self.covariance)
        (size, _), given = self.vector.shape, (self.mean.shape, self.covariance.shape)
        if given != ((size, 1), (size, size)):
            raise ShapeError(
                f"{self.vector} of shape {show(self.vector.shape)} cannot have a mean and "
                f"covariance of shapes {show(given[0])} and {show(given[1])}"
            )


@final
@node
class Laplace(Statement):
    """The random scalar has a Laplace law with this location and scale, both scalars.

    Its density at x is exp(−|x − location|/scale)/(2 scale).
    """

    scalar: Term
    location: Term
    scale: Term

    def __post_init__(self) -> None:
        check_terms(self.scalar, self.location, self.scale)
        check_law(self.scalar)
        for term in (self.location, self.scale):
            check_constant(term)
        for term in (self.scalar, self.location, self.scale):
            check_scalar(term)


@final
@node
class ChiSquared(Statement):
    """The random scalar has a χ² law with so many degrees of freedom; with none, the law of 0."""

    scalar: Term
    degrees: Term

    def __post_init__(self) -> None:
        check_terms(self.scalar, self.degrees)
        check_law(self.scalar)
        check_constant(self.degrees)
        for term in (self.scalar, self.degrees):
            check_scalar(term)


@final
@node
class StudentT(Statement):
    """scalar/√square has Student's t law with so many degrees of freedom.

    The square is positive with probability 1; where it is not, the ratio may be anything.
    """

    scalar: Term
    square: Term
    degrees: Term

    def __post_init__(self) -> None:
        check_terms(self.scalar, self.square, self.degrees)
        check_law(self.scalar)
        check_law(self.square)
        check_constant(self.degrees)
        for term in (self.scalar, self.square, self.degrees):
            check_scalar(term)


ON_LAWS: frozenset[type[Statement]] = frozenset(
    {Independent, IndependentVectors, Integrable, SquareIntegrable}
    | {Gaussian, Laplace, ChiSquared, StudentT}
)
STATEMENTS: frozenset[type[Statement]] = ON_LAWS | frozenset(
    {Equals, Invertible, Nonnegative, Positive, FullColumnRank, PositiveSemidefinite}
    | {PositiveDefinite, Minimises, UniquelyMinimises, Maximises, UniquelyMaximises, ForEach}
)


def symmetric(matrix: Term) -> Equals:
    """The claim Aᵀ = A, that a matrix is symmetric; ShapeError is raised unless it is square."""
    check_terms(matrix)
    return Equals(matrix.T, matrix)


def check_scalar(term: Term) -> None:
    """Raise unless the term is 1×1."""
    if term.shape != (1, 1):
        raise ShapeError(f"needed is a scalar; {term} has shape {show(term.shape)}")


@final
@dataclass(frozen=True, slots=True)
class Clause:
    """For every letter of the shape (None: no letter), the antecedents imply the consequent.

    The letter is a `Letter`, for any vector, or an `Index`, for basis vectors only.
    """

    shape: Shape | None
    at: Callable[[Term], tuple[tuple[Statement, ...], Statement]]
    kind: type[Variable] = Letter


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
        case Maximises(point, f, w):
            most = substitute(f, {w: point})
            return (Clause(w.shape, lambda v: ((), Nonnegative(most - substitute(f, {w: v})))),)
        case UniquelyMaximises(point, f, w):
            most = substitute(f, {w: point})
            nowhere_else = Clause(
                w.shape, lambda v: ((Equals(substitute(f, {w: v}), most),), Equals(v, point))
            )
            return whole(Maximises(point, f, w)), nowhere_else
        case ForEach(index, each):
            return (Clause(index.shape, lambda i: ((), substitute_in(each, {index: i})), Index),)
        case SquareIntegrable(u):
            return whole(Integrable(u)), whole(Integrable(u @ u.T))
        case Gaussian(u, m, s):
            generating = Clause(
                u.shape,
                lambda t: ((), Equals(MomentGenerating(u, t), Exp(t.T @ m + t.T @ s @ t / 2))),
            )
            return whole(symmetric(s)), generating
    return ()


@kept
def statement_letters(statement: Statement) -> frozenset[Variable]:
    """The letters that are free in a statement."""
    match statement:
        case OfMinimum(point, f, w):
            return free_letters(f) - {w} | free_letters(point)
        case ForEach(index, each):
            return statement_letters(each) - {index}
    return free_letters(statement)


def substitute_in(statement: Statement, mapping: Substitution) -> Statement:
    """Replace letters and dimensions in a statement, all at once; bound letters step aside."""
    match statement:
        case OfMinimum(point, f, w):
            letter, body = substitute_bound(w, f, mapping)
            return type(statement)(substitute(point, mapping), body, letter)
        case ForEach(index, each):
            new, inner = stepped_aside(index, statement_letters(each), mapping)
            return ForEach(new, substitute_in(each, inner))
    return type(statement)(*(substitute(part, mapping) for part in parts(statement)))


@kept
def unabbreviated(statement: Statement) -> Statement:
    """The statement with every abbreviation unfolded; bound letters keep their names."""
    if type(statement) is ForEach:
        return ForEach(statement.index, unabbreviated(statement.statement))
    return type(statement)(*map(unabbreviated_term, parts(statement)))


@kept
def unabbreviated_term(term: Term) -> Term:
    """The term with every abbreviation unfolded; one without any is returned as it is."""
    if type(term) is Abbreviation:
        return unabbreviated_term(term.unfolded())
    before = tuple(parts(term))
    after = tuple(unabbreviated_term(p) if isinstance(p, Term) else p for p in before)
    changed = any(new is not old for new, old in zip(after, before, strict=True))
    return type(term)(*after) if changed else term


def speaks_of_laws(statement: Statement) -> bool:
    """Whether a statement is about a law, not only about outcomes."""
    if type(statement) is ForEach:
        return speaks_of_laws(statement.statement)
    about = type(statement) in ON_LAWS
    return about or any(type(term) in OF_LAWS for term in subterms(statement))
