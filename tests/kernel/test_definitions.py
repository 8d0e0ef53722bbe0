"""What each defined statement means, clause by clause, restated; and what parts of it may be."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from derivations.kernel.definitions import clauses
from derivations.kernel.errors import MalformedError
from derivations.kernel.statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Integrable,
    Invertible,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
)
from derivations.kernel.terms import (
    Dimension,
    Exp,
    Index,
    Inverse,
    Letter,
    MomentGenerating,
    Number,
    Ones,
    Random,
    SquaredNorm,
    Term,
    Zero,
)
from derivations.kernel.trees import conditions

n, d = Dimension("n"), Dimension("d")
A, X = Letter("A", n, n), Letter("X", n, d)
u, v, w, s = Letter("u", n), Letter("v", n), Letter("w", d), Letter("s")
p, q, y = Letter("p", d), Letter("q", d), Letter("y", n)
i, j, noise = Index("i", n), Index("j", n), Random("epsilon", n)


def loss(at: Term) -> Term:
    return SquaredNorm(X @ at - y)


# For each clause: the letter at which it is taken, its antecedents there, and its consequent.
MEANINGS: dict[Statement, list[tuple[Any, tuple[Statement, ...], Statement]]] = {
    Positive(s): [(None, (), Nonnegative(s)), (None, (), Invertible(s))],
    FullColumnRank(X): [(w, (Equals(X @ w, Zero(n)),), Equals(w, Zero(d)))],
    PositiveSemidefinite(A): [
        (None, (), Equals(A.T, A)),
        (v, (), Nonnegative(v.T @ A @ v)),
    ],
    PositiveDefinite(A): [
        (None, (), PositiveSemidefinite(A)),
        (v, (Equals(v.T @ A @ v, Zero()),), Equals(v, Zero(n))),
    ],
    Minimises(p, loss(w), w): [(q, (), Nonnegative(loss(q) - loss(p)))],
    Maximises(p, loss(w), w): [(q, (), Nonnegative(loss(p) - loss(q)))],
    UniquelyMinimises(p, loss(w), w): [
        (None, (), Minimises(p, loss(w), w)),
        (q, (Equals(loss(q), loss(p)),), Equals(q, p)),
    ],
    UniquelyMaximises(p, loss(w), w): [
        (None, (), Maximises(p, loss(w), w)),
        (q, (Equals(loss(q), loss(p)),), Equals(q, p)),
    ],
    ForEach(i, Positive(i.T @ u)): [(j, (), Positive(j.T @ u))],
    SquareIntegrable(noise): [
        (None, (), Integrable(noise)),
        (None, (), Integrable(noise @ noise.T)),
    ],
    Gaussian(noise, u, A): [
        (None, (), Equals(A.T, A)),
        (v, (), Equals(MomentGenerating(noise, v), Exp(v.T @ u + v.T @ A @ v / 2))),
    ],
    Invertible(A): [],
}


@pytest.mark.parametrize("statement", MEANINGS, ids=str)
def test_a_statement_means_what_its_clauses_say(statement: Statement) -> None:
    found = clauses(statement)
    assert len(found) == len(MEANINGS[statement])
    for clause, (at, antecedents, consequent) in zip(found, MEANINGS[statement], strict=True):
        assert clause.shape == (None if at is None else at.shape)
        assert clause.kind is (Index if type(statement) is ForEach else Letter)
        assert clause.at(Zero() if at is None else at) == (antecedents, consequent)


@pytest.mark.parametrize(
    "term",
    [
        *(s, s * 2, 2 * s, n * s, s @ n, n * Number(Fraction(0)), 2 * (0 * n), n * n - n),
        *(A, 2 * A, A @ A, Ones(1, n) @ Ones(n), s / 2),
    ],
    ids=str,
)
def test_what_may_be_0_is_inverted_under_a_hypothesis(term: Term) -> None:
    assert Invertible(term) in conditions(Inverse(term))


@pytest.mark.parametrize(
    "term", [Number(Fraction(1)), Number(Fraction(-2)), n, 2 * n, n * d, n @ d]
)
def test_what_is_plainly_not_0_is_inverted_under_none(term: Term) -> None:
    assert conditions(Inverse(term)) == ()


@pytest.mark.parametrize(
    "name", ["", "1", "x y", "x,y", "x(1)", "é", "x\n", "_x", "x_", "x__y", "x'", "x-1", "ﬁ"]
)
def test_a_name_is_written_plainly(name: str) -> None:
    """So that no name reads as anything else in the frozen form of a statement."""
    for kind in (Letter, Random, Dimension):
        with pytest.raises(MalformedError, match="is no name"):
            kind(name)


def test_a_number_is_made_of_ints_of_pythons_own() -> None:
    class Other(int):
        pass

    value = Fraction(1, 2)
    value._numerator, value._denominator = Other(1), Other(2)  # type: ignore[attr-defined]
    assert value == Fraction(1, 2)
    with pytest.raises(MalformedError, match="own ints"):
        Number(value)
