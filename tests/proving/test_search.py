"""The search of `decide` always comes back: with a verdict that is right, or an error in words.

`DECIDE=100000 pytest tests/proving/test_search.py` asks so many random questions.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import reduce
from types import FrameType
from typing import Any

import pytest
import sympy

from derivations import decide
from derivations.budget import SpentError, budget, spend
from derivations.examples.counterexamples import refutes
from derivations.kernel.errors import DerivationError, MalformedError, UnfinishedError
from derivations.kernel.statements import (
    Equals,
    ForEach,
    FullColumnRank,
    Invertible,
    Nonnegative,
    Positive,
    PositiveDefinite,
    symmetric,
)
from derivations.kernel.terms import (
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
    Log,
    Ones,
    Pi,
    Pseudoinverse,
    Random,
    SumOver,
    Term,
    Trace,
    Variable,
    Zero,
    as_term,
)
from derivations.kernel.theorem import same
from derivations.kernel.trees import free_letters, substitute
from derivations.proving.decide import Verdict
from tests.kernel.random_terms import SIZES, Maker, attempt

QUESTIONS = int(os.environ.get("DECIDE", "5000"))
GROUPS = 50
LONG = 120  # seconds after which a question counts as one that hangs

n, d = Dimension("n"), Dimension("d")
A, B, V, W = (Letter(name, n, n) for name in "ABVW")
x, y, q = (Letter(name, n) for name in "xyq")
a, b, c, s, t = (Letter(name) for name in "abcst")
P, Q, R, T = Letter("P", n, n), Letter("Q", n, n), Letter("R", d, d), Letter("T", d, n)
I, J = Identity(n), Ones(n) @ Ones(n).T  # noqa: E741  # as in the text


def repeated(step: Callable[[Any], Any], start: Any, times: int) -> Any:
    """A step taken so many times."""
    return reduce(lambda so_far, _: step(so_far), range(times), start)


def nested(times: int) -> Term:
    """(… (A + I)⁻¹ + I)⁻¹ …"""
    return repeated(lambda inner: Inverse(inner + I), A, times)  # type: ignore[no-any-return]


def added(start: Term) -> Term:
    """t, added to a start n times; its name is that of no bound letter."""
    return Iterate(s + t, s, start, n)


def steps(count: Any) -> Term:
    """So many steps y ↦ Ay from x."""
    return Iterate(A @ y, y, x, count)


def k(number: int) -> Term:
    """n − number."""
    return as_term(n) - number


# A question, and the verdict that is right.
Question = tuple[Term, Term, list[Any]]
CASES: dict[str, tuple[str, Callable[[], Question]]] = {
    "partial fractions": ("proved", lambda: (1 / k(1) - 1 / k(2), -1 / (k(1) * k(2)), [])),
    "eigenvectors of two eigenvalues": (
        "proved",
        lambda: (k(1) * (y.T @ x), Zero(), [Equals(y.T @ A, n * y.T), Equals(A @ x, x)]),
    ),
    "the inverse of I + J": ("proved", lambda: (Inverse(I + J), I - J / (n + 1), [])),
    "B + BJ = I": ("refuted", lambda: (B, A, [Equals(B + B @ J, I)])),
    "an inverse given": ("refuted", lambda: (B, I, [Equals(Inverse(B) - I, J)])),
    "two equations of sizes": (
        "refuted",
        lambda: (s, t, [Equals(n * s, d * t), Equals((as_term(n) - d) * s, t)]),
    ),
    "a large trace": ("undecided", lambda: (Trace(Identity(100_000)), as_term(3), [])),
    "a sum over many": ("undecided", lambda: (SumOver(Index("i", 10**6), s), 3 * s, [])),
    "39 exponentials": ("proved", lambda: (repeated(Exp, s, 39), repeated(Exp, s, 39), [])),
    "140 exponentials": ("undecided", lambda: (repeated(Exp, s, 140), repeated(Exp, s, 140), [])),
    "a count that is inverted": (
        "proved",
        lambda: (steps(d + 1) / (d + 1) + x, x + steps(d + 1) / (d + 1), []),
    ),
    "a start that is random": ("refuted", lambda: (steps(d), y, [Equals(x, Random("U", n))])),
    "a letter that is free in a step": (
        "proved",
        lambda: (
            Exp(Iterate(s + t, s, c, n) + a),
            Exp(Iterate(s + t, s, c, n) + b),
            [Equals(a, b)],
        ),
    ),
    "a pseudoinverse of what is equal": (
        "proved",
        lambda: (Pseudoinverse(a * A) @ x, Pseudoinverse(b * A) @ x, [Equals(a, b)]),
    ),
    "a pseudoinverse is no inverse": ("refuted", lambda: (A @ Pseudoinverse(A), I, [])),
    "by the laws of a pseudoinverse": (
        "undecided",
        lambda: (A @ Pseudoinverse(A) @ A, A, []),
    ),
    "a billion steps": ("undecided", lambda: (steps(as_term(10**9)), x, [])),
    "steps that grow": ("refuted", lambda: (Iterate(s * s, s, t, 20), t, [])),
    "a billion steps that are given": (
        "undecided",
        lambda: (s, t, [Equals(Iterate(s + t, s, t, 10**9), s)]),
    ),
    "a letter that is bound and inverted": (
        "undecided",
        lambda: (Derivative(s * s * a, s, t), t, [Equals(1 / s, 1 / Exp(a))]),
    ),
    "a power of 12": ("proved", lambda: ((A + B) ** 12, (A + B) @ (A + B) ** 11, [])),
    "an inverse of a power": ("proved", lambda: (Inverse((A + B) ** 10) @ (A + B) ** 10, I, [])),
    "39 inverses": ("proved", lambda: (nested(39), nested(39), [])),
    "a reciprocal of a reciprocal": ("proved", lambda: (1 / (1 / a), a, [])),
    "a quotient of sizes": ("proved", lambda: (1 / (b / k(1)), k(1) / b, [])),
    "quotients": ("proved", lambda: ((a / b) * (a / c), a**2 / (b * c), [])),
    "a sample variance": ("proved", lambda: (a, k(1) * b, [Equals(b, a / k(1))])),
    "push-through": (
        "proved",
        lambda: (
            P @ T.T @ Inverse(T @ P @ T.T + R),
            Inverse(Inverse(P) + T.T @ Inverse(R) @ T) @ T.T @ Inverse(R),
            [Invertible(P), Invertible(R)],
        ),
    ),
    "Woodbury": (
        "proved",
        lambda: (
            Inverse(P + T.T @ R @ T),
            Inverse(P)
            - Inverse(P) @ T.T @ Inverse(Inverse(R) + T @ Inverse(P) @ T.T) @ T @ Inverse(P),
            [Invertible(P), Invertible(R)],
        ),
    ),
    "a factored inverse": (
        "proved",
        lambda: (Inverse(V), W.T @ W, [Equals(V, Inverse(W) @ Inverse(W.T))]),
    ),
}


@contextmanager
def patience() -> Iterator[None]:
    """Fails where what is within does not come back: a hang, for a limit on time is none."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"no answer after {LONG} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("case", CASES)
