"""Sums, products, functions and laws: what is false is refused, or stays assumed."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from derivations.kernel.errors import (
    MalformedError,
    RefusedError,
    ShapeError,
    UnfinishedError,
)
from derivations.kernel.nodes import written
from derivations.kernel.statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Gaussian,
    Independent,
    Invertible,
    Laplace,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
)
from derivations.kernel.terms import (
    Absolute,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Identity,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    Ones,
    Pi,
    ProductOver,
    Random,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Trace,
    Zero,
    as_term,
)
from derivations.kernel.theorem import (
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
from derivations.kernel.trees import Abbreviation
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.replay import replay
from derivations.proving.sequents import constant
from derivations.subterms import subterms
from tests.kernel.refusal import refused

n, d, k = Dimension("n"), Dimension("d"), Dimension("k")
s, t, a, b = Letter("s"), Letter("t"), Letter("a"), Letter("b")
x, y, w, z = Letter("x", n), Letter("y", n), Letter("w", n), Letter("z", n)
A, B = Letter("A", n, n), Letter("B", n, n)
X = Letter("X", n, d)
i, j, c = Index("i", n), Index("j", n), Index("c", d)
U, W, r = Random("U", n), Random("W", n), Random("r")
x_i, y_i, y_j = i.T @ x, i.T @ y, j.T @ y
ONE = as_term(1)
LOPSIDED = SumOver(i, y_i**2 * (i @ x.T))  # a sum that does not collapse and is not symmetric


def shifted(*pairs: Any) -> Theorem:
    """The density of m + U, with letters of size n in place of those of the fact."""
    return instantiate(cite("density-of-a-shifted-vector"), (k, n), *pairs)


p_i = Density(i.T @ U, s)
U_k, m_k, z_k = Random("U", k), Letter("m", k), Letter("z", k)


# What fell: a derivative carries the basis vector of a sum into another sum of the same size.


SQUARES = SumOver(j, (j.T @ w) ** 2)


def test_derivative_at_the_index_of_a_sum() -> None:
    """Σᵢ 2eᵢᵀ is 2·1ᵀ, and not 2n·1ᵀ."""
    with refused(UnfinishedError):
        algebra(Equals(SumOver(i, Derivative(SQUARES, w, i)), 2 * n * Ones(1, n)))


def test_derivative_of_an_abbreviation_at_the_index_of_a_sum() -> None:
    """The sum may hide in an abbreviation, and the index in a derivative around the derivative."""
    squares = Abbreviation("J", (w,), (w,), SQUARES)
    inner = Derivative(squares, w, x) @ y
    with refused(UnfinishedError):
        algebra(Equals(SumOver(i, Derivative(squares, w, i)), 2 * n * Ones(1, n)))
    with refused(UnfinishedError):
        algebra(Equals(SumOver(i, Derivative(inner * inner, x, i)), 8 * n * (Ones(1, n) @ y) * y.T))


def test_derivative_at_the_index_of_a_premise() -> None:
    """∂J(eᵢ) = 2eᵢᵀ for each i is true; that every eᵢ is the vector of ones is not."""
    with refused(RefusedError):
        gradient = algebra(Equals(Derivative(SQUARES, w, x), 2 * x.T))
        claim = ForEach(i, Equals(Derivative(SQUARES, w, i), 2 * i.T))
        each = introduce(claim, j, instantiate(gradient, (x, j)))
        algebra(Equals(SumOver(i, i), n * Ones(n)), each)  # so 1 = n1, and 1 = 0 at n = 2


# Algebra.


@pytest.mark.parametrize(
    "claim",
    [
        Equals(Root(s * s), s),
        Equals(Root(s * s), -s),
        Equals(Root(s + t), Root(s) + Root(t)),
        Equals(Log(a * b), Log(a) + Log(b)),
        Equals(Log(s * s), 2 * Log(s)),
        Equals(Exp(Log(s)), s),
        Equals(Log(Exp(s)), s),
        Equals(Exp(s + t), Exp(s) * Exp(t)),
        Equals(Exp(s + t), Exp(s) + Exp(t)),
        Equals(Exp(Zero()), ONE),
        Equals(Exp(s), Log(s)),
        Equals(Absolute(s), s),
        Equals(Absolute(s) ** 2, s * s),
        Equals(Absolute(s + t), Absolute(s) + Absolute(t)),
        Equals(Pi(), as_term(3)),
        Equals(Inverse(s + t), Inverse(s) + Inverse(t)),
        Equals(Inverse(s * t), Inverse(s) * t),
        Equals(Determinant(A + B), Determinant(A) + Determinant(B)),
        Equals(Determinant(2 * A), 2 * Determinant(A)),
        Equals(Determinant(Identity(n)), Determinant(Identity(d))),
        Equals(Determinant(2 * Identity(2)), Determinant(2 * Identity(3))),
        Equals(Determinant(Zero(n, n)), Zero()),
        Equals(Determinant(A), Trace(A)),
        Equals(ProductOver(i, s), ProductOver(c, s)),
        Equals(ProductOver(Index("i", 2), s), ProductOver(Index("j", 3), s)),
        Equals(ProductOver(i, s), s),
        Equals(ProductOver(i, 2 * y_i), 2 * ProductOver(i, y_i)),
        Equals(ProductOver(i, x_i + y_i), ProductOver(i, x_i) + ProductOver(i, y_i)),
        Equals(ProductOver(i, y_i), SumOver(i, y_i)),
        Equals(ProductOver(i, y_i), y_i),
        Equals(SumOver(i, ONE), ONE),
        Equals(SumOver(i, s), SumOver(c, s)),
        Equals(SumOver(i, y_i), n * y_i),
        Equals(SumOver(i, y_j), Ones(1, n) @ y),
        Equals(SumOver(i, x_i * y_i), SumOver(i, x_i) * SumOver(i, y_i)),
        Equals(SumOver(i, x_i**3), (Ones(1, n) @ x) ** 3),
        Equals(SumOver(i, x_i**3), x.T @ x),
        Equals(SumOver(i, x_i**2 * y_i), (x.T @ x) * (Ones(1, n) @ y)),
        Equals(SumOver(i, x_i**2 * y_i), SumOver(i, x_i * y_i**2)),
        Equals(SumOver(i, y_i * (i.T @ A @ i)), Trace(A) * (Ones(1, n) @ y)),
        Equals(SumOver(i, (i.T @ A @ i) ** 2), Trace(A @ A)),
        Equals(SumOver(i, (i.T @ A @ i) * (i.T @ B @ i)), Trace(A @ B)),
        Equals(SumOver(i, y_i * (i @ i.T)), y @ Ones(1, n)),
        Equals(SumOver(i, A @ i @ i.T @ B @ i), A @ B @ Ones(n)),
        Equals(SumOver(i, i.T @ A @ i), Ones(1, n) @ A @ Ones(n)),
        Equals(SumOver(i, Inverse(y_i)), Inverse(SumOver(i, y_i))),
        Equals(SumOver(i, Exp(y_i)), Exp(SumOver(i, y_i))),
        Equals(SumOver(i, Log(y_i)), Log(SumOver(i, y_i))),
        Equals(SumOver(i, Absolute(y_i)), Absolute(SumOver(i, y_i))),
        Equals(LOPSIDED.T, LOPSIDED),
        Equals(i.T @ j, ONE),
        Equals(i.T @ j, Zero()),
        Equals(i @ i.T, Identity(n)),
        Equals(A @ i, i.T @ A @ i * i),
        Equals(Density(U, z), Density(W, z)),
        Equals(Density(U, z), Density(U, x)),
        Equals(Density(2 * U, 2 * z), Density(U, z)),
        Equals(Density(U + z, z), Density(U, Zero(n))),
        Equals(Density(U, z), ProductOver(i, Density(i.T @ U, i.T @ z))),
    ],
    ids=str,
)
def test_false_or_unproved_equation(claim: Equals) -> None:
    """Each is false somewhere, or true by a law or a fact only, of which algebra knows nothing."""
    with refused(RefusedError):
        algebra(claim)


def test_root_of_a_square_without_a_sign() -> None:
    """√(s²) = s is refused with the law of the root at hand, for both roots have that square."""
    squared = instantiate(law("square-of-a-root"), (a, s * s))
    for claim in (Equals(Root(s * s), s), Equals(Root(s * s) - s, Zero())):
        with refused(RefusedError):
            algebra(claim, squared)


def test_logarithm_of_a_product_of_negatives() -> None:
    """Where ln ab is defined, a and b may be negative: that they are positive stays assumed."""
    claim = Equals(Log(a * b), Log(a) + Log(b))
    with refused(RefusedError):
        algebra(claim, instantiate(law("exponential-of-a-logarithm"), (a, a * b)))
    assert {Positive(a), Positive(b)} <= set(assume(claim).hypotheses)
    with refused(RefusedError):
        rewrite(assume(Positive(a * b)), Positive(a))


def test_sign_of_what_is_opaque() -> None:
    """Signs come from laws and squares: none is plain from the coefficients of a term alone."""
    for scalar in (Pi(), Exp(s), Absolute(s), Root(s), SumOver(i, y_i), Determinant(A)):
        with refused(RefusedError):
            constant(scalar)


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        (Equals(y_j, s), ForEach(i, Equals(x_i, s))),
        (Equals(y_i, y_j), Equals(y_i, s)),
        (Equals(SumOver(j, y_j), n * s), Equals(y_i, s)),
        (Equals(SumOver(c, c.T @ X.T @ x), Zero()), ForEach(i, Equals(x_i * y_i, Zero()))),
        (Equals(A, Zero(n, n)), ForEach(i, Equals(i.T @ A @ i, Zero()))),
        (Equals(y, i), ForEach(i, Equals(A @ i, y))),
        (Equals(y, n * i), ForEach(j, Equals(SumOver(i, y_i), n))),
        (Equals(ProductOver(i, y_i), s), ForEach(i, Equals(y_i, s))),
        (Equals(SumOver(i, y_i * Inverse(y_i)), ONE), ForEach(i, Invertible(y_i))),
        (Equals(s, t), Equals(Exp(s) * a, Exp(t) * a)),
        (Equals(s, t), Equals(Determinant(A) * s, Determinant(A) * t)),
        (Equals(s, t), Equals(Absolute(s), Absolute(t))),
        (Equals(x, y), Equals(SumOver(i, x_i**3), SumOver(i, y_i**3))),
    ],
    ids=str,
)
def test_premise_that_says_less(claim: Equals, premise: Statement) -> None:
    """What holds for one index, for products or inside a function is less than what is claimed."""
    with refused(RefusedError):
        algebra(claim, assume(premise))


def test_premise_on_the_index_of_a_sum() -> None:
    """A premise on one eᵢ says nothing of the eᵢ that a sum binds under the same name."""
    with refused(RefusedError):
        algebra(Equals(SumOver(i, y_i), n * s), assume(Equals(y_i, s)))
    with refused(RefusedError):
        algebra(Equals(SumOver(i, i), n * x), assume(Equals(i, x)))


def test_private_basis_vector_does_not_leak() -> None:
    """y = eᵢ for each i, that is n = 1, makes no basis vector of a y outside of a sum."""
    each = assume(ForEach(i, Equals(y, i)))
    for claim in (Equals(y, j), Equals(y, i), Equals(y, Zero(n))):
        with refused(RefusedError):
            algebra(claim, each)


def test_nested_conditions_are_no_rules() -> None:
    with refused(MalformedError):
        algebra(Equals(A, B), assume(ForEach(i, ForEach(j, Equals(i.T @ A @ j, i.T @ B @ j)))))


# What is bound.


@pytest.mark.parametrize(
    "build",
    [
        lambda: SumOver(i, SumOver(j, i.T @ A @ j)),
        lambda: SumOver(i, ProductOver(j, i.T @ A @ j)),
        lambda: ProductOver(i, Exp(SumOver(j, x_i * y_j))),
        lambda: SumOver(i, Abbreviation("h", (x,), (i,), SumOver(j, x.T @ A @ j))),
        lambda: ForEach(i, Equals(SumOver(j, i.T @ A @ j), s)),
        lambda: ForEach(i, ForEach(j, Positive(SumOver(c, (i.T @ X @ c) * (j.T @ X @ c) ** 2)))),
        lambda: SumOver(y, s),  # type: ignore[arg-type]
        lambda: SumOver(U, s),  # type: ignore[arg-type]
        lambda: SumOver(n, s),  # type: ignore[arg-type]
        lambda: ProductOver(i, i),
        lambda: Index("i", n, 2),
        lambda: Derivative(r * r, r, s),  # type: ignore[arg-type]
        lambda: Derivative(y_i, i, x),  # type: ignore[arg-type]
        lambda: Minimises(x, SquaredNorm(i), i),  # type: ignore[arg-type]
        lambda: Minimises(U, SquaredNorm(U), U),  # type: ignore[arg-type]
        lambda: Abbreviation("h", (i,), (x,), y_i),  # type: ignore[arg-type]
        lambda: ForEach(i, s),  # type: ignore[arg-type]
        lambda: ForEach(i, True),  # type: ignore[arg-type]
        lambda: ForEach(y, Positive(s)),  # type: ignore[arg-type]
        lambda: ForEach(i, (Positive(s),)),  # type: ignore[arg-type]
    ],
)
def test_misbound(build: Callable[[], object]) -> None:
    """A sum on an outer index, a binder that is no index, and a body that is no body."""
    with pytest.raises((MalformedError, ShapeError)):
        build()


def test_index_is_not_captured_by_a_sum() -> None:
    """In Σᵢ yᵢ = 1ᵀy, y may become what speaks of another eᵢ, which stays free."""
    whole = algebra(Equals(SumOver(i, y_i), Ones(1, n) @ y))
    conclusion = instantiate(whole, (y, s * i)).conclusion
    algebra(Equals(conclusion.left, s))  # type: ignore[attr-defined]  # and not ns
    for wrong in (n * s, Zero()):
        with refused(RefusedError):
            algebra(Equals(conclusion.left, wrong))  # type: ignore[attr-defined]


def test_index_is_not_captured_for_each() -> None:
    premise = assume(ForEach(i, Equals(i.T @ A @ y, x_i)))
    moved = instantiate(premise, (y, i)).conclusion
    assert moved != ForEach(i, Equals(i.T @ A @ i, x_i))
    other = Index("i_prime", n)
    assert moved == ForEach(other, Equals(other.T @ A @ i, other.T @ x))


def test_index_is_not_captured_through_an_abbreviation() -> None:
    h = Abbreviation("h", (w,), (y,), SumOver(i, (i.T @ w) * x_i))
    moved = instantiate(algebra(Equals(h, x.T @ y)), (y, i)).conclusion
    with refused(RefusedError):
        algebra(Equals(moved.left, SumOver(i, x_i)))  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", [x, Ones(n), i + j, Zero(n), U, 2 * j], ids=str)
def test_index_becomes_an_index_only(value: Term) -> None:
    """‖eᵢ‖² = 1, which is not so of other vectors; and yᵢ for each i is no xᵀy for each x."""
    with refused(RefusedError):
        instantiate(algebra(Equals(SquaredNorm(i), ONE)), (i, value))
    with refused(RefusedError):
        unfold(assume(ForEach(i, Positive(y_i))), 0, value)


def test_index_is_no_arbitrary_vector() -> None:
    """A diagonal that is positive makes no positive definite matrix, nor yᵢ ≠ 0 full rank."""
    premise = assume(Nonnegative(i.T @ A @ i))
    with refused(RefusedError):
        introduce(PositiveDefinite(A), i, premise, premise)
    with refused(RefusedError):
        introduce(FullColumnRank(A), i, assume(Equals(i, Zero(n))))


def test_for_each_needs_a_fresh_index() -> None:
    each = ForEach(i, Positive(y_i))
    with refused(RefusedError):
        introduce(each, j, assume(Positive(y_j)))
    with refused(RefusedError):
        introduce(ForEach(i, Positive(i.T @ A @ j)), j, assume(Positive(j.T @ A @ j)))
    for letter, error in ((x, RefusedError), (None, ShapeError)):
        with refused(error):
            introduce(each, letter, assume(Positive(x.T @ y)))
    with refused(ShapeError):
        introduce(each, c, unfold(assume(each), 0, j))


def test_size_of_an_index() -> None:
    for at in (c, Index("j", 2), Index("j", 1)):
        with pytest.raises(ShapeError):
            unfold(assume(ForEach(i, Positive(y_i))), 0, at)
        with pytest.raises(ShapeError):
            instantiate(assume(Positive(y_i)), (i, at))
    with refused(RefusedError):
        algebra(Equals(SumOver(Index("j", 2), s), s + s + s))


def test_two_indices_that_become_one_size() -> None:
    """e of sizes n and d stay apart by name when n = d, and no sum captures one of the other."""
    both = algebra(Equals(i.T @ X @ c, c.T @ X.T @ i))
    assert instantiate(both, (d, n)).conclusion.left != i.T @ Letter("X", n, n) @ i  # type: ignore[attr-defined]
    other = Index("i", d)
    total = algebra(Equals(SumOver(i, i.T @ X @ other), Ones(1, n) @ X @ other))
    merged = instantiate(total, (d, n)).conclusion
    square = Letter("X", n, n)
    algebra(Equals(merged.left, Ones(1, n) @ square @ i))  # type: ignore[attr-defined]
    with refused(RefusedError):
        algebra(Equals(merged.left, Trace(square)))  # type: ignore[attr-defined]
    each = instantiate(assume(ForEach(i, Positive(i.T @ X @ other))), (d, n)).conclusion
    assert each != ForEach(i, Positive(i.T @ square @ i))
    fresh = Index("i_prime", n)
    assert each == ForEach(fresh, Positive(fresh.T @ square @ i))


def test_sums_at_size_one() -> None:
    """At n = 1 there is one basis vector, the number 1, and everything still holds."""
    only, number = Index("i", 1), Letter("y", 1)
    algebra(Equals(SumOver(only, (only.T @ number) ** 3), number**3))
    algebra(Equals(only, ONE))
    squares = algebra(Equals(SumOver(i, y_i**2), y.T @ y))
    replayed = instantiate(squares, (n, 1))
    replay(replayed)
    algebra(replayed.conclusion)
    for wrong in (Zero(), 2 * number):
        with refused(RefusedError):
            algebra(Equals(SumOver(only, only.T @ number), wrong))


# What is undefined.


@pytest.mark.parametrize(
    ("term", "condition"),
    [
        (Log(s), Positive(s)),
        (Root(s), Nonnegative(s)),
        (Log(-SquaredNorm(y)), Positive(-SquaredNorm(y))),
        (Exp(Log(s)), Positive(s)),
        (Absolute(Root(s)), Nonnegative(s)),
        (Determinant(Log(s) * A), Positive(s)),
        (SumOver(i, Log(y_i)), ForEach(i, Positive(y_i))),
        (ProductOver(i, Root(y_i)), ForEach(i, Nonnegative(y_i))),
        (SumOver(i, Inverse(y_i)), ForEach(i, Invertible(y_i))),
        (SumOver(i, Log(s) * y_i), Positive(s)),
        (SumOver(i, SumOver(j, Log(y_j))), ForEach(j, Positive(y_j))),
        (Log(SumOver(i, Root(y_i))), Positive(SumOver(i, Root(y_i)))),
        (Abbreviation("h", (t,), (s,), Log(t)), Positive(s)),
        (Abbreviation("h", (), (), SumOver(i, Log(y_i))), ForEach(i, Positive(y_i))),
        (Derivative(Log(s) * SquaredNorm(w), w, x), Positive(s)),
        (Derivative(SquaredNorm(w), w, Log(s) * x), Positive(s)),
        (SumOver(i, Derivative(w.T @ y, w, Log(x_i) * x)), ForEach(i, Positive(x_i))),
        (Density(U, Log(s) * x), Positive(s)),
        (Density(Root(s) * U, z), Nonnegative(s)),
        (Inverse(Pi()), Invertible(Pi())),
        (Inverse(s * t), Invertible(s * t)),
        (Inverse(n - d), Invertible(n - d)),
    ],
    ids=str,
)
def test_condition_stays(term: Term, condition: Statement) -> None:
    """What a term needs to mean anything is a hypothesis of whatever is proved or assumed of it."""
    zero, q = Zero(*term.shape), Letter("q", *term.shape)
    for theorem in (
        algebra(Equals(term - term, zero)),
        algebra(Equals(term, term)),
        assume(Equals(term, zero)),
        assume(ForEach(Index("l", k), Equals(term, zero))),
        instantiate(assume(Equals(q, zero)), (q, term)),
    ):
        assert condition in theorem.hypotheses


def test_condition_of_what_an_index_names() -> None:
    """ln yᵢ = 0 for each i means that yᵢ > 0 for each i; and at one index, for that one."""
    each = assume(ForEach(i, Equals(Log(y_i), Zero())))
    assert ForEach(i, Positive(y_i)) in each.hypotheses
    assert Positive(y_j) in unfold(each, 0, j).hypotheses


def test_factors_of_an_inverted_product() -> None:
    """1/(st) = (1/s)(1/t) where s and t are not 0; not one of the two may be left out."""
    halves = algebra(Equals(Inverse(s * t), Inverse(s) * Inverse(t)))
    assert {Invertible(s), Invertible(t), Invertible(s * t)} <= set(halves.hypotheses)
    assert Invertible(t) in algebra(Equals(t * Inverse(t), ONE)).hypotheses
    with refused(RefusedError):
        rewrite(assume(Invertible(s + t)), Invertible(s))


def test_law_at_what_is_undefined() -> None:
    """|ln s|² = (ln s)² and ln exp ln s = ln s hold for s > 0 only."""
    for name in ("square-of-an-absolute-value", "logarithm-of-an-exponential"):
        assert Positive(s) in instantiate(law(name), (t, Log(s))).hypotheses
    logarithm = instantiate(law("exponential-of-a-logarithm"), (a, -s))
    assert Positive(-s) in logarithm.hypotheses
    assert Nonnegative(-s) in instantiate(law("square-of-a-root"), (a, -s)).hypotheses


@pytest.mark.parametrize(
    "build",
    [
        lambda: Minimises(s, Root(s), s),
        lambda: Minimises(s, s * Log(s * s + 1), s),
        lambda: UniquelyMaximises(s, -Inverse(1 + s * s), s),
        lambda: Minimises(x, SumOver(i, Log(x_i)), x),
        lambda: Minimises(s, Abbreviation("h", (t,), (s,), Root(t)), s),
        lambda: Derivative(Absolute(s), s, t),
        lambda: Derivative(Exp(s), s, t),
        lambda: Derivative(Determinant(s * A), s, t),
        lambda: Derivative(ProductOver(i, x_i), x, y),
        lambda: Derivative(SumOver(i, Root(x_i)), x, y),
        lambda: Derivative(Density(U, z), z, x),
        lambda: Derivative(Abbreviation("h", (t,), (s,), Log(t)), s, t),
    ],
)
def test_function_with_holes_or_corners(build: Callable[[], object]) -> None:
    """A minimum is of a function that is defined everywhere, a derivative is of a polynomial."""
    with pytest.raises(MalformedError):
        build()


def test_maximum_of_a_density_at_what_is_random() -> None:
    """A density is defined at every constant point, and at no random one."""
    largest = assume(UniquelyMaximises(z, Density(U + x, z), x))
    assert unfold(unfold(largest, 0), 0, y)
    for step in (lambda: unfold(unfold(largest, 0), 0, U), lambda: instantiate(largest, (z, U))):
        with pytest.raises((MalformedError, RefusedError)):
            step()


@pytest.mark.parametrize("kind", [Minimises, UniquelyMinimises, Maximises, UniquelyMaximises])
def test_extremum_of_a_density_at_a_random_point(kind: type) -> None:
    """The density of U + w, with the outcome of W for w, is not the density of U + W."""
    with pytest.raises(MalformedError):
        kind(W, Density(U + x, z), x)
    with pytest.raises(MalformedError):
        kind(U, SquaredNorm(Density(U + x, z) - Density(2 * U, z)), x)
    assert kind(W, SquaredNorm(W - x) * Density(U, z), x)


def test_number_of_a_fact_that_is_changed() -> None:
    """A fraction of Python can be changed by plain assignment; the ledger's are its own."""
    fact = "logarithm-is-below-its-tangent"
    before = written(cite(fact).conclusion)
    numbers = [t for t in subterms(cite(fact).conclusion) if isinstance(t, Number)]
    for term in numbers:
        term.value._numerator = 100  # type: ignore[attr-defined]
    assert numbers
    assert written(cite(fact).conclusion) == before


