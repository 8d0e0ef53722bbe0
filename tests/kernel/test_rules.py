"""Each rule of the kernel accepts what it is for, and refuses what only looks like it."""

import os
import subprocess
import sys

import pytest

from derivations.kernel.errors import MalformedError, RefusedError, ShapeError
from derivations.kernel.statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Integrable,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    UniquelyMinimises,
    symmetric,
)
from derivations.kernel.terms import (
    Density,
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
    SquaredNorm,
    SumOver,
    Trace,
    Zero,
    as_term,
)
from derivations.kernel.theorem import (
    RULES,
    Theorem,
    assume,
    cite,
    cut,
    induct,
    instantiate,
    introduce,
    law,
    mean_square,
    product_of_positives,
    sum_of_nonnegatives,
    unfold,
    unroll,
)
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.replay import replay
from derivations.proving.sequents import square, transitive

n, d, m = Dimension("n"), Dimension("d"), Dimension("m")
X, A, B = Letter("X", n, d), Letter("A", n, n), Letter("B", n, n)
u, v, w, y = Letter("u", n), Letter("v", d), Letter("w", d), Letter("y", n)
s, t = Letter("s"), Letter("t")
i, noise = Index("i", n), Random("epsilon", n)
PLAIN = algebra(Equals(A, A))
OF_EXP = Equals(Log(Exp(t)), t)


EVEN = Equals(Iterate(-s, s, t, m) ** 2, t**2)  # whatever the sign after m steps


def first_step():
    """The square after one step is that of the start."""
    after = Iterate(-s, s, t, 1)
    return algebra(Equals(after**2, t**2), unroll(after))


def one_more_step():
    """The square after m + 1 steps is that after m."""
    after = Iterate(-s, s, t, m + 1)
    return algebra(Equals(after**2, t**2), unroll(after), assume(EVEN))


def proves(theorem, conclusion, *hypotheses):
    """The theorem is exactly hypotheses ⊢ conclusion, and it replays."""
    replay(theorem)
    assert theorem.conclusion == conclusion
    assert set(theorem.hypotheses) == set(hypotheses)
    assert len(theorem.hypotheses) == len(set(hypotheses))
    return True


