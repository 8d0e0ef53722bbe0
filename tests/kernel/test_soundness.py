"""Nothing false is accepted: every test tries to have something false proved, and is refused."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from derivations.kernel.errors import (
    DerivationError,
    MalformedError,
    RefusedError,
    ShapeError,
    UnfinishedError,
)
from derivations.kernel.statements import (
    Equals,
    FullColumnRank,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    symmetric,
)
from derivations.kernel.terms import (
    Derivative,
    Dimension,
    Identity,
    Inverse,
    Letter,
    Number,
    Ones,
    SquaredNorm,
    Sum,
    Term,
    Trace,
    Zero,
)
from derivations.kernel.theorem import (
    Theorem,
    assume,
    cut,
    instantiate,
    introduce,
    unfold,
)
from derivations.kernel.trees import Abbreviation
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.injective import injective_is_invertible
from derivations.proving.replay import replay
from derivations.proving.sequents import (
    add,
    antisymmetric,
    constant,
    inverse_exists,
    multiply,
    transitive,
    vanish,
)
from tests.kernel.refusal import refused

n, d = Dimension("n"), Dimension("d")
s, t = Letter("s"), Letter("t")
u, v, y = Letter("u", n), Letter("v", n), Letter("y", n)
w, w_0, p = Letter("w", d), Letter("w_0", d), Letter("p", d)
A, B, C = Letter("A", n, n), Letter("B", n, n), Letter("C", n, n)
X = Letter("X", n, d)
ONE = Number(Fraction(1))
LIE = Equals(s, 2 * s)


def given(*statements: Statement) -> list[Theorem]:
    return [assume(statement) for statement in statements]


def loss(weights: Term) -> Term:
    return SquaredNorm(X @ weights - y)


# Algebra.


@pytest.mark.parametrize(
    "claim",
    [
        Equals(A @ B, B @ A),
        Equals((A @ B).T, A.T @ B.T),
        Equals(A.T, A),
        Equals(Trace(A @ B @ C), Trace(A @ C @ B)),
        Equals(Trace(A @ B), Trace(A) * Trace(B)),
        Equals(Trace(Identity(n)), ONE),
        Equals(Ones(1, n) @ Ones(n), ONE),
        Equals(Ones(n, n), Identity(n)),
        Equals(Ones(n, n) @ Ones(n), Ones(n)),
        Equals(u @ v.T, v @ u.T),
        Equals(u @ v.T @ y, y @ v.T @ u),
        Equals(n, d),
        Equals(SquaredNorm(u + v), SquaredNorm(u) + SquaredNorm(v)),
        Equals(Inverse(A).T, Inverse(A)),
        Equals(Inverse(A @ B), Inverse(A) @ Inverse(B)),
        Equals(Inverse(A + B), Inverse(A) + Inverse(B)),
        Equals(Inverse(2 * A), 2 * Inverse(A)),
        Equals(Inverse(s), s),
        Equals(Derivative(SquaredNorm(w), w, w_0), w_0.T),
        Equals(Derivative((w.T @ w) * w, w, w_0), (w_0.T @ w_0) * Identity(d)),
        Equals(Derivative(w, w, w_0) @ w_0, w_0 + w_0),
    ],
    ids=str,
)
def test_false_equation(claim: Equals) -> None:
    """Each is false for some matrices of sizes 2 (or n = 2, d = 1)."""
    with refused(RefusedError):
        algebra(claim)


def test_scalar_lead_is_not_divided_by() -> None:
    """su = 0 ⊢ u = 0: s = 0, u = 1."""
    with refused(RefusedError):
        algebra(Equals(u, Zero(n)), *given(Equals(s * u, Zero(n))))


def test_difference_of_dimensions_is_not_divided_by() -> None:
    """(n − d)u = 0 ⊢ u = 0: n = d."""
    with refused(RefusedError):
        algebra(Equals(u, Zero(n)), *given(Equals((n - d) * u, Zero(n))))


def test_scalar_premise_leaves_other_words_alone() -> None:
    """yᵀy = 1 ⊢ uᵀu = 1: u = 0."""
    with refused(RefusedError):
        algebra(Equals(u.T @ u, ONE), *given(Equals(y.T @ y, ONE)))


def test_unit_vector_is_no_projection() -> None:
    """yᵀy = 1 ⊢ yyᵀ = I: y = (1, 0)."""
    with refused(RefusedError):
        algebra(Equals(y @ y.T, Identity(n)), *given(Equals(y.T @ y, ONE)))


def test_one_sided_annihilator() -> None:
    """AB = 0 ⊢ BA = 0: A = e₁e₁ᵀ, B = e₂e₁ᵀ."""
    with refused(RefusedError):
        algebra(Equals(B @ A, Zero(n, n)), *given(Equals(A @ B, Zero(n, n))))


def test_left_inverse_is_no_right_inverse() -> None:
    """XᵀX = I ⊢ XXᵀ = I: X = e₁."""
    with refused(RefusedError):
        algebra(Equals(X @ X.T, Identity(n)), *given(Equals(X.T @ X, Identity(d))))


def test_symmetry_of_another_matrix() -> None:
    """(AB)ᵀ = AB ⊢ Aᵀ = A: B = 0."""
    with refused(RefusedError):
        algebra(symmetric(A), *given(symmetric(A @ B)))


def test_invertible_sum_says_nothing_of_its_parts() -> None:
    """A + B invertible: AA⁻¹ = I still needs A invertible, and says so."""
    theorem = algebra(Equals(A @ Inverse(A), Identity(n)), *given(Invertible(A + B)))
    assert Invertible(A) in theorem.hypotheses


@pytest.mark.parametrize(
    "claim",
    [
        Equals(Inverse(s), Inverse(s)),
        Equals(Inverse(s) - Inverse(s), Zero()),
        Equals(Zero() * Inverse(s), Zero()),
        Equals(s / s, ONE),
        Equals(Derivative(w / s, w, w_0), Identity(d) / s),
        Equals(Abbreviation("f", (Letter("q"),), (s,), 0 * Inverse(Letter("q") + 0)), Zero()),
    ],
    ids=str,
)
def test_cancelled_inverse_keeps_its_condition(claim: Equals) -> None:
    """Without a hypothesis each is undefined at s = 0."""
    assert any(type(h) is Invertible for h in algebra(claim).hypotheses)


def test_difference_of_sizes_is_no_unit() -> None:
    """1/(n − d) − 1/(n − d) = 0 is undefined at n = d."""
    gap = Inverse(n - d)
    assert Invertible(n - d) in algebra(Equals(gap - gap, Zero())).hypotheses


def test_zero_has_no_inverse() -> None:
    """1/0 = 1/0."""
    with refused(MalformedError):
        assume(Equals(s / 0, s / 0))


def test_substituted_inverse_keeps_its_condition() -> None:
    """u − u = 0 at u = A⁻¹v is undefined at A = 0."""
    theorem = instantiate(algebra(Equals(u - u, Zero(n))), (u, Inverse(A) @ v))
    assert Invertible(A) in theorem.hypotheses


def test_condition_is_substituted_too() -> None:
    """s/s = 1 at s = 0."""
    with refused(MalformedError):
        instantiate(algebra(Equals(s / s, ONE)), (s, 0))


# Bound letters.


def test_premise_on_the_letter_of_a_derivative() -> None:
    """w = 0 ⊢ ∂‖w‖² at w₀ is 0: w₀ = 1."""
    claim = Equals(Derivative(SquaredNorm(w), w, w_0), Zero(1, d))
    with refused(RefusedError):
        algebra(claim, *given(Equals(w, Zero(d))))


def test_derivative_in_a_null_direction() -> None:
    """Xw = 0 ⊢ the derivative of Xw in w is 0: w = 0, X = 1."""
    claim = Equals(Derivative(X @ w, w, w), Zero(n, d))
    with refused(RefusedError):
        algebra(claim, *given(Equals(X @ w, Zero(n))))


def test_derivative_inside_an_inverse() -> None:
    """The derivative of 1/s in s has no first-order term that a polynomial shows."""
    with refused(MalformedError):
        Derivative(Inverse(s), s, t)


def test_derivative_inside_an_abbreviated_inverse() -> None:
    """The same, behind a name."""
    q = Letter("q")
    with refused(MalformedError):
        Derivative(Abbreviation("f", (q,), (s,), 1 / q), s, t)


def test_instantiation_is_not_captured_by_a_derivative() -> None:
    """∂(sw)/∂w = sI at s = wᵀw would say ∂(wᵀw w)/∂w = wᵀw I: false at w = 1."""
    theorem = instantiate(algebra(Equals(Derivative(s * w, w, w_0), s * Identity(d))), (s, w.T @ w))
    captured = Derivative((w.T @ w) * w, w, w_0)
    assert isinstance(theorem.conclusion, Equals)
    assert theorem.conclusion.left != captured
    with refused(RefusedError):
        algebra(Equals(theorem.conclusion.left, captured))


def test_instantiation_is_not_captured_by_a_nested_derivative() -> None:
    """The fresh name w_prime is taken by the inner derivative."""
    q = Letter("w_prime", d)
    inner = Derivative((q.T @ w) * s, q, q)
    theorem = instantiate(
        algebra(Equals(Derivative(inner.T, w, w_0), s * Identity(d))), (s, w.T @ q)
    )
    assert isinstance(theorem.conclusion, Equals)
    algebra(Equals(theorem.conclusion.left, (w.T @ q) * Identity(d)))


def test_instantiation_is_not_captured_by_a_minimum() -> None:
    """‖w‖² − s is least at w = 0; with s = ‖w‖² − wᵀp captured, wᵀp would be: −pᵀp ≥ 0 at −p."""
    claim = Minimises(Zero(d), SquaredNorm(w) - s, w)
    theorem = instantiate(assume(claim), (s, SquaredNorm(w) - w.T @ p))
    with refused(RefusedError):
        rewrite(unfold(theorem, 0, -p), Nonnegative(-(p.T @ p)))


def test_argument_is_not_captured_in_an_abbreviation() -> None:
    """f(q) = ∂(qᵀw w)/∂w at q = w: wᵀw₀ I + w₀wᵀ, not what capture would give."""
    q = Letter("q", d)
    body = Derivative((q.T @ w) * w, w, w_0)
    f = Abbreviation("f", (q,), (w,), body)
    with refused(RefusedError):
        algebra(Equals(f, Derivative((w.T @ w) * w, w, w_0)))


def test_minimum_at_a_letter_that_is_not_fresh() -> None:
    """w = w₀ ⊢ w₀ minimises every J, by Minimises at the letter w."""
    claim = Minimises(w_0, loss(p), p)
    gap = Nonnegative(loss(w) - loss(w_0))
    zero = rewrite(constant(Zero()), gap, *given(Equals(w, w_0)))
    with refused(RefusedError):
        introduce(claim, w, zero)


def test_minimum_at_the_letter_itself() -> None:
    """J(w) − J(w) ≥ 0, so w minimises J: the letter is free in the claim."""
    claim = Minimises(w, loss(p), p)
    with refused(RefusedError):
        introduce(claim, w, rewrite(constant(Zero()), Nonnegative(loss(w) - loss(w))))


def test_full_rank_from_a_hypothesis_on_the_letter() -> None:
    """w = 0 ⊢ X has full column rank: X = 0."""
    with refused(RefusedError):
        introduce(FullColumnRank(X), w, *given(Equals(w, Zero(d))))


def test_full_rank_without_a_letter() -> None:
    """Full column rank from 0 = 0."""
    with refused(ShapeError):
        introduce(FullColumnRank(X), None, algebra(Equals(Zero(d), Zero(d))))


def test_full_rank_at_one_term_only() -> None:
    """A zero vector in the place of the letter."""
    with refused(RefusedError):
        introduce(FullColumnRank(X), Zero(d), algebra(Equals(Zero(d), Zero(d))))  # type: ignore[arg-type]


def test_definite_without_symmetry() -> None:
    """[[1, 1], [−1, 1]] has a nonnegative form, and is not symmetric."""
    (form,) = given(Nonnegative(v.T @ A @ v))
    with refused(RefusedError):
        introduce(PositiveSemidefinite(A), v, form, form)


def test_definite_form_at_one_vector() -> None:
    """A symmetric with vᵀAv ≥ 0 for one v only: A = −1 at v = 0."""
    with refused(RefusedError):
        introduce(PositiveSemidefinite(A), v, *given(symmetric(A), Nonnegative(v.T @ A @ v)))


def test_semidefinite_is_not_definite() -> None:
    """A = 0."""
    with refused(RefusedError):
        introduce(PositiveDefinite(A), v, *given(PositiveSemidefinite(A)))


def test_nonnegative_is_not_positive() -> None:
    """s = 0."""
    with refused(RefusedError):
        introduce(Positive(s), None, *given(Nonnegative(s), Nonnegative(s)))


# Other rules.


def test_vanish_needs_a_square() -> None:
    """uᵀv = 0 ⊢ u = 0: v = 0."""
    with refused(RefusedError):
        vanish(*given(Equals(u.T @ v, Zero())))


def test_vanish_needs_a_transpose() -> None:
    """AA = 0 ⊢ A = 0: A = e₁e₂ᵀ."""
    with refused(RefusedError):
        vanish(*given(Equals(A @ A, Zero(n, n))))


def test_antisymmetric_needs_the_negative() -> None:
    """s ≥ 0 and t ≥ 0 ⊢ s = 0."""
    with refused(RefusedError):
        antisymmetric(*given(Nonnegative(s), Nonnegative(t)))


@pytest.mark.parametrize(
    "scalar", [s, n - d, n - 1, Number(Fraction(-1)), Trace(A), u.T @ u], ids=str
)
def test_constant_needs_plain_coefficients(scalar: Term) -> None:
    """Not plain, and but for uᵀu and n − 1 not true either."""
    with refused(RefusedError):
        constant(scalar)


def test_product_with_a_negative() -> None:
    """s ≥ 0 and t = t do not bound st."""
    with refused(RefusedError):
        multiply(*given(Nonnegative(s), Equals(t, t)))


def test_sum_with_an_equation() -> None:
    """s ≥ 0 and t = t do not bound s + t."""
    with refused(RefusedError):
        add(*given(Nonnegative(s), Equals(t, t)))


def test_rewriting_a_sign() -> None:
    """s ≥ 0 ⊢ −s ≥ 0."""
    with refused(RefusedError):
        rewrite(*given(Nonnegative(s)), Nonnegative(-s))


def test_rewriting_into_another_property() -> None:
    """s ≥ 0 ⊢ s ≠ 0."""
    with refused(MalformedError):
        rewrite(*given(Nonnegative(s)), Invertible(s))


def test_inverse_on_one_side_twice() -> None:
    """XᵀX = I does not make X invertible; nor does BA = I twice."""
    (once,) = given(Equals(B @ A, Identity(n)))
    with refused(RefusedError):
        inverse_exists(once, once)


def test_inverse_of_an_oblong() -> None:
    """XᵀX = I and XXᵀ = I: X would be square."""
    with refused(ShapeError):
        inverse_exists(*given(Equals(X.T @ X, Identity(d)), Equals(X @ X.T, Identity(n))))


def test_injective_oblong_is_not_invertible() -> None:
    """The theorem is of square matrices."""
    with refused(ShapeError):
        injective_is_invertible(X)


def test_cut_of_something_else() -> None:
    """s = 2s ⊢ s = 0 does not become ⊢ s = 0 by a proof of s = s."""
    with refused(RefusedError):
        cut(algebra(Equals(s, Zero()), *given(LIE)), algebra(Equals(s, s)))


def test_transitivity_needs_a_link() -> None:
    """s = s and 2s = 2s ⊢ s = 2s."""
    with refused(RefusedError):
        transitive(algebra(Equals(s, s)), algebra(Equals(2 * s, 2 * s)))


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (-1, RefusedError),
        (1, RefusedError),
        ("0", RefusedError),
        (None, RefusedError),
        (True, MalformedError),
    ],
)
def test_unfold_of_no_clause(number: Any, error: type[DerivationError]) -> None:
    """Full column rank has one clause, number 0."""
    with refused(error):
        unfold(assume(FullColumnRank(X)), number, w)


@pytest.mark.parametrize(
    ("pair", "error"),
    [
        *[(pair, ShapeError) for pair in [(u, w), (u, A), (n, 0), (n, -1), (n, n + 1), (n, s)]],
        *[(pair, MalformedError) for pair in [(n, True), (n, 2.0), ("n", 2), (A, B)]],
    ],
    ids=str,
)
def test_instantiation_out_of_shape(pair: Any, error: type[DerivationError]) -> None:
    """Sizes are positive integers, and letters keep their shapes; A is not spoken of."""
    with refused(error):
        instantiate(algebra(Equals(u + v, v + u)), pair)


def test_letter_replaced_twice() -> None:
    """u := v and u := 0 at once."""
    with refused(MalformedError):
        instantiate(algebra(Equals(u, u)), (u, v), (u, Zero(n)))


@pytest.mark.parametrize("name", ["I", "tr"])
def test_abbreviation_that_prints_as_a_constant(name: str) -> None:
    """I := 2I prints ⊢ Iu = 2u; tr(u) := 1ᵀu likewise."""
    with refused(MalformedError):
        algebra(Equals(Abbreviation(name, (), (), 2 * Identity(n)) @ u, 2 * u))


# Letters of one name and two sizes, which are not one letter until the sizes are one.


def test_letters_that_become_one_by_their_sizes() -> None:
    """‖x‖² + ‖x‖² of x in n and x in d is 2‖x‖² at n = d: an instance, and true."""
    one, other = Letter("x", n), Letter("x", d)
    both = SquaredNorm(one) + SquaredNorm(other)
    with refused(RefusedError):
        algebra(Equals(both, 2 * SquaredNorm(other)))
    merged = instantiate(algebra(Equals(both, both)), (n, d)).conclusion
    assert isinstance(merged, Equals)
    algebra(Equals(merged.left, 2 * SquaredNorm(other)))
    for wrong in (3 * SquaredNorm(other), SquaredNorm(other)):
        with refused(RefusedError):
            algebra(Equals(merged.left, wrong))


def test_bound_letter_captures_none_of_its_name_when_sizes_become_one() -> None:
    """∂(‖w‖²s)/∂w = 2sw₀ᵀ for the s = ‖w‖² of another w, and not the derivative of ‖w‖⁴."""
    bound, at = Letter("w", n), Letter("w_0", n)
    slope = Derivative(SquaredNorm(bound) * SquaredNorm(w), bound, at)
    merged = instantiate(algebra(Equals(slope, 2 * SquaredNorm(w) * at.T)), (n, d)).conclusion
    assert isinstance(merged, Equals)
    algebra(Equals(merged.left, 2 * SquaredNorm(w) * w_0.T))
    with refused(RefusedError):
        algebra(Equals(merged.left, Derivative(SquaredNorm(w) * SquaredNorm(w), w, w_0)))


def test_minimum_captures_none_of_its_name_when_sizes_become_one() -> None:
    """That 0 minimises ‖w‖² − ‖w‖² of another w says nothing of a minimum of 0 − ‖w‖²."""
    bound = Letter("w", n)
    least = assume(Minimises(Zero(n), SquaredNorm(bound) - SquaredNorm(w), bound))
    merged = instantiate(least, (n, d)).conclusion
    assert merged != Minimises(Zero(d), SquaredNorm(w) - SquaredNorm(w), w)
    unfolded = unfold(instantiate(least, (n, d)), 0, p).conclusion
    assert isinstance(unfolded, Nonnegative)
    algebra(Equals(unfolded.scalar, SquaredNorm(p)))


# Numbers and other strangers.


def test_numpy_integer_overflows() -> None:
    """100 + 100 = −56 in eight bits; Fraction keeps a NumPy numerator as it is."""
    hundred = Fraction(np.int8(100))  # type: ignore[arg-type]
    with refused(MalformedError), np.errstate(over="ignore"):
        algebra(Equals(Number(hundred) + Number(hundred), Number(Fraction(-56))))


def test_numpy_integer_overflows_into_a_bound() -> None:
    """−100 − 100 ≥ 0 in eight bits."""
    low = Fraction(np.int8(-100))  # type: ignore[arg-type]
    with refused(MalformedError), np.errstate(over="ignore"):
        constant(Sum(Number(low), Number(low)))


class Wrong(int):
    """A whole number that lies when it is multiplied."""

    @property
    def numerator(self) -> Wrong:  # type: ignore[override]
        return self

    def __mul__(self, other: object) -> int:
        return 0

    __rmul__ = __mul__


def test_lying_integer_inside_a_fraction() -> None:
    """2u = 0, by an int that multiplies to 0."""
    with refused(MalformedError):
        algebra(Equals(Number(Fraction(Wrong(2))) * u, Zero(n)))


@pytest.mark.parametrize(
    "stranger",
    [
        0.5,
        True,
        None,
        "u",
        np.eye(2),
        np.float64(2),
        np.int64(2),
        sympy.Integer(2),
        sympy.Symbol("a"),
        1j,
        [1],
        Equals(u, u),
    ],
    ids=repr,
)
def test_stranger_in_a_term(stranger: Any) -> None:
    """Only terms, ints and Fractions are exact."""
    with refused(MalformedError):
        u * stranger
    with refused(MalformedError):
        stranger * u if not isinstance(stranger, list) else Sum(u, stranger)


@pytest.mark.parametrize(
    "size", [0, -1, True, 2.0, np.int64(2), sympy.Symbol("n", positive=True), n + 1]
)
def test_stranger_as_a_size(size: Any) -> None:
    """A size is a positive int or a Dimension."""
    with refused(ShapeError):
        Letter("x", size)


def test_structural_equality_is_no_claim() -> None:
    """u == v is False, and False is no statement."""
    with refused(MalformedError):
        assume(u == v)  # type: ignore[arg-type]


def test_optimised_python_refuses_too() -> None:
    """python -O drops asserts, and none of the checks."""
    code = (
        "from derivations.proving.certificates import algebra\n"
        "from derivations.kernel.terms import *\n"
        "from derivations.kernel.statements import *\n"
        "s = Letter('s')\n"
        "try: algebra(Equals(s, 2 * s))\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    run = subprocess.run(
        [sys.executable, "-O", "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout == "RefusedError\n"


# Mistakes that must be refused in words and in time.


@pytest.mark.parametrize("pair", [(), (u,), (u, v, v), ""], ids=str)
def test_instantiation_with_no_pair(pair: Any) -> None:
    """A pair has two parts."""
    with refused(MalformedError):
        instantiate(algebra(Equals(u, u)), pair)


def test_term_nested_too_deeply() -> None:
    """A sum of 2000 terms, one by one."""
    total: Term = s
    with refused(UnfinishedError):
        for _ in range(2000):
            total = total + s


def test_replay_of_a_long_chain() -> None:
    """A proof of 2000 steps is replayed, or refused in words."""
    theorem = algebra(Equals(s, s))
    for _ in range(2000):
        theorem = transitive(theorem, theorem)
    with suppress(DerivationError):
        replay(theorem)


def test_premises_that_define_each_other() -> None:
    """u = Av and v = Bu rewrite without end: to be refused in seconds."""
    code = (
        "from derivations.kernel.theorem import *\n"
        "from derivations.proving.certificates import algebra\n"
        "from derivations.kernel.terms import *; from derivations.kernel.statements import *\n"
        "n = Dimension('n'); u, v = Letter('u', n), Letter('v', n)\n"
        "A, B = Letter('A', n, n), Letter('B', n, n)\n"
        "premises = assume(Equals(u, A @ v)), assume(Equals(v, B @ u))\n"
        "try: algebra(Equals(u, v), *premises)\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=20
    )
    assert run.stdout in ("RefusedError\n", "UnfinishedError\n")
