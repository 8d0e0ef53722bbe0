"""The format of exported proofs, printed from the code: kinds of nodes, rules, clauses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from inspect import Parameter, signature
from typing import Any

from ..kernel.definitions import Clause, clauses
from ..kernel.nodes import KINDS, Node
from ..kernel.statements import Statement
from ..kernel.terms import Index, Letter, Term, Zero
from ..kernel.theorem import RULES
from ..kernel.trees import conditions
from ..presentation.notation import SIGNS
from ..presentation.theorems import join_words, maths
from ..printing.formulas import latex
from .trust import paragraph_html, paragraphs, with_code

_TAKES = {
    "Theorem": "a step",
    "Statement": "a statement",
    "Term": "a term",
    "ProductOver": "a term",
    "SumOver": "a term",
    "Iterate": "a term",
    "Dimension": "a dimension",
    "str": "a text",
    "int": "an int",
    "Term | None": "a term or null",
    "Letter | Index | None": "a letter or null",
    "tuple[Any, ...]": "a tuple",
    "tuple[Variable | Dimension, Term | int]": "a tuple of two",
}
_FIELDS = {
    "str": "a name",
    "Size": "a size",
    "Fraction": "a number",
    "tuple[Letter, ...]": "a list of nodes",
    "tuple[Term, ...]": "a list of nodes",
}


def kinds_html() -> str:
    """Every kind of node: its fields, what it is, and what has to hold for it to mean anything."""
    rows = "".join(
        f'<tr><th scope="row"><code>{name}</code></th><td>{_fields_html(kind)}</td>'
        f"<td>{with_code(next(paragraphs(kind)))}{_condition_html(kind)}</td></tr>"
        for kind, name in ((made, declared.name) for made, declared in KINDS.items())
    )
    return (
        '<div class="kinds"><table><thead><tr><th scope="col">kind</th><th scope="col">fields</th>'
        f'<th scope="col">what it is</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _fields_html(kind: type[Node]) -> str:
    """The fields of a kind, and what each holds."""
    held = ((name, _FIELDS.get(holds, "a node")) for name, holds in kind.types.items())
    return "<br>".join(f"{name}: {what}" for name, what in held)


def _condition_html(kind: type[Node]) -> str:
    """The conditions of a term of this kind, for example."""
    examples = [e for e in SIGNS.get(kind, ((), ""))[0] if type(e) is kind]
    for example in examples[:1]:
        if isinstance(example, Term) and (found := conditions(example)):
            needed = join_words([maths(latex(statement)) for statement in found])
            return f"<br>{maths(latex(example))} needs that {needed}."
    return ""


def clauses_html() -> str:
    """Every defined statement, for example, with its clauses."""
    items = "".join(
        f"<li>{maths(latex(example))}: {join_words(list(map(_clause_html, clauses(example))))}</li>"
        for examples, _ in SIGNS.values()
        for example in examples[:1]
        if isinstance(example, Statement) and clauses(example)
    )
    return f'<ul class="defined">{items}</ul>'


def _clause_html(clause: Clause) -> str:
    """A clause of a definition: for which letter, from what, and what follows."""
    if clause.shape is None:
        return maths(latex(clause.at(Zero())[1]))
    made: type[Any] = Index if clause.kind is Index else Letter
    letter = made("j" if made is Index else "v", *clause.shape)
    antecedents, consequent = clause.at(letter)
    given = f" if {join_words([maths(latex(a)) for a in antecedents])}" if antecedents else ""
    return f"{maths(latex(consequent))}{given}, for every {maths(latex(letter))}"


def rules_html() -> str:
    """Every rule: what it takes, and what it concludes."""
    items = "".join(
        f"<dt><code>{name}</code> takes {join_words(list(_arguments_in_words(check)))}</dt>"
        f"<dd>{''.join(map(paragraph_html, paragraphs(check)))}</dd>"
        for name, check in RULES.items()
    )
    return f'<dl class="rules">{items}</dl>'


def _arguments_in_words(check: Callable[..., Any]) -> Iterator[str]:
    """What a rule takes, in words."""
    for parameter in signature(check).parameters.values():
        several = parameter.kind is Parameter.VAR_POSITIONAL
        yield _TAKES[parameter.annotation] + (", any number of times" if several else "")


def excerpt(text: str) -> str:
    """An export laid out with one node, step or published statement to a line."""
    data = json.loads(text)
    rows = []
    for name, value in data.items():
        if isinstance(value, list):
            inner = ",\n".join(f"  {json.dumps(each)}" for each in value)
            rows.append(f'"{name}": [\n{inner}\n]')
        else:
            rows.append(f'"{name}": {json.dumps(value)}')
    return "{" + ",\n".join(rows) + "}"
