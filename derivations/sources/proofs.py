"""A claim proved from a theorem of the site: its conclusion, an instance of it, or what follows.

Whatever is found here the kernel has proved. What a proof supposes beyond what the source supposes
is the condition that the source omits.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..kernel.errors import DerivationError, RefusedError
from ..kernel.facts import FACTS
from ..kernel.laws import LAWS
from ..kernel.statements import (
    Equals,
    ForEach,
    Invertible,
    Maximises,
    Minimises,
    Nonnegative,
    OfMinimum,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
)
from ..kernel.terms import Term, as_term
from ..kernel.theorem import (
    Theorem,
    assume,
    cite,
    cut,
    instantiate,
    introduce,
    law,
    same,
    unfold,
    without,
)
from ..kernel.trees import conditions, substitute, unabbreviated
from ..proving.certificates import algebra, rewrite
from ..proving.positivity import Known, knowledge
from ..proving.sequents import condition as meaning
from ..proving.sequents import multiply
from ..publishing.lookup import look_up
from ..subterms import parts, subterms


class IdleError(DerivationError):
    """A theorem that a claim does not need, or that supposes more than it needs."""


At = tuple[tuple[Any, Any], ...]  # letters, and what stands in their place


@dataclass(frozen=True, slots=True)
class By:
    """A theorem or line by its id, at other letters, with lemmas in the place of hypotheses.

    Where the claim is about another multiple of the same function, `times` is the factor. Where it
    follows by algebra from nothing, the theorem is named as the one on the same terms. A law of the
    kernel and a cited fact, which are taken without proof, are named by their ids too. A
    clause is of the definition of what the theorem concludes.
    """

    id: str
    at: At = ()
    after: tuple[By, ...] = ()
    beside: tuple[By, ...] = ()
    times: Term | int | None = None
    algebra: bool = False
    clause: int | None = None

    def theorem(self) -> Theorem:
        """The theorem, with its letters and hypotheses replaced."""
        found, *meant = self._said()
        found = cut(found, *meant) if self.at else found
        found = found if self.clause is None else unfold(found, self.clause)
        return self.with_lemmas(found)

    def _said(self) -> list[Theorem]:
        """The theorem at its letters; beside a cited fact, the conditions under which it means
        anything, as it says that too.
        """
        found = _named(self.id)
        meant = conditions(found.conclusion) if self.id in FACTS else ()
        said = [found, *(meaning(each, found) for each in meant)]
        return [instantiate(each, *self.at) for each in said] if self.at else said

    def with_lemmas(self, found: Theorem) -> Theorem:
        """A theorem with those lemmas that conclude one of its hypotheses, one after the other."""
        for lemma in self.after:
            for proved in (lemma.theorem(), *lemma._said()[1:]):
                if any(same(proved.conclusion, hypothesis) for hypothesis in found.hypotheses):
                    found = cut(found, proved)
        return found


def _named(id: str) -> Theorem:
    """The theorem of a result or line, or what is taken as a law or a cited fact."""
    if id in LAWS:
        return law(id)
    if id in FACTS:
        return cite(id)
    result, line = look_up(id)
    return (line or result).theorem


def proof(claim: Statement, by: By, given: tuple[Statement, ...]) -> Theorem:
    """The claim as the kernel proves it from a theorem; RefusedError where it does not."""
    known = knowledge(*given)
    if by.algebra:
        return _plain(_by_algebra(claim, by.theorem()), given)
    found = known.settled(by.theorem())
    return _plain(by.with_lemmas(_from(found, claim, by, known, given)), given)


def _plain(theorem: Theorem, given: tuple[Statement, ...]) -> Theorem:
    """A theorem without those hypotheses that are plain from what is given, or from the others."""
    theorem = knowledge(*given).settled(theorem)
    for each in without(theorem.hypotheses, *given):
        others = without(theorem.hypotheses, each)
        with suppress(RefusedError):
            theorem = cut(theorem, knowledge(*others).proof(each))
    return theorem


def condition(found: Theorem, given: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """What a proof supposes beyond what is given."""
    return tuple(without(found.hypotheses, *given))


def _by_algebra(claim: Statement, named: Theorem) -> Theorem:
    """The claim by algebra alone, where a theorem speaks of a part of it that is no letter."""
    if not isinstance(claim, Equals):
        raise RefusedError(f"{claim} is no equation")
    if not _compound(claim) & _compound(named.conclusion):
        raise RefusedError(f"the theorem named beside {claim} speaks of no part of it")
    return algebra(claim)


def _compound(statement: Statement) -> set[Term]:
    """The parts of a statement that are made of others."""
    found = subterms(unabbreviated(statement))
    return {term for term in found if any(isinstance(part, Term) for part in parts(term))}


def _from(
    theorem: Theorem, claim: Statement, by: By, known: Known, given: tuple[Statement, ...]
) -> Theorem:
    """The claim from a theorem, and equations that are given."""
    if same(theorem.conclusion, claim):
        return theorem
    if isinstance(claim, OfMinimum):
        return _optimum(theorem, claim, as_term(1 if by.times is None else by.times), known)
    if isinstance(claim, Equals) and type(theorem.conclusion) in (Equals, ForEach, Invertible):
        premises = [theorem, *(known.settled(each.theorem()) for each in by.beside)]
        found = _by_premises(claim, premises, given)
        with suppress(RefusedError):
            if set(algebra(claim).hypotheses) <= set(found.hypotheses):
                raise IdleError(f"{claim} needs no theorem, and {by.id} is named")
        return found
    if isinstance(claim, Nonnegative) and by.times is not None:
        factor = known.proof(Nonnegative(as_term(by.times)))
        return rewrite(multiply(factor, theorem), claim)
    if type(claim) is type(theorem.conclusion):
        return rewrite(theorem, claim)
    raise RefusedError(f"{claim} does not follow from {by.id}: {theorem.conclusion}")


def _by_premises(
    claim: Statement, premises: list[Theorem], given: tuple[Statement, ...]
) -> Theorem:
    """A claim by algebra from premises, and where that is not enough from what is given too."""
    with suppress(RefusedError):
        return algebra(claim, *premises)
    equations = [assume(each) for each in given if isinstance(each, Equals | ForEach)]
    found = algebra(claim, *premises, *equations)
    with suppress(RefusedError):
        alone = algebra(claim, *equations)
        if not set(found.hypotheses) <= set(alone.hypotheses):
            raise IdleError(f"{claim} needs less than {premises[0].conclusion}")
    return found


def _optimum(theorem: Theorem, claim: Any, factor: Term, known: Known) -> Theorem:
    """An optimum of a multiple of the function that a theorem has an optimum of."""
    point, function, letter = claim[1:4]
    best = substitute(function, {letter: point})
    least = isinstance(claim, Minimises | UniquelyMinimises)
    kind = Minimises if least else Maximises
    strong = type(theorem.conclusion) in (UniquelyMinimises, UniquelyMaximises)
    weak = unfold(theorem, 0) if strong else theorem
    gap = unfold(weak, 0, letter)
    goal = Nonnegative(function - best if least else best - function)
    scaled = rewrite(multiply(known.proof(Nonnegative(factor)), gap), goal)
    optimum = introduce(kind(point, function, letter), letter, known.settled(scaled))
    if type(claim) is kind:
        return optimum
    if not strong:
        raise RefusedError(f"{theorem.conclusion} does not say that there is one only")
    at_point = unfold(theorem, 1, letter)
    only = cut(at_point, _as_good(at_point, Equals(function, best)))
    return introduce(claim, letter, optimum, known.settled(only))


def _as_good(at_point: Theorem, equal: Equals) -> Theorem:
    """The antecedent of the second clause, from that of the claim's."""
    for hypothesis in at_point.hypotheses:
        if isinstance(hypothesis, Equals):
            with suppress(RefusedError):
                return algebra(hypothesis, assume(equal))
    raise RefusedError(f"{equal} gives none of {at_point.hypotheses}")
