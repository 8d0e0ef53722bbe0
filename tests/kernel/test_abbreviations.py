"""What is read off a tree: an abbreviation is what it means, and a bound letter is no free one."""

from __future__ import annotations

from derivations.kernel.statements import Minimises, Positive
from derivations.kernel.terms import Derivative, Dimension, Inverse, Letter, SquaredNorm
from derivations.kernel.trees import (
    Abbreviation,
    conditions,
    free_letters,
    substitute,
    unabbreviated,
    union,
)

n = Dimension("n")
A, B = Letter("A", n, n), Letter("B", n, n)
u, v, w = Letter("u", n), Letter("v", n), Letter("w", n)
MEANT = SquaredNorm(Inverse(A) @ v)
SHORT = Abbreviation("f", (u,), (v,), SquaredNorm(Inverse(A) @ u))
SHORTER = Abbreviation("g", (), (), SHORT)


def test_it_speaks_of_what_it_means() -> None:
    for short in (SHORT, SHORTER):
        assert free_letters(short) == {A, v}
        assert conditions(short) == conditions(MEANT)


def test_it_is_unfolded_all_the_way() -> None:
    assert unabbreviated(SHORT) == unabbreviated(SHORTER) == MEANT


def test_a_statement_stands_once_whether_abbreviated_or_not() -> None:
    assert union([Positive(MEANT)], [Positive(SHORT)], [Positive(SHORTER)]) == (Positive(MEANT),)


def test_what_it_means_changes_with_the_letters_of_its_body() -> None:
    for short in (SHORT, SHORTER):
        assert unabbreviated(substitute(short, {A: B})) == SquaredNorm(Inverse(B) @ v)
        assert unabbreviated(substitute(short, {v: u, u: v})) == SquaredNorm(Inverse(A) @ u)


def test_a_letter_that_is_bound_in_one_part_is_free_in_another() -> None:
    """u ↦ ‖u‖² is least at u: the point is the free u, which is replaced; the function is not."""
    for function, other in ((SquaredNorm(u), SquaredNorm(u)), (u.T @ w, u.T @ v)):
        at = substitute(Minimises(u, function, u), {u: v, w: v})
        assert at.point == v
        assert at == Minimises(v, other, u)
    assert substitute(Derivative(A @ u, u, u), {u: v}) == Derivative(A @ u, u, v)


def test_a_bound_letter_steps_aside_for_all_that_stand_there() -> None:
    u_prime = Letter("u_prime", n)
    least = Minimises(v, SquaredNorm(u + u_prime + w), u)
    found = substitute(least, {w: u})
    assert free_letters(found) == {v, u, u_prime}
    assert found.function == SquaredNorm(found.letter + u_prime + u)