def test_derivative_of_a_sum_that_does_not_collapse() -> None:
    for wrong in (Zero(1, n), 3 * Ones(1, n), 3 * x.T):
        with refused(UnfinishedError):
            algebra(Equals(Derivative(SumOver(i, (i.T @ w) ** 3), w, x), wrong))


@pytest.mark.parametrize(
    "premise",
    [
        ForEach(i, Nonnegative(y_i)),
        ForEach(i, Invertible(y_i)),
        ForEach(j, Positive(y_j * y_j)),
        ForEach(c, Positive(s)),
        ForEach(i, Positive(x_i)),
        Positive(y_i),
        Positive(ProductOver(i, y_i)),
    ],
    ids=str,
)
def test_product_of_what_may_not_be_positive(premise: Statement) -> None:
    with refused(RefusedError):
        product_of_positives(ProductOver(i, y_i), assume(premise))


def test_product_of_something_else() -> None:
    each, of_d = assume(ForEach(i, Positive(y_i))), ProductOver(c, c.T @ Letter("y", d))
    others = (SumOver(i, y_i), RefusedError), (y_i, MalformedError), (of_d, RefusedError)
    for product, error in others:
        with refused(error):
            product_of_positives(product, each)  # type: ignore[arg-type]


# Laws of random vectors.


