"""The pseudoinverse A⁺: what careless rules would prove of it, and what its four laws prove.

It is total and not continuous: the rank of A jumps, and A⁺ with it. So it may stand wherever the
value of a function is all that matters, and nowhere where a polynomial is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random as Generator
from typing import Any

import pytest

from derivations.kernel.errors import MalformedError, RefusedError, ShapeError
from derivations.kernel.normal_form import normal_form
from derivations.kernel.statements import (
    Equals,
    ForEach,
    Gaussian,
    IndependentVectors,
    Integrable,
    Invertible,
    Minimises,
    Nonnegative,
    Statement,
    symmetric,
)
from derivations.kernel.terms import (
    Absolute,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Iterate,
    Letter,
    MomentGenerating,
    Ones,
    ProductOver,
    Pseudoinverse,
    Random,
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
    cut,
    instantiate,
    introduce,
    law,
    rewrite,
)
from derivations.kernel.trees import Abbreviation, conditions, free_letters, substitute
from derivations.proving.certificates import algebra
from derivations.proving.sequents import square, transitive
from derivations.results.penrose import P as ONE_P
from derivations.results.penrose import Q as OTHER_P
from derivations.results.penrose import unique

from .exact import World
from .refusal import refused

n, d, k, m, rows, cols = (Dimension(name) for name in ("n", "d", "k", "m", "k", "l"))
A, B = Letter("A", n, n), Letter("B", n, n)
X, Y, W = Letter("X", n, d), Letter("Y", n, d), Letter("W", d, m)
u, v, x, y, z = (Letter(name, n) for name in "uvxyz")
w, s, t = Letter("w", d), Letter("s"), Letter("t")
U, V, q = Random("U", n), Random("V", n), Random("q")
i, j = Index("i", n), Index("j", n)
ONE = as_term(1)
LAWS = (
    "pseudoinverse-keeps-the-matrix",
    "pseudoinverse-is-kept",
    "pseudoinverse-on-the-right-is-symmetric",
    "pseudoinverse-on-the-left-is-symmetric",
)


def laws(matrix: Term) -> list[Theorem]:
    """Penrose's equations of a matrix."""
    sizes = tuple(zip((rows, cols), matrix.shape, strict=True))
    return [instantiate(law(name), *sizes, (Letter("U", rows, cols), matrix)) for name in LAWS]


def is_pseudoinverse(matrix: Term, other: Term, *premises: Theorem) -> Theorem:
    """A⁺ = P, from proofs of Penrose's equations of P."""
    sizes = tuple(zip((n, d), matrix.shape, strict=True))
    letters = (X, matrix), (ONE_P, Pseudoinverse(matrix)), (OTHER_P, other)
    proved = instantiate(unique.theorem, *sizes, *letters)
    for lemma in laws(matrix):
        proved = cut(proved, lemma)
    for hypothesis in proved.hypotheses:
        if isinstance(hypothesis, Equals):
            proved = cut(proved, algebra(hypothesis, *premises))
    return proved


def same(left: Term, right: Term) -> bool:
    """Whether two terms have one normal form."""
    return not normal_form(left - right).terms


# What it is, and where it may stand.


@pytest.mark.parametrize("matrix", [X, X.T, A, y, y.T, s, i, U, n, Zero(n, d), Ones(d, n)], ids=str)
def test_of_any_matrix_and_always_defined(matrix: Any) -> None:
    found = Pseudoinverse(matrix)
    assert found.shape == matrix.shape[::-1]
    assert conditions(found) == ()
    assert normal_form(found).shape == found.shape
    claim = Equals(found, Zero(*found.shape))
    assert assume(claim).hypotheses == (claim,)


def test_what_its_argument_needs_is_needed() -> None:
    assert conditions(Pseudoinverse(Inverse(A))) == (Invertible(A),)
    assert Invertible(s) in assume(Equals(Pseudoinverse(X / s), X.T)).hypotheses
    twice = Pseudoinverse(Inverse(A))
    assert algebra(Equals(twice, twice)).hypotheses == (Invertible(A),)


@pytest.mark.parametrize("given", [1.5, "A", None, Equals(X, X), Pseudoinverse], ids=str)
def test_of_matrices_alone(given: Any) -> None:
    with refused(MalformedError):
        Pseudoinverse(given)


