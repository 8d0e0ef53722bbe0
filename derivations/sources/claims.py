"""What a source claims, restated: a statement, parts that do not fit together, or words.

No prose of a source is quoted. What can be built is printed from what was built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from ..kernel.errors import ShapeError
from ..kernel.nodes import Node
from ..kernel.statements import Statement
from ..kernel.terms import Term
from ..presentation.theorems import maths, plain_html
from ..printing.formulas import latex, show, text

Piece: TypeAlias = "str | Term | Statement"

_SIGNS = {
    "−": "-", "∼": "\\sim", "⟹": "\\implies", "⟺": "\\iff", "ℝ": "\\mathbb{R}", "∈": "\\in",
    "×": "\\times", "∏": "\\prod", "∇": "\\nabla", "⊤": "^{\\mathsf{T}}",
}  # fmt: skip
_FORMULA = re.compile(r"[-+=<>()\[\],.;:/ −∼⟹⟺ℝ∈×∏∇⊤0-9]*")


class UnexecutedError(ShapeError):
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

    def html(self) -> str:
        """The claim as HTML, typeset."""
        supposed = ", ".join(maths(latex(each)) for each in self.given)
        return maths(latex(self.statement)) + (f", if {supposed}" if supposed else "")


@dataclass(frozen=True, slots=True)
class Told:
    """Words and formulas, where no statement of the kernel says the same."""

    pieces: tuple[Piece, ...]

    def text(self) -> str:
        """The claim as plain text."""
        return "".join(piece if isinstance(piece, str) else text(piece) for piece in self.pieces)

    def html(self) -> str:
        """The claim as HTML; what are only formulas and signs is one formula."""
        if all(not isinstance(piece, str) or _FORMULA.fullmatch(piece) for piece in self.pieces):
            tex = "".join(
                "".join(f"{_SIGNS[sign]} " if sign in _SIGNS else sign for sign in piece)
                if isinstance(piece, str)
                else latex(piece)
                for piece in self.pieces
            )
            return maths(tex)
        return "".join(
            escape(piece) if isinstance(piece, str) else maths(latex(piece))
            for piece in self.pieces
        )


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

    def html(self) -> str:
        """The claim as HTML."""
        return Told(self.pieces).html()

    def refusals(self) -> str:
        """The shapes that do not fit, of each misfit."""
        return "; ".join(misfit.refusal() for misfit in self.misfits)


Claim: TypeAlias = "Says | Told | Unfit"


def listed(statements: tuple[Statement, ...]) -> str:
    """Statements one after the other, as plain text."""
    return "; ".join(map(text, statements))


def listed_html(statements: tuple[Statement, ...]) -> str:
    """Statements one after the other, as light HTML."""
    return "; ".join(plain_html(text(each)) for each in statements)
