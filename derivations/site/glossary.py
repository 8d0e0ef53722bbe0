"""The notation as HTML: letters, abbreviations, signs and hypotheses, and where each comes first.

What is listed is what the theorems show; the words are those of `notation` and `words`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import TypeVar
from urllib.parse import urlencode

from ..kernel.nodes import Node
from ..kernel.statements import Statement
from ..kernel.terms import Dimension, Random, Variable
from ..kernel.trees import Abbreviation
from ..presentation.notation import FUNCTIONS, LETTERS, NAMES, SIGNS, Symbol
from ..presentation.theorems import (
    abbreviations,
    definition,
    maths,
    mention_html,
    number_html,
    plain_html,
    says,
)
from ..presentation.words import KINDS, in_words, kind
from ..printing.formulas import latex, show, text
from ..proving.chain import Result, statements_in
from ..subterms import parts

T = TypeVar("T")


def _first_uses(results: Iterable[Result], of: Callable[[Result], Iterable[T]]) -> dict[T, Result]:
    """The first result that shows each thing."""
    first: dict[T, Result] = {}
    for result in results:
        for thing in of(result):
            first.setdefault(thing, result)
    return first


def letters_html(results: Sequence[Result]) -> str:
    """Every letter that a theorem shows, with its shape and what it stands for."""
    first = _first_uses(results, symbols)
    return "".join(
        f"<h3>{group}</h3>"
        + _entries_html(
            (
                f"{maths(latex(symbol))} {_shape_html(symbol)}",
                f"{role} {_place_html(first[symbol])}",
            )
            for symbol, role in roles.items()
            if symbol in first
        )
        for group, roles in LETTERS.items()
    )


def symbols(result: Result) -> list[Symbol]:
    """The letters, indices and sizes that a result shows."""
    return [node for node in nodes_shown(result) if isinstance(node, Variable | Dimension)]


def _shape_html(symbol: Symbol) -> str:
    """The shape of a letter, if it is not a number, and whether it is random."""
    shape = show(symbol.shape) if symbol.shape != (1, 1) else ""
    words = ", ".join(filter(None, [shape, "random" if isinstance(symbol, Random) else ""]))
    return f"<small>{words}</small>" if words else ""


def abbreviations_html(results: Sequence[Result]) -> str:
    """Every abbreviation that a theorem shows, with its definition and what it stands for."""
    first = _first_uses(results, abbreviations)
    printed: dict[str, Abbreviation] = {}
    for abbreviation in first:
        printed.setdefault(latex(definition(abbreviation)), abbreviation)
    return _entries_html(
        (says(definition(a)), f"{role(a)} {_place_html(first[a])}") for a in printed.values()
    )


def role(abbreviation: Abbreviation) -> str:
    """What an abbreviation stands for."""
    return (FUNCTIONS if abbreviation.parameters else NAMES)[abbreviation.name]


def signs_html(results: Sequence[Result], of: type[Node]) -> str:
    """Every sign for a kind of term, or of statement, that a theorem shows."""
    first = _first_uses(results, lambda result: map(type, nodes_shown(result)))
    return _entries_html(
        (", ".join(maths(latex(e)) for e in examples), f"{words} {_place_html(first[sign])}")
        for sign, (examples, words) in SIGNS.items()
        if issubclass(sign, of)
    )


def nodes_shown(result: Result) -> Iterator[Node]:
    """Every statement and term that a result shows, those within others among them."""
    for statement in statements_in(result.theorem, *result.lines):
        yield from nodes_within(statement)


def nodes_within(node: Node) -> Iterator[Node]:
    """A statement or term, and every one inside it."""
    yield node
    for part in parts(node):
        if isinstance(part, Node):
            yield from nodes_within(part)


def hypotheses_html(results: Sequence[Result]) -> str:
    """Every hypothesis by its kind, in words, and how many theorems use it."""
    first = _first_uses(results, lambda result: result.hypotheses)
    return "".join(
        f'<h3 id="{_slug(name)}">{name}</h3>'
        + _entries_html(
            (says(h), f"{plain_html(in_words(h))} {_used_html(h, result, results)}")
            for h, result in first.items()
            if kind(h) == name
        )
        for name in KINDS
    )


def _used_html(hypothesis: Statement, first: Result, results: Sequence[Result]) -> str:
    """The theorems that use a hypothesis: the only one, or the first and a link to their list."""
    many = sum(hypothesis in result.hypotheses for result in results)
    query = urlencode({"uses": text(hypothesis)})
    link = f'<a href="../theorems/?{query}">{many} theorems</a>'
    used = mention_html(first) if many == 1 else f"{link}, first {mention_html(first)}"
    return f"<small data-search-exclude>{used}</small>"


def _slug(name: str) -> str:
    """A heading as an id."""
    return name.lower().replace(",", "").replace(" ", "-")


def _place_html(first: Result) -> str:
    """The number of the theorem that shows something first."""
    number = number_html(first.id)
    return f'<a class="place" href="#{first.id}" title="{escape(first.title)}">{number}</a>'


def _entries_html(entries: Iterable[tuple[str, str]]) -> str:
    """Symbols, and what each means."""
    rows = "".join(f"<div><dt>{symbol}</dt><dd>{words}</dd></div>" for symbol, words in entries)
    return f'<dl class="notation">{rows}</dl>'
