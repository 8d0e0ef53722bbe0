"""Read an export of proofs, and prove all of it again through the kernel alone.

The format is described on the page *The format of proofs*. `python -m derivations.reader FILE`
reads a file, and says which statements it proved.
"""

from __future__ import annotations

import json
import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

from .kernel.errors import GARBLED, DerivationError, MalformedError, require
from .kernel.frozen import hash_of
from .kernel.nodes import NAMED, Node
from .kernel.terms import Dimension
from .kernel.theorem import Theorem

FORMAT, VERSION = "line-by-line-proofs", 2
_NUMBER = re.compile(r"-?\d{1,4000}(/\d{1,4000})?", re.ASCII)
ID = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)?", re.ASCII)


def read(text: str) -> dict[str, Theorem]:
    """The theorems of an export by their ids, each proved again.

    Raises MalformedError for what is no export of this version, and what the kernel raises for a
    step that does not follow.
    """
    try:
        return read_data(json.loads(text))
    except (*GARBLED, RecursionError) as error:
        raise MalformedError(f"this is no export of proofs: {error}") from error


def read_data(data: Any) -> dict[str, Theorem]:
    """The theorems of an export whose JSON was parsed."""
    if type(data) is not dict or (data.get("format"), data.get("version")) != (FORMAT, VERSION):
        raise MalformedError(f"this is no file of {FORMAT}, version {VERSION}")
    nodes: list[Any] = []
    for kind, *fields in data["nodes"]:
        nodes.append(read_node(kind, fields, nodes))
    steps: list[Any] = []
    for rule, *arguments in data["steps"]:
        steps.append(Theorem(rule, *(read_argument(each, nodes, steps) for each in arguments)))
    published: dict[str, Theorem] = {}
    for id, number in data["published"]:
        if type(id) is not str or not ID.fullmatch(id) or id in published:
            raise MalformedError(f"{id!r} is no id, or is published twice")
        published[id] = at(steps, number)
    return published


def read_node(kind: str, fields: list[Any], nodes: list[Any]) -> Node:
    """A node, from its kind and its fields: earlier nodes by number, names, sizes and numbers."""
    made: Any = NAMED[kind]
    holds = zip(made.types.values(), fields, strict=True)
    return made(*(_read_field(what, field, nodes) for what, field in holds))  # type: ignore[no-any-return]


def _read_field(holds: str, field: Any, nodes: list[Any]) -> Any:
    """A field of a node, by what it holds."""
    if holds == "Size":
        return Dimension(field) if type(field) is str else field
    if holds == "Fraction" and type(field) is str and _NUMBER.fullmatch(field):
        return Fraction(field)
    if type(field) is list:
        return tuple(at(nodes, number) for number in field)
    return field if holds == "str" else at(nodes, field)


def read_argument(argument: Any, nodes: list[Any], steps: list[Any]) -> Any:
    """An argument of a rule: a node by its number, a step, an int, a tuple, a text or null."""
    if type(argument) is int:
        return at(nodes, argument)
    if type(argument) is not list:
        return argument
    what, *values = argument
    if what == "tuple":
        return tuple(read_argument(value, nodes, steps) for value in values)
    (value,) = values
    fits = what == "step" or (what == "int" and type(value) is int)
    require(fits, MalformedError, "{} is no argument of a step", argument)
    return at(steps, value) if what == "step" else value


def at(things: list[Any], number: Any) -> Any:
    """The thing of a number, which is an earlier one."""
    if type(number) is not int or not 0 <= number < len(things):
        raise MalformedError(f"{number!r} is no number of something earlier")
    return things[number]


def main(path: str) -> int:
    """Read a file and say what it proves; 0 if all of it follows."""
    try:
        proved = read(Path(path).read_text("utf-8"))
        lines = [f"{hash_of(each.hypotheses, each.conclusion)} {id}" for id, each in proved.items()]
    except (DerivationError, OSError, UnicodeError) as error:
        print(f"{path} is refused: {error}", file=sys.stderr)
        return 1
    print(*lines, f"{len(lines)} statements proved", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
