"""What is read off the trees of terms and statements: their letters, conditions and substitutions.

All of it follows from the table in `declarations`; no function here knows any one kind but letters,
sizes and abbreviations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from .nodes import CHECKS, KINDS, Node, inside, kept
from .statements import ForEach
from .terms import (
    AnyVariable,
    Dimension,
    Iterate,
    Letter,
    OverIndex,
    Random,
    Size,
    Substitution,
    Term,
    Variable,
    as_term,
)


class Abbreviation(Term):
    """A name for a body, such as H or J(w): it means body[parameters := arguments].

    Parameters are distinct column vectors that stand in the body, and the arguments have their
    shapes. Raises ShapeError where they do not.
    """

    name: str
    parameters: tuple[Letter, ...]
    arguments: tuple[Term, ...]
    body: Term

    @classmethod
    def meaning(cls, *parts: Any) -> tuple[Node]:  # type: ignore[override]
        """The body with the arguments in place of the parameters."""
        return (substitute(parts[3], dict(zip(parts[1], parts[2], strict=True))),)

    def unfolded(self) -> Term:
        """The body with the arguments in place of the parameters."""
        return self[5]  # type: ignore[no-any-return]


def _scopes(node: Any) -> Iterator[tuple[Any, Any]]:
    """The nodes that a node is made of, each with the letter that is bound in it, if any."""
    binds = KINDS[type(node)].binds
    if type(node) is Abbreviation:
        yield node.unfolded(), None
    elif binds is None:
        yield from ((part, None) for part in inside(node))
    else:
        letter, scope = binds
        for name in type(node).types:
            if name != letter:
                yield getattr(node, name), getattr(node, letter) if name == scope else None


@kept
def free_letters(node: Any) -> frozenset[Variable]:
    """The letters that a term or statement speaks of; a bound letter is not among them."""
    found = frozenset([node] if isinstance(node, Variable) else ())
    for part, bound in _scopes(node):
        found |= free_letters(part) - {bound}
    return found


@kept
def letters_of_laws(node: Any) -> frozenset[Variable]:
    """The letters that stand in what is of a law."""
    found = free_letters(node) if KINDS[type(node)].of_law else frozenset()
    for part, _ in _scopes(node):
        found |= letters_of_laws(part)
    return found


@kept
def summed_over(node: Any) -> frozenset[Variable]:
    """The letters on which sums and products over an index depend, here or inside."""
    found = free_letters(node) if isinstance(node, OverIndex) else frozenset()
    for part, bound in _scopes(node):
        found |= summed_over(part) - {bound}
    return found


@kept
def iterations(node: Any) -> int:
    """How many iterations stand inside each other at most, here or inside."""
    return (type(node) is Iterate) + max((iterations(part) for part, _ in _scopes(node)), default=0)


@kept
def outcomes(node: Any) -> frozenset[Random]:
    """The random letters that stand for their outcomes: those outside all that is of a law."""
    found = frozenset([node] if type(node) is Random else ())
    for part, _ in () if KINDS[type(node)].of_law else _scopes(node):
        found |= outcomes(part)
    return found


@kept
def random_degree(term: Any) -> int:
    """The degree of a polynomial in its random letters together, or more where terms cancel."""
    degree = KINDS[type(term)].degree
    return degree(term) if degree else 0


@kept
def conditions(node: Any) -> tuple[Any, ...]:
    """What makes a term or statement mean anything; of what is bound, for each index.

    What is inverted is invertible, a logarithm is of what is positive, a root of what is ≥ 0, and
    an expectation of what has finite moments.
    """
    needs = KINDS[type(node)].needs
    found: list[Any] = list(needs(node)) if needs else []
    for part, bound in _scopes(node):
        found += [ForEach(bound, c) if bound in free_letters(c) else c for c in conditions(part)]
    return union(found)


def union(*groups: Iterable[Any]) -> tuple[Any, ...]:
    """The statements of all groups, each once, whether abbreviated or not."""
    found: dict[Any, Any] = {}
    for statement in chain(*groups):
        found.setdefault(unabbreviated(statement), statement)
    return tuple(found.values())


@kept
def unabbreviated(node: Any) -> Any:
    """The node with every abbreviation unfolded; one without any is returned as it is."""
    if type(node) is Abbreviation:
        return unabbreviated(node.unfolded())
    parts = node[1 : len(type(node).types) + 1]
    return rebuilt(node, [unabbreviated(p) if isinstance(p, Node) else p for p in parts])


def rebuilt(node: Any, after: list[Any]) -> Any:
    """The node of other parts; the node itself where they are its own."""
    same = all(new is old for new, old in zip(after, node[1:], strict=False))
    return node if same else type(node)(*after)


def _size_under(size: Size, mapping: Substitution) -> Size:
    """A size after the substitution."""
    found: Any = mapping.get(size, size) if type(size) is Dimension else size
    return CHECKS["Size"](found)  # type: ignore[no-any-return]


def letter_under(letter: AnyVariable, mapping: Substitution) -> AnyVariable:
    """A letter with its shape, and only its shape, after the substitution."""
    rows, cols = _size_under(letter.rows, mapping), _size_under(letter.cols, mapping)
    return type(letter)(letter.name, rows, cols)


def substitute(node: Any, mapping: Substitution) -> Any:
    """Replace letters by terms and dimensions by sizes, all at once; bound letters step aside."""
    resizes = any(type(key) is Dimension for key in mapping)
    if not resizes and free_letters(node).isdisjoint(mapping):
        return node
    if isinstance(node, Variable):
        return as_term(mapping[node]) if node in mapping else letter_under(node, mapping)
    if type(node) is Dimension:
        return CHECKS["Count"](mapping.get(node, node))
    if type(node) is Abbreviation:
        if resizes or not free_letters(node.body).isdisjoint(mapping.keys() - node.parameters):
            return substitute(node.unfolded(), mapping)
        arguments = tuple(substitute(argument, mapping) for argument in node.arguments)
        return Abbreviation(node.name, node.parameters, arguments, node.body)
    letter, scope = KINDS[type(node)].binds or ("", "")
    inner, after = mapping, list[Any]()
    if letter:
        bound = getattr(node, letter)
        inner = stepped_aside(bound, free_letters(getattr(node, scope)), mapping)
    for (name, holds), part in zip(type(node).types.items(), node[1:], strict=False):
        if holds == "Size":
            after.append(_size_under(part, mapping))
        elif isinstance(part, Node):
            within = inner if name == scope else mapping
            after.append(inner[bound] if name == letter else substitute(part, within))
        else:
            after.append(part)
    return rebuilt(node, after)


def stepped_aside(
    letter: AnyVariable, speaks_of: frozenset[Variable], mapping: Substitution
) -> Substitution:
    """What to substitute where a letter is bound; it is renamed where it would capture another."""
    inner = {key: value for key, value in mapping.items() if key != letter}
    arriving = {found for value in inner.values() for found in free_letters(as_term(value))}
    taken = {found.name for found in arriving | speaks_of - {letter}}
    new = letter_under(letter, mapping)
    while new.name in taken:
        new = type(new)(new.name + "_prime", new.rows, new.cols)
    return {**inner, letter: new}