@pytest.mark.parametrize(
    "value",
    [
        W,
        W - W,
        r * Ones(n),
        Abbreviation("h", (), (), W),
        Abbreviation("h", (w,), (W,), 2 * w),
        SumOver(i, (i.T @ W) * i),
        Derivative(SquaredNorm(w), w, W).T,
        Exp(r) * y,
    ],
    ids=str,
)
def test_constant_becomes_random(value: Term) -> None:
    """p(z − m) is the density of U + m for constant m only, such as m = −U shows."""
    for letter in (m_k, z_k):
        with refused(RefusedError):
            shifted((letter, value))
    later = shifted((m_k, s * x), (z_k, z))
    for letter in (x, z):
        with refused(RefusedError):
            instantiate(later, (letter, value))
    with refused(RefusedError):
        instantiate(instantiate(assume(Equals(s, t)), (s, Density(U, z))), (z, value))


@pytest.mark.parametrize(
    "statement",
    [
        lambda q: Gaussian(U + q, Zero(n), Identity(n)),
        lambda q: Independent(U + q),
        lambda q: ForEach(i, Laplace(i.T @ (U + q), Zero(), ONE)),
        lambda q: Positive(Density(U + q, Zero(n))),
        lambda q: Equals(Abbreviation("h", (), (), Density(U + q, Zero(n))), s),
    ],
)
def test_constant_becomes_random_in_a_law(statement: Callable[[Term], Statement]) -> None:
    with refused(RefusedError):
        instantiate(assume(statement(x)), (x, W))
    with refused(RefusedError):
        instantiate(cut(assume(statement(x))), (x, -U))


