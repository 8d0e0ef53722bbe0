"""How much there is to trust: the code that a process loads to check all exported proofs again.

Its lines are counted without blank lines, comments, docstrings and imports. What is read as data,
the laws, the cited facts and the table of kinds, is counted apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .export import export
from .registry import theorems
from .source import code_lines, opening

_PACKAGE = Path(__file__).parents[1]
RULES = "kernel/theorem.py"
_DATA = ("kernel/declarations.py", "kernel/laws.py", "kernel/facts.py")
_CHECK = """
import json, sys
from derivations.reader import read
proved = read(sys.stdin.read())
ours = [module.__file__ for name, module in sys.modules.items() if name.startswith("derivations")]
print(json.dumps([len(proved), ours]))
"""


@dataclass(frozen=True, slots=True)
class Trusted:
    """What a process of its own proved from an export, and the files that it loaded for it."""

    proved: int
    logic: list[Path]
    data: list[Path]


def trusted() -> Trusted:
    """All exported proofs checked again, and the code that it took: that with the rules first."""
    done = subprocess.run(
        [sys.executable, "-c", _CHECK],
        input=export(theorems()),
        capture_output=True,
        text=True,
        check=True,
    )
    proved, files = json.loads(done.stdout)
    with_code = [path for path in map(Path, files) if code_lines(path)]
    with_code.sort(key=lambda path: (name_of(path) != RULES, -code_lines(path)))
    data = [path for path in with_code if name_of(path) in _DATA]
    return Trusted(proved, [path for path in with_code if path not in data], data)


def name_of(path: Path) -> str:
    """A file by its place in the package."""
    return path.relative_to(_PACKAGE).as_posix()


def report() -> str:
    """The files with their lines: those with logic, and those that are read as data."""
    found = trusted()
    return "\n".join(
        [
            f"A process of its own proved {found.proved} statements from the export, and loaded:",
            "",
            *rows("logic", found.logic),
            "",
            *rows("read as data: the table of kinds, laws and cited facts", found.data),
        ]
    )


def rows(what: str, files: list[Path]) -> list[str]:
    """The sum of the lines of some files, and each of them."""
    total = sum(map(code_lines, files))
    return [
        f"{total:6,}  {what}",
        *(f"{code_lines(path):6,}  {name_of(path):24}  {opening(path)}" for path in files),
    ]