ACCEPTED = {
    "assume": lambda: proves(assume(symmetric(A)), symmetric(A), symmetric(A)),
    "assume, with what it inverts": lambda: proves(
        assume(Equals(Inverse(A), B)), Equals(Inverse(A), B), Equals(Inverse(A), B), Invertible(A)
    ),
    "cite": lambda: (
        cite("logarithm-is-below-its-tangent").facts == {"logarithm-is-below-its-tangent"}
    ),
    "law": lambda: proves(law("logarithm-of-an-exponential"), Equals(Log(Exp(t)), t)),
    "product_of_positives": lambda: proves(
        product_of_positives(ProductOver(i, i.T @ u), assume(ForEach(i, Positive(i.T @ u)))),
        Equals(ProductOver(i, i.T @ u), Exp(SumOver(i, Log(i.T @ u)))),
        ForEach(i, Positive(i.T @ u)),
    ),
    "sum_of_nonnegatives": lambda: proves(
        sum_of_nonnegatives(SumOver(i, i.T @ u), assume(ForEach(i, Nonnegative(i.T @ u)))),
        Nonnegative(SumOver(i, i.T @ u)),
        ForEach(i, Nonnegative(i.T @ u)),
    ),
    "unroll": lambda: proves(
        unroll(Iterate(A @ u, u, y, m + 1)),
        Equals(Iterate(A @ u, u, y, m + 1), A @ Iterate(A @ u, u, y, m)),
    ),
    "induct": lambda: proves(
        induct(
            EVEN,
            m,
            algebra(Equals(Iterate(-s, s, t, 1) ** 2, t**2), unroll(Iterate(-s, s, t, 1))),
            one_more_step(),
        ),
        EVEN,
    ),
    "mean_square": lambda: proves(
        mean_square(B @ noise + u),
        Nonnegative(Expectation(SquaredNorm(B @ noise + u))),
        SquareIntegrable(noise),
    ),
    "rewrite, a law": lambda: proves(
        rewrite(
            assume(Gaussian(A @ noise, Zero(n), A @ A.T)),
            Gaussian(B @ noise, Zero(n), B @ B.T),
            assume(Equals(A, B)),
        ),
        Gaussian(B @ noise, Zero(n), B @ B.T),
        Gaussian(A @ noise, Zero(n), A @ A.T),
        Equals(A, B),
    ),
    "algebra, of an expectation": lambda: proves(
        algebra(Equals(Expectation(A @ noise), A @ Expectation(noise))),
        Equals(Expectation(A @ noise), A @ Expectation(noise)),
        Integrable(noise),
    ),
    "algebra": lambda: proves(
        algebra(Equals((A + B) @ (A - B), A @ A - A @ B + B @ A - B @ B)),
        Equals((A + B) @ (A - B), A @ A - A @ B + B @ A - B @ B),
    ),
    "algebra, with a premise": lambda: proves(
        algebra(Equals(u.T @ A @ y, u.T @ A.T @ y), assume(symmetric(A))),
        Equals(u.T @ A @ y, u.T @ A.T @ y),
        symmetric(A),
    ),
    "algebra, with an inverse": lambda: proves(
        algebra(Equals(Trace(Inverse(A) @ B @ A), Trace(B))),
        Equals(Trace(Inverse(A) @ B @ A), Trace(B)),
        Invertible(A),
    ),
    "rewrite": lambda: proves(
        rewrite(assume(Invertible(A @ B)), Invertible(B @ A), assume(Equals(A @ B, B @ A))),
        Invertible(B @ A),
        Invertible(A @ B),
        Equals(A @ B, B @ A),
    ),
    "instantiate": lambda: proves(
        instantiate(assume(symmetric(A)), (A, X @ X.T)), symmetric(X @ X.T), symmetric(X @ X.T)
    ),
    "instantiate a dimension": lambda: proves(
        instantiate(algebra(Equals(Trace(Identity(n)), n)), (n, 3)),
        Equals(Trace(Identity(3)), as_term(3)),
    ),
    "cut": lambda: proves(
        cut(
            algebra(Equals(A.T @ A.T, A @ A), assume(symmetric(A))),
            algebra(symmetric(A), assume(Equals(A, Identity(n)))),
        ),
        Equals(A.T @ A.T, A @ A),
        Equals(A, Identity(n)),
    ),
    "cut, with what makes the lemma mean something": lambda: proves(
        cut(
            algebra(Equals(Log(Exp(t)) * Log(s), t * Log(s)), assume(OF_EXP)),
            law("logarithm-of-an-exponential"),
        ),
        Equals(Log(Exp(t)) * Log(s), t * Log(s)),
        Positive(s),
    ),
    "cut, with a lemma that needs as much itself": lambda: proves(
        cut(assume(Equals(Inverse(A), B)), assume(Equals(Inverse(A), B))),
        Equals(Inverse(A), B),
        Equals(Inverse(A), B),
        Invertible(A),
    ),
    "introduce": lambda: proves(
        introduce(FullColumnRank(A), u, by_inverse()), FullColumnRank(A), Invertible(A)
    ),
    "unfold": lambda: proves(
        unfold(assume(FullColumnRank(X)), 0, v - w),
        Equals(v - w, Zero(d)),
        FullColumnRank(X),
        Equals(X @ (v - w), Zero(n)),
    ),
}


def by_inverse():
    """Au = 0 ⊢ u = 0, for an invertible A."""
    null = assume(Equals(A @ u, Zero(n)))
    return transitive(
        algebra(Equals(u, Inverse(A) @ (A @ u))),
        algebra(Equals(Inverse(A) @ (A @ u), Zero(n)), null),
    )


def form_is_a_square():
    return rewrite(square(X @ v), Nonnegative(v.T @ (X.T @ X) @ v))


