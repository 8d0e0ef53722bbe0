"""Every published theorem is restated, with all that a restatement comes with."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

import pytest

from derivations.kernel.statements import (
    Equals,
    ForEach,
    Integrable,
    Invertible,
    SquareIntegrable,
    Statement,
)
from derivations.kernel.theorem import Theorem, assume, cut, unfold
from derivations.proving.certificates import algebra
from derivations.proving.sequents import transitive
from derivations.publishing.contents import MODULES
from derivations.publishing.registry import known_ids, read_registry

from .restatement import Restatement, refused

for module in MODULES:
    import_module(f"{__package__}.test_{module}")

MEANINGFUL = (Invertible, Integrable, SquareIntegrable)  # what terms need to mean anything


def kind(statement: Statement) -> type[Statement]:
    """The kind of a statement, or of that which is said for each index."""
    return kind(statement.statement) if type(statement) is ForEach else type(statement)


RESTATED = Restatement.__subclasses__()
EQUATIONS = [
    each
    for each in RESTATED
    if all(kind(hypothesis) in (Equals, *MEANINGFUL) for hypothesis in each.hypotheses)
    and type(each.conclusion) is Equals
    and each.algebraic
]


def named(restated: type[Restatement]) -> str:
    return restated.id


def test_every_theorem_is_restated_once():
    assert sorted(map(named, RESTATED)) == sorted(known_ids())


@pytest.mark.parametrize("restated", RESTATED, ids=named)
def test_restatement_is_complete(restated):
    assert restated.__name__.startswith("Test")  # or else pytest passes over it
    assert restated.__module__ == f"{__package__}.test_{read_registry()[restated.id]['module']}"
    wanted = {"test_in_sympy", "test_near_miss_is_refused", "test_near_miss_is_false"}
    if restated.hypotheses:
        wanted.add("test_instance")
    assert wanted <= vars(restated).keys()


def by_algebra(restated: type[Restatement], hypotheses: Iterable[Statement]) -> Theorem:
    """The restated equation from some of its hypotheses."""
    premises = [assume(h) for h in hypotheses if kind(h) in (Equals, Invertible)]
    stone = restated.by_way_of
    left, right = restated.conclusion.left, restated.conclusion.right
    if stone is None:
        return settled(algebra(restated.conclusion, *premises))
    return settled(
        transitive(algebra(Equals(left, stone)), algebra(Equals(stone, right), *premises))
    )


def settled(theorem: Theorem) -> Theorem:
    """The theorem, where what is square integrable need not be integrable besides."""
    for hypothesis in theorem.hypotheses:
        if (
            type(hypothesis) is SquareIntegrable
            and Integrable(hypothesis.vector) in theorem.hypotheses
        ):
            theorem = cut(theorem, unfold(assume(hypothesis), 0))
    return theorem


@pytest.mark.parametrize("restated", EQUATIONS, ids=named)
def test_restated_equation_is_accepted(restated):
    """The kernel refuses near misses of a claim that it accepts by the same rule."""
    theorem = by_algebra(restated, restated.hypotheses)
    assert set(theorem.hypotheses) == set(restated.hypotheses)


@pytest.mark.parametrize(
    ("restated", "missing"),
    [(each, hypothesis) for each in EQUATIONS for hypothesis in each.hypotheses],
    ids=lambda value: named(value) if isinstance(value, type) else str(value),
)
def test_restated_equation_needs_each_hypothesis(restated, missing):
    others = [hypothesis for hypothesis in restated.hypotheses if hypothesis != missing]
    if kind(missing) in MEANINGFUL:  # it comes of itself
        assert missing in by_algebra(restated, others).hypotheses
    else:
        refused(by_algebra, restated, others)
