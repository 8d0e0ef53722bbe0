"""The budget of a search, in steps: what is found does not depend on how fast a machine is.

A step is about as long everywhere: a term of a polynomial that is written down, a rule that is
tried, an entry of a matrix that is computed. A search that has spent its budget ends with
`SpentError`, and what it would have found is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from .kernel.errors import UnfinishedError


class SpentError(UnfinishedError):
    """A search that has taken as many steps as it may."""


@dataclass(slots=True)
class Budget:
    """How many steps there were, and how many are left."""

    steps: int
    left: int


_budgets: ContextVar[tuple[Budget, ...]] = ContextVar("budgets", default=())


@contextmanager
def budget(steps: int) -> Iterator[None]:
    """Within, at most so many steps are taken; they count in every budget around it as well."""
    token = _budgets.set((*_budgets.get(), Budget(steps, steps)))
    try:
        yield
    finally:
        _budgets.reset(token)


def spend(steps: int) -> None:
    """Count steps; SpentError is raised where they are more than is left, also ever after.

    >>> with budget(10):
    ...     spend(4)
    ...     spend(7)
    Traceback (most recent call last):
    derivations.budget.SpentError: the search was given up after 10 steps
    """
    budgets = _budgets.get()
    for each in budgets:
        each.left -= steps
    for each in budgets:
        if each.left < 0:
            raise SpentError(f"the search was given up after {each.steps:,} steps")