REFUSED = {
    "assume: not a statement": (MalformedError, lambda: assume(A)),
    "assume: a Boolean": (MalformedError, lambda: assume(X == X)),
    "cite: not in the ledger": (MalformedError, lambda: cite("continuum-hypothesis")),
    "algebra: AB = BA": (RefusedError, lambda: algebra(Equals(A @ B, B @ A))),
    "algebra: a missing premise": (RefusedError, lambda: algebra(symmetric(A))),
    "algebra: not an equation": (MalformedError, lambda: algebra(Invertible(Identity(n)))),
    "algebra: a premise that is no theorem": (
        MalformedError,
        lambda: algebra(symmetric(A), symmetric(A)),
    ),
    "algebra: a premise that it cannot use": (
        MalformedError,
        lambda: algebra(symmetric(A), assume(PositiveDefinite(A))),
    ),
    "rewrite: no equation": (
        RefusedError,
        lambda: rewrite(assume(Invertible(A)), Invertible(B)),
    ),
    "rewrite: another property": (
        MalformedError,
        lambda: rewrite(assume(PositiveSemidefinite(A)), PositiveDefinite(A)),
    ),
    "rewrite: another shape": (
        ShapeError,
        lambda: rewrite(assume(FullColumnRank(X)), FullColumnRank(A)),
    ),
    "rewrite: a minimum": (
        MalformedError,
        lambda: rewrite(assume(Minimises(u, SquaredNorm(y), y)), Minimises(u, SquaredNorm(u), y)),
    ),
    "instantiate: another shape": (ShapeError, lambda: instantiate(assume(symmetric(A)), (A, X))),
    "instantiate: a letter that is not there": (
        MalformedError,
        lambda: instantiate(assume(symmetric(A)), (B, A)),
    ),
    "instantiate: a letter twice": (
        MalformedError,
        lambda: instantiate(assume(symmetric(A)), (A, B), (A, A)),
    ),
    "instantiate: size 0": (ShapeError, lambda: instantiate(assume(symmetric(A)), (n, 0))),
    "cut: not a hypothesis": (RefusedError, lambda: cut(assume(symmetric(A)), PLAIN)),
    "introduce: the letter is free in a hypothesis": (
        RefusedError,
        lambda: introduce(
            FullColumnRank(A), u, algebra(Equals(u, Zero(n)), assume(Equals(u, Zero(n))))
        ),
    ),
    "introduce: the letter is free in the statement": (
        RefusedError,
        lambda: introduce(
            Minimises(w, SquaredNorm(v), v),
            w,
            algebra(Equals(w, w)),
        ),
    ),
    "introduce: a clause is missing": (
        RefusedError,
        lambda: introduce(PositiveSemidefinite(X.T @ X), v, form_is_a_square()),
    ),
    "introduce: definite without symmetry": (
        RefusedError,
        lambda: introduce(PositiveSemidefinite(A), u, PLAIN, assume(Nonnegative(u.T @ A @ u))),
    ),
    "introduce: a primitive statement": (
        RefusedError,
        lambda: introduce(Invertible(A), u),
    ),
    "introduce: a letter of another shape": (
        ShapeError,
        lambda: introduce(FullColumnRank(A), v, by_inverse()),
    ),
    "introduce: unique without the second clause": (
        RefusedError,
        lambda: introduce(UniquelyMinimises(w, SquaredNorm(v - w), v), v, PLAIN),
    ),
    "unfold: no such clause": (RefusedError, lambda: unfold(assume(FullColumnRank(X)), 1, v)),
    "unfold: a primitive statement": (RefusedError, lambda: unfold(assume(symmetric(A)), 0, u)),
    "unfold: another shape": (ShapeError, lambda: unfold(assume(FullColumnRank(X)), 0, u)),
    "law: none of that name": (MalformedError, lambda: law("logarithm-of-a-sum")),
    "product_of_positives: of another factor": (
        RefusedError,
        lambda: product_of_positives(
            ProductOver(i, i.T @ y), assume(ForEach(i, Positive(i.T @ u)))
        ),
    ),
    "product_of_positives: of factors that may be negative": (
        RefusedError,
        lambda: product_of_positives(
            ProductOver(i, i.T @ u), assume(ForEach(i, Nonnegative(i.T @ u)))
        ),
    ),
    "introduce: for each index, from one letter": (
        RefusedError,
        lambda: introduce(ForEach(i, Positive(i.T @ u)), u, assume(Positive(i.T @ u))),
    ),
    "introduce: for each index, from one index": (
        RefusedError,
        lambda: introduce(ForEach(i, Positive(i.T @ u)), i, assume(Positive(i.T @ u))),
    ),
    "sum_of_nonnegatives: of what may be negative": (
        RefusedError,
        lambda: sum_of_nonnegatives(SumOver(i, i.T @ u), assume(Nonnegative(i.T @ u))),
    ),
    "unroll: of a count that is not one more": (
        RefusedError,
        lambda: unroll(Iterate(A @ u, u, y, m)),
    ),
    "induct: without a first step": (
        RefusedError,
        lambda: induct(EVEN, m, one_more_step(), one_more_step()),
    ),
    "mean_square: of degree two": (MalformedError, lambda: mean_square(noise @ noise.T @ u)),
    "rewrite: a law, by what holds of an outcome": (
        RefusedError,
        lambda: rewrite(
            assume(Gaussian(noise, Zero(n), A)), Gaussian(u, Zero(n), A), assume(Equals(noise, u))
        ),
    ),
    "rewrite: a law, into another kind of law": (
        MalformedError,
        lambda: rewrite(assume(Integrable(noise)), SquareIntegrable(noise)),
    ),
    "unfold: for each index, at any vector": (
        RefusedError,
        lambda: unfold(assume(ForEach(i, Positive(i.T @ u))), 0, y),
    ),
    "instantiate: an index by any vector": (
        RefusedError,
        lambda: instantiate(assume(Positive(i.T @ u)), (i, y)),
    ),
    "instantiate: a constant by what is random, in a law": (
        RefusedError,
        lambda: instantiate(assume(Equals(Density(noise, u), t)), (u, noise)),
    ),
    "no such rule": (MalformedError, lambda: Theorem("trust_me", symmetric(A))),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepts(case):
    assert ACCEPTED[case]()


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case):
    kind, attempt = REFUSED[case]
    with pytest.raises(kind):
        attempt()


