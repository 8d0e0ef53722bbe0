"""Certificates: what each way to know an equation gives, and each way to cheat, refused."""

from fractions import Fraction

import pytest

from derivations.kernel.errors import MalformedError, RefusedError
from derivations.kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    Invertible,
    Nonnegative,
    Positive,
    SquareIntegrable,
    symmetric,
)
from derivations.kernel.terms import (
    Covariance,
    Density,
    Derivative,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    MomentGenerating,
    Number,
    Ones,
    ProductOver,
    Random,
    SquaredNorm,
    SumOver,
    Trace,
    Zero,
)
from derivations.kernel.theorem import (
    Theorem,
    algebra,
    assume,
    cut,
    rewrite,
    unfold,
)
from tests.kernel import refusal

n, d = Dimension("n"), Dimension("d")
A, B = Letter("A", n, n), Letter("B", n, n)
u, v, y, w, b = (Letter(name, n) for name in ("u", "v", "y", "w", "b"))
s, t, c = Letter("s"), Letter("t"), Letter("c")
i, j, k = Index("i", n), Index("j", n), Index("k", d)
noise, other = Random("epsilon", n), Random("delta", n)
h, g = Letter("h", n), Letter("g", n)
H, G = Letter("H", n, n), Letter("G", n, n)
x, z = Letter("x"), Letter("z")  # scalar holes
solves = Equals(A @ u, b)


def refused(claim, context, steps=(), *premises):
    with refusal.refused(RefusedError):
        algebra(claim, context, steps, *premises)


def given(hole, equation):
    return hole, "given", equation


# What each way gives.


def test_without_a_context_both_sides_have_one_normal_form():
    assert algebra(Equals(u.T @ v, v.T @ u), None, ()).hypotheses == ()
    refused(Equals(u.T @ v, u.T @ u), None)


def test_a_premise():
    theorem = algebra(Equals(u.T @ A.T, b.T), h.T, (given(h, solves),), assume(solves))
    assert theorem.hypotheses == (solves,)


def test_a_context_need_not_be_linear():
    equal = Equals(A, B)
    for claim, context in (
        (Equals(Inverse(A), Inverse(B)), Inverse(H)),
        (Equals(Trace(A @ A), Trace(B @ B)), Trace(H @ H)),
        (Equals(Exp(u.T @ A @ u), Exp(u.T @ B @ u)), Exp(u.T @ H @ u)),
        (Equals(Log(u.T @ A @ u), Log(u.T @ B @ u)), Log(u.T @ H @ u)),
    ):
        assert equal in algebra(claim, context, (given(H, equal),), assume(equal)).hypotheses


def test_an_inverse():
    cancelled = Equals(A @ Inverse(A) @ u, u)
    assert algebra(cancelled, H @ u, ((H, "inverse", A),)).hypotheses == (Invertible(A),)
    refused(cancelled, H @ u, ((H, "inverse of", A),))


def test_a_premise_for_each_index():
    each = ForEach(i, Equals(i.T @ y, s))
    theorem = algebra(Equals(j.T @ y, s), x, ((x, "at", each, j),), assume(each))
    assert theorem.hypotheses == (each,)


def test_a_sum_of_what_holds_for_each_index():
    each = ForEach(i, Equals(i.T @ y, s))
    total = SumOver(j, j.T @ y)
    steps = ((x, "at", each, j), (z, "each", total, s, x))
    theorem = algebra(Equals(total, n * s), z, steps, assume(each))
    assert theorem.hypotheses == (each,)
    product = ProductOver(j, j.T @ y)
    steps = ((x, "at", each, j), (z, "each", product, s, x))
    assert algebra(Equals(product, ProductOver(i, s)), z, steps, assume(each))


def test_an_equation_made_from_others():
    steps = (given(h, solves), (x, "by", u.T @ A @ u, u.T @ b, u.T @ h))
    claim = Equals(Exp(u.T @ A @ u), Exp(u.T @ b))
    assert algebra(claim, Exp(x), steps, assume(solves)).hypotheses == (solves,)


