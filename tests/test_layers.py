"""The rooms of the package: each imports from those before it alone, and no module in a circle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import derivations

PACKAGE = Path(derivations.__file__).parent
ROOT = PACKAGE.parent
# From the ground up; a room of one module is a file. What is on one floor imports nothing there.
FLOORS = (
    ("kernel",),
    ("reader", "budget", "subterms"),
    ("printing",),
    ("numbers",),
    ("interop",),
    ("witnesses",),
    ("examples",),
    ("proving",),
    ("results",),
    ("presentation",),
    ("publishing",),
    ("evidence",),
    ("sources",),
    ("site",),
    ("public", "moved"),
    ("__init__", "__main__"),
)
NAME = re.compile(r"derivations(\.\w+)+")
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def modules() -> dict[str, Path]:
    """The modules of the package by their names in it."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        found[name.removesuffix(".__init__") if "." in name else name] = path
    return found


MODULES = modules()


def imported(name: str, source: str) -> Iterator[str]:
    """The modules of the package that one imports, at once, later or for types alone."""
    inside = MODULES.get(name, Path()).name == "__init__.py" and name != "__init__"
    here = ["derivations", *([] if name == "__init__" else name.split("."))]
    base = here if inside or name == "__init__" else here[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from known(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = base[: len(base) + 1 - node.level] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from known(f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and NAME.fullmatch(str(node.value)):
            yield from known([node.value])  # import_module("…")


def known(names: Iterator[str] | list[str]) -> Iterator[str]:
    """Those of these that are modules of the package, or the modules that they are in."""
    for full in names:
        inside = full.removeprefix("derivations.")
        if full == inside:
            continue
        yield inside if inside in MODULES else inside.rpartition(".")[0]


def room_of(module: str) -> str:
    """The room of a module."""
    return module.partition(".")[0]


GRAPH = {
    name: {other for other in imported(name, path.read_text("utf-8")) if other} - {name}
    for name, path in MODULES.items()
}


def test_every_module_is_in_a_room_that_is_listed() -> None:
    assert {room_of(name) for name in MODULES} == set(FLOOR)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_from_its_room_and_those_below(name: str) -> None:
    room = room_of(name)
    for other in GRAPH[name]:
        below = room_of(other)
        assert below == room or FLOOR[below] < FLOOR[room], f"{name} imports {other}"


def test_no_module_is_in_a_circle() -> None:
    tuple(TopologicalSorter(GRAPH).static_order())  # raises CycleError, which shows the circle


def test_what_imports_later_or_by_name_is_seen() -> None:
    source = """
def late():
    from ..site.map import x
    import derivations.numbers.truth
    import_module("derivations.publishing.registry")
    from . import rewriting
"""
    assert set(imported("proving.decide", source)) == {
        "site.map",
        "numbers.truth",
        "publishing.registry",
        "proving.rewriting",
    }


def test_the_map_of_the_house_names_the_rooms() -> None:
    """ARCHITECTURE.md lists the rooms in this order."""
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", page, re.MULTILINE)
    assert listed == [room for rooms in FLOORS for room in rooms if room != "__init__"]
