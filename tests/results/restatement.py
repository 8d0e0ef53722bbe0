"""A published theorem restated in full: its hypotheses, its conclusion, the facts it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from derivations.kernel.errors import RefusedError
from derivations.kernel.statements import Statement
from derivations.kernel.terms import Term
from derivations.kernel.theorem import Theorem
from derivations.kernel.trees import unabbreviated
from derivations.publishing import registry


class Restatement:
    """A test class for one theorem, named Test….

    It adds `test_in_sympy`, `test_near_miss_is_refused` and `test_near_miss_is_false`, and, where
    there are hypotheses, `test_instance`; test_coverage.py looks for them.
    """

    id: str
    hypotheses: tuple[Statement, ...] = ()
    conclusion: Statement
    facts: tuple[str, ...] = ()
    by_way_of: Term | None = None  # where algebra alone does not see the equation
    algebraic: bool = True  # or else it needs an induction, or laws of exp, ln or √, besides

    def test_statement(self):
        result = registry.theorem(self.id)
        theorem = result.theorem
        hypotheses = [unabbreviated(hypothesis) for hypothesis in theorem.hypotheses]
        assert set(hypotheses) == set(self.hypotheses)
        assert len(hypotheses) == len(self.hypotheses)
        assert unabbreviated(theorem.conclusion) == self.conclusion
        assert theorem.facts == set(self.facts) == set(result.facts())


def published(id: str) -> Theorem:
    """The theorem of this id."""
    return registry.theorem(id).theorem


def refused(rule: Callable[..., Theorem], *arguments: Any) -> None:
    """The rule refuses the step, and has not merely given up on it."""
    with pytest.raises(RefusedError) as caught:
        rule(*arguments)
    assert caught.type is RefusedError
