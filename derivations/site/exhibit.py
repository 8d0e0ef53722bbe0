"""A theorem as the site exhibits it: proved again, witnessed, and ready to be copied.

All of it is data, so that a process of its own can find it while the pages are executed.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from ..interop.code import sympy_code
from ..kernel.errors import MalformedError
from ..kernel.theorem import Theorem
from ..presentation.opened import opened_html
from ..presentation.theorems import (
    antecedents,
    excerpt_html,
    formulas,
    result_html,
    result_latex,
    result_text,
    single_line_latex,
)
from ..printing.formulas import text
from ..proving.chain import Result
from ..publishing.processes import REPLAYED
from ..publishing.registry import theorem
from ..publishing.verify import Witnessed, verify_one

MARKS: dict[bool | None, str] = {True: "✓", None: "–", False: "✗"}
SAID: dict[str, dict[bool | None, str]] = {
    "kernel": {
        True: "the kernel proves it for all sizes",
        False: "the kernel refuses it",
    },
    "sympy": {
        True: "SymPy agrees on small matrices",
        None: "SymPy cannot tell",
        False: "SymPy disagrees",
    },
    "numbers": {
        True: "NumPy agrees on random numbers",
        None: "NumPy cannot tell",
        False: "NumPy disagrees",
    },
}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What was found for a theorem: its lines by their ids, its formulas, what can be copied.

    `says` is the theorem and each line in plain text, by their ids.
    """

    id: str
    proved: bool
    witnessed: dict[str, Witnessed]
    formulas: frozenset[str]
    copies: dict[str, dict[str, str]]
    says: dict[str, str]

    @property
    def refused(self) -> tuple[str, ...]:
        """The ids of what does not hold, the theorem's own among them."""
        lines = tuple(id for id, found in self.witnessed.items() if not found.agreed)
        return lines if self.proved else (self.id, *lines)


def exhibit(id: str, install: str) -> Exhibit:
    """Prove the theorem of this id again, run the witnesses of its lines, and print it.

    `install` is the command that installs this package, for code that needs it.
    """
    result = theorem(id)
    report = verify_one(result, REPLAYED)
    witnessed = {result.line_id(line): found for line, found in report.lines}
    opened = "".join(opened_html(result, line) for line in result.lines)
    shown = frozenset(formulas(result_html(result) + excerpt_html(result) + opened))
    return Exhibit(id, report.proved, witnessed, shown, copies(result, install), says(result))


def copies(result: Result, install: str) -> dict[str, dict[str, str]]:
    """What a reader may copy of a theorem and of each of its lines: LaTeX and, if any, SymPy."""
    found = {result.id: copy(result_latex(result), result.theorem, result.id, install)}
    for line in result.lines:
        id = result.line_id(line)
        found[id] = copy(single_line_latex(result, line), line.theorem, id, install)
    return found


def copy(latex: str, theorem: Theorem, id: str, install: str) -> dict[str, str]:
    """A theorem as LaTeX and, where SymPy has words for it, as code that builds it there."""
    try:
        return {"latex": latex, "sympy": sympy_code(theorem, id, install)}
    except MalformedError:
        return {"latex": latex}


def says(result: Result) -> dict[str, str]:
    """What a theorem and each of its lines say, in plain text, by their ids."""
    lines = {}
    for line in result.lines:
        local = ", ".join(text(h) for h in antecedents(result, line))
        shown = text(line.theorem.conclusion)
        lines[result.line_id(line)] = f"if {local}: {shown}" if local else shown
    statement = result_text(result).partition("\n  Lines")[0].partition("\n")[2]
    return {result.id: dedent(statement), **lines}


def witnesses_html(found: Witnessed) -> str:
    """Three marks, one for each witness, which open to say the same in words."""
    verdicts = {name: getattr(found, name) for name in SAID}
    said = "; ".join(SAID[name][verdict] for name, verdict in verdicts.items())
    marks = "".join(MARKS[verdict] for verdict in verdicts.values())
    shown = f'<span role="img" aria-label="{said}">{marks}</span>'
    return f'<details class="witnesses"><summary>{shown}</summary><span> ({said})</span></details>'


def checked_html(found: Witnessed) -> str:
    """The three witnesses, each with its mark and its verdict in words."""
    verdicts = {name: getattr(found, name) for name in SAID}
    items = (
        f"<li><b>{MARKS[verdict]}</b> {SAID[name][verdict]}</li>"
        for name, verdict in verdicts.items()
    )
    return f'<ul class="checked">{"".join(items)}</ul>'
