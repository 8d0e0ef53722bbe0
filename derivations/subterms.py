"""The parts of a term or statement, and the terms inside it, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .kernel.errors import MalformedError
from .kernel.nodes import KINDS, Node
from .kernel.terms import Term
from .kernel.trees import Abbreviation, free_letters, rebuilt


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


def exchange(node: Any, new: Mapping[Any, Any]) -> Any:
    """A term or statement with new terms in place of some, wherever these stand free."""
    if node in new:
        return new[node]
    letter, scope = KINDS[type(node)].binds or ("", "")
    bound = {getattr(node, letter)} if letter else set()
    free = {old: term for old, term in new.items() if bound.isdisjoint(free_letters(old))}
    after = []
    for name, holds in type(node).types.items():
        part = getattr(node, name)
        stays = name == letter or holds == "Count" or not isinstance(part, Node)
        after.append(part if stays else exchange(part, free if name == scope else new))
    return rebuilt(node, after)


def parts(node: Any) -> Iterator[Any]:
    """The parts of a term or statement, with tuples laid open."""
    for name in type(node).types:
        value = getattr(node, name)
        if type(value) is tuple:
            yield from value
        else:
            yield value


def unknown(view: str, term: object) -> MalformedError:
    """What a view of terms raises for something that it has no case for."""
    kind = type(term).__name__
    return MalformedError(f"{view} knows no {kind}: {term!r} is not a term of a known kind")
