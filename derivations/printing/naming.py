"""Names in what is published: each means one thing throughout, so that what is printed can be read.

It is no matter of proof: the kernel tells letters apart by all that they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..kernel.errors import MalformedError
from ..kernel.nodes import Node
from ..kernel.statements import Independent, Integrable, SquareIntegrable, Statement
from ..kernel.terms import (
    Density,
    Dimension,
    Expectation,
    Index,
    MomentGenerating,
    Pi,
    Term,
    Variable,
)
from ..kernel.trees import Abbreviation
from ..subterms import parts
from .formulas import entry, latex_name, text_name


def check_names(statements: Iterable[Statement]) -> None:
    """Raise unless every name means one thing throughout, so that what is printed can be read."""
    meanings: dict[str, object] = {}

    def visit(node: Any) -> None:
        for name, meaning in _names_of(node):
            for printed in (latex_name(name), text_name(name)):
                if meanings.setdefault(printed, meaning) != meaning:
                    raise MalformedError(
                        f"the name {name} is used for two different things in one theorem"
                    )
        for part in parts(node):
            if isinstance(part, Node):
                visit(part)

    for statement in statements:
        visit(statement)


def _names_of(node: Node) -> Iterator[tuple[str, object]]:
    """The names as which a node is printed or would be read, and what each means there."""
    match node:
        case Index(name):
            yield from ((name, node), (f"e_{name}", node))
        case Pi():
            yield "pi", node
        case Abbreviation(name, parameters, _, body):
            yield name, (parameters, body)
        case Dimension(name) | Variable(name):
            yield from ((name, node), (name.replace("_sq", ""), node))  # σ² is not σ squared
        case Density(Variable(name) as of):
            yield f"p_{name}", ("density", of)
        case MomentGenerating(Variable(name) as of):
            yield f"M_{name}", ("moment generating function", of)
        case Independent(Variable(name) as of):
            yield f"{name}_1", ("entry", of)
        case Expectation() | Integrable() | SquareIntegrable():
            yield "E", "expectation"
        case Term() if found := entry(node):
            yield found, node