@pytest.mark.parametrize(
    "build",
    [
        lambda: Density(U, W),
        lambda: Density(U, z + W),
        lambda: Density(Exp(r), s),
        lambda: Density(Inverse(r), s),
        lambda: Density(Absolute(r), s),
        lambda: Density(Determinant(r * A), s),
        lambda: Density(Density(r, s) * Letter("q", n, n), z),
        lambda: Density(U, s),
        lambda: Gaussian(U, W, Identity(n)),
        lambda: Gaussian(U, z, r * Identity(n)),
        lambda: Gaussian(U, z, A @ X),
        lambda: Laplace(r, Random("q"), s),
        lambda: Laplace(r, s, Exp(r)),
        lambda: Independent(Log(r) * y),
        lambda: Independent(U @ W.T),
    ],
)
def test_malformed_law(build: Callable[[], object]) -> None:
    """A law is of a vector, polynomial in what is random; its parameters and points are not so."""
    with pytest.raises((MalformedError, ShapeError)):
        build()


def test_random_point_by_an_abbreviation() -> None:
    with refused(MalformedError):
        Abbreviation("h", (z,), (W,), Density(U, z))


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        (Equals(Density(U, z), Density(x, z)), Equals(U, x)),
        (Equals(Density(U, z), Density(W, z)), Equals(U, W)),
        (Equals(Density(U + x, z), Density(U + W, z)), Equals(x, W)),
        (Equals(p_i, Density(r, s)), ForEach(i, Equals(i.T @ U, r))),
        (Equals(SumOver(i, p_i), n * Density(r, s)), ForEach(i, Equals(i.T @ U, r))),
        (
            Equals(ProductOver(i, p_i), ProductOver(i, Density(r, s))),
            ForEach(i, Equals(i.T @ U, r)),
        ),
    ],
    ids=str,
)
def test_outcome_is_no_law(claim: Equals, premise: Statement) -> None:
    """That two random vectors agree at one outcome says nothing of their laws."""
    with refused(RefusedError):
        algebra(claim, assume(premise))