def test_every_rule_is_tried_both_ways():
    assert {case.split(",")[0].split(" ")[0] for case in ACCEPTED} == set(RULES)
    assert {case.split(":")[0] for case in REFUSED} - {"no such rule"} == set(RULES)


def test_what_is_proved_does_not_depend_on_the_order_of_sets():
    """Whether a step is proved, and how it prints, is the same for every seed of hashes."""
    code = (
        "from derivations import *; n = Dimension('n'); s = Letter('s');"
        "A = Letter('A', n, n); p, q, u, x = (Letter(c, n) for c in 'pqux');"
        "step = algebra(Equals(s * (p.T @ A @ u) * (q.T @ A @ u), (p.T @ x) * (q.T @ A @ u)),"
        "assume(Equals(s * (A @ u), x)));"
        "print(step, theorem('a-minimiser-satisfies-the-normal-equation'))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        for seed in "01234567"
    }
    assert len(said) == 1


def test_terms_and_statements_are_readable_at_a_prompt():
    assert repr(A @ A.T) == "AAᵀ"
    assert repr(symmetric(A)) == "Aᵀ = A"
    assert repr(assume(symmetric(A))) == "Aᵀ = A  ⊢  Aᵀ = A"


def test_a_term_that_shares_its_parts_too_often_is_refused():
    def doubled(times):
        shared = u
        for _ in range(times):
            shared = shared + shared
        return shared

    assert algebra(Equals(doubled(14), 2**14 * u))
    with pytest.raises(RefusedError, match="too large"):
        doubled(30)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (u.T @ A @ A.T @ y, u.T @ A @ A @ y),
        (u.T @ B @ A @ B.T @ y, y.T @ B @ A @ B.T @ u),
        (Trace(A @ A @ B), Trace(B.T @ A @ A)),
    ],
)
def test_a_scalar_equals_its_transpose_modulo_premises(left, right):
    assert algebra(Equals(left, right), assume(symmetric(A)))
    with pytest.raises(RefusedError):
        algebra(Equals(left, right))


def test_an_equation_that_is_given_twice_comes_to_rest():
    twice = assume(Equals(u, y)), assume(Equals(y, u)), assume(Invertible(X.T @ X))
    with pytest.raises(RefusedError, match="does not follow"):
        algebra(Equals(u, -y), *twice)
    assert algebra(Equals(A @ u, A @ y), *twice)


def test_an_equation_in_which_something_cancels_is_its_own_premise():
    claim = Equals(Exp(s * t / s), Log(t))
    assert claim in algebra(claim, assume(claim)).hypotheses