R_q = q * Ones(1, n)  # random, and of one row


@pytest.mark.parametrize(
    "build",
    [
        lambda: Derivative(Pseudoinverse(s), s, t),
        lambda: Derivative(Pseudoinverse(s), s, Zero()),
        lambda: Derivative(s * Pseudoinverse(s), s, t),  # 1, but for a jump at 0
        lambda: Derivative(Pseudoinverse(w.T), w, w),
        lambda: Derivative(Pseudoinverse(w.T) @ (w.T @ w), w, w),
        lambda: Derivative(SquaredNorm(Pseudoinverse(X @ w @ w.T) @ y), w, w),
        lambda: Derivative(Abbreviation("f", (s,), (t,), Pseudoinverse(s)), t, t),
        lambda: Expectation(Pseudoinverse(U)),
        lambda: Expectation(Pseudoinverse(q)),
        lambda: Expectation(Pseudoinverse(U) @ U),
        lambda: Expectation(Pseudoinverse(X + R_q.T @ w.T) @ y),
        lambda: Covariance(Pseudoinverse(U.T), U),
        lambda: Covariance(q, Pseudoinverse(q)),
        lambda: Density(Pseudoinverse(U.T), x),
        lambda: Density(Pseudoinverse(q), s),
        lambda: Density(U, Pseudoinverse(V.T)),
        lambda: MomentGenerating(Pseudoinverse(q), s),
        lambda: MomentGenerating(U, Pseudoinverse(U.T)),
        lambda: Gaussian(Pseudoinverse(U.T), x, A),
        lambda: Gaussian(U, x, Pseudoinverse(U @ U.T)),
        lambda: IndependentVectors(Pseudoinverse(U.T), V),
        lambda: Integrable(Pseudoinverse(q)),
        lambda: substitute(Expectation(Pseudoinverse(s) * q), {s: q}),
        lambda: Iterate(Pseudoinverse(v.T) + U, v, x, k),
        lambda: Iterate(v, v, Pseudoinverse(U.T), k),
    ],
)
def test_where_polynomials_or_constants_are_asked_for(build: Callable[[], Any]) -> None:
    with refused(MalformedError):
        build()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Derivative(Pseudoinverse(X) @ X @ w, w, w), Pseudoinverse(X) @ X),
        (Derivative(s * w, w, Pseudoinverse(X) @ y), s * Identity(d)),
        (Expectation(Pseudoinverse(X) @ U), Pseudoinverse(X) @ Expectation(U)),
        (
            Covariance(Pseudoinverse(X) @ U, U),
            Pseudoinverse(X) @ Covariance(U, U),
        ),
        (Expectation(q * Pseudoinverse(s)), Expectation(q) * Pseudoinverse(s)),
        (SumOver(i, Pseudoinverse(X) @ i @ i.T), Pseudoinverse(X)),
        (SumOver(i, Pseudoinverse(s) * (i.T @ y)), Pseudoinverse(s) * (Ones(1, n) @ y)),
        (SumOver(i, Pseudoinverse(s)), n * Pseudoinverse(s)),
        (Trace(Pseudoinverse(X) @ Y), Trace(Y @ Pseudoinverse(X))),
        (Pseudoinverse(X + Y - X), Pseudoinverse(Y)),
        (Pseudoinverse((A @ B).T), Pseudoinverse(B.T @ A.T)),
        (Pseudoinverse(y.T @ x), Pseudoinverse(x.T @ y)),
        (Pseudoinverse(s) * X, X @ (Pseudoinverse(s) * Identity(d))),
        (Pseudoinverse(s).T, Pseudoinverse(s)),
        (Abbreviation("f", (x,), (y,), Pseudoinverse(x)), Pseudoinverse(y)),
        (Iterate(Pseudoinverse(u.T), u, x, k), Iterate(Pseudoinverse(v.T), v, x, k)),
    ],
    ids=str,
)
def test_where_it_may_stand(left: Term, right: Term) -> None:
    assert same(left, right)


