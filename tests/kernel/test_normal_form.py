"""Corners of the normal form that no theorem here comes to, but a term may."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivations.kernel.errors import MalformedError, UnfinishedError
from derivations.kernel.statements import Equals
from derivations.kernel.terms import (
    Dimension,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Random,
    SumOver,
    Trace,
    as_term,
)
from derivations.kernel.theorem import Theorem, algebra

n = Dimension("n")
s, u, v = Letter("s"), Letter("u", n), Letter("v", n)
i, noise = Index("i", n), Random("epsilon", n)


def plain(left: object, right: object) -> Theorem:
    """left = right, of which the two sides have one normal form."""
    return algebra(Equals(as_term(left), as_term(right)), None, ())


def test_the_trace_of_a_scalar_is_itself() -> None:
    assert plain(Trace(s), s)


def test_the_inverse_of_a_number_times_the_identity_is_taken_out() -> None:
    assert plain(Inverse(2 * Identity(n)), Identity(n) / 2)
    assert plain(Inverse(n * Identity(n)), Identity(n) / n)


def test_a_mean_inside_a_sum_that_does_not_collapse_is_not_known() -> None:
    of = SumOver(i, (i.T @ noise) * (i.T @ u) * (i.T @ v))
    with pytest.raises(UnfinishedError, match="moments of degree"):
        plain(Expectation(of), s)


def test_a_number_stands_on_either_side() -> None:
    half = Fraction(1, 2)
    assert plain(half + s, s + half)
    assert plain(1 - s, -(s - 1))
    assert plain(3 @ s, s @ as_term(3))
    assert plain(s**3, s * s * s)
    with pytest.raises(MalformedError, match="a power is a positive int"):
        s**0
    with pytest.raises(MalformedError, match="inequality is written"):
        _ = s < 1