def test_random_letter_is_not_generic() -> None:
    """What a law is assumed of is no arbitrary vector, and is not bound."""
    with refused(RefusedError):
        introduce(FullColumnRank(A), U, assume(Equals(U, Zero(n))))  # type: ignore[arg-type]
    with refused(RefusedError):
        introduce(FullColumnRank(A), w, assume(Equals(w, Zero(n))))


def test_facts_keep_their_hypotheses() -> None:
    """The densities are of variances and scales > 0, and the product is of independent entries."""
    gaussian, laplace = cite("density-of-a-gaussian"), cite("density-of-a-laplace")
    assert Positive(-s) in instantiate(gaussian, (Letter("s"), -s)).hypotheses
    assert Positive(Zero()) in instantiate(laplace, (b, Zero())).hypotheses
    flat = (Letter("V", k, k), Zero(n, n))
    vector = instantiate(cite("density-of-a-gaussian-vector"), (k, n), flat)
    assert PositiveDefinite(Zero(n, n)) in vector.hypotheses
    product = instantiate(cite("density-of-independent-entries"), (k, n), (U_k, r * x))
    assert Independent(r * x) in product.hypotheses


# Names, kinds and copies.


def test_kinds_are_not_confused() -> None:
    """Equal fields make no equal terms: Exp is not Log, and an index is no letter."""
    for kinds in ((Exp(s), Log(s)), (Root(s), Absolute(s)), (SumOver(i, s), ProductOver(i, s))):
        assert len(set(kinds)) == 2
        with refused(RefusedError):
            algebra(Equals(*kinds))
    assert len({Letter("q", n), Random("q", n), Index("q", n)}) == 3


