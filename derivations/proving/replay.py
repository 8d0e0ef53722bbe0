"""Replay: prove a theorem again, from nothing, by the rules that its proof names."""

from __future__ import annotations

from ..kernel.errors import RefusedError, require
from ..kernel.theorem import Theorem, theorem_of


def replay(theorem: Theorem, seen: set[int] | None = None) -> None:
    """Prove a theorem again, premises first, each once, and raise unless the same comes out.

    `seen` holds the ids of the theorems that were replayed already.
    """
    seen = set() if seen is None else seen
    waiting = [theorem_of(theorem)]
    while waiting:
        now = waiting[-1]
        premises = [a for a in now.arguments if type(a) is Theorem and id(a) not in seen]
        if premises:
            waiting += premises
            continue
        if id(now) not in seen:
            again = Theorem(now.rule, *now.arguments)
            same = (again.hypotheses, again.conclusion, again.facts) == (
                now.hypotheses,
                now.conclusion,
                now.facts,
            )
            require(same, RefusedError, "replay proves something else than {}", now)
            seen.add(id(now))
        waiting.pop()