def test_inside_a_law_what_speaks_of_no_outcome():
    equal = Equals(A, B)
    claim = Equals(Density(A @ noise, y), Density(B @ noise, y))
    steps = (given(H, equal), (h, "by", A @ noise, B @ noise, H @ noise))
    for context, needed in ((Density(H @ noise, y), steps[:1]), (Density(h, y), steps)):
        assert algebra(claim, context, needed, assume(equal)).hypotheses == (equal,)


# A hole under a law.

OUTCOME = Equals(noise, other)  # that two random vectors have this outcome says nothing of laws


@pytest.mark.parametrize(
    ("left", "right", "context"),
    [
        (Expectation(noise), Expectation(other), Expectation(h)),
        (Covariance(noise, noise), Covariance(other, noise), Covariance(h, noise)),
        (Density(noise, y), Density(other, y), Density(h, y)),
        (MomentGenerating(noise, y), MomentGenerating(other, y), MomentGenerating(h, y)),
        (Exp(u.T @ Expectation(noise)), Exp(u.T @ Expectation(other)), Exp(u.T @ Expectation(h))),
    ],
    ids=str,
)
def test_an_equation_between_outcomes_under_a_law(left, right, context):
    claim, premise = Equals(left, right), assume(OUTCOME)
    refused(claim, context, (given(h, OUTCOME),), premise)
    made = ((g, "given", OUTCOME), (h, "by", noise, other, g))
    refused(claim, context, made, premise)


def test_an_equation_between_outcomes_for_each_index_under_a_law():
    each = ForEach(i, Equals(i.T @ noise, i.T @ other))
    claim = Equals(Expectation(j.T @ noise), Expectation(j.T @ other))
    refused(claim, Expectation(x), ((x, "at", each, j),), assume(each))


def test_beside_a_law_an_equation_between_outcomes_may_be_used():
    claim = Equals(u.T @ noise * Expectation(noise), u.T @ other * Expectation(noise))
    context = u.T @ h * Expectation(noise)
    assert OUTCOME in algebra(claim, context, (given(h, OUTCOME),), assume(OUTCOME)).hypotheses


def test_an_equation_that_holds_whatever_the_outcome_under_a_law():
    claim = Equals(Density(noise + noise, y), Density(2 * noise, y))
    steps = ((h, "by", noise + noise, 2 * noise, None),)
    assert algebra(claim, Density(h, y), steps).hypotheses == ()


# A hole under a binder.


def test_a_sum_does_not_capture_the_index_of_an_equation():
    premise = Equals(i.T @ y, s)  # of one i only
    false = Equals(SumOver(i, i.T @ y), n * s)
    refused(false, SumOver(i, x), (given(x, premise),), assume(premise))
    true = Equals(n * (i.T @ y), n * s)
    assert algebra(true, SumOver(i, x), (given(x, premise),), assume(premise))


def test_a_derivative_does_not_capture_the_letter_of_an_equation():
    premise = Equals(w, v)
    false = Equals(Derivative(w, w, u), Derivative(v, w, u))  # I = 0
    refused(false, Derivative(h, w, u), (given(h, premise),), assume(premise))
    refused(
        Equals(Identity(n), Zero(n, n)), Derivative(h, w, u), (given(h, premise),), assume(premise)
    )


def test_a_derivative_at_a_point_that_an_equation_gives():
    premise = Equals(u, v)
    claim = Equals(Derivative(SquaredNorm(w), w, u), Derivative(SquaredNorm(w), w, v))
    context = Derivative(SquaredNorm(w), w, h)
    assert algebra(claim, context, (given(h, premise),), assume(premise))


# An index that escapes.


@pytest.mark.parametrize(
    "premises",
    [
        [assume(Equals(i.T @ y, s))],  # a premise speaks of i
        [assume(Equals(i.T @ y, s)), assume(ForEach(i, Equals(i.T @ u, s)))],
    ],
    ids=len,
)
def test_what_holds_at_one_index_does_not_hold_for_each(premises):
    total = SumOver(i, i.T @ y)
    steps = (given(x, Equals(i.T @ y, s)), (z, "each", total, s, x))
    refused(Equals(total, n * s), z, steps, *premises)


