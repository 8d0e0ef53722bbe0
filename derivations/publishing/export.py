"""Export proofs as data: every step of every published theorem and line, as one JSON file.

The format is described on the page *The format of proofs*; `reader` reads it. Nothing here is
trusted, for what is read is proved again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from ..kernel.nodes import KINDS, Node
from ..kernel.terms import Dimension
from ..kernel.theorem import Theorem
from ..proving.chain import Result
from ..reader import FORMAT, VERSION


def export(results: Iterable[Result]) -> str:
    """The proofs of results and their lines, as the text of a JSON file."""
    exported = Export()
    for result in results:
        for line in result.lines:
            exported.publish(result.line_id(line), line.theorem)
        exported.publish(result.id, result.theorem)
    return exported.text()


class Export:
    """An export under way: nodes and steps, each once, with what they are made of before them."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[Any, ...], int] = {}
        self.steps: dict[tuple[Any, ...], int] = {}
        self.published: list[list[Any]] = []
        self._node_numbers: dict[Node, int] = {}
        self._step_numbers: dict[int, int] = {}

    def text(self) -> str:
        """The text of the file."""
        data = {
            "format": FORMAT,
            "version": VERSION,
            "nodes": list(self.nodes),
            "steps": list(self.steps),
            "published": self.published,
        }
        return json.dumps(data, separators=(",", ":"))

    def publish(self, id: str, theorem: Theorem) -> None:
        """Enter a theorem under an id, with all that its proof needs."""
        waiting = [theorem]
        while waiting:
            now = waiting[-1]
            premises = [a for a in now.arguments if type(a) is Theorem]
            missing = [p for p in premises if _id_of(p) not in self._step_numbers]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            if _id_of(now) not in self._step_numbers:
                step = (now.rule, *map(self.argument, now.arguments))
                self._step_numbers[_id_of(now)] = self.steps.setdefault(step, len(self.steps))
        self.published.append([id, self._step_numbers[_id_of(theorem)]])

    def argument(self, argument: Any) -> Any:
        """An argument of a step: a node by its number, a step, an int, a tuple, a text or null."""
        if isinstance(argument, Node):
            return self.node(argument)
        if isinstance(argument, Theorem):
            return "step", self._step_numbers[_id_of(argument)]
        if type(argument) is tuple:
            return "tuple", *map(self.argument, argument)
        return ("int", argument) if type(argument) is int else argument

    def node(self, node: Node) -> int:
        """The number of a node, which is entered where it is new."""
        if node not in self._node_numbers:
            made = type(node)
            fields = (self.field(holds, getattr(node, n)) for n, holds in made.types.items())
            entry = (KINDS[made].name, *fields)
            self._node_numbers[node] = self.nodes.setdefault(entry, len(self.nodes))
        return self._node_numbers[node]

    def field(self, holds: str, value: Any) -> Any:
        """A field of a node, by what it holds."""
        if holds == "Size":
            return value.name if type(value) is Dimension else value
        if type(value) is Fraction:
            return str(value)
        if type(value) is tuple:
            return tuple(map(self.node, value))
        return value if type(value) is str else self.node(value)


def _id_of(theorem: Theorem) -> int:
    """The identity of a theorem."""
    return id(theorem)
