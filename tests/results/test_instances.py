"""An exact instance of every published theorem: its hypotheses hold together, and what follows."""

from __future__ import annotations

from random import Random

import pytest
from numpy.random import default_rng

from derivations.examples.instances import instance, judge
from derivations.kernel.trees import free_letters
from derivations.numbers.truth import exactly
from derivations.publishing.registry import known_ids
from derivations.publishing.verify import dimensions_in, sizes_of
from derivations.witnesses.by_numbers import holds

from .restatement import published


@pytest.mark.parametrize("id", known_ids())
def test_theorem_has_an_instance_and_is_true_there(id):
    theorem = published(id)
    statements = (*theorem.hypotheses, theorem.conclusion)
    letters = {letter for statement in statements for letter in free_letters(statement)}
    sizes = sizes_of(dimensions_in(*statements), 4, 2)
    found = instance(theorem.hypotheses, letters, sizes, Random(0), about=[theorem.conclusion])
    assert found is not None
    for statement in statements:
        answer = judge(statement, exactly(found, statement))
        if answer is None:  # a minimum of what is no polynomial, which numbers only try
            answer = holds(statement, found, default_rng(0))
        assert answer is True
