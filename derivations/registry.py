"""Permanent ids: `registry.json` holds each id that was ever published, and its hashes.

A hash is of the canonical form of hypotheses and conclusion. The last hash of an id is the one in
force; the earlier ones, and why they changed, stand in CHANGES.md. `python -m
derivations register` enters new ids and new hashes; the tests compare.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from .chain import PUBLISHED, Result
from .contents import MODULES
from .kernel.errors import DerivationError
from .kernel.statements import unabbreviated
from .kernel.theorem import Theorem


class UnknownIdError(DerivationError):
    """An id that names no theorem; the nearest ones are suggested."""


def theorem(id: str) -> Result:
    """The published theorem of this id; only the modules that it needs are proved.

    Raises UnknownIdError, which suggests the nearest ids.

    >>> print(theorem("normal-equation").theorem)
    ∇J(ŵ) = 0  ⊢  XᵀXŵ = Xᵀy
    """
    module = registered().get(id, {}).get("module")
    if module is not None:
        import_module(f"derivations.results.{module}")
    if id not in PUBLISHED:
        raise UnknownIdError(unknown(id))
    return PUBLISHED[id]


def theorems() -> tuple[Result, ...]:
    """All published theorems, in the order of the argument."""
    for module in MODULES:
        import_module(f"derivations.results.{module}")
    order = {id: number for number, id in enumerate(registered())}
    return tuple(sorted(PUBLISHED.values(), key=lambda r: order.get(r.id, len(order))))


def page(result: Result) -> str:
    """The name of the page on which a theorem stands; empty for one that is not registered."""
    module = registered().get(result.id, {}).get("module")
    return MODULES[module].page if module in MODULES else ""


def known_ids() -> tuple[str, ...]:
    """The ids in force, in the order of the argument."""
    return tuple(id for id, entry in registered().items() if "retired" not in entry)


def unknown(id: str) -> str:
    """What to say of an id that names no theorem."""
    near = difflib.get_close_matches(id, [*known_ids(), *PUBLISHED], n=3, cutoff=0.4)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"no theorem has the id {id!r}{hint} (python -m derivations list shows all)"


def hash_of(theorem: Theorem) -> str:
    """Twelve hexadecimal digits of the canonical form of hypotheses ⊢ conclusion.

    The canonical form is the tree of each statement, abbreviations unfolded, hypotheses sorted.
    """
    hypotheses = sorted(repr(unabbreviated(h)) for h in theorem.hypotheses)
    canonical = " ; ".join(hypotheses) + " ⊢ " + repr(unabbreviated(theorem.conclusion))
    return hashlib.sha256(canonical.encode()).hexdigest()[:12]


@cache
def registered() -> dict[str, Any]:
    """The registry file: id → module, hashes, and the hashes of each line."""
    text = resources.files("derivations").joinpath("registry.json").read_text("utf-8")
    entries: dict[str, Any] = json.loads(text)
    return entries


def current(module: str, result: Result) -> dict[str, Any]:
    """The entry of a result as it is now, with what the registry has of its past."""
    old = registered().get(result.id, {"hashes": [], "lines": {}})

    def history(past: list[str], theorem: Theorem) -> list[str]:
        now = hash_of(theorem)
        return past if past[-1:] == [now] else [*past, now]

    lines = {
        line.name: history(old["lines"].get(line.name, []), line.theorem) for line in result.lines
    }
    return {
        "module": module,
        "hashes": history(old["hashes"], result.theorem),
        "lines": old["lines"] | lines,
    }


def register() -> None:
    """Enter new ids and new hashes in the registry file; what stood there stays."""
    entries: dict[str, Any] = {}
    for module in MODULES:
        before = set(PUBLISHED)
        import_module(f"derivations.results.{module}")
        fresh = [result for id, result in PUBLISHED.items() if id not in before]
        entries |= {result.id: current(module, result) for result in fresh}
    gone = {id: entry for id, entry in registered().items() if id not in entries}
    path = Path(__file__).with_name("registry.json")
    path.write_text(json.dumps(entries | gone, indent=1, ensure_ascii=False) + "\n", "utf-8")
