"""An abbreviation is what it means, in all that is read off a tree."""

from __future__ import annotations

from derivations.kernel.statements import Positive
from derivations.kernel.terms import Dimension, Inverse, Letter, SquaredNorm
from derivations.kernel.trees import Abbreviation, conditions, free_letters, unabbreviated, union

n = Dimension("n")
A, u, v = Letter("A", n, n), Letter("u", n), Letter("v", n)
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
