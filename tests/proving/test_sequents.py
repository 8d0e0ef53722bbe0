"""Laws of the kernel, applied: each step takes what its law asks for, and refuses the rest."""

import ast
from pathlib import Path

import pytest

from derivations.kernel.errors import MalformedError, RefusedError, ShapeError
from derivations.kernel.statements import (
    Equals,
    Invertible,
    Nonnegative,
    Positive,
    SquareIntegrable,
)
from derivations.kernel.terms import (
    Dimension,
    Expectation,
    Identity,
    Inverse,
    Letter,
    Random,
    SquaredNorm,
    Zero,
    as_term,
)
from derivations.kernel.theorem import RULES, assume, cite, instantiate, introduce
from derivations.proving import sequents
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.replay import replay
from derivations.proving.sequents import (
    above_one,
    add,
    antisymmetric,
    apply,
    condition,
    constant,
    inverse_exists,
    multiply,
    reciprocal,
    size,
    square,
    transitive,
    vanish,
)

n, d = Dimension("n"), Dimension("d")
X, A, B = Letter("X", n, d), Letter("A", n, n), Letter("B", n, n)
u, v, y = Letter("u", n), Letter("v", d), Letter("y", n)
s, t = Letter("s"), Letter("t")
U = Random("U", Dimension("k"))
PLAIN = algebra(Equals(A, A))


def proves(theorem, conclusion, *hypotheses):
    """The theorem is exactly hypotheses ⊢ conclusion, and it replays."""
    replay(theorem)
    assert theorem.conclusion == conclusion
    assert set(theorem.hypotheses) == set(hypotheses)
    assert len(theorem.hypotheses) == len(set(hypotheses))
    assert not theorem.facts
    return True


ACCEPTED = {
    "transitive": lambda: proves(
        transitive(assume(Equals(u, y)), assume(Equals(y, A @ y))),
        Equals(u, A @ y),
        Equals(u, y),
        Equals(y, A @ y),
    ),
    "inverse_exists": lambda: proves(
        inverse_exists(assume(Equals(B @ A, Identity(n))), assume(Equals(A @ B, Identity(n)))),
        Invertible(A),
        Equals(B @ A, Identity(n)),
        Equals(A @ B, Identity(n)),
    ),
    "square": lambda: proves(square(X @ v), Nonnegative(SquaredNorm(X @ v))),
    "constant": lambda: proves(constant(3 * n / d), Nonnegative(3 * n / d)),
    "add": lambda: proves(add(square(u), square(v)), Nonnegative(SquaredNorm(u) + SquaredNorm(v))),
    "multiply": lambda: proves(
        multiply(square(u), square(v)), Nonnegative(SquaredNorm(u) * SquaredNorm(v))
    ),
    "antisymmetric": lambda: proves(
        antisymmetric(assume(Nonnegative(s - t)), assume(Nonnegative(t - s))),
        Equals(s - t, Zero()),
        Nonnegative(s - t),
        Nonnegative(t - s),
    ),
    "above_one": lambda: proves(above_one(square(u)), Invertible(1 + SquaredNorm(u))),
    "vanish": lambda: proves(
        vanish(assume(Equals(X.T @ X, Zero(d, d)))),
        Equals(X, Zero(n, d)),
        Equals(X.T @ X, Zero(d, d)),
    ),
    "apply": lambda: proves(
        apply("exponential-of-a-logarithm", assume(Positive(s)), a=s),
        instantiate(sequents.law("exponential-of-a-logarithm"), (Letter("a"), s)).conclusion,
        Positive(s),
    ),
    "size": lambda: proves(size(n), Nonnegative(n)),
    "size, a number": lambda: proves(size(3), Nonnegative(as_term(3))),
    "size, 0": lambda: proves(size(0), Nonnegative(Zero())),
    "reciprocal": lambda: proves(reciprocal(size(n)), Nonnegative(Inverse(n))),
    "square, of a scalar": lambda: proves(square(s), Nonnegative(SquaredNorm(s))),
    "square, of what is inverted": lambda: proves(
        square(Inverse(A) @ u), Nonnegative(SquaredNorm(Inverse(A) @ u)), Invertible(A)
    ),
    "square, of an outcome": lambda: proves(
        square(Random("u", n)), Nonnegative(SquaredNorm(Random("u", n)))
    ),
    "constant, 0": lambda: proves(constant(Zero()), Nonnegative(Zero())),
    "constant, a fraction": lambda: proves(constant(as_term(2) / 3), Nonnegative(as_term(2) / 3)),
    "constant, a polynomial": lambda: proves(
        constant((n + 1) * (n + d) / (2 * d * d)), Nonnegative((n + 1) * (n + d) / (2 * d * d))
    ),
    "add, with hypotheses": lambda: proves(
        add(assume(Nonnegative(s)), assume(Nonnegative(s - t))),
        Nonnegative(s + (s - t)),
        Nonnegative(s),
        Nonnegative(s - t),
    ),
    "antisymmetric, written another way": lambda: proves(
        antisymmetric(assume(Nonnegative(s)), assume(Nonnegative(-1 * s))),
        Equals(s, Zero()),
        Nonnegative(s),
        Nonnegative(-1 * s),
    ),
    "vanish, a length": lambda: proves(
        vanish(assume(Equals(SquaredNorm(u), Zero()))),
        Equals(u, Zero(n)),
        Equals(SquaredNorm(u), Zero()),
    ),
    "vanish, what is inverted": lambda: proves(
        vanish(assume(Equals(SquaredNorm(Inverse(A) @ u), Zero()))),
        Equals(Inverse(A) @ u, Zero(n)),
        Equals(SquaredNorm(Inverse(A) @ u), Zero()),
        Invertible(A),
    ),
    "condition": lambda: proves(
        condition(Invertible(A), assume(Equals(u, Inverse(A) @ y))),
        Invertible(A),
        Equals(u, Inverse(A) @ y),
        Invertible(A),
    ),
}

