"""Steps as files: what one step proves, or is asked to prove, as the text of an export."""

from __future__ import annotations

import json
from typing import Any

from derivations.kernel.frozen import hash_of
from derivations.kernel.theorem import Theorem
from derivations.publishing.export import Export


def file_of(rule: str, arguments: tuple[Any, ...]) -> str:
    """A file whose last step takes these arguments; what is published is that step, as `it`."""
    exported = Export()
    for premise in premises_in(arguments):
        exported.publish("premise", premise)
    step = [rule, *map(exported.argument, arguments)]
    data = json.loads(exported.text())
    data["steps"].append(step)
    data["published"] = [["it", len(data["steps"]) - 1]]
    return json.dumps(data, separators=(",", ":"))


def premises_in(argument: Any) -> list[Theorem]:
    """The theorems in an argument, tuples opened."""
    if type(argument) is tuple:
        return [premise for part in argument for premise in premises_in(part)]
    return [argument] if type(argument) is Theorem else []


def hash_in(answer: dict[str, Any]) -> str | None:
    """The hash of what a file of one step proved, or None where it was refused."""
    found: dict[str, Any] = answer.get("published", {}).get("it", {})
    return found.get("hash")


def sequent_hash(found: Any) -> str:
    """The hash of a sequent or theorem."""
    return hash_of(found.hypotheses, found.conclusion)
