"""Iteration, induction, and the sum of what is not negative: what careless rules would prove."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from derivations.kernel.errors import DerivationError, MalformedError, RefusedError, ShapeError
from derivations.kernel.normal_form import normal_form
from derivations.kernel.statements import (
    Equals,
    ForEach,
    Invertible,
    Nonnegative,
    Positive,
    Statement,
)
from derivations.kernel.terms import (
    Derivative,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Iterate,
    Letter,
    Log,
    ProductOver,
    Random,
    SumOver,
    Term,
    Trace,
    as_term,
)
from derivations.kernel.theorem import (
    Theorem,
    assume,
    induct,
    instantiate,
    law,
    rewrite,
    sum_of_nonnegatives,
    unroll,
)
from derivations.kernel.trees import Abbreviation, free_letters, substitute
from derivations.numbers.evaluate import evaluate, names_in
from derivations.proving.certificates import algebra

from .refusal import refused

n, d, k, m = Dimension("n"), Dimension("d"), Dimension("k"), Dimension("m")
A, B = Letter("A", n, n), Letter("B", n, n)
u, v, w, z, e = (Letter(name, n) for name in "uvwze")
r, s, t, x = (Letter(name) for name in "rstx")
U, q, i, j = Random("U", n), Random("q"), Index("i", n), Index("j", n)


def steps(count: Term | int, body: Term = A @ v + z, start: Term = e) -> Term:
    """So many steps v ↦ Av + z from e."""
    return Iterate(body, v, start, count)


def same(left: Term, right: Term) -> bool:
    """Whether two terms have one normal form."""
    return not normal_form(left - right).terms


# Counts: positive integers only.


@pytest.mark.parametrize(
    "count", [0, -1, Fraction(1, 2), s, k - 1, k * s, -k, Inverse(k), Exp(k), Trace(A)], ids=str
)
def test_a_count_is_a_positive_integer(count: Any) -> None:
    with refused(ShapeError):
        steps(count)


@pytest.mark.parametrize("value", [0, -2, s, k - 1, Inverse(k), as_term(Fraction(3, 2))], ids=str)
def test_a_dimension_becomes_a_positive_integer_only(value: Any) -> None:
    with refused(ShapeError):
        substitute(steps(k), {k: value})
    with refused(ShapeError):
        instantiate(law("size-is-not-negative"), (k, value))


def test_a_dimension_that_is_no_size_becomes_a_sum() -> None:
    assert substitute(steps(k), {k: m + 1}) == steps(m + 1)
    for sized in (Trace(Identity(k)), Letter("y", k).T @ Letter("y", k)):
        with refused(ShapeError):
            substitute(sized, {k: m + 1})


# Bodies: one shape, not random, defined everywhere.


@pytest.mark.parametrize(
    ("error", "build"),
    [
        (ShapeError, lambda: Iterate(v.T @ v, v, e, k)),
        (ShapeError, lambda: Iterate(A @ v, v, s, k)),
        (MalformedError, lambda: Iterate(A @ A, A, B, k)),
        (MalformedError, lambda: Iterate(A @ i, i, e, k)),
        (MalformedError, lambda: Iterate(A @ U, U, e, k)),
        (MalformedError, lambda: steps(k, A @ v + U)),
        (MalformedError, lambda: steps(k, start=U)),
        (MalformedError, lambda: Iterate(1 / s, s, t, k)),
        (MalformedError, lambda: Iterate(Log(s), s, t, k)),
        (MalformedError, lambda: Iterate(v / (v.T @ v), v, e, k)),
        (MalformedError, lambda: substitute(steps(k), {z: U})),
        (MalformedError, lambda: substitute(steps(k), {e: U})),
        (MalformedError, lambda: Expectation(q * steps(k, start=U))),
    ],
)
def test_what_cannot_be_iterated(error: type[DerivationError], build: Callable[[], Any]) -> None:
    with refused(error):
        build()


def test_an_iteration_is_no_polynomial_in_what_stands_in_it() -> None:
    for inside in (z, e):
        with refused(MalformedError):
            Derivative(steps(k), inside, w)


def test_what_the_body_needs_is_needed() -> None:
    given = assume(Equals(steps(k, v / s), e))
    assert Invertible(s) in given.hypotheses
    assert Invertible(s) in unroll(steps(1, v / s)).hypotheses


# Bound letters.


def test_the_bound_letter_has_no_name() -> None:
    assert same(steps(k), Iterate(A @ w + z, w, e, k))
    assert free_letters(steps(k)) == {A, z, e}
    assert v in free_letters(steps(k, start=v))
    moved = substitute(steps(k), {z: v})
    assert same(moved, Iterate(A @ w + v, w, e, k))
    assert not same(moved, Iterate(A @ v + v, v, e, k))


INNER = Iterate(u + v, v, e, k)  # of v, in u


@pytest.mark.parametrize(
    "other",
    [
        Iterate(Iterate(v + v, v, e, k), u, z, k),
        Iterate(Iterate(u + u, v, e, k), u, z, k),
        Iterate(Iterate(u + v, u, e, k), v, z, m),
        Iterate(Iterate(w + v, v, e, k), u, z, k),
        Iterate(Iterate(u + v, v, z, k), u, e, k),
        Iterate(Iterate(u + v, v, u, k), u, z, k),
        Iterate(u + e, u, z, k),
    ],
    ids=str,
)
def test_nested_letters_of_one_size_are_kept_apart(other: Term) -> None:
    nested = Iterate(INNER, u, z, k)
    assert not same(nested, other)
    at: dict[Any, Any] = {n: 1, k: 2, m: 3, e: [[2]], z: [[5]], w: [[11]]}
    here, there = ({x: at[x] for x in names_in(term)} for term in (nested, other))
    assert evaluate(nested, here) != evaluate(other, there)


def test_nested_letters_may_have_any_names() -> None:
    nested = Iterate(INNER, u, z, k)
    assert same(nested, Iterate(Iterate(v + u, u, e, k), v, z, k))
    shadowed = Iterate(Iterate(A @ v, v, v, k), v, z, k)
    assert same(shadowed, Iterate(Iterate(A @ w, w, u, k), u, z, k))
    assert not same(shadowed, Iterate(Iterate(A @ w, w, z, k), u, z, k))


def test_the_bound_vector_is_no_basis_vector() -> None:
    """Its square is not 1, and no sum goes over it."""
    assert not same(Iterate((v.T @ v) * z, v, e, k), Iterate(z, v, e, k))
    assert not same(Iterate(s * s, s, t, k), Iterate(as_term(1), s, t, k))
    each = SumOver(i, Iterate((v.T @ i) * i, v, e, k))
    assert not same(each, Iterate(SumOver(i, (v.T @ i) * i), v, e, k))
    assert not same(SumOver(i, Iterate(v + i, v, e, k)), Iterate(n * v + SumOver(i, i), v, e, k))
    assert same(Iterate(SumOver(i, (v.T @ i) * i), v, e, k), Iterate(v, v, e, k))
    assert same(Iterate(SumOver(i, (i.T @ v) * i), v, i, k), Iterate(v, v, i, k))


def test_another_count_start_or_step_is_another_iteration() -> None:
    others = (steps(m), steps(k + 1), steps(1), steps(k, start=z), steps(k, B @ v + z), z, e)
    assert not any(same(steps(k), other) for other in others)
    assert same(steps(1 + k), steps(k + 1))
    assert same(steps(k), steps(k, z + A @ v))


# Certificates.


def test_a_premise_on_the_name_of_the_bound_letter_does_not_act_inside() -> None:
    h = Letter("h", n)
    vanishing = Equals(v, z)
    for claim in (Equals(steps(k), steps(k, A @ z + z)), Equals(steps(k, v), steps(k, z))):
        with refused(RefusedError):
            algebra(claim, assume(vanishing))
        for context in (steps(k, A @ h + z), steps(k, h), steps(k, v, h)):
            with refused(RefusedError):
                Theorem("algebra", claim, context, ((h, "given", vanishing),), assume(vanishing))


def test_a_premise_on_another_letter_acts_inside() -> None:
    h, given = Letter("h", n), Equals(z, w)
    claim, steps_of = Equals(steps(k), steps(k, A @ v + w)), ((h, "given", given),)
    found = Theorem("algebra", claim, steps(k, A @ v + h), steps_of, assume(given))
    assert found.hypotheses == (given,)
    at_start = Equals(steps(k, start=z), steps(k, start=w))
    assert algebra(at_start, assume(given)).hypotheses == (given,)


def test_a_hole_that_the_iteration_binds_is_none() -> None:
    given = Equals(z, w)
    claim = Equals(Iterate(A @ z, u, e, k), Iterate(A @ w, u, e, k))
    with refused(RefusedError):
        Theorem("algebra", claim, Iterate(A @ u, u, e, k), ((u, "given", given),), assume(given))


# Unrolling.


def test_unroll() -> None:
    assert unroll(steps(1)).conclusion == Equals(steps(1), A @ e + z)
    assert unroll(steps(k + 1)).conclusion == Equals(steps(k + 1), A @ steps(k) + z)
    inside = Iterate(A @ w + v, w, v, as_term(1))
    assert unroll(inside).conclusion == Equals(inside, A @ v + v)
    captured = Iterate(Iterate(v + w, w, w, k), v, w, as_term(1))
    found = unroll(captured).conclusion
    assert isinstance(found, Equals)
    assert same(found.right, Iterate(w + u, u, w, k))


@pytest.mark.parametrize("count", [k, 2, k + 2, k + m, 1 + k, 2 * k, k * m], ids=str)
def test_only_what_is_written_as_one_more_is_unrolled(count: Any) -> None:
    with refused(RefusedError):
        unroll(steps(count))


@pytest.mark.parametrize("other", [A @ v, SumOver(i, i), Abbreviation("f", (), (), steps(k + 1))])
def test_only_an_iteration_is_unrolled(other: Any) -> None:
    with refused(MalformedError):
        unroll(other)


# Induction.

FIXED = Equals(A @ e + z, e)
STAYS = Equals(steps(k), e)


def base() -> Theorem:
    """At a fixed point, one step stays there."""
    return algebra(Equals(steps(1), e), unroll(steps(1)), assume(FIXED))


def one_more() -> Theorem:
    """Where k steps stay at a fixed point, so do k + 1."""
    claim = Equals(steps(k + 1), e)
    return algebra(claim, unroll(steps(k + 1)), assume(STAYS), assume(FIXED))


def test_a_fixed_point_is_never_left() -> None:
    proved = induct(STAYS, k, base(), one_more())
    assert proved.conclusion == STAYS
    assert proved.hypotheses == (FIXED,)
    assert instantiate(proved, (k, 3)).conclusion == Equals(steps(3), e)


@pytest.mark.parametrize(
    ("error", "proof"),
    [
        (RefusedError, lambda: induct(STAYS, k, one_more(), one_more())),
        (RefusedError, lambda: induct(STAYS, k, base(), base())),
        (RefusedError, lambda: induct(STAYS, k, base(), assume(STAYS))),
        (RefusedError, lambda: induct(STAYS, m, base(), one_more())),
        (RefusedError, lambda: induct(STAYS, k, base(), assume(Equals(steps(k + 1), e)))),
        (RefusedError, lambda: induct(STAYS, k, assume(Equals(steps(2), e)), one_more())),
        (RefusedError, lambda: induct(STAYS, k, assume(STAYS), one_more())),
        (MalformedError, lambda: induct(STAYS, s, base(), one_more())),
        (MalformedError, lambda: induct(STAYS, 1, base(), one_more())),
        (MalformedError, lambda: induct(steps(k), k, base(), one_more())),
    ],
)
def test_what_is_no_induction(error: type[DerivationError], proof: Callable[[], Any]) -> None:
    with refused(error):
        proof()


def test_a_step_that_supposes_something_of_k() -> None:
    """From 2 − (k + 1) ≥ 0 follows itself; without that, 2 − k ≥ 0 would follow for all k."""
    claim = Nonnegative(2 - as_term(k))
    square = instantiate(law("square-is-not-negative"), (k, 1), (Letter("u", k), as_term(1)))
    first = rewrite(square, substitute(claim, {k: 1}))
    with refused(RefusedError) as caught:
        induct(claim, k, first, assume(substitute(claim, {k: k + 1})))
    assert "speaks of k" in str(caught.value)


def under(theorem: Theorem, about: Statement) -> Theorem:
    """The theorem again, under a premise that it does not need."""
    claim: Any = theorem.conclusion
    h = Letter("h", *claim.left.shape)
    return Theorem("algebra", claim, h, ((h, "given", claim),), theorem, assume(about))


@pytest.mark.parametrize(
    "about",
    [
        Invertible(as_term(k) - 1),
        Equals(Letter("y", k), 2 * Letter("y", k)),
        Equals(steps(k, start=z), z),
        Equals(Abbreviation("f", (), (), as_term(k) * s), s),
        ForEach(Index("i", k), Equals(Index("i", k).T @ Letter("y", k), s)),
    ],
    ids=str,
)
def test_no_hypothesis_speaks_of_the_count(about: Statement) -> None:
    for first, step in ((base(), under(one_more(), about)), (under(base(), about), one_more())):
        with refused(RefusedError) as caught:
            induct(STAYS, k, first, step)
        assert "speaks of k" in str(caught.value)
    other = Invertible(as_term(m) - 1)
    proved = induct(STAYS, k, under(base(), other), under(one_more(), other))
    assert set(proved.hypotheses) == {FIXED, other}


def test_a_count_that_is_a_size_is_not_inducted_on() -> None:
    y = Letter("y", k)
    claim = Nonnegative(y.T @ y)
    proved = instantiate(law("square-is-not-negative"), (Letter("u", k), y))
    with refused(RefusedError):
        induct(claim, k, proved, proved)
    with refused(RefusedError):
        induct(Equals(Trace(Identity(k)), k), k, proved, proved)
    one = algebra(Equals(Trace(Identity(1)), as_term(1)))
    with refused(ShapeError):
        induct(Equals(Trace(Identity(k)), k), k, one, one)


def test_a_condition_on_the_count_is_not_lost() -> None:
    """1/(k − 2) = 1/(k − 2) means nothing at k = 2, whatever a step from k to k + 1 supposes."""
    part = 1 / (as_term(k) - 2)
    claim = Equals(part, part)
    first, step = (algebra(substitute(claim, {k: x})) for x in (1, as_term(k) + 1))
    with refused(RefusedError):
        induct(claim, k, first, step)


# Sums of what is not negative.

y_i = i.T @ z


def test_a_sum_of_what_is_not_negative() -> None:
    each = ForEach(i, Nonnegative(y_i))
    proved = sum_of_nonnegatives(SumOver(i, y_i), assume(each))
    assert proved.conclusion == Nonnegative(SumOver(i, y_i))
    assert proved.hypotheses == (each,)


@pytest.mark.parametrize(
    "premise",
    [
        Nonnegative(y_i),
        Positive(y_i),
        ForEach(i, Invertible(y_i)),
        ForEach(i, Positive(y_i)),
        ForEach(i, Nonnegative(i.T @ w)),
        ForEach(i, Nonnegative(-y_i)),
        ForEach(j, Nonnegative(y_i)),
        ForEach(Index("i", d), Nonnegative(s)),
        Nonnegative(SumOver(i, y_i)),
        ForEach(i, Equals(y_i, y_i)),
    ],
    ids=str,
)
def test_a_sum_of_what_may_be_negative(premise: Statement) -> None:
    with refused(RefusedError):
        sum_of_nonnegatives(SumOver(i, y_i), assume(premise))


def test_what_is_no_sum_of_scalars() -> None:
    each = assume(ForEach(i, Nonnegative(y_i)))
    with refused(ShapeError):
        sum_of_nonnegatives(SumOver(i, i), each)
    with refused(MalformedError):
        sum_of_nonnegatives(y_i, each)  # type: ignore[arg-type]
    with refused(RefusedError):
        sum_of_nonnegatives(ProductOver(i, y_i), each)  # type: ignore[arg-type]
    with refused(MalformedError):
        sum_of_nonnegatives(SumOver(i, y_i), each.conclusion)  # type: ignore[arg-type]
