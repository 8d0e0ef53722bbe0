"""Positivity by structure: what is positive, ≥ 0, ≠ 0 or invertible for what it is made of.

Nothing here is trusted. `settled` proves the conditions of a theorem that follow from what is
known, such as σ² > 0, and cuts them, so that the others are left for a reader to see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ..kernel.errors import RefusedError
from ..kernel.statements import (
    Equals,
    ForEach,
    Integrable,
    Invertible,
    Nonnegative,
    Positive,
    SquareIntegrable,
    Statement,
)
from ..kernel.terms import (
    Determinant,
    Dimension,
    Exp,
    Identity,
    Index,
    Inverse,
    Letter,
    Number,
    Pi,
    Product,
    ProductOver,
    Root,
    Scaled,
    SquaredNorm,
    Sum,
    Term,
    Transpose,
)
from ..kernel.theorem import (
    Theorem,
    assume,
    cite,
    cut,
    instantiate,
    introduce,
    law,
    product_of_positives,
    unfold,
)
from ..kernel.trees import Abbreviation, free_letters, substitute, unabbreviated
from .certificates import algebra, rewrite
from .sequents import above_one, add, constant, inverse_exists, multiply, square


@dataclass(frozen=True, slots=True)
class Known:
    """What is known: statements that are assumed, such as σ² > 0, and theorems resting on them."""

    statements: tuple[Statement, ...] = ()
    theorems: tuple[Theorem, ...] = ()

    def proof(self, goal: Statement) -> Theorem:
        """A proof of positive, ≥ 0, ≠ 0 or invertible, of such for each index, or by algebra.

        Raises RefusedError where it is not plain from the structure of the scalar.
        """
        found = proof(self, goal)
        if found is None:
            raise RefusedError(f"{goal} is not plain from what is known")
        return found

    def sought(self, goal: Statement) -> Theorem:
        """The proof, looked for anew."""
        found = self.given(goal)
        if found is not None:
            return found
        theorem = self.settled(self.by_structure(goal))
        if any(hypothesis not in self.statements for hypothesis in theorem.hypotheses):
            raise RefusedError(f"{goal} is not plain from what is known")
        return theorem

    def by_structure(self, goal: Statement) -> Theorem:
        """A proof of the goal, perhaps under conditions that are still to be proved."""
        match goal:
            case ForEach(index, each):
                inner = fresh(index, self.statements)
                return introduce(goal, inner, self.proof(substitute(each, {index: inner})))
            case Positive(scalar):
                return self.positive(scalar)
            case Nonnegative(scalar):
                return self.nonnegative(scalar)
            case Invertible(scalar) if scalar.shape == (1, 1):
                return self.nonzero(scalar)
            case Invertible(matrix):
                return self.invertible(matrix)
            case Equals():
                given = (s for s in self.statements if type(s) in (Equals, Invertible))
                return algebra(goal, *map(assume, given))
        raise RefusedError(f"{goal} is not plain from what is known")

    def given(self, goal: Statement) -> Theorem | None:
        """The goal as one of the statements, or as one of those for each index, at an index."""
        for theorem in self.theorems:
            if unabbreviated(theorem.conclusion) == unabbreviated(goal):
                return theorem
        for statement in self.statements:
            if unabbreviated(statement) == unabbreviated(goal):
                return assume(statement)
            if type(statement) is ForEach:
                for index in free_letters(goal):
                    same_size = type(index) is Index and index.shape == statement.index.shape
                    if same_size and unabbreviated(
                        substitute(statement.statement, {statement.index: index})
                    ) == unabbreviated(goal):
                        return unfold(assume(statement), 0, index)
        return None

    def settled(self, theorem: Theorem) -> Theorem:
        """The theorem without those of its hypotheses that can be proved from what is known.

        What has finite second moments by one of its hypotheses is integrable.
        """
        for hypothesis in theorem.hypotheses:
            if hypothesis not in theorem.hypotheses:
                continue  # it fell with another
            if type(hypothesis) is Integrable and hypothesis.matrix.shape[1] == 1:
                stronger = SquareIntegrable(hypothesis.matrix)
                if stronger in theorem.hypotheses:
                    theorem = cut(theorem, unfold(assume(stronger), 0))
                    continue
            lemma = None if hypothesis in self.statements else proof(self, hypothesis)
            if lemma is not None:
                theorem = cut(theorem, lemma)
        return theorem

    def positive(self, scalar: Term) -> Theorem:
        """scalar > 0, by what it is made of."""
        match scalar:
            case Abbreviation():
                return self.proof(Positive(scalar.unfolded()))
            case Pi():
                return law("pi-is-positive")
            case Exp(argument):
                return instantiate(law("exponential-is-positive"), (Letter("t"), argument))
            case Determinant(matrix):
                fact = cite("determinant-of-a-positive-definite-matrix-is-positive")
                size, _ = matrix.shape
                sized = instantiate(fact, (Dimension("k"), size))
                return instantiate(sized, (Letter("V", size, size), matrix))
            case ProductOver(index, factor):
                as_exponential = product_of_positives(
                    scalar, self.proof(ForEach(index, Positive(factor)))
                )
                exponential = self.proof(Positive(right_of(as_exponential)))
                return rewrite(exponential, Positive(scalar), as_exponential)
        return introduce(
            Positive(scalar), None, self.proof(Nonnegative(scalar)), self.nonzero(scalar)
        )

    def nonnegative(self, scalar: Term) -> Theorem:
        """scalar ≥ 0, by what it is made of."""
        match scalar:
            case Abbreviation():
                return self.proof(Nonnegative(scalar.unfolded()))
            case Number() | Dimension():
                return constant(scalar)
            case SquaredNorm(vector):
                return square(vector)
            case Root(radicand):
                return instantiate(law("root-is-not-negative"), (Letter("a"), radicand))
            case Sum(left, right):
                return rewrite(
                    add(self.proof(Nonnegative(left)), self.proof(Nonnegative(right))),
                    Nonnegative(scalar),
                )
            case Product(left, right) | Scaled(left, right) if left.shape == (1, 1):
                if left == right:
                    return rewrite(square(left), Nonnegative(scalar))
                both = self.proof(Nonnegative(left)), self.proof(Nonnegative(right))
                return rewrite(multiply(*both), Nonnegative(scalar))
            case Inverse(divisor):  # 1/a is a times a square
                times = multiply(square(scalar), self.proof(Nonnegative(divisor)))
                return rewrite(times, Nonnegative(scalar))
        positive = self.given(Positive(scalar))
        return unfold(positive or self.positive_only(scalar), 0)

    def positive_only(self, scalar: Term) -> Theorem:
        """scalar > 0 for what is not negative just because it is positive."""
        if type(scalar) in (Pi, Exp, Determinant, ProductOver):
            return self.positive(scalar)
        raise RefusedError(f"{scalar} ≥ 0 is not plain from what is known")

    def nonzero(self, scalar: Term) -> Theorem:
        """scalar ≠ 0, by what it is made of."""
        goal = Invertible(scalar)
        given = self.given(Positive(scalar)) or self.given(Invertible(scalar))
        if given is not None:
            return given if type(given.conclusion) is Invertible else unfold(given, 1)
        match scalar:
            case Abbreviation():
                return self.proof(Invertible(scalar.unfolded()))
            case Number() | Dimension():
                return invertible(scalar, Inverse(scalar))
            case Root(radicand):
                return instantiate(_root_is_not_0(), (A, radicand))
            case Product(left, right) | Scaled(left, right) if left.shape == (1, 1):
                found = instantiate(_product_is_not_0(), (A, left), (B, right))
                return rewrite(self.settled(found), goal)
            case Inverse(divisor):
                return instantiate(_reciprocal_is_not_0(), (A, divisor))
            case Sum(left, right):
                if not self.provable(Positive(left)):
                    left, right = right, left
                found = instantiate(_sum_is_not_0(), (A, left), (B, right))
                return rewrite(self.settled(found), goal)
            case Exp() | Pi() | Determinant() | ProductOver():
                return unfold(self.positive(scalar), 1)
        raise RefusedError(f"{scalar} ≠ 0 is not plain from what is known")

    def invertible(self, matrix: Term) -> Theorem:
        """A matrix is invertible that is made of such: its inverse is written down."""
        match matrix:
            case Abbreviation():
                return self.proof(Invertible(matrix.unfolded()))
            case Identity():
                parts: list[Term] = []
                inverse: Term = matrix
            case Inverse(inner) | Transpose(inner):
                parts = [inner]
                inverse = inner if type(matrix) is Inverse else Inverse(inner).T
            case Scaled(scalar, inner):
                parts, inverse = [scalar, inner], Inverse(scalar) * Inverse(inner)
            case Product(left, right) if left.shape == right.shape:
                parts, inverse = [left, right], Inverse(right) @ Inverse(left)
            case _:
                raise RefusedError(f"{matrix} is not plainly invertible")
        return invertible(matrix, inverse, *(self.proof(Invertible(part)) for part in parts))

    def provable(self, goal: Statement) -> bool:
        """Whether a goal is plain from what is known."""
        return proof(self, goal) is not None


def knowledge(*known: Statement | Theorem) -> Known:
    """What is known, statements and theorems apart."""
    return Known(
        tuple(each for each in known if isinstance(each, Statement)),
        tuple(each for each in known if isinstance(each, Theorem)),
    )


@lru_cache(maxsize=4096)
def proof(known: Known, goal: Statement) -> Theorem | None:
    """A proof of the goal from what is known, found once; None if there is none."""
    try:
        return known.sought(goal)
    except RefusedError:
        return None


A, B = Letter("a"), Letter("b")


def invertible(matrix: Term, inverse: Term, *premises: Theorem) -> Theorem:
    """A matrix is invertible, for its products with another one are I by algebra."""
    identity = Identity(matrix.shape[0])
    left = algebra(Equals(inverse @ matrix, identity), *premises)
    right = algebra(Equals(matrix @ inverse, identity), *premises)
    return inverse_exists(left, right)


@cache
def _root_is_not_0() -> Theorem:
    """√a ≠ 0, for a > 0: its product with √a/a is 1."""
    positive = assume(Positive(A))
    squared = cut(law("square-of-a-root"), unfold(positive, 0))
    return invertible(Root(A), Root(A) / A, squared, unfold(positive, 1))


@cache
def _product_is_not_0() -> Theorem:
    """ab ≠ 0, for a ≠ 0 and b ≠ 0."""
    both = assume(Invertible(A)), assume(Invertible(B))
    return invertible(A * B, Inverse(A) * Inverse(B), *both)


@cache
def _reciprocal_is_not_0() -> Theorem:
    """1/a ≠ 0, for a ≠ 0."""
    return invertible(Inverse(A), A, assume(Invertible(A)))


@cache
def _sum_is_not_0() -> Theorem:
    """a + b = a(1 + b/a) ≠ 0, for a ≠ 0 and b/a ≥ 0."""
    above = above_one(assume(Nonnegative(B / A)))
    return invertible(A + B, Inverse(A) * Inverse(1 + B / A), assume(Invertible(A)), above)


def for_each(index: Index, theorem: Theorem, *known: Statement | Theorem) -> Theorem:
    """The theorem for each index; all that it supposes of one index is proved from the known."""
    given = knowledge(*known)
    found = introduce(ForEach(index, theorem.conclusion), index, given.settled(theorem))
    return given.settled(found)


def right_of(theorem: Theorem) -> Term:
    """The right-hand side of a theorem that is an equation."""
    conclusion = theorem.conclusion
    if not isinstance(conclusion, Equals):
        raise RefusedError(f"needed is an equation; {conclusion} was given")
    return conclusion.right


def fresh(index: Index, statements: Iterable[Statement]) -> Index:
    """An index of the same size, free in none of the statements."""
    taken = {letter.name for statement in statements for letter in free_letters(statement)}
    while index.name in taken:
        index = Index(index.name + "_prime", index.rows)
    return index
