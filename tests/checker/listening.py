"""A plugin of pytest that writes down what the kernel refused, as files for the second checker.

`refused.json` is what it wrote of the kernel's own tests, one false use of a rule or one node that
may not be built to a line, with the test that tries it. To record it anew:

    HEARD=tests/checker/refused.json python -m pytest -p tests.checker.listening tests/kernel/…
"""

from __future__ import annotations

import json
import os
from collections import Counter
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
from tests.checker.steps import file_of

HEARD: dict[str, str] = {}  # by the text of each file: the test
COUNTS = Counter[str]()  # of files, by what was refused
LONGEST, MOST = 1_000, 40  # characters of one file, and files for one rule


def pytest_configure() -> None:
    """Listen from now on."""
    theorem.proved = heard_proving(theorem.proved)
    nodes.Node.__new__ = heard_building(nodes.Node.__new__)  # type: ignore[method-assign]


def heard_proving(prove: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with its refusals written down."""

    def listening(rule: str, arguments: tuple[Any, ...]) -> Any:
        try:
            return prove(rule, arguments)
        except DerivationError:
            note(rule, lambda: file_of(rule, arguments))
            raise

    return listening


def heard_building(build: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with its refusals written down; but for numbers, of which some lie."""

    def listening(made: type[Node], *parts: Any, **named: Any) -> Any:
        try:
            return build(made, *parts, **named)
        except DerivationError:
            if not named and made in KINDS and made is not Number:
                note(KINDS[made].name, lambda: file_of_node(made, parts))
            raise

    return listening


def file_of_node(made: type[Node], parts: tuple[Any, ...]) -> str:
    """A file with one node that may not be built."""
    exported = Export()
    holds = made.types.values()
    fields = [exported.field(what, part) for what, part in zip(holds, parts, strict=True)]
    nodes = [*exported.nodes, [KINDS[made].name, *fields]]
    data = {"format": FORMAT, "version": VERSION, "nodes": nodes, "steps": [], "published": []}
    return json.dumps(data, separators=(",", ":"))


def note(what: str, text: Callable[[], str]) -> None:
    """Write down what can be written to a file at all."""
    try:
        written = text()
    except (AttributeError, DerivationError, LookupError, TypeError, ValueError):
        return
    if len(written) <= LONGEST and written not in HEARD and COUNTS[what] < MOST:
        COUNTS[what] += 1
        HEARD[written] = os.environ["PYTEST_CURRENT_TEST"].split("/")[-1].split(" ")[0]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over what was heard."""
    lines = [json.dumps([test, text]) for text, test in HEARD.items()]
    Path(os.environ["HEARD"]).write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