def test_it_may_stand_in_a_function_that_is_minimised() -> None:
    """(s⁺)² is least at 0, where s⁺ jumps: a minimum is of values, and needs no slope."""
    zero, at = Zero(), Pseudoinverse(Zero())
    vanishing = algebra(Equals(at, zero), *laws(Zero()))
    square_of = rewrite(square(Pseudoinverse(t)), Nonnegative(Pseudoinverse(t) ** 2 - zero))
    difference = algebra(
        Equals(Pseudoinverse(t) ** 2 - zero, Pseudoinverse(t) ** 2 - at**2), vanishing
    )
    above = rewrite(square_of, Nonnegative(difference.conclusion[2]), difference)
    least = Minimises(zero, Pseudoinverse(s) ** 2, s)
    assert introduce(least, t, above).hypotheses == ()
    for wrong in (
        Minimises(ONE, Pseudoinverse(s) ** 2, s),
        Minimises(zero, -(Pseudoinverse(s) ** 2), s),
    ):
        with refused(RefusedError):
            introduce(wrong, t, above)


# What is bound.


def test_a_bound_letter_has_no_name() -> None:
    steps = Iterate(Pseudoinverse(v.T) + z, v, x, k)
    assert free_letters(steps) == {z, x}
    assert same(steps, Iterate(Pseudoinverse(u.T) + z, u, x, k))
    assert not same(steps, Iterate(Pseudoinverse(z.T) + z, v, x, k))
    moved = substitute(steps, {z: v})
    assert same(moved, Iterate(Pseudoinverse(u.T) + v, u, x, k))
    assert not same(moved, Iterate(Pseudoinverse(u.T) + u, u, x, k))
    least = substitute(Minimises(y, SquaredNorm(Pseudoinverse(v.T) - z), v), {z: v})
    assert least[1:3] != (y, SquaredNorm(Pseudoinverse(v.T) - v))


def test_sums_over_an_index_inside_it_do_not_collapse() -> None:
    """Σᵢ (yᵢ)⁺ is known by its summand only, and under no name of its index."""
    each = SumOver(i, Pseudoinverse(i.T @ y))
    assert same(each, SumOver(j, Pseudoinverse(j.T @ y)))
    for other in (
        Pseudoinverse(SumOver(i, i.T @ y)),
        SumOver(i, i.T @ y),
        SumOver(i, Pseudoinverse(i.T @ x)),
        Pseudoinverse(y) @ Ones(n),
        n * Pseudoinverse(i.T @ y),
        n * Pseudoinverse(s),
        SumOver(i, Pseudoinverse(j.T @ y)),
    ):
        assert not same(each, other), other
    rows = SumOver(i, Pseudoinverse(X.T @ i @ i.T @ X))
    assert not same(rows, Pseudoinverse(X.T @ X))
    assert not same(rows, n * Pseudoinverse(X.T @ i @ i.T @ X))
    columns = SumOver(i, i @ Pseudoinverse(X.T @ i))
    assert columns.shape == (n, d)
    assert not same(columns, Pseudoinverse(X.T))
    assert not same(columns, Pseudoinverse(X).T)
    assert not same(ProductOver(i, Pseudoinverse(i.T @ y)), Pseudoinverse(ProductOver(i, i.T @ y)))
    squares = SumOver(i, (i.T @ y) ** 2 * Pseudoinverse(A @ i))
    assert not same(squares, (y.T @ y) * Pseudoinverse(A @ i))


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        (Equals(SumOver(i, Pseudoinverse(i.T @ y)), n * Pseudoinverse(s)), Equals(i.T @ y, s)),
        (Equals(Pseudoinverse(j.T @ y), Pseudoinverse(s)), Equals(i.T @ y, s)),
        (Equals(SumOver(i, Pseudoinverse(i)), SumOver(i, Pseudoinverse(x))), Equals(i, x)),
        (
            Equals(Iterate(Pseudoinverse(v.T), v, x, k), Iterate(Pseudoinverse(z.T), v, x, k)),
            Equals(v, z),
        ),
        (Equals(Derivative(Pseudoinverse(X) @ X @ w, w, w), Zero(d, d)), Equals(w, Zero(d))),
        (Equals(Expectation(Pseudoinverse(X) @ U), Pseudoinverse(X) @ x), Equals(U, x)),
        (Equals(Density(U, Pseudoinverse(x.T)), Density(U, Pseudoinverse(y.T))), Equals(U, x)),
        (Equals(X, Y), Equals(Pseudoinverse(X) @ y, Pseudoinverse(Y) @ y)),
        (Equals(X, Y), Equals(Pseudoinverse(X) @ X, Pseudoinverse(Y) @ Y)),
        (Equals(Pseudoinverse(X), Pseudoinverse(Y)), Equals(X @ w, Y @ w)),
        (Equals(Pseudoinverse(X), Pseudoinverse(Y)), Equals(X.T @ X, Y.T @ Y)),
        (Equals(Pseudoinverse(X), Pseudoinverse(Y)), ForEach(i, Equals(X.T @ i, Y.T @ y))),
    ],
    ids=str,
)
def test_premise_that_says_less(claim: Equals, premise: Statement) -> None:
    with refused(RefusedError):
        algebra(claim, assume(premise))


