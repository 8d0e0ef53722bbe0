"""The ledger of cited facts: each has a source, and holds wherever it is tried."""

import random

import pytest

from derivations import theorems
from derivations.instances import instance
from derivations.kernel.facts import FACTS
from derivations.kernel.statements import statement_letters
from derivations.kernel.theorem import cite
from derivations.truth import holds
from derivations.verify import dimensions_in


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_a_fact_holds_wherever_its_hypotheses_do(fact):
    statements = (*fact.hypotheses, fact.conclusion)
    letters = sorted({x for s in statements for x in statement_letters(s)}, key=lambda x: x.name)
    sizes = {size for s in statements for size in dimensions_in(s)}
    tried = 0
    for seed in range(40):
        rng = random.Random(seed)
        found = instance(fact.hypotheses, letters, {size: rng.randint(1, 4) for size in sizes}, rng)
        if found is not None:
            assert holds(fact.conclusion, found)
            tried += 1
    assert tried >= 20


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_a_fact_says_where_it_is_from_and_needs_its_hypotheses(fact):
    assert len(fact.source) > 20
    letters = sorted(statement_letters(fact.conclusion), key=lambda x: x.name)
    sizes = dict.fromkeys(dimensions_in(fact.conclusion), 2)
    found = [instance((), letters, sizes, random.Random(seed)) for seed in range(40)]
    assert not all(holds(fact.conclusion, values) for values in found)


@pytest.mark.parametrize("fact", FACTS)
def test_what_is_cited_is_named(fact):
    theorem = cite(fact)
    assert theorem.facts == {fact}
    assert theorem.hypotheses == FACTS[fact].hypotheses
    assert theorem.conclusion == FACTS[fact].conclusion


def test_no_fact_is_about_regression():
    """A fact speaks of one matrix, with no names of the model and no data."""
    for fact in FACTS.values():
        assert not {"X", "y", "w", "w_hat", "n", "d"} & {
            node.name for s in (*fact.hypotheses, fact.conclusion) for node in statement_letters(s)
        }


def test_every_fact_is_used_and_no_other():
    used = {fact for result in theorems() for fact in result.facts()}
    assert used == set(FACTS)
