"""What a source claims, restated: a statement, parts that do not fit together, or words.

No prose of a source is quoted. What can be built is printed from what was built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ..kernel.errors import DerivationError, ShapeError
from ..kernel.nodes import Node
from ..kernel.statements import Statement
from ..kernel.terms import Term
from ..printing.formulas import show, text

Piece: TypeAlias = "str | Term | Statement"


class UnexecutedError(DerivationError):
    """An entry of the audit whose verdict is not what happens when it is executed."""


@dataclass(frozen=True, slots=True)
class Says:
    """A statement, and what the source supposes beside it."""

    statement: Statement
    given: tuple[Statement, ...] = ()

    def text(self) -> str:
        """The claim as plain text."""
        supposed = f", if {listed(self.given)}" if self.given else ""
        return f"{text(self.statement)}{supposed}"


@dataclass(frozen=True, slots=True)
class Told:
    """Words and formulas, where no statement of the kernel says the same."""

    pieces: tuple[Piece, ...]

    def text(self) -> str:
        """The claim as plain text."""
        return "".join(piece if isinstance(piece, str) else text(piece) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Misfit:
    """Parts from which nothing can be built, for their shapes do not fit."""

    kind: type[Node]
    parts: tuple[Term, ...]

    def refusal(self) -> str:
        """The parts with their shapes; raises UnexecutedError where they fit."""
        try:
            self.kind(*self.parts)
        except ShapeError:
            return ", ".join(f"{text(part)} is {show(part.shape)}" for part in self.parts)
        raise UnexecutedError(f"{', '.join(map(str, self.parts))} fit together in {self.kind}")


@dataclass(frozen=True, slots=True)
class Unfit:
    """A formula that cannot be built, printed from its parts, and what in it does not fit."""

    pieces: tuple[Piece, ...]
    misfits: tuple[Misfit, ...]

    def text(self) -> str:
        """The claim as plain text."""
        return Told(self.pieces).text()

    def refusals(self) -> str:
        """The shapes that do not fit, of each misfit."""
        return "; ".join(misfit.refusal() for misfit in self.misfits)


Claim: TypeAlias = "Says | Told | Unfit"


def listed(statements: tuple[Statement, ...]) -> str:
    """Statements one after the other, as plain text."""
    return "; ".join(map(text, statements))
