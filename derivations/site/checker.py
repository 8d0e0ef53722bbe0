"""Where readers let their own browser prove all theorems again, by the second checker; its size."""

from __future__ import annotations

from pathlib import Path

from ..publishing.source import code_lines
from ..publishing.trusted import Trusted

CHECKER = "docs/assets/javascripts/checker.js"
CHECK_ALL = (
    '<div class="check-all">Where scripts may run, and the site comes from a server, a button here '
    "lets your browser prove every line again.</div>"
)


def lines_of_script(path: Path) -> int:
    """How many lines of code a script has, without blank lines and those of comments alone."""
    lines = map(str.strip, path.read_text("utf-8").splitlines())
    return sum(bool(line) and not line.startswith("//") for line in lines)


def lines_html(folder: Path, found: Trusted) -> str:
    """How many lines of code the two checkers have, as a sentence."""
    second = lines_of_script(folder / CHECKER)
    logic, data = (sum(map(code_lines, paths)) for paths in (found.logic, found.data))
    return (
        f"<p>In lines of code, without blank ones and comments, the second checker has {second:,}, "
        f"with its laws and facts; what Python loads to check the proofs has {logic:,}, and "
        f"{data:,} that are read as data.</p>"
    )