def test_an_index_of_which_the_claim_speaks():
    each = ForEach(j, Equals(j.T @ y, s))
    total = SumOver(i, i.T @ y)
    steps = ((x, "at", each, i), (z, "each", total, s, x))
    claim = Equals(total + i.T @ u, n * s + i.T @ u)
    refused(claim, z, steps, assume(each))


def test_what_the_claim_inverts_at_one_index_is_not_invertible_at_each():
    at_i = i.T @ y
    total = SumOver(i, at_i * Inverse(at_i))
    claim = Equals(Inverse(at_i) * total, Inverse(at_i) * n)  # speaks of i, and of all
    steps = ((x, "inverse", at_i), (z, "each", total, Number(Fraction(1)), x))
    refused(claim, Inverse(at_i) * z, steps)


def test_what_is_inverted_for_each_index_is_invertible_at_each():
    total = SumOver(i, (i.T @ y) * Inverse(i.T @ y))
    at_j = j.T @ y
    steps = (
        (x, "inverse", at_j),
        (z, "each", SumOver(j, at_j * Inverse(at_j)), Number(Fraction(1)), x),
    )
    theorem = algebra(Equals(total, n), z, steps)
    assert theorem.hypotheses == (ForEach(i, Invertible(i.T @ y)),)


def test_an_index_of_another_size():
    each = ForEach(i, Equals(i.T @ Ones(n), s))
    with pytest.raises(MalformedError):
        algebra(Equals(s, s), x, ((x, "at", each, k),), assume(each))
    refused(Equals(s, s), x, ((x, "at", each, u),), assume(each))  # no index at all


# An equation that is not known.


@pytest.mark.parametrize(
    "step",
    [
        (h, "given", Equals(u, v)),
        (h, "given", Equals(b, A @ u)),  # the other way round
        (h, "given", symmetric(A)),
        (h, "at", ForEach(i, Equals(i.T @ u, i.T @ v)), j),
        (H, "inverse", A),
        (H, "inverse of", A),
        (H, "inverse", A @ A),
        (h, "by", u, v, None),
        (h, "by", u, v, h),
        (h, "by", u, v, g),
        (h, "each", SumOver(i, u), v, None),
        (h, "each", u, v, None),
        (h, "because"),
        (h, "given"),
        (h, "given", solves, solves),
        (Random("h", n), "given", solves),
        (Letter("h", d), "given", solves),
        (i, "given", solves),
    ],
    ids=str,
)
def test_what_is_no_way_to_know_an_equation(step):
    refused(Equals(u, u), None, (step,), assume(solves))


def test_a_hole_is_taken_once():
    refused(solves, h, (given(h, solves), given(h, solves)), assume(solves))


@pytest.mark.parametrize("steps", [(None,), ((),), ((h,),), solves, (h, "given", solves)], ids=str)
def test_what_are_no_steps(steps):
    with pytest.raises((MalformedError, RefusedError)):
        algebra(solves, h, steps, assume(solves))


def test_a_hypothesis_of_a_premise_is_not_what_it_concludes():
    premise = Theorem(
        "algebra", Equals(v.T @ A @ u, v.T @ b), v.T @ h, (given(h, solves),), assume(solves)
    )
    refused(solves, h, (given(h, solves),), premise)


# An equation outside its condition.


def test_a_matrix_is_cancelled_only_where_it_is_invertible():
    equal = Equals(A @ u, A @ v)
    steps = (given(h, equal), (H, "inverse of", A))
    context = Inverse(A) @ h - H @ u + H @ v
    refused(Equals(u, v), context, steps, assume(equal))
    theorem = algebra(Equals(u, v), context, steps, assume(equal), assume(Invertible(A)))
    assert set(theorem.hypotheses) == {equal, Invertible(A)}


