"""The format of exported proofs, printed from the code: kinds, clauses, rules, what is taken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from html import escape
from inspect import Parameter, signature
from typing import Any

from ..kernel.definitions import Clause, clauses
from ..kernel.facts import FACTS
from ..kernel.frozen import frozen_sequent
from ..kernel.laws import LAWS
from ..kernel.nodes import KINDS, Node, written
from ..kernel.statements import (
    ForEach,
    FullColumnRank,
    Gaussian,
    Maximises,
    Minimises,
    Nonnegative,
    Positive,
    PositiveDefinite,
    PositiveSemidefinite,
    SquareIntegrable,
    Statement,
    UniquelyMaximises,
    UniquelyMinimises,
)
from ..kernel.terms import (
    Dimension,
    Expectation,
    Identity,
    Index,
    Inverse,
    Letter,
    Random,
    Root,
    SquaredNorm,
    SumOver,
    Term,
    Zero,
    as_term,
)
from ..kernel.theorem import PROPERTIES, RULES
from ..kernel.trees import conditions
from ..presentation.notation import SIGNS
from ..presentation.theorems import join_words, maths
from ..printing.formulas import latex
from .proof_format_words import DEGREES, FOLLOWS, SHAPES
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


def _shape_rule(kind: type[Node]) -> str:
    """The name of the function that checks the parts of a kind together."""
    shape: Any = KINDS[kind].shape
    made = getattr(shape, "func", shape)
    name = f"{made.__name__} {shape.args[0]}" if made is not shape else made.__name__
    return KINDS[kind].name if name == "<lambda>" else name


def _degree_rule(kind: type[Node]) -> str:
    """The name of the function that gives the degree of a kind; none where it is no polynomial."""
    degree = KINDS[kind].degree
    if degree is None:
        return "no polynomial"
    return KINDS[kind].name if degree.__name__ == "<lambda>" else degree.__name__


def shapes_html() -> str:
    """Every rule by which the parts of a node fit, with the kinds that are under it."""
    return _grouped_html(KINDS, _shape_rule, SHAPES)


def degrees_html() -> str:
    """Every rule for the degree of a term in its random letters, with the kinds under it."""
    return _grouped_html((k for k in KINDS if issubclass(k, Term)), _degree_rule, DEGREES)


def _grouped_html(
    kinds: Iterable[type[Node]], rule: Callable[[type[Node]], str], said: dict[str, str]
) -> str:
    """The kinds under each rule, and what it says."""
    groups: dict[str, list[type[Node]]] = {}
    for kind in kinds:
        groups.setdefault(rule(kind), []).append(kind)
    return _listed_html(
        (names_html(group), with_code(said[name])) for name, group in groups.items()
    )


def names_html(kinds: Iterable[type[Node]]) -> str:
    """Kinds by their names, in the order of the table."""
    chosen = set(kinds)
    return ", ".join(f"<code>{KINDS[kind].name}</code>" for kind in KINDS if kind in chosen)


def of_laws_html() -> str:
    """The kinds that belong to a law."""
    return f"<p>Of a law are {names_html(kind for kind in KINDS if KINDS[kind].of_law)}.</p>"


def properties_html() -> str:
    """The kinds that are properties of matrices."""
    return f"<p>Properties of matrices are {names_html(PROPERTIES)}.</p>"


def _listed_html(entries: Iterable[tuple[str, str]]) -> str:
    """Entries beside what is said of them."""
    return f'<dl class="rules">{"".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in entries)}</dl>'


def _code(text: str) -> str:
    """A frozen form, or a name."""
    return f"<code>{escape(text)}</code>"


def _frozen(node: Node) -> str:
    """A node without abbreviations in frozen form."""
    return _code(written(node))


_n, _d = Dimension("n"), Dimension("d")
_X, _V, _i = Letter("X", _n, _d), Letter("V", _n, _n), Index("i", _n)
_U, _W, _m, _s = Random("U", _n), Random("W", _n), Letter("m", _n), Letter("s")
_least = Letter("u", _d), SquaredNorm(Letter("w", _d)), Letter("w", _d)

CONDITIONAL: tuple[Term | Statement, ...] = (
    Inverse(2 * _n),
    Inverse(Identity(1)),
    Root(as_term(2)),
    SumOver(_i, Inverse(_i.T @ _m) * Inverse(_s)),
    Expectation(_U + _W),
    Expectation(_U @ _m.T + _W @ _W.T),
)  # terms of which the conditions are shown
DEFINED: tuple[Statement, ...] = (
    Positive(_s),
    FullColumnRank(_X),
    PositiveSemidefinite(_V),
    PositiveDefinite(_V),
    Minimises(*_least),
    UniquelyMinimises(*_least),
    Maximises(*_least),
    UniquelyMaximises(*_least),
    ForEach(_i, Nonnegative(_i.T @ _m)),
    SquareIntegrable(_U),
    Gaussian(_U, _m, _V),
)  # one of each kind


def conditions_html() -> str:
    """The conditions of some terms, in frozen form."""
    return _listed_html(
        (_frozen(each), "<br>".join(map(_frozen, conditions(each))) or "none")
        for each in CONDITIONAL
    )


def clauses_html() -> str:
    """Every defined statement, for example, with its clauses in frozen form."""
    return _listed_html(
        (
            _frozen(statement),
            "".join(
                f"<p>{number}: {_clause_html(clause)}</p>"
                for number, clause in enumerate(clauses(statement))
            ),
        )
        for statement in DEFINED
    )


def _clause_html(clause: Clause) -> str:
    """A clause of a definition: for which letter, from what, and what follows."""
    if clause.shape is None:
        return _frozen(clause.at(Zero())[1])
    made: type[Any] = Index if clause.kind is Index else Letter
    letter = made("j" if made is Index else "v", *clause.shape)
    antecedents, consequent = clause.at(letter)
    given = f"if {join_words([_frozen(a) for a in antecedents])}, then " if antecedents else ""
    return f"at {_frozen(letter)}, {given}{_frozen(consequent)}"


def laws_html() -> str:
    """Every law, as its sequent in frozen form."""
    return _listed_html((_code(name), _code(frozen_sequent(*law))) for name, law in LAWS.items())


def facts_html() -> str:
    """Every cited fact, as its sequent in frozen form."""
    return _listed_html(
        (_code(fact.id), _code(frozen_sequent(fact.hypotheses, fact.conclusion)))
        for fact in FACTS.values()
    )


def rules_html() -> str:
    """Every rule: what it takes, what it concludes, and from which hypotheses."""
    return _listed_html(
        (
            f"<code>{name}</code> takes {join_words(list(_arguments_in_words(check)))}",
            "".join(map(paragraph_html, (*paragraphs(check), *FOLLOWS[name].split("\n\n")))),
        )
        for name, check in RULES.items()
    )


def _arguments_in_words(check: Callable[..., Any]) -> Iterator[str]:
    """What a rule takes, in words."""
    for parameter in signature(check).parameters.values():
        several = parameter.kind is Parameter.VAR_POSITIONAL
        at_most_one = several and parameter.name == "at"
        often = ", or nothing" if at_most_one else ", any number of times" if several else ""
        yield _TAKES[parameter.annotation] + often


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
