"""Mutants of every line of every theorem: each false one is refused, no true one called refuted.

A mutant is a line with one small change in what it says, in its hypotheses or in what its last rule
was given. Of each line these are tried, drawn with a fixed seed: MOST changes of what it says, for
each hypothesis its removal, what is weaker and one other in its place, and FEW other arguments.

Truth is judged by evaluation at exact matrices and laws that satisfy the hypotheses, never by the
kernel: exactly, or in floats where a term is irrational. In floats an equation or inequality is
false only where it fails by more than MARGIN of what its terms would be without cancellation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from functools import cache
from importlib import import_module
from itertools import chain, cycle, islice, zip_longest
from random import Random
from typing import Any

import numpy as np
import pytest
from sympy import Matrix

from derivations.chain import PUBLISHED, Line, LineRefusedError, calc, publish
from derivations.decide import counterexample, counterexample_text, decide
from derivations.evaluate import Irrational, Undefined, UnknownLaw, Valuation, valuation_of
from derivations.instances import Instance, instance, judged
from derivations.kernel.errors import MalformedError, RefusedError, UnfinishedError
from derivations.kernel.statements import (
    Equals,
    ForEach,
    Invertible,
    Maximises,
    Minimises,
    Nonnegative,
    OfMinimum,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
    statement_letters,
    unabbreviated,
)
from derivations.kernel.terms import (
    Abbreviation,
    Absolute,
    Determinant,
    Dimension,
    Exp,
    Index,
    Inverse,
    Letter,
    Log,
    Number,
    Ones,
    OverIndex,
    Pi,
    Product,
    ProductOver,
    Root,
    Scaled,
    Sum,
    SumOver,
    Term,
    Transpose,
    Variable,
    parts,
    subterms,
)
from derivations.kernel.theorem import (
    PROPERTIES,
    Theorem,
    algebra,
    assume,
    constant,
    instantiate,
    introduce,
    rewrite,
    unfold,
)
from derivations.model import d, n
from derivations.positivity import for_each, knowing
from derivations.registry import theorems
from derivations.truth import uses
from derivations.verify import dimensions_in, sizes_of
from derivations.witnesses import by_sympy
from derivations.witnesses.by_numbers import scale
from tests.kernel.test_properties import children, with_children

SIZES = ((2, 1), (2, 2), (3, 2), (1, 2), (4, 2), (3, 3), (4, 3), (2, 3), (1, 1), (4, 4))
INSTANCES = 10  # for each list of hypotheses
SEVERAL = 5  # for hypotheses that were changed
MOST = 6  # mutants of what a line says
FEW = 2  # other things that its last rule is given, and places where what it then says is tried
CONFIRMED = 1  # mutant of each line that SymPy finds false too
MARGIN = 1e-6  # by which floats show that something is false
SECONDS = 0.1  # of searching for a counterexample to a mutant of a line that is not found false
STRONGER: dict[type[Statement], type[Statement]] = {
    Nonnegative: Positive,
    PositiveSemidefinite: PositiveDefinite,
    Minimises: UniquelyMinimises,
    Maximises: UniquelyMaximises,
}
KINDS = (
    *("sign", "term", "factor", "transpose", "swap", "function", "index", "strengthened"),
    *("a removed hypothesis", "a weaker hypothesis", "another hypothesis"),
)
WEAKER = {strong: weak for weak, strong in STRONGER.items()}
LINES = [
    pytest.param(line, id=result.line_id(line)) for result in theorems() for line in result.lines
]


# Mutants.


@cache
def sampled(statement: Statement, most: int) -> list[tuple[str, Statement]]:
    """Some of the mutants, of each kind in turn, each of which says something else."""
    rng, by_kind = Random(str(statement)), dict[str, list[tuple[str, Statement]]]()
    for kind, mutant in mutants(statement):
        by_kind.setdefault(kind, []).append((kind, mutant))
    for each in by_kind.values():
        rng.shuffle(each)
    found: dict[Statement, tuple[str, Statement]] = {unabbreviated(statement): ("", statement)}
    for kind, mutant in filter(None, chain.from_iterable(zip_longest(*by_kind.values()))):
        found.setdefault(unabbreviated(mutant), (kind, mutant))
        if len(found) > most:
            break
    return list(found.values())[1:]


@cache
def mutants(statement: Statement) -> list[tuple[str, Statement]]:
    """Every single change of a statement that leaves it well formed, each once."""
    found: dict[Statement, str] = {statement: ""}
    for kind, mutant in changed_statements(statement):
        found.setdefault(mutant, kind)
    return [(kind, mutant) for mutant, kind in found.items()][1:]


def changed_statements(statement: Statement) -> Iterator[tuple[str, Statement]]:
    if type(statement) is ForEach:
        for kind, each in changed_statements(statement.statement):
            yield kind, ForEach(statement.index, each)
        return
    whole = tuple(parts(statement))
    for i, part in enumerate(whole):
        if isinstance(statement, OfMinimum) and i == 2:
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
        case Pi():
            yield "factor", 2 * t
        case Exp(a):
            yield from (("sign", Exp(-a)), ("factor", Exp(2 * a)))
        case Log(a) | Root(a):
            yield from (("factor", type(t)(2 * a)), ("function", a))
        case Absolute(a):
            yield "function", a
        case Determinant(a):
            yield "factor", Determinant(2 * a)
        case OverIndex(i, body):
            yield from changed_over(t, i, body)
        case Index(rows=rows):
            yield "index", Ones(rows)


def changed_over(t: OverIndex, i: Index, body: Term) -> Iterator[tuple[str, Term]]:
    """Changes of a sum or product over an index; the body may be left to speak of any one i."""
    yield "index", body
    if t.shape == (1, 1):
        yield "index", (ProductOver if type(t) is SumOver else SumOver)(i, body)
    match t, body:
        case SumOver(), Product(a, b) | Scaled(a, b) if a.shape == (1, 1) == b.shape:
            yield "index", SumOver(i, a) * SumOver(i, b)
        case ProductOver(), Sum(a, b):
            yield "index", ProductOver(i, a) + ProductOver(i, b)


# Truth.


def letters_of(*statements: Statement) -> frozenset[Variable]:
    """The letters of statements, and the indices that a mutant may leave free."""
    indices = {t.index for s in statements for t in subterms(s) if isinstance(t, OverIndex)}
    return frozenset(indices).union(*map(statement_letters, statements))


def speaks(statement: Statement) -> tuple[Statement, ...]:
    """The statement, if it speaks of random letters: they need a law."""
    return (statement,) if any(uses(statement)) else ()


LETTERS: dict[frozenset[Statement], frozenset[Variable]] = {}  # of lines with the same hypotheses
for _param in LINES:
    _theorem = _param.values[0].theorem
    if not speaks(_theorem.conclusion):
        _given, _own = frozenset(_theorem.hypotheses), letters_of(_theorem.conclusion)
        LETTERS[_given] = LETTERS.get(_given, frozenset()) | _own


def places(
    conclusion: Statement, hypotheses: Iterable[Statement], most: int = INSTANCES
) -> tuple[Valuation, ...]:
    """Where the hypotheses hold, and all that the conclusion and its kin speak of is given."""
    given = frozenset(hypotheses)
    letters = letters_of(conclusion, *given) | LETTERS.get(given, frozenset())
    return instances(given, letters, speaks(conclusion), most)


@cache
def instances(
    hypotheses: frozenset[Statement],
    letters: frozenset[Variable],
    about: tuple[Statement, ...],
    most: int = INSTANCES,
) -> tuple[Valuation, ...]:
    """Exact matrices and laws that satisfy the hypotheses, of sizes up to 4."""
    rng = Random(0)
    given = sorted(hypotheses, key=str)
    spoken = {size for letter in letters for size in letter.shape if type(size) is Dimension}
    dimensions = {n, d, *spoken, *dimensions_in(*given, *about)}
    found: list[Valuation] = []
    for rows, cols in islice(cycle(SIZES), 8 * most):  # a hypothesis on the rank has none of some
        sizes = sizes_of(dimensions, rows, cols)
        drawn = instance(given, letters, sizes, rng, tries=2, about=about)
        found += [] if drawn is None else [valuation_of(drawn, set(drawn))]
        if len(found) == most:
            break
    return tuple(found)


def is_false(statement: Statement, at: Iterable[Valuation]) -> bool:
    """Whether at one of these places the statement means something, and is false."""
    return any(is_false_at(statement, place) for place in at)


def is_false_at(statement: Statement, at: Valuation) -> bool:
    try:
        return judged(statement, at) is False and not is_close(statement, at)
    except Undefined:
        return False


def is_close(statement: Statement, at: Valuation) -> bool:
    """Whether only rounding may make an irrational equation or inequality false."""
    match statement:
        case Equals(left, right):
            difference = left - right
        case Nonnegative(difference):
            pass
        case _:
            return False
    try:
        at.value(difference)
    except Irrational:
        near = at.floating()
        found = near.value(difference)
        worst = np.abs(found).max() if type(statement) is Equals else -found.min()
        return bool(worst <= MARGIN * scale(difference, near))
    return False


def fails(statement: Statement, at: Iterable[Valuation]) -> bool:
    """Whether at one of these places the statement is false, or means nothing."""
    return any(fails_at(statement, place) for place in at)


def fails_at(statement: Statement, at: Valuation) -> bool:
    try:
        return judged(statement, at) is False and not is_close(statement, at)
    except UnknownLaw:
        return False
    except Undefined:
        return True


def sympy_says(statement: Statement, hypotheses: Iterable[Statement], at: Valuation) -> bool | None:
    """The same judgement by SymPy, which has no code in common with the one above."""
    values = {**at.sizes, **at.laws, **{key: Matrix(v) for key, v in at.letters.items()}}
    assert False not in [by_sympy.holds(hypothesis, values) for hypothesis in hypotheses]
    return by_sympy.holds(statement, values)


@pytest.mark.parametrize("line", LINES)
def test_sympy_agrees_with_the_judge_of_mutants(line: Line, counts: Counter[str]) -> None:
    """Of each line a false mutant is false by SymPy too, at the same matrices."""
    conclusion, hypotheses = line.theorem.conclusion, line.theorem.hypotheses
    at = places(conclusion, hypotheses)
    tried = (mutant for _, mutant in chain(sampled(conclusion, MOST), mutants(conclusion)))
    false = ((mutant, place) for mutant in tried for place in at if is_false_at(mutant, place))
    for mutant, place in islice(false, CONFIRMED):
        said = sympy_says(mutant, hypotheses, place)
        assert said is not True, f"true by SymPy: {mutant}"
        counts["false by SymPy" if said is False else "unclear to SymPy"] += 1


# What the kernel could be made to prove.


def below(theorem: Theorem) -> Theorem:
    """The theorem whose conditions were settled by cuts."""
    while theorem.rule == "cut":
        theorem = theorem.arguments[0]
    return theorem


def attempts(line: Line, mutant: Statement) -> Iterator[Callable[[], Theorem]]:
    """The ways to prove the mutant as the line was proved, or from the line itself."""
    proof = below(line.theorem)
    known = given_by(line.theorem.hypotheses)
    if type(mutant) is Equals:
        yield lambda: algebra(mutant, *known)
        if proof.rule == "algebra" and len(proof.arguments) > 1:
            yield lambda: algebra(mutant, *proof.arguments[1:])
        yield lambda: algebra(mutant, *known, *usable((*proof.arguments, line.theorem)))
    if type(mutant) in PROPERTIES and type(mutant) is type(line.theorem.conclusion):
        yield lambda: rewrite(line.theorem, mutant, *known)
    if proof.rule == "rewrite":
        yield lambda: rewrite(proof.arguments[0], mutant, *proof.arguments[2:])
    if proof.rule == "introduce":
        yield lambda: introduce(mutant, *proof.arguments[1:])


def given_by(hypotheses: Iterable[Statement]) -> list[Theorem]:
    """What the hypotheses give algebra: equations, and that what is positive is not 0."""
    found = []
    for assumed in map(assume, hypotheses):
        match assumed.conclusion:
            case Positive():
                found.append(unfold(assumed, 1))
            case ForEach(index, Positive()):
                found.append(for_each(index, unfold(unfold(assumed, 0, index), 1)))
            case _:
                found.append(assumed)
    return usable(found)


def usable(candidates: Iterable[object]) -> list[Theorem]:
    """The theorems that algebra takes as premises."""
    theorems = [t for t in candidates if type(t) is Theorem]
    return [t for t in theorems if type(of_each(t.conclusion)) in (Equals, Invertible)]


def of_each(statement: Statement) -> Statement:
    """What a statement says of each basis vector, or the statement itself."""
    return statement.statement if type(statement) is ForEach else statement


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
        f"{c['mutants']} mutants of {c['lines']} lines ({kinds}), out of {c['possible']}: "
        f"{c['false']} false: {c['refused']} refused; "
        f"{c['true']} not found false: {c['proved']} proved, {c['undecided']} undecided "
        f"(not counted: {c['untried']} that no rule takes as a target, "
        f"{c['met nowhere']} whose hypotheses are met nowhere)"
    )
    tally(
        f"  SymPy on the first false one of each line: {c['false by SymPy']} false, "
        f"{c['unclear to SymPy']} unclear"
    )
    tally(
        f"{c['rules given something else']} rules given something else: "
        f"{c['other theorem']} proved another theorem that holds at {c['its places']} places, "
        f"{c['vacuous']} one whose hypotheses are met nowhere, {c['refused outright']} refused"
    )


@pytest.mark.parametrize("line", LINES)
def test_mutants_of_a_line(line: Line, counts: Counter[str]) -> None:
    """Each change that makes the line false is refused; none that leaves it true is refuted."""
    conclusion, hypotheses = line.theorem.conclusion, line.theorem.hypotheses
    at = places(conclusion, hypotheses)
    assert len(at) == INSTANCES
    assert not fails(conclusion, at)
    counts["lines"] += 1
    counts["possible"] += len(mutants(conclusion))
    searched = False
    for kind, mutant in sampled(conclusion, MOST):
        found = [theorem_or_none(attempt) for attempt in attempts(line, mutant)]
        if not found:  # a minimum that other rules than `introduce` made: none takes a target
            counts["untried"] += 1
            continue
        false = is_false(mutant, at)
        if not false and not searched:
            searched = True
            refuted = counterexample(mutant, hypotheses, seconds=SECONDS)
            false = refuted is not None  # overlooked above
            if refuted is not None:
                there = valuation_of(refuted, set(refuted))
                assert sympy_says(mutant, hypotheses, there) is not True
        assert not (false and any(found)), f"proved, and false: {mutant}"
        of_all = any(type(h) is ForEach for h in hypotheses)  # of which `decide` makes nothing
        if not false and type(mutant) is Equals and found[0] and not of_all:
            assert decide(mutant.left, mutant.right, hypotheses).proved
        count(counts, kind, false, any(found))


def count(counts: Counter[str], kind: str, false: bool, is_proved: bool) -> None:
    counts["mutants"] += 1
    counts[f"by {kind}"] += 1
    counts["false" if false else "true"] += 1
    counts["proved" if is_proved else "refused" if false else "undecided"] += 1


# Hypotheses.


def changed_hypotheses(
    hypotheses: tuple[Statement, ...],
) -> Iterator[tuple[str, tuple[Statement, ...]]]:
    """The hypotheses without one of them, with a weaker one, or with another in its place."""
    for i, hypothesis in enumerate(hypotheses):
        before, after = hypotheses[:i], hypotheses[i + 1 :]
        yield "a removed hypothesis", (*before, *after)
        for weak in weaker(hypothesis):
            yield "a weaker hypothesis", (*before, weak, *after)
        for _, other in sampled(hypothesis, 1):
            yield "another hypothesis", (*before, other, *after)


def weaker(statement: Statement) -> Iterator[Statement]:
    if type(statement) is ForEach:
        yield from (ForEach(statement.index, each) for each in weaker(statement.statement))
    elif type(statement) in WEAKER:
        yield WEAKER[type(statement)](*parts(statement))


@pytest.mark.parametrize("line", [p for p in LINES if p.values[0].theorem.hypotheses])
def test_a_line_under_other_hypotheses(line: Line, counts: Counter[str]) -> None:
    """Where a hypothesis is missed, the kernel asks for it, or refuses."""
    conclusion, proof = line.theorem.conclusion, below(line.theorem)
    for kind, hypotheses in changed_hypotheses(line.theorem.hypotheses):
        given = knowing(*hypotheses)

        def settled(argument: object, given: Any = given) -> object:
            return given.settled(argument) if type(argument) is Theorem else argument

        def left(argument: object, hypotheses: Any = hypotheses) -> bool:
            return type(argument) is Theorem and set(argument.hypotheses) <= set(hypotheses)

        premises = list(map(settled, proof.arguments))
        known = [*given_by(hypotheses), *filter(left, usable(premises))]
        if type(conclusion) is Equals:
            found = theorem_or_none(lambda: algebra(conclusion, *known))  # noqa: B023 - called now
        elif proof.rule == "rewrite" and left(premises[0]):
            found = theorem_or_none(lambda: rewrite(premises[0], conclusion, *known))  # noqa: B023
        else:
            continue  # the rule computes its hypotheses: there is nothing to leave out
        is_found = found is not None and left(given.settled(found))  # else it asks for more
        at = places(conclusion, hypotheses, SEVERAL)
        is_needed = fails(conclusion, at)
        assert not (is_needed and is_found), f"proved, and false where {hypotheses}"
        if at:
            count(counts, kind, is_needed, is_found)
        else:
            counts["met nowhere"] += 1


# Rules that are given something else.


def other_arguments(theorem: Theorem) -> list[tuple[Any, ...]]:
    """What the rule of a theorem was given, with one part changed: its premises become other ones.

    A claim is not changed, for that is done above.
    """
    found: list[tuple[Any, ...]] = []
    for i, argument in enumerate(theorem.arguments):
        before, after = theorem.arguments[:i], theorem.arguments[i + 1 :]
        found += ((*before, other, *after) for other in others(argument))
    rng = Random(str(theorem))
    return rng.sample(found, min(FEW, len(found)))


def others(argument: Any) -> Iterator[Any]:
    match argument:
        case Theorem():
            for _, mutant in sampled(argument.conclusion, MOST):
                with suppress(MalformedError):
                    yield assume(mutant)
        case int():
            yield 1 - argument
        case Variable():
            yield type(argument)(argument.name + "_other", argument.rows, argument.cols)
        case Term():
            yield from (new for _, new in changed(argument))
        case (key, value) if isinstance(value, Term):
            yield from ((key, new) for _, new in changed(value))


@pytest.mark.parametrize("line", LINES)
def test_a_rule_that_is_given_something_else(line: Line, counts: Counter[str]) -> None:
    """It refuses, or what it proves is true: that may be another theorem, from other hypotheses."""
    proof = below(line.theorem)
    for arguments in other_arguments(proof):
        counts["rules given something else"] += 1
        found = theorem_or_none(lambda: Theorem(proof.rule, *arguments))  # noqa: B023 - called now
        if found is None:
            counts["refused outright"] += 1
            continue
        at = places(found.conclusion, found.hypotheses, FEW)
        assert not fails(found.conclusion, at), f"proved, and false: {found}"
        counts["other theorem" if at else "vacuous"] += 1
        counts["its places"] += len(at)


INTRODUCED = [p for p in LINES if below(p.values[0].theorem).rule == "introduce"]


@pytest.mark.parametrize("line", INTRODUCED)
def test_a_definition_from_an_assumption_on_its_letter(line: Line) -> None:
    """Assuming what is to be shown of every v, for one v, shows nothing: v is not fresh."""
    statement, letter, *premises = below(line.theorem).arguments
    for i, premise in enumerate(premises):
        assumed = assume(premise.conclusion)
        found = theorem_or_none(
            lambda: introduce(statement, letter, *premises[:i], assumed, *premises[i + 1 :])  # noqa: B023
        )
        about = letter in statement_letters(premise.conclusion)
        assert (found is None) == about
        assert found is None or not fails(
            found.conclusion, places(found.conclusion, found.hypotheses)
        )


@pytest.mark.parametrize("line", INTRODUCED)
def test_a_definition_at_a_letter_that_it_speaks_of(line: Line) -> None:
    """What holds at ŵ, where the statement speaks of ŵ, need not hold for every w."""
    statement, letter, *premises = below(line.theorem).arguments
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
    lines = [p.values[0] for p in LINES if below(p.values[0].theorem).rule == "algebra"]
    for line in rng.sample(lines, sample):
        conclusion = line.theorem.conclusion
        at = places(conclusion, line.theorem.hypotheses)
        found = [m for _, m in mutants(conclusion) if m.left == conclusion.left]
        rng.shuffle(found)
        yield from ((line, m) for m in islice((m for m in found if is_false(m, at)), 1))


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
        premises = usable(below(line.theorem).arguments)
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
        there = valuation_of(shown, set(shown))
        assert is_false_at(mutant, there)
        assert all(judged(h, there) for premise in premises for h in premise.hypotheses)
        seen += 1
    assert seen >= 20


@pytest.mark.parametrize("line", LINES)
def test_a_mutant_is_not_published(line: Line) -> None:
    """A result says what its last line proves, and nothing else."""
    mutant = sampled(line.theorem.conclusion, 1)[0][1]
    with pytest.raises(LineRefusedError, match="claims"):
        publish("mutant", "A mutant", mutant, line)
    assert "mutant" not in PUBLISHED


def test_there_were_mutants_of_all_kinds(counts: Counter[str]) -> None:
    """Most are false; SymPy found so of nearly every line; few have hypotheses that are not met."""
    if counts["lines"] < len(LINES):
        pytest.skip("only some of the lines were tried")
    assert counts["mutants"] > MOST * len(LINES)
    assert counts["false"] == counts["refused"] > 0.6 * counts["mutants"]
    assert counts["proved"] > 0.05 * counts["mutants"]
    for kind in KINDS:
        assert counts[f"by {kind}"] >= 3, kind
    assert counts["unclear to SymPy"] == 0
    assert counts["false by SymPy"] > 0.9 * len(LINES)
    assert counts["met nowhere"] < 0.1 * counts["mutants"]
    assert counts["other theorem"] > 0.2 * counts["rules given something else"]
    assert counts["vacuous"] < 0.1 * counts["rules given something else"]