def test_a_premise_on_the_name_of_a_bound_letter_does_not_act_inside() -> None:
    h, given = Letter("h", n), Equals(v, z)
    for context in (Iterate(Pseudoinverse(h.T), v, x, k), Iterate(Pseudoinverse(v.T) + h, v, x, k)):
        claim = Equals(*(substitute(context, {h: side}) for side in (v, z)))
        captured = Equals(
            Iterate(Pseudoinverse(v.T), v, x, k), Iterate(Pseudoinverse(z.T), v, x, k)
        )
        step = ((h, "given", given),)
        assert Theorem("algebra", claim, context, step, assume(given)).hypotheses == (given,)
        with refused(RefusedError):
            Theorem("algebra", captured, context, step, assume(given))
    with refused(RefusedError):  # the hole is bound by the iteration
        context = Iterate(Pseudoinverse(v.T), v, x, k)
        claim = Equals(Iterate(Pseudoinverse(v.T), v, x, k), Iterate(Pseudoinverse(z.T), v, x, k))
        Theorem("algebra", claim, context, ((v, "given", Equals(v, z)),), assume(given))


def test_an_index_that_a_premise_speaks_of_is_not_summed_over() -> None:
    h, given = Letter("h"), Equals(i.T @ y, s)
    left = SumOver(i, Pseudoinverse(i.T @ y))
    inner, outer = Pseudoinverse(h), Letter("g")
    steps = ((h, "given", given), (outer, "each", left, Pseudoinverse(s), inner))
    claim = Equals(left, n * Pseudoinverse(s))
    with refused(RefusedError):
        Theorem("algebra", claim, outer, steps, assume(given))
    each = ForEach(i, given)
    assert algebra(claim, assume(each)).hypotheses == (each,)


# What no equation of it says.

