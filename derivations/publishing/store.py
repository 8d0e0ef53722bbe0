"""Certificates that one process found, for others that prove the same. Nothing here is trusted.

A certificate is looked up by what it shows, and the kernel checks it as it checks one that was
searched for. Where there is none, or it is refused, the search runs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any, final

from ..kernel.statements import Statement
from ..kernel.theorem import Theorem
from ..proving.certificates import Certificate, remembering
from ..reader import read_argument, read_node
from .export import Export

# Variables of the environment: the file with certificates, and one where the modules are noted that
# are asked for.
VARIABLE = "LINE_BY_LINE_CERTIFICATES"
LOADED = "LINE_BY_LINE_LOADED"


@final
class Found:
    """Certificates by claim and premises: those of a text, and those that are kept after it."""

    def __init__(self, text: str = '{"nodes": [], "certificates": {}}') -> None:
        data = json.loads(text)
        self._table = Export()
        self._table.nodes = {_entry(node): at for at, node in enumerate(data["nodes"])}
        self._nodes = _Nodes(data["nodes"])
        self._read: dict[str, list[Any]] = data["certificates"]
        self._kept: dict[str, Certificate] = {}

    def text(self) -> str:
        """The text of a file."""
        kept = {key: list(map(self._table.argument, found)) for key, found in self._kept.items()}
        data = {"nodes": list(self._table.nodes), "certificates": self._read | kept}
        return json.dumps(data, separators=(",", ":"))

    def recall(
        self, claim: Statement, premises: tuple[Theorem, ...], constant: bool
    ) -> Certificate | None:
        """The certificate that was found, if one was."""
        key = self._key(claim, premises, constant)
        if key not in self._kept and key in self._read:
            context, steps = (read_argument(each, self._nodes, []) for each in self._read[key])
            self._kept[key] = context, steps
        return self._kept.get(key)

    def keep(
        self,
        claim: Statement,
        premises: tuple[Theorem, ...],
        constant: bool,
        certificate: Certificate,
    ) -> None:
        """Keep a certificate that the kernel has accepted."""
        self._kept[self._key(claim, premises, constant)] = certificate

    def _key(self, claim: Statement, premises: tuple[Theorem, ...], constant: bool) -> str:
        """What is shown, by the numbers of the statements."""
        statements = (claim, *(premise.conclusion for premise in premises))
        return " ".join([*(str(self._table.node(each)) for each in statements), "c" * constant])


@final
class _Nodes(list[Any]):
    """The nodes of a file, each built when it is first asked for."""

    def __getitem__(self, at: Any) -> Any:
        if type(entry := super().__getitem__(at)) is list:
            kind, *fields = entry
            self[at] = read_node(kind, fields, self)
        return super().__getitem__(at)


def _entry(node: list[Any]) -> tuple[Any, ...]:
    """A node of a file as the table of an export has it."""
    return tuple(tuple(field) if type(field) is list else field for field in node)


@cache
def _named() -> Found | None:
    """What the file holds that the environment names, if it names one."""
    path = os.environ.get(VARIABLE)
    return Found(Path(path).read_text("utf-8")) if path else None


@contextmanager
def at_hand(module: str) -> Iterator[None]:
    """While the results of a module are proved: with the certificates that were found."""
    if log := os.environ.get(LOADED):
        with Path(log).open("a", encoding="utf-8") as file:
            print(module, file=file)
    found = _named()
    with remembering(found) if found else nullcontext():
        yield
