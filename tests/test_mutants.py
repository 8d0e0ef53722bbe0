"""Mutants of every line of every theorem: each false one is refused, no true one called refuted.

A mutant is a line with one small change in what it says, or without one of its hypotheses. Whether
it is true is judged by exact evaluation on matrices that satisfy the hypotheses, never by the kernel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from random import Random

import pytest

from derivations.chain import Line, LineRefusedError, calc, publish
from derivations.decide import counterexample, counterexample_text, decide
from derivations.evaluate import Undefined
from derivations.instances import Instance, instance
from derivations.kernel.errors import MalformedError, RefusedError, UnfinishedError
from derivations.kernel.statements import (
    Equals,
    Invertible,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    UniquelyMinimises,
    statement_letters,
    unabbreviated,
)
from derivations.kernel.terms import (
    Abbreviation,
    Dimension,
    Inverse,
    Letter,
    Number,
    Product,
    Scaled,
    Sum,
    Term,
    Transpose,
    parts,
)
from derivations.kernel.theorem import (
    UNARY,
    Theorem,
    algebra,
    assume,
    conditions,
    introduce,
    rewrite,
)
from derivations.model import d, n
from derivations.registry import theorems
from derivations.truth import holds
from tests.kernel.test_properties import children, with_children

SIZES = ((2, 1), (2, 2), (3, 2), (1, 2), (4, 2), (3, 3), (4, 3), (2, 3), (1, 1), (4, 4))
DRAWS = 3  # instances of each size
SECONDS = 0.2  # of searching for a counterexample to what is true
STRONGER = {
    Nonnegative: Positive,
    PositiveSemidefinite: PositiveDefinite,
    Minimises: UniquelyMinimises,
}
LINES = [
    pytest.param(line, id=result.line_id(line)) for result in theorems() for line in result.lines
]


# Mutants.


def mutants(statement: Statement) -> list[tuple[str, Statement]]:
    """Every single change of a statement that leaves it well formed, each once."""
    found: dict[Statement, tuple[str, Statement]] = {unabbreviated(statement): ("", statement)}
    for kind, mutant in changed_statements(statement):
        found.setdefault(unabbreviated(mutant), (kind, mutant))
    return list(found.values())[1:]


def changed_statements(statement: Statement) -> Iterator[tuple[str, Statement]]:
    whole = tuple(parts(statement))
    for i, part in enumerate(whole):
        if type(statement) in (Minimises, UniquelyMinimises) and i == 2:
            continue  # the bound letter
        for kind, new in changed(part):
            try:
                yield kind, type(statement)(*whole[:i], new, *whole[i + 1 :])
            except MalformedError:
                continue
    if type(statement) in STRONGER:
        yield "strengthened", STRONGER[type(statement)](*whole)


def changed(t: Term) -> Iterator[tuple[str, Term]]:
    """The term with one change at one node, of whatever shape it then has."""
    if type(t) is Abbreviation:
        yield from changed(t.unfolded())
        return
    whole = children(t)
    for i, part in enumerate(whole):
        for kind, new in changed(part):
            try:
                yield kind, with_children(t, (*whole[:i], new, *whole[i + 1 :]))
            except MalformedError:
                continue
    yield from changed_here(t)


def changed_here(t: Term) -> Iterator[tuple[str, Term]]:
    yield "sign", -t
    if t.shape != (1, 1) and type(t) is not Transpose:
        yield "transpose", Transpose(t)
    match t:
        case Sum(a, b):
            yield "sign", a - b
            yield from (("term", a), ("term", b), ("factor", 2 * a + b), ("factor", a + 2 * b))
        case Scaled(c, a):
            yield "factor", a
            if a.shape == (1, 1):
                yield "factor", c
        case Product(a, b):
            yield from (("factor", a), ("factor", b))
            if a.shape == b.shape:
                yield from (("factor", a @ t), ("swap", b @ a))
            elif a.shape == b.shape[::-1]:
                yield "swap", b @ a
        case Transpose(a):
            yield "transpose", a
        case Number(value):
            yield from (("factor", Number(value + 1)), ("factor", Number(2 * value)))
        case Dimension():
            yield "factor", 2 * t
        case Inverse(a):
            yield "factor", a


# Truth.


@cache
def instances(hypotheses: frozenset[Statement], letters: frozenset[Letter]) -> list[Instance]:
    """Exact matrices that satisfy the hypotheses, of sizes up to 4."""
    rng = Random(0)
    given = sorted(hypotheses, key=str)
    drawn = (
        instance(given, letters, {n: rows, d: cols}, rng, tries=4)
        for _ in range(DRAWS)
        for rows, cols in SIZES
    )
    return [found for found in drawn if found is not None]


def refuting(statement: Statement, hypotheses: frozenset[Statement]) -> Instance | None:
    """An instance at which the hypotheses hold, and the statement means something and is false."""
    for found in instances(hypotheses, statement_letters(statement)):
        try:
            if holds(statement, found) is False:
                return found
        except Undefined:
            continue
    return None


def is_false(statement: Statement, hypotheses: Iterable[Statement]) -> bool:
    return refuting(statement, frozenset(hypotheses)) is not None


# What the kernel could be made to prove.


def attempts(line: Line, mutant: Statement) -> Iterator[Callable[[], Theorem]]:
    """The ways to prove the mutant as the line was proved, or from the line itself."""
    rule, arguments = line.theorem.rule, line.theorem.arguments
    known = usable(assume(hypothesis) for hypothesis in line.theorem.hypotheses)
    if type(mutant) is Equals:
        yield lambda: algebra(mutant, *known)
        yield lambda: algebra(mutant, *known, *usable((*arguments, line.theorem)))
    if type(mutant) in UNARY:
        yield lambda: rewrite(line.theorem, mutant, *known)
    if rule == "rewrite":
        yield lambda: rewrite(arguments[0], mutant, *arguments[2:])
    if rule == "introduce":
        yield lambda: introduce(mutant, *arguments[1:])


def usable(candidates: Iterable[object]) -> list[Theorem]:
    """The theorems that algebra takes as premises."""
    equations = (Equals, Invertible)
    return [t for t in candidates if type(t) is Theorem and type(t.conclusion) in equations]


def theorem_or_none(attempt: Callable[[], Theorem]) -> Theorem | None:
    """The theorem, or None where it is refused; a rewriting without end is no refusal."""
    try:
        return attempt()
    except UnfinishedError:
        raise
    except (RefusedError, MalformedError):
        return None


@pytest.fixture(scope="module")
def counts(tally: Callable[[str], None]) -> Iterator[Counter[str]]:
    c = Counter[str]()
    yield c
    kinds = ", ".join(f"{number} {kind[2:]}" for kind, number in c.items() if kind[:2] == "a ")
    tally(f"{c['mutants']} mutants of {c['lines']} lines: {kinds}")
    tally(f"  {c['false']} false: {c['refused']} refused")
    tally(f"  {c['true']} true: {c['proved']} proved, {c['undecided']} undecided, 0 called refuted")
    tally(f"{c['claims false without']} of {c['removed']} lines, each without one of its hypotheses,"
          f" false: {c['refused without']} refused")


@pytest.mark.parametrize("line", LINES)
def test_false_mutants_are_refused(line: Line, counts: Counter[str]) -> None:
    """Every small change that makes a line false is refused; none that leaves it true is refuted."""
    conclusion, hypotheses = line.theorem.conclusion, line.theorem.hypotheses
    assert len(instances(frozenset(hypotheses), statement_letters(conclusion))) >= 10
    assert not is_false(conclusion, hypotheses)
    counts["lines"] += 1
    searched = False
    for kind, mutant in mutants(conclusion):
        counts["mutants"] += 1
        counts[f"a {kind}"] += 1
        found = [theorem_or_none(attempt) for attempt in attempts(line, mutant)]
        if is_false(mutant, hypotheses):
            assert not any(found), f"proved and false: {mutant}"
            counts["false"] += 1
            counts["refused"] += 1
            continue
        counts["true"] += 1
        counts["proved" if any(found) else "undecided"] += 1
        if type(mutant) is Equals and found[0]:
            assert decide(mutant.left, mutant.right, hypotheses).proved
        if not (searched and any(found)):
            searched = True
            refuted = counterexample(mutant, hypotheses, seconds=SECONDS)
            assert refuted is None, f"true, and called refuted: {mutant}"
