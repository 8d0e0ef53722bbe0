"""What other programs printed, or how long something took: recorded in a file, and said to be.

`python -m derivations.evidence NAME …` records anew; it needs the extra `evidence`. A page that
shows a recording says so, with its date, versions and command.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

_FOLDER = "recorded"


def recorded(name: str) -> dict[str, Any]:
    """What was recorded last under a name."""
    text = resources.files(__package__).joinpath(_FOLDER, f"{name}.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def record(
    name: str, packages: Iterable[str], content: dict[str, Any], to: Path | None = None
) -> Path:
    """Write a recording: the content, after the date, the machine and the versions of packages.

    It is written where `recorded` finds it, or to another file.
    """
    path = to or Path(__file__).parent / _FOLDER / f"{name}.json"
    about = {
        "date": datetime.now(UTC).date().isoformat(),
        "command": f"python -m derivations.evidence {name}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "versions": {package: version(package) for package in packages},
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(about | content, indent=1) + "\n", "utf-8")
    return path


def said(recording: dict[str, Any]) -> str:
    """The sentence that a page puts below what was recorded."""
    versions = ", ".join(f"{name} {found}" for name, found in recording["versions"].items())
    return (
        f"Recorded on {recording['date']} with {versions} and Python {recording['python']} on a "
        f"machine of {recording['machine']}; {recording['command']} records it anew."
    )