FALSE: list[Equals] = [
    Equals(X @ Pseudoinverse(X), Identity(n)),
    Equals(Pseudoinverse(X) @ X, Identity(d)),
    Equals(A @ Pseudoinverse(A), Identity(n)),
    Equals(Pseudoinverse(A) @ A, Identity(n)),
    Equals(A @ Pseudoinverse(A), Pseudoinverse(A) @ A),
    Equals(s * Pseudoinverse(s), ONE),
    Equals(Pseudoinverse(s) * s * Pseudoinverse(s) * s, ONE),
    Equals(Pseudoinverse(X @ W), Pseudoinverse(W) @ Pseudoinverse(X)),
    Equals(Pseudoinverse(A @ B), Pseudoinverse(B) @ Pseudoinverse(A)),
    Equals(Pseudoinverse(A @ B), Pseudoinverse(A) @ Pseudoinverse(B)),
    Equals(Pseudoinverse(A @ A), Pseudoinverse(A) @ Pseudoinverse(A)),
    Equals(Pseudoinverse(X + Y), Pseudoinverse(X) + Pseudoinverse(Y)),
    Equals(Pseudoinverse(2 * X), 2 * Pseudoinverse(X)),
    Equals(Pseudoinverse(s * X), s * Pseudoinverse(X)),
    Equals(Pseudoinverse(s + t), Pseudoinverse(s) + Pseudoinverse(t)),
    Equals(Pseudoinverse(X), X.T),
    Equals(Pseudoinverse(A), A),
    Equals(Pseudoinverse(A), A.T),
    Equals(Pseudoinverse(A), Pseudoinverse(A.T)),
    Equals(Pseudoinverse(A).T, Pseudoinverse(A)),
    Equals(Pseudoinverse(X), Pseudoinverse(Y)),
    Equals(Pseudoinverse(A), Pseudoinverse(A + Identity(n))),
    Equals(Pseudoinverse(Pseudoinverse(A)), Pseudoinverse(A)),
    Equals(Pseudoinverse(s), s),
    Equals(Pseudoinverse(s), Exp(s)),
    Equals(Pseudoinverse(s), Absolute(s)),
    Equals(Pseudoinverse(s), Determinant(s)),
    Equals(Trace(Pseudoinverse(A)), Determinant(A)),
    Equals(Trace(Pseudoinverse(A)), Pseudoinverse(Trace(A))),
    Equals(Pseudoinverse(y) @ y, ONE),
    Equals(y @ Pseudoinverse(y), Identity(n)),
    Equals(Pseudoinverse(y), y.T),
    Equals(Pseudoinverse(Identity(n)) @ Ones(n), Zero(n)),
    Equals(Trace(Pseudoinverse(Identity(n))), Trace(Pseudoinverse(Identity(d)))),
    Equals(Trace(Pseudoinverse(Ones(n, d)) @ X), Trace(Pseudoinverse(Ones(n, m)) @ X @ W)),
    Equals(Trace(Pseudoinverse(2 * Identity(2))), Trace(Pseudoinverse(2 * Identity(3)))),
]
BY_LAWS = [  # true, by the laws and no normal form
    Equals(Pseudoinverse(X.T), Pseudoinverse(X).T),
    Equals(Pseudoinverse(Pseudoinverse(X)), X),
    Equals(X @ Pseudoinverse(X) @ X, X),
    Equals(Pseudoinverse(Zero(n, d)), Zero(d, n)),
    Equals(Pseudoinverse(Zero(n, d)), Pseudoinverse(Zero(d, n)).T),
    Equals(Trace(Pseudoinverse(Zero(n, n))), Trace(Pseudoinverse(Zero(d, d)))),
    Equals(Ones(1, d) @ Pseudoinverse(Zero(n, d)) @ y, Ones(1, m) @ Pseudoinverse(Zero(n, m)) @ y),
    Equals(Pseudoinverse(Identity(n)), Identity(n)),
    Equals(Pseudoinverse(ONE), ONE),
    Equals(Pseudoinverse(n), Inverse(n)),
    Equals(Pseudoinverse(2 * X), Pseudoinverse(X) / 2),
    Equals(Pseudoinverse(-X), -Pseudoinverse(X)),
    Equals(Pseudoinverse(s * X), Pseudoinverse(s) * Pseudoinverse(X)),
    Equals(Pseudoinverse(s * t), Pseudoinverse(s) * Pseudoinverse(t)),
    Equals(Pseudoinverse(y), Pseudoinverse(y.T @ y) * y.T),
    Equals(Pseudoinverse(X), Pseudoinverse(X.T @ X) @ X.T),
]


@pytest.mark.parametrize("claim", FALSE + BY_LAWS, ids=str)
def test_the_normal_form_knows_it_by_its_argument_only(claim: Equals) -> None:
    assert not same(*claim[1:3])
    with refused(RefusedError):
        Theorem("algebra", claim, None, ())


@pytest.mark.parametrize("claim", FALSE, ids=str)
def test_what_is_false_somewhere_is_refused_with_all_laws(claim: Equals) -> None:
    assert not all(World(Generator(seed)).holds(claim) for seed in range(30))
    told = [matrix for matrix in (X, Y, A, B, s, t, y) if matrix in free_letters(claim)]
    with refused(RefusedError):
        algebra(claim, *(lemma for matrix in told for lemma in laws(matrix)))


@pytest.mark.parametrize("claim", BY_LAWS, ids=str)
def test_what_the_laws_say_holds_everywhere(claim: Equals) -> None:
    assert all(World(Generator(seed)).holds(claim) for seed in range(30))


def test_a_number_is_no_matrix_of_size_1_by_chance() -> None:
    """A⁺ of an n×n matrix A is not turned as s⁺ is, though n may be 1."""
    single = Letter("A", 1, 1)
    assert same(Pseudoinverse(single).T, Pseudoinverse(single))
    assert not same(Pseudoinverse(A).T, Pseudoinverse(A))
    assert substitute(Pseudoinverse(A), {n: 1}) == Pseudoinverse(single)
    for wide in (Letter("A", 1, 2), Letter("A", 2, 1)):
        assert not same(Trace(wide @ Pseudoinverse(wide)), single @ Pseudoinverse(single))


