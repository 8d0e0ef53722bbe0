"""Mutants of every line of every theorem: each false one is refused, no true one called refuted.

A mutant is a line with one small change in what it says, or without one of its hypotheses. Its
truth is judged by exact evaluation on matrices that satisfy the hypotheses, never by the kernel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache
from importlib import import_module
from random import Random
from typing import Any

import pytest
from sympy import Matrix

from derivations.chain import PUBLISHED, Line, LineRefusedError, calc, publish
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
    constant,
    instantiate,
    introduce,
    rewrite,
)
from derivations.model import d, n
from derivations.registry import theorems
from derivations.truth import holds
from derivations.witnesses import by_sympy
from tests.kernel.test_properties import children, with_children

SIZES = ((2, 1), (2, 2), (3, 2), (1, 2), (4, 2), (3, 3), (4, 3), (2, 3), (1, 1), (4, 4))
INSTANCES = 16  # for each list of hypotheses
SECONDS = 0.1  # of searching for a counterexample to what is true
SEARCHES = 3  # such searches for each line
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
        for kind, new in [("sign", -part), *changed(part)]:
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
    """A flipped sign is that of a term of a sum; of a factor it says the same."""
    if t.shape != (1, 1) and type(t) is not Transpose:
        yield "transpose", Transpose(t)
    match t:
        case Sum(a, b):
            yield from (("sign", -a + b), ("sign", a - b))
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
    found: list[Instance] = []
    for rows, cols in SIZES * 6:  # hypotheses on the rank have none of some sizes
        drawn = instance(given, letters, {n: rows, d: cols}, rng, tries=4)
        found += [] if drawn is None else [drawn]
        if len(found) == INSTANCES:
            break
    return found


def letters_of(*statements: Statement) -> frozenset[Letter]:
    return frozenset[Letter]().union(*map(statement_letters, statements))


def is_false(
    statement: Statement, hypotheses: Iterable[Statement], letters: frozenset[Letter] = frozenset()
) -> bool:
    """Whether at an instance the hypotheses hold, and the statement means something and is false.

    The letters are those of its kin, so that all of these are tried at the same instances.
    """
    letters |= letters_of(statement, *hypotheses)
    return any(is_false_at(statement, at) for at in instances(frozenset(hypotheses), letters))


def is_false_at(statement: Statement, at: Instance) -> bool:
    try:
        return holds(statement, at) is False
    except Undefined:
        return False


def sympy_says_false(statement: Statement, hypotheses: Iterable[Statement], at: Instance) -> bool:
    """The same judgement by SymPy, which has no code in common with the one above."""
    values = {key: v if isinstance(v, int) else Matrix(v) for key, v in at.items()}
    given = all(by_sympy.holds(hypothesis, values) for hypothesis in hypotheses)
    return given and by_sympy.holds(statement, values) is False


@pytest.mark.parametrize("line", LINES)
def test_sympy_agrees_with_the_judge_of_mutants(line: Line) -> None:
    """Of each line the first few false mutants are false by SymPy too, at the same matrices."""
    conclusion, hypotheses = line.theorem.conclusion, line.theorem.hypotheses
    letters = letters_of(conclusion, *hypotheses)
    confirmed = 0
    for _, mutant in mutants(conclusion):
        for at in instances(frozenset(hypotheses), letters):
            if is_false_at(mutant, at):
                assert sympy_says_false(mutant, hypotheses, at)
                confirmed += 1
                break
        if confirmed == SEARCHES:
            break
    assert confirmed or not any(is_false(m, hypotheses, letters) for _, m in mutants(conclusion))


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
    """What became of all mutants; shown when all tests here are done."""
    c = Counter[str]()
    yield c
    kinds = ", ".join(f"{number} by {kind[3:]}" for kind, number in c.items() if kind[:3] == "by ")
    tally(
        f"{c['mutants']} mutants of {c['lines']} lines ({kinds}): "
        f"{c['false']} false: {c['refused']} refused; "
        f"{c['true']} not found false: {c['proved']} proved, {c['undecided']} undecided"
        f" ({c['untried']} more, that no rule takes as a target, are not counted)"
    )


@pytest.mark.parametrize("line", LINES)
def test_mutants_of_a_line(line: Line, counts: Counter[str]) -> None:
    """Each change that makes the line false is refused; none that leaves it true is refuted."""
    conclusion, hypotheses = line.theorem.conclusion, line.theorem.hypotheses
    letters = letters_of(conclusion, *hypotheses)
    assert len(instances(frozenset(hypotheses), letters)) == INSTANCES
    assert not is_false(conclusion, hypotheses)
    counts["lines"] += 1
    searched = 0
    for kind, mutant in mutants(conclusion):
        found = [theorem_or_none(attempt) for attempt in attempts(line, mutant)]
        if not found:  # a minimum that other rules than `introduce` made: none takes a target
            counts["untried"] += 1
            continue
        false = is_false(mutant, hypotheses, letters)
        if not false and searched < SEARCHES:
            searched += 1
            refuted = counterexample(mutant, hypotheses, seconds=SECONDS)
            false = refuted is not None  # overlooked above
            assert refuted is None or sympy_says_false(mutant, hypotheses, refuted)
        assert not (false and any(found)), f"proved, and false: {mutant}"
        if not false and type(mutant) is Equals and found[0]:
            assert decide(mutant.left, mutant.right, hypotheses).proved
        count(counts, kind, false, any(found))


def count(counts: Counter[str], kind: str, false: bool, is_proved: bool) -> None:
    counts["mutants"] += 1
    counts[f"by {kind}"] += 1
    counts["false" if false else "true"] += 1
    counts["proved" if is_proved else "refused" if false else "undecided"] += 1


@pytest.mark.parametrize("line", [p for p in LINES if p.values[0].theorem.hypotheses])
def test_a_line_without_one_of_its_hypotheses(line: Line, counts: Counter[str]) -> None:
    """Where a hypothesis is missed, the kernel asks for it, or refuses."""
    conclusion, hypotheses = line.theorem.conclusion, line.theorem.hypotheses
    arguments = line.theorem.arguments
    for removed in hypotheses:
        left = [h for h in hypotheses if h != removed]
        without = [t for t in usable(arguments) if set(t.hypotheses) <= set(left)]
        known = [*usable(map(assume, left)), *without]
        if type(conclusion) is Equals:
            found = theorem_or_none(lambda: algebra(conclusion, *known))  # noqa: B023 - called now
        elif line.theorem.rule == "rewrite" and removed not in arguments[0].hypotheses:
            found = theorem_or_none(lambda: rewrite(arguments[0], conclusion, *known))  # noqa: B023
        else:
            continue  # the rule computes its hypotheses: there is nothing to leave out
        if found is not None and removed in found.hypotheses:  # it came back by itself
            assert removed in conditions(conclusion)
            found = None
        is_needed = is_false(conclusion, left) or removed in conditions(conclusion)
        assert not (is_needed and found), f"proved, and false without {removed}"
        count(counts, "a removed hypothesis", is_needed, bool(found))


INTRODUCED = [p for p in LINES if p.values[0].theorem.rule == "introduce"]


@pytest.mark.parametrize("line", INTRODUCED)
def test_a_definition_from_an_assumption_on_its_letter(line: Line) -> None:
    """Assuming what is to be shown of every v, for one v, shows nothing: v is not fresh."""
    statement, letter, *premises = line.theorem.arguments
    for i, premise in enumerate(premises):
        assumed = assume(premise.conclusion)
        found = theorem_or_none(
            lambda: introduce(statement, letter, *premises[:i], assumed, *premises[i + 1 :])  # noqa: B023
        )
        about = letter in statement_letters(premise.conclusion)
        assert (found is None) == about
        assert found is None or not is_false(found.conclusion, found.hypotheses)


@pytest.mark.parametrize("line", INTRODUCED)
def test_a_definition_at_a_letter_that_it_speaks_of(line: Line) -> None:
    """What holds at ŵ, where the statement speaks of ŵ, need not hold for every w."""
    statement, letter, *premises = line.theorem.arguments
    for other in statement_letters(statement):
        if other.shape == letter.shape:
            there = [premise_at(premise, letter, other) for premise in premises]
            assert theorem_or_none(lambda: introduce(statement, other, *there)) is None  # noqa: B023


def premise_at(theorem: Theorem, letter: Letter, other: Letter) -> Theorem:
    """The theorem with one letter in the place of another; from 0 ≥ 0, where that proves it."""
    if letter not in letters_of(*theorem.hypotheses, theorem.conclusion):
        return theorem
    there = instantiate(theorem, (letter, other))
    trivial = theorem_or_none(lambda: rewrite(constant(Number(Fraction(0))), there.conclusion))
    return trivial or there


def refused_right_sides(sample: int) -> Iterator[tuple[Line, Equals]]:
    """Some mutants on the right-hand side of lines that algebra proved, each false."""
    rng = Random(0)
    lines = [p.values[0] for p in LINES if p.values[0].theorem.rule == "algebra"]
    for line in rng.sample(lines, sample):
        left, hypotheses = line.theorem.conclusion.left, line.theorem.hypotheses
        found = [m for _, m in mutants(line.theorem.conclusion) if m.left == left]
        found = [m for m in found if is_false(m, hypotheses, letters_of(line.theorem.conclusion))]
        if found:
            yield line, rng.choice(found)


def test_the_chain_builder_shows_what_is_wrong_with_a_mutant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A refused line shows both sides, their difference and an exact counterexample."""
    seen = 0
    found: list[Instance | None] = []

    def recorded(*arguments: Any, **limits: Any) -> Instance | None:
        found.append(counterexample(*arguments, **limits))
        return found[-1]

    monkeypatch.setattr(import_module("derivations.decide"), "counterexample", recorded)
    for line, mutant in refused_right_sides(25):
        premises = usable(line.theorem.arguments)
        with pytest.raises(LineRefusedError) as refused:
            calc(mutant.left).equals(mutant.right, "mutant", by="a mutant", because=premises)
        message = str(refused.value)
        for part in (f"left side   {mutant.left}\n", f"right side  {mutant.right}\n", "difference"):
            assert part in message
        assert "difference  0\n" not in message
        assert "it is false, for example at" in message
        shown = found.pop()
        assert shown is not None
        assert all(row in message for row in counterexample_text(shown).splitlines())
        assert holds(mutant, shown) is False
        assert all(holds(h, shown) for premise in premises for h in premise.hypotheses)
        seen += 1
    assert seen >= 15


@pytest.mark.parametrize("line", LINES)
def test_a_mutant_is_not_published(line: Line) -> None:
    """A result says what its last line proves, and nothing else."""
    mutant = mutants(line.theorem.conclusion)[0][1]
    with pytest.raises(LineRefusedError, match="claims"):
        publish("mutant", "A mutant", mutant, line)
    assert "mutant" not in PUBLISHED
