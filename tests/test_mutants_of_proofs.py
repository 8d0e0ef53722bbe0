"""Lines under other hypotheses, and rules that are given something else: nothing false is proved.

Of each hypothesis its removal is tried, what is weaker and one other in its place; and of each rule
FEW other arguments, drawn with a fixed seed. See `mutants` for how truth is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from random import Random as Generator
from typing import Any

import pytest

from derivations.kernel.errors import MalformedError, RefusedError
from derivations.kernel.statements import (
    ChiSquared,
    Equals,
    ForEach,
    Gaussian,
    Integrable,
    Laplace,
    SquareIntegrable,
    Statement,
)
from derivations.kernel.terms import Covariance, Expectation, Letter, Number, Term, Variable
from derivations.kernel.theorem import Theorem, assume, instantiate, introduce
from derivations.kernel.trees import free_letters
from derivations.numbers.evaluate import degree_or_infinity, outcomes_in
from derivations.proving.certificates import algebra, rewrite
from derivations.proving.positivity import knowledge
from derivations.proving.sequents import constant
from derivations.subterms import parts, subterms
from tests.mutants import (
    FEW,
    LINES,
    MOST,
    SEVERAL,
    WEAKER,
    became,
    below,
    by_kind,
    changed,
    count,
    fails,
    given_by,
    letters_of,
    line_of,
    mutants,
    places,
    sampled,
    theorem_or_none,
    usable,
)

KINDS = ("a removed hypothesis", "a weaker hypothesis", "another hypothesis")


@pytest.fixture(scope="module")
def counts(tally: Callable[[str], None]) -> Iterator[Counter[str]]:
    """What became of all mutants; shown when all tests here are done."""
    c = Counter[str]()
    yield c
    tally(
        f"{c['mutants']} changes of hypotheses of {c['lines']} lines ({by_kind(c)}): {became(c)} "
        f"(not counted: {c['met nowhere']} that are met nowhere); "
        f"{c['moments asked for']} hypotheses on moments asked for again"
    )
    tally(
        f"{c['rules given something else']} rules given something else: "
        f"{c['other theorem']} proved another theorem that holds at {c['its places']} places, "
        f"{c['vacuous']} one whose hypotheses are met nowhere, {c['refused outright']} refused"
    )


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


def lacks_moments(conclusion: Statement, hypotheses: Iterable[Statement]) -> bool:
    """Whether no hypothesis gives the conclusion its moments: all laws that are tried have them.

    Those of a letter that has a law by a hypothesis are not looked for.
    """
    finite = {h.vector: 2 for h in hypotheses if type(h) is SquareIntegrable}
    for h in hypotheses:
        if type(h) is Integrable:
            finite.setdefault(h.matrix, 1)
        elif type(h) in (Gaussian, Laplace, ChiSquared):
            finite[next(parts(h))] = 2
    wanted = dict[Term, int]()
    for term in subterms(conclusion):
        match term:
            case Expectation(of):
                degrees = {x: int(degree_or_infinity(of, {x: 1})) for x in outcomes_in(of)}
            case Covariance(u, v):
                degrees = dict.fromkeys(outcomes_in(u) | outcomes_in(v), 2)
            case _:
                continue
        for x, degree in degrees.items():
            wanted[x] = max(degree, wanted.get(x, 0))
    return any(finite.get(x, 0) < degree for x, degree in wanted.items())


@pytest.mark.parametrize("id", LINES)
def test_a_line_under_other_hypotheses(id: str, counts: Counter[str]) -> None:
    """Where a hypothesis is missed, the kernel asks for it, or refuses."""
    line = line_of(id)
    conclusion, proof = line.theorem.conclusion, below(line.theorem)
    counts["lines"] += 1
    for kind, hypotheses in changed_hypotheses(line.theorem.hypotheses):
        given = knowledge(*hypotheses)

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
        without_moments = lacks_moments(conclusion, hypotheses)
        is_needed = without_moments or fails(conclusion, at)
        assert not (is_needed and is_found), f"proved, and false where {hypotheses}"
        if at:
            count(counts, kind, is_needed, is_found)
            counts["moments asked for"] += without_moments
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
    rng = Generator(str(theorem))
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
        case Equals():
            yield from (new for _, new in mutants(argument))
        case Statement():  # of which a certificate takes an equation out
            pass
        case tuple():  # the steps of a certificate, or one of them
            for i, part in enumerate(argument):
                before, after = argument[:i], argument[i + 1 :]
                yield (*before, *after)
                yield from ((*before, other, *after) for other in others(part))
        case "inverse" | "inverse of":
            yield "inverse of" if argument == "inverse" else "inverse"


@pytest.mark.parametrize("id", LINES)
def test_a_rule_that_is_given_something_else(id: str, counts: Counter[str]) -> None:
    """It refuses, or what it proves is true: that may be another theorem, from other hypotheses."""
    proof = below(line_of(id).theorem)
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


def definitions() -> list[Theorem]:
    """What proves the lines that are shown by a definition."""
    proofs = [below(line_of(id).theorem) for id in LINES]
    return [proof for proof in proofs if proof.rule == "introduce"]


def test_a_definition_from_an_assumption_on_its_letter() -> None:
    """Assuming what is to be shown of every v, for one v, shows nothing: v is not fresh."""
    tried = 0
    for statement, letter, *premises in (proof.arguments for proof in definitions()):
        for i, premise in enumerate(premises):
            given = *premises[:i], assume(premise.conclusion), *premises[i + 1 :]
            found = theorem_or_none(lambda: introduce(statement, letter, *given))  # noqa: B023
            about = letter in free_letters(premise.conclusion)
            assert (found is None) == about, f"{statement} from {premise}"
            assert found is None or not fails(
                found.conclusion, places(found.conclusion, found.hypotheses)
            )
            tried += 1
    assert tried > 50


def test_a_definition_at_a_letter_that_it_speaks_of() -> None:
    """What holds at ŵ, where the statement speaks of ŵ, need not hold for every w."""
    tried = 0
    for statement, letter, *premises in (proof.arguments for proof in definitions()):
        for other in free_letters(statement):
            if letter is not None and other.shape == letter.shape:
                with suppress(RefusedError):  # nothing random takes the place of a letter in a law
                    there = [premise_at(premise, letter, other) for premise in premises]
                    found = theorem_or_none(lambda: introduce(statement, other, *there))  # noqa: B023
                    assert found is None, f"{statement} at {other}"
                    tried += 1
    assert tried > 10


def premise_at(theorem: Theorem, letter: Letter, other: Letter) -> Theorem:
    """The theorem with one letter in the place of another; from 0 ≥ 0, where that proves it."""
    if letter not in letters_of(*theorem.hypotheses, theorem.conclusion):
        return theorem
    there = instantiate(theorem, (letter, other))
    trivial = theorem_or_none(lambda: rewrite(constant(Number(Fraction(0))), there.conclusion))
    return trivial or there


def test_there_were_other_hypotheses_and_arguments(counts: Counter[str]) -> None:
    """Few have hypotheses that are not met; many other arguments prove another theorem."""
    if counts["lines"] < len(LINES):
        pytest.skip("only some of the lines were tried")
    assert counts["false"] == counts["refused"] > 0.5 * counts["mutants"]
    for kind in KINDS:
        assert counts[f"by {kind}"] >= 3, kind
    assert counts["moments asked for"] > 100
    assert counts["met nowhere"] < 0.1 * counts["mutants"]
    assert counts["other theorem"] > 0.2 * counts["rules given something else"]
    assert counts["vacuous"] < 0.1 * counts["rules given something else"]
