"""The six verdicts, each with what has to happen when it is executed; otherwise it raises.

holds: a theorem proves the claim from what the source supposes, and from nothing else.
holds-if: a theorem proves it from something more, which is the condition; where values are given,
the claim is false there, or means nothing, without the condition.
refuted: the claim is false at exact values, or cannot be built, and a theorem says what is right.
notation: a slip that changes no result, and what is meant.
remark: nothing that the kernel can state; what can be said.
not-a-claim: nothing is claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..kernel.errors import DerivationError
from ..kernel.statements import Statement
from ..kernel.theorem import same
from ..printing.formulas import text
from ..publishing.lookup import look_up
from .claims import Claim, Says, Told, UnexecutedError, Unfit
from .proofs import By, condition, proof
from .trials import Counted, Values, against


@dataclass(frozen=True, slots=True)
class Found:
    """What executing a verdict found: the parts of a row."""

    condition: tuple[Statement, ...] = ()
    against: str = ""
    correction: Says | Told | None = None
    theorem: str = ""
    why: str = ""


def _proved(claim: Says, by: By) -> tuple[Statement, ...]:
    """What the proof of a claim supposes beyond what the claim does."""
    try:
        found = proof(claim.statement, by, claim.given)
    except DerivationError as error:
        raise UnexecutedError(f"{claim.text()} is not proved by {by.id}: {error}") from error
    return condition(found, claim.given)


def _statement(claim: Claim, word: str) -> Says:
    """The claim, which must be a statement."""
    if isinstance(claim, Says):
        return claim
    raise UnexecutedError(f"{claim.text()} is no statement, and is said to be {word}")


@dataclass(frozen=True, slots=True)
class Holds:
    """A theorem proves the claim, and supposes nothing more."""

    by: By
    why: str = ""

    word = "holds"

    def execute(self, claim: Claim) -> Found:
        """Prove the claim."""
        more = _proved(_statement(claim, self.word), self.by)
        if more:
            raise UnexecutedError(f"{claim.text()} holds only if {'; '.join(map(text, more))}")
        return Found(theorem=self.by.id, why=self.why)


@dataclass(frozen=True, slots=True)
class HoldsIf:
    """A theorem proves the claim from more; without that it is false, or means nothing, at values.

    `supposing` is what else is true at the values, as another reading of what the source says.
    """

    by: By
    without: Values | None = None
    supposing: tuple[Statement, ...] = ()
    why: str = ""

    word = "holds-if"

    def execute(self, claim: Claim) -> Found:
        """Prove the claim, and try it without the condition."""
        said = _statement(claim, self.word)
        more = _proved(said, self.by)
        if not more:
            raise UnexecutedError(f"{claim.text()} holds without a condition")
        found = ""
        if self.without is not None:
            found = against(said.statement, (*said.given, *self.supposing), self.without)
        return Found(more, found, None, self.by.id, self.why)


@dataclass(frozen=True, slots=True)
class Refuted:
    """The claim is false at values, or its shapes do not fit, or a count is another.

    The kind of slip is one of those in `slips`.
    """

    kind: str
    correction: Says | Told
    by: By
    at: Values | Counted | None = None
    why: str = ""

    word = "refuted"

    def execute(self, claim: Claim) -> Found:
        """Refute the claim, and prove what is right."""
        if isinstance(claim, Unfit):
            found = claim.refusals()
        elif isinstance(self.at, Counted):
            found = self.at.count()
        elif self.at is None:
            raise UnexecutedError(f"{claim.text()} is said to be refuted, and nothing refutes it")
        else:
            said = _statement(claim, self.word)
            found = against(said.statement, said.given, self.at)
        more = _corrected(self.correction, self.by)
        return Found(more, found, self.correction, self.by.id, self.why)


def _corrected(correction: Says | Told, by: By) -> tuple[Statement, ...]:
    """What a correction supposes beyond what it says, proved or among what a theorem supposes."""
    if isinstance(correction, Told):
        look_up(by.id)
        return ()
    supposed = by.theorem().hypotheses
    if any(same(correction.statement, each) for each in supposed):
        return ()
    return _proved(correction, by)


@dataclass(frozen=True, slots=True)
class Notation:
    """A slip that changes no result: its name, and what is meant, which a theorem says or supposes.

    The claim as it stands is refused by its shapes, or false at values where some are given. The
    kind of slip is one of those in `slips`.
    """

    kind: str
    slip: str
    meant: Says | Told | None = None
    by: By | None = None
    at: Values | None = None

    word = "notation"

    def execute(self, claim: Claim) -> Found:
        """Execute the claim as it stands, and what is meant."""
        found = ""
        if isinstance(claim, Unfit):
            found = claim.refusals()
        elif self.at is not None:
            said = _statement(claim, self.word)
            found = against(said.statement, said.given, self.at)
        more: tuple[Statement, ...] = ()
        if self.by is not None:
            if self.meant is None:
                look_up(self.by.id)
            else:
                more = _corrected(self.meant, self.by)
        return Found(more, found, self.meant, self.by.id if self.by else "", self.slip)


@dataclass(frozen=True, slots=True)
class Remark:
    """Nothing that the kernel can state: why, and what can be said, with its theorem.

    `idle` are kinds of statements that the theorem does not suppose, where a source does.
    """

    why: str
    said: Says | Told | None = None
    by: By | None = None
    idle: tuple[type[Statement], ...] = ()

    word = "remark"

    def execute(self, claim: Claim) -> Found:
        """Prove what can be said."""
        more: tuple[Statement, ...] = ()
        if self.by is not None:
            supposed = self.by.theorem().hypotheses
            if any(isinstance(each, self.idle) for each in supposed):
                raise UnexecutedError(f"{self.by.id} supposes what is said to be idle")
            more = _corrected(self.said, self.by) if self.said else ()
        elif self.said is not None and not isinstance(self.said, Told):
            raise UnexecutedError(f"no theorem is named for {self.said.text()}")
        return Found(more, "", self.said, self.by.id if self.by else "", self.why)


@dataclass(frozen=True, slots=True)
class NotAClaim:
    """Nothing is claimed: a heading, a plan, a definition or an assumption."""

    why: str

    word = "not-a-claim"

    def execute(self, claim: Claim) -> Found:
        """Nothing happens, but that no statement is passed over."""
        if isinstance(claim, Says):
            raise UnexecutedError(f"{claim.text()} is a statement, and claims something")
        return Found(why=self.why)


Verdict: TypeAlias = "Holds | HoldsIf | Refuted | Notation | Remark | NotAClaim"
WORDS = tuple(kind.word for kind in (Holds, HoldsIf, Refuted, Notation, Remark, NotAClaim))
