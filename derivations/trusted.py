"""How much there is to trust: the code that a process loads to check all exported proofs again.

Its lines are counted without blank lines, comments, docstrings and imports. What is read as data,
the laws, the cited facts and the table of kinds, is counted apart.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .export import export
from .registry import theorems
from .source import code_lines, opening

PACKAGE = Path(__file__).parent
RULES = "kernel/theorem.py"
DATA = ("kernel/declarations.py", "kernel/laws.py", "kernel/facts.py")
CHECK = """
import json, sys
from derivations.reader import read
proved = read(sys.stdin.read())
ours = [module.__file__ for name, module in sys.modules.items() if name.startswith("derivations")]
print(json.dumps([len(proved), ours]))
"""


def loaded(exported: str) -> tuple[int, list[Path]]:
    """How many statements of an export a process of its own proves, and the files that it loads."""
    done = subprocess.run(
        [sys.executable, "-c", CHECK], input=exported, capture_output=True, text=True, check=True
    )
    proved, files = json.loads(done.stdout)
    return proved, in_order(map(Path, files))


def in_order(files: Iterable[Path]) -> list[Path]:
    """Files with code, those with the rules first and the largest of the others next."""
    with_code = [file for file in files if code_lines(file)]
    return sorted(with_code, key=lambda file: (name_of(file) != RULES, -code_lines(file)))


def name_of(file: Path) -> str:
    """A file by its place in the package."""
    return file.relative_to(PACKAGE).as_posix()


def report() -> str:
    """The files with their lines, what is logic first, and what is data apart."""
    proved, files = loaded(export(theorems()))
    data = [file for file in files if name_of(file) in DATA]
    logic = [file for file in files if file not in data]
    return "\n".join(
        [
            f"A process of its own proved {proved} statements from the export, and loaded:",
            "",
            *rows("logic", logic),
            "",
            *rows("read as data: the table of kinds, laws and cited facts", data),
        ]
    )


def rows(what: str, files: list[Path]) -> list[str]:
    """The sum of the lines of some files, and each of them."""
    total = sum(map(code_lines, files))
    return [
        f"{total:6,}  {what}",
        *(f"{code_lines(file):6,}  {name_of(file):24}  {opening(file)}" for file in files),
    ]
