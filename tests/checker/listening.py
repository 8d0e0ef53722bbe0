"""A plugin of pytest that writes down what the kernel was asked to prove or build, and its answer.

`test_attacks` runs the kernel's own tests with it, so that each false use of a rule that they try
is tried on the second checker too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from derivations.kernel import nodes, theorem
from derivations.kernel.errors import DerivationError
from derivations.kernel.nodes import KINDS, Node
from derivations.kernel.terms import Number
from derivations.publishing.export import Export
from derivations.reader import FORMAT, VERSION
from tests.checker.steps import file_of, sequent_hash

HEARD: dict[str, str | None] = {}  # the hash of what was proved from each file of one step


def pytest_configure() -> None:
    """Listen from now on."""
    theorem.proved = heard_proving(theorem.proved)
    nodes.Node.__new__ = heard_building(nodes.Node.__new__)  # type: ignore[method-assign]


def heard_proving(prove: Callable[..., Any]) -> Callable[..., Any]:
    """The same, written down."""

    def listening(rule: str, arguments: tuple[Any, ...]) -> Any:
        try:
            found = prove(rule, arguments)
        except DerivationError:
            note(lambda: file_of(rule, arguments), None)
            raise
        note(lambda: file_of(rule, arguments), sequent_hash(found))
        return found

    return listening


def heard_building(build: Callable[..., Any]) -> Callable[..., Any]:
    """The same, written down where it is refused."""

    def listening(made: type[Node], *parts: Any, **named: Any) -> Any:
        try:
            return build(made, *parts, **named)
        except DerivationError:
            if not named and made in KINDS and made is not Number:  # some lie about their text
                note(lambda: file_of_node(made, parts), None)
            raise

    return listening


def file_of_node(made: type[Node], parts: tuple[Any, ...]) -> str:
    """A file with one node that may not be built."""
    exported = Export()
    holds = made.types.values()
    fields = [exported.field(what, part) for what, part in zip(holds, parts, strict=True)]
    nodes = [*exported.nodes, [KINDS[made].name, *fields]]
    data = {"format": FORMAT, "version": VERSION, "nodes": nodes, "steps": [], "published": []}
    return json.dumps(data)


def note(text: Callable[[], str], answer: str | None) -> None:
    """Write an answer down, of what can be written to a file at all."""
    try:
        written = text()
    except (AttributeError, DerivationError, LookupError, TypeError, ValueError):
        return
    HEARD.setdefault(written, answer)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over what was heard."""
    Path(os.environ["HEARD"]).write_text(json.dumps([*HEARD.items()]), "utf-8")