def test_a_law_is_of_the_matrix_that_it_names() -> None:
    for claim in (Equals(Y @ Pseudoinverse(X) @ Y, Y), Equals(X @ Pseudoinverse(Y) @ X, X)):
        with refused(RefusedError):
            algebra(claim, *laws(X), *laws(Y))
    with refused(ShapeError):
        instantiate(law(LAWS[0]), (Letter("U", rows, cols), X))


# What the laws prove.


@pytest.mark.parametrize("matrix", [X, X.T, A, y, y.T, s, i, U, Ones(d, n), X @ W], ids=str)
def test_penroses_equations_of_any_matrix(matrix: Any) -> None:
    other = Pseudoinverse(matrix)
    for claim in (
        Equals(matrix @ other @ matrix, matrix),
        Equals(other @ matrix @ other, other),
        symmetric(matrix @ other),
        symmetric(other @ matrix),
    ):
        assert algebra(claim, *laws(matrix)).hypotheses == ()


def test_equal_matrices_have_equal_pseudoinverses() -> None:
    for given in (Equals(X, Y), Equals(Y, X)):
        claim = Equals(Pseudoinverse(X) @ y, Pseudoinverse(Y) @ y)
        assert algebra(claim, assume(given)).hypotheses == (given,)
    inside, outcome = Equals(s, t), Equals(U, x)
    claim = Equals(Pseudoinverse(s * X), Pseudoinverse(t * X))
    assert algebra(claim, assume(inside)).hypotheses == (inside,)
    there = Equals(Pseudoinverse(U), Pseudoinverse(x))
    assert algebra(there, assume(outcome)).hypotheses == (outcome,)


@pytest.mark.parametrize(
    ("matrix", "other"),
    [
        (X.T, Pseudoinverse(X).T),
        (Pseudoinverse(X), X),
        (-X, -Pseudoinverse(X)),
        (2 * X, Pseudoinverse(X) / 2),
        (n * X, Pseudoinverse(X) / n),
        (Zero(n, d), Zero(d, n)),
        (Identity(n), Identity(n)),
        (X @ Pseudoinverse(X), X @ Pseudoinverse(X)),
        (as_term(3), ONE / 3),
        (n, Inverse(n)),
    ],
    ids=str,
)
def test_uniqueness_says_the_rest(matrix: Any, other: Any) -> None:
    proved = is_pseudoinverse(matrix, other, *laws(X))
    assert (proved.hypotheses, proved.conclusion) == ((), Equals(Pseudoinverse(matrix), other))


def test_of_a_symmetric_matrix_it_is_symmetric() -> None:
    turned = is_pseudoinverse(A.T, Pseudoinverse(A).T, *laws(A))
    back = algebra(Equals(Pseudoinverse(A).T, Pseudoinverse(A.T)), turned)
    equal = algebra(Equals(Pseudoinverse(A.T), Pseudoinverse(A)), assume(symmetric(A)))
    assert transitive(back, equal).hypotheses == (symmetric(A),)
    with refused(RefusedError):
        algebra(symmetric(Pseudoinverse(A)), turned, *laws(A))


def test_only_of_what_is_invertible_it_is_the_inverse() -> None:
    for matrix in (A, s):
        inverse, one = Inverse(matrix), Identity(matrix.shape[0])
        around = inverse @ (matrix @ Pseudoinverse(matrix) @ matrix) @ inverse
        kept = algebra(Equals(around, inverse), *laws(matrix))
        proved = transitive(algebra(Equals(Pseudoinverse(matrix), around)), kept)
        assert proved.hypotheses == (Invertible(matrix),)
        product = algebra(Equals(matrix @ Pseudoinverse(matrix), one), proved)
        assert product.hypotheses == (Invertible(matrix),)
        for other in (Invertible(B), Invertible(t), symmetric(A), Equals(s, t)):
            with refused(RefusedError):
                algebra(product.conclusion, *laws(matrix), assume(other))


def test_a_factor_leaves_where_it_is_not_0() -> None:
    proved = is_pseudoinverse(s * X, Pseudoinverse(X) / s, *laws(X))
    assert proved.hypotheses == (Invertible(s),)
    assert not World(Generator(0)).holds(substitute(proved.conclusion, {s: Zero(), n: 1, d: 1}))
