"""The laws of the kernel: each holds wherever it is tried, and a near miss does not."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
import sympy

from derivations import theorems
from derivations.examples.instances import judge
from derivations.kernel.laws import LAWS
from derivations.kernel.statements import Equals, Invertible, Nonnegative, Positive, symmetric
from derivations.kernel.terms import (
    Absolute,
    Dimension,
    Exp,
    Identity,
    Letter,
    Log,
    Pi,
    Pseudoinverse,
    Root,
    SquaredNorm,
    Zero,
)
from derivations.kernel.theorem import Theorem, law
from derivations.kernel.trees import free_letters
from derivations.numbers.errors import UndefinedError
from derivations.numbers.truth import exactly
from derivations.publishing.verify import dimensions_in
from derivations.witnesses import by_sympy

s, t, a, b = Letter("s"), Letter("t"), Letter("a"), Letter("b")
k, d = Dimension("k"), Dimension("l")
A, B, U, u = Letter("A", k, k), Letter("B", k, k), Letter("U", k, d), Letter("u", k)
NUMBERS = (0, 1, -1, 2, -3, 5, Fraction(1, 4), Fraction(2, 3), Fraction(-7, 2))
MATRICES = {  # among them 0, inverses of one another, and what squares to 0, I or −I
    (1, 1): ([[0]], [[1]], [[-1]], [[2]], [[Fraction(1, 2)]]),
    (1, 2): ([[0, 0]], [[1, -1]], [[3, 0]]),
    (2, 1): ([[0], [0]], [[1], [-1]], [[Fraction(2, 3)], [0]]),
    (2, 2): (
        [[0, 0], [0, 0]],
        [[1, 0], [0, 1]],
        [[0, 1], [0, 0]],
        [[0, 1], [1, 0]],
        [[0, 1], [-1, 0]],
        [[0, -1], [1, 0]],
        [[2, 1], [1, 1]],
        [[1, -1], [-1, 2]],
        [[1, 2], [2, 4]],
        [[Fraction(1, 2), 0], [0, 3]],
        [[2, 0], [0, Fraction(1, 3)]],
    ),
}

# Written down once more, each with a statement that is close to it, and false.
RESTATED = {
    "size-is-not-negative": ([], Nonnegative(k), Nonnegative(k - 2)),
    "square-is-not-negative": ([], Nonnegative(SquaredNorm(u)), Positive(SquaredNorm(u))),
    "sum-is-not-negative": (
        [Nonnegative(a), Nonnegative(b)],
        Nonnegative(a + b),
        Nonnegative(a - b),
    ),
    "product-is-not-negative": (
        [Nonnegative(a), Nonnegative(b)],
        Nonnegative(a * b),
        Nonnegative(a * b - a),
    ),
    "neither-above-nor-below": (
        [Nonnegative(a), Nonnegative(-a)],
        Equals(a, Zero()),
        Positive(a),
    ),
    "above-one-is-not-zero": ([Nonnegative(a)], Invertible(1 + a), Invertible(1 - a)),
    "matrix-of-no-length": (
        [Equals(U.T @ U, Zero(d, d))],
        Equals(U, Zero(k, d)),
        Invertible(U.T @ U),
    ),
    "two-sided-inverse": (
        [Equals(B @ A, Identity(k)), Equals(A @ B, Identity(k))],
        Invertible(A),
        Invertible(A + B),
    ),
    "exponential-is-positive": ([], Positive(Exp(t)), Positive(Exp(t) - 1)),
    "exponential-of-a-sum": (
        [],
        Equals(Exp(s + t), Exp(s) * Exp(t)),
        Equals(Exp(s * t), Exp(s) * Exp(t)),
    ),
    "logarithm-of-an-exponential": ([], Equals(Log(Exp(t)), t), Equals(Log(Exp(t)), Absolute(t))),
    "exponential-of-a-logarithm": (
        [Positive(a)],
        Equals(Exp(Log(a)), a),
        Equals(Exp(-Log(a)), a),
    ),
    "square-of-a-root": (
        [Nonnegative(a)],
        Equals(Root(a) * Root(a), a),
        Equals(Root(a * a) * Root(a), a),
    ),
    "root-is-not-negative": ([Nonnegative(a)], Nonnegative(Root(a)), Positive(Root(a))),
    "square-of-an-absolute-value": (
        [],
        Equals(Absolute(t) * Absolute(t), t * t),
        Equals(Absolute(t) * t, t * t),
    ),
    "absolute-value-is-not-less": ([], Nonnegative(Absolute(t) - t), Positive(Absolute(t) - t)),
    "absolute-value-is-not-less-than-the-negative": (
        [],
        Nonnegative(Absolute(t) + t),
        Nonnegative(-Absolute(t) - t),
    ),
    "pi-is-positive": ([], Positive(Pi()), Positive(Pi() - 4)),
    "pseudoinverse-keeps-the-matrix": (
        [],
        Equals(U @ Pseudoinverse(U) @ U, U),
        Equals(U @ Pseudoinverse(U), Identity(k)),
    ),
    "pseudoinverse-is-kept": (
        [],
        Equals(Pseudoinverse(U) @ U @ Pseudoinverse(U), Pseudoinverse(U)),
        Equals(Pseudoinverse(U), U.T),
    ),
    "pseudoinverse-on-the-right-is-symmetric": (
        [],
        symmetric(U @ Pseudoinverse(U)),
        Equals((U @ Pseudoinverse(U)).T, Identity(k)),
    ),
    "pseudoinverse-on-the-left-is-symmetric": (
        [],
        symmetric(Pseudoinverse(U) @ U),
        Equals((Pseudoinverse(U) @ U).T, Identity(d)),
    ),
}


def values(statements):
    """Sizes, and numbers or matrices for all letters of some statements, in all combinations."""
    letters = sorted({x for each in statements for x in free_letters(each)}, key=str)
    sizes = sorted({size for each in statements for size in dimensions_in(each)}, key=str)
    for chosen in product((1, 2), repeat=len(sizes)):
        at = dict(zip(sizes, chosen, strict=True))
        shapes = [tuple(at.get(size, size) for size in x.shape) for x in letters]
        tried = [NUMBERS if not sizes else MATRICES[shape] for shape in shapes]
        for found in product(*tried):
            yield {**at, **dict(zip(letters, found, strict=True))}


def is_true(statement, at):
    """Whether a statement means something and holds, in floats where it is not rational."""
    try:
        return judge(statement, exactly(at, statement))
    except UndefinedError:
        return False


def in_sympy(statement, at):
    """The same by SymPy, to many digits."""
    return by_sympy.holds(statement, {x: rational(x, value) for x, value in at.items()})


def rational(letter, value):
    """A size as it is, and a number or matrix in SymPy."""
    if isinstance(letter, Dimension):
        return value
    rows = value if isinstance(value, list) else [[value]]
    return sympy.Matrix([[sympy.Rational(entry) for entry in row] for row in rows])


def among(hypotheses, conclusion):
    """The numbers at which the hypotheses hold."""
    for at in values([*hypotheses, conclusion]):
        if all(is_true(hypothesis, at) for hypothesis in hypotheses):
            yield at


def test_the_laws_are_restated():
    assert {name: (list(each.hypotheses), each.conclusion) for name, each in LAWS.items()} == {
        name: (hypotheses, conclusion) for name, (hypotheses, conclusion, _) in RESTATED.items()
    }


@pytest.mark.parametrize("name", LAWS)
def test_a_law_is_a_theorem_that_rests_on_no_fact(name):
    theorem = law(name)
    assert (theorem.hypotheses, theorem.conclusion) == (
        LAWS[name].hypotheses,
        LAWS[name].conclusion,
    )
    assert not theorem.facts


@pytest.mark.parametrize("name", LAWS)
def test_a_law_holds_at_all_numbers(name):
    hypotheses, conclusion, _ = RESTATED[name]
    tried = list(among(hypotheses, conclusion))
    assert tried
    for at in tried:
        assert is_true(conclusion, at)
        assert in_sympy(conclusion, at)


@pytest.mark.parametrize("name", LAWS)
def test_a_near_miss_of_a_law_is_false_somewhere(name):
    hypotheses, _, near_miss = RESTATED[name]
    answers = [
        (is_true(near_miss, at), in_sympy(near_miss, at)) for at in among(hypotheses, near_miss)
    ]
    assert all(ours == theirs for ours, theirs in answers)
    assert (False, False) in answers


ONE_SIDE = "two-sided-inverse"  # of a square matrix, one of the two would do, by a proof


@pytest.mark.parametrize("name", [name for name in LAWS if LAWS[name].hypotheses])
def test_a_law_needs_its_hypotheses(name):
    hypotheses, conclusion, _ = RESTATED[name]
    assert not all(is_true(conclusion, at) for at in values([conclusion]))
    for missing in hypotheses if name != ONE_SIDE else ():
        others = [hypothesis for hypothesis in hypotheses if hypothesis != missing]
        assert not all(is_true(conclusion, at) for at in among(others, conclusion))


def test_every_law_is_used():
    used, seen = set(), set()

    def visit(theorem):
        if id(theorem) in seen:
            return
        seen.add(id(theorem))
        if theorem.rule == "law":
            used.add(theorem.arguments[0])
        for premise in theorem.arguments:
            if isinstance(premise, Theorem):
                visit(premise)

    for result in theorems():
        visit(result.theorem)
    assert used == set(LAWS)
