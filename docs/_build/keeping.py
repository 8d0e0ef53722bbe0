"""What `make serve` keeps of its builds, in `.cache/`; a build that is published never looks there.

What is kept is found again only while all that it was made from is the same: the page, the files of
the package, those of the build, and the pinned dependencies. Of the modules of results, those count
that were loaded, with all that they import; so a change of one theorem is not a change of all.
"""

import ast
import hashlib
import pickle
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from parsing import parsed

import derivations

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = Path(".cache/serve")  # beside the pages that are served
_serving = False
_hashes: dict[Path, tuple[int, str]] = {}


def serve() -> None:
    """Keep things from now on, in this process."""
    global _serving
    _serving = True


def recall(name: str, *about: str) -> Any:
    """What is kept under a name, if it is still right for this; else None."""
    path = FOLDER / hashlib.sha256(name.encode()).hexdigest()
    if not _serving or not path.exists():
        return None
    key, loaded, thing = pickle.loads(path.read_bytes())
    return thing if key == key_of(loaded, *about) else None


def keep(thing: Any, name: str, loaded: Iterable[str], *about: str) -> None:
    """Keep what was made by a process that loaded these modules of results."""
    if _serving:
        FOLDER.mkdir(parents=True, exist_ok=True)
        modules = sorted(set(loaded))
        path = FOLDER / hashlib.sha256(name.encode()).hexdigest()
        path.write_bytes(pickle.dumps((key_of(modules, *about), modules, thing)))


def key_of(loaded: Iterable[str], *about: str) -> str:
    """All that counts, as one hash."""
    package = Path(derivations.__file__).parent
    results = package / "results"
    files = {p for p in package.rglob("*.*") if p.suffix in (".py", ".json")}
    always = {results / "__init__.py", results / "model.py"}  # other rooms import the model
    files = {p for p in files if results not in p.parents} | always
    files |= {*HERE.glob("*.*"), ROOT / "mkdocs.yml", ROOT / "requirements.txt"}
    files |= with_imports(results / f"{module}.py" for module in loaded)
    told = [sys.version, *about, *(f"{path} {hash_of(path)}" for path in sorted(files))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def with_imports(modules: Iterable[Path]) -> set[Path]:
    """Modules of results, with those that they import."""
    found, waiting = set[Path](), list(modules)
    while waiting:
        path = waiting.pop()
        if path not in found and path.exists():
            found.add(path)
            waiting += [path.with_name(f"{name}.py") for name in imports(path, hash_of(path))]
    return found


@cache
def imports(path: Path, _: str) -> set[str]:
    """The last names of the modules that a module imports."""
    tree = ast.walk(parsed(path.read_text(encoding="utf-8")))
    names = [node for node in tree if isinstance(node, ast.ImportFrom | ast.Import)]
    said = {(each.module or "") for each in names if isinstance(each, ast.ImportFrom)}
    said |= {alias.name for each in names for alias in each.names}
    return {name.rpartition(".")[2] for name in said}


def hash_of(path: Path) -> str:
    """The hash of a file; it is read again when it has changed."""
    changed = path.stat().st_mtime_ns
    if _hashes.get(path, (0, ""))[0] != changed:
        _hashes[path] = changed, hashlib.sha256(path.read_bytes()).hexdigest()
    return _hashes[path][1]
