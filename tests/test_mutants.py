"""Mutants of what every line says: each false one is refused, no true one called refuted.

Of each line MOST changes of what it says are tried, drawn with a fixed seed; `MUTANTS=4` tries so
many, as `.ci/run` does. See `mutants` for what a mutant is, and how it is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain, islice
from random import Random as Generator
from typing import Any

import pytest

from derivations.examples.instances import Instance, judge
from derivations.kernel.errors import UnfinishedError
from derivations.kernel.statements import Equals, ForEach
from derivations.kernel.theorem import Theorem
from derivations.proving.chain import PUBLISHED, Line, LineRefusedError, calc, publish
from derivations.proving.decide import counterexample, counterexample_text, decide
from tests.mutants import (
    CONFIRMED,
    INSTANCES,
    KINDS,
    LINES,
    MOST,
    STEPS,
    WITHOUT_END,
    attempts,
    became,
    below,
    by_kind,
    count,
    everything,
    fails,
    is_false,
    is_false_at,
    line_of,
    mutants,
    places,
    sampled,
    sympy_says,
    theorem_or_none,
    usable,
)


@pytest.mark.parametrize("id", LINES)
def test_sympy_agrees_with_the_judge_of_mutants(id: str, counts: Counter[str]) -> None:
    """Of each line a false mutant is false by SymPy too, at the same matrices."""
    line = line_of(id)
    conclusion, hypotheses = line.theorem.conclusion, line.theorem.hypotheses
    at = places(conclusion, hypotheses)
    tried = (mutant for _, mutant in chain(sampled(conclusion, MOST), mutants(conclusion)))
    false = ((mutant, place) for mutant in tried for place in at if is_false_at(mutant, place))
    for mutant, place in islice(false, CONFIRMED):
        said = sympy_says(mutant, hypotheses, place)
        assert said is not True, f"true by SymPy: {mutant}"
        counts["false by SymPy" if said is False else "unclear to SymPy"] += 1


@pytest.fixture(scope="module")
def counts(tally: Callable[[str], None]) -> Iterator[Counter[str]]:
    """What became of all mutants; shown when all tests here are done."""
    c = Counter[str]()
    yield c
    tally(
        f"{c['mutants']} mutants of {c['lines']} lines ({by_kind(c)}), out of {c['possible']}: "
        f"{became(c)} (not counted: {c['untried']} that no rule takes as a target); "
        f"{c['without end']} attempts without end"
    )
    tally(
        f"  SymPy on the first false one of each line: {c['false by SymPy']} false, "
        f"{c['unclear to SymPy']} unclear"
    )


def tried(attempt: Callable[[], Theorem], line: Line, counts: Counter[str]) -> Theorem | None:
    """The theorem; a rewriting without end is counted, for it proves nothing."""
    try:
        return theorem_or_none(attempt)
    except UnfinishedError:
        counts["without end"] += 1
        WITHOUT_END.append(line)
        return None


@pytest.mark.parametrize("id", LINES)
def test_mutants_of_a_line(id: str, counts: Counter[str]) -> None:
    """Each change that makes the line false is refused; none that leaves it true is refuted."""
    line = line_of(id)
    conclusion, hypotheses = line.theorem.conclusion, line.theorem.hypotheses
    at = places(conclusion, hypotheses)
    assert len(at) == INSTANCES
    assert not fails(conclusion, at)
    counts["lines"] += 1
    counts["possible"] += len(mutants(conclusion))
    searched = decided = False
    for kind, mutant in sampled(conclusion, MOST):
        found = [tried(attempt, line, counts) for attempt in attempts(line, mutant)]
        if not found:  # a minimum that other rules than `introduce` made: none takes a target
            counts["untried"] += 1
            continue
        false = is_false(mutant, at)
        if not false and not searched:
            searched = True
            refuted = counterexample(mutant, hypotheses, steps=STEPS)
            false = refuted is not None  # overlooked above
            if refuted is not None:
                there = everything(refuted)
                assert sympy_says(mutant, hypotheses, there) is not True
        assert not (false and any(found)), f"proved, and false: {mutant}"
        of_all = any(type(h) is ForEach for h in hypotheses)  # of which `decide` makes nothing
        if not false and type(mutant) is Equals and found[0] and not (of_all or decided):
            decided = True
            assert decide(mutant.left, mutant.right, hypotheses).proved
        count(counts, kind, false, any(found))


def refused_right_sides(sample: int) -> Iterator[tuple[Line, Equals]]:
    """Some mutants on the right-hand side of lines that algebra proved, each false."""
    rng = Generator(0)
    lines = [line for line in map(line_of, LINES) if below(line.theorem).rule == "algebra"]
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

    monkeypatch.setattr(import_module("derivations.proving.decide"), "counterexample", recorded)
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
        there = everything(shown)
        assert is_false_at(mutant, there)
        assert all(judge(h, there) for premise in premises for h in premise.hypotheses)
        seen += 1
    assert seen >= 20


def test_a_mutant_is_not_published() -> None:
    """A result says what its last line proves, and nothing else; tried with each kind of line."""
    for line in {type(line.theorem.conclusion): line for line in map(line_of, LINES)}.values():
        mutant = sampled(line.theorem.conclusion, 1)[0][1]
        with pytest.raises(LineRefusedError, match="claims"):
            publish("mutant", "A mutant", mutant, line)
        assert "mutant" not in PUBLISHED


def test_there_were_mutants_of_all_kinds(counts: Counter[str]) -> None:
    """Most are false, and SymPy found so of nearly every line."""
    if counts["lines"] < len(LINES):
        pytest.skip("only some of the lines were tried")
    assert counts["mutants"] > 0.95 * MOST * len(LINES)
    assert counts["false"] == counts["refused"] > 0.6 * counts["mutants"]
    assert counts["proved"] > 0.05 * counts["mutants"]
    for kind in KINDS:
        assert counts[f"by {kind}"] >= 3, kind
    assert counts["without end"] < 0.002 * counts["mutants"]
    assert counts["unclear to SymPy"] == 0
    assert counts["false by SymPy"] > 0.9 * len(LINES)