def test_the_right_verdict(case: str) -> None:
    word, question = CASES[case]
    with patience():
        verdict = decide(*question())
    assert verdict.word == word
    check(verdict)


def check(verdict: Verdict) -> None:
    """A proof is of the claim; a counterexample is exact, and of the claim under what is given."""
    assert str(verdict).startswith(verdict.word)
    if verdict.theorem is not None:
        assert same(verdict.theorem.conclusion, verdict.claim)
    if verdict.counterexample is not None:
        assert refutes(dict(verdict.counterexample), verdict.claim, verdict.given)


# What is refused, and in which words.
REFUSED: dict[str, tuple[Callable[[], Any], type[DerivationError], str]] = {
    "1/0": (lambda: decide(s / Zero(), s / Zero()), MalformedError, "never means anything.* 0 ≠ 0"),
    "ln −1": (lambda: decide(Log(as_term(-1)), 1), MalformedError, "never means .* −1 > 0"),
    "ln (a − a)": (lambda: decide(Log(a - a), 1), MalformedError, "never means anything"),
    "a singular inverse": (lambda: decide(Inverse(A - A), A), MalformedError, "never means"),
    "400 exponentials": (
        lambda: decide(repeated(Exp, s, 400), s),
        UnfinishedError,
        "nested too deeply",
    ),
    "100 inverses": (lambda: decide(nested(100), A), UnfinishedError, "nested too deeply"),
    "a long number": (lambda: decide(3 ** (10**5), s), MalformedError, "4000 digits at most"),
    "a long size": (lambda: decide(Identity(3 ** (10**5)), A), DerivationError, "so long an int"),
    "doubled forty times": (
        lambda: decide(Expectation(repeated(lambda z: z + z, q, 40)), q),
        UnfinishedError,
        "too large",
    ),
    "an equation for a side": (lambda: decide(Equals(a, b)), MalformedError, "write its two sides"),
    "text for a side": (lambda: decide("w", "w"), MalformedError, "a side is no str"),
    "a function of SymPy's": (
        lambda: decide(sympy.Function("f")(sympy.Symbol("x")), 1),
        MalformedError,
        "a function without a definition",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_in_words(case: str) -> None:
    ask, error, words = REFUSED[case]
    with patience(), pytest.raises(error, match=words):
        ask()


def test_what_follows_from_what_is_given_is_not_demanded() -> None:
    one = decide((s / n) / (s / n), 1, Positive(s))
    assert one.hypotheses == (Positive(s),)
    assert decide(Log(2 * Pi()), Log(2 * Pi())).hypotheses == ()
    assert decide(Log(Determinant(V)), Log(Determinant(V)), PositiveDefinite(V)).hypotheses == (
        PositiveDefinite(V),
    )
    assert decide(Inverse(I + J), I - J / (n + 1)).hypotheses == (Invertible(I + J),)


def test_a_condition_that_follows_from_another_is_not_demanded() -> None:
    squared = decide(Inverse(s * s), Inverse(s) * Inverse(s))
    assert squared.hypotheses == (Invertible(s),)
    both = (Invertible(P), Invertible(Q))
    for matrix in (P.T, 2 * P, P @ Q, Inverse(P), a * P @ Q.T):
        given = [*both, Invertible(a)]
        assert set(decide(Inverse(matrix) @ matrix, I, given).hypotheses) <= set(given), matrix
    for known in (PositiveDefinite(P), FullColumnRank(P)):
        assert decide(Inverse(P) @ P, I, known).hypotheses == (known,)


def endless() -> Iterator[Any]:
    """Premises without end."""
    while True:
        yield Equals(a, b)


class Raising:
    """Raises whatever it is asked."""

    def __repr__(self) -> str:
        raise RuntimeError("no")

    def __iter__(self) -> Iterator[Any]:
        raise RuntimeError("no")

    @property
    def conclusion(self) -> Any:
        raise RuntimeError("no")


def exponentials(levels: int) -> Any:
    """SymPy's, unevaluated."""
    return repeated(lambda inner: sympy.exp(inner, evaluate=False), sympy.Symbol("x"), levels)


M = sympy.MatrixSymbol("M", 2, 2)
HOSTILE: dict[str, Callable[[], Any]] = {
    "premises without end": lambda: decide(a, b, endless()),
    "a million premises": lambda: decide(a, b, range(10**9)),
    "what raises, as a side": lambda: decide(Raising(), a),
    "what raises, as premises": lambda: decide(a, b, Raising()),
    "what raises, as a premise": lambda: decide(a, b, [Raising()]),
    "600 exponentials of SymPy's": lambda: decide(exponentials(600), a),
    "a product of nothing": lambda: decide(sympy.MatMul(), x),
    "a sum of nothing": lambda: decide(sympy.MatAdd(), x),
    "what SymPy cannot print": lambda: decide(
        sympy.HadamardProduct(
            sympy.MatMul(sympy.MatPow(sympy.ZeroMatrix(2, 2), -1), M, evaluate=False), M
        ),
        M,
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_read_is_refused_in_words(case: str) -> None:
    with patience(), pytest.raises(DerivationError, match=r"\w+ \w+ \w+"):
        HOSTILE[case]()


def many_sizes() -> Term:
    """d₀ + … + d₂₃."""
    return reduce(lambda so_far, number: so_far + Dimension(f"d{number}"), range(24), s + 0)


def for_each(levels: int) -> Any:
    """s = t, for each index, for each index, …"""
    return repeated(lambda each: ForEach(Index("i", n), each), Equals(s, t), levels)


def circular(size: Any) -> Question:
    """AB = C, Cᵀ = A and B = −11ᵀ: transposes are turned round in each other."""
    first, second, third, fourth = (Letter(name, size, size) for name in "ABCX")
    ones = Ones(size, size)
    given = [Equals(first @ second, third), Equals(third.T, first), Equals(second, -ones)]
    return first, fourth, given


HEAVY: dict[str, tuple[str, Callable[[], Question]]] = {
    "24 sizes": ("refuted", lambda: (many_sizes(), as_term(0), [])),
    "20 indices": ("undecided", lambda: (s, t, [for_each(20)])),
    "transposes in each other": ("refuted", lambda: circular(3)),
    "transposes of any size": ("refuted", lambda: circular(n)),
}


@pytest.mark.parametrize("case", HEAVY)
def test_what_takes_much_memory_or_many_steps_comes_back(case: str) -> None:
    word, question = HEAVY[case]
    with patience():
        verdict = decide(*question())
    assert verdict.word in (word, "undecided")
    check(verdict)


def test_what_symbols_are_assumed_to_be_is_a_premise() -> None:
    positive, plain = sympy.symbols("a b", positive=True), sympy.symbols("a b")
    for (first, second), word in ((positive, "undecided"), (plain, "refuted")):
        equation = sympy.Eq(first**2, second**2, evaluate=False)
        assert decide(first, second, equation).word == word
    for assumption in ({"positive": True}, {"nonzero": True, "real": True}):
        first = sympy.Symbol("a", **assumption)
        expected = Positive(a) if "positive" in assumption else Invertible(a)
        verdict = decide(sympy.Mul(first, 1 / first, evaluate=False), 1)
        assert verdict.hypotheses == (expected,)
    absolute = sympy.Symbol("a", nonnegative=True)
    assert decide(absolute, -sympy.Symbol("b", positive=True)).word == "refuted"


def test_a_budget_counts_steps_and_those_inside_it() -> None:
    with budget(10), pytest.raises(SpentError, match="after 3 steps"), budget(3):
        spend(4)
    with budget(3), pytest.raises(SpentError, match="after 3 steps"), budget(10):
        spend(4)
    with budget(3):
        spend(3)
        for _ in range(2):  # spent for good
            with pytest.raises(SpentError):
                spend(1)
    spend(10**9)  # without a budget


def test_a_verdict_does_not_hang_on_what_was_asked_before() -> None:
    """The budget is of steps, so that a verdict is the same however often it is asked for."""
    question = CASES["two equations of sizes"][1]
    first = decide(*question())
    for case in ("push-through", "an inverse given"):
        decide(*CASES[case][1]())
    again = decide(*question())
    assert str(first) == str(again)


# Random questions, a third of them malformed.


class Asker(Maker):
    """Random questions, with a name for each letter of a shape."""

    def named_apart(self, node: Any) -> Any:
        """With names that tell free letters of different shapes and kinds apart."""
        sizes = {size: str(place) for place, size in enumerate(SIZES)}
        new: dict[Variable | Dimension, Any] = {}
        for letter in free_letters(node):
            code = "".join(sizes[size] for size in letter.shape)
            new[letter] = type(letter)(
                f"{letter.name}{type(letter).__name__[0]}{code}", *letter.shape
            )
        return substitute(node, new)

    def premise(self) -> Any:
        """A random premise."""
        rows = self.pick(*SIZES)
        square, scalar = self.term(rows, rows, 2), self.term(1, 1, 2)
        return self.pick(
            Equals(square, self.term(rows, rows, 2)),
            Equals(scalar, self.term(1, 1, 2)),
            Invertible(square),
            symmetric(square),
            FullColumnRank(self.term(n, d, 1)),
            Positive(scalar),
            Nonnegative(scalar),
            PositiveDefinite(square),
            ForEach(self.index(n), Equals(scalar, self.letter(1))),
        )

    def well_formed(self) -> tuple[Any, ...]:
        """Two sides, half of them equal by construction, and premises."""
        rows, cols = self.pick(*SIZES), self.pick(*SIZES)
        left = self.term(rows, cols, self.rng.randint(1, 4))
        right = self.equal(left) if self.rng.random() < 0.5 else self.changed(left)
        given = [attempt(self.premise, symmetric(A)) for _ in range(self.pick(0, 0, 1, 2))]
        return tuple(
            self.named_apart(part) if isinstance(part, Term) else [*map(self.named_apart, part)]
            for part in (left, right, given)
        )

    def malformed(self) -> tuple[Any, ...]:
        """A question with something in it that it does not take."""
        question: list[Any] = list(self.well_formed())
        wrong = self.pick(*WRONG)
        place = self.rng.randrange(3)
        if place == 2 and self.rng.random() < 0.5:
            wrong = [*question[2], wrong]
        question[place] = wrong
        return tuple(question)


WRONG: tuple[Any, ...] = (
    *(
        None,
        True,
        "w",
        b"w",
        0.5,
        float("nan"),
        1j,
        10**5000,
        Fraction(1, 10**5000),
        object(),
        {},
        [],
    ),
    *([[1, 2], [3]], {1: 2}, Equals, Term, n, Equals(a, b), Invertible(A), Letter, lambda: None),
    *(sympy.Symbol("w"), sympy.Symbol("w", positive=True), sympy.I, sympy.nan, sympy.oo, sympy.pi),
    *(sympy.Function("f"), sympy.Function("f")(sympy.Symbol("x")), sympy.Float(0.5), sympy.true),
    *(sympy.Matrix([[1, 2]]), sympy.MatrixSymbol("M", 2, 2), sympy.Q.positive, sympy.S.EmptySet),
    *(sympy.Eq(sympy.Symbol("x"), 1), sympy.Integer(10) ** 5000, sympy.Symbol("x") ** 101),
    *(Trace(Identity(10**6)), Zero(10**6, 10**6), Letter("L", 10**4, 10**4), ForEach, range(3)),
)


@pytest.mark.parametrize("group", range(GROUPS))
def test_random_questions_come_back(group: int, tally: Callable[[str], None]) -> None:
    """Each is answered rightly, or refused by an error of this package that says something."""
    counts = Counter[str]()
    for number in range(QUESTIONS // GROUPS):
        asker = Asker(f"search {group} {number}")
        ask = asker.malformed if number % 3 == 0 else asker.well_formed
        question = attempt_question(ask)
        if question is None:
            counts["not made"] += 1
            continue
        with patience():
            try:
                verdict = decide(*question)
            except DerivationError as error:
                assert len(str(error)) > 10  # noqa: PT017  # most questions are answered
                counts["refused"] += 1
            else:
                counts[verdict.word] += 1
                check(verdict)
    assert counts["not made"] <= counts.total() / 2
    tally(f"random questions to decide, group {group}: {dict(counts)}")


def attempt_question(ask: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...] | None:
    """The question, unless what was drawn does not fit together."""
    try:
        return ask()
    except DerivationError:
        return None
