"""The terms inside a term or statement, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .kernel.nodes import Node, parts
from .kernel.terms import Term
from .kernel.trees import Abbreviation


def subterms(node: Any) -> Iterator[Term]:
    """Every term inside a term or statement, itself included, abbreviations unfolded."""
    if type(node) is Abbreviation:
        yield from subterms(node.unfolded())
        return
    if isinstance(node, Term):
        yield node
    for part in parts(node):
        if isinstance(part, Node):
            yield from subterms(part)