REFUSED = {
    "transitive: no link": (
        RefusedError,
        lambda: transitive(assume(Equals(u, y)), assume(Equals(A @ y, u))),
    ),
    "inverse_exists: one side only": (
        RefusedError,
        lambda: inverse_exists(*[assume(Equals(B @ A, Identity(n)))] * 2),
    ),
    "square: not a vector": (ShapeError, lambda: square(X)),
    "constant: negative": (RefusedError, lambda: constant(-1 * n)),
    "constant: n − d": (RefusedError, lambda: constant(n - d)),
    "constant: a letter": (RefusedError, lambda: constant(s)),
    "add: an equation": (RefusedError, lambda: add(square(u), PLAIN)),
    "multiply: an equation": (RefusedError, lambda: multiply(PLAIN, square(u))),
    "antisymmetric: not opposite": (
        RefusedError,
        lambda: antisymmetric(assume(Nonnegative(s - t)), assume(Nonnegative(s - t))),
    ),
    "above_one: no inequality": (RefusedError, lambda: above_one(PLAIN)),
    "vanish: not a square": (
        RefusedError,
        lambda: vanish(assume(Equals(A @ A, Zero(n, n)))),
    ),
    "vanish: not 0": (RefusedError, lambda: vanish(assume(Equals(SquaredNorm(u), as_term(1))))),
    "transitive: no equation": (
        RefusedError,
        lambda: transitive(assume(Equals(u, y)), assume(Invertible(A))),
    ),
    "inverse_exists: of something else": (
        RefusedError,
        lambda: inverse_exists(
            assume(Equals(B @ A, Identity(n))), assume(Equals(A @ (B + B), Identity(n)))
        ),
    ),
    "inverse_exists: an oblong": (
        ShapeError,
        lambda: inverse_exists(
            assume(Equals(X.T @ X, Identity(d))), assume(Equals(X @ X.T, Identity(n)))
        ),
    ),
    "constant: a length": (RefusedError, lambda: constant(SquaredNorm(u))),
    "constant: a mean": (RefusedError, lambda: constant(Expectation(Random("r")))),
    "vanish: a product of two": (RefusedError, lambda: vanish(assume(Equals(X.T @ u, Zero(d))))),
    "vanish: no equation": (RefusedError, lambda: vanish(square(u))),
    "above_one: what is only not 0": (RefusedError, lambda: above_one(assume(Invertible(s)))),
    "reciprocal: an equation": (RefusedError, lambda: reciprocal(PLAIN)),
    "size: negative": (ShapeError, lambda: size(-1)),
    "size: a scalar": (ShapeError, lambda: size(s)),
    "condition: it means something anyway": (
        RefusedError,
        lambda: condition(Invertible(A), assume(Equals(u, A @ y))),
    ),
    "condition: of another": (
        RefusedError,
        lambda: condition(SquareIntegrable(U), cite("mean-of-a-gaussian-vector")),
    ),
    "apply: no such law": (MalformedError, lambda: apply("a-is-b")),
    "apply: a premise of something else": (
        RefusedError,
        lambda: apply("sum-is-not-negative", square(u), square(v), a=s, b=SquaredNorm(v)),
    ),
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepts(case):
    assert ACCEPTED[case]()


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(case):
    kind, attempt = REFUSED[case]
    with pytest.raises(kind):
        attempt()


def defined():
    """The names of the steps that the module defines."""
    tree = ast.parse(Path(sequents.__file__).read_text("utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)} - {"_subject"}


def test_every_step_is_tried_both_ways():
    assert {case.split(",")[0] for case in ACCEPTED} == defined()
    assert {case.split(":")[0] for case in REFUSED} == defined()


def test_no_step_is_a_rule():
    """Each comes down to laws, which the kernel instantiates and cuts, and to algebra."""
    assert not defined() & set(RULES)
    used = set()

    def visit(theorem):
        used.add(theorem.rule)
        for premise in theorem.arguments:
            if hasattr(premise, "rule"):
                visit(premise)

    visit(above_one(add(multiply(square(u), constant(n / d)), size(3))))
    assert used == {"law", "instantiate", "cut", "rewrite"}


def test_what_rests_on_a_fact_says_so():
    """A premise hands its facts on, and its hypotheses."""
    tangent = cite("logarithm-is-below-its-tangent")
    found = add(tangent, square(u))
    assert found.facts == tangent.facts
    assert found.hypotheses == tangent.hypotheses


def test_the_cited_covariance_says_that_it_is_finite():
    """The condition falls with what it is a condition of; the facts and hypotheses stay."""
    covariance = cite("covariance-of-a-gaussian-vector")
    found = condition(SquareIntegrable(U), covariance)
    replay(found)
    assert found.conclusion == SquareIntegrable(U)
    assert found.hypotheses == covariance.hypotheses
    assert found.facts == covariance.facts


def test_positive_is_not_negative_and_not_zero():
    positive = introduce(
        Positive(1 + SquaredNorm(u)),
        None,
        rewrite(add(constant(as_term(1)), square(u)), Nonnegative(1 + SquaredNorm(u))),
        above_one(square(u)),
    )
    assert proves(positive, Positive(1 + SquaredNorm(u)))
