"""The argument as a graph: which theorem rests on which, read off the proofs.

A theorem *rests on* another directly if its proof contains the other's, and no third one between.
What a theorem only supposes is no part of its proof, even where another theorem concludes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..kernel.statements import Statement
from ..proving.chain import Result
from .contents import MODULES, Chapter
from .registry import known_ids, read_registry, theorem


@dataclass(frozen=True, slots=True)
class Argument:
    """Theorems by their ids, in the order of the argument, each with those it rests on directly."""

    premises: Mapping[str, tuple[str, ...]]

    @property
    def edges(self) -> tuple[tuple[str, str], ...]:
        """Each theorem that another rests on directly, and that other."""
        return tuple((premise, user) for user, all in self.premises.items() for premise in all)

    def users(self, id: str) -> tuple[str, ...]:
        """The theorems that rest on one directly."""
        return tuple(user for user, premises in self.premises.items() if id in premises)

    def rests_on(self, id: str) -> tuple[str, ...]:
        """All that a theorem rests on, directly or through others."""
        return self.reached(id, self.premises.__getitem__)

    def carries(self, id: str) -> tuple[str, ...]:
        """All that rests on a theorem, directly or through others."""
        return self.reached(id, self.users)

    def reached(self, id: str, step: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
        """What repeated steps lead to, in the order of the argument."""
        found: set[str] = set()
        ahead = {id}
        while ahead:
            ahead = {after for before in ahead for after in step(before)} - found
            found |= ahead
        return tuple(other for other in self.premises if other in found)

    def chain(self, id: str) -> tuple[str, ...]:
        """A longest chain of theorems, each resting on the one before, that ends with this one."""
        chains = [self.chain(premise) for premise in self.premises[id]]
        return (*max(chains, key=len, default=()), id)


def argument_of(results: Iterable[Result]) -> Argument:
    """The argument of published theorems, given in its order, with all that they rest on."""
    return Argument({result.id: result.uses() for result in results})


def argument_for(id: str) -> Argument:
    """The part of the argument that a theorem rests on, and the theorem itself, which comes last.

    >>> argument_for("gram-positive-semidefinite").premises
    {'gram-quadratic-form': (), 'gram-positive-semidefinite': ('gram-quadratic-form',)}
    """
    found = {id}
    ahead = found
    while ahead:
        ahead = {premise for user in ahead for premise in theorem(user).uses()} - found
        found = found | ahead
    order = {known: place for place, known in enumerate(known_ids())}
    return argument_of(theorem(one) for one in sorted(found, key=order.__getitem__))


def rests_on(id: str) -> tuple[str, ...]:
    """The ids of all that a theorem rests on, directly or through others; only they are proved."""
    return tuple(one for one in argument_for(id).premises if one != id)


def chapter_of(id: str) -> Chapter:
    """The chapter on whose page a theorem stands."""
    return MODULES[read_registry()[id]["module"]]


def between_chapters(argument: Argument) -> Counter[tuple[Chapter, Chapter]]:
    """How often a theorem of one chapter is used directly by a theorem of another."""
    pairs = ((chapter_of(premise), chapter_of(user)) for premise, user in argument.edges)
    return Counter((before, after) for before, after in pairs if before != after)


@dataclass(frozen=True, slots=True)
class Provided:
    """A statement that some theorems conclude, and that others suppose."""

    statement: Statement
    concluded_by: tuple[Result, ...]
    supposed_by: tuple[Result, ...]


def provided(results: Iterable[Result]) -> tuple[Provided, ...]:
    """The hypotheses that another theorem concludes word for word, most often supposed first."""
    results = tuple(results)
    concluded: dict[Statement, list[Result]] = {}
    supposed: dict[Statement, list[Result]] = {}
    for result in results:
        concluded.setdefault(result.conclusion, []).append(result)
        for hypothesis in result.hypotheses:
            supposed.setdefault(hypothesis, []).append(result)
    both = [
        Provided(statement, tuple(concluded[statement]), tuple(supposed[statement]))
        for statement in supposed
        if statement in concluded
    ]
    return tuple(sorted(both, key=lambda each: -len(each.supposed_by)))
