"""The limits of the kernel: what is too large or too deep is refused in words, at once.

A hostile export can be small, and ask for a great deal. Each limit bounds the work, not the result
alone, so that a reader ends in reasonable time and memory on whatever a file asks for.
"""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import add

import pytest

from derivations.kernel import nodes
from derivations.kernel.errors import MalformedError, UnfinishedError
from derivations.kernel.frozen import hash_of
from derivations.kernel.nodes import DEEPEST, LONGEST, derived
from derivations.kernel.normal_form import (
    LARGEST,
    MOST,
    normal_form,
    polynomial_rank,
)
from derivations.kernel.statements import Equals, ForEach, Minimises, Statement
from derivations.kernel.terms import (
    Derivative,
    Dimension,
    Exp,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Random,
    SumOver,
    Term,
    Trace,
    as_term,
)
from derivations.kernel.theorem import algebra
from derivations.kernel.trees import Abbreviation, conditions, substitute, unabbreviated
from derivations.proving.decide import decide

n = Dimension("n")
A, B = Letter("A", n, n), Letter("B", n, n)
s, w, u = Letter("s"), Letter("w", n), Random("u", n)
i = Index("i", n)


def sum_of(name: str, terms: int) -> Term:
    """A₀ + A₁ + …, of letters that are all different."""
    return reduce(add, (Letter(f"{name}{number}", n, n) for number in range(terms)))


def nested(step: Callable[[Term], Term], start: Term, room: int = 0) -> Term:
    """A step taken as often as the limits on depth allow, or until so much room is left."""
    deeper = start
    while True:
        try:
            start, deeper = deeper, step(deeper)
            normal_form(deeper)
            if room and derived(deeper)["depth"] > DEEPEST - room:
                return start
        except UnfinishedError as error:
            assert "too large" in str(error) or "too deeply" in str(error)  # noqa: PT017
            return start


STEPS: dict[str, tuple[Callable[[Term], Term], Term]] = {
    "sums": (lambda t: t + A, A),
    "inverses": (lambda t: Inverse(t + Identity(n)), A),
    "exponentials": (Exp, s),
    "expectations": (Expectation, u),
    "derivatives": (lambda t: Derivative(t, w, w) @ w, A @ w),
    "sums over an index": (lambda t: SumOver(i, t), i.T @ w),
    "transposes": (lambda t: t.T, A),
    "abbreviations": (
        lambda t: Abbreviation(f"f{derived(t)['depth']}", (w,), (w,), t),
        w.T @ w,
    ),
}


@pytest.mark.parametrize("kind", STEPS)
def test_the_deepest_terms_are_written_and_proved(kind: str) -> None:
    """What may be built can be used: Python's own stack is enough for it."""
    deepest = nested(*STEPS[kind], room=4)  # for a claim, and the difference of its sides
    claim = Equals(deepest, deepest)
    assert len(repr(deepest)) > 3
    assert len(hash_of(conditions(claim), claim)) == 12
    assert algebra(claim, None, ()).conclusion == claim
    assert unabbreviated(deepest).shape == deepest.shape
    assert substitute(deepest, {n: 2}).shape == substitute(deepest, {n: 2}).shape


@pytest.mark.parametrize("kind", STEPS)
def test_the_deepest_terms_are_compared(kind: str) -> None:
    """Also where equal trees are two, since the first was forgotten among a great many others."""
    first = nested(*STEPS[kind], room=4)
    normal_form(first)
    nodes._build.cache_clear()
    second = nested(*STEPS[kind], room=4)
    assert first is not second
    claim = Equals(first, second)
    assert algebra(claim, None, ()).conclusion == claim
    nodes._build.cache_clear()
    assert decide(first, second).proved


@pytest.mark.parametrize(
    "build",
    {
        "an expectation": Expectation,
        "a derivative": lambda t: Derivative(t, w, w),
        "a sum over an index": lambda t: SumOver(i, t),
        "an abbreviation": lambda t: Abbreviation("f", (w,), (w,), t),
        "a minimum": lambda t: Minimises(w, t, w),
        "a statement for each index": lambda t: ForEach(i, Equals(t, s)),
        "an equation": lambda t: Equals(t, s),
    }.items(),
    ids=lambda named: named[0],
)
def test_what_is_nested_too_deeply_is_refused_where_it_is_built(
    build: tuple[str, Callable[[Term], Term | Statement]],
) -> None:
    """Whatever is put around the deepest term: never Python's own RecursionError."""
    deepest = nested(lambda t: t + s, w.T @ w)
    while derived(deepest)["depth"] < DEEPEST:
        deepest = deepest + s
    assert derived(deepest)["depth"] == DEEPEST
    with pytest.raises(UnfinishedError, match="nested too deeply"):
        build[1](deepest)


