"""The second checker agrees with the kernel: on all that is published, on random pairs of terms,
and on random uses of every rule, true and false ones.

`COMPARED=100000 pytest tests/checker/test_agreement.py` compares so many pairs and so many uses.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from derivations import theorems
from derivations.kernel import nodes, theorem
from derivations.kernel.errors import DerivationError
from derivations.kernel.facts import FACTS
from derivations.kernel.laws import LAWS
from derivations.kernel.nodes import KINDS
from derivations.kernel.statements import Equals, Statement
from derivations.kernel.terms import Dimension, Index, Letter, SumOver, Term
from derivations.kernel.theorem import RULES, Theorem, assume, cite, law
from derivations.kernel.trees import Abbreviation
from derivations.publishing.export import export
from derivations.publishing.registry import read_registry
from derivations.site.checker import CHECKER, lines_of_script
from tests.checker.driver import answers
from tests.checker.steps import file_of, hash_in, sequent_hash
from tests.kernel import test_fuzz as fuzzing
from tests.kernel.random_terms import SIZES
from tests.kernel.test_kinds import SAMPLES

COMPARED = int(os.environ.get("COMPARED", "5000"))
ROUNDS = fuzzing.ROUNDS[:-1]  # but for whole files, which `test_attacks` corrupts
AT_ONCE = 20_000  # questions to one process
BUDGET = 6_000_000  # units of work that the checker allows for a file
Asked = tuple[str, tuple[Any, ...]]  # a rule, and what it is given


def test_everything_published_is_proved_again_with_its_hash(tally: Callable[[str], None]) -> None:
    whole = export(theorems())
    assert {step[0] for step in json.loads(whole)["steps"]} == set(RULES)
    (answer,) = answers([{"text": whole, "registered": True}])
    assert "why" not in answer, answer["why"]
    ids = {r.id for r in theorems()} | {r.line_id(x) for r in theorems() for x in r.lines}
    registered = {id: read_registry()[id]["hashes"][-1] for id in ids}
    assert {id: found["hash"] for id, found in answer["published"].items()} == registered
    for result in theorems():
        assert set(answer["published"][result.id]["facts"]) == result.theorem.facts
    assert answer["work"] < BUDGET / 3  # else it is time to raise what a file may ask for
    tally(
        f"second checker: {answer['steps']} steps, {len(ids)} statements, in "
        f"{answer['seconds']:.1f} s and {answer['work']:.0f} units of work"
    )


def test_one_theorem_alone_is_proved_from_its_own_steps() -> None:
    whole = export(theorems())
    ids = [result.id for result in theorems()[::25]]
    (everything, *each) = answers([{"base": 0}, *({"base": 0, "only": id} for id in ids)], [whole])
    for id, answer in zip(ids, each, strict=True):
        published = everything["published"]
        lines = {each for each in published if each.startswith(f"{id}.")}
        assert answer["published"] == {each: published[each] for each in (id, *lines)}
        assert answer["steps"] < everything["steps"] / 2


def test_laws_facts_and_conditions_are_the_same() -> None:
    """Each law and fact, and each kind of node, with what it needs to mean anything."""
    taken: list[tuple[Asked, Theorem]] = [(("law", (name,)), law(name)) for name in LAWS]
    taken += [(("cite", (name,)), cite(name)) for name in FACTS]
    for kind, sample in SAMPLES.items():
        claim = sample if isinstance(sample, Statement) else Equals(sample, sample)
        taken.append((("assume", (claim,)), assume(claim)))
        assert kind in KINDS
    found = answers({"text": file_of(*asked)} for asked, _ in taken)
    for (asked, expected), answer in zip(taken, found, strict=True):
        assert hash_in(answer) == sequent_hash(expected), (asked, answer)
    assert set(SAMPLES) == set(KINDS)


def test_arguments_are_replaced_before_an_abbreviation_is_unfolded() -> None:
    """Else the index in its body would get another name, and the statement another hash."""
    size = Dimension("n")
    i, j, v = Index("i", size), Index("j", size), Letter("v", size)
    short = Abbreviation("f", (v,), (i,), SumOver(i, i.T @ v))
    arguments = theorem.algebra(Equals(short, short), None, ()), (i, j)
    (answer,) = answers([{"text": file_of("instantiate", arguments)}])
    assert hash_in(answer) == sequent_hash(Theorem("instantiate", *arguments))
    assert "index(i,n,1)" in answer["published"]["it"]["sequent"]


def compared(asked: dict[Asked, str | None]) -> Counter[str]:
    """Ask for each use of a rule, which the kernel proved with this hash, or refused."""
    counts, waiting = Counter[str](), list(asked.items())
    for start in range(0, len(waiting), AT_ONCE):
        some = waiting[start : start + AT_ONCE]
        found = answers({"text": file_of(*use)} for use, _ in some)
        for ((rule, arguments), expected), answer in zip(some, found, strict=True):
            where = f"{rule}{arguments}: {answer.get('why')}"
            assert hash_in(answer) == expected, where
            counts[f"{rule} {'proved' if expected else 'refused'}"] += 1
    return counts


# Pairs of terms.


def verdict(left: Term, right: Term) -> tuple[Asked, str | None]:
    """Whether the kernel proves left = right without a premise, and with which hash."""
    asked: Asked = ("algebra", (Equals(left, right), None, ()))
    try:
        return asked, sequent_hash(Theorem(asked[0], *asked[1]))
    except DerivationError:
        return asked, None


SHOWN = ("expectation", "covariance", "sum-over", "product-over", "derivative", "iterate")


def test_pairs_of_terms_have_the_same_verdict(seed: int, tally: Callable[[str], None]) -> None:
    """Half are equal by construction; the others are changed in one place."""
    fuzz = fuzzing.Fuzz(f"pairs {seed}")
    asked: dict[Asked, str | None] = {}
    shown = Counter[str]()
    while len(asked) < COMPARED:
        shape = fuzz.pick(*SIZES), fuzz.pick(*SIZES, 1, 1)
        left = fuzz.term(*shape, depth=fuzz.pick(1, 2, 3, 3))
        right = fuzz.equal(fuzz.equal(left, 0.9))
        for other in (right, fuzz.changed(fuzz.pick(left, right))):
            if other.shape == left.shape:
                use, expected = verdict(left, other)
                asked[use] = expected
        written = nodes.written(Equals(left, right))
        shown.update(kind for kind in SHOWN if f"{kind}(" in written)
    counts = compared(asked)
    assert min(counts["algebra proved"], counts["algebra refused"]) > COMPARED / 5
    assert all(shown[kind] > COMPARED / 200 for kind in SHOWN), shown
    tally(f"second checker on {len(asked)} pairs: {dict(counts)}; with {dict(shown)}")


# Uses of rules.


class Unjudged(fuzzing.Fuzz):
    """Rounds of attack on the kernel in which nothing is judged; what is small is used again."""

    def check(self, kind: str, proved: Theorem, instances: int = 4) -> None:
        statements = (*proved.hypotheses, proved.conclusion)
        is_small = sum(nodes.derived(each)["size"] for each in statements) < 60
        if is_small and not is_odd(proved.rule, proved.arguments):
            self.kept = [*self.kept[-40:], proved]


@contextmanager
def overheard(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[Asked, str | None]]:
    """All that the kernel is asked to prove meanwhile, with the hash of what it proved."""
    prove, heard = theorem.proved, dict[Asked, str | None]()

    def listening(rule: str, arguments: tuple[Any, ...]) -> Any:
        if not is_odd(rule, arguments):
            heard.setdefault((rule, arguments), None)
        found = prove(rule, arguments)
        if (rule, arguments) in heard:
            heard[rule, arguments] = sequent_hash(found)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(theorem, "proved", listening)
        yield heard


def is_odd(rule: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a dimension is replaced by neither a term nor a positive int.

    The kernel notices that where the dimension stands, the second checker wherever it is.
    """
    pairs = [pair for pair in arguments[1:] if type(pair) is tuple and len(pair) == 2]
    sizes = [value for key, value in pairs if type(key) is Dimension]
    fits = (isinstance(s, Term) or (type(s) is int and s > 0) for s in sizes)
    return rule == "instantiate" and not all(fits)


@pytest.mark.parametrize("way", ROUNDS, ids=lambda way: way.__name__)
def test_uses_of_rules_have_the_same_verdict(
    way: fuzzing.Round,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
    tally: Callable[[str], None],
) -> None:
    """What is proved has the same hypotheses and conclusion; what is refused is refused."""
    fuzz = Unjudged(f"{way.__name__} {seed}")
    with overheard(monkeypatch) as heard:
        while len(heard) < COMPARED // len(ROUNDS):
            with suppress(fuzzing.LostError):  # equal terms that the kernel does not know as equal
                way(fuzz)
    counts = compared(heard)
    tally(f"second checker on {way.__name__}: {dict(sorted(counts.items()))}")


def test_it_stays_small() -> None:
    assert lines_of_script(Path(__file__).parents[2] / CHECKER) <= 1400