def test_a_scalar_is_not_0_where_a_product_with_it_is_not():
    claim = Equals(s * Inverse(s), Number(Fraction(1)))
    steps = ((x, "inverse", s),)
    for known in (Invertible(s), Invertible(2 * n * s), Invertible(s * t), Invertible(s * t * s)):
        assert algebra(claim, x, steps, assume(known)).hypotheses[0] == known
    for unknown in (t, s * t, s * s, s + t, n - d):
        refused(Equals(Inverse(s), Inverse(s)), x, ((x, "inverse", unknown),))
    refused(Equals(Inverse(s + t), Inverse(s + t)), x, ((x, "inverse", s),))
    refused(Equals(Inverse(A @ B), Inverse(A @ B)), None, ((H, "inverse", A),))


def test_a_condition_of_the_context_is_no_condition_of_the_claim():
    """ln s may stand in a context where s > 0 is not known: equal arguments, equal values."""
    equal = Equals(s, t)
    theorem = algebra(Equals(s + 1, t + 1), x + Log(s), (given(x, equal),), assume(equal))
    assert theorem.hypotheses == (equal,)


# A transposition that is wrong.


@pytest.mark.parametrize(
    ("claim", "context"),
    [
        (Equals(u.T @ A, b.T), h.T),
        (Equals(A.T @ u, b), h),
        (Equals(B.T @ A @ u, B @ b), B @ h),
        (Equals(Trace(A @ u @ v.T), Trace(b @ b.T)), Trace(h @ v.T)),
    ],
    ids=str,
)
def test_a_wrong_transposition(claim, context):
    refused(claim, context, (given(h, solves),), assume(solves))


# Rewriting a property.


def test_a_property_is_rewritten_by_equalities():
    equal = assume(Equals(A, B))
    assert rewrite(assume(Invertible(A)), Invertible(B), equal).hypotheses == (
        Invertible(A),
        Equals(A, B),
    )
    assert rewrite(assume(Invertible(A + A)), Invertible(2 * A)).hypotheses == (Invertible(A + A),)
    for equality in ((), (assume(Equals(B, A)),), (assume(Equals(A @ A, B)),)):
        with pytest.raises(RefusedError):
            rewrite(assume(Invertible(A)), Invertible(B), *equality)


def test_a_law_is_rewritten_whatever_the_outcome_only():
    source = assume(Gaussian(noise, y, A))
    with pytest.raises(RefusedError, match="outcome"):
        rewrite(source, Gaussian(other, y, A), assume(OUTCOME))
    by_outcome = algebra(Equals(2 * noise, noise + other), h, (given(h, OUTCOME),), assume(OUTCOME))
    with pytest.raises(RefusedError, match="outcome"):
        rewrite(assume(SquareIntegrable(2 * noise)), SquareIntegrable(noise + other), by_outcome)
    assert rewrite(source, Gaussian(noise, v, A), assume(Equals(y, v)))


def test_what_the_source_inverts_an_equality_need_not_suppose():
    """s/t > 0 means something where t is not 0 only, so that the equality may use it."""
    nonzero = assume(Positive(s / t))
    settled = cut(nonzero, unfold(assume(Positive(t)), 1))  # t > 0 in the place of t ≠ 0
    equality = algebra(Equals(s / t, s * t / t / t), -s / t * x, ((x, "inverse", t),))
    assert Invertible(t) in equality.hypotheses
    found = rewrite(settled, Positive(s * t / t / t), equality)
    assert set(found.hypotheses) == {Positive(s / t), Positive(t)}


def test_a_rewritten_property_means_something():
    source = assume(Nonnegative(s * s))
    with pytest.raises(RefusedError):
        rewrite(source, Nonnegative(s * s * t * Inverse(t)))
    equality = algebra(Equals(s * s, s * s * t * Inverse(t)), -s * s * x, ((x, "inverse", t),))
    found = rewrite(source, Nonnegative(s * s * t * Inverse(t)), equality)
    assert set(found.hypotheses) == {Nonnegative(s * s), Invertible(t)}