def test_a_normal_form_inside_another_is_ranked_by_a_digest() -> None:
    """Text that holds the text of what it is inside grows without bound."""
    plain = normal_form(Inverse(A + B))
    many = normal_form(Inverse(sum_of("A", 100)))
    (short,), (long,) = (
        [factor for _, word in form.terms for factor in word] for form in (plain, many)
    )
    assert "letter(A,n,n)" in short.symbol.rank
    assert len(long.symbol.rank) == 69 < len(short.symbol.rank)


def test_letters_of_one_name_and_inverses_of_long_sums_are_kept_apart() -> None:
    """A rank tells what is different apart, also where it is a digest or of another shape."""
    long = [normal_form(Inverse(sum_of("A", terms))) for terms in (60, 61)]
    shapes = [normal_form(Inverse(Letter("A", size, size))) for size in (2, 3)]
    for first, second in (*pairwise(long), *pairwise(shapes)):
        assert polynomial_rank(first) != polynomial_rank(second)


def test_an_inverse_of_a_product_of_long_sums_takes_little_memory() -> None:
    """tr((ΣA)((ΣA)(ΣB))⁻¹(ΣB)), of 100 letters each: 10,000 terms, each with 10,000 inside."""
    first, second = sum_of("A", 100), sum_of("B", 100)
    tracemalloc.start()
    try:
        form = normal_form(Trace(first @ Inverse(first @ second) @ second))
        used = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(form.terms) == 10_000
    assert used < 200e6


def test_products_are_refused_before_they_are_written_out() -> None:
    """(s + 1)⁴⁰⁹⁶ by squaring: its normal form is short, and the way to it long."""
    power = s + 1
    for _ in range(12):
        power = power @ power
    with pytest.raises(UnfinishedError, match=r"a product of 513 by 513 terms: too large"):
        normal_form(power)
    assert 513**2 > MOST > LARGEST


def test_numbers_are_refused_before_they_are_long() -> None:
    """7¹⁰⁰⁰, squared again and again."""
    power = as_term(7**1000)
    for _ in range(14):
        power = power @ power
    with pytest.raises(UnfinishedError, match=r"one of its numbers \d+ binary digits"):
        normal_form(power)
    for long in (LONGEST, -LONGEST, Fraction(1, LONGEST)):
        with pytest.raises(MalformedError, match="4000 digits at most"):
            as_term(long)
    assert normal_form(Fraction(1, LONGEST - 1) * s).terms
    assert len(str(Fraction(LONGEST - 1, LONGEST - 3))) == 8_001  # Python prints what is kept


def test_ranks_do_not_change_when_printing_is_loaded() -> None:
    """The order of factors is the kernel's own: not even how a size is printed comes into it."""
    code = (
        "from derivations.kernel.normal_form import Basis, Factor, normal_form, polynomial_rank\n"
        "from derivations.kernel.normal_form import rank\n"
        "from derivations.kernel.terms import *\n"
        "n = Dimension('n'); A = Letter('A', n, n); i, j = Index('i', n), Index('j', n)\n"
        "product = Product(Letter('v', n).T, i) @ (i.T @ A @ i) @ (i.T @ A @ i)\n"
        "terms = [Inverse(A + A.T), SumOver(i, product), A @ Expectation(Random('u', n))]\n"
        "def ranks(): return [polynomial_rank(normal_form(each)) for each in terms]\n"
        "e = Factor(Basis(n, 0)); before = [*ranks(), rank(e)]\n"
        "import derivations.printing.formulas\n"
        "rank.cache_clear()\n"
        "print(before == [*ranks(), rank(e)], 'Basis' in ''.join(before), *before)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    same, by_class, *_ = run.stdout.split(maxsplit=2)
    assert (same, by_class) == ("True", "False")