def test_subclass_of_an_index() -> None:
    class Every(Index):
        pass

    class Each(ForEach):
        pass

    with pytest.raises(MalformedError):
        SumOver(Every("i", n), s)
    with pytest.raises(MalformedError):
        assume(Each(i, Positive(y_i)))
    with pytest.raises(MalformedError):
        assume(ForEach(j, Each(i, Positive(y_i))))


@pytest.mark.parametrize(
    "theorem",
    [
        law("pi-is-positive"),
        cite("density-of-a-gaussian-vector"),
        assume(ForEach(i, Laplace(i.T @ U, i.T @ x, s))),
        product_of_positives(ProductOver(i, y_i), assume(ForEach(i, Positive(y_i)))),
        introduce(ForEach(i, Equals(SquaredNorm(i), ONE)), j, algebra(Equals(SquaredNorm(j), ONE))),
    ],
    ids=str,
)
def test_copies_prove_the_same(theorem: Theorem) -> None:
    copy = pickle.loads(pickle.dumps(theorem))
    replay(copy)
    for part in ("rule", "hypotheses", "conclusion", "facts"):
        assert getattr(copy, part) == getattr(theorem, part)
    with refused(MalformedError):
        Theorem("law", "pi-is-negative")


def test_refusals_are_in_words() -> None:
    with pytest.raises(RefusedError, match="does not follow"):
        algebra(Equals(SumOver(i, x_i**3), (Ones(1, n) @ x) ** 3))
