"""Reasons and lines that say something else than was proved: they are not published, nor shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from derivations.kernel.errors import DerivationError, MalformedError
from derivations.kernel.statements import Equals, FullColumnRank, Invertible
from derivations.kernel.terms import Dimension, Letter, Zero, as_term
from derivations.kernel.theorem import assume, cite, cut, instantiate
from derivations.kernel.trees import Abbreviation
from derivations.proving.certificates import algebra
from derivations.proving.chain import PUBLISHED, Let, LineRefusedError, line, publish
from tests.kernel.refusal import refused

n, d, k = Dimension("n"), Dimension("d"), Dimension("k")
s = Letter("s")
u = Letter("u", n)
A, B = Letter("A", n, n), Letter("B", n, n)
LIE = Equals(s, 2 * s)


@pytest.fixture(autouse=True)
def _nothing_stays_published() -> Iterator[None]:
    before = dict(PUBLISHED)
    yield
    PUBLISHED.clear()
    PUBLISHED.update(before)


def test_a_pretender_is_not_published() -> None:
    """It carries the proof of s = s for replay, and shows s = 2s."""
    real = algebra(Equals(s, s))

    class Pretender:
        rule, arguments = real.rule, real.arguments
        hypotheses, conclusion, facts = (), LIE, frozenset()

    with refused(MalformedError):
        publish("attack", "Attack", LIE, line("real", real, "real"), theorem=Pretender())  # type: ignore[arg-type]


def test_a_reason_with_a_hypothesis_of_a_lemma_that_was_instantiated() -> None:
    """0B = 0 "because A = 0", next to a hypothesis that A is invertible."""
    lemma = algebra(Equals(A @ B, Zero(n, n)), assume(Equals(A, Zero(n, n))))
    at_zero = instantiate(lemma, (A, Zero(n, n)))
    zero = cut(at_zero, algebra(Equals(Zero(n, n), Zero(n, n))))
    with refused(LineRefusedError):
        lines = (
            line("zero", zero, ("because ", Equals(A, Zero(n, n)))),
            line("regular", assume(Invertible(A)), "supposed"),
        )
        publish("attack", "Attack", Invertible(A), *lines)


class Agreeable(Equals):
    """A statement that equals every other, with the hash of s = s."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash(Equals(s, s))


def test_a_reason_that_equals_everything() -> None:
    """s = s, "as s = 2s"."""
    theorem = algebra(Equals(s, s))
    with refused(MalformedError):
        Agreeable(s, 2 * s)
    for kind in (Agreeable, Equals):
        forged = tuple.__new__(Agreeable, (kind, s, 2 * s, (1, 1)))
        with refused(MalformedError):
            publish("attack", "Attack", Equals(s, s), line("same", theorem, forged))


def test_a_reason_that_replaces_a_letter_which_stays() -> None:
    """su = su, "with s = 0"."""
    theorem = algebra(Equals(s * u, s * u + 0 * u))
    with refused(MalformedError):
        same = line("same", theorem, ("with ", Let(s, as_term(0))))
        publish("attack", "Attack", theorem.conclusion, same)


def test_a_fact_below_the_theorem_and_below_no_line() -> None:
    """Every line says "proved by the kernel", and the result rests on a cited fact."""
    theorem = instantiate(cite("determinant-of-a-positive-definite-matrix-is-positive"), (k, n))
    only = line("only", assume(FullColumnRank(A)), "supposed")
    with refused(MalformedError):
        publish("attack", "Attack", theorem.conclusion, only, theorem=theorem)


def test_a_chain_does_not_run_on_through_a_supposition() -> None:
    """ab = ba, if ba = c: = c, = c + 0a, which reads as ab = c + 0a without the supposition."""
    a, b, c = Letter("a"), Letter("b"), Letter("c")
    theorems = (
        algebra(Equals(a * b, b * a)),
        assume(Equals(b * a, c)),
        algebra(Equals(c, c + 0 * a)),
    )
    lines = [line(f"l{i}", theorem, "so") for i, theorem in enumerate(theorems)]
    shown = str(publish("attack", "Attack", Equals(c, c + 0 * a), *lines)).splitlines()[-1]
    assert shown.split("so")[0].strip() == "c = c + 0a"


def test_an_argument_that_the_body_ignores_is_still_shown() -> None:
    """f(1/s) = 3 for f(t) = 3, without s ≠ 0: refused, or with that condition."""
    t = Letter("t")
    with refused(MalformedError):
        constant = Abbreviation("f", (t,), (1 / s,), as_term(3))
        assert algebra(Equals(constant, as_term(3))).hypotheses == (Invertible(s),)
        raise DerivationError
